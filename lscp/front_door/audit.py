"""The audit of withheld names: who told the front door and did not say who they are, and got none.

A referrer's identity is withheld whatever their source code says: a neighbour who gives no name,
or the NSPCC that passes on what somebody told it. The census's source 9, anonymous, says something
else, so that the two are shown beside each other as not comparable. A contact is no referral: each
is counted and drawn for itself.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import ExtractQuarter

from lscp.core import periods, policy, scope, trail
from lscp.core.disclosure import System, conceal, is_small
from lscp.core.periods import Period
from lscp.core.policy import Actor

from .models import Contact, Referral
from .models.contact import Identity, Outcome
from .policy import VIEW_CONTACT_ROWS, VIEW_REFERRAL_ROWS

COUNTING = policy.system(
    "Audit of withheld names", VIEW_CONTACT_ROWS, VIEW_REFERRAL_ROWS, counts=True
)
QUARTERS = (2, 3, 4, 1)  # of the calendar, in the order of a reporting year
ANONYMOUS = "9"
WITHHELD_CONTACTS = Q(identity=Identity.WITHHELD)
ENDED_CONTACTS = Q(outcome__in=(Outcome.NO_ACTION, Outcome.ADVICE))
# A referral that was taken down without a contact has its source code alone to say so.
WITHHELD_REFERRALS = Q(contact__identity=Identity.WITHHELD) | Q(contact=None, source=ANONYMOUS)
ENDED_REFERRALS = Q(no_further_action=True)
# What is counted → its rows, and which of them led to nothing.
COUNTED: dict[str, tuple[type[Contact] | type[Referral], Q, Q]] = {
    "contacts": (Contact, WITHHELD_CONTACTS, ENDED_CONTACTS),
    "referrals": (Referral, WITHHELD_REFERRALS, ENDED_REFERRALS),
    "code_9": (Referral, Q(source=ANONYMOUS), ENDED_REFERRALS),
}
OF = ("contacts", "referrals")  # what a sample is drawn of
LEAST, MOST = 1, 100


@dataclass(frozen=True)
class Counted:
    """How many rows there are in a quarter, and how many led to nothing; None is not shown."""

    rows: int | None = 0
    ended: int | None = 0


@dataclass(frozen=True)
class Table:
    """One authority's year: what is counted → its quarters, then the year; `full` hides nothing."""

    authority: str
    full: bool
    columns: dict[str, list[Counted]] = field(default_factory=dict)


def years() -> list[int]:
    """Return the reporting years since something was first received, the newest first."""
    first_and_last = [Min("received_on"), Max("received_on")]
    with scope.acting(COUNTING):
        found = [kind.objects.aggregate(*first_and_last) for kind in (Contact, Referral)]
    days = [day for each in found for day in each.values() if day]
    if not days:
        return []
    return list(range(periods.reporting_year(max(days)), periods.reporting_year(min(days)) - 1, -1))


def tables(year: int, authorities: Iterable[str], full: Iterable[str]) -> list[Table]:
    """Return a table of each authority; small numbers are hidden but for those in `full`.

    All records count, restricted ones too: what is shown are numbers. The census's code is left
    out where small numbers are hidden: the scorecard has the figure that may be published.
    """
    shown, whole = list(authorities), set(full)
    with scope.acting(COUNTING):
        found = {name: _counts(name, periods.year(year), shown) for name in COUNTED}
    made = []
    for each in shown:
        columns = {name: found[name].get(each, [Counted()] * 5) for name in COUNTED}
        if each not in whole:
            columns = {name: _suppressed(columns[name]) for name in OF}
        made.append(Table(each, each in whole, columns))
    return made


def _counts(name: str, year: Period, authorities: list[str]) -> dict[str, list[Counted]]:
    kind, those, ended = COUNTED[name]
    rows = kind.objects.filter(
        those, received_on__range=(year.start, year.end), authority__in=authorities
    )
    by_quarter: dict[str, dict[int, Counted]] = {}
    grouped = rows.annotate(quarter=ExtractQuarter("received_on")).values("authority", "quarter")
    counted = grouped.annotate(of=Count("pk"), nothing=Count("pk", filter=ended)).order_by()
    for authority, quarter, count, led_to_nothing in counted.values_list(
        "authority", "quarter", "of", "nothing"
    ):
        by_quarter.setdefault(authority, {})[quarter] = Counted(count, led_to_nothing)
    return {who: _with_total(known) for who, known in by_quarter.items()}


