"""Pages of proof-reading: who may hand a report in, what they say, and that nothing stays."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lscp.core import home
from lscp.core.models.trail import Entry
from lscp.core.policy import Reach, system
from lscp.core.time import now
from lscp.report import readings
from lscp.report.jobs import forget_proofs
from lscp.report.models import ProofReading
from lscp.report.policy import PROOF_READ

REPORT = """Children in care

Of the 60 children, 48 (85%) were seen.
Of the 40 plans, 20 (50%) were read <script>in time</script>.

Agency\tReferrals
Police\t10
Schools\t12
Total\t23
"""
READER = system("reader", PROOF_READ)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]


@pytest.fixture
def manager(someone_granted):
    """Somebody who may proof-read."""
    return someone_granted({PROOF_READ: Reach.ALL}, name="Bea Manager")


@pytest.fixture
def handed_in(manager):
    """Hand a report in, and read it at once."""

    def make(text=REPORT, name="Draft of Zephyrine.txt", year=2022):
        data = text if isinstance(text, bytes) else text.encode()
        one = readings.receive(name, [data], by=manager, year=year)
        readings.read(one.pk, by=READER)
        one.refresh_from_db()
        return one

    return make


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """Read in this process: what a process of its own costs, one test asks."""
    from lscp.report.proof import bounded

    def read(path, name, known, progress):
        said = []

        class Pipe:
            def send_bytes(self, data):
                said.append(bounded.json.loads(data))

        monkeypatch.setattr(bounded.resource, "setrlimit", lambda *limits: None)
        bounded._work(Pipe(), path, name, known)
        for each in said[:-1]:
            progress(each)
        if "blocks" not in said[-1]:
            raise bounded.NotReadable(name, **said[-1])
        return bounded.Outcome(**said[-1])

    monkeypatch.setattr(bounded, "read_apart", read)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def kept():
    return list(home.private("proofs").iterdir())


def test_what_waits_to_be_read_is_kept_encrypted(manager):
    readings.receive("r.txt", [b"48 of 60 (85%) were seen."], by=manager, year=None)
    [file] = kept()
    assert b"85%" not in file.read_bytes()


def test_what_was_found_is_shown_with_its_place_and_its_sum(handed_in, signed_in, manager):
    one = handed_in()
    assert (one.right, one.doubtful, one.wrong) == (1, 0, 2)
    said = words(signed_in(manager).get(f"/proof-reading/{one.pk}/"))
    assert "Wrong 85%" in said
    assert "line 3" in said
    assert "100 × 48 ÷ 60 = 80%" in said
    assert "10 + 12 = 22" in said
    assert "2021 to 2022" in said or "2021-22" in said or "2021" in said


def test_the_report_is_shown_with_what_was_found_marked(handed_in, signed_in, manager):
    one = handed_in()
    shown = signed_in(manager).get(f"/proof-reading/{one.pk}/document/")
    assert "<mark>Of the 60 children, 48 (85%) were seen.</mark>" in shown.text
    assert "&lt;script&gt;" in shown.text
    said = words(shown)
    assert "Wrong 85%: expected 80%" in said
    assert "Right 50%" in said
    assert "Wrong 23: expected 22" in said


def test_it_can_be_taken_away_as_json_and_as_csv(handed_in, signed_in, manager):
    one, client = handed_in(), signed_in(manager)
    rows = client.get(f"/proof-reading/{one.pk}/findings.json").json()
    assert [row["verdict"] for row in rows] == ["wrong", "right", "wrong"]
    assert set(rows[0]) >= {"file", "page", "line", "text", "rule", "claim", "expected", "how"}
    table = client.get(f"/proof-reading/{one.pk}/findings.csv")
    assert table.content.decode("utf-8-sig").startswith("file,page,line,cell,text,rule")


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "empty"), (b"%PDF-1.7 x", "damaged"), (b"\xd0\xcf\x11\xe0x", "password")],
)
def test_what_cannot_be_read_says_why(handed_in, signed_in, manager, data, says):
    one = handed_in(data)
    assert one.state == ProofReading.State.FAILED
    assert says in words(signed_in(manager).get(f"/proof-reading/{one.pk}/"))
    assert kept() == []


def test_a_report_is_handed_in_and_waits(signed_in, manager):
    client = signed_in(manager)
    file = SimpleUploadedFile("draft.txt", REPORT.encode())
    sent = client.post("/proof-reading/", {"file": file, "year": ""})
    waiting = client.get(sent.url)
    assert waiting["Refresh"]
    assert "Reading this report" in waiting.text
    assert "Refresh" not in client.get(f"{sent.url}?still")
    assert len(kept()) == 1


def test_no_file_is_an_error_that_leads_to_the_field(signed_in, manager):
    answer = signed_in(manager).post("/proof-reading/", {"year": ""})
    assert answer.status_code == 400
    assert "Select a report" in answer.text
    assert "<title>Error: " in answer.text


def test_nobody_else_sees_a_report(handed_in, signed_in, someone_granted, client):
    one = handed_in()
    other = signed_in(someone_granted({PROOF_READ: Reach.ALL}, name="Ola Other"))
    stranger = signed_in(someone_granted({"people.view_person": Reach.ALL}, name="Sam Stranger"))
    for page in ("", "document/", "findings.json", "findings.csv", "throw-away/"):
        where = f"/proof-reading/{one.pk}/{page}"
        assert other.get(where).status_code == 404
        assert stranger.get(where).status_code == 403
        assert client.get(where).status_code == 302
    assert stranger.get("/proof-reading/").status_code == 403


def test_nothing_of_a_report_is_kept_when_it_is_thrown_away(handed_in, signed_in, manager):
    one = handed_in()
    assert kept() == []
    client = signed_in(manager)
    assert "Delete this report" in client.get(f"/proof-reading/{one.pk}/throw-away/").text
    client.post(f"/proof-reading/{one.pk}/throw-away/")
    assert not ProofReading.objects.exists()
    assert not any("Zephyrine" in str(vars(each)) for each in Entry.objects.all())


def test_after_some_days_all_of_it_goes(handed_in):
    old, new = handed_in(), handed_in()
    long_ago = now() - timedelta(days=readings.DAYS, hours=1)
    ProofReading.objects.filter(pk=old.pk).update(asked_at=long_ago)
    (home.private("proofs") / "nobodys").write_text("x", encoding="utf-8")
    forget_proofs()
    assert list(ProofReading.objects.all()) == [new]
    assert kept() == []
