"""What may happen to an escalation, and the clock of each of its stages."""

from django.db.models import TextChoices

from lscp.core.workflow import NEW, Runs, Workflow


class EscalationState(TextChoices):
    """Whose turn it is, or how it ended."""

    RAISED = "raised", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    RESOLVED = "resolved", "Resolved"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN = (EscalationState.RAISED, EscalationState.ANSWERED)

ESCALATION = Workflow(
    "core.Escalation",
    states=EscalationState,
    moves={
        "raise_escalation": (NEW, EscalationState.RAISED),
        "answer_escalation": (EscalationState.RAISED, EscalationState.ANSWERED),
        "move_escalation": (OPEN, EscalationState.RAISED),
        "attach_to_escalation": (OPEN, None),
        "resolve_escalation": (OPEN, EscalationState.RESOLVED),
        "withdraw_escalation": (OPEN, EscalationState.WITHDRAWN),
    },
    clocks=[
        Runs(f"escalation_{n}", starts_on=f"stage_{n}_on", stops_on=f"stage_{n}_ended_on")
        for n in (1, 2, 3, 4)
    ],
)
