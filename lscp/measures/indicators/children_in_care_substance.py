"""Children in care with a problem of substance misuse, from the table OC2."""

from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators.children_in_care import SOURCE
from lscp.measures.indicators.children_in_care_health import LATE, YES, outcomes
from lscp.measures.indicators.children_in_care_health import NEEDS as OUTCOMES
from lscp.measures.indicators.rows import WHO, flagged

NEEDS = (*OUTCOMES, *(f"ssd_cla_substance_misuse.clas_{name}" for name in (
    "person_id", "substance_misused",
)))  # fmt: skip

misuse_indicator = partial(
    indicator, theme="Health of children in care", unit="percentage", needs=NEEDS,
    owner="Designated nurse for children in care",
    source=f"{SOURCE}, outcomes", caveats=(LATE,),
)  # fmt: skip


@misuse_indicator(
    "IND185",
    title="Children in care with a substance misuse problem",
    better="lower",
    questions=(
        "Who looks for it, and how?",
        "Is exploitation behind it?",
    ),
)
def substance_misuse(facts: Facts, period: Period) -> Rows:
    """Of the children looked after for 12 months, those found to have a problem of substance misuse
    in the year.

    A child of whom nothing is recorded does not count.
    """
    return flagged(outcomes(facts, period), _misusing(facts), "numerator", on=WHO)


@misuse_indicator(
    "IND186",
    title="Children in care helped with a substance misuse problem",
    better="higher",
    needs=(*NEEDS, "ssd_cla_substance_misuse.clas_intervention_received"),
    questions=(
        "How long did they wait for it?",
        "Did it help, and who asked the child?",
    ),
)
def helped(facts: Facts, period: Period) -> Rows:
    """Of the children with a problem of substance misuse, those who received an intervention.

    Children of whom none is recorded do not count, nor do those who were offered one and refused.
    """
    return _of_those_misusing(facts, period, "clas_intervention_received")


@misuse_indicator(
    "IND187",
    title="Children in care who refused help with a substance misuse problem",
    needs=(*NEEDS, "ssd_cla_substance_misuse.lscp_intervention_offered"),
    questions=(
        "Who offered it, and where?",
        "Was anything else offered later?",
    ),
)
def refused(facts: Facts, period: Period) -> Rows:
    """Of the children with a problem of substance misuse, those offered help who refused it.

    Children who received it do not count.
    """
    return _of_those_misusing(facts, period, "lscp_intervention_offered")


def _misusing(facts: Facts) -> Rows:
    found = nw.col("clas_substance_misused").is_in(list(YES))
    return facts.ssd_cla_substance_misuse.filter(found).rename({"clas_person_id": "person"})


def _of_those_misusing(facts: Facts, period: Period, answer: str) -> Rows:
    misusing = _misusing(facts)
    rows = outcomes(facts, period).join(misusing.select(*WHO).unique(), on=list(WHO), how="semi")
    said = misusing.filter(nw.col(answer).is_in(list(YES)))
    return flagged(rows, said, "numerator", on=WHO)
