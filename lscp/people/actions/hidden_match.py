"""A possible match that whoever recorded the arrival may not know of: raised, then decided."""

from uuid import UUID

from lscp.core import notify
from lscp.core.actions import action
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.people.models import HiddenMatch
from lscp.people.workflow import MATCH

MATCH_FOUND = notify.message(
    "people.match_found",
    "Somebody recorded elsewhere may be a person whom your organisation already knows",
)


@action(MATCH, "Raise a possible match")
def raise_match(
    match: HiddenMatch, *, by: Actor, arrival: UUID, existing: UUID, held_by: UUID | None,
    held_in: str, existing_is_restricted: bool, asked_by: UUID | None = None,
) -> None:  # fmt: skip
    """Record a possible match for those who hold the existing record, and tell them.

    Where that is restricted, no authority is set: the grants of a front door manager do not reach
    it, and those of the organisation's information governance lead do.
    """
    match.arrival_id, match.existing_id, match.found_on = arrival, existing, today()
    match.asked_by_id = asked_by
    match.team_id, match.organisation_id = None, held_by
    match.authority = "" if existing_is_restricted else held_in
    if held_by:
        notify.tell(held_by, about=MATCH_FOUND, link="/people/matches/",
                    holding="people.view_match")  # fmt: skip


@action(MATCH, "They are the same person")
def accept_match(match: HiddenMatch, *, by: Actor) -> None:
    """Decide that both records are of one person: what is done about it, the holders agree."""


@action(MATCH, "They are different people")
def reject_match(match: HiddenMatch, *, by: Actor) -> None:
    """Decide that the two are different people."""
