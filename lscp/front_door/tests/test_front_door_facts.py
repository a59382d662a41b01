"""Live records become the same facts as a return, and all the indicators run on them."""

from datetime import date

import pytest

from lscp.core import periods
from lscp.core.engines import collect
from lscp.core.figures import Origin, Status
from lscp.core.indicators import evaluate
from lscp.core.scope import acting
from lscp.front_door.facts import COUNTING, begun, live
from lscp.front_door.models import Referral
from lscp.front_door.tests.front_door_records import Records
from lscp.measures.indicators import load
from lscp.people import actions as people
from lscp.people.facts import made_of
from lscp.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
KC = "E09000020"
MAY, JUNE, JULY = date(2026, 5, 22), date(2026, 6, 10), date(2026, 7, 1)


@pytest.fixture
def records(someone):
    return Records(someone("front_door_manager"))


def rows(facts, table):
    return collect(getattr(facts, table)).to_dicts()


def value(facts, indicator, year=2027):
    [figure] = evaluate(load()[indicator], facts, periods.year(year))
    return figure


def test_referrals_and_assessments_are_counted_from_live_records(records):
    one, other, third = (records.child(family) for family in ("Ade", "Bose", "Cole"))
    first = records.referral(one, MAY)
    records.assessment(first, MAY, JULY, factors=["4B", "16A"])
    records.referral(other, MAY, state="no_action", source="9")
    second = records.referral(third, JUNE)
    records.assessment(second, JUNE, JULY, factors=["21"])
    records.close(second, JULY, "RC8")
    facts = live(KC, 2027)
    assert value(facts, "IND004").value == 3
    assert value(facts, "IND006").value == 3
    assert (value(facts, "IND008").numerator, value(facts, "IND008").denominator) == (1, 3)
    assert value(facts, "IND009").numerator == 1
    assert value(facts, "IND013").numerator == 1
    assert value(facts, "IND019").value == 2
    assert value(facts, "IND024").numerator == 1
    assert value(facts, "IND028").value == 1


def test_every_indicator_of_returns_runs_and_what_is_not_recorded_is_not_available(records):
    records.referral(records.child(), MAY)
    figures = evaluate(load().values(), live(KC, 2027), periods.year(2027))
    answered = {each.indicator for each in figures if each.status is Status.OK}
    assert {"IND004", "IND006", "IND123", "IND121", "IND028", "IND137"} <= answered
    missing = {each.indicator: each.reason for each in figures if each.status is not Status.OK}
    assert "does not give" in missing["IND043"]
    assert "do not reach back" in missing["IND007"]
    assert {each.source for each in figures} == {Origin.LIVE}


def test_made_up_records_say_so(records, installation):
    (installation / "secrets").mkdir(parents=True, exist_ok=True)
    (installation / "secrets" / "demo-password").write_text("made up")
    records.referral(records.child(), MAY)
    assert value(live(KC, 2027), "IND004").source is Origin.DEMONSTRATION


def test_re_referrals_are_counted_once_the_records_reach_back(records):
    child = records.child()
    records.referral(records.child("Ade"), date(2025, 3, 1), state="no_action")
    records.referral(child, date(2025, 9, 1), state="closed", closed_on=JUNE, reason="RC7")
    records.referral(child, JULY)
    figure = value(live(KC, 2027), "IND007")
    assert (figure.numerator, figure.denominator) == (1, 1)


def test_a_restricted_child_counts_and_is_seen_by_nobody_else(records):
    child = records.child()
    referral = records.referral(child, MAY)
    contact = records.contact(MAY, child)
    child.restricted, child.restricted_because = True, "A reason"
    contact.restricted = True
    for row in (child, contact):
        records.save(row)
    assert Referral.objects.filter(pk=referral.pk).count() == 0  # it follows the child
    facts = live(KC, 2027)
    assert len(rows(facts, "ssd_cin_episodes")) == len(rows(facts, "ssd_person")) == 1
    assert len(rows(facts, "lscp_contacts")) == len(rows(facts, "ssd_contacts")) == 1
    with acting(records.by):
        assert not Person.objects.filter(pk=child.pk).exists()
    with acting(COUNTING):
        assert Person.objects.filter(pk=child.pk).exists()


