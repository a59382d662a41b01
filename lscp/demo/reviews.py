"""Reviews of child protection plans, so that table d6 comes out."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from lscp.demo.days import Year, some_day
from lscp.demo.records import Protection, Record
from lscp.demo.targets import Targets

# Days to a first review and from one to the next, well within three and six months; and to a
# first review that was late.
FIRST, NEXT, LATE = (60, 84), (140, 175), 112


def hold(records: Sequence[Record], targets: Targets, year: Year, rng: Random) -> None:
    """Hold the reviews of every plan in time, but for as many as table d6 counts as late."""
    plans = [plan for r in records for e in r.episodes for plan in e.protections]
    due, held = (
        targets.known("d6", name) for name in ("CPP_At31_3Months", "Reviewed_within_timescales")
    )
    late = (due or 0) - (held or 0)
    able = [p for p in plans if not p.ended and year.back(330) < p.started < year.back(130)]
    late_ones = set(map(id, rng.sample(able, min(late, len(able)))))
    for plan in plans:
        _hold(plan, year, id(plan) in late_ones, rng)


def _hold(plan: Protection, year: Year, late: bool, rng: Random) -> None:
    last = plan.ended or year.end
    while True:
        if plan.reviews:
            due = plan.reviews[-1] + timedelta(days=rng.randint(*NEXT))
        else:
            due = plan.started + timedelta(days=LATE if late else rng.randint(*FIRST))
        day = some_day(rng, due, due)
        if day > last:
            break
        plan.reviews.append(day)
    if plan.ended and plan.reviews and plan.reviews[-1] < plan.ended - timedelta(days=20):
        plan.reviews.append(plan.ended)
