"""Rules about the reviews of a looked-after child, and how the child took part."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.asked import all_rows, filled, is_code, not_of_children, of_children
from lscp.returns.ssda903.care import is_aged, is_one_of
from lscp.returns.ssda903.rules import error

_error = error("Reviews")

UNDER_4 = "PN0"
FROM_4 = ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")


@_error("166", {"Reviews": "REVIEW"}, reads={"Reviews": "REVIEW"})
def review_missing_or_no_date(tables: Tables) -> Rows:
    """The day of the review is missing or is not a date. Enter it as day, month and year."""
    return tables.Reviews.filter(nw.col("REVIEW_on").is_null())


@_error("167", {"Reviews": "REVIEW_CODE"}, reads={"Reviews": "REVIEW REVIEW_CODE"})
def participation_missing_or_not_valid(tables: Tables) -> Rows:
    """How the child took part in the review is missing or no code of the return. Enter PN0 to
    PN7."""
    held = tables.Reviews.filter(filled("REVIEW", "REVIEW_CODE"))
    name = "ssda903/review_participation"
    return shapes.missing_or_not_a_code(held, "REVIEW_CODE", name, tables)


@_error("440", {"Reviews": "DOB REVIEW REVIEW_CODE"}, reads={"Reviews": "DOB REVIEW REVIEW_CODE"})
def said_to_be_under_4(tables: Tables) -> Rows:
    """The child is said to have been under 4 at the review, and was 4 or over. Enter how the child
    took part, or correct the date of birth or of the review."""
    old = is_aged(4, "DOB_on", "REVIEW_on")
    return tables.Reviews.filter(is_code("REVIEW_CODE", UNDER_4) & old)


@_error("441", {"Reviews": "DOB REVIEW REVIEW_CODE"}, reads={"Reviews": "DOB REVIEW REVIEW_CODE"})
def said_to_be_over_4(tables: Tables) -> Rows:
    """It is said how the child took part in the review, and the child was under 4. Enter PN0, or
    correct the date of birth or of the review."""
    young = ~is_aged(4, "DOB_on", "REVIEW_on")
    return tables.Reviews.filter(is_one_of("REVIEW_CODE", FROM_4) & young)


@_error(
    "399",
    {"Episodes": "LS", "Header": "MOTHER", "Reviews": "REVIEW REVIEW_CODE"},
    reads={
        "Episodes": "CHILD LS", "Header": "CHILD MOTHER", "Reviews": "CHILD REVIEW REVIEW_CODE",
    },
)  # fmt: skip
def asked_of_short_breaks(tables: Tables) -> tuple[Rows, ...]:
    """The child had short breaks alone, and motherhood or a review is returned, which is not
    asked. Take them out, or correct the legal status."""
    other = tables.Episodes.filter(~is_one_of("LS", care.SHORT_BREAKS))
    breaks = not_of_children(tables.Episodes, other)
    given = [
        of_children(tables.Header, breaks).filter(~nw.col("MOTHER").is_null()),
        of_children(tables.Reviews, breaks).filter(filled("REVIEW", "REVIEW_CODE")),
    ]
    children = nw.concat([each.select("CHILD") for each in given]).unique()
    return all_rows(tables, children, "Episodes", "Header", "Reviews")
