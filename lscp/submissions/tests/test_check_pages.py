"""Pages of checking returns: who may see them, what they say, and what they take."""

import re
import uuid
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lscp.core.models.trail import Entry
from lscp.core.policy import Reach, system
from lscp.core.workflow import OutOfReach
from lscp.submissions import checks, findings
from lscp.submissions.models import Check, Finding, Note
from lscp.submissions.policy import CHECK
from lscp.submissions.uploads import Upload

NEED = "<PrimaryNeedCode>N1</PrimaryNeedCode>"
WRONG = "<PrimaryNeedCode>N12</PrimaryNeedCode>"
OFFICER = system("officer", CHECK)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]


@pytest.fixture
def checking(someone_granted, signed_in):
    """Sign in somebody of a throw-away role that may check returns, as far as is said."""

    def make(reach=Reach.AUTHORITY, **where):
        return signed_in(someone_granted({CHECK: reach}, **where))

    return make


@pytest.fixture
def officer(checking):
    """The browser of somebody who checks the returns of Kensington and Chelsea."""
    return checking(name="Olu Officer")


@pytest.fixture
def of_westminster(checking, cast):
    return checking(authority=cast.WESTMINSTER)


@pytest.fixture
def broken(census):
    return census().read_text(encoding="utf-8").replace(NEED, WRONG, 2).encode()


@pytest.fixture
def check(broken):
    check = checks.receive([Upload("broken.xml", [broken])], by=OFFICER)
    checks.run(check.pk)
    check.refresh_from_db()
    return check


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.fixture
def upload(django_capture_on_commit_callbacks):
    """Upload a file, see it committed, and follow to where that leads."""

    def sent(client, content, name="broken.xml"):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post("/checks/", {"file": SimpleUploadedFile(name, content)})
        return client.get(answer.url) if answer.status_code == 302 else answer

    return sent


def addresses(check):
    found = check.findings.first()
    parts = ("", "findings/", "findings/?rule=8650", "children/", "gone/", "findings.xlsx")
    own = [f"/checks/{check.pk}/{part}" for part in parts]
    return ["/checks/", *own, f"/findings/{found.pk}/", f"/findings/{found.pk}/child/"]


def test_every_page_is_for_people_who_check_returns(client, check, someone, signed_in):
    for address in addresses(check):
        assert client.get(address).url.startswith("/sign-in/")
    assert "/checks/" not in client.get("/").text
    visitor = signed_in(someone("referrer"))
    for address in addresses(check):
        answer = visitor.get(address)
        assert answer.status_code == 403
        assert "may not do this: check returns" in answer.text
    assert visitor.post("/checks/").status_code == 403
    refused = Entry.objects.filter(kind="refused", name=CHECK)
    assert refused.count() == len(addresses(check)) + 1


def test_what_was_found_in_another_authority_s_return_is_not_found(
    check, of_westminster, someone_granted, cast
):
    board, *others = addresses(check)
    page = words(of_westminster.get(board))
    assert "broken.xml" not in page
    assert "Kensington" not in page
    assert "Westminster, " in page
    for address in others:
        assert of_westminster.get(address).status_code == 404
    finding = check.findings.first()
    Finding.objects.filter(pk=finding.pk).update(kind="query")
    assert of_westminster.post(f"/findings/{finding.pk}/", {"text": "True"}).status_code == 404
    theirs = someone_granted({CHECK: Reach.AUTHORITY}, authority=cast.WESTMINSTER)
    with pytest.raises(OutOfReach):
        findings.note(finding, "True", by=theirs)
    assert not Note.objects.exists()


def test_a_return_of_another_authority_is_not_checked(of_westminster, broken, upload, at_once):
    page = words(upload(of_westminster, broken))
    assert "is of Kensington and Chelsea, and you check returns of Westminster" in page
    assert not Finding.objects.exists()
    assert Check.objects.get().authority == "E09000033"


def test_a_check_and_who_looked_at_what_it_found_are_in_the_trail(officer, broken, upload, at_once):
    upload(officer, broken)
    one = Check.objects.get()
    uploaded, done = Entry.objects.filter(kind="did", subject=one.pk).order_by("id")
    assert (uploaded.name, uploaded.role, uploaded.detail["how"]) == (
        CHECK, Entry.objects.get(kind="viewed").role, "uploaded",
    )  # fmt: skip
    assert (done.role, done.detail["errors"]) == ("system", one.errors)
    officer.get(f"/checks/{one.pk}/findings/?rule=8650")
    officer.get(f"/checks/{one.pk}/findings.xlsx")
    officer.get(f"/findings/{one.findings.first().pk}/child/")
    seen = Entry.objects.filter(kind__in=("viewed", "exported"), subject=one.pk).order_by("id")
    assert [each.detail.get("page", each.kind) for each in seen] == [
        "check", "findings", "exported", "child",
    ]  # fmt: skip
    assert "C1" not in "".join(str(each.detail) for each in Entry.objects.all())


def test_no_page_is_cached_and_no_address_names_a_child(officer, check):
    for address in addresses(check):
        answer = officer.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "no-store"
        if "text/html" in answer["Content-Type"]:
            assert not re.search(r'(href|action)="[^"]*C[123]\b', answer.text)


