"""`lscp work`: does the jobs that pages leave to later, and what is due every night."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

COMMAND = (sys.executable, "-c", "from lscp.cli import main; main()", "work", "--child")
PAUSE = 5  # seconds before a worker that ended is started again
PATIENCE = 30  # seconds that a job may take to end when all is stopped


@click.command()
@click.option("--failed", is_flag=True, help="List the jobs that failed for good, and stop.")
@click.option("--again", metavar="JOB", help="Queue a failed job once more, by its number; or all.")
@click.option("--child", is_flag=True, hidden=True)
def work(failed: bool, again: str | None, child: bool) -> int:
    """Do jobs until interrupted: messages, scans, reminders.

    `lscp serve` and `lscp demo` start one beside the pages. Run more of them where one is not
    enough, each as the account that serves: every job is done by one of them, once.
    """
    from lscp.cli import session

    with session.ready(statistics=False):
        if again:
            return _again(again)
        if failed:
            return _list()
        from lscp.core.jobs import worker

        if not child:
            click.echo("Waiting for jobs (stop with Ctrl+C)")
        worker.run(child=child)
    return 0


def _list() -> int:
    from lscp.core.jobs.failed import failed

    found = list(failed())
    for each in found:
        when = f"{each.at:%d/%m/%Y %H:%M}" if each.at else ""
        tries = "once" if each.attempts == 1 else f"{each.attempts} times"
        click.echo(f"{each.id}  {each.name}  tried {tries}  {when}  {each.fault}")
    if not found:
        click.echo("No job has failed.")
    return 1 if found else 0


def _again(which: str) -> int:
    from lscp.core.jobs.failed import again, failed

    numbers = [each.id for each in failed()] if which == "all" else [_number(which)]
    queued = [number for number in numbers if again(number)]
    if which != "all" and not queued:
        raise click.UsageError(f"No failed job has the number {which}: see lscp work --failed")
    click.echo(f"Queued again: {', '.join(map(str, queued)) or 'none'}")
    return 0


def _number(text: str) -> int:
    if not text.isdigit():
        raise click.UsageError("--again takes the number of a job, or all")
    return int(text)


@contextmanager
def beside() -> Iterator[None]:
    """Keep a worker running meanwhile, in a process of its own; start it again if it ends."""
    ending = threading.Event()
    thread = threading.Thread(target=_keep_running, args=(ending,))
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def _keep_running(ending: threading.Event) -> None:
    while not ending.is_set():
        with subprocess.Popen(COMMAND) as worker:
            while worker.poll() is None and not ending.wait(0.2):
                pass
            _stop(worker)
        ending.wait(PAUSE)


def _stop(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:  # what it was doing is taken up again
        worker.kill()
