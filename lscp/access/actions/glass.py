"""Breaking the glass: seeing a person whom one's role does not reach, in an emergency, for an hour.

Nothing is looked for until the reason is given; then owner and information governance lead are
told, and the lead reviews it.
"""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings

from lscp.access import queries
from lscp.access.models import BreakGlass, User
from lscp.access.workflow import BREAK_GLASS
from lscp.core import exact, notify, trail
from lscp.core.actions import action
from lscp.core.models import Named
from lscp.core.named import name_on, unname
from lscp.core.policy import Actor
from lscp.core.time import now, today
from lscp.core.workflow import Refused

HOUR = timedelta(hours=1)
BROKEN = notify.message(
    "access.glass_broken",
    "Somebody opened a record that your team holds, in an emergency. See who and why.",
)
TO_REVIEW = notify.message(
    "access.glass_to_review",
    "Somebody opened a record in an emergency. Review it within 2 working days.",
)


@action(BREAK_GLASS, "Open a record in an emergency")
def break_glass(
    glass: BreakGlass, *, by: Actor, reason: str, how: str, scheme: str = "", value: str = "",
    given: str = "", family: str = "", born_on: date | None = None,
) -> None:  # fmt: skip
    """Open a person to somebody for an hour, if exactly one is found, and tell who answers."""
    assert by.user
    _keep_within_limit(by)
    found = _found(how, scheme, value, given, family, born_on)
    glass.asked_by_id, glass.role, glass.asked_at = by.user, by.role, now()
    glass.how, glass.reason = how, reason
    glass.team_id = None
    # Of who asks in vain, the lead of their own organisation sees it in the list.
    if found:
        _open(glass, by, found)
    name_on(glass, by.user, source=glass.pk)
    trail.write(
        trail.Kind.BREAK_GLASS, by, "access.break_glass", subject=glass, found=bool(found)
    )  # fmt: skip


@action(BREAK_GLASS, "Review it")
def review_glass(
    glass: BreakGlass, *, by: Actor, outcome: str, what_follows: str | None = None
) -> None:
    """Record whether it was justified and, where it was not, what follows; then it is shut."""
    if glass.person is None:
        raise Refused("No record was opened, so there is nothing to review.")
    if glass.asked_by_id == by.user:
        raise Refused("You asked for this yourself. Another lead must review it.")
    if outcome == BreakGlass.Outcome.NOT_JUSTIFIED and not what_follows:
        raise Refused("Enter what follows from this not being justified.")
    glass.outcome, glass.what_follows = outcome, what_follows or None
    glass.reviewed_on, glass.reviewed_by_id = today(), by.user
    if outcome == BreakGlass.Outcome.NOT_JUSTIFIED:
        for record in exact.finder().records(glass.person):
            unname(source=glass.pk, subject=record)


def _keep_within_limit(by: Actor) -> None:
    """Raise Refused of whoever asks too often. The lock keeps two requests at once from passing."""
    assert by.user
    User.objects.select_for_update().get(pk=by.user)
    asked = BreakGlass.objects.filter(asked_by=by.user, asked_at__gt=now() - HOUR).count()
    if asked >= settings.LSCP_GLASS_LIMIT:
        raise Refused(
            f"You asked {asked} times within an hour, which is as often as anybody may. "
            "If a child is in danger now, call 999."
        )


def _found(
    how: str, scheme: str, value: str, given: str, family: str, born_on: date | None
) -> UUID | None:
    finder = exact.finder()
    if how == BreakGlass.How.NAME:
        if not (given and family and born_on):
            raise Refused("Enter the first name, the last name and the date of birth.")
        return finder.by_name(given, family, born_on)
    if not (scheme and value):
        raise Refused("Enter the identifier, and what kind it is.")
    try:
        return finder.by_identifier(scheme, value)
    except ValueError as wrong:
        raise Refused(str(wrong)) from wrong


def _open(glass: BreakGlass, by: Actor, person: UUID) -> None:
    assert by.user
    glass.person, glass.opened_on, glass.opened_until = person, today(), now() + HOUR
    records = exact.finder().records(person)
    workers = Named.objects.filter(subject__among=records, kind=Named.Kind.NAMED)
    owners = set(workers.exclude(until__lte=now()).values_list("party", flat=True))
    for record in records:
        name_on(
            record, by.user, of=exact.PERSON, kind=Named.Kind.GLASS, until=glass.opened_until,
            opens_restricted=True, source=glass.pk,
        )  # fmt: skip
    holder = exact.finder().holder(person)  # it is open from here on
    owners |= {holder.team} if holder.team else set()
    _tell_owners(glass, owners - {by.user, holder.organisation})  # not all of an organisation
    _tell_leads(glass, queries.leads(holder.organisation, holder.authority), holder.authority)


def _tell_owners(glass: BreakGlass, owners: set[UUID]) -> None:
    for party in owners:
        name_on(glass, party, source=glass.pk)
    notify.tell(owners, about=BROKEN, link=glass.get_absolute_url())


def _tell_leads(glass: BreakGlass, leads: list[UUID], authority: str) -> None:
    """Let the nearest lead's organisation hold it, whose work the review is; name the others."""
    glass.organisation_id, glass.authority = next(iter(leads), None), authority
    for organisation in leads[1:]:
        name_on(glass, organisation, source=glass.pk)
    link = glass.get_absolute_url()
    notify.tell(leads, about=TO_REVIEW, link=link, holding="access.review_glass")
