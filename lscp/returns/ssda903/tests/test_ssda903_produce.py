"""Facts become the files of a return, and the files the same facts again."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lscp.core import facts as core
from lscp.core.engines import collect
from lscp.returns.ssda903.facts import facts
from lscp.returns.ssda903.mapping import COLUMNS, FLAGS
from lscp.returns.ssda903.produce import produce
from lscp.returns.ssda903.read import read
from lscp.returns.ssda903.tables import PLACED, TABLES
from lscp.returns.ssda903.tests.return_files import facts_of, of_rows
from lscp.returns.ssda903.tests.return_text import AUTHORITY, YEAR, tables

LATEST = 2027  # of all years it has the most tables
CHILDREN = st.sampled_from(["", "1", "2", "3", "A-E20210401", 'é "B"\n;1,'])
# What a text may hold in a file: codes that are none, and what CSV has to quote.
TEXT = st.sampled_from(["", "N1", "n1", "ZZ", "0", "1", "Y", 'a "b"', "c\nd", "e;f,g|h\ti", "'=1"])
DAYS = st.sampled_from(["", "no day", "01/04/2021", "01/05/2021", "30/04/2021", "31/02/2021",
                        "44317"])  # fmt: skip
OTHERS = {
    "RNE": st.sampled_from(["S", "L", "L", "P", ""]),
    "PLACE": st.sampled_from(["U1", "U1", "K2", ""]),
    "REASON_PLACE_CHANGE": st.sampled_from(["", "", "CARPL"]),
    "PL_DISTANCE": st.sampled_from(["", "12", "12.0", "1e3", "nan", "far", "0.1"]),
    "PL_POST": st.sampled_from(["", "A"]),
    "URN": st.just(""),
    "PLACE_PROVIDER": st.sampled_from(["PR1", "PR1", ""]),
}


def _cells(leaf):
    kinds = {"day": DAYS, "count": st.sampled_from(["", "0", "12", "many"])}
    return OTHERS.get(leaf.name, kinds.get(leaf.kind, TEXT))


def _rows(table):
    named = {leaf.name: _cells(leaf) for leaf in TABLES[table]} | {"CHILD": CHILDREN}
    if table == "Episodes":
        named |= {name: OTHERS.get(name, TEXT) for name in PLACED}
    return st.lists(st.fixed_dictionaries(named), max_size=5)


RETURNS = st.fixed_dictionaries({"Episodes": _rows("Episodes")}, optional={
    table: _rows(table) for table in TABLES if table != "Episodes"
})  # fmt: skip


def table(made, name):
    frame = collect(getattr(made, name))
    return frame.sort(frame.columns)


def again(made, folder, year=LATEST):
    """Return what is read of the files that facts are written to."""
    return read(produce(made, authority=AUTHORITY, year=year, folder=folder).values())


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(RETURNS, st.sampled_from(",;\t|"))
def test_facts_written_and_read_are_the_same_facts(tmp_path_factory, drawn, delimiter):
    made = facts(of_rows(drawn, delimiter), authority=AUTHORITY, year=LATEST)
    reread = again(made, tmp_path_factory.mktemp("return"))
    found = facts(reread, authority=AUTHORITY, year=LATEST)
    for name in COLUMNS:
        assert table(found, name).equals(table(made, name)), name


DATE = st.dates(date(1990, 1, 1), date(2027, 12, 31)).map("{:%d/%m/%Y}".format)
CODE = st.sampled_from(["", "N1", "S", "L", "ZZ", 'A "B"', "C;D", "É"])
ONCE = {"Header", "OC2"}  # a child has one row there


def _well_formed(leaf):
    if leaf.kind == "day":
        return DATE if leaf.name.startswith("DATE_") else st.just("") | DATE
    return st.sampled_from(["", "0", "1"]) if leaf.name in FLAGS or leaf.kind == "count" else CODE


@st.composite
def well_formed(draw):
    """Draw a return in which every table says of a child what its one row in the Header says."""
    made = {name: [] for name in TABLES}
    for child in draw(st.lists(st.sampled_from("ABC"), unique=True, max_size=3)):
        about = {"CHILD": child, "SEX": draw(st.sampled_from("12")), "DOB": draw(DATE)}
        for name, leaves in TABLES.items():
            many = 1 if name == "Header" else draw(st.integers(0, 1 if name in ONCE else 3))
            for _ in range(many):
                row = {leaf.name: draw(_well_formed(leaf)) for leaf in leaves}
                made[name].append(row | {key: about[key] for key in about if key in row})
                made[name][-1].pop("UASC", None)
    return made


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(well_formed())
def test_a_well_formed_return_written_and_read_has_the_same_tables(tmp_path_factory, drawn):
    known = of_rows(drawn)
    made = facts(known, authority=AUTHORITY, year=LATEST)
    found = again(made, tmp_path_factory.mktemp("return"))
    assert found.tables.keys() == known.tables.keys()
    for name, rows in known.tables.items():
        assert set(found.tables[name].drop("line").rows()) == set(rows.drop("line").rows()), name
        assert found.tables[name].height == rows.height


WELL_FORMED = """
    Header CHILD=1 SEX=2 DOB=01/02/2006 ETHNIC=WBRI UPN=UN1 MOTHER=1 MC_DOB=03/04/2021
    Header CHILD=2 SEX=1 DOB=05/06/2011 ETHNIC=BAFR UPN=UN3 MOTHER=
    Episodes CHILD=1 DECOM=01/06/2021 RNE=S LS=V2 CIN=N1 PLACE=U1 PLACE_PROVIDER=PR1 \
