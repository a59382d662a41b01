"""Says what was done to the trail since it was written: changed, removed, slipped in, cut off.

Entries, seals and anchors are read once each, in order, as they stood at one moment; what is kept
in memory does not grow with the trail.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import psycopg

from lscp.core.time import LONDON
from lscp.core.trail import anchors, seals
from lscp.core.trail.anchors import Anchors
from lscp.core.trail.marks import APART, EPOCH, MICROSECOND, SAID, key
from lscp.core.trail.seals import Sealed

MOST = 20  # findings of a kind that are named one by one
PAGE = 10_000  # rows fetched at once
ENTRIES = f"SELECT id, {SAID}, mark FROM core_entry ORDER BY id"
RANGES = """
SELECT lower(sealed), upper(sealed) - 1, no, highest, digest, key
FROM core_seal, unnest(entries) sealed ORDER BY lower(sealed)
"""
WITNESSES = """
SELECT e.id, w FROM core_entry e, unnest(e.after) w
WHERE NOT EXISTS (SELECT FROM core_entry x WHERE x.id = w)
AND NOT EXISTS (SELECT FROM core_seal s WHERE s.highest >= w AND s.entries @> w)
ORDER BY w LIMIT 1000
"""

OTHER_KEY = (
    "{:,} seals were made with another key ({}) than this installation’s ({}): their entries "
    "cannot be checked. Put the key back: LSCP_TRAIL_KEY, or the file trail-key of the secrets."
)
NO_ANCHORS = (
    "There are no anchors in {}: whether the end was cut off cannot be known. Put back the file "
    "that was there."
)
SLIPPED_IN = "{} was slipped in, or changed before it was sealed: it does not bear a valid mark."
PUT_BACK = "{} came when sealing had long passed its number: it was taken away and put back."
UNSEALED_GONE = "Entry {:,} was removed before it was sealed: entry {:,} says that it was there."


@dataclass
class Report:
    """What was looked at and what was found. `notes` are no cause for alarm."""

    entries: int = 0
    seals: int = 0
    unsealed: int = 0
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> bool:
        """Say whether nothing was amiss."""
        return not self.kinds

    def found(self, kind: str, sentence: str) -> None:
        """Add a finding; of many of one kind only the first are kept, and all are counted."""
        self.kinds[kind] += 1
        if self.kinds[kind] <= MOST:
            self.findings.append(sentence)


def verify(conninfo: str) -> Report:
    """Check the whole trail. Seal first (`Sealer`), so that nothing old is unsealed."""
    report, known = Report(), anchors.read()  # before the rest: they are never ahead of it
    with psycopg.connect(conninfo) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        head = _seals(connection, known, report)
        _Entries(report, head.settled).check(connection)
        _witnesses(connection, known, report)
    return report


def _seals(connection: psycopg.Connection, known: Anchors, report: Report) -> Sealed:
    """Check each seal, its link to the one before, and that every anchored one is there."""
    anchored = {each.no: each.mark for each in known.lines if each.kind == anchors.SEAL}
    before, ours = seals.NONE, key()
    others: Counter[str] = Counter()
    for row in _rows(connection, f"SELECT {seals.COLUMNS} FROM core_seal ORDER BY no"):
        seal = seals.read(row)
        report.seals += 1
        if seal.key != ours.name:
            others[seal.key] += 1
        elif seal.mark != seal.marked(ours):
            report.found("seal", f"Seal {seal.no:,} of {_when(seal.at)} was changed.")
        elif anchored.get(seal.no, seal.mark.hex()) != seal.mark.hex():
            report.found("seal", f"Seal {seal.no:,} of {_when(seal.at)} is not the one anchored.")
        _link(before, seal, known, report)
        before = seal
    for name, count in others.items():
        report.found("key", OTHER_KEY.format(count, name, ours.name))
    _anchors(before, known, report)
    return before


def _link(before: Sealed, seal: Sealed, known: Anchors, report: Report) -> None:
    missing = range(before.no + 1, seal.no)
    if seal.previous == before.mark:
        if missing:
            _lost(before, missing, known, report)
    elif missing:
        report.found("seal", f"{_several('Seal', missing)} removed.")
    else:
        words = f"Seal {seal.no:,} of {_when(seal.at)} does not follow on from the one before."
        report.found("seal", words)


def _lost(before: Sealed, missing: range, known: Anchors, report: Report) -> None:
    """Say what was lost after a seal, unless it is on record that the database was put back."""
    if known.cover(before.no, missing[-1]):
        return
    gone = [each for each in known.lines if each.kind == anchors.SEAL and each.no in missing]
    until = f" of {_told(gone[-1].at)}, up to {gone[-1].highest:,}" if gone else ""
    report.found(
        "lost",
        f"{_several('Seal', missing)} lost, and the entries after {before.highest:,}{until}: the "
        "end was cut off, or the database was put back to how it stood on "
        f"{_when(before.at)}. If you put it back yourself, run lscp trail restored.",
    )


def _anchors(head: Sealed, known: Anchors, report: Report) -> None:
    if known.damaged and not known.lines:
        report.found("anchors", f"No line of {anchors.path()} was made with this key.")
        return
    for line in known.damaged:
        report.found("anchors", f"Line {line:,} of {anchors.path()} was changed.")
    if head.no and not known.lines:
        report.found("anchors", NO_ANCHORS.format(anchors.path()))
    missing = range(head.no + 1, known.last[0] + 1)
    if missing:
        _lost(head, missing, known, report)
    for each in known.lines:
        if each.kind == anchors.RESTORED:
            gone = f"entries after {each.highest:,}, up to {each.lost_highest:,}, were lost"
            gone = gone if each.lost > each.no else "no sealed entry was lost"
            report.notes.append(f"The database was put back {_told(each.at)} by {each.by}: {gone}.")


class _Entries:
    """Walks entries and the ranges of the seals side by side, both by number."""

    def __init__(self, report: Report, settled: int) -> None:
        self.report, self.settled, self.key = report, settled, key()
        self.open: dict[int, Any] = {}  # seals whose entries have not all passed: their digests
        self.amiss: set[int] = set()  # of these, those about which something was said already

    def check(self, connection: psycopg.Connection) -> None:
        """Check every entry and every seal's digest."""
        ranges = _rows(connection, RANGES)
        now, expected = next(ranges, None), 0
        for number, said, mark in _rows(connection, ENTRIES):
            self.report.entries += 1
            while now and number > now[1]:
                self._missing(now, expected, now[1])
                self._passed(now)
                now, expected = next(ranges, None), 0
            if now is None or number < now[0]:
                self._unsealed(number, said, mark)
                continue
            self._missing(now, expected, number - 1)
            expected = number + 1
            self._sealed(now, number, said, mark)
        while now:
            self._missing(now, expected, now[1])
            self._passed(now)
            now, expected = next(ranges, None), 0

    def _sealed(self, now: Any, number: int, said: bytes, mark: bytes) -> None:
        no = now[2]
        digest = self.open.get(no)
        if digest is None:
            digest = self.open[no] = sha256()
        digest.update(mark)
        if self.key.mark(said) != mark and now[5] == self.key.name:
            self.amiss.add(no)
            self.report.found("changed", f"{_entry(number, said)} was changed.")

    def _unsealed(self, number: int, said: bytes, mark: bytes) -> None:
        if self.key.mark(said) != mark:
            self.report.found("slipped in", SLIPPED_IN.format(_entry(number, said)))
        elif number <= self.settled:
            self.report.found("put back", PUT_BACK.format(_entry(number, said)))
        else:
            self.report.unsealed += 1

    def _missing(self, now: Any, expected: int, until: int) -> None:
        gone = range(max(now[0], expected), until + 1)
        if gone:
            self.amiss.add(now[2])
            words = f"{_several('Entry', gone)} removed: seal {now[2]:,} has"
            self.report.found("removed", f"{words} {'them' if len(gone) > 1 else 'it'}.")

    def _passed(self, now: Any) -> None:
        """Compare a seal's digest, where this was the last of its ranges."""
        _first, end, no, highest, digest, _key = now
        if end != highest:
            return
        found = self.open.pop(no, None)
        if no not in self.amiss and (found is None or found.digest() != digest):
            self.report.found("seal", f"The entries of seal {no:,} are not those it was made of.")
        self.amiss.discard(no)


