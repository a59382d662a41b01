"""How children in care feel, and whether they were convicted: the rest of the table OC2.

The strengths and difficulties questionnaire (SDQ) is for children aged 5 to 16: 0 to 13 points
are normal, 14 to 16 borderline, 17 to 40 a cause for concern. Ages are those of 31 March.
"""

from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators.children_in_care import SOURCE
from lscp.measures.indicators.children_in_care_health import BORN, LATE, NEEDS, YES, aged
from lscp.measures.indicators.rows import WHO, flagged

SCORES = ("ssd_sdq_scores.csdq_person_id", "ssd_sdq_scores.csdq_sdq_score")
YOUNGEST, OLDEST = 5, 16
NORMAL, BORDERLINE, HIGHEST = 13, 16, 40

wellbeing_indicator = partial(
    indicator, theme="Health of children in care", unit="percentage",
    needs=(*NEEDS, *BORN, *SCORES), owner="Designated nurse for children in care",
    source=f"{SOURCE}, outcomes", caveats=(LATE,),
)  # fmt: skip


@wellbeing_indicator(
    "IND182",
    title="SDQ scores received",
    better="higher",
    questions=(
        "Which carers were not asked, and which did not answer?",
        "Who reads the score, and what happens then?",
    ),
)
def received(facts: Facts, period: Period) -> Rows:
    """Of the children aged 5 to 16 looked after for 12 months, those of whom a score was received.

    A questionnaire that was refused, or not asked for, does not count.
    """
    rows = aged(facts, period, YOUNGEST, OLDEST)
    return flagged(rows, _scores(facts), "numerator", on=WHO)


@wellbeing_indicator(
    "IND074",
    title="Average SDQ score",
    unit="score",
    better="lower",
    questions=(
        "Is the average low because children are well, or because those who are not are missing?",
        "How does each child’s score change from year to year?",
    ),
)
def average_score(facts: Facts, period: Period) -> Rows:
    """The average score of the children aged 5 to 16 looked after for 12 months.

    Children of whom no score was received do not count. A high score is a sign of difficulties.
    """
    return _scored(facts, period).with_columns(days=nw.col("score"))


@wellbeing_indicator(
    "IND183",
    title="SDQ scores by band",
    unit="share",
    by=("sdq_band",),
    questions=(
        "What help did each child with a cause for concern get?",
        "How long is the wait for it?",
    ),
)
def bands(facts: Facts, period: Period) -> Rows:
    """The children aged 5 to 16 looked after for 12 months of whom a score was received, as shares
    by its band: normal (0 to 13), borderline (14 to 16) or a cause for concern (17 to 40).

    Children without a score do not count.
    """
    score = nw.col("score")
    band = (
        nw.when(score <= NORMAL)
        .then(nw.lit("NORMAL"))
        .when(score <= BORDERLINE)
        .then(nw.lit("BORDERLINE"))
        .otherwise(nw.lit("CONCERN"))
    )
    return _scored(facts, period).with_columns(sdq_band=band)


@wellbeing_indicator(
    "IND184",
    title="Children in care convicted or cautioned",
    better="lower",
    needs=(*NEEDS, *BORN, "lscp_cla_outcomes.lscp_convicted"),
    owner="Head of youth justice",
    questions=(
        "How many offences were in the child’s own placement, and who called the police?",
        "How many of these children were exploited?",
    ),
)
def convicted(facts: Facts, period: Period) -> Rows:
    """Of the children aged 10 to 17 looked after for 12 months, those who were convicted, or given
    a youth caution or a youth conditional caution, in the year.

    Younger children do not count; a child without a date of birth is left out.
    """
    rows = aged(facts, period, 10, 17)
    return rows.with_columns(numerator=nw.col("convicted").is_in(list(YES)).fill_null(False))


def _scores(facts: Facts) -> Rows:
    """Return the score of each child, the highest where there are several."""
    said = nw.col("csdq_sdq_score")
    number = nw.when(said.str.contains(r"^[0-9]{1,2}$")).then(said).cast(nw.Int64)
    rows = facts.ssd_sdq_scores.select(
        "lscp_authority", nw.col("csdq_person_id").alias("person"), number.alias("score")
    )
    rows = rows.filter(nw.col("score") <= HIGHEST)
    return rows.group_by(*WHO).agg(nw.col("score").max())


def _scored(facts: Facts, period: Period) -> Rows:
    return aged(facts, period, YOUNGEST, OLDEST).join(_scores(facts), on=list(WHO), how="inner")
