"""Reminds people every working day of what is late or due, in one message each."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from lscp.core import jobs, notify, policy, working_days
from lscp.core.models import RunningClock
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.worklists import Whose

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


@jobs.nightly("core.remind")
def remind(*, by: Actor) -> None:
    """Tell whoever answers how many things are late or due; of a team or organisation, its leads.

    What is restricted is counted for nobody but the one who answers it.
    """
    day = today()
    if not is_working_day(day):
        return
    for whose, party, late, due in _counted(day):
        notify.tell(
            party, about=MESSAGES[whose], late=late, due=due,
            holding="" if whose is Whose.MINE else REMINDED,
            link=f"{reverse('core:work')}?whose={whose.value}",
        )  # fmt: skip


def _counted(day: date) -> Iterator[tuple[Whose, UUID, int, int]]:
    pressing = RunningClock.objects.filter(stopped_on=None, due_on__lte=day)
    nobody = pressing.filter(user=None, restricted=False)
    of = {
        Whose.MINE: pressing.exclude(user=None),
        Whose.TEAM: nobody.exclude(team=None),
        Whose.ORGANISATION: nobody.filter(team=None).exclude(organisation=None),
    }
    for whose, clocks in of.items():
        counted = clocks.values(whose.value).annotate(
            late=Count("pk", filter=Q(due_on__lt=day)), due=Count("pk", filter=Q(due_on=day))
        )
        for row in counted.order_by(whose.value):
            yield whose, row[whose.value], row["late"], row["due"]


def is_working_day(day: date) -> bool:
    """Say whether people are reminded on a day."""
    try:
        return working_days.is_working_day(day)
    except working_days.PastTheTable:  # rather once too often
        return day.weekday() < 5
