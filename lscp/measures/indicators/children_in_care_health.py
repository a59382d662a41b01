"""Health of children in care: those looked after for 12 months, as the table OC2 tells of them.

Whoever is in that table was looked after for the whole year up to 31 March, short breaks apart.
Ages are those of 31 March.
"""

from functools import partial

import narwhals as nw

from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period
from lscp.measures.indicators import rows_of_care as of
from lscp.measures.indicators.children_in_care import AGE, SOURCE
from lscp.measures.indicators.rows import WHO, flagged, year_of

NEEDS = ("lscp_cla_outcomes.lscp_person_id",)
BORN = ("ssd_person.pers_person_id", "ssd_person.pers_dob")
CHECKS = tuple(f"ssd_cla_health.clah_{name}" for name in (
    "person_id", "health_check_type", "health_check_status",
))  # fmt: skip
YES = ("Y", "1")
LATE = "A child who was in care for less than 12 months is in none of this."

health_indicator = partial(
    indicator, theme="Health of children in care", unit="percentage", needs=NEEDS, sets=AGE,
    owner="Designated nurse for children in care",
    source=f"{SOURCE}, outcomes", caveats=(LATE,),
)  # fmt: skip


def outcomes(facts: Facts, period: Period) -> Rows:
    """Return the children looked after for the 12 months up to 31 March, on that day."""
    rows = facts.lscp_cla_outcomes.select(
        "lscp_authority",
        nw.col("lscp_person_id").alias("person"),
        nw.col("lscp_convicted").alias("convicted"),
    )
    return rows.with_columns(on=nw.lit(year_of(period).end))


def aged(facts: Facts, period: Period, youngest: int, oldest: int) -> Rows:
    """Return those of some ages; one without a date of birth is left out, and said so."""
    rows = of.with_age(outcomes(facts, period), facts, period)
    inside = nw.col("years").is_between(youngest, oldest)
    return rows.filter(inside | nw.col("born").is_null())


def _checked(rows: Rows, facts: Facts, check: str) -> Rows:
    done = facts.ssd_cla_health.filter(
        nw.col("clah_health_check_type") == check,
        nw.col("clah_health_check_status").is_in(list(YES)),
    ).select("lscp_authority", nw.col("clah_person_id").alias("person"))
    return flagged(rows, done, "numerator", on=WHO)


@health_indicator(
    "IND178",
    title="Children in care for 12 months or more",
    unit="count",
    by=("age", "sex"),
    questions=(
        "Does each of them have a health plan that somebody follows?",
        "How many live so far away that our nurses do not see them?",
    ),
)
def twelve_months(facts: Facts, period: Period) -> Rows:
    """Children who were looked after for the whole 12 months up to 31 March.

    The return names them in its table of outcomes (OC2). Children whose time in care had a gap, or
    began later, do not count, nor do short breaks.
    """
    return outcomes(facts, period)


@health_indicator(
    "IND073",
    title="Health assessments up to date",
    better="higher",
    needs=(*NEEDS, *CHECKS),
    questions=(
        "Which children refused, and what were they offered instead?",
        "How long does a child placed out of the area wait?",
    ),
)
def health_assessments(facts: Facts, period: Period) -> Rows:
    """Of the children looked after for 12 months, those who had their health assessments.

    A child under 5 is to have two in the year, others one. A child of whom nothing is recorded does
    not count as assessed.
    """
    return _checked(outcomes(facts, period), facts, "HEALTH_ASSESSMENT")


@health_indicator(
    "IND179",
    title="Dental checks up to date",
    better="higher",
    needs=(*NEEDS, *CHECKS),
    questions=(
        "Are there dentists who take these children?",
        "How many children wait for treatment that a check found?",
    ),
)
def dental_checks(facts: Facts, period: Period) -> Rows:
    """Of the children looked after for 12 months, those whose teeth a dentist checked in the year.

    A child of whom nothing is recorded does not count as checked.
    """
    return _checked(outcomes(facts, period), facts, "TEETH_CHECK")


@health_indicator(
    "IND180",
    title="Immunisations up to date",
    better="higher",
    needs=(*NEEDS, "ssd_cla_immunisations.clai_person_id",
           "ssd_cla_immunisations.clai_immunisations_status"),
    questions=(
        "Whose consent is missing?",
        "How are unaccompanied children’s immunisations found out?",
    ),
)  # fmt: skip
def immunisations(facts: Facts, period: Period) -> Rows:
    """Of the children looked after for 12 months, those whose immunisations were up to date.

    A child of whom nothing is recorded does not count as immunised.
    """
    done = facts.ssd_cla_immunisations.filter(
        nw.col("clai_immunisations_status").is_in(list(YES))
    ).select("lscp_authority", nw.col("clai_person_id").alias("person"))
    return flagged(outcomes(facts, period), done, "numerator", on=WHO)


@health_indicator(
    "IND181",
    title="Development checks of children under 5 up to date",
    better="higher",
    needs=(*NEEDS, *CHECKS, *BORN),
    questions=(
        "Do health visitors know that the child is in care?",
        "What was done about delays that were found?",
    ),
)
def development_checks(facts: Facts, period: Period) -> Rows:
    """Of the children aged 0 to 4 looked after for 12 months, those whose development checks were
    up to date.

    Older children do not count; a child without a date of birth is left out.
    """
    return _checked(aged(facts, period, 0, 4), facts, "HEALTH_CHECK")
