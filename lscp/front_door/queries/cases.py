"""Questions about a child’s episode: what stands in the way of another, and who can take it."""

from datetime import date

from django.db.models import Q

from lscp.core.policy import Actor
from lscp.core.scope import acting
from lscp.front_door.models import Referral
from lscp.front_door.policy import VIEW_REFERRAL
from lscp.front_door.workflow import ReferralState
from lscp.people import naming
from lscp.people.models import Person


def in_the_way(child: Person, authority: str, on: date, by: Actor) -> Referral | None:
    """Return the episode of a child that one which starts on a day would overlap, if any.

    Also one that the actor may not see: there can be no second beside it.
    """
    people = naming.together(child)
    with acting(by.reaching_all(VIEW_REFERRAL)):
        return (
            Referral.objects.exclude(state=ReferralState.NO_ACTION)
            .filter(Q(closed_on=None) | Q(closed_on__gt=on))
            .filter(child__among=people, authority=authority)
            .order_by("-received_on")
            .first()
        )
