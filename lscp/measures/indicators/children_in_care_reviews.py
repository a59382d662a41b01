"""Reviews of children in care: held, in time, and how the child took part."""

from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import reviews_of_care as reviews
from lscp.measures.indicators import rows_of_care as of

NEEDS = (
    *of.EPISODES, "ssd_cla_episodes.clae_cla_id", "ssd_cla_reviews.clar_cla_id",
    "ssd_cla_reviews.clar_cla_review_date",
)  # fmt: skip
PART = "ssd_cla_reviews.clar_cla_review_participation"
TOOK_PART = tuple(f"PN{number}" for number in range(1, 8))
CONTRIBUTED = ("PN1", "PN2", "PN3", "PN5", "PN6")
ATTENDED = ("PN1", "PN2", "PN3", "PN4")

review_indicator = partial(
    indicator, theme="Reviews of children in care", needs=NEEDS,
    owner="Head of independent reviewing officers",
    source="SSDA903, reviews; annual report of the independent reviewing officers",
)  # fmt: skip


@review_indicator(
    "IND065",
    title="Reviews of children in care held",
    needs=(*NEEDS, PART),
    by=("month", "participation"),
    questions=(
        "How many reviews does each reviewing officer chair?",
        "Which children had a review brought forward, and why?",
    ),
)
def held(facts: Facts, period: Period) -> Rows:
    """Reviews of children looked after that were held in the period, each review counting.

    Reviews of children in short breaks do not count, nor does a review that was due and not held.
    """
    return reviews.held(facts)


@review_indicator(
    "IND066",
    title="Reviews of children in care held in time",
    unit="percentage",
    better="higher",
    needs=(*NEEDS, "ssd_cla_episodes.clae_entered_care_date"),
    source="The Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33",
    caveats=(
        "A review that was due and not held at all is late nowhere here.",
        "The first of a year is judged by the last of the year before, where that is loaded.",
    ),
    questions=(
        "Which reviews were put off, and for whose sake?",
        "Did anybody tell the child why the review was late?",
    ),
)
def in_time(facts: Facts, period: Period) -> Rows:
    """Of the reviews held in the period, those held by the day on which they were due.

    The first is due within 20 working days of coming into care, the second within 3 months of the
    first, each later one within 6 months of the one before. A review is left out where the source
    does not say when the child came into care, or was last reviewed, so that no day can be worked
    out, unless it is in time, or late, in any case.
    """
    return reviews.judged(facts, period)


@review_indicator(
    "IND067",
    title="Children who contributed to their review",
    unit="percentage",
    better="higher",
    needs=(*NEEDS, PART),
    by=("month",),
    questions=(
        "Which children gave no view to any review of the year?",
        "Who asks the youngest, and those who do not speak, what they think?",
    ),
)
def contributed(facts: Facts, period: Period) -> Rows:
    """Of the reviews held in the period of children aged 4 and over, those to which the child
    contributed: in person, by an advocate, by signs or by another means (PN1, PN2, PN3, PN5, PN6).

    To attend and say nothing (PN4) is no contribution. Children under 4 (PN0) do not count, and
    reviews without a code of taking part are left out.
    """
    return _took_part(facts, CONTRIBUTED)


@review_indicator(
    "IND068",
    title="Children who attended their review",
    unit="percentage",
    better="higher",
    needs=(*NEEDS, PART),
    by=("month",),
    questions=(
        "Do children choose the day, the place and who is there?",
        "What do those who stay away say about it?",
    ),
)
def attended(facts: Facts, period: Period) -> Rows:
    """Of the reviews held in the period of children aged 4 and over, those that the child
    attended (PN1 to PN4), contributing or not.

    Children under 4 (PN0) do not count, and reviews without a code of taking part are left out.
    """
    return _took_part(facts, ATTENDED)


def _took_part(facts: Facts, codes: tuple[str, ...]) -> Rows:
    how = nw.col("participation")
    rows = reviews.held(facts).filter(~(how == "PN0").fill_null(False))
    known = how.is_in(list(TOOK_PART)).fill_null(False)
    return rows.with_columns(
        numerator=how.is_in(list(codes)),
        left_out=nw.when(~known).then(nw.lit("How the child took part is not recorded")),
    )
