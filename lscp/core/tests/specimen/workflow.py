"""What may happen to a visit."""

from django.db.models import TextChoices

from lscp.core.workflow import NEW, Workflow


class ChildState(TextChoices):
    KNOWN = "known", "Known"


class VisitState(TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"


CHILD = Workflow("specimen.Child", states=ChildState, moves={"record_child": (NEW, "known")})
VISIT = Workflow(
    "specimen.Visit",
    states=VisitState,
    moves={
        "plan_visit": (NEW, VisitState.PLANNED),
        "move_visit": (VisitState.PLANNED, None),
        "arrange_visit": (NEW, VisitState.PLANNED),
        "redo_visit": (VisitState.PLANNED, None),
        "hand_visit_over": (VisitState.PLANNED, None),
        "hold_visit": (VisitState.PLANNED, VisitState.HELD),
    },
)
