"""Whatever arrives is read or refused: nothing else ever comes of it."""

import contextlib
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lscp.core import facts as core
from lscp.core.engines import collect
from lscp.returns import NotAReturn
from lscp.returns.cin import tables
from lscp.returns.cin.facts import facts
from lscp.returns.cin.mapping import COLUMNS
from lscp.returns.cin.read import read

HEADER = (
    "<Header><CollectionDetails><Collection>CIN</Collection><ReferenceDate>2022-03-31"
    "</ReferenceDate></CollectionDetails><Source><LEA>207</LEA></Source></Header>"
)


def names(block):
    """Yield the name of every element of the census."""
    yield block.name
    for inner in block.within:
        if isinstance(inner, tables.Block):
            yield from names(inner)
        else:
            yield inner.name


NAMES = st.sampled_from([*sorted(set(names(tables.CHILD))), "Stranger", "a:Assessments"])
VALUES = st.sampled_from(["", " ", "A1", "A2", "2021-06-01", "31/03/2022", "x", "true", "0", "4B"])


def element(name, within):
    return f"<{name}>{within}</{name}>"


def wrapped(inner):
    return st.builds(element, NAMES, st.lists(inner, max_size=4).map("".join))


ELEMENTS = st.recursive(st.builds(element, NAMES, VALUES), wrapped, max_leaves=12)
CHILDREN = st.lists(st.lists(ELEMENTS, max_size=5).map("".join).map(lambda t: element("Child", t)))
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.slow
@FUZZ
@given(CHILDREN)
def test_any_arrangement_of_elements_is_read_with_keys_that_are_unique(children):
    text = f"<Message>{HEADER}<Children>{''.join(children)}</Children></Message>"
    ret = read(io.BytesIO(text.encode()))
    assert ret.rows["ChildIdentifiers"] == ret.rows["ChildCharacteristics"] == len(children)
    for name, frame in facts(ret).frames.items():
        key = [column for column in core.tables()[name].key if column in COLUMNS[name][1]]
        assert not collect(frame).select(key).is_duplicated().any(), name


WHOLE = (
    f"<Message>\n{HEADER}<Children><Child><ChildIdentifiers><LAchildID>A1</LAchildID>"
    "</ChildIdentifiers><CINdetails><CINreferralDate>2021-06-01</CINreferralDate></CINdetails>"
    "</Child></Children></Message>"
).encode()
PLACE = st.integers(0, len(WHOLE))


@pytest.mark.slow
@FUZZ
@given(st.lists(st.tuples(PLACE, PLACE, st.binary(max_size=4)), max_size=3))
def test_any_damage_is_read_or_refused(damage):
    text = WHOLE
    for at, upto, instead in damage:
        text = text[:at] + instead + text[max(at, min(upto, at + 8)) :]
    with contextlib.suppress(NotAReturn):
        facts(read(io.BytesIO(text)))


def test_the_undamaged_is_read():
    assert read(io.BytesIO(WHOLE)).rows["CINdetails"] == 1
