"""The evaluation: the four criteria are weighed, then the threshold is met or is not."""

from lscp.allegations.models import Allegation, Criterion
from lscp.allegations.models.allegation import Below, Closing
from lscp.allegations.workflow import ALLEGATION
from lscp.core.actions import action, also
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.core.workflow import Refused, stated

from .allegation import coded, keep


@action(ALLEGATION, "Weigh a criterion")
def weigh_threshold(
    allegation: Allegation, *, by: Actor, criterion: str, is_met: bool, because: str
) -> None:
    """Record whether one of the four criteria is met, and why; what was weighed before gives way.

    The history says that it was weighed again.
    """
    coded("lado/criterion", criterion, "criterion")
    row = allegation.criteria.filter(criterion=criterion).first()
    row = row or Criterion(allegation=allegation, criterion=criterion)
    row.is_met, row.weighed_on = is_met, today()
    row.because = stated(because, "Enter why it is met, or is not", "because")
    also(row)


@action(ALLEGATION, "Decide that the threshold is met")
def meet_threshold(allegation: Allegation, *, by: Actor, evaluation: str) -> None:
    """Open the file: at least one criterion is met. Progress counts from when it was received."""
    if not _weighed(allegation):
        raise Refused("No criterion is met. Weigh them again, or close this below the threshold.")
    _evaluate(allegation, by, stated(evaluation, "Enter the reasons", "evaluation"))
    allegation.opened_on, allegation.review_from = allegation.received_on, today()


@action(ALLEGATION, "Close below the threshold")
def close_below_threshold(
    allegation: Allegation, *, by: Actor, below: str, evaluation: str
) -> None:
    """Close the file with what is done instead, since no criterion is met."""
    if _weighed(allegation):
        raise Refused("A criterion is met, so the threshold is. Weigh it again, if it is not.")
    if below not in Below.values:
        raise Refused("Select what is done instead.", field="below")
    _evaluate(allegation, by, stated(evaluation, "Enter the reasons", "evaluation"))
    allegation.below, allegation.closing = below, Closing.BELOW
    allegation.closed_on, allegation.closed_by_id = today(), by.user
    keep(allegation)


def _weighed(allegation: Allegation) -> bool:
    """Say whether any criterion is met. Raises Refused unless all four were weighed."""
    weighed = dict(allegation.criteria.values_list("criterion", "is_met"))
    missing = [label for code, label in codes("lado/criterion").items() if code not in weighed]
    if missing:
        raise Refused(f"Weigh all four criteria first. Missing: {'; '.join(missing)}.")
    return any(weighed.values())


def _evaluate(allegation: Allegation, by: Actor, evaluation: str) -> None:
    allegation.evaluated_on, allegation.evaluated_by_id = today(), by.user
    allegation.evaluation = evaluation