def _with_total(known: dict[int, Counted]) -> list[Counted]:
    parts = [known.get(quarter, Counted()) for quarter in QUARTERS]
    rows, ended = (sum(each) for each in zip(*((p.rows, p.ended) for p in parts), strict=True))
    return [*parts, Counted(rows, ended)]


def _suppressed(parts: list[Counted]) -> list[Counted]:
    """Hide counts from 1 to 5, and what would give them away: the quarters add up to the year."""
    system = System({})
    for n, each in enumerate(parts):
        rows, ended = each.rows or 0, each.ended or 0
        system.values |= {(n, "rows"): rows, (n, "ended"): ended, (n, "rest"): rows - ended}
        system.slack.add((n, "rest"))
        system.tie({(n, "rows"): 1, (n, "ended"): -1, (n, "rest"): -1})
        system.costs[n, "rows"] = system.costs[n, "ended"] = 2 if n == len(parts) - 1 else 1
    for kind in ("rows", "ended"):
        quarters: dict[Any, int] = {(n, kind): 1 for n in range(len(parts) - 1)}
        system.tie(quarters | {(len(parts) - 1, kind): -1})
    small = [key for key, value in system.values.items() if is_small(value)]
    hidden = conceal(system, small=small).hidden
    return [
        Counted(*(None if (n, kind) in hidden else system.values[n, kind]
                  for kind in ("rows", "ended")))
        for n in range(len(parts))
    ]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Which sample: of what, where and when received, how many, and by which seed."""

    of: str
    authority: str
    year: int
    quarter: int  # 1 is April to June; 0, the whole year
    size: int
    seed: int

    @property
    def period(self) -> Period:
        """Return the days in which they were received."""
        whole = periods.year(self.year)
        return periods.quarter(self.year, self.quarter) if self.quarter else whole


@dataclass(frozen=True)
class Sample:
    """What was drawn, as rows without names, of how many."""

    asked: Asked
    population: int
    rows: list[dict[str, Any]]


def draw(asked: Asked, *, by: Actor) -> Sample:
    """Draw some of those that led to nothing, and write to the trail which.

    The same seed draws the same of the same records: Python's `random.Random(seed).sample` of
    their ids in order. Only what is open to the actor can be drawn.
    """
    chosen = _population(asked, by)
    ids = sorted(chosen.values_list("pk", flat=True), key=str)
    drawn = random.Random(asked.seed).sample(ids, min(asked.size, len(ids)))
    trail.write(
        trail.Kind.VIEWED, by, _permission(asked.of), kinds=asked.of, authority=asked.authority,
        since=asked.period.start, until=asked.period.end, seed=asked.seed, count=len(ids),
        rows=len(drawn), found=drawn,
    )  # fmt: skip
    return Sample(asked, len(ids), list(_rows(asked, drawn)))


def _permission(of: str) -> str:
    return VIEW_CONTACT_ROWS if of == "contacts" else VIEW_REFERRAL_ROWS


def _population(asked: Asked, by: Actor) -> QuerySet[Any]:
    kind, those, ended = COUNTED[asked.of]
    days = asked.period
    rows: QuerySet[Any] = kind.objects.filter(
        those & ended, authority=asked.authority, received_on__range=(days.start, days.end)
    )
    policy.require(by, _permission(asked.of))
    return policy.visible_to(rows, by, _permission(asked.of))


def _rows(asked: Asked, drawn: list[UUID]) -> Iterator[dict[str, Any]]:
    """Give what is plain of each, in the order in which they were drawn."""
    kind, *_ = COUNTED[asked.of]
    contact = "" if kind is Contact else "contact__"
    names = {
        "pk": "pk", "received_on": "received_on", "source": "source", "decided_on": "decided_on",
        "reference": f"{contact}reference", "identity": f"{contact}identity",
        "channel": f"{contact}channel",
    } | ({"outcome": "outcome"} if kind is Contact else {})  # fmt: skip
    found = kind.objects.filter(pk__in=drawn).values_list(*names.values())
    by_id = {row[0]: dict(zip(names, row, strict=True)) for row in found}
    return (by_id[each] for each in drawn)
