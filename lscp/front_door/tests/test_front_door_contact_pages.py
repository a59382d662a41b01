"""The pages on which professionals and officers make contacts, and what the referrer then sees."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lscp.core.models import Draft, Entry, Escalation
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import Refused
from lscp.front_door import actions
from lscp.front_door.models import Contact, ContactDocument

PDF = b"%PDF-1.4\n%%EOF\n"
pytestmark = pytest.mark.django_db
NEW, RECORD = "/contacts-you-made/new/", "/front-door/contacts/record/"
WHERE = {"immediate_danger": "no", "authority": "E09000020"}
WORRIES = {"worries": "Bruises on both arms", "working_well": "", "needs_to_happen": "A visit"}
CHILD_1 = {"child_1_given": "Amelia", "child_1_family": "Okafor", "child_1_age_said": "about 6"}
CHILD_2 = {"child_2_given": "Ben", "child_2_home": "2", "child_2_another": "no"}
ADULT_1 = {"adult_1_name": "Ann Okafor", "adult_1_stands_as": "parent", "adult_1_another": "no"}
CONSENT = {"consent": "not_sought", "not_asked_because": "It would put her at risk"}
YOU = {"source": "2A", "referrer_role": "Head", "referrer_telephone": "020 7946 0018"}


@pytest.fixture
def school(someone, officer):
    return someone("school_lead")


def go(browser, address, *answers):
    """Answer step after step, and return the page that the last one leads to."""
    address += "?new=1"
    for each in answers:
        answer = browser.post(address, each)
        assert answer.status_code == 302, answer.text
        address = f"{urlsplit(address).path}{answer.url.removeprefix(urlsplit(address).path)}"
    return address


def finish(browser, address):
    """Send what was checked."""
    draft = parse_qs(urlsplit(address).query)["draft"][0]
    return browser.post(address, {"once": draft})


def submit(by, **more):
    facts = {"authority": "E09000020", "children": [{"given": "Amelia"}], "consent": "given"}
    return actions.submit_contact(by=by, worries="Bruises on both arms", **facts | more)


def decided(contact, by):
    return actions.decide_contact(
        contact, by=by, outcome="advice", because="Known to police", told="We gave advice"
    )


def test_submit_contact_page(school, signed_in, officer):
    browser = signed_in(school)
    first = browser.get(f"{NEW}?new=1").text
    assert 'value="E09000020" checked' in first
    check = go(
        browser, NEW, WHERE, CHILD_1 | {"child_1_another": "yes"}, CHILD_2,
        {"knows_adults": "yes"}, ADULT_1, WORRIES, CONSENT, YOU,
    )  # fmt: skip
    shown = browser.get(check).text
    assert "The second child" in shown
    assert "Ann Okafor" in shown
    answer = finish(browser, check)
    page = browser.get(answer.url).text
    assert "has not decided yet" in page
    assert "Amelia Okafor" in page
    with acting(officer):
        made = Contact.objects.get()
        rows = made.children.order_by("given").values_list("given", "age_said", "home")
        assert list(rows) == [("Amelia", "about 6", None), ("Ben", "", 2)]
        assert made.adults.get().name == "Ann Okafor"
    assert (made.consent_because, made.referrer_role) == ("It would put her at risk", "Head")
    assert not Draft.objects.exists()
    assert "Amelia" not in answer.url


def test_submit_contact_page_says_what_is_missing(school, signed_in):
    browser = signed_in(school)
    address = go(browser, NEW, WHERE)
    page = browser.post(address, {"child_1_another": "no"})
    assert page.status_code == 400
    assert "Enter a name, an age, an address or a school" in page.text
    assert 'href="#child_1_given"' in page.text


def test_record_contact_page(officer, signed_in):
    browser = signed_in(officer)
    day = {f"received_on_{part}": str(getattr(today(), part)) for part in ("day", "month", "year")}
    caller = {**day, "identity": "withheld", "passed_on_by": "NSPCC", "referrer_name": "Nobody"}
    check = go(
        browser, RECORD, caller, WHERE, CHILD_1 | {"child_1_another": "no"},
        {"knows_adults": "no"}, WORRIES, CONSENT,
    )  # fmt: skip
    assert finish(browser, check).status_code == 302
    with acting(officer):
        made = Contact.objects.get()
    assert (made.source, made.identity, made.referrer_name) == ("8", "withheld", "")


def test_record_contact_page_asks_for_the_source_of_somebody_named(officer, signed_in):
    browser = signed_in(officer)
    caller = {"identity": "given", "referrer_name": "Ann Bell"}
    page = browser.post(f"{RECORD}?new=1", caller).text
    assert "Select who made the contact" in page


def test_the_referrer_sees_what_was_decided_and_why(school, officer, someone, signed_in):
    made = submit(school)
    actions.add_child(made, by=officer, given="Zebedee")
    actions.add_to_contact(made, by=officer, words="Police hold a lot")
    decided(made, someone("front_door_manager"))
    browser = signed_in(school)
    rows = browser.get("/contacts-you-made/").text
    assert made.reference in rows
    page = browser.get(f"/contacts-you-made/{made.pk}/").text
    assert "We gave advice" in page
    for not_theirs in ("Zebedee", "Police hold a lot", "Known to police"):
        assert not_theirs not in page


def test_what_another_organisation_told_is_not_shown(school, someone, signed_in, cast):
    made = submit(school)
    other = signed_in(someone("school_lead", organisation=cast.westminster_school))
    assert made.reference not in other.get("/contacts-you-made/").text
    assert other.get(f"/contacts-you-made/{made.pk}/").status_code == 404
    colleague = signed_in(someone("school_lead"))
    assert colleague.get(f"/contacts-you-made/{made.pk}/").status_code == 200


def test_add_to_contact_page(school, officer, signed_in):
    made = submit(school)
    address = f"/contacts-you-made/{made.pk}/"
    browser = signed_in(school)
    assert "Enter what you want to add" in browser.post(f"{address}add/", {}).text
    answer = browser.post(f"{address}add/", {"words": "He was away today", "seen": made.version})
    assert answer.url == address
    assert "He was away today" in browser.get(address).text
    there = signed_in(officer)
    answer = there.post(f"/front-door/contacts/{made.pk}/add/", {"words": "Called back"})
    assert answer.url == f"/front-door/contacts/{made.pk}/"


def test_tell_referrer_page(officer, someone, signed_in):
    made = actions.record_contact(
        by=officer, identity="given", source="1B", referrer_name="Ann Bell", worries="A quarrel",
        referrer_telephone="020 7946 0018", children=[{"given": "Amelia"}], consent="given",
    )  # fmt: skip
    decided(made, someone("front_door_manager"))
    browser = signed_in(officer)
    address = f"/front-door/contacts/{made.pk}/tell/"
    page = browser.get(address).text
    assert "020 7946 0018" in page
    assert "We gave advice" in page
    assert browser.post(address, {"told": "We gave advice"}).status_code == 302
    with acting(officer):
        assert Contact.objects.get(pk=made.pk).told_on == today()


def test_whoever_disagrees_escalates_from_the_contact(school, officer, signed_in):
    made = submit(school)
    browser = signed_in(school)
    address = f"/contacts-you-made/{made.pk}/"
    assert f"{address}disagree/" in browser.get(address).text
    page = browser.get(f"{address}disagree/").text
    assert f'value="{officer.organisation}" selected' in page
    said = {"answering": officer.organisation, "theme": "decision", "reason": "He is not safe",
            "wanted": "Look again"}  # fmt: skip
    answer = browser.post(f"{address}disagree/", said)
    assert answer.status_code == 302, answer.text
    with acting(school):
        raised = Escalation.objects.get()
    assert (raised.subject, raised.organisation_id) == (made.pk, officer.organisation)
    assert "Escalation raised on" in browser.get(address).text


def test_nothing_personal_is_in_the_trail_of_the_pages(school, signed_in):
    made = submit(school)
    signed_in(school).get(f"/contacts-you-made/{made.pk}/")
    for entry in Entry.objects.filter(subject=made.pk):
        assert "Amelia" not in str(entry.__dict__)


def test_attach_to_contact_page(school, officer, signed_in):
    made = submit(school)
    address = f"/contacts-you-made/{made.pk}/"
    browser, there = signed_in(school), signed_in(officer)
    assert "Select a document" in browser.post(f"{address}attach/", {}).text
    letter = SimpleUploadedFile("Amelia.pdf", PDF)
    assert browser.post(f"{address}attach/", {"document": letter}).url == address
    notes = SimpleUploadedFile("Notes.pdf", PDF)
    there.post(f"/front-door/contacts/{made.pk}/attach/", {"document": notes})
    page = browser.get(address).text
    assert "Amelia.pdf" in page
    assert "Notes.pdf" not in page
    assert "Notes.pdf" in there.get(f"/front-door/contacts/{made.pk}/").text
    with acting(officer):
        kept = ContactDocument.objects.get(name="Amelia.pdf")
    assert there.get(f"/front-door/documents/{kept.pk}/").content == PDF
    assert browser.get(f"/front-door/documents/{kept.pk}/").status_code == 403


def test_attach_to_contact_is_refused(school, someone):
    made = submit(school)
    for by, document, why in (
        (school, SimpleUploadedFile("a.exe", b"MZ\x90\x00"), "must be one of these"),
        (someone("health_lead"), SimpleUploadedFile("a.pdf", PDF), "no such record"),
    ):
        with pytest.raises(Refused, match=why):
            actions.attach_to_contact(made, by=by, document=document)
