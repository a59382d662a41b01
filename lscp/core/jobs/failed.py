"""Jobs that went wrong as often as they were tried: which, why, and doing them again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from lscp.core import jobs
from lscp.core.models import JobMark
from lscp.core.policy import Actor
from lscp.core.time import now

AGAIN = "SELECT procrastinate_retry_job_v2(%s, NULL, NULL, NULL, NULL)"
LOST = "its worker ended in the middle of it, each time"
FORGET = """
DELETE FROM core_jobmark AS mark
WHERE coalesce(done_at, faulted_at) < %s - interval '90 days'
AND NOT EXISTS (SELECT FROM procrastinate_jobs AS job WHERE job.id::text = mark.key)
"""


@dataclass(frozen=True)
class Failed:
    """A job that failed for good."""

    id: int
    name: str
    attempts: int
    fault: str
    at: datetime | None


def failed() -> Iterator[Failed]:
    """Give the jobs that failed for good, the oldest first."""
    found = list(ProcrastinateJob.objects.filter(status="failed").order_by("id"))
    keys = {each.args.get("key", f"{each.id}"): each for each in found}
    marks = JobMark.objects.in_bulk(keys)
    for key, each in keys.items():
        mark = marks.get(key)
        fault = mark.fault if mark and mark.fault else LOST
        at = mark.faulted_at if mark else None
        yield Failed(each.id, each.task_name, each.attempts, fault, at)


def again(number: int) -> bool:
    """Queue a failed job once more; say whether there is such a one."""
    if not ProcrastinateJob.objects.filter(status="failed", id=number).exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute(AGAIN, [number])
    return True


@jobs.nightly("core.forget_done_jobs")
def forget_done_jobs(by: Actor) -> None:
    """Forget the marks of jobs done long ago, which nobody can ask for again."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [now()])
