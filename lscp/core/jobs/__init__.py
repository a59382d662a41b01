"""Jobs: work that a page need not wait for, and what is done every night.

A job is asked for in the transaction of the change that needs it: both are kept, or neither is.
It is done in one transaction with the mark that says so. A worker that is killed before the end
leaves nothing behind, and the job is taken up again; one that is killed after it leaves the
mark, and the job is not done twice. `worker` takes jobs up, `failed` lists what went wrong.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from traceback import extract_tb
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job as Queued
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from lscp.core.policy import system
from lscp.core.scope import acting
from lscp.core.time import now
from lscp.core.workflow import Refused

PACKAGE = Path(__file__).resolve().parents[2]
WAITS = (5, 30, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600)  # seconds before each further attempt
EVERY_NIGHT = "30 2 * * *"  # in UTC
KEY = re.compile(r"[\w.:-]{1,200}")
MARK = """
INSERT INTO core_jobmark AS mark (key, done_at, fault) VALUES (%s, %s, '')
ON CONFLICT (key) DO UPDATE SET done_at = excluded.done_at, fault = '' WHERE mark.done_at IS NULL
"""
NOTE = """
INSERT INTO core_jobmark AS mark (key, fault, faulted_at) VALUES (%s, %s, %s)
ON CONFLICT (key) DO UPDATE SET fault = excluded.fault, faulted_at = excluded.faulted_at
WHERE mark.done_at IS NULL
"""


class GivenUp(RuntimeError):
    """Raised by a job that another attempt would not help."""


class Fault(RuntimeError):
    """What went wrong in a job and where. Never the words of the error, which may name a child."""

    def __init__(self, error: Exception) -> None:
        super().__init__(where(error))
        self.final = isinstance(error, (GivenUp, Refused))


class _Growing(BaseRetryStrategy):
    """Tries again, later each time, until it is of no use."""

    def get_retry_decision(self, *, exception: BaseException, job: Queued) -> RetryDecision | None:
        if getattr(exception, "final", False) or job.attempts >= len(WAITS):
            return None
        return RetryDecision(retry_in={"seconds": WAITS[job.attempts]})


@dataclass(frozen=True)
class Job:
    """A kind of job. Called, it is done at once; `later` puts it into the queue.

    `whole` jobs run in one transaction, as an actor with the permissions of `may`. One that talks
    to the world outside is not whole: it keeps its own transactions short, and sees to it that
    doing it again does no harm.
    """

    name: str
    function: Callable[..., None]
    may: tuple[str, ...] = ()
    whole: bool = True
    task: Any = field(default=None, compare=False)

    def __call__(self, **about: UUID) -> None:
        by = system(self.name, *self.may)
        if not self.whole:
            self.function(by=by, **about)
            return
        with acting(by):
            self.function(by=by, **about)

    def later(self, *, key: str = "", at: datetime | None = None, **about: UUID) -> None:
        """Queue the job, in the transaction that is open. Of one `key` it is done once, ever."""
        given: dict[str, str] = {}
        for name, value in about.items():
            if not isinstance(value, UUID):
                raise TypeError(f"{self.name}: {name} must be a UUID; jobs carry nothing else")
            given[name] = str(value)
        if key:
            if not KEY.fullmatch(key):
                raise ValueError(f"{self.name}: a key is words and UUIDs, as in due:2026-11-25")
            given["key"] = f"{self.name}:{key}"
        # In a savepoint, so that the caller's transaction outlives a queue that refuses.
        with transaction.atomic():
            self.task.configure(schedule_at=at).defer(**given)


JOBS: dict[str, Job] = {}


def job(
    name: str, *, may: tuple[str, ...] = (), whole: bool = True, cron: str = ""
) -> Callable[[Callable[..., None]], Job]:
    """Declare a job, `area.verb_noun`: a function of `by` and of UUIDs."""

    def declare(function: Callable[..., None]) -> Job:
        task = app.task(name=name, pass_context=True, retry=_Growing())(_done_once(name))
        if cron:
            app.periodic(cron=cron)(task)
        JOBS[name] = Job(name, function, may, whole, task)
        return JOBS[name]

    return declare


def nightly(
    name: str, *, may: tuple[str, ...] = (), whole: bool = True
) -> Callable[[Callable[..., None]], Job]:
    """Declare a job that is done every night; where no worker ran then, as soon as one does."""
    return job(name, may=may, whole=whole, cron=EVERY_NIGHT)


def _done_once(name: str) -> Callable[..., None]:
    def run(context: JobContext, *, key: str = "", timestamp: int = 0, **given: str) -> None:
        run_once(name, key or f"{context.job.id}", given)

    return run


def run_once(name: str, key: str, given: dict[str, str]) -> None:
    """Do a job, unless its key is marked as done. Raises Fault."""
    about = {each: UUID(value) for each, value in given.items()}
    try:
        if not JOBS[name].whole:
            if not _is_done(key):
                JOBS[name](**about)
                _mark(key)
            return
        with transaction.atomic():
            # Who else is doing it holds the mark: this waits for them.
            if _mark(key):
                JOBS[name](**about)
    except Exception as error:
        fault = Fault(error)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(NOTE, [key, str(fault), now()])
        raise fault from None


def where(error: BaseException) -> str:
    """Return what kind of error it is, and the place in our own code that it comes from."""
    frames = ((each.filename, each.lineno) for each in extract_tb(error.__traceback__))
    ours = [(Path(name), line) for name, line in frames if Path(name).is_relative_to(PACKAGE)]
    place = "".join(f" in {name.relative_to(PACKAGE)}, line {line}" for name, line in ours[-1:])
    return f"{type(error).__name__}{place}"


def _mark(key: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(MARK, [key, now()])
        return bool(cursor.rowcount)


def _is_done(key: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM core_jobmark WHERE key = %s AND done_at IS NOT NULL", [key])
        return cursor.fetchone() is not None
