"""Rules about children looked after for twelve months, of whom more is asked than of others."""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903.asked import (
    ADOPTION,
    HEALTH,
    LEAVER,
    as_rows,
    birthday,
    filled,
    in_the_year,
    is_code,
    lacking,
    not_of_children,
    of_children,
)
from lscp.returns.ssda903.continuous import READS, continuously
from lscp.returns.ssda903.rules import error
from lscp.returns.ssda903.rules.oc2 import ALL, ALWAYS

_error = error("OC2")


def _reads(columns: str) -> dict[str, str]:
    return {"OC2": f"CHILD {columns}", "Episodes": READS}


def _of_the_year(tables: Tables) -> Rows:
    """Return rows of children looked after for the whole year."""
    return of_children(tables.OC2, continuously(tables))


def _of_others(tables: Tables) -> Rows:
    """Return rows of children who were not, those without an episode included."""
    return not_of_children(tables.OC2, continuously(tables))


def _no_score(tables: Tables) -> nw.Expr:
    return nw.col("SDQ_SCORE").is_null() & nw.col("SDQ_REASON").is_null()


@_error("157", {"OC2": "SDQ_REASON DOB"}, reads=_reads("DOB SDQ_SCORE SDQ_REASON"))
def reason_of_age_within_the_ages(tables: Tables) -> Rows:
    """There is no strengths and difficulties score because of the child's age, and the child was
    4 or over when the year started and no more than 16 when it ended. Enter the score, or the
    real reason for having none."""
    of_age = (birthday(4) <= tables.start) & (birthday(16) >= tables.end)
    no_score = nw.col("SDQ_SCORE").is_null() & is_code("SDQ_REASON", "SDQ1")
    return _of_the_year(tables).filter(of_age & no_score)


@_error("185", {"OC2": "SDQ_SCORE"}, reads=_reads("SDQ_SCORE"))
def score_of_less_than_a_year(tables: Tables) -> Rows:
    """The child was not looked after for the whole year, and has a strengths and difficulties
    score. Take it out, or correct the episodes."""
    return _of_others(tables).filter(~nw.col("SDQ_SCORE").is_null())


@_error("186", {"OC2": "SDQ_SCORE"}, reads=_reads("DOB SDQ_SCORE SDQ_REASON"))
def score_missing(tables: Tables) -> Rows:
    """The child was looked after for the whole year, 4 or over when it started and under 17 when
    it ended, and has neither a strengths and difficulties score nor a reason for having none.
    Enter one of them."""
    of_age = (birthday(4) <= tables.start) & (birthday(17) > tables.end)
    return _of_the_year(tables).filter(of_age & _no_score(tables))


@_error("190", {"OC2": ALL}, reads=_reads(ALL))
def items_of_less_than_a_year(tables: Tables) -> Rows:
    """The child was not looked after for the whole year, and has items that are asked only of
    those who were. Take them out, or correct the episodes."""
    return _of_others(tables).filter(filled(*HEALTH))


@_error("191", {"OC2": " ".join(ALWAYS), "Episodes": "CHILD"}, reads=_reads(" ".join(ALWAYS)))
def items_missing(tables: Tables) -> tuple[Rows, ...]:
    """The child was looked after for the whole year, and immunisations, teeth check, health
    assessment or substance misuse is missing, or all of OC2. Enter 1 or 0 for each."""
    cared = of_children(in_the_year(tables), continuously(tables))
    return (
        as_rows(_of_the_year(tables).filter(lacking(*ALWAYS)), "OC2"),
        as_rows(not_of_children(cared, tables.OC2), "Episodes"),
    )


@_error("197B", {"OC2": "SDQ_REASON DOB"}, reads=_reads("DOB SDQ_SCORE SDQ_REASON"))
def score_missing_at_the_edges(tables: Tables) -> Rows:
    """The child was looked after for the whole year and is 4 or 17 at its end, and has neither a
    strengths and difficulties score nor a reason for having none. Enter one of them."""
    is_4 = (birthday(4) <= tables.end) & (birthday(5) > tables.end)
    is_17 = (birthday(17) <= tables.end) & (birthday(18) > tables.end)
    return _of_the_year(tables).filter((is_4 | is_17) & _no_score(tables))


@_error("198", {"OC2": "SDQ_REASON"}, reads=_reads("SDQ_REASON"))
def reason_of_less_than_a_year(tables: Tables) -> Rows:
    """The child was not looked after for the whole year, and has a reason for having no strengths
    and difficulties score. Take it out, or correct the episodes."""
    return _of_others(tables).filter(~nw.col("SDQ_REASON").is_null())


@_error("543", {"OC2": "DOB CONVICTED"}, reads=_reads("DOB CONVICTED"))
def convictions_missing(tables: Tables) -> Rows:
    """The child was looked after for the whole year and is 10 or over at its end, and it is not
    said whether they were convicted. Enter 1 or 0."""
    of_age = birthday(10) <= tables.end
    return _of_the_year(tables).filter(of_age & nw.col("CONVICTED").is_null())


@_error("545", {"OC2": "DOB HEALTH_CHECK"}, reads=_reads("DOB HEALTH_CHECK"))
def health_checks_missing(tables: Tables) -> Rows:
    """The child was looked after for the whole year and is under 5 at its end, and it is not said
    whether the health checks are up to date. Enter 1 or 0."""
    young = birthday(5) > tables.end
    return _of_the_year(tables).filter(young & nw.col("HEALTH_CHECK").is_null())


@_error("546", {"OC2": "DOB HEALTH_CHECK"}, reads=_reads("DOB HEALTH_CHECK"))
def health_checks_from_5(tables: Tables) -> Rows:
    """The child is 5 or over at the end of the year, and it is said whether the health checks of
    younger children are up to date. Take that out, or correct the date of birth."""
    of_age = birthday(5) <= tables.end
    return _of_the_year(tables).filter(of_age & ~nw.col("HEALTH_CHECK").is_null())


@_error(
    "187",
    {"AD1": " ".join(ADOPTION), "OC3": " ".join(LEAVER)},
    reads={"AD1": "CHILD", "OC3": "CHILD", "Episodes": READS},
)
def looked_after_and_left(tables: Tables) -> tuple[Rows, ...]:
    """The child was looked after for the whole year and at its end, and is returned as adopted or
    as a care leaver. Take that out, or correct the episodes."""
    children = continuously(tables)
    adopted = of_children(tables.AD1, children).filter(filled(*ADOPTION))
    left = of_children(tables.OC3, children).filter(filled(*LEAVER))
    return as_rows(adopted, "AD1"), as_rows(left, "OC3")
