"""Puts on record that the database was put back to an older state, and what was lost by it.

The anchors stay ahead of such a database. A line among them says why, and no number that was lost
is used again. Without that line `verify` takes the loss for a tail cut off.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from lscp.core import policy, trail
from lscp.core.time import now
from lscp.core.trail import anchors
from lscp.core.trail.anchors import RESTORED, Anchor, Anchors
from lscp.core.trail.marks import key
from lscp.core.trail.seals import alone, last

NAME = "core.restore_backup"
OTHER_KEY = (
    "The trail was kept under another key. Put it back (LSCP_TRAIL_KEY, or the file trail-key of "
    "the secrets) before anybody works here, then run lscp trail restored."
)
LEAVES_GAPS = """
SELECT no, highest, following FROM (
    SELECT no, highest, lead(no) OVER (ORDER BY no) AS following FROM core_seal
) seals WHERE following IS DISTINCT FROM no + 1 ORDER BY no
"""


class OtherKey(RuntimeError):
    """The installation has another key than the trail was kept under."""


def record(by: str) -> list[Anchor]:
    """Record what the anchors have and the database has not; return what was lost.

    `by` is the account that put it back. Raises OtherKey.
    """
    known = anchors.read()
    with connection.cursor() as cursor, alone(cursor):
        if last(cursor).key not in ("", key().name):
            raise OtherKey(OTHER_KEY)
        cursor.execute(LEAVES_GAPS)
        ends = cursor.fetchall() or [(0, 0, None)]
        no, highest, _ = ends[-1]
        lost = list(_lost(ends, known, by))
        lines = lost or [_line(no, highest, no, highest, by)]
        for each in lines:
            anchors.add(each)
        _skip(cursor, known.last[1])
    restore = policy.system("restore")
    for each in lines:
        trail.write(
            trail.Kind.DID, restore, NAME, after=each.highest, until=each.lost_highest
        )  # fmt: skip
    return lost


def _lost(ends: list[tuple[int, int, int | None]], known: Anchors, by: str) -> Iterator[Anchor]:
    """Give each run of seals that was there once, but for those on record already."""
    for no, highest, following in ends:
        until = following - 1 if following else known.last[0]
        if until > no and not known.cover(no, until):
            there = [each.highest for each in known.lines if no < each.no <= until]
            yield _line(no, highest, until, max(there, default=highest), by)


def _line(no: int, highest: int, lost: int, lost_highest: int, by: str) -> Anchor:
    moment = anchors.moment(now())
    return Anchor(RESTORED, no, highest, moment, "-", lost, lost_highest, by.replace(" ", "_"))


def _skip(cursor: Any, until: int) -> None:
    """Draw the numbers that were lost, so that no entry bears one again."""
    cursor.execute(
        "SELECT count(nextval('core_entry_id_seq')) "
        "FROM core_entry_id_seq, generate_series(last_value + 1, %s)",
        [until],
    )
