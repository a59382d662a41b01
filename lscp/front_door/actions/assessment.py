"""What is done to an assessment: started, written, sent to the manager, authorised."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.urls import reverse

from lscp.access.models import Team
from lscp.core import clocks, notify
from lscp.core.actions import action
from lscp.core.models import Transition
from lscp.core.periods import day_label
from lscp.core.policy import Actor, found
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused
from lscp.front_door.models import Assessment, Referral
from lscp.front_door.models.assessment import NO_FACTORS, Result
from lscp.front_door.policy import VIEW_REFERRAL
from lscp.front_door.queries import cases
from lscp.front_door.workflow import ASSESSMENT, ReferralState

SENT = notify.message("front_door.assessment_sent", "An assessment waits to be authorised")
RETURNED = notify.message("front_door.assessment_returned", "An assessment was returned to you")
AUTHORISED = notify.message("front_door.assessment_authorised", "An assessment was authorised")
REVIEW = "assessment_review_point"
WRITING = ("front_door.write_assessment", "front_door.submit_assessment")


@action(ASSESSMENT, "Start an assessment")
def start_assessment(
    assessment: Assessment, *, by: Actor, referral: Referral, started_on: date,
    review_on: date | None = None,
) -> None:  # fmt: skip
    """Start the assessment of a case; its 45 working days have run since the referral."""
    case = found(Referral.objects.filter(pk=referral.pk), by, VIEW_REFERRAL)
    if case.state != ReferralState.OPEN:
        raise Refused("Only a case that is open can be assessed. What comes later is a new "
                      "referral.")  # fmt: skip
    if any(each.authorised_on is None for each in cases.assessments_of(case, by)):
        raise Refused("An assessment of this case is open already. Go on with that one.")
    check_between(case.received_on, started_on, "started", "started_on")
    due = clocks.due(clocks.clock(REVIEW, started_on), started_on)
    if review_on and not started_on <= review_on <= due:
        raise Refused(f"The internal review must be between the start and {day_label(due)}.",
                      field="review_on")  # fmt: skip
    assessment.referral, assessment.child_id = case, case.child_id
    assessment.referred_on, assessment.started_on = case.received_on, started_on
    assessment.review_on = review_on or due
    assessment.team_id, assessment.organisation_id = case.team_id, case.organisation_id
    assessment.authority, assessment.restricted = case.authority, case.restricted
    assessment.worker_id = case.worker_id


@action(ASSESSMENT, "Record a visit")
def record_visit(
    assessment: Assessment, *, by: Actor, was_seen: bool, seen_on: date | None = None,
    seen_alone: bool | None = None, because: str = "",
) -> None:  # fmt: skip
    """Record that the child was seen, and whether alone; or why not. What was seen stands."""
    if not was_seen and assessment.seen_on:
        raise Refused(f"The child was seen on {day_label(assessment.seen_on)}: that stands.",
                      field="was_seen")  # fmt: skip
    if was_seen and (seen_on is None or seen_alone is None):
        raise Refused("Enter the day, and whether the child was seen alone.", field="seen_on")
    if not (was_seen and seen_alone) and not because.strip():
        raise Refused("Enter why the child was not seen, or not seen alone.", field="because")
    if was_seen and seen_on:
        check_between(assessment.referred_on, seen_on, "visited", "seen_on")
        assessment.seen_on = seen_on
        assessment.seen_alone = bool(seen_alone or assessment.seen_alone)
    assessment.not_seen_because = "" if assessment.seen_alone else because


@action(ASSESSMENT, "Record the internal review")
def record_review_point(
    assessment: Assessment, *, by: Actor, reviewed_on: date, reviewed: str
) -> None:
    """Record what came of looking at the assessment half way."""
    if assessment.reviewed_on:
        raise Refused(f"The review of {day_label(assessment.reviewed_on)} is on record already.")
    if not reviewed.strip():
        raise Refused("Enter what was agreed.", field="reviewed")
    check_between(assessment.started_on, reviewed_on, "reviewed", "reviewed_on")
    assessment.reviewed_on = assessment.review_ended_on = reviewed_on
    assessment.reviewed = reviewed


@action(ASSESSMENT, "Write the assessment")
def write_assessment(
    assessment: Assessment, *, by: Actor, child_says: str = "", parents_say: str = "",
    analysis: str = "", factors: Collection[str] = (), result: str = "",
) -> None:  # fmt: skip
    """Keep what is written so far: views, factors, analysis, what it leads to."""
    if result and result not in Result.values:
        raise Refused("Select what the assessment leads to.", field="result")
    assessment.factors = in_order(factors)
    assessment.child_says, assessment.parents_say = child_says, parents_say
    assessment.analysis, assessment.result = analysis, result


@action(ASSESSMENT, "Send the assessment to the manager")
def submit_assessment(assessment: Assessment, *, by: Actor) -> None:
    """Send an assessment to the manager, when all that it needs is there."""
    missing = what_is_missing(assessment)
    if missing:
        raise Refused(f"The assessment is not finished. Missing: {', '.join(missing)}.")
    in_order(assessment.factors)
    assessment.submitted_on = today()
    _tell(assessment, assessment.team_id, SENT, holding="front_door.authorise_assessment")


@action(ASSESSMENT, "Return the assessment to the worker")
def return_assessment(assessment: Assessment, *, by: Actor, because: str) -> None:
    """Give an assessment back to whoever wrote it, with what is to be done."""
    if not because.strip():
        raise Refused("Enter what is to be done.", field="because")
    assessment.returned_because, assessment.submitted_on = because, None
    _tell(assessment, assessment.worker_id, RETURNED)


@action(ASSESSMENT, "Authorise the assessment")
def authorise_assessment(
    assessment: Assessment, *, by: Actor, told: bool, because: str = ""
) -> None:
    """Authorise an assessment that somebody else wrote: by this day the family has been told.

    The DfE counts to the day on which the family and agencies were told and a manager agreed.
    """
    wrote = Transition.objects.filter(subject=assessment.pk, action__in=WRITING, user=by.user)
    if wrote.exists():
        raise Refused("You wrote or sent this assessment. Another manager must authorise it.")
    if not told:
        raise Refused("Tell the family and the agencies of the outcome first, then authorise.",
                      field="told")  # fmt: skip
    in_order(assessment.factors)
    assessment.authorised_on, assessment.authorised_by_id = today(), by.user
    assessment.authorised_because = because
    if assessment.review_ended_on is None:
        assessment.review_ended_on = today()
    _tell(assessment, assessment.worker_id, AUTHORISED)


@action(ASSESSMENT, "Hand over with its case")
def hand_over_assessment(
    assessment: Assessment, *, by: Actor, team: Team, worker: UUID | None
) -> None:
    """Let the team hold an assessment, and the worker answer for it, who have its case now."""
    assessment.team_id, assessment.organisation_id = team.pk, team.organisation_id
    if assessment.authorised_on is None:
        assessment.worker_id = worker


def what_is_missing(assessment: Assessment) -> list[str]:
    """Return what an assessment needs before it can be sent, in words."""
    needed = {
        "that the child was seen, or why not": (assessment.seen_on or assessment.not_seen_because),
        "factors": assessment.factors,
        "analysis": assessment.analysis.strip(),
        "what it leads to": assessment.result,
    }
    return [words for words, there in needed.items() if not there]


def in_order(factors: Collection[str], on: date | None = None) -> list[str]:
    """Return each factor once, as the code set has them; refuse what does not go together."""
    valid = codes("cin/assessment_factor", on=on or today())
    gone = [each for each in factors if each not in valid]
    if gone:
        raise Refused("Choose factors that are in use today.", field="factors")
    chosen = [code for code in valid if code in factors]
    if NO_FACTORS in chosen and len(chosen) > 1:
        raise Refused(f"“{valid[NO_FACTORS]}” excludes all other factors. Choose either.",
                      field="factors")  # fmt: skip
    return chosen


def _tell(assessment: Assessment, whom: UUID | None, about: str, holding: str = "") -> None:
    if whom:
        link = reverse("front_door:assessment", args=[assessment.pk])
        notify.tell(whom, about=about, link=link, holding=holding)


def check_between(first: date, on: date, what: str, field: str) -> None:
    """Refuse a day before the first that it can be, or to come. Raises Refused."""
    if on > today():
        raise Refused(f"It must have been {what} today or in the past.", field=field)
    if on < first:
        raise Refused(f"It must have been {what} on or after {day_label(first)}.", field=field)
