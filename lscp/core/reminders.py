"""Reminds people every working day of what is late or due, in one message each."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from lscp.core import jobs, notify, policy, working_days
from lscp.core.models import RunningClock
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.worklists import KINDS, Whose

REMINDED = policy.permission(
    "core.receive_reminders", "Be reminded of what is due in one’s team or organisation"
)
MESSAGES = {
    Whose.MINE: notify.message(
        "core.due_from_you", "Of what you are to do, {late} things are late and {due} due today"
    ),
    Whose.TEAM: notify.message(
        "core.due_from_team", "In your team, {late} things are late and {due} due today"
    ),
    Whose.ORGANISATION: notify.message(
        "core.due_from_organisation",
        "In your organisation, {late} things are late and {due} due today",
    ),
}
Numbers = Counter[str]  # what is counted → how many


@jobs.nightly("core.remind")
def remind(*, by: Actor) -> None:
    """Tell whoever answers how many things are late or due; of a team or organisation, its leads.

    Each is told of the kinds that their role can open. What is restricted is counted for nobody
    but the one who answers it.
    """
    day = today()
    if not is_working_day(day):
        return
    for whose, found in _counted(day):
        tell_each(
            whose, found, about=MESSAGES[whose],
            holding="" if whose is Whose.MINE else REMINDED,
            link=f"{reverse('core:work')}?whose={whose.value}",
        )  # fmt: skip


def tell_each(
    whose: Whose,
    found: Mapping[str, Mapping[UUID, Numbers]],
    *,
    about: str,
    holding: str,
    link: str,
) -> None:
    """Tell people how many there are: each of the kinds that their role can open.

    `found` says of each kind of record who answers how many.
    """
    told: dict[tuple[UUID, UUID], Numbers] = defaultdict(Counter)
    for kind, by_party in sorted(found.items()):
        for party, users in _readers(whose, kind, by_party, holding):
            for user in users:
                told[party, user].update(by_party[party])
    alike: dict[tuple[UUID, tuple[tuple[str, int], ...]], list[UUID]] = defaultdict(list)
    for (party, user), counted in sorted(told.items()):
        alike[party, tuple(counted.items())].append(user)
    for (_, said), users in alike.items():
        numbers: dict[str, Any] = dict(said)
        notify.tell(users, about=about, link=link, **numbers)


def _readers(
    whose: Whose, kind: str, parties: Collection[UUID], holding: str
) -> Iterator[tuple[UUID, Iterable[UUID]]]:
    """Give parties with those of them who are told of a kind."""

    def passes(grants: notify.Grants) -> bool:
        held = not holding or bool(grants.get(holding))
        return held and KINDS[kind].is_told(grants, whose)

    if whose is Whose.MINE:  # the parties are users: asked at once
        for user in notify.granted(parties, passes):
            yield user, (user,)
        return
    for party in parties:
        yield party, notify.granted((party,), passes)


def _counted(day: date) -> Iterator[tuple[Whose, dict[str, dict[UUID, Numbers]]]]:
    pressing = RunningClock.objects.filter(
        stopped_on=None, due_on__lte=day, subject_type__among=list(KINDS)
    )
    nobody = pressing.filter(user=None, restricted=False)
    of = {
        Whose.MINE: pressing.exclude(user=None),
        Whose.TEAM: nobody.exclude(team=None),
        Whose.ORGANISATION: nobody.filter(team=None).exclude(organisation=None),
    }
    for whose, clocks in of.items():
        found: dict[str, dict[UUID, Numbers]] = defaultdict(dict)
        counted = clocks.values_list("subject_type", whose.value).annotate(
            late=Count("pk", filter=Q(due_on__lt=day)), due=Count("pk", filter=Q(due_on=day))
        )
        for kind, party, late, due in counted.order_by():
            found[kind][party] = Counter(late=late, due=due)
        yield whose, found


def is_working_day(day: date) -> bool:
    """Say whether people are reminded on a day."""
    try:
        return working_days.is_working_day(day)
    except working_days.PastTheTable:  # rather once too often
        return day.weekday() < 5
