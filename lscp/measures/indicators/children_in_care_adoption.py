"""Adoption: children adopted from care, and how long each step took.

The decision is that the child should be placed for adoption, the match is that with the adopters,
the placement is the first day with them as such. What the return has of these is in its table of
adoptions (AD1) and in the child's episodes.
"""

from functools import partial

import narwhals as nw

from lscp.core.calendar_days import days_between
from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import adoptions
from lscp.measures.indicators import rows_of_care as of
from lscp.measures.indicators.adoptions import ADOPTED
from lscp.measures.indicators.children_in_care import AGE, CHILD, SOURCE

PERSON = "ssd_permanence.perm_person_id"
DECIDED = "ssd_permanence.perm_adm_decision_date"
MATCHED = "ssd_permanence.perm_matched_date"
ENTERED = "ssd_cla_episodes.clae_entered_care_date"
FEW = "Few children are adopted in a year: one child moves the figure."

adoption_indicator = partial(
    indicator, theme="Adoption", sets=AGE, needs=of.EPISODES, owner="Head of adoption",
    source=SOURCE, caveats=(FEW,),
)  # fmt: skip


@adoption_indicator(
    "IND188",
    title="Children adopted from care",
    each="person",
    by=CHILD,
    questions=(
        "Which children with a plan for adoption wait, and for whom?",
        "Were brothers and sisters adopted together?",
    ),
)
def adopted(facts: Facts, period: Period) -> Rows:
    """Children whose time in care ended in the period because they were adopted (E11, E12).

    Age is that of the day. Children who are placed for adoption and not adopted yet do not count.
    """
    return adoptions.adopted(facts, period)


@adoption_indicator(
    "IND189",
    title="Children who left care by adoption",
    unit="percentage",
    each="person",
    questions=(
        "Did other ways to a permanent home grow or shrink with it?",
        "What did the courts decide that the authority had not expected?",
    ),
)
def share_adopted(facts: Facts, period: Period) -> Rows:
    """Of the children who ceased to be looked after in the period, those who were adopted.

    Ceasing is as in IND063. Special guardianship orders do not count.
    """
    rows = of.ceasing(facts, period)
    numerator = nw.col("ceased_because").is_in(list(ADOPTED)).fill_null(False)
    return rows.with_columns(numerator=numerator)


@adoption_indicator(
    "IND196",
    title="Placed for adoption within 12 months of the decision",
    unit="percentage",
    better="higher",
    needs=(*of.EPISODES, *of.PLACED, PERSON, DECIDED),
    questions=(
        "Which children waited longer, and what for?",
        "Was the search for adopters begun before the decision?",
    ),
)
def soon(facts: Facts, period: Period) -> Rows:
    """Of the children adopted in the period, those placed with their adopters within 12 months of
    the decision that they should be placed for adoption.

    The day on which it is exactly 12 months counts. A child of whom one of the days is not in the
    source is left out.
    """
    rows = adoptions.timed(facts, period, "decided_on", "placed_on")
    limit = nw.col("decided_on").dt.offset_by("12mo")
    return rows.with_columns(numerator=nw.col("placed_on") <= limit)


def _declare_step(
    identifier: str, title: str, start: str, end: str, *, needs: tuple[str, ...],
    history: bool = False,
) -> None:  # fmt: skip
    """Declare the average time from one step to another."""

    @adoption_indicator(
        identifier,
        title=f"Months from {title}",
        unit="months",
        better="lower",
        history=history,
        needs=(*of.EPISODES, *of.PLACED, *needs),
        questions=(
            "Which children waited longest, and was the wait in the child’s interest?",
            "What could be done while the court decides?",
        ),
    )
    def step(facts: Facts, period: Period) -> Rows:
        """The average time between the two steps that the title names, of the children adopted in
        the period, in months of a twelfth of a year.

        A child of whom one of the days is not in the source, or is before the other, is left out.
        """
        rows = adoptions.timed(facts, period, start, end)
        return rows.with_columns(days=days_between(nw.col(start), nw.col(end)))


_declare_step(
    "IND191", "the decision to the match", "decided_on", "matched_on",
    needs=(PERSON, DECIDED, MATCHED),
)  # fmt: skip
_declare_step(
    "IND192", "the match to the placement", "matched_on", "placed_on", needs=(PERSON, MATCHED)
)
_declare_step("IND193", "the placement to the adoption", "placed_on", "on", needs=())
_declare_step(
    "IND194", "coming into care to the placement", "since", "placed_on", needs=(ENTERED,),
    history=True,
)  # fmt: skip
_declare_step(
    "IND195", "coming into care to the adoption", "since", "on", needs=(ENTERED,), history=True
)
