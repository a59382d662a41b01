"""The proof-reader of figures: finds every wrong number in a report before it is published.

`proof(files)` gives a finding for each statement that was checked, whatever its verdict.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from lscp.report.proof.document import Document
from lscp.report.proof.finding import Finding, Place, Verdict
from lscp.report.proof.reading import NotReadable, read
from lscp.report.proof.rule import Known, KnownFigure, load

__all__ = [
    "Finding", "Known", "KnownFigure", "NotReadable", "Place", "Proof", "Verdict", "proof",
    "proofs",
]  # fmt: skip


@dataclass(frozen=True)
class Proof:
    """What was found in one report. `unread` says what of it could not be read, and why."""

    file: str
    findings: tuple[Finding, ...]
    unread: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """Return how many statements got a verdict."""
        return sum(each.verdict is verdict for each in self.findings)


def proof(files: Iterable[Path | str], known: Known | None = None) -> list[Proof]:
    """Proof-read reports, in the order given.

    A file that cannot be read is a proof without findings, whose `unread` says why and what to
    do. The same file gives the same findings. Opens no network connection.
    """
    return list(proofs(files, known))


def proofs(files: Iterable[Path | str], known: Known | None = None) -> Iterator[Proof]:
    """Give the proof of each report as soon as it and those before it are done.

    Several are read at once, on all processors.
    """
    files = list(files)
    one = partial(_one, known=known or Known())
    if len(files) < 2:
        yield from map(one, files)
        return
    with ProcessPoolExecutor(min(len(files), os.cpu_count() or 1), get_context("spawn")) as pool:
        yield from pool.map(one, files)


def _one(file: Path | str, known: Known) -> Proof:
    try:
        return checked(read(file), known)
    except NotReadable as error:
        return Proof(error.file, (), (f"{error.reason} {error.remedy}".strip(),))


def checked(
    document: Document, known: Known, progress: Callable[[int], None] | None = None
) -> Proof:  # fmt: skip
    """Return what every rule finds in a document, in the order of reading.

    `progress` hears after each rule how far it is, in per cent.
    """
    found: list[Finding] = []
    rules = load()
    for done, rule in enumerate(rules.values(), start=1):
        found += rule(document, known)
        if progress:
            progress(100 * done // len(rules))
    found.sort(key=lambda each: (each.place.page, each.place.line, each.place.cell, each.rule))
    return Proof(document.file, tuple(found), document.unread)
