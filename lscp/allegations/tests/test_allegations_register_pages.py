"""The pages of the register: adults and employers found, recorded, amended, merged."""

import re

import pytest
from django.urls import reverse

from lscp.allegations.models import Adult
from lscp.allegations.tests.allegations_records import BORN, adult, consultation, employer
from lscp.allegations.tests.allegations_reports import taken_down
from lscp.core.named import name_on
from lscp.core.scope import acting
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
DAY = {"born_on_day": "9", "born_on_month": "3", "born_on_year": "1984"}


def at(name, *args):
    return reverse(f"allegations:{name}", args=args)


def walk(browser, address, *answers):
    """Answer the steps of a page one by one; return the page that checks the answers."""
    page = browser.get(f"{address}?new=1&step=0")
    for each in answers:
        once = re.search(r'name="once" value="([^"]+)"', page.text)
        sent = browser.post(
            page.request["PATH_INFO"] + f"?{page.request['QUERY_STRING']}",
            {**each, "once": once[1] if once else ""},
        )
        assert sent.status_code == 302, sent.text
        page = browser.get(sent["location"])
    return page


def finish(browser, page):
    return browser.post(
        page.request["PATH_INFO"] + f"?{page.request['QUERY_STRING']}", {}, follow=True
    )


def test_overview_leads_to_the_lists_and_is_offered_to_the_service_alone(
    lado, lado_support, someone, signed_in
):
    page = signed_in(lado).get(at("overview")).text
    for name in "reports", "consultations", "allegations", "to_destroy", "adults", "employers":
        assert at(name) in page
    assert signed_in(lado_support).get(at("overview")).status_code == 200
    manager = signed_in(someone("front_door_manager"))
    assert manager.get(at("overview")).status_code == 403
    assert f'href="{at("overview")}"' not in manager.get(reverse("core:work")).text


def test_record_adult_page_says_who_it_may_be_before_it_is_recorded(lado, signed_in):
    known, browser = adult(lado, family="White"), signed_in(lado)
    who = {"given": "Neville", "family": "Brown", **DAY}
    page = walk(browser, at("record_adult"), who, {}, {})
    assert "They may be on the register already" in page.text
    assert "The date of birth is the same" in page.text
    assert at("adult", known.pk) in page.text
    assert "But: the family name differs" in page.text
    shown = finish(browser, page).text
    assert "Neville Brown" in shown
    assert "They may be the same as" in shown


def test_record_adult_page_asks_for_a_name(lado, signed_in):
    page = signed_in(lado).post(f"{at('record_adult')}?new=1&step=0", {**DAY})
    assert page.status_code == 400
    assert "Enter a given name or a family name" in page.text
    assert "Error: " in page.text


def test_the_other_service_is_named_and_nothing_else_of_it(lado, other_lado, signed_in):
    adult(other_lado, family="Secretname", postcode="W2 1AA")
    page = signed_in(lado).get(at("adult", adult(lado, family="Brown").pk)).text
    assert "The LADO service of Westminster holds a record that may be the same" in page
    assert "Call Wanda Ilić" in page
    assert "Secretname" not in page
    assert "W2 1AA" not in page


def test_adults_are_searched_for_and_no_name_stands_in_the_address(lado, signed_in, other_lado):
    adult(lado, family="Tranter"), adult(lado, given="Ann", family="Green", born_on=None)
    adult(other_lado, family="Tranter", given="Elsewhere")
    browser = signed_in(lado)
    sent = browser.post(at("adults"), {"text": "tranter"})
    assert "tranter" not in sent["location"].lower()
    page = browser.get(sent["location"]).text
    assert "Neville Tranter" in page
    assert "The family name is the same" in page
    assert "Ann Green" not in page
    assert "Elsewhere" not in page
    assert browser.post(at("adults"), {"text": " - "}).status_code == 400


def test_pages_of_an_adult(lado, signed_in):
    made, school, browser = adult(lado), employer(lado), signed_in(lado)
    wrong = browser.post(at("add_post", made.pk), {"employer": str(school.pk)})
    assert "Select how they work there" in wrong.text
    job = {"employer": str(school.pk), "basis": "paid", "job": "Coach"}
    assert "Elm Street School" in browser.post(at("add_post", made.pk), job, follow=True).text
    with acting(lado):
        post = made.posts.get()
    left = {"until_day": "1", "until_month": "9", "until_year": "2025"}
    page = browser.post(at("end_post", made.pk, post.pk), left, follow=True).text
    assert "until 1 September 2025" in page
    assert "Left: Coach at Elm Street School" in page
    page = browser.post(at("add_adult_name", made.pk), {"family": "Ash"}, follow=True).text
    assert "Other and former names" in page
    assert "Ash" in page
    amended = {"given": "Neville", "family": "Tranter", "postcode": "w85tt", **DAY}
    assert "W8 5TT" in browser.post(at("amend_adult", made.pk), amended, follow=True).text
    assert "until 1 September 2025" in browser.get(at("employer", school.pk)).text


def test_merge_adult_page(lado, signed_in):
    kept, lost, browser = adult(lado), adult(lado), signed_in(lado)
    assert "Select the other record" in browser.post(at("merge_adult", lost.pk), {}).text
    page = browser.post(at("merge_adult", lost.pk), {"into": str(kept.pk)}, follow=True).text
    assert at("adult", kept.pk) in page
    assert "This record was merged into" in page
    assert browser.get(at("adults")).text.count("Neville Tranter") == 1


