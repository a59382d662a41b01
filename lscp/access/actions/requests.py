"""Looking at a person, found by exact identifier, to answer a request about their records."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.timezone import get_current_timezone

from lscp.access.models import Organisation, RecordsRequest
from lscp.access.workflow import RECORDS_REQUEST
from lscp.core import exact
from lscp.core.actions import action
from lscp.core.exact import Holder
from lscp.core.named import name_on, unname
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused

# Their lead answers for the whole authority; another organisation's for what it holds itself.
FOR_AUTHORITY = ("authority", "social_care")
NOBODY = (
    "No record that your organisation answers for has exactly this identifier. Check it with "
    "whoever made the request."
)


@action(RECORDS_REQUEST, "Find a person to answer a request")
def find_for_request(
    request: RecordsRequest, *, by: Actor, reference: str, reason: str, scheme: str, value: str
) -> None:  # fmt: skip
    """Open a person to the lead who answers a request, also where restricted, for some days."""
    assert by.user
    person = _found(scheme, value)
    if person is None:
        raise Refused(NOBODY)
    request.reference, request.reason, request.person = reference, reason, person
    request.asked_by_id, request.opened_on = by.user, today()
    request.until_on = today() + timedelta(days=settings.LSCP_REQUEST_DAYS)
    after = datetime.combine(
        request.until_on + timedelta(days=1), time(), tzinfo=get_current_timezone()
    )
    for record in exact.finder().records(person):
        name_on(
            record, by.user, of=exact.PERSON, until=after, opens_restricted=True, source=request.pk
        )
    if not _answers_for(by, exact.finder().holder(person)):
        raise Refused(NOBODY)  # which takes all of it back


@action(RECORDS_REQUEST, "Close the request")
def close_request(request: RecordsRequest, *, by: Actor) -> None:
    """Record that the request is answered: the person is not open through it any more."""
    request.closed_on = today()
    unname(source=request.pk)


def _found(scheme: str, value: str) -> UUID | None:
    try:
        return exact.finder().by_identifier(scheme, value)
    except ValueError as wrong:
        raise Refused(str(wrong)) from wrong


def _answers_for(by: Actor, holder: Holder) -> bool:
    assert by.organisation
    own = Organisation.objects.get(pk=by.organisation)
    if own.kind == "partnership":
        return True
    if own.kind in FOR_AUTHORITY and own.authority == holder.authority:
        return True
    return holder.organisation in _own_and_below(own.pk)


def _own_and_below(organisation: UUID) -> set[UUID]:
    known, fresh = {organisation}, {organisation}
    while fresh:
        parts = Organisation.objects.filter(within__in=fresh).values_list("pk", flat=True)
        fresh = set(parts) - known
        known |= fresh
    return known
