"""Each indicator of the front door as a table: what counts, what does not, and why."""

from datetime import date

import pytest

from lscp.core import periods
from lscp.core.facts import from_rows
from lscp.core.figures import Status
from lscp.core.indicators import evaluate
from lscp.front_door import measures
from lscp.measures import scorecard
from lscp.measures.indicators import load
from lscp.measures.published import published

FRIDAY, TUESDAY, WEDNESDAY = date(2026, 5, 22), date(2026, 5, 26), date(2026, 5, 27)
MARCH = date(2026, 3, 31)
CONTACT = {"lscp_received_date": FRIDAY, "lscp_source_code": "2A", "lscp_agency": "school"}


def figures(indicator, by=(), **rows):
    numbered = {
        name: [{key: f"{n}"} | each for n, each in enumerate(some)]
        for (name, some), key in zip(
            rows.items(),
            ({"lscp_contacts": "lscp_contact_id", "lscp_checks": "lscp_check_id",
              "ssd_contacts": "cont_contact_id"}[name] for name in rows), strict=True,
        )
    }  # fmt: skip
    facts = from_rows(year=2027, **numbered)
    return evaluate(indicator, facts, periods.year(2027), by=by)


def fraction(indicator, **rows):
    [figure] = figures(indicator, **rows)
    return figure.numerator, figure.denominator


def split(indicator, by, **rows):
    found = figures(indicator, by=(by,), **rows)
    return {each.category: each.numerator for each in found if each.category and each.numerator}


def test_contacts_received():
    rows = [
        CONTACT | {"lscp_outcome": "referral"},
        CONTACT | {"lscp_outcome": "no_action", "lscp_source_code": "9", "lscp_agency": None},
        CONTACT,
        CONTACT | {"lscp_received_date": MARCH},  # the year before
    ]
    [figure] = figures(measures.contacts_received, lscp_contacts=rows)
    assert figure.value == 3
    by = {
        name: split(measures.contacts_received, name, lscp_contacts=rows)
        for name in ("source", "agency", "outcome", "month")
    }
    assert by["source"] == {"2A": 2, "9": 1}
    assert by["agency"] == {"school": 2, "UNKNOWN": 1}
    assert by["outcome"] == {"referral": 1, "no_action": 1, "OPEN": 1}
    assert by["month"] == {"2026-05": 3}


def test_decided_in_time():
    due = CONTACT | {"lscp_decision_due_date": TUESDAY, "lscp_decision_overdue": "N"}
    rows = [due | {"lscp_decided_date": day} for day in (FRIDAY, TUESDAY, TUESDAY, WEDNESDAY)]
    rows += [due | {"lscp_decision_overdue": "Y"}, due]  # late and open; open and not due
    assert fraction(measures.decided_in_time, lscp_contacts=rows) == (3, 5)


def test_a_contact_of_the_year_s_last_day_is_due_in_the_next():
    due = CONTACT | {"lscp_decision_due_date": date(2027, 4, 1), "lscp_decided_date": MARCH}
    assert fraction(measures.decided_in_time, lscp_contacts=[due]) == (0, 0)


def test_conversion():
    rows = [
        CONTACT | {"lscp_outcome": outcome}
        for outcome in ("referral", "referral", "no_action", "early_help", None)
    ]
    assert fraction(measures.conversion, lscp_contacts=rows) == (2, 4)
    assert split(measures.conversion, "source", lscp_contacts=rows) == {"2A": 2}


def test_repeat_contacts():
    told = {
        "cont_contact_date": FRIDAY, "cont_contact_source_code": "6", "cont_person_id": "A",
    }  # fmt: skip
    rows = [
        told | {"lscp_repeat": "Y"},
        told | {"lscp_repeat": "N", "cont_person_id": "B"},
        told,  # the records do not reach back
        told | {"cont_person_id": None},
    ]
    [figure] = figures(measures.repeat_contacts, ssd_contacts=rows)
    assert (figure.numerator, figure.denominator) == (1, 2)
    assert dict(figure.left_out) == {
        "The child is not identified": 1, "The records do not reach back for 12 months": 1,
    }  # fmt: skip


def test_checks_in_time():
    asked = {"lscp_due_date": TUESDAY, "lscp_agency": "police", "lscp_overdue": "N"}
    rows = [
        asked | {"lscp_answered_date": FRIDAY},
        asked | {"lscp_answered_date": WEDNESDAY, "lscp_agency": "health"},
        asked | {"lscp_overdue": "Y", "lscp_agency": "health"},
        asked,  # not due yet
        asked | {"lscp_withdrawn": "Y", "lscp_overdue": "Y"},
    ]
    assert fraction(measures.checks_in_time, lscp_checks=rows) == (1, 3)
    found = figures(measures.checks_in_time, by=("agency",), lscp_checks=rows)
    by_agency = {each.category: (each.numerator, each.denominator) for each in found}
    assert (by_agency["police"], by_agency["health"]) == ((1, 1), (0, 2))


def test_referrers_told():
    to_tell = CONTACT | {"lscp_told_due_date": TUESDAY, "lscp_told_overdue": "N"}
    rows = [to_tell | {"lscp_told_date": day} for day in (FRIDAY, TUESDAY, WEDNESDAY)]
    rows += [to_tell | {"lscp_told_overdue": "Y"}, to_tell, CONTACT]  # nobody to tell
    assert fraction(measures.referrers_told, lscp_contacts=rows) == (2, 4)


OURS = [each for each in load().values() if each.live and each.theme == "Front door"]


@pytest.mark.parametrize("indicator", OURS, ids=lambda each: each.id)
def test_a_return_does_not_answer_them_and_says_so(indicator):
    from dataclasses import replace

    facts = from_rows(year=2027, ssd_person=[])
    [source] = facts.sources
    cin = replace(source, collection="cin", supplies=frozenset({"ssd_person.pers_person_id"}))
    [figure] = evaluate(indicator, replace(facts, sources=(cin,)), periods.year(2027))
    assert (figure.status, figure.value) == (Status.NOT_AVAILABLE, None)
    assert "does not give" in figure.reason


def test_small_numbers_of_contacts_are_suppressed_with_what_would_give_them_away():
    rows = [CONTACT | {"lscp_outcome": "referral"}] * 3 + [CONTACT | {"lscp_outcome": "advice"}] * 9
    facts = from_rows(
        year=2027, lscp_contacts=[{"lscp_contact_id": f"{n}"} | each for n, each in enumerate(rows)]
    )
    internal = evaluate(OURS, facts, periods.year(2027), by=("outcome",))
    shown = {each.figure: each for each in published(internal)}
    assert shown["IND001.E09000020.2027"].value == 12
    assert shown["IND003.E09000020.2027"].status is Status.SUPPRESSED
    assert shown["IND001.E09000020.2027.outcome.referral"].status is Status.SUPPRESSED
    assert shown["IND001.E09000020.2027.outcome.advice"].status is Status.SUPPRESSED


def test_they_are_on_the_scorecard_where_live_records_answer_them():
    def themes(found):
        return [
            each.title for each in scorecard.scorecard(
                OURS, found, 2027, places={"E09000020": "Kensington and Chelsea"}, official={},
                areas=(),
            )
        ]  # fmt: skip

    found = figures(measures.contacts_received, lscp_contacts=[CONTACT])
    assert themes(found) == ["Front door"]
    assert themes([]) == []