DEC=01/07/2021 REC=X1 HOME_POST=SW1 PL_POST=W2 URN=SC1
    Episodes CHILD=1 DECOM=01/07/2021 RNE=L LS=C1 CIN=N1 PLACE=U1 PLACE_PROVIDER=PR1 \
DEC=01/08/2021 REC=X1 REASON_PLACE_CHANGE=CARPL HOME_POST=SW1 PL_POST=W2 URN=SC1
    Episodes CHILD=1 DECOM=01/08/2021 RNE=P LS=C1 CIN=N1 PLACE=K2 PLACE_PROVIDER=PR4 \
HOME_POST=SW1 PL_POST=W2 URN=SC2
    Episodes CHILD=2 DECOM=01/09/2021 RNE=S LS=V2 CIN=N8 PLACE=U6 PLACE_PROVIDER=PR1
    Reviews CHILD=1 DOB=01/02/2006 REVIEW=20/06/2021 REVIEW_CODE=PN1
    UASC CHILD=2 SEX=1 DOB=05/06/2011 DUC=05/06/2029
    OC2 CHILD=1 DOB=01/02/2006 SDQ_SCORE=12 CONVICTED=0 TEETH_CHECK=1 HEALTH_ASSESSMENT=1 \
IMMUNISATIONS=1 SUBSTANCE_MISUSE=1 INTERVENTION_RECEIVED=0 INTERVENTION_OFFERED=1
    OC3 CHILD=2 DOB=05/06/2011 IN_TOUCH=YES ACTIV=F1 ACCOM=U1
    AD1 CHILD=2 DOB=05/06/2011 DATE_INT=01/10/2021 DATE_MATCH=02/10/2021 FOSTER_CARE=0 \
NB_ADOPTR=2 SEX_ADOPTR=MF LS_ADOPTR=L11
    PlacedAdoption CHILD=2 DOB=05/06/2011 DATE_PLACED=03/10/2021
    PrevPerm CHILD=1 DOB=01/02/2006 PREV_PERM=P1 LA_PERM=999 DATE_PERM=ZZ/ZZ/2012
    Missing CHILD=1 DOB=01/02/2006 MISSING=M MIS_START=01/03/2022
"""


def test_a_well_formed_return_is_written_as_it_was_read(tmp_path):
    given_, _ = tables(WELL_FORMED)
    read_ = of_rows(given_)
    found = again(facts_of(WELL_FORMED), tmp_path, YEAR)
    assert found.tables.keys() == read_.tables.keys()
    for name, rows in read_.tables.items():
        assert found.tables[name].drop("line").equals(rows.drop("line")), name


def test_a_file_has_what_the_dfe_adds_only_where_it_says_anything(tmp_path):
    made = facts_of("Episodes CHILD=1 PL_DISTANCE=3.5")
    written = produce(made, authority=AUTHORITY, year=YEAR, folder=tmp_path)
    assert written.keys() == {"Header", "Episodes"}
    assert written["Episodes"].read_text().splitlines()[0].endswith(",PL_POST,URN,PL_DISTANCE")
    assert written["Header"].read_text().startswith("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n")
    assert written["Header"].stat().st_mode & 0o077 == 0


def test_of_a_census_beside_it_only_who_is_looked_after_is_in_the_header(tmp_path):
    made = facts_of("Episodes CHILD=1")
    census = core.from_rows(
        authority=AUTHORITY, year=YEAR,
        ssd_person=[{"pers_person_id": "1", "pers_gender": "2"}, {"pers_person_id": "9"}],
    )  # fmt: skip
    found = again(core.together([made, census]), tmp_path, YEAR)
    assert found.tables["Header"]["CHILD"].to_list() == ["1"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("DoLo CHILD=1", "The return of 2022 has no table DoLo"),
        ("Reviews CHILD=1", "1 rows of Reviews without a child"),
        ("Episodes CHILD=1", "1 placements of no episode"),
    ],
)
def test_what_a_return_has_no_place_for_is_refused_and_nothing_written(tmp_path, text, why):
    made = facts_of(text)
    frames = {
        name: collect(frame) for name, frame in made.frames.items() if name != "ssd_cla_episodes"
    }
    frames["ssd_cla_reviews"] = frames["ssd_cla_reviews"].with_columns(
        lscp_person_id=pl.lit(None, pl.String)
    )
    with pytest.raises(ValueError, match=why):
        produce(
            core.from_frames(frames, made.sources), authority=AUTHORITY, year=YEAR, folder=tmp_path
        )
    assert not list(tmp_path.iterdir())


def test_a_year_that_has_no_return_is_refused(tmp_path):
    with pytest.raises(ValueError, match="There is no return of 1999"):
        produce(facts_of("Header CHILD=1"), authority=AUTHORITY, year=1999, folder=tmp_path)
