"""What may be attached, how it is kept, who may take it out, and what becomes of a virus."""

import io
import zipfile
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lscp.core import attachments, jobs, sealed
from lscp.core.attachments import kinds, scanning, store
from lscp.core.escalations import actions
from lscp.core.jobs import worker
from lscp.core.models import Entry, EscalationDocument, KeptFile, Notification
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.tests.clamd_server import EICAR, ClamdServer
from lscp.core.tests.notify_servers import running
from lscp.core.time import now
from lscp.core.workflow import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
PDF = b"%PDF-1.7\nA made-up document about nobody\n%%EOF"
VERBS = ("view", "raise", "answer", "move", "resolve", "withdraw")
GRANTS = {f"core.{verb}_escalation": (Reach.ORGANISATION, Reach.NAMED) for verb in VERBS} | {
    "core.attach_to_escalation": (Reach.ORGANISATION, Reach.NAMED)
}


@pytest.fixture
def raiser(someone_granted, cast):
    return someone_granted(GRANTS, organisation=cast.police)


@pytest.fixture
def escalation(raiser, cast):
    return actions.raise_escalation(
        by=raiser, answering=cast.kensington_care.pk, theme="delay", reason="No reply", wanted="One"
    )


@pytest.fixture
def clamd(settings):
    with running(ClamdServer()) as server:
        settings.LSCP_CLAMD = server.address
        yield server


@pytest.fixture
def attach(escalation, raiser):
    def add(data=PDF, name="Minutes.pdf"):
        upload = SimpleUploadedFile(name, data)
        actions.attach_to_escalation(escalation, by=raiser, document=upload)
        with acting(raiser):
            return attachments.of(EscalationDocument, escalation).last()

    return add


def office(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return made.getvalue()


def mail():
    message = EmailMessage()
    message["From"], message["Date"] = "a@example.org", "Wed, 25 Nov 2026 10:00:00 +0000"
    message.set_content("Hello")
    return message.as_bytes()


TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "jpeg"),
        (office(TYPES, "word/document.xml"), "docx"),
        (office(TYPES, "xl/workbook.xml"), "xlsx"),
        ("Notes – of a café".encode(), "txt"),
        (mail(), "eml"),
        (kinds.OLD_OFFICE + b"\0" * 600 + kinds.PROPERTIES, "msg"),
        (b"MZ\x90\x00 a program", None),
        (b"\x7fELF", None),
        (office(TYPES, "word/document.xml", "word/vbaProject.bin"), None),
        (office("readme.txt"), None),
        (b"PK\x03\x04 cut short", None),
        (kinds.OLD_OFFICE + b"an old Word file, with or without macros", None),
        (b"GIF89a", "txt"),  # six letters: a text indeed
        (b"GIF89a\x01\x00\x01\x00\x00", None),
        (b"\xff\xfe\x00latin", None),
    ],
)
def test_a_kind_is_told_by_what_a_file_holds(data, kind):
    found = kinds.kind_of(data)
    assert (found.name if found else None) == kind


def test_a_page_of_the_web_is_a_text_and_is_handed_out_as_one(attach, raiser, signed_in):
    added = attach(b"<html><script>alert(1)</script></html>", "page.html")
    answer = signed_in(raiser).get(f"/escalations/documents/{added.pk}/")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page.html.txt"'


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Minutes.pdf", "Minutes.pdf"),
        ("minutes.PDF", "minutes.pdf"),
        ("minutes.exe", "minutes.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Desktop\\case.pdf", "case.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("x" * 400 + ".pdf", "x" * 200 + ".pdf"),
        ("a\u202etxt\nb.pdf", "atxtb.pdf"),
    ],
)
def test_a_name_ends_as_its_content_says_and_leads_nowhere(given, kept):
    assert attachments._name(given, "pdf") == kept


def test_what_is_kept_is_encrypted_and_apart_from_its_name(attach):
    added = attach()
    [path] = store.path(added.file.pk).parent.iterdir()
    assert path.name == f"{added.file.pk}.enc"
    assert b"made-up document" not in path.read_bytes()
    assert store.read(added.file.pk) == PDF
    assert (added.name, added.file.kind, added.file.size) == ("Minutes.pdf", "pdf", len(PDF))


@pytest.mark.parametrize(
    ("data", "words"), [(b"MZ\x90\x00", "one of these"), (b"", "empty"), (b"x" * 1001, "smaller")]
)
def test_what_is_not_taken_is_not_kept(attach, settings, data, words):
    settings.LSCP_ATTACHMENT_LIMIT = 1000
    with pytest.raises(Refused, match=words):
        attach(data)
    assert not KeptFile.objects.exists()
    assert not list(store.path(KeptFile().pk).parent.iterdir())