def test_who_a_child_is_to_a_return(records):
    known, other = records.child(), records.child("Ade", born=date(2012, 1, 2))
    for scheme, number in (("authority", "AB123"), ("upn", "H801200001001")):
        people.add_identifier(known, by=records.by, scheme=scheme, value=number)
    people.record_characteristics(known, by=records.by, sex="F", ethnicity="BAFR")
    people.add_disability(known, by=records.by, code="LD")
    for each in (known, other):
        records.referral(each, MAY)
    facts = live(KC, 2027)
    by_id = {each["pers_person_id"]: each for each in rows(facts, "ssd_person")}
    assert set(by_id) == {"AB123", made_of(other.pk)}
    first, second = by_id["AB123"], by_id[made_of(other.pk)]
    assert (first["pers_sex"], first["pers_ethnicity"]) == ("F", "BAFR")
    assert (first["lscp_upn"], first["pers_dob"]) == ("H801200001001", date(2016, 5, 4))
    assert (second["pers_sex"], second["pers_ethnicity"]) == ("U", "NOBT")
    disabilities = {
        each["disa_person_id"]: each["disa_disability_code"]
        for each in rows(facts, "ssd_disability")
    }
    assert disabilities == {"AB123": "LD", made_of(other.pk): "NONE"}
    assert first["pers_surname"] is None


def test_two_children_under_one_number_are_two_children(records):
    for family in ("Ade", "Bose"):
        child = records.child(family)
        people.add_identifier(child, by=records.by, scheme="authority", value="AB123")
        records.referral(child, MAY)
    assert value(live(KC, 2027), "IND006").value == 2


def test_each_year_and_authority_has_its_own(records):
    records.referral(records.child(), MAY)
    assert value(live(KC, 2026), "IND004", 2026).value == 0
    assert rows(live("E09000033", 2027), "ssd_cin_episodes") == []
    assert (begun(2027), begun(2026)) == ((KC,), ())


def test_contacts_and_checks_have_tables_of_their_own(records, cast):
    child = records.child()
    contact = records.contact(
        MAY, child, None, identity="withheld", source="8", outcome="no_action", days=4,
        to_tell_from=MAY, told_on=JUNE, referrer_organisation=cast.kensington_school,
    )  # fmt: skip
    records.check(contact, cast.police, "police", MAY, ended_on=MAY)
    records.check(contact, cast.kensington_gp, "health", MAY, ended_on=JUNE, state="withdrawn")
    facts = live(KC, 2027)
    [row] = rows(facts, "lscp_contacts")
    assert row["lscp_decision_due_date"] == date(2026, 5, 26)  # after the bank holiday
    assert (row["lscp_decided_date"], row["lscp_told_date"]) == (date(2026, 5, 26), JUNE)
    assert row["lscp_told_due_date"] == date(2026, 5, 26)
    said = [row[f"lscp_{name}"] for name in ("identity", "outcome", "source_code", "agency")]
    assert said == ["withheld", "no_action", "8", "school"]
    assert [each["cont_person_id"] for each in rows(facts, "ssd_contacts")].count(None) == 1
    checks = {each["lscp_agency"]: each for each in rows(facts, "lscp_checks")}
    assert checks["police"]["lscp_answered_date"] == MAY
    assert checks["health"]["lscp_answered_date"] is None
    assert checks["health"]["lscp_withdrawn"] == "Y"


def test_a_contact_is_a_repeat_of_one_within_12_months_by_anybody(records):
    child, other = records.child(), records.child("Ade")
    records.contact(date(2025, 4, 2), other)  # the records reach back to here
    records.contact(date(2025, 7, 1), child, source="6")
    records.contact(date(2026, 4, 1), other)
    records.contact(JULY, child)
    records.contact(JULY, child, source="6")
    records.contact(date(2026, 7, 2), None)
    marks = {
        (each["cont_contact_date"], each["lscp_repeat"])
        for each in rows(live(KC, 2027), "ssd_contacts")
    }
    assert marks == {
        (date(2025, 4, 2), None), (date(2025, 7, 1), None), (date(2026, 4, 1), None),
        (JULY, "Y"), (date(2026, 7, 2), None),
    }  # fmt: skip


def test_few_questions_are_asked_however_many_records_there_are(
    records, django_assert_max_num_queries
):
    for n in range(6):
        child = records.child(f"Family{n}")
        records.contact(MAY, child)
        records.assessment(records.referral(child, MAY), MAY)
    with django_assert_max_num_queries(26):
        live(KC, 2027)
