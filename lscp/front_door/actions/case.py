"""What is done to an open case: it is allocated, passed on to another team, and closed."""

from datetime import date
from uuid import UUID

from django.urls import reverse

from lscp.access.models import Membership, Team, User
from lscp.core import notify
from lscp.core.actions import action
from lscp.core.named import name_on, unname
from lscp.core.periods import day_label
from lscp.core.policy import Actor, Reach, decide
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused
from lscp.front_door.models import Referral
from lscp.front_door.models.assessment import NO_FACTORS
from lscp.front_door.queries import cases
from lscp.front_door.workflow import REFERRAL
from lscp.people import actions as people
from lscp.people.models import Involvement, Person

from .assessment import hand_over_assessment

DIED, ANY_OTHER = "RC2", "RC7"
AFTER_ASSESSMENT = ("RC8", "RC9")
ALLOCATE = "front_door.allocate_referral"
ALLOCATED = notify.message("front_door.case_allocated", "A case was allocated to you")
PASSED_ON = notify.message("front_door.case_passed_on", "A case was passed on to your team")
LEAD, TEAM = "lead_social_worker", "social_worker"


@action(REFERRAL, "Allocate the case")
def allocate_referral(
    referral: Referral, *, by: Actor, team: Team | str, worker: User | str = ""
) -> None:
    """Hand a case to a team, which then holds it, and to a worker there; or leave that to them."""
    new = cases.team_that_can_hold(referral, _id(team))
    reaches = by.grants.get(ALLOCATE, frozenset())
    if new.pk != by.team and Reach.AUTHORITY not in reaches:
        raise Refused("You can allocate within your own team. Ask the front door to pass the case "
                      "to another.", field="team")  # fmt: skip
    member = _member(_id(worker), new) if worker else None
    if new.pk == referral.team_id and (member is None or member.user_id == referral.worker_id):
        raise Refused("This team has the case already. Choose another worker.", field="worker")
    if referral.restricted and member is None:
        raise Refused("This child’s record is restricted, and opens to nobody but who works with "
                      "them. Choose the worker.", field="worker")  # fmt: skip
    if new.pk != referral.team_id:
        _pass_on(referral, new, by)
    referral.worker_id = member.user_id if member else None
    for each in cases.assessments_of(referral, by):
        hand_over_assessment(each, by=by, team=new, worker=referral.worker_id)
    _tell(referral)
    child = cases.child_of(referral)
    if child and member and decide(by, "people.allocate", child):
        people.allocate(child, by=by, user=member.user, capacity=LEAD)


@action(REFERRAL, "Close the case")
def close_referral(
    referral: Referral, *, by: Actor, reason: str, closed_on: date, because: str
) -> None:
    """Close a case, for a reason of the census, when nothing in it is open any more."""
    if closed_on > today():
        raise Refused("The case must be closed today or in the past.", field="closed_on")
    if not because.strip():
        raise Refused("Enter why the case is closed.", field="because")
    check_day(referral, closed_on, by)
    check_reason(referral, reason, closed_on, by)
    referral.closed_on, referral.closure_reason = closed_on, reason
    referral.closed_because, referral.closed_by_id = because, by.user
    child = cases.child_of(referral)
    if child and referral.worker_id:
        _end(
            cases.work_with(child, user_id=referral.worker_id, capacity=LEAD), child, closed_on, by
        )


def _pass_on(referral: Referral, team: Team, by: Actor) -> None:
    """Let another team hold the case, and show it the contact behind it."""
    child = cases.child_of(referral)
    if child and referral.team_id:
        _end(cases.work_with(child, team_id=referral.team_id), child, today(), by)
    referral.team_id, referral.organisation_id = team.pk, team.organisation_id
    unname(source=referral.pk)
    for label, pk in cases.behind(referral, by):
        name_on(pk, team.pk, of=label, source=referral.pk)
    if child and not child.restricted:
        _open_child(child, team, by)


def _open_child(child: Person, team: Team, by: Actor) -> None:
    """Open the child’s record to the team that has the case, as far as whoever allocates may.

    What their own organisation holds of the child goes to the team; what another holds stays.
    """
    if child.team_id == team.pk:
        return
    same_place = child.organisation_id == team.organisation_id
    if same_place and decide(by, "people.transfer_person", child):
        people.transfer_person(child, by=by, team=team)
    elif decide(by, "people.involve", child):
        people.involve(
            child, by=by, capacity=TEAM, organisation=team.organisation, team=team,
            opens_to="team",
        )  # fmt: skip


def _end(work: list[Involvement], child: Person, on: date, by: Actor) -> None:
    for each in work:
        if decide(by, "people.end_involvement", child):
            last = max(on, each.from_on or on)
            people.end_involvement(child, by=by, fact=each, to_on=last)


def check_day(referral: Referral, on: date, by: Actor) -> None:
    """Refuse a day before the case began, or before something that was done in it (rule 8565)."""
    done = [referral.received_on]
    for each in cases.assessments_of(referral, by):
        if each.authorised_on is None:
            raise Refused("An assessment is not authorised yet. Authorise it, then close the case.")
        done.append(each.authorised_on)
    if on < max(done):
        raise Refused(f"Something was done in this case on {day_label(max(done))}. It must be "
                      "closed on that day or later.", field="closed_on")  # fmt: skip


def check_reason(referral: Referral, reason: str, on: date, by: Actor) -> None:
    """Refuse a reason that goes against what is in the case. Raises Refused."""
    if reason not in codes("cin/closure_reason", on=on):
        raise Refused("Choose a reason that was in use on the day of closing.", field="reason")
    assessments = cases.assessments_of(referral, by)
    if reason in AFTER_ASSESSMENT and not assessments:
        raise Refused("There is no assessment in this case, so it cannot be closed after one. "
                      "Choose another reason.", field="reason")  # fmt: skip
    # Rule 8873Q, as far as the DfE’s other reasons do not explain themselves.
    if reason == ANY_OTHER and [each.factors for each in assessments] == [[NO_FACTORS]]:
        raise Refused("The assessment found no factors: the case is closed after an assessment. "
                      "Choose one of these reasons.", field="reason")  # fmt: skip
    if reason == DIED:
        child = cases.child_of(referral)
        died_on = child.died_on if child else None
        if died_on is None:
            raise Refused("Record the day of the child’s death first, on the child’s record.",
                          field="reason")  # fmt: skip
        if on < died_on:
            raise Refused(f"The child died on {day_label(died_on)}: the case must be closed on "
                          "that day or later.", field="closed_on")  # fmt: skip


def _tell(referral: Referral) -> None:
    """Tell the worker that the case is theirs; where there is none yet, who can choose one."""
    link = reverse("front_door:referral", args=[referral.pk])
    if referral.worker_id:
        notify.tell(referral.worker_id, about=ALLOCATED, link=link)
    elif referral.team_id:
        notify.tell(referral.team_id, about=PASSED_ON, link=link, holding=ALLOCATE)


def _member(user: UUID, team: Team) -> Membership:
    held = Membership.objects.open_on(today()).filter(user=user, team=team)
    found = held.filter(role__in=cases.WORKERS).select_related("user").first()
    if found is None:
        raise Refused("Choose somebody who works in this team today.", field="worker")
    return found


def _id(given: Team | User | str) -> UUID:
    return UUID(given) if isinstance(given, str) else given.pk
