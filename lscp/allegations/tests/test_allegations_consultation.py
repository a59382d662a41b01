"""Consultations: recorded, answered, made a referral; each refusal; and on their pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from lscp.allegations import actions
from lscp.allegations.models import Consultation
from lscp.allegations.policy import VIEW_CONSULTATION
from lscp.allegations.queries.consulted import kept_until, years_kept
from lscp.allegations.tests.allegations_records import adult, consultation, employer
from lscp.core.models import RunningClock, Transition
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused

pytestmark = pytest.mark.django_db
ASKED = {
    "received_on_day": "2", "received_on_month": "11", "received_on_year": "2026",
    "agency": "school", "sector": "school", "summary": "A teaching assistant shouted at a pupil",
}  # fmt: skip


def at(name, *args):
    return reverse(f"allegations:{name}", args=args)


def test_record_consultation_names_nobody_and_starts_its_clock(lado_support, cast):
    made = consultation(lado_support, received_on=today() - timedelta(days=1))
    assert (made.state, made.adult_id, made.team_id) == ("open", None, cast.kensington_lado.pk)
    assert made.reference.startswith("LC-")
    with acting(lado_support):
        clock = RunningClock.objects.get(subject=made.pk)
        [done] = Transition.objects.filter(subject=made.pk)
    assert (clock.clock, clock.starts_on) == ("lado_consultation", made.received_on)
    assert (clock.stopped_on, done.person) == (None, None)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"received_on": today() + timedelta(days=1)}, "today or in the past"),
        ({"summary": " "}, "Enter what you were asked"),
        ({"agency": "none"}, "Select the agency"),
        ({"sector": ""}, "Select the sector"),
        ({"category": "none"}, "Select the category"),
    ],
)
def test_record_consultation_is_refused(lado, facts, why):
    with pytest.raises(Refused, match=why):
        consultation(lado, **facts)


def test_a_consultation_is_open_to_its_own_service_alone(lado, other_lado, someone, sees):
    made = consultation(lado)
    assert sees(lado, made, VIEW_CONSULTATION)
    assert not sees(other_lado, made, VIEW_CONSULTATION)
    assert not sees(someone("service_manager"), made, VIEW_CONSULTATION)
    with pytest.raises(NotAllowed):
        consultation(someone("school_lead"))
    with pytest.raises(OutOfReach):
        actions.advise(made, by=other_lado, advised="advice", advice="Keep a record")


@pytest.mark.parametrize("advised", ["advice", "complaint", "low_level", "refer"])
def test_advise(lado, advised):
    done = actions.advise(consultation(lado), by=lado, advised=advised, advice="Keep a record")
    assert (done.state, done.advised, done.ended_on) == ("advised", advised, today())
    assert (done.advised_by_id, done.keep_until) == (lado.user, kept_until(today()))
    with acting(lado):
        assert RunningClock.objects.get(subject=done.pk).stopped_on == today()
    with pytest.raises(Refused, match="cannot be done now"):
        actions.advise(done, by=lado, advised="advice", advice="Again")


def test_advise_is_refused(lado, lado_support):
    made = consultation(lado)
    for facts, why in (
        ({"advised": "", "advice": "Keep a record"}, "Select what you advise"),
        ({"advised": "advice", "advice": " "}, "Enter what you advised"),
    ):
        with pytest.raises(Refused, match=why):
            actions.advise(made, by=lado, **facts)
    with pytest.raises(NotAllowed):
        actions.advise(made, by=lado_support, advised="advice", advice="Keep a record")


def test_how_long_one_is_kept_is_a_setting_with_its_source():
    assert years_kept()[0] == 10
    assert "Local policy" in years_kept()[1]
    assert kept_until(date(2024, 2, 29)) == date(2034, 2, 28)


def test_become_referral_of_one_that_is_open_and_of_one_that_was_answered(lado):
    made = actions.become_referral(consultation(lado), by=lado)
    assert (made.state, made.advised, made.ended_on) == ("referred", "refer", today())
    answered = actions.advise(consultation(lado), by=lado, advised="advice", advice="Wait")
    made = actions.become_referral(answered, by=lado)
    assert (made.state, made.advised) == ("referred", "advice")  # what was advised stays


def test_name_adult_and_employer_only_of_the_own_register(lado, other_lado):
    made = consultation(lado)
    made = actions.name_adult(made, by=lado, adult=adult(lado))
    made = actions.name_employer(made, by=lado, employer=employer(lado))
    assert made.adult_id
    assert made.employer_id
    with pytest.raises(Refused, match="about this adult already"):
        actions.name_adult(made, by=lado, adult=str(made.adult_id))
    with pytest.raises(OutOfReach):
        actions.name_adult(made, by=lado, adult=adult(other_lado))
    with pytest.raises(OutOfReach):
        actions.name_employer(made, by=lado, employer=employer(other_lado))
    lost = actions.merge_adult(adult(lado), by=lado, into=adult(lado))
    with pytest.raises(Refused, match="merged or destroyed"):
        actions.name_adult(made, by=lado, adult=lost)


def test_record_consultation_page(lado, signed_in):
    browser = signed_in(lado)
    form = browser.get(at("record_consultation")).text
    assert "Leave out the names of the adult and of children where you can" in form
    wrong = browser.post(at("record_consultation"), {**ASKED, "summary": ""})
    assert wrong.status_code == 400
    assert "Enter what you were asked" in wrong.text
    assert "<title>Error: " in wrong.text
    page = browser.post(at("record_consultation"), ASKED, follow=True).text
    assert "A teaching assistant shouted at a pupil" in page
    assert "Not named" in page


def test_advise_page_and_the_list(lado, signed_in):
    made, browser = consultation(lado), signed_in(lado)
    assert "Select what you advise" in browser.post(at("advise", made.pk), {}).text
    answers = {"advised": "low_level", "advice": "Keep a record of it"}
    page = browser.post(at("advise", made.pk), answers, follow=True).text
    assert "A low-level concern, kept by the employer" in page
    assert "Kept until" in page
    assert made.reference in browser.get(f"{at('consultations')}?state=advised").text
    assert made.reference not in browser.get(f"{at('consultations')}?state=open").text
    assert made.reference not in browser.get(at("consultation_rows")).text


def test_a_consultation_leads_on_to_a_referral_about_somebody_of_the_register(lado, signed_in):
    made, who, browser = consultation(lado), adult(lado), signed_in(lado)
    browser.get(at("adult", who.pk))
    page = browser.get(at("adults_of_consultation", made.pk)).text
    assert at("refer_consultation", made.pk, who.pk) in page
    assert at("record_adult_of_consultation", made.pk) in page
    named = browser.post(at("name_adult", made.pk), {"adult": str(who.pk)}, follow=True).text
    assert "Neville Tranter" in named
    assert "Neville Tranter" in browser.get(at("consult_about", who.pk)).text
    assert at("consultation", made.pk) in browser.get(at("adult", who.pk)).text


def test_a_list_of_consultations_shows_those_that_are_late(lado, signed_in):
    late = consultation(lado, received_on=today() - timedelta(days=30))
    new, browser = consultation(lado), signed_in(lado)
    page = browser.get(f"{at('consultations')}?clock=late").text
    assert late.reference in page
    assert new.reference not in page
    with acting(lado):
        assert Consultation.objects.count() == 2