def test_a_file_is_checked_and_what_was_found_is_shown(officer, broken, upload, at_once):
    answer = upload(officer, broken)
    assert answer.request["PATH_INFO"] == f"/checks/{Check.objects.get().pk}/"
    page = words(answer)
    assert "Kensington and Chelsea, 2021 to 2022" in page
    assert re.search(r"8650 Error The primary need .* 2 2", page)
    assert "CINdetails" in page
    assert "broken.xml" in words(officer.get("/checks/"))


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "Select the XML file of a return"), (b"", "The selected file is empty")],
)
def test_an_upload_that_is_no_file_is_said_beside_the_field(officer, upload, content, said):
    answer = officer.post("/checks/") if content is None else upload(officer, content)
    assert answer.status_code == 400
    assert answer.text.count(said) == 2  # in the summary and at the field
    assert re.search(r"<title[^>]*>\s*Error: ", answer.text)
    assert not Check.objects.exists()


def test_a_file_beyond_the_limit_is_passed_over(officer, upload, settings):
    settings.LSCP_UPLOAD_LIMIT = 1024 * 1024
    answer = upload(officer, b" " * 1024 * 1100)
    assert answer.status_code == 400
    assert "must be smaller than 1 MB" in words(answer)
    assert not Check.objects.exists()


def test_a_file_that_is_no_return_says_why_and_what_to_do(officer, upload, at_once):
    page = words(upload(officer, b"PK\x03\x04", "cin.zip"))
    assert "This file was not checked" in page
    assert "Unzip it and load what it holds" in page


def test_a_check_that_runs_shows_itself_anew_until_that_is_stopped(officer, check, monkeypatch):
    monkeypatch.setattr(checks, "revive", lambda each: None)
    Check.objects.update(state="running", bytes_read=check.size // 2)
    address = f"/checks/{check.pk}/"
    answer = officer.get(address)
    assert answer["Refresh"] == "3"
    assert re.search(r"Being checked: (49|50)% of the file is read", words(answer))
    assert "Refresh" not in officer.get(f"{address}?still")
    assert officer.get(f"{address}findings/").status_code == 404


def test_findings_are_listed_by_rule_by_module_and_by_child(officer, check):
    address = f"/checks/{check.pk}/"
    rule = words(officer.get(f"{address}findings/?rule=8650"))
    assert "PrimaryNeedCode: N12" in rule
    assert "Choose one of" in rule
    assert "C1" in words(officer.get(f"{address}findings/?module=CINdetails"))
    assert officer.get(f"{address}findings/?rule=0").status_code == 404
    assert re.search(r"C1 \d", words(officer.get(f"{address}children/")))
    finding = check.findings.filter(rule="8650").first()
    page = words(officer.get(f"/findings/{finding.pk}/child/"))
    assert "Child C1" in page
    assert "C2" not in page


def test_the_name_of_a_child_is_not_in_a_title(officer, check):
    finding = check.findings.filter(rule="8650").first()
    text = officer.get(f"/findings/{finding.pk}/child/").text
    assert "C1" not in re.search(r"<title.*?</title>", text, re.DOTALL)[0]


def test_what_is_gone_new_and_still_there_is_counted_and_listed(
    officer, check, broken, upload, at_once
):
    fixed = broken.replace(WRONG.encode(), NEED.encode(), 1)
    page = words(upload(officer, fixed))
    assert "Since the check before" in page
    assert re.search(r"\d+ gone", page)
    second = Check.objects.get(before=check)
    assert "C1" in words(officer.get(f"/checks/{second.pk}/gone/"))
    assert "in 2 checks" in words(officer.get(f"/checks/{second.pk}/findings/?since=still"))


def test_a_note_on_a_query_is_kept_and_shown(officer, check):
    Finding.objects.filter(rule="8650").update(kind="query")
    one = check.findings.filter(rule="8650").first()
    address = f"/findings/{one.pk}/"
    answer = officer.post(address, {"text": " "})
    assert answer.status_code == 400
    assert "Say why it is true" in words(answer)
    page = words(officer.post(address, {"text": "Agreed <b>twice</b>."}, follow=True))
    assert "The note was kept" in page
    note = Note.objects.get()
    assert (note.written_by, note.text) == ("Olu Officer", "Agreed <b>twice</b>.")
    assert "&lt;b&gt;" in officer.get(address).text
    assert "1 note" in words(officer.get(f"/checks/{check.pk}/findings/?rule=8650"))
    assert findings.explained(check) == 1


def test_an_error_takes_no_note(officer, check):
    one = check.findings.filter(rule="8650").first()
    assert officer.post(f"/findings/{one.pk}/", {"text": "It is fine"}).status_code == 403
    assert not Note.objects.exists()


def test_the_workbook_holds_every_finding_with_its_notes(officer, check):
    one = check.findings.filter(rule="8650").first()
    findings.note(one, "It is true.", by=OFFICER)
    answer = officer.get(f"/checks/{check.pk}/findings.xlsx")
    with zipfile.ZipFile(BytesIO(answer.content)) as book:
        text = "".join(book.read(name).decode() for name in book.namelist())
    for said in ("PrimaryNeedCode: N12", ">C1<", ">C2<", "It is true.", "Choose one of"):
        assert said in text
    assert "E09000020-2022" in answer["Content-Disposition"]


def test_a_year_whose_rules_are_not_known_is_said(officer, census, upload, at_once):
    page = words(upload(officer, census(year=2031).read_bytes()))
    assert "The rules of 2031 are not known: those of 2026, the nearest, were used" in page


def test_a_check_that_is_not_there_is_not_found(officer):
    assert officer.get(f"/checks/{uuid.uuid4()}/").status_code == 404


def test_a_page_asks_the_database_a_handful_of_questions(
    officer, check, django_assert_max_num_queries
):
    for address in addresses(check):
        with django_assert_max_num_queries(20):
            officer.get(address)