def _witnesses(connection: psycopg.Connection, known: Anchors, report: Report) -> None:
    """Find entries removed before they were sealed, by those that say that they were there."""
    lost = [
        range(each.highest + 1, each.lost_highest + 1)
        for each in known.lines
        if each.kind == anchors.RESTORED
    ]
    for number, gone in connection.execute(WITNESSES):
        if not any(gone in each for each in lost):
            report.found("unsealed", UNSEALED_GONE.format(gone, number))


def _rows(connection: psycopg.Connection, query: str) -> Iterator[Any]:
    """Give the rows of a query, fetched some at a time."""
    with connection.cursor(f"c{abs(hash(query))}", binary=True) as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(PAGE):
            yield from rows


def _several(what: str, numbers: range) -> str:
    if len(numbers) == 1:
        return f"{what} {numbers[0]:,} was"
    many = {"Entry": "Entries", "Seal": "Seals"}[what]
    return f"{many} {numbers[0]:,} to {numbers[-1]:,} were"


def _entry(number: int, said: bytes) -> str:
    """Return an entry as it is named to people: number, moment, what."""
    words = said.decode().split(APART)
    at = EPOCH + int(words[2]) * MICROSECOND
    return f"Entry {number:,} ({_when(at)}, {words[3]}, {words[8]})"


def _when(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%-d %B %Y %H:%M:%S}"


def _told(at: str) -> str:
    return _when(datetime.fromisoformat(at))
