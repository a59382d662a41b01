"""The episodes of a stay in care, as the return of a year tells them."""

from dataclasses import dataclass, replace
from datetime import date

from lscp.demo.care.records import Placement, Spell
from lscp.demo.days import Year

NEXT_BEGINS = "X1"


@dataclass(frozen=True)
class Episode:
    """One episode as a return tells it."""

    since: date
    why: str
    status: str
    placement: Placement
    until: date | None
    reason: str | None
    moved: str | None


def episodes(spell: Spell, year: Year) -> list[Episode]:
    """Return the episodes of a stay that a year's return has: what ends later is still open."""
    placed = {p.since: p for p in spell.placements}
    statuses = dict(spell.statuses)
    days = sorted({*placed, *statuses})
    found, placement, status = [], spell.placements[0], spell.statuses[0][1]
    for day, after in zip(days, [*days[1:], None], strict=True):
        placement, status = placed.get(day, placement), statuses.get(day, status)
        until = after or spell.until
        reason = NEXT_BEGINS if after else spell.reason or None
        moved = placement.why if after in placed else None
        why = _why(spell, day, placement if day in placed else None, day in statuses)
        episode = Episode(day, why, status, placement, until, reason, moved)
        if until and until > year.end:
            episode = replace(episode, until=None, reason=None, moved=None)
        if day <= year.end and (until is None or until >= year.start):
            found.append(episode)
    return found


def _why(spell: Spell, day: date, moved_to: Placement | None, new_status: bool) -> str:
    """Return the reason for a new episode."""
    if day == spell.since:
        return "S" if spell.known_since_start else "P"
    if moved_to is None:
        return "L"
    if new_status:
        return "U" if moved_to.same_carer else "B"
    return "T" if moved_to.same_carer else "P"
