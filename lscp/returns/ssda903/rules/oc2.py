"""Rules about the health and conduct of children looked after for twelve months."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903.asked import HEALTH, birthday, filled, is_code, lacking
from lscp.returns.ssda903.care import is_one_of
from lscp.returns.ssda903.rules import error

_error = error("OC2")

ALL = " ".join(HEALTH)
ALWAYS = ("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")
"""What is asked of every child, whatever the age."""
INTERVENTIONS = ("INTERVENTION_RECEIVED", "INTERVENTION_OFFERED")
HIGHEST_SCORE = 40


@_error("158", {"OC2": "INTERVENTION_RECEIVED INTERVENTION_OFFERED"},
        reads={"OC2": "INTERVENTION_RECEIVED INTERVENTION_OFFERED"})  # fmt: skip
def received_and_offered(tables: Tables) -> Rows:
    """The child received an intervention for substance misuse, and it is said too whether one was
    offered. Take out whether one was offered."""
    offered = ~nw.col("INTERVENTION_OFFERED").is_null()
    return tables.OC2.filter(is_code("INTERVENTION_RECEIVED", "1") & offered)


@_error("159", {"OC2": "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED"},
        reads={"OC2": "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED"})  # fmt: skip
def not_received_and_not_said_whether_offered(tables: Tables) -> Rows:
    """The child has a substance misuse problem and received no intervention, and it is not said
    whether one was offered. Enter 1 or 0."""
    problem, none = is_code("SUBSTANCE_MISUSE", "1"), is_code("INTERVENTION_RECEIVED", "0")
    return tables.OC2.filter(problem & none & nw.col("INTERVENTION_OFFERED").is_null())


@_error("180", {"OC2": "SDQ_SCORE"}, reads={"OC2": "SDQ_SCORE"})
def score_not_valid(tables: Tables) -> Rows:
    """The strengths and difficulties score is no whole number from 0 to 40. Correct it, or leave
    it empty and give the reason why there is none."""
    score = nw.col("SDQ_SCORE_n")
    valid = ((score >= 0) & (score <= HIGHEST_SCORE)).fill_null(False)
    return tables.OC2.filter(~nw.col("SDQ_SCORE").is_null() & ~valid)


@_error("181", {"OC2": ALL}, reads={"OC2": ALL})
def neither_yes_nor_no(tables: Tables) -> Rows:
    """An item about a child looked after for twelve months is neither 0 nor 1. Enter 1 for yes,
    0 for no."""
    wrong = (~nw.col(c).is_null() & ~is_one_of(c, ("0", "1")) for c in HEALTH)
    return tables.OC2.filter(nw.any_horizontal(*wrong, ignore_nulls=True))


@_error("182", {"OC2": ALL}, reads={"OC2": ALL})
def partly_completed(tables: Tables) -> Rows:
    """Some items about a child looked after for twelve months are given, and immunisations, teeth
    check, health assessment or substance misuse is missing. Enter these four, or take out all."""
    return tables.OC2.filter(filled(*HEALTH) & lacking(*ALWAYS))


@_error("188", {"OC2": "SDQ_SCORE SDQ_REASON"}, reads={"OC2": "DOB SDQ_SCORE SDQ_REASON"})
def score_under_4(tables: Tables) -> Rows:
    """The child is under 4 at the end of the year, and has a strengths and difficulties score or a
    reason for having none. Take them out, or correct the date of birth."""
    return tables.OC2.filter((birthday(4) > tables.end) & filled("SDQ_SCORE", "SDQ_REASON"))


@_error("189", {"OC2": "DOB SDQ_SCORE SDQ_REASON"}, reads={"OC2": "DOB SDQ_SCORE SDQ_REASON"})
def score_from_17(tables: Tables) -> Rows:
    """The child was 17 or over when the year started, and has a strengths and difficulties score
    or a reason for having none. Take them out, or correct the date of birth."""
    return tables.OC2.filter((birthday(17) <= tables.start) & filled("SDQ_SCORE", "SDQ_REASON"))


@_error("192", {"OC2": "SUBSTANCE_MISUSE INTERVENTION_RECEIVED"},
        reads={"OC2": "SUBSTANCE_MISUSE INTERVENTION_RECEIVED"})  # fmt: skip
def problem_and_not_said_whether_received(tables: Tables) -> Rows:
    """The child has a substance misuse problem, and it is not said whether an intervention was
    received. Enter 1 or 0."""
    unsaid = nw.col("INTERVENTION_RECEIVED").is_null()
    return tables.OC2.filter(is_code("SUBSTANCE_MISUSE", "1") & unsaid)


@_error("193", {"OC2": "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED"},
        reads={"OC2": "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED"})  # fmt: skip
def intervention_without_problem(tables: Tables) -> Rows:
    """The child has no substance misuse problem, and it is said whether an intervention was
    received or offered. Correct the first, or take out the others."""
    return tables.OC2.filter(~is_code("SUBSTANCE_MISUSE", "1") & filled(*INTERVENTIONS))


@_error("196", {"OC2": "SDQ_REASON"}, reads={"OC2": "SDQ_REASON"})
def reason_not_valid(tables: Tables) -> Rows:
    """The reason for having no strengths and difficulties score is no code of the return. Enter
    SDQ1 to SDQ5."""
    return shapes.not_a_code(tables.OC2, "SDQ_REASON", "ssda903/sdq_reason", tables)


@_error("197a", {"OC2": "SDQ_SCORE SDQ_REASON"}, reads={"OC2": "SDQ_SCORE SDQ_REASON"})
def score_and_reason_for_none(tables: Tables) -> Rows:
    """The child has a strengths and difficulties score and a reason for having none. Take out
    one."""
    return tables.OC2.filter(~lacking("SDQ_SCORE", "SDQ_REASON"))


@_error("542", {"OC2": "CONVICTED"}, reads={"OC2": "DOB CONVICTED"})
def convicted_under_10(tables: Tables) -> Rows:
    """The child is under 10 at the end of the year, and it is said whether they were convicted.
    Take that out, or correct the date of birth."""
    return tables.OC2.filter((birthday(10) > tables.end) & ~nw.col("CONVICTED").is_null())


@_error("544", {"OC2": " ".join(("CONVICTED", *ALWAYS))},
        reads={"OC2": " ".join(("CONVICTED", *ALWAYS))})  # fmt: skip
def convictions_alone(tables: Tables) -> Rows:
    """It is said whether the child was convicted, and immunisations, teeth check, health
    assessment or substance misuse is missing. Enter these four too."""
    return tables.OC2.filter(~nw.col("CONVICTED").is_null() & lacking(*ALWAYS))


@_error("547", {"OC2": " ".join(("HEALTH_CHECK", *ALWAYS))},
        reads={"OC2": " ".join(("HEALTH_CHECK", *ALWAYS))})  # fmt: skip
def health_checks_alone(tables: Tables) -> Rows:
    """It is said whether the child's health checks are up to date, and immunisations, teeth check,
    health assessment or substance misuse is missing. Enter these four too."""
    return tables.OC2.filter(~nw.col("HEALTH_CHECK").is_null() & lacking(*ALWAYS))
