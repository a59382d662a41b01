"""Takes jobs up and does them, until it is stopped; and takes up again what another left undone."""

import asyncio
import json
import os

from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app as declared
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import DeleteJobCondition, Status

from lscp.core import jobs

AT_ONCE = 2  # how many jobs one worker does side by side
BEAT, LOST = 10.0, 40.0  # seconds between a worker's signs of life, and until it is given up
FETCH = "SELECT id, task_name, args FROM procrastinate_fetch_job_v2(NULL, NULL)"
FINISH = "SELECT procrastinate_finish_job_v1(%s, %s, %s)"


def run(*, beat: float = BEAT, lost: float = LOST, child: bool = False) -> None:
    """Do jobs until stopped: by a signal, or for a child when its parent has died.

    Ends, or raises, where it cannot go on; who started it is to start it again.
    """
    asyncio.run(_run(beat, lost, os.getppid() if child else 0))


async def _run(beat: float, lost: float, parent: int) -> None:
    declared.perform_import_paths()
    assert isinstance(declared.connector, DjangoConnector)
    # An application of its own: within a job, further ones are still queued by way of Django's
    # connection, in the transaction of the job.
    working = App(connector=declared.connector.get_worker_connector())
    working.tasks, working.periodic_registry = declared.tasks, declared.periodic_registry
    working.worker_defaults = {
        **declared.worker_defaults,
        "concurrency": AT_ONCE,
        "delete_jobs": DeleteJobCondition.SUCCESSFUL,
        "update_heartbeat_interval": beat,
        "stalled_worker_timeout": lost,
    }
    async with working.open_async():
        watching = asyncio.create_task(_watch(working, lost, parent))
        doing = asyncio.create_task(working.run_worker_async())
        ended, other = await asyncio.wait({watching, doing}, return_when=asyncio.FIRST_COMPLETED)
        for each in other:
            each.cancel()
        await asyncio.gather(*other, return_exceptions=True)
        for each in ended:
            each.result()


async def _watch(working: App, lost: float, parent: int) -> None:
    """Take up again, ever so often, what workers left undone that give no sign of life."""
    manager = working.job_manager
    while not parent or os.getppid() == parent:
        for left in await manager.get_stalled_jobs(seconds_since_heartbeat=lost):
            if left.attempts > len(jobs.WAITS):  # it may well be what kills them
                await manager.finish_job(left, Status.FAILED, delete_job=False)
            else:
                await manager.retry_job(left)
        await asyncio.sleep(lost / 4)


def do_waiting() -> int:
    """Do what is waiting here and now, on this connection; return how many. Raises Fault.

    For tests, and for setting up where no worker runs yet.
    """
    done = 0
    while found := _fetched():
        number, name, given = found
        try:
            jobs.run_once(name, given.pop("key", f"{number}"), given)
        except jobs.Fault:
            _finish(number, "failed", delete=False)
            raise
        _finish(number, "succeeded", delete=True)
        done += 1
    return done


def _fetched() -> tuple[int, str, dict[str, str]] | None:
    with connection.cursor() as cursor:
        cursor.execute(FETCH)
        number, name, given = cursor.fetchone()
    if number is None:
        return None
    return number, name, given if isinstance(given, dict) else json.loads(given)


def _finish(number: int, status: str, *, delete: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FINISH, [number, status, delete])
