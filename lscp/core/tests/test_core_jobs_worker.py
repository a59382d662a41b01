"""Workers are killed in the middle of jobs, and nothing is lost or done twice."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction

from lscp.core.attachments.scanning import scan_attachment
from lscp.core.models import JobMark, Notification
from lscp.core.notify.sending import send_notification
from lscp.core.tests import jobs_worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PATIENCE = 60
SCRIPT = Path(jobs_worker.__file__)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("jobs")


@pytest.fixture(scope="module")
def jobs(folder):
    return jobs_worker.declare(folder)


@contextmanager
def a_worker(folder):
    """Run a worker as the role that serves, in a process of its own."""
    name = connection.settings_dict["NAME"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lscp.config.settings"}
    command = [sys.executable, str(SCRIPT), name, str(folder)]
    process = subprocess.Popen(command, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def until(condition):
    """Wait for something to become true, and fail where it does not."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def written():
    found = Notification.objects.order_by("about").values_list("about", flat=True)
    return list(found)


def nothing_waits():
    """Say whether all is done; a job that failed is a failure of the test."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status FROM procrastinate_jobs")
        left = cursor.fetchall()
    faults = JobMark.objects.exclude(fault="").values_list("fault", flat=True)
    assert "failed" not in {status for _, status in left}, (left, list(faults))
    assert not faults, list(faults)
    return not left


def test_a_worker_killed_in_the_middle_loses_nothing_and_leaves_nothing_half_done(jobs, folder):
    (folder / "hold slow").touch()
    jobs["slow"].later(thing=uuid4())
    with a_worker(folder) as first:
        until((folder / "slow began").exists)
        first.send_signal(signal.SIGKILL)
        first.wait(PATIENCE)
    assert written() == []
    (folder / "hold slow").unlink()
    with a_worker(folder):
        until(nothing_waits)
    assert written() == ["further", "slow"]


def test_a_worker_killed_after_the_work_and_before_saying_so_does_not_do_it_twice(jobs, folder):
    jobs["ends after"].later(thing=uuid4())
    with a_worker(folder) as first:
        assert first.wait(PATIENCE) == -signal.SIGKILL
    assert written() == ["ends after"]
    assert not nothing_waits()
    with a_worker(folder):
        until(nothing_waits)
    assert written() == ["ends after"]


def test_two_workers_share_the_work(jobs, folder):
    with transaction.atomic():
        for _ in range(20):
            jobs["further"].later(thing=uuid4())
    with a_worker(folder), a_worker(folder):
        until(nothing_waits)
    assert written() == ["further"] * 20


def test_a_worker_knows_the_jobs_of_the_kernel(folder):
    scan_attachment.later(file=uuid4())  # of no file: there is nothing to do, but it must be known
    send_notification.later(notification=uuid4())
    with a_worker(folder):
        until(nothing_waits)


def test_a_worker_whose_parent_dies_ends_too(folder):
    name = connection.settings_dict["NAME"]
    start = (
        "import subprocess, sys; process = subprocess.Popen(sys.argv[1:]); "
        "print(process.pid, flush=True); import time; time.sleep(60)"
    )
    command = [sys.executable, "-c", start, sys.executable, str(SCRIPT), name, str(folder)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lscp.config.settings"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        until(working)
        parent.kill()
    until(lambda: not runs(child))


def working():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        return cursor.fetchone() != (0,)


def runs(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"  # nobody may be there to take note of it
