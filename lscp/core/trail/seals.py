"""Seals: every second, one over all entries that are new, linked to the seal before.

Sessions write entries side by side and wait for nobody; only sealing is done by one at a time.
An entry of a long transaction comes late, with a number below those of others: it goes into a
later seal. A number whose transaction was rolled back is in none, and nothing is amiss.
"""

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import connection, transaction

from lscp.core import locks
from lscp.core.time import now
from lscp.core.trail import anchors
from lscp.core.trail.marks import APART, EPOCH, MICROSECOND, SAID, Key, key

DRAWN = "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM core_entry_id_seq"
# A snapshot alone would not do: its upper end is the last transaction that is over.
NUMBER = "SELECT pg_current_xact_id()::text::bigint"
OLDEST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
PAGE = 10_000
UNSEALED = f"""
SELECT id, {SAID}, mark FROM core_entry
WHERE id > %s AND NOT id <@ (
    SELECT coalesce(range_agg(sealed), '{{}}')
    FROM core_seal, unnest(entries) sealed WHERE highest > %s
)
ORDER BY id LIMIT {PAGE}
"""
EVERY = 1.0  # seconds
log = logging.getLogger(__name__)
MOST = 50_000  # entries in one seal
COLUMNS = "no, at, entries::text, count, highest, settled, digest, previous, key, mark"


@dataclass(frozen=True)
class Sealed:
    """One seal, as it stands in the database. `entries` is written as PostgreSQL writes ranges."""

    no: int
    at: datetime
    entries: str
    count: int
    highest: int
    settled: int
    digest: bytes
    previous: bytes
    key: str
    mark: bytes = b""

    def marked(self, key: Key) -> bytes:
        """Return the mark that it ought to have."""
        said = (
            "seal", self.no, (self.at - EPOCH) // MICROSECOND, self.entries, self.count,
            self.highest, self.settled, self.digest.hex(), self.previous.hex(), self.key,
        )  # fmt: skip
        return key.mark(APART.join(map(str, said)).encode())


NONE = Sealed(0, EPOCH, "{}", 0, 0, 0, b"", b"", "")


class Sealer:
    """Seals; keeps in mind, from one time to the next, which transactions it waits for."""

    def __init__(self) -> None:
        self.waits: tuple[int, int] | None = None  # a number drawn; transactions to wait for
        self.settled = 0
        self.unmarked: set[int] = set()

    def seal(self) -> int:
        """Seal whatever is new, and anchor it; return how many entries that was."""
        sealed = 0
        with connection.cursor() as cursor, alone(cursor):
            while True:
                with transaction.atomic():
                    head = last(cursor)
                    made = self._next(cursor, head)
                    if made:
                        _add(cursor, made)
                anchors.reach(made or head)
                if made is None:
                    return sealed
                sealed += made.count

    def _next(self, cursor: Any, head: Sealed) -> Sealed | None:
        settled = self._settled(cursor, head.settled)
        marks = dict(islice(self._unsealed(cursor, head.settled), MOST))
        if not marks:
            return None
        highest = max(marks)
        made = Sealed(
            no=max(head.no, anchors.last()) + 1,
            at=now(),
            entries=_ranges(marks),
            count=len(marks),
            highest=highest,
            settled=settled if len(marks) < MOST else min(settled, highest),
            digest=sha256(b"".join(marks.values())).digest(),
            previous=head.mark,
            key=key().name,
        )
        return replace(made, mark=made.marked(key()))

    def _settled(self, cursor: Any, before: int) -> int:
        """Return up to which number no entry can come any more.

        Whoever drew a number had that of their transaction before. Once all transactions that
        had begun by then are over, what they wrote is there to be seen, or never will be.
        """
        drawn = _one(cursor, DRAWN)
        if max(self.settled, self.waits[0] if self.waits else 0) > drawn:  # put back meanwhile
            self.waits, self.settled = None, 0
        self.settled = max(self.settled, before)
        if self.waits is None and drawn > self.settled:
            self.waits = drawn, _one(cursor, NUMBER)
        if self.waits and _one(cursor, OLDEST) >= self.waits[1]:
            self.settled, self.waits = self.waits[0], None
        return self.settled

    def _unsealed(self, cursor: Any, settled: int) -> Iterator[tuple[int, bytes]]:
        """Give the number and mark of new entries; one with a wrong mark is never sealed."""
        mark_of, after = key().mark, settled
        while True:
            cursor.execute(UNSEALED, [after, settled])
            rows = cursor.fetchall()
            for number, said, mark in rows:
                if mark_of(bytes(said)) == bytes(mark):
                    yield number, bytes(mark)
                elif number not in self.unmarked:
                    self.unmarked.add(number)
                    log.error("Entry %s has no valid mark: run lscp trail verify", number)
            if len(rows) < PAGE:
                return
            after = rows[-1][0]


def keep_sealing(stop: threading.Event) -> None:
    """Seal every second until told to stop, and then once more."""
    sealer, stopping = Sealer(), False
    while not stopping:
        stopping = stop.wait(EVERY)
        try:
            sealer.seal()
        except Exception as error:  # the database may be back in a second
            log.error("The trail was not sealed: %s", type(error).__name__)
            connection.close()
            sealer = Sealer()
    connection.close()


@contextmanager
def sealing() -> Iterator[None]:
    """Seal every second meanwhile, beside whatever this process does."""
    stop = threading.Event()
    thread = threading.Thread(target=keep_sealing, args=(stop,), name="sealing")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def alone(cursor: Any) -> Iterator[None]:
    """Be the only one who seals, across transactions."""
    cursor.execute(locks.FOR_SESSION, [locks.Lock.SEALING, 0])
    try:
        yield
    finally:
        cursor.execute(locks.LET_GO, [locks.Lock.SEALING, 0])


def last(cursor: Any) -> Sealed:
    """Return the last seal, or one that stands for none."""
    cursor.execute(f"SELECT {COLUMNS} FROM core_seal ORDER BY no DESC LIMIT 1")
    row = cursor.fetchone()
    return read(row) if row else NONE


def read(row: tuple[Any, ...]) -> Sealed:
    """Return a row of COLUMNS as a seal."""
    values: list[Any] = [bytes(each) if isinstance(each, memoryview) else each for each in row]
    return Sealed(*values)


def _one(cursor: Any, query: str) -> int:
    cursor.execute(query)
    return int(cursor.fetchone()[0])


def _add(cursor: Any, made: Sealed) -> None:
    cursor.execute(
        "INSERT INTO core_seal (no, at, entries, count, highest, settled, digest, previous, key, "
        "mark) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        list(vars(made).values()),
    )


def _ranges(numbers: Iterable[int]) -> str:
    """Return ascending numbers as PostgreSQL writes them: {[1,4),[7,8)}."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number:
            found[-1][1] += 1
        else:
            found.append([number, number + 1])
    return "{" + ",".join(f"[{first},{end})" for first, end in found) + "}"
