"""What is done about the LADO’s register every night."""

from collections import Counter
from dataclasses import replace
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from lscp.allegations.policy import VIEW_ALLEGATION, VIEW_CONSULTATION, VIEW_REPORT
from lscp.allegations.queries.due import consultations_due, files_due, reports_due
from lscp.core import jobs, notify
from lscp.core.models import Named
from lscp.core.policy import Actor
from lscp.core.reminders import is_working_day
from lscp.core.scope import acting
from lscp.core.time import now, today

DESTROY = "allegations.destroy_allegation"
TO_DESTROY = notify.message(
    "allegations.to_destroy", "Records that were kept long enough wait to be destroyed: {records}"
)
SEES = (VIEW_ALLEGATION, VIEW_CONSULTATION, VIEW_REPORT)


@jobs.nightly("allegations.remind_to_destroy", may=SEES)
def remind_to_destroy(*, by: Actor) -> None:
    """Tell each service how much is due; of what is restricted, those who are let in alone."""
    if not is_working_day(today()):
        return
    with acting(replace(by, counts=True)):  # restricted ones are counted too, and none is shown
        due = [
            row for rows in (files_due().filter(held_on=None), consultations_due(), reports_due())
            for row in rows.values_list("pk", "team", "restricted")
        ]  # fmt: skip
    shared: Counter[UUID] = Counter(team for _, team, shut in due if team and not shut)
    own = _let_in({pk for pk, _, shut in due if shut})
    told: Counter[UUID] = Counter(own)
    for team, number in shared.items():
        for user in notify.people((team,), DESTROY):
            told[user] += number
    for user, number in told.items():
        notify.tell(
            user, about=TO_DESTROY, records=number, holding=DESTROY,
            link=reverse("allegations:to_destroy"),
        )  # fmt: skip


def _let_in(restricted: set[UUID]) -> Counter[UUID]:
    """Return who is let in to restricted records, and to how many of them."""
    still = Q(until=None) | Q(until__gt=now())
    named = Named.objects.filter(still, subject__in=restricted, opens_restricted=True)
    return Counter(party for party, _ in set(named.values_list("party", "subject")))