def test_pages_of_an_employer(lado, signed_in):
    browser = signed_in(lado)
    employer(lado, postcode="W8 5TT")
    new = {"name": "Elm Street Primary School", "sector": "school"}
    page = walk(browser, at("record_employer"), new)
    assert "One name has all the words of the other" in page.text
    assert "Elm Street Primary School" in finish(browser, page).text
    page = browser.get(at("employers")).text
    assert "Elm Street Primary School" in page
    sent = browser.post(at("employers"), {"text": "elm st school"})
    assert "Elm Street School" in browser.get(sent["location"]).text


def test_amend_and_merge_employer_pages(lado, signed_in):
    browser, one, other = signed_in(lado), employer(lado), employer(lado)
    amended = {"name": "Willow Academy", "sector": "school"}
    page = browser.post(at("amend_employer", one.pk), amended, follow=True).text
    assert "Willow Academy" in page
    assert "Elm Street School" in page
    browser.post(at("add_employer_name", one.pk), {"name": "The Willows"}, follow=True)
    page = browser.post(at("merge_employer", other.pk), {"into": str(one.pk)}, follow=True).text
    assert "This record was merged into" in page
    assert "The Willows" in browser.get(at("employer", one.pk)).text


def test_every_page_of_the_register_is_shut_to_who_is_not_of_the_service(
    lado, other_lado, someone, signed_in
):
    made, school = adult(lado, born_on=BORN), employer(lado)
    shut = [
        at("adults"), at("employers"), at("record_adult"), at("adult", made.pk),
        at("merge_adult", made.pk), at("employer", school.pk), at("overview"),
    ]  # fmt: skip
    curious = signed_in(someone("service_manager"))
    assert {curious.get(each).status_code for each in shut} == {403}
    other = signed_in(other_lado)
    for each in at("adult", made.pk), at("merge_adult", made.pk), at("employer", school.pk):
        assert other.get(each).status_code == 404


def test_a_report_leads_to_the_adult_and_the_employer_that_may_be_meant(lado, signed_in):
    report, browser = taken_down(lado, adult_born_on=BORN), signed_in(lado)
    page = browser.get(at("adults_of_report", report.pk)).text
    assert "No employer that you may see on the register seems to be meant" in page
    assert "Nobody whom you may see on the register seems to be meant" in page
    known, school = adult(lado), employer(lado)
    page = browser.get(at("adults_of_report", report.pk)).text
    assert at("employer", school.pk) in page
    assert "The name is the same" in page
    assert at("refer_report", report.pk, known.pk) in page
    assert "The date of birth is the same" in page


def test_an_adult_and_an_employer_are_recorded_of_a_report(lado, signed_in):
    report, browser = taken_down(lado, adult_born_on=BORN), signed_in(lado)
    page = walk(
        browser, at("record_employer_of_report", report.pk),
        {"name": "Elm Street School", "sector": "school"},
    )  # fmt: skip
    done = finish(browser, page)
    assert done.redirect_chain[-1][0] == at("adults_of_report", report.pk)
    first = browser.get(f"{at('record_adult_of_report', report.pk)}?new=1&step=0").text
    assert 'value="Neville"' in first
    assert 'value="Tranter"' in first
    assert 'value="1984"' in first
    who = {"given": "Neville", "family": "Tranter", **DAY}
    page = walk(browser, at("record_adult_of_report", report.pk), who, {}, {})
    sent = browser.post(page.request["PATH_INFO"] + f"?{page.request['QUERY_STRING']}", {})
    with acting(lado):
        made = Adult.objects.get()
    assert sent["location"] == at("refer_report", report.pk, made.pk)
    assert browser.get(sent["location"]).status_code == 200


def test_an_adult_is_recorded_of_a_consultation_and_can_be_chosen_then(lado, signed_in):
    asked, browser = consultation(lado), signed_in(lado)
    who = {"given": "Neville", "family": "Tranter"}
    page = walk(browser, at("record_adult_of_consultation", asked.pk), who, {}, {})
    shown = finish(browser, page).text
    with acting(lado):
        made = Adult.objects.get()
    assert at("refer_consultation", asked.pk, made.pk) in shown


def test_link_person_page_offers_only_whom_the_lado_may_see(lado, someone, signed_in):
    made, officer, browser = adult(lado), someone("front_door_officer"), signed_in(lado)
    facts = {"given": "Neville", "family": "Tranter", "date_of_birth": BORN}
    person, hidden = (people.record_person(by=officer, **facts) for _ in range(2))
    with acting(officer):
        name_on(person, lado.user)
    page = browser.get(at("link_person", made.pk)).text
    assert str(person.pk) in page
    assert str(hidden.pk) not in page
    page = browser.post(at("link_person", made.pk), {"person": str(person.pk)}, follow=True).text
    assert "Record as a person" in page
    assert str(person.pk) in page
    theirs = signed_in(officer).get(person.get_absolute_url()).text
    assert str(made.pk) not in theirs
    assert "allegations/adults" not in theirs


def test_destroy_adult_page(lado, signed_in):
    made, browser = adult(lado), signed_in(lado)
    assert "cannot be brought back" in browser.get(at("destroy_adult", made.pk)).text
    page = browser.post(at("destroy_adult", made.pk), {}, follow=True).text
    assert "Neville" not in page
    assert "Destroyed" in page
