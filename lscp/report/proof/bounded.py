"""Proof-reads one file in a process of its own, whose time and memory end where they should."""

import json
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from lscp.report.proof import checked
from lscp.report.proof.reading import NotReadable, of
from lscp.report.proof.rule import Known
from lscp.report.proof.shown import blocks

SECONDS, BYTES = 180, 2 << 30
"""Time that a report may take, and memory that its process may ask for."""
TOO_MUCH = {
    "reason": "The file takes longer to read, or more memory, than a report may.",
    "remedy": "Give a part of it, or save it again as PDF or Word.",
}
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Outcome:
    """What came of a file: its blocks, as `shown` makes them, and the rows of its findings."""

    blocks: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    unread: list[str]


def read_apart(
    data: bytes, name: str, known: Known, progress: Progress, *, seconds: float = SECONDS
) -> Outcome:
    """Proof-read a file that came from anywhere. Raises NotReadable.

    `progress` hears how far it is, in per cent. Whatever the file does, it does in a process that
    has no connection to the database, that says text and nothing else, and that is ended when it
    takes too much.
    """
    ours, theirs = get_context("spawn").Pipe(duplex=False)
    worker = get_context("spawn").Process(target=_work, args=(theirs, data, name, known))
    worker.start()
    theirs.close()
    try:
        found = _heard(ours, progress, time.monotonic() + seconds)
    finally:
        worker.kill()
        worker.join()
        ours.close()
    if "blocks" in found:
        return Outcome(**found)
    raise NotReadable(name, found["reason"], found["remedy"])


def _heard(pipe: Connection, progress: Progress, until: float) -> dict[str, Any]:
    """Return the last word of the worker; that it is too much, where it died or took too long."""
    while pipe.poll(max(0, until - time.monotonic())):
        try:
            said = json.loads(pipe.recv_bytes())
        except EOFError:
            break
        if isinstance(said, dict):
            return said
        progress(said)
    return TOO_MUCH


def _work(pipe: Connection, data: bytes, name: str, known: Known) -> None:
    def say(something: int | dict[str, Any]) -> None:
        pipe.send_bytes(json.dumps(something).encode())

    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    try:
        document = of(data, name)
        proof = checked(document, known, say)
        rows = [each.row() for each in proof.findings]
        say({"blocks": blocks(document, proof), "findings": rows, "unread": list(proof.unread)})
    except NotReadable as error:
        say({"reason": error.reason, "remedy": error.remedy})
    except MemoryError:
        say(TOO_MUCH)
