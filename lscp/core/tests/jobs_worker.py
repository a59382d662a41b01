"""A worker in a process of its own, with jobs that can be held up, or that end it in the middle."""

import os
import signal
import sys
import time
from pathlib import Path
from uuid import uuid4


def declare(folder):
    """Declare the jobs. What they do is seen in the database; the folder says when to wait."""
    from django.db import transaction

    from lscp.core import jobs
    from lscp.core.models import Notification
    from lscp.core.time import now

    def write(about, thing):
        Notification.objects.create(id=uuid4(), user=thing, about=about, queued_at=now())

    def hold(name):
        (folder / f"{name} began").touch()
        while (folder / f"hold {name}").exists():
            time.sleep(0.02)

    @jobs.job("core.test_slow")
    def slow(*, by, thing):
        write("slow", thing)
        further.later(thing=thing)
        hold("slow")

    @jobs.job("core.test_further")
    def further(*, by, thing):
        write("further", thing)

    @jobs.job("core.test_ends_after")
    def ends_after(*, by, thing):
        """Ends its worker when the work is committed, before anybody knows that it is done."""
        write("ends after", thing)
        if not (folder / "ended").exists():
            (folder / "ended").touch()
            transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))

    return {"slow": slow, "further": further, "ends after": ends_after}


def main():
    import django
    from django.conf import settings

    name, folder = sys.argv[1:3]
    settings.DATABASES["default"]["NAME"] = name
    django.setup()
    declare(Path(folder))
    from lscp.core.jobs import worker

    worker.run(beat=0.2, lost=1.5, child=True)


if __name__ == "__main__":
    main()