def test_without_a_scanner_the_page_says_that_nobody_looked(attach, raiser, escalation, signed_in):
    added = attach()
    worker.do_waiting()
    text = signed_in(raiser).get(f"/escalations/{escalation.pk}/").text
    assert "Not checked for viruses" in text
    assert f"/escalations/documents/{added.pk}/" in text


def test_a_file_is_in_quarantine_until_it_was_scanned(attach, clamd, raiser, escalation, signed_in):
    added, client = attach(), signed_in(raiser)
    address = f"/escalations/documents/{added.pk}/"
    page = client.get(f"/escalations/{escalation.pk}/").text
    assert "Being checked for viruses" in page
    assert address not in page
    refused = client.get(address)
    assert (refused.status_code, "cannot be opened" in refused.text) == (403, True)
    worker.do_waiting()
    assert clamd.scanned == [PDF]
    assert address in client.get(f"/escalations/{escalation.pk}/").text
    assert client.get(address).content == PDF


def test_a_virus_is_thrown_away_and_who_added_it_is_told(
    attach, clamd, raiser, escalation, signed_in, django_capture_on_commit_callbacks
):
    added = attach(EICAR, "harmless.txt")
    with django_capture_on_commit_callbacks(execute=True):
        worker.do_waiting()
    assert KeptFile.objects.get().state == "harmful"
    assert not store.path(added.file.pk).exists()
    assert Notification.objects.get(about=scanning.HARMFUL).user == raiser.user
    page = signed_in(raiser).get(f"/escalations/{escalation.pk}/").text
    assert "Thrown away: a virus was found" in page
    assert signed_in(raiser).get(f"/escalations/documents/{added.pk}/").status_code == 403


@pytest.mark.parametrize(
    "trouble", [b"stream: could not open ERROR\n", b"INSTREAM size limit exceeded. ERROR\n", b"\n"]
)
def test_a_scanner_in_trouble_leaves_the_file_in_quarantine(attach, clamd, trouble):
    attach()
    clamd.trouble = trouble
    with pytest.raises(jobs.Fault, match="NotScanned"):
        worker.do_waiting()
    assert KeptFile.objects.get().state == "waiting"


def test_a_scanner_that_does_not_answer_leaves_the_file_in_quarantine(attach, settings):
    settings.LSCP_CLAMD = "127.0.0.1:1"
    attach()
    with pytest.raises(jobs.Fault, match="NotScanned"):
        worker.do_waiting()
    assert KeptFile.objects.get().state == "waiting"


def test_what_nobody_checked_is_checked_once_there_is_a_scanner(attach, settings):
    attach()
    worker.do_waiting()
    assert KeptFile.objects.get().state == "unchecked"
    with running(ClamdServer()) as server:
        settings.LSCP_CLAMD = server.address
        scanning.tidy_attachments()
        worker.do_waiting()
    assert KeptFile.objects.get().state == "clean"


def test_a_download_is_saved_and_never_shown_and_is_in_the_trail(attach, raiser, signed_in):
    added = attach()
    answer = signed_in(raiser).get(f"/escalations/documents/{added.pk}/")
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Minutes.pdf"'
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    entry = Entry.objects.filter(kind="exported").get()
    assert entry.detail == {"format": "pdf", "attachment": str(added.pk)}
    assert "Minutes" not in str(entry.detail)


def test_a_file_is_found_by_those_who_may_see_its_record_and_by_nobody_else(
    attach, someone_granted, signed_in, cast
):
    address = f"/escalations/documents/{attach().pk}/"
    asked = someone_granted(GRANTS, organisation=cast.kensington_care)
    stranger = someone_granted(GRANTS, organisation=cast.westminster_care)
    assert signed_in(asked).get(address).status_code == 200
    assert signed_in(stranger).get(address).status_code == 404
    with acting(stranger):
        assert not EscalationDocument.objects.exists()


def test_a_file_whose_action_failed_is_removed_in_the_end(attach, installation):
    import os

    kept = attach().file.pk
    lost = KeptFile().pk
    store.keep(lost, PDF)
    (store.path(lost).parent / "left.writing").touch()
    assert store.tidy() == 0
    for each in store.path(lost).parent.iterdir():
        os.utime(each, (now().timestamp() - 90_000,) * 2)
    assert store.tidy() == 2
    assert [each.stem for each in store.path(lost).parent.iterdir()] == [str(kept)]


def test_a_damaged_file_is_not_handed_out(attach, raiser, signed_in):
    added = attach()
    path = store.path(added.file.pk)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(sealed.CannotOpen):
        signed_in(raiser).get(f"/escalations/documents/{added.pk}/")


@pytest.mark.parametrize(
    ("size", "words"), [(12, "12 bytes"), (2_600, "3 KB"), (999_700, "1.0 MB"), (20e6, "20.0 MB")]
)
def test_sizes_in_words(size, words):
    assert attachments.in_words(int(size)) == words
