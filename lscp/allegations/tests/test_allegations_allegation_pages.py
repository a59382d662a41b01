"""The pages of allegations: each action done and refused there, and who sees what."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lscp.allegations import actions
from lscp.allegations.models import Allegation
from lscp.allegations.tests.allegations_records import (
    adult,
    allegation,
    closed,
    employer,
    opened,
    weighed,
)
from lscp.core.models import Entry
from lscp.core.named import name_on
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
TODAY = today()
YESTERDAY = TODAY - timedelta(days=1)
NAME, RESTRICTED = "Neville Tranter", "Reporting restriction: it is an offence"
LIST_QUERIES = 16  # with session, grants and trail


def at(name, *args):
    return reverse(f"allegations:{name}", args=args)


def day(name, on=TODAY):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def now(made, by):
    with acting(by):
        return Allegation.objects.get(pk=made.pk)


@pytest.fixture
def post(signed_in, lado):
    """Send the form of an action about a file; return the page that it leads to."""

    def send(page, made, *more, **answers):
        where = at(page, made.pk, *more)
        shown = signed_in(lado).get(where)
        assert shown.status_code == 200, shown.text
        assert NAME in shown.text
        return signed_in(lado).post(where, answers, follow=True)

    return send


def test_open_allegations_are_listed_by_clock(lado, other_lado, someone, signed_in):
    late = opened(lado, received_on=TODAY - timedelta(days=60))
    fresh = allegation(lado, adult(lado, given="Nora"), sector="school", against_pupil=True)
    ended = closed(lado, adult(lado, given="Nell"))
    browser = signed_in(lado)
    text = browser.get(at("allegations")).text
    assert text.index(late.reference) < text.index(fresh.reference)
    assert ended.reference not in text
    assert "Do not print or pass on their names" in text
    assert "download=" not in text
    for asked, there, absent in (
        ("state=received", fresh, late), ("due_on=late", late, fresh),
        ("sector=school", fresh, late),
    ):  # fmt: skip
        found = browser.get(f"{at('allegations')}?{asked}").text
        assert there.reference in found, asked
        assert absent.reference not in found, asked
    every = browser.get(at("all_allegations")).text
    assert ended.reference in every
    assert "Unsubstantiated" in every
    for page in "allegations", "all_allegations":
        assert late.reference not in signed_in(other_lado).get(at(page)).text
        assert signed_in(someone("front_door_manager")).get(at(page)).status_code == 403


def test_the_list_costs_the_same_however_long_it_is(lado, signed_in):
    browser, counts = signed_in(lado), []
    for more in 1, 3:
        for _ in range(more):
            allegation(lado)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(at("allegations")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= LIST_QUERIES


def test_record_allegation_page(lado, signed_in):
    about, works_at = adult(lado), employer(lado)
    where, browser = at("record_allegation", about.pk), signed_in(lado)
    shown = browser.get(where).text
    assert NAME in shown
    assert works_at.name in shown
    answers = {
        **day("received_on"), "agency": "school", "employer": str(works_at.pk), "sector": "school",
        "category": "physical", "happened": "A push", "against_pupil": "yes",
    }  # fmt: skip
    wrong = browser.post(where, {**answers, "happened": ""})
    assert wrong.status_code == 400
    assert "Enter what is said to have happened" in wrong.text
    done = browser.post(where, answers, follow=True).text
    assert "The referral is recorded" in done
    for words in (NAME, works_at.name, "A push", RESTRICTED, "To be evaluated", "Time limits"):
        assert words in done, words


def test_a_report_and_a_consultation_are_referred_from_their_own_pages(lado, signed_in):
    report = actions.take_down_report(
        by=lado, agency="school", sector="school", adult_name="N. Tranter", adult_basis="paid",
        happened="A pupil was pushed", other_work="A football club", own_children="Two at home",
    )  # fmt: skip
    about, browser = adult(lado), signed_in(lado)
    shown = browser.get(at("refer_report", report.pk, about.pk)).text
    for words in NAME, "A pupil was pushed", "A football club\n\nTwo at home":
        assert words in shown, words
    asked = actions.record_consultation(
        by=lado, received_on=TODAY, agency="school", sector="school", summary="A pull"
    )
    where = at("refer_consultation", asked.pk, about.pk)
    assert "A pull" in browser.get(where).text
    answers = {
        **day("received_on"), "agency": "school", "sector": "school", "category": "physical",
        "happened": "A pull", "against_pupil": "no",
    }  # fmt: skip
    done = browser.post(where, answers, follow=True).text
    assert "Came of" in done
    assert asked.reference in done


def test_allegation_page(lado, other_lado, someone, signed_in):
    made = opened(lado)
    text = signed_in(lado).get(at("allegation", made.pk)).text
    for words in (
        NAME, "A push in the corridor", "Threshold met: open", "Two children saw it", "Met",
        "Not met", "Before this is closed", "Support for the adult is not recorded",
        "Allegation reviewed", at("review_allegation", made.pk), at("close_allegation", made.pk),
    ):  # fmt: skip
        assert words in text, words
    assert RESTRICTED not in text
    for name in (
        "meet_threshold", "confirm_suspension", "give_notice", "lift_reporting",
        "restrict_reporting", "reopen_allegation",
    ):  # fmt: skip
        assert at(name, made.pk) not in text, name
    assert Entry.objects.filter(name="allegations.view_allegation", subject=made.pk).exists()
    assert signed_in(other_lado).get(at("allegation", made.pk)).status_code == 404
    assert signed_in(someone("social_worker")).get(at("allegation", made.pk)).status_code == 403


def test_the_restriction_of_reporting_is_on_each_page_of_the_file(lado, signed_in):
    made = opened(lado, sector="school", against_pupil=True)
    made = actions.open_strand(made, by=lado, strand="police", started_on=TODAY)
    with acting(lado):
        strand = made.strands.get()
    browser = signed_in(lado)
    for name in (
        "allegation", "close_allegation", "review_allegation", "open_strand", "put_safeguard",
        "require_notice", "record_step", "add_child_concerned", "attach_to_allegation",
        "correct_adult", "lift_reporting",
    ):  # fmt: skip
        text = browser.get(at(name, made.pk)).text
        assert text.count(RESTRICTED) == 1, name
        assert "lscp-marked__notice" in text
    assert RESTRICTED in browser.get(at("end_strand", made.pk, strand.pk)).text


def test_the_threshold_on_its_pages(lado, post):
    made = allegation(lado)
    text = post(
        "weigh_threshold", made, criterion="harmed", is_met="yes", because="A bruise was seen"
    ).text
    assert "A bruise was seen" in text
    text = post("meet_threshold", made, evaluation="Clear enough").text
    assert "Weigh all four criteria first" in text
    made = weighed(now(made, lado), lado)
    text = post("close_below_threshold", made, below="complaint", evaluation="Only loud words").text
    assert "It is closed below the threshold" in text
    assert "A complaint, for the employer: Only loud words" in text
    other = weighed(allegation(lado), lado, "risk")
    assert "the file is open" in post("meet_threshold", other, evaluation="Clear enough").text


def test_strands_and_safeguards_on_their_pages(lado, post):
    made = opened(lado)
    text = post(
        "open_strand", made, strand="police", lead="PC Dunn", number="CR/77", **day("started_on")
    ).text
    assert "PC Dunn, CR/77" in text
    with acting(lado):
        strand = made.strands.get()
    text = post("end_strand", made, strand.pk, ended_with="", **day("ended_on")).text
    assert "Enter what came of it" in text
    text = post(
        "end_strand", made, strand.pk, ended_with="Charged", outcome="substantiated",
        **day("ended_on"),
    ).text  # fmt: skip
    assert "Charged" in text
    text = post(
        "put_safeguard", made, safeguard="moved", is_used="no", because="One site", **day("since")
    ).text
    assert "and not used" in text
    text = post(
        "put_safeguard", made, safeguard="suspension", is_used="yes", because="Witnesses",
        **day("since", YESTERDAY),
    ).text  # fmt: skip
    assert "Suspension confirmed in writing" in text
    assert (
        "The confirmation is recorded"
        in post("confirm_suspension", made, **day("confirmed_on")).text
    )
    with acting(lado):
        suspension = made.safeguards.get(safeguard="suspension")
    text = post("end_safeguard", made, suspension.pk, because="He resigned", **day("until")).text
    assert "It ended because: He resigned" in text


def test_reviews_duties_and_steps_on_their_pages(lado, post):
    made = opened(lado)
    assert "All go on" in post("review_allegation", made, words="All go on", **day("on")).text
    text = post("require_notice", made, whom="regulator", because="Dismissed", **day("since")).text
    assert "Select which regulator has to be told" in text
    text = post(
        "require_notice", made, whom="regulator", regulator="tra", because="Dismissed",
        **day("since"),
    ).text  # fmt: skip
    assert "Not told yet" in text
    text = post("give_notice", made, whom="regulator", words="By email", **day("told_on")).text
    assert "Told on" in text
    text = post("record_step", made, sort="support", words="Union told", **day("on")).text
    assert "Union told" in text
    assert "Support for the adult is not recorded" not in text


def test_children_and_correction_on_their_pages(lado, someone, post):
    made, other = opened(lado), adult(lado, given="Nigel", family="Other")
    officer = someone("front_door_officer")
    hers = people.record_person(by=officer, given="Amelia", family="Ash", date_of_birth=TODAY)
    with acting(officer):
        name_on(hers, lado.user)
    text = post("add_child_concerned", made, name="Amelia", person=str(hers.pk)).text
    assert hers.get_absolute_url() in text
    text = post("correct_adult", made, adult=str(other.pk), because="A brother").text
    assert "Nigel Other" in text


def test_reporting_on_its_pages(lado, post):
    made = opened(lado, sector="school")
    assert RESTRICTED in post("restrict_reporting", made).text
    text = post("lift_reporting", made, lifted="charged", **day("lifted_on")).text
    assert RESTRICTED not in text
    assert "No longer restricted since" in text


def test_closing_and_opening_again_on_their_pages(lado, signed_in, post):
    made = opened(lado)
    asked = signed_in(lado).get(at("close_allegation", made.pk)).text
    for words in ("There is not enough evidence to prove it or to disprove it", "Left out of",
                  "paragraph 423", "Learning for the employer is not recorded"):  # fmt: skip
        assert words in asked, words
    assert "Select an outcome" in post("close_allegation", made, because="x").text
    text = post("close_allegation", made, outcome="malicious", because="It was made up").text
    for words in ("Malicious", "Removed from the personnel file", "Left out of references",
                  "Until pension age"):  # fmt: skip
        assert words in text, words
    text = post("reopen_allegation", made, because="A second child spoke").text
    assert "Closed before, and opened again" in text


def test_a_file_about_somebody_whose_birth_date_is_unknown_says_so(lado, signed_in):
    made = closed(lado, adult(lado, born_on=None))
    assert "The date of birth is not known" in signed_in(lado).get(at("allegation", made.pk)).text
