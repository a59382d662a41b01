"""Rules about the factors that assessments found. See `cin.factors` for the ways they are given."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.cin.rules import EPISODE, error, query
from lscp.returns.cin.rules.cin_details_episodes import AFTER_ASSESSMENT
from lscp.returns.rules import Rows, Tables

_error, _query = error("Assessments"), query("Assessments")

END, FACTORS = "AssessmentAuthorisationDate", "AssessmentFactors"
NONE_FOUND = "21"
WITHDRAWN = 2025
"""The collection year from which the two queries are asked; the schema dropped both in 2021."""


@_error("8614", {"Assessments": (END, FACTORS)})
def factors_without_an_end(tables: Tables) -> Rows:
    """The assessment has factors and is not completed. Enter the day it was authorised, or leave
    the factors out until it is."""
    unfinished = nw.col(f"{END}_on").is_null()
    return tables.Assessments.filter(unfinished & ~nw.col(FACTORS).is_null())


@_error("8869", {"Assessments": (FACTORS,)})
def none_found_among_others(tables: Tables) -> Rows:
    """The assessment has factor 21, that there were none, beside other factors. Take away 21, or
    the others."""
    codes = _codes(tables)
    none = codes.filter(nw.col("code") == NONE_FOUND).select("assessment").unique()
    others = codes.filter(nw.col("code") != NONE_FOUND).select("assessment").unique()
    return codes.join(none, on="assessment", how="semi").join(others, on="assessment", how="semi")


@_query(
    "8873Q",
    {
        "CINdetails": ("ReasonForClosure",),
        "Assessments": (FACTORS,),
        "AssessmentFactorsList": ("AssessmentFactor",),
    },
)
def nothing_found_and_not_closed_so(tables: Tables) -> tuple[Rows, ...]:
    """The only assessment of the episode found no factors (21), and the episode was not closed
    after assessment (RC8 or RC9). Correct the factors or the reason, or say what was done."""
    other = nw.col("ReasonForClosure").is_null() | ~nw.col("ReasonForClosure").is_in(
        AFTER_ASSESSMENT
    )
    episodes = tables.CINdetails.filter(other).select(
        nw.col("row").alias("row_CINdetails"), *EPISODE
    )
    assessments = tables.Assessments.select(*EPISODE, "assessment").unique()
    twice = shapes.groups_with_more_than(assessments, EPISODE, 1)
    codes = _codes(tables).filter(nw.col("code") == NONE_FOUND)
    codes = codes.join(twice, on=list(EPISODE), how="anti")
    found = episodes.join(codes, on=list(EPISODE)).rename({"row": "row_Assessments"})
    listed = tables.AssessmentFactorsList.filter(nw.col("AssessmentFactor") == NONE_FOUND)
    listed = listed.join(found.select(*EPISODE).unique(), on=list(EPISODE), how="semi")
    return found, listed.select(nw.col("row").alias("row_AssessmentFactorsList"))


@_query("8897Q", {"Assessments": (END, FACTORS)})
def ended_without_factors(tables: Tables) -> Rows:
    """The assessment was completed in the year and has no factors. Enter the factors it found,
    or 21 if it found none."""
    end = nw.col(f"{END}_on")
    ended = (end >= tables.start) & (end <= tables.end)
    return tables.Assessments.filter(ended & nw.col(FACTORS).is_null())


@_error("8898", {"Assessments": (FACTORS,), "AssessmentFactorsList": ("AssessmentFactor",)})
def factor_twice(tables: Tables) -> tuple[Rows, ...]:
    """The assessment has the same factor more than once. Keep it once."""
    twice = shapes.groups_with_more_than(_codes(tables), ("assessment", "code"), 1)
    listed = shapes.groups_with_more_than(
        tables.AssessmentFactorsList, ("assessment", "AssessmentFactor"), 1
    )
    return (
        twice.select(nw.col("row").alias("row_Assessments")),
        listed.select(nw.col("row").alias("row_AssessmentFactorsList")),
    )


@_query("8945Q", {"Assessments": (FACTORS,)}, since=WITHDRAWN)
def physical_abuse_by_whom(tables: Tables) -> Rows:
    """Factor 18A is no longer used. Use 18B for physical abuse by a child, or 18C for physical
    abuse by an adult."""
    return _codes(tables).filter(nw.col("code") == "18A")


@_query("8950Q", {"Assessments": (FACTORS,)}, since=WITHDRAWN)
def sexual_abuse_by_whom(tables: Tables) -> Rows:
    """Factor 19A is no longer used. Use 19B for sexual abuse by a child, or 19C for sexual abuse
    by an adult."""
    return _codes(tables).filter(nw.col("code") == "19A")


def _codes(tables: Tables) -> Rows:
    """Return a row for each factor of each assessment: row, keys, assessment, code."""
    factors = tables.Assessments.select(
        "row", *EPISODE, "assessment", nw.col(FACTORS).alias("code")
    )
    return factors.explode("code").filter(~nw.col("code").is_null())
