"""Everything that can be done to an escalation."""

from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from lscp.core import attachments, notify
from lscp.core.actions import action, also
from lscp.core.escalations.stages import LAST, stages
from lscp.core.escalations.workflow import ESCALATION
from lscp.core.models import Escalation, EscalationDocument, EscalationStep
from lscp.core.named import name_on
from lscp.core.policy import Actor, Reach
from lscp.core.time import today
from lscp.core.workflow import Refused

from .policy import TOLD

RAISED = notify.message(
    "core.escalation_raised", "An escalation to your organisation waits for an answer by {due_on}"
)
MOVED = notify.message(
    "core.escalation_moved",
    "An escalation to your organisation is now in stage {stage}, to be answered by {due_on}",
)
ANSWERED = notify.message("core.escalation_answered", "An escalation that you raised was answered")
ENDED = notify.message(
    "core.escalation_ended", "An escalation between your organisation and another has ended"
)
Kind = EscalationStep.Kind
WIDE = {Reach.AUTHORITY, Reach.ALL}


@action(ESCALATION, "Raise an escalation")
def raise_escalation(
    escalation: Escalation, *, by: Actor, answering: Any, theme: str, reason: str, wanted: str,
    person: Any = None, about: Any = None,
) -> None:  # fmt: skip
    """Record that my organisation challenges another, about a person or one of their records."""
    asked = UUID(str(answering))
    if by.organisation is None or asked == by.organisation:
        raise Refused("An escalation is between two organisations. Select another than your own.")
    if person is not None and person.restricted:
        raise Refused(
            "Records about this person are restricted, so the other organisation could not read "
            "an escalation. Speak to its safeguarding lead."
        )
    escalation.person, escalation.raiser_id, escalation.raised_by = person, by.organisation, by.user
    escalation.team_id, escalation.organisation_id = None, asked
    escalation.authority = person.authority if person is not None else by.authority
    if about is not None:
        escalation.subject, escalation.subject_type = about.pk, about._meta.label
    escalation.theme, escalation.reason, escalation.wanted = theme, reason, wanted
    escalation.raised_on = escalation.stage_1_on = today()
    name_on(escalation, by.organisation)
    _tell_asked(escalation, RAISED, due_on=stages()[1].due(today()))


@action(ESCALATION, "Answer the escalation")
def answer_escalation(escalation: Escalation, *, by: Actor, answer: str) -> None:
    """Record what my organisation answers, in this stage."""
    if by.organisation != escalation.organisation_id:
        raise Refused("Only the organisation that was asked can answer.")
    _end_stage(escalation)
    _step(escalation, by, Kind.ANSWER, answer)
    _tell_raiser(escalation, ANSWERED)


@action(ESCALATION, "Move to the next stage")
def move_escalation(escalation: Escalation, *, by: Actor, why: str) -> None:
    """Record that it is not settled, and goes to more senior people."""
    _by_raiser(escalation, by, "core.move_escalation")
    if escalation.stage == LAST:
        raise Refused("This is the last stage. Resolve the escalation with what was decided.")
    _end_stage(escalation)
    _step(escalation, by, Kind.MOVE, why)
    escalation.stage += 1
    setattr(escalation, f"stage_{escalation.stage}_on", today())
    due_on = stages()[escalation.stage].due(today())
    _tell_asked(escalation, MOVED, stage=escalation.stage, due_on=due_on)


@action(ESCALATION, "Attach a document")
def attach_to_escalation(escalation: Escalation, *, by: Actor, document: Any) -> None:
    """Add a document."""
    attachments.add(EscalationDocument, escalation, document, by=by)


@action(ESCALATION, "Resolve the escalation")
def resolve_escalation(escalation: Escalation, *, by: Actor, outcome: str, learned: str) -> None:
    """Record what came of it, and what was learned."""
    _by_raiser(escalation, by, "core.resolve_escalation")
    _end(escalation)
    escalation.outcome, escalation.learned = outcome, learned


@action(ESCALATION, "Withdraw the escalation")
def withdraw_escalation(escalation: Escalation, *, by: Actor, why: str) -> None:
    """Record that my organisation no longer asks for it."""
    _by_raiser(escalation, by, "core.withdraw_escalation")
    _step(escalation, by, Kind.WITHDRAWAL, why)
    _end(escalation)


def _by_raiser(escalation: Escalation, by: Actor, permission: str) -> None:
    """Refuse where neither the organisation that raised it nor a whole authority acts."""
    wide = WIDE & set(by.grants.get(permission, ()))
    if by.organisation != escalation.raiser_id and not wide:
        raise Refused("Only the organisation that raised it, or the service manager, can do this.")


def _end_stage(escalation: Escalation) -> None:
    field = f"stage_{escalation.stage}_ended_on"
    if getattr(escalation, field) is None:
        setattr(escalation, field, today())


def _end(escalation: Escalation) -> None:
    _end_stage(escalation)
    escalation.ended_on = today()
    _tell_asked(escalation, ENDED)
    _tell_raiser(escalation, ENDED)


def _step(escalation: Escalation, by: Actor, kind: Kind, text: str) -> None:
    if by.organisation is None:
        raise Refused("Only somebody who acts for an organisation can do this.")
    also(
        EscalationStep(
            pk=uuid4(),
            escalation=escalation,
            kind=kind,
            stage=escalation.stage,
            text=text,
            on=today(),
            by=by.name,
            organisation_id=by.organisation,
        )  # fmt: skip
    )


def _link(escalation: Escalation) -> str:
    return reverse("core:escalation", args=[escalation.pk])


def _tell_asked(escalation: Escalation, about: str, **details: Any) -> None:
    asked = escalation.organisation_id
    if asked:
        notify.tell(asked, about=about, holding=TOLD, link=_link(escalation), **details)


def _tell_raiser(escalation: Escalation, about: str) -> None:
    if escalation.raised_by:
        notify.tell(escalation.raised_by, about=about, link=_link(escalation))
