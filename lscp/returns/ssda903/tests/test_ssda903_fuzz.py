"""Whatever a file holds, it is read or refused in a sentence, and what is read can be checked."""

import contextlib
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lscp.returns import NotAReturn
from lscp.returns.checked import COLUMNS, check_read
from lscp.returns.ssda903.read import read, submitted
from lscp.returns.ssda903.tables import TABLES
from lscp.returns.submitted import Handed

FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEADS = {name: [leaf.name for leaf in leaves] for name, leaves in TABLES.items()}
CELL = st.one_of(
    st.sampled_from(["", "1", "01/05/2021", "31/02/2021", "44317", "2021-05-01", "S", "X1", "N9"]),
    st.text(max_size=12),
)
PIECE = st.sampled_from([
    b"CHILD", b",", b";", b"\n", b"\r", b'"', b"\x00", b"DOB", b"REVIEW", b"<EXPSSDA903>",
    b"<CHILD>", b"</CHILD>", b"<HEADER>", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"&",
    b"]]>", b"\xe9",
])  # fmt: skip


def opened(data, name="file.csv"):
    file = io.BytesIO(data)
    file.name = name
    return file


@FUZZ
@given(st.lists(st.one_of(PIECE, st.binary(max_size=6)), max_size=30).map(b"".join))
def test_bytes_of_any_kind_are_read_or_refused(data):
    with contextlib.suppress(NotAReturn):
        read([opened(data)])


@st.composite
def tables(draw):
    """Draw the text of some tables, of which any cell may hold anything that a cell can."""
    made = {}
    for name in draw(st.lists(st.sampled_from(list(HEADS)), min_size=1, max_size=4, unique=True)):
        rows = draw(st.lists(st.tuples(*[CELL for _ in HEADS[name]]), max_size=3))
        cells = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
        lines = [HEADS[name], *cells]
        made[name] = "\n".join(",".join(line) for line in lines).encode("utf-8", "surrogatepass")
    return made


@settings(FUZZ, max_examples=12)
@given(tables())
def test_cells_of_any_kind_can_be_checked(made):
    files = [opened(data, f"{name}.csv") for name, data in made.items()]
    try:
        given = submitted(Handed(files, authority="E09000033", year=2022))
    except NotAReturn:
        return
    checked = check_read(given)
    assert not checked.failed, checked.not_run.filter(status="failed to run")
    assert tuple(checked.findings.columns) == COLUMNS
    assert checked.findings["key"].is_unique().all()
