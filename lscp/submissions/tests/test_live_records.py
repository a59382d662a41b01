"""Live records are loaded as a snapshot, give way to a return, and are published once over."""

from datetime import date

import pytest
import time_machine

from lscp.core.figures import Origin
from lscp.core.models import Entry
from lscp.core.policy import system
from lscp.front_door.tests.front_door_records import Records
from lscp.measures import queries
from lscp.measures.models import View
from lscp.report.build import NothingToReport, compiled
from lscp.submissions import actions, figures, loads
from lscp.submissions.jobs import count_live_records
from lscp.submissions.loads import NotLoaded
from lscp.submissions.models import Load
from lscp.submissions.policy import LOAD, WRITE

KC = "E09000020"
MAY = date(2026, 5, 22)
BY = system("anna", LOAD, WRITE)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(date(2026, 11, 26), tick=False):
        yield


@pytest.fixture
def records(someone):
    found = Records(someone("front_door_manager"))
    found.referral(found.child(), MAY)
    return found


def load(year=2027):
    return actions.load_live(by=BY, authority=KC, year=year)


def test_the_running_year_has_the_internal_view_alone(records):
    load()
    figures.compute(2027)
    figure = queries.figure(f"IND004.{KC}.2027", view=View.INTERNAL)
    assert (figure.value, figure.source) == (1, Origin.LIVE)
    assert queries.figure(f"IND004.{KC}.2027") is None
    assert (queries.years(), queries.years(View.INTERNAL)) == ([], [2027])
    with pytest.raises(NothingToReport, match="published"):
        compiled(2027)


def test_the_scorecard_shows_the_running_year_to_those_who_see_full_values(
    records, someone, signed_in, client, census
):
    actions.load_return(census(9), by=BY)
    figures.compute(2022)
    records.contact(MAY, None, outcome="advice", days=4)
    load()
    figures.compute(2027)
    shown = signed_in(someone("front_door_manager")).get("/?view=internal").text
    assert "2026 to 2027" in shown
    assert "Contacts decided within one working day" in shown
    assert "Counted from live records" in shown
    public = client.get("/").text
    assert "Contacts decided within one working day" not in public
    assert "2026 to 2027" not in public
    assert "2021 to 2022" in client.get("/?year=2027").text  # until it is over


def test_the_year_is_published_when_it_is_over(records):
    load()
    first = figures.compute(2027)
    with time_machine.travel(date(2027, 4, 1)):
        assert figures.compute(2027) != first
    assert queries.years() == [2027]
    assert queries.figure(f"IND004.{KC}.2027").value is None  # one referral: too few to be shown


def test_the_same_records_again_change_nothing_and_older_copies_are_not_kept(records):
    first = load()
    again = load()
    assert (first.changed, again.changed, again.load) == (True, False, first.load)
    records.referral(records.child("Ade"), MAY)
    second, third = load(), load()
    assert (second.changed, third.changed) == (True, False)
    records.referral(records.child("Bose"), MAY)
    load()
    kept = {path.name for path in loads.snapshots().iterdir()}
    assert first.load.snapshot not in kept
    assert Load.objects.get(current=True).snapshot in kept


def test_a_return_stands_before_live_records(records, census):
    live = load(2026).load
    returned = actions.load_return(census(3, year=2026), by=BY).load
    live.refresh_from_db()
    assert live.replaced_by == returned
    with pytest.raises(NotLoaded, match="come from that return"):
        load(2026)


def test_every_night_the_running_year_is_counted(records):
    count_live_records()
    assert queries.figure(f"IND004.{KC}.2027", view=View.INTERNAL).value == 1


def test_a_census_that_is_written_leaves_its_mark_in_the_trail(records, tmp_path):
    file = tmp_path / "cin.xml"
    with time_machine.travel(date(2026, 3, 20)):
        records.referral(records.child("Ade"), date(2026, 3, 2))
        assert actions.write_census(by=BY, authority=KC, year=2026, to=file) == 1
    assert "<CINreferralDate>2026-03-02" in file.read_text()
    detail = Entry.objects.get(kind="exported").detail
    assert (detail["rows"], detail["authority"], detail["year"]) == (1, KC, 2026)


def test_another_partnership_s_authority_is_refused():
    with pytest.raises(NotLoaded, match="not a member"):
        actions.load_live(by=BY, authority="E09000001", year=2027)
