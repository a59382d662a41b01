"""The children in need census is written from live records, and its rules find no fault in it."""

from datetime import date

import pytest

from lscp import returns
from lscp.core.engines import collect
from lscp.front_door.facts import live
from lscp.front_door.tests.front_door_records import Records
from lscp.people import actions as people
from lscp.returns.cin import cut
from lscp.returns.cin import facts as to_facts
from lscp.returns.cin import read as reading
from lscp.returns.cin.produce import produce

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
KC, YEAR = "E09000020", 2026
MAY, JUNE, JULY = date(2025, 5, 22), date(2025, 6, 10), date(2025, 7, 1)


@pytest.fixture
def records(someone):
    return Records(someone("front_door_manager"))


@pytest.fixture
def written(tmp_path):
    """Write the census of the records and read it again."""

    def write():
        file = tmp_path / "cin.xml"
        produce(cut.of_year(live(KC, YEAR), KC, YEAR), authority=KC, year=YEAR, to=file)
        return reading.read(file)

    return write


def test_a_census_of_live_records_passes_its_rules(records, written):
    one, two, three, four, five, baby = (
        records.child(family) for family in ("Ade", "Bose", "Cole", "Dean", "Eze", "Fox")
    )
    for n, child in enumerate((one, two, three, four, five, baby)):
        people.add_disability(child, by=records.by, code=("LD", "AUT")[n % 2])
        people.record_characteristics(child, by=records.by, sex="F", ethnicity="BAFR")
    still_open = records.referral(one, MAY)
    records.assessment(still_open, MAY, JULY, factors=["4B", "16A"])
    closed = records.referral(two, MAY)
    records.assessment(closed, MAY, JUNE, factors=["21"])
    records.close(closed, JULY, "RC8")
    records.referral(two, date(2025, 9, 1))  # again, and open
    records.referral(three, MAY, state="no_action")
    before = records.referral(four, date(2024, 11, 1))  # open since the year before
    records.assessment(before, date(2024, 11, 1), date(2024, 12, 1), factors=["4B"])
    later = records.referral(five, date(2026, 2, 2))  # closed after the reference date
    records.assessment(later, date(2026, 2, 2), date(2026, 4, 9), factors=["4B"])
    records.close(later, date(2026, 4, 10))
    records.referral(baby, date(2026, 3, 30), state="received")  # nobody has decided yet
    read = written()
    found = returns.check("cin", read.tables, year=YEAR)
    errors = found.findings.filter(found.findings["kind"] == "error")
    assert errors.to_dicts() == []
    assert found.not_run.filter(found.not_run["status"] == "failed to run").is_empty()


def test_a_census_holds_the_year_and_nothing_else(records, written):
    past, present, future, unborn = (records.child(family) for family in ("Ade", "Bo", "Cy", "Di"))
    records.close(records.referral(past, date(2024, 5, 1)), date(2025, 3, 31))
    records.referral(past, date(2025, 3, 31), state="no_action")
    records.referral(present, MAY, state="no_action", source="9")
    records.referral(future, date(2026, 4, 1))
    facts = to_facts.facts(written())
    [episode] = collect(facts.ssd_cin_episodes).to_dicts()
    assert (episode["cine_referral_nfa"], episode["cine_referral_source_code"]) == ("Y", "9")
    assert collect(facts.ssd_person)["pers_upn_unknown"].to_list() == ["UN7"]


def test_the_same_figures_come_from_the_live_records_and_from_the_census_of_them(records, written):
    from lscp.core import periods
    from lscp.core.indicators import evaluate
    from lscp.measures.indicators import load

    child = records.child()
    records.assessment(records.referral(child, MAY), MAY, JULY, factors=["4B"])
    records.referral(records.child("Ade"), JUNE, state="no_action", source="9")
    asked = [load()[each] for each in ("IND004", "IND008", "IND013", "IND019", "IND028", "IND137")]
    counted = [
        [(each.figure, each.value) for each in evaluate(asked, facts, periods.year(YEAR), by=by)]
        for by in (("source", "age"),)
        for facts in (live(KC, YEAR), to_facts.facts(written()))
    ]
    assert counted[0] == counted[1]
