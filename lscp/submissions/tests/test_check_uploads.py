"""Checks of uploads: their worker, what is kept of them, and what carries over to the next."""

import re

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from lscp.core import home, locks
from lscp.core.policy import system
from lscp.submissions import checks, findings
from lscp.submissions.models import Check, Finding, Note
from lscp.submissions.policy import CHECK
from lscp.submissions.uploads import Upload

NEED = "<PrimaryNeedCode>N1</PrimaryNeedCode>"
WRONG = "<PrimaryNeedCode>N12</PrimaryNeedCode>"
OFFICER = system("officer", CHECK)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]


@pytest.fixture
def submit(census):
    """Check a census of which some children's needs are wrong, by their number."""

    def submitted(*wrong, run=True, **more):
        parts = census(**more).read_text(encoding="utf-8").split("<Child>")
        for child in wrong:
            parts[child] = parts[child].replace(NEED, WRONG)
        check = checks.receive([Upload("cin.xml", ["<Child>".join(parts).encode()])], by=OFFICER)
        if run:
            checks.run(check.pk)
            check.refresh_from_db()
        return check

    return submitted


def of_rule(check, rule="8650"):
    return list(check.findings.filter(rule=rule).order_by("place"))


def uploads():
    return list(home.private("uploads").iterdir())


def test_what_is_found_is_kept_and_the_file_is_not(submit):
    check = submit(1, 3)
    assert (check.state, check.authority, check.year) == ("done", "E09000020", 2022)
    assert [each.child for each in of_rule(check)] == ["C1", "C3"]
    assert check.errors == check.findings.filter(kind="error").count() >= 2
    assert not check.is_clean
    assert uploads() == []


def test_a_file_that_is_no_return_is_refused_by_its_own_name():
    check = checks.receive([Upload("bomb.zip", [b"PK\x03\x04", b"\0" * 100])], by=OFFICER)
    checks.run(check.pk)
    check.refresh_from_db()
    assert check.state == "failed"
    assert check.reason.startswith("bomb.zip, line 1: This is not an XML file: it is a zip file")
    assert uploads() == []


def test_a_return_of_no_member_is_refused(submit):
    check = submit(lea=202)
    assert check.state == "failed"
    assert "Camden, which is not a member of this partnership" in check.reason
    assert not Finding.objects.exists()


def test_a_fault_nobody_foresaw_names_no_child_in_the_log(submit, monkeypatch, caplog):
    def fault(*_, **__):
        raise RuntimeError("child C1 broke it")

    monkeypatch.setattr(checks, "_checked", fault)
    check = submit(1)
    assert check.state == "failed"
    assert "RuntimeError" in check.reason
    assert "C1" not in check.reason + caplog.text
    assert "A check failed: RuntimeError" in caplog.text


def test_the_next_check_says_what_is_gone_new_and_still_there(submit):
    first = submit(1, 2)
    second = submit(2, 3)
    assert second.before == first
    [still] = [each for each in of_rule(second) if each.child == "C2"]
    [new] = [each for each in of_rule(second) if each.child == "C3"]
    assert (still.since, still.checks) == (first.done_at, 2)
    assert (new.since, new.checks) == (second.done_at, 1)
    assert [each.child for each in findings.gone(second).filter(rule="8650")] == ["C1"]
    outcome = findings.compared(second)
    assert outcome.new == findings.chosen(second, since="new").count()
    assert outcome.still + outcome.new == second.findings.count()
    assert findings.compared(first) is None


def test_what_comes_back_after_a_check_without_it_is_new(submit):
    submit(1)
    submit()
    [back] = of_rule(submit(1))
    assert (back.checks, back.since) == (1, back.submission.done_at)


def test_another_year_is_not_compared_with(submit):
    submit(1)
    assert submit(1, year=2021).before is None


def test_a_note_is_carried_to_the_next_check_and_to_no_other_child(submit):
    finding = of_rule(submit(1, 2))[0]
    findings.note(finding, "It is true.", by=OFFICER)
    [(one, notes), (other, none)] = findings.with_notes(first := submit(1, 2), of_rule(first))
    assert (one.child, [note.text for note in notes]) == ("C1", ["It is true."])
    assert notes[0].written_by == "officer"
    assert (other.child, none) == ("C2", [])
    assert findings.with_notes(Check(authority="E09000033"), [one]) == [(one, [])]
    other = Check(authority="E09000020", collection="ssda903")
    assert findings.with_notes(other, [one]) == [(one, [])]


@pytest.mark.parametrize("change", [Note.delete, Note.save])
def test_the_serving_role_can_neither_change_nor_delete_a_note(submit, change):
    note = findings.note(of_rule(submit(1))[0], "It is true.", by=OFFICER)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        change(note)


def test_a_check_that_is_done_is_not_run_again(submit):
    check = submit(1)
    checks.run(check.pk)
    check.refresh_from_db()
    assert check.attempts == 1


def test_a_check_whose_worker_was_killed_is_started_again_once(submit, monkeypatch):
    check, started = submit(1, run=False), []
    monkeypatch.setattr(checks, "start", lambda each: started.append(each.pk))
    Check.objects.update(state="running", attempts=1)
    check.refresh_from_db()
    checks.revive(check)
    assert started == [check.pk]
    Check.objects.update(attempts=2)
    check.refresh_from_db()
    checks.revive(check)
    assert started == [check.pk]
    assert check.state == "failed"
    assert "cut short twice" in check.reason


def test_a_check_that_a_worker_holds_is_left_alone(submit, monkeypatch):
    check, started = submit(1, run=False), []
    monkeypatch.setattr(checks, "start", lambda each: started.append(each.pk))
    held = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    given = {theirs: connection.settings_dict[ours] for ours, theirs in held.items()}
    with psycopg.connect(**given, port=connection.settings_dict["PORT"]) as other:
        other.execute(locks.FOR_SESSION, [locks.Lock.CHECKING, check.pk.int & 0x7FFFFFFF])
        checks.revive(check)
        checks.run(check.pk)
        check.refresh_from_db()
        assert (started, check.state) == ([], "queued")
        other.execute("SELECT pg_advisory_unlock_all()")  # closing alone takes its time
    checks.run(check.pk)
    check.refresh_from_db()
    assert check.state == "done"


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_a_thread_with_a_connection_of_its_own(submit):
    check = submit(2, run=False)
    checks.start(check).join(20)
    check.refresh_from_db()
    assert check.state == "done"


def test_the_board_says_whose_return_is_in_clean_and_late(submit, settings):
    submit(1)
    settings.LSCP_DEADLINES = {"cin": "07-15"}
    found = {
        (each.collection, each.authority, each.year): each
        for each in findings.board(settings.LSCP_MEMBERS)
    }
    ours, theirs = found["cin", "E09000020", 2022], found["cin", "E09000033", 2022]
    assert not ours.check.is_clean
    assert ours.late
    assert theirs.check is None
    assert f"{ours.due}" == "2022-07-15"


def test_a_return_of_absurd_names_and_values_is_kept(census):
    text = census(1).read_text(encoding="utf-8")
    text = text.replace(">C1<", f">{'C' * 5000}<").replace(">N1<", f">{'N' * 9000}<")
    check = checks.receive([Upload("long.xml", [text.encode()])], by=OFFICER)
    checks.run(check.pk)
    check.refresh_from_db()
    assert check.state == "done"
    [found] = of_rule(check)
    assert re.fullmatch("C{200}", found.child)
