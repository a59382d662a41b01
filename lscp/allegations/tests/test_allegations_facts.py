"""The register's live records become facts without a name, and all its indicators run on them."""

from datetime import date

import pytest
import time_machine

from lscp.access.models import User
from lscp.allegations import actions, facts
from lscp.allegations.policy import VIEW_ALLEGATION_ROWS
from lscp.allegations.tests import allegations_records as made
from lscp.allegations.tests import allegations_reports as reports
from lscp.allegations.tests.test_allegations_measures import OURS
from lscp.core import periods
from lscp.core.engines import collect
from lscp.core.figures import Origin, Status
from lscp.core.indicators import evaluate
from lscp.core.policy import system
from lscp.measures import queries
from lscp.measures.models import View
from lscp.submissions import actions as submissions
from lscp.submissions.jobs import count_live_records
from lscp.submissions.loads import NotLoaded
from lscp.submissions.models import Load
from lscp.submissions.policy import LOAD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
KC = "E09000020"
MAY, MAY_27, JUNE = date(2026, 5, 20), date(2026, 5, 27), date(2026, 6, 10)
BY = system("anna", LOAD)


def on(day):
    return time_machine.travel(day, tick=False)


@pytest.fixture
def lado(someone, cast):
    """The LADO of Kensington and Chelsea, who was there before any of this."""
    with on(date(2026, 3, 2)):
        return someone("lado", team=cast.kensington_lado, name="Lionel Adomako")


def rows(table, year=2027):
    return collect(getattr(facts.live(KC, year), table)).to_dicts()


def test_referrals_become_facts_with_the_days_that_their_clocks_were_wound_to(lado):
    with on(MAY):
        file = made.opened(lado, basis="paid", aware_on=date(2026, 5, 15))
        made.allegation(lado, category="sexual")
    with on(JUNE):
        actions.close_allegation(file, by=lado, outcome="unfounded", because="No case")
        found = rows("lscp_allegations")
        [met] = rows("lscp_allegation_criteria")
    closed, still_open = sorted(found, key=lambda row: row["lscp_category"])
    assert closed == {
        "lscp_authority": KC, "lscp_year": 2027, "lscp_allegation_id": str(file.pk),
        "lscp_received_date": MAY, "lscp_agency": "school", "lscp_sector": "sport",
        "lscp_category": "physical", "lscp_basis": "paid", "lscp_told_late": "Y",
        "lscp_month_1_date": date(2026, 6, 20), "lscp_month_3_date": date(2026, 8, 20),
        "lscp_month_12_date": date(2027, 5, 20), "lscp_closed_date": JUNE,
        "lscp_ending": "unfounded",
    }  # fmt: skip
    assert (still_open["lscp_basis"], still_open["lscp_told_late"]) == (None, None)
    assert (still_open["lscp_closed_date"], still_open["lscp_ending"]) == (None, None)
    assert (met["lscp_allegation_id"], met["lscp_criterion"]) == (str(file.pk), "harmed")


def test_reports_and_consultations_become_facts(lado):
    with on(MAY):
        report = reports.taken_down(lado, aware_on=MAY)
        reports.taken_down(lado, aware_on=date(2026, 5, 1))
        asked = made.consultation(lado)
        made.consultation(lado, agency="police")
        made.allegation(lado, report=report, consultation=asked)
    with on(MAY_27):
        taken_up, waiting = sorted(rows("lscp_lado_reports"), key=lambda row: row["lscp_told_late"])
        consulted = rows("lscp_consultations")
        [referral] = rows("lscp_allegations")
    assert (taken_up["lscp_told_late"], taken_up["lscp_taken_up"]) == ("N", "Y")
    assert (taken_up["lscp_due_date"], taken_up["lscp_ended_date"]) == (date(2026, 5, 21), MAY)
    assert (waiting["lscp_told_late"], waiting["lscp_overdue"]) == ("Y", "Y")
    assert (waiting["lscp_taken_up"], waiting["lscp_channel"]) == (None, "lado")
    assert {row["lscp_agency"]: row["lscp_referred"] for row in consulted} == {
        "school": "Y", "police": "N",
    }  # fmt: skip
    assert referral["lscp_told_late"] == "N"  # the report's clock


def test_a_restricted_file_counts_and_no_name_is_read(lado, someone, cast):
    with on(MAY):
        file = made.allegation(lado)
        colleague = User.objects.get(pk=someone("lado", team=cast.kensington_lado).user)
        kept = actions.keep_out(file, by=lado, user=colleague, because="They are related")
        assert kept.restricted
        facts_of_year = facts.live(KC, 2027)
    assert len(collect(facts_of_year.lscp_allegations)) == 1
    written = str({name: collect(frame).to_dicts() for name, frame in facts_of_year.frames.items()})
    for hidden in ("Tranter", "Neville", "corridor"):
        assert hidden not in written
    assert VIEW_ALLEGATION_ROWS in facts.COUNTING.grants


def test_every_indicator_runs_on_them(lado):
    with on(MAY):
        made.closed(lado)
        made.consultation(lado)
        reports.taken_down(lado)
        found = evaluate(OURS, facts.live(KC, 2027), periods.year(2027))
    answered = {each.indicator for each in found if each.status is Status.OK}
    assert answered >= {"IND083", "IND084", "IND163", "IND087"}
    assert {each.source for each in found} == {Origin.REGISTER}


def test_a_year_holds_what_was_open_when_it_began_and_nothing_later(lado):
    with on(date(2026, 3, 20)):
        file = made.opened(lado)
        made.closed(lado, made.adult(lado, given="Ada"))
    with on(date(2026, 4, 20)):
        actions.close_allegation(file, by=lado, outcome="false", because="It was elsewhere")
        made.allegation(lado)
        assert len(rows("lscp_allegations", 2026)) == 2
        assert len(rows("lscp_allegations", 2027)) == 2


def test_the_running_year_is_kept_nowhere_and_the_one_before_is_counted_once_it_is_over(lado):
    with on(MAY):
        made.allegation(lado)
        with pytest.raises(NotLoaded, match="is not over"):
            submissions.load_live_register(by=BY, authority=KC, year=2027)
        count_live_records()
        assert not Load.objects.exists()
        assert not queries.years(View.INTERNAL)
    with on(date(2027, 4, 2)):
        count_live_records()
        [load] = Load.objects.all()
        assert (load.collection, load.year) == ("live_register", 2027)
        figure = queries.figure(f"IND083.{KC}.2027", view=View.INTERNAL)
        assert (figure.value, figure.source) == (1, Origin.REGISTER)
        assert queries.figure(f"IND083.{KC}.2027").value is None  # too few to be published
        count_live_records()
        assert Load.objects.count() == 1
