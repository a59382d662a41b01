"""Jobs are kept with the change that asks for them, and done once."""

import datetime as dt
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection, transaction

from lscp.core import jobs, scope
from lscp.core.jobs import failed, worker
from lscp.core.models import JobMark
from lscp.core.time import now
from lscp.core.workflow import Refused

pytestmark = pytest.mark.django_db
done: list[UUID] = []
SECRET = "Ayesha Example"


@jobs.job("core.test_note", may=("core.test",))
def note(*, by, thing):
    """Remember what was done; what it can see of who acts is looked at, too."""
    assert scope.actor() is by
    done.append(thing)


@jobs.job("core.test_break")
def break_down(*, by, thing):
    """Write something, then fail with words that must not be seen again."""
    JobMark.objects.create(key=f"written by {thing}")
    raise LookupError(SECRET)


@jobs.job("core.test_refuse")
def refuse(*, by, thing):
    """Fail in a way that another attempt would not help."""
    raise Refused(f"{SECRET} has moved away.")


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


def queued():
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args, status, attempts FROM procrastinate_jobs")
        return cursor.fetchall()


def test_a_job_is_done_as_the_system_and_then_gone():
    thing = uuid4()
    note.later(thing=thing)
    assert [(name, status) for name, _, status, _ in queued()] == [("core.test_note", "todo")]
    assert worker.do_waiting() == 1
    assert (done, queued()) == ([thing], [])


def test_a_job_is_undone_with_the_change_that_asked_for_it():
    with transaction.atomic():
        note.later(thing=uuid4())
        assert len(queued()) == 1
        transaction.set_rollback(True)
    assert queued() == []


@pytest.mark.parametrize("value", ["Ayesha", 7, dt.date(2026, 1, 2), None])
def test_a_job_carries_uuids_and_nothing_else(value):
    with pytest.raises(TypeError, match="UUID"):
        note.later(thing=value)


@pytest.mark.parametrize("key", ["Ayesha Example", "x" * 201, "a/b"])
def test_a_key_is_no_place_for_sentences(key):
    with pytest.raises(ValueError, match="key"):
        note.later(key=key, thing=uuid4())


def test_what_has_one_key_is_done_once_however_often_it_is_asked_for():
    thing = uuid4()
    for _ in range(3):
        note.later(key="due:2026-11-25", thing=thing)
    worker.do_waiting()
    note.later(key="due:2026-11-25", thing=thing)
    worker.do_waiting()
    note.later(key="due:2026-11-26", thing=thing)
    worker.do_waiting()
    assert done == [thing, thing]


def test_a_job_for_later_waits():
    note.later(at=dt.datetime(2999, 1, 1, tzinfo=dt.UTC), thing=uuid4())
    assert worker.do_waiting() == 0
    assert len(queued()) == 1


def test_what_a_failed_job_wrote_is_undone_and_its_words_are_nowhere():
    break_down.later(thing=uuid4())
    with pytest.raises(jobs.Fault) as fault:
        worker.do_waiting()
    assert fault.value.__cause__ is None
    assert fault.value.__suppress_context__
    assert not JobMark.objects.filter(key__startswith="written").exists()
    [listed] = failed.failed()
    assert (listed.name, listed.attempts) == ("core.test_break", 1)
    assert listed.fault == str(fault.value)
    assert listed.fault.startswith("LookupError in core/tests/test_core_jobs.py, line ")
    assert SECRET not in listed.fault


def test_a_failed_job_is_queued_again_by_its_number():
    thing = uuid4()
    break_down.later(thing=thing)
    with pytest.raises(jobs.Fault):
        worker.do_waiting()
    [listed] = failed.failed()
    assert failed.again(listed.id)
    assert list(failed.failed()) == []
    assert not failed.again(listed.id)
    with pytest.raises(jobs.Fault):
        worker.do_waiting()
    assert [each.attempts for each in failed.failed()] == [3]


def waits(error, upto):
    from procrastinate.jobs import Job

    strategy = break_down.task.retry_strategy
    for attempts in range(upto):
        job = Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="x", attempts=attempts)
        yield strategy.get_retry_decision(exception=jobs.Fault(error), job=job)


def test_attempts_come_further_and_further_apart_and_end():
    *decisions, last = waits(LookupError(), len(jobs.WAITS) + 1)
    moments = [each.retry_at for each in decisions]
    apart = [
        (later - first).total_seconds() for first, later in zip(moments, moments[1:], strict=False)
    ]
    assert last is None
    assert all(gap > 0 for gap in apart)
    assert apart == sorted(apart)


@pytest.mark.parametrize("error", [Refused("No."), jobs.GivenUp()])
def test_what_another_attempt_would_not_help_is_not_tried_again(error):
    assert list(waits(error, 1)) == [None]


def test_marks_are_forgotten_when_nobody_can_ask_again():
    note.later(key="old", thing=uuid4())
    worker.do_waiting()
    failed.forget_done_jobs()
    assert JobMark.objects.filter(key="core.test_note:old").exists()
    with time_machine.travel(now() + dt.timedelta(days=91)):
        failed.forget_done_jobs()
    assert not JobMark.objects.filter(key="core.test_note:old").exists()


def test_every_night_a_job_is_asked_for_once():
    from procrastinate.contrib.django import app

    declared = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert "core.forget_done_jobs" in declared
