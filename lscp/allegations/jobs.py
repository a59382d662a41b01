"""What is done about the LADO’s register every night."""

from collections import Counter
from dataclasses import replace
from uuid import UUID

from django.urls import reverse

from lscp.allegations.models import Allegation
from lscp.allegations.policy import VIEW_ALLEGATION
from lscp.allegations.queries.due import due
from lscp.core import jobs, notify
from lscp.core.models import Named
from lscp.core.policy import Actor, open_names
from lscp.core.reminders import is_working_day
from lscp.core.scope import acting
from lscp.core.time import today

DESTROY = "allegations.destroy_allegation"
TO_DESTROY = notify.message(
    "allegations.to_destroy", "Files that were kept long enough wait to be destroyed: {files}"
)


@jobs.nightly("allegations.remind_to_destroy", may=(VIEW_ALLEGATION,))
def remind_to_destroy(*, by: Actor) -> None:
    """Tell each service how many files are due; of restricted ones, those who are let in alone."""
    if not is_working_day(today()):
        return
    with acting(replace(by, counts=True)):  # restricted files are counted too, and none is shown
        rows = Allegation.objects.filter(due(today()), held_on=None)
        files = list(rows.values_list("pk", "team", "restricted"))
    shared: Counter[UUID] = Counter(team for _, team, shut in files if team and not shut)
    own = _let_in({pk for pk, _, shut in files if shut})
    told: Counter[UUID] = Counter(own)
    for team, number in shared.items():
        for user in notify.people((team,), DESTROY):
            told[user] += number
    for user, number in told.items():
        notify.tell(
            user, about=TO_DESTROY, files=number, holding=DESTROY,
            link=reverse("allegations:to_destroy"),
        )  # fmt: skip


def _let_in(files: set[UUID]) -> Counter[UUID]:
    """Return who is let in to restricted files, and to how many of them."""
    named = Named.objects.filter(subject__in=files, opens_restricted=True)
    parties = tuple(set(named.values_list("party", flat=True)))
    opened = open_names(parties, Allegation._meta.label).filter(
        subject__in=files, opens_restricted=True
    )
    return Counter(party for party, _ in set(opened.values_list("party", "subject")))
