"""Rules about care leavers: whether they are in touch, what they do, where they live."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903.asked import (
    ADOPTION,
    HEALTH,
    LEAVER,
    all_rows,
    birthday,
    filled,
    is_code,
    lacking,
    of_children,
)
from lscp.returns.ssda903.care import is_one_of
from lscp.returns.ssda903.rules import error, query

_error, _query = error("OC3"), query("OC3")

ALL = " ".join(LEAVER)
NOTHING = "0"
"""The code of activity and accommodation where the authority is not in touch."""
NOT_ASKED = ("DIED", "RHOM")
FOYER = ("T", "T1", "T2")
FORMER_CARER = ("Z1", "Z2")


@_error("131", {"OC3": "IN_TOUCH"}, reads={"OC3": "IN_TOUCH"})
def in_touch_missing_or_not_valid(tables: Tables) -> Rows:
    """Whether the authority is in touch with the care leaver is missing or no code of the return.
    Enter YES, NO, DIED, REFU, NREQ or RHOM."""
    return shapes.missing_or_not_a_code(tables.OC3, "IN_TOUCH", "ssda903/in_touch", tables)


@_error("132", {"OC3": "ACTIV"}, reads={"OC3": "ACTIV"})
def activity_missing_or_not_valid(tables: Tables) -> Rows:
    """The care leaver's activity is missing or no code of the return. Enter its code; 0 where the
    authority is not in touch."""
    return shapes.missing_or_not_a_code(tables.OC3, "ACTIV", "ssda903/activity", tables)


@_error("133", {"OC3": "ACCOM"}, reads={"OC3": "ACCOM"})
def accommodation_not_valid(tables: Tables) -> Rows:
    """The care leaver's accommodation is no code of the return. Enter its code; 0 where the
    authority is not in touch."""
    return shapes.not_a_code(tables.OC3, "ACCOM", "ssda903/accommodation", tables)


@_error("153", {"OC3": ALL}, reads={"OC3": ALL})
def partly_completed(tables: Tables) -> Rows:
    """Some of the three items about a care leaver are given and others missing. Enter all, or
    leave out all."""
    return tables.OC3.filter(filled(*LEAVER) & lacking(*LEAVER))


@_error("344", {"OC3": ALL}, reads={"OC3": ALL})
def more_of_whom_nothing_is_asked(tables: Tables) -> Rows:
    """The care leaver has died, or returned home for six months or more, and has an activity or
    an accommodation. Take them out, or correct whether the authority is in touch."""
    given = nw.any_horizontal(
        *(~nw.col(c).is_null() & ~is_code(c, NOTHING) for c in LEAVER[1:]), ignore_nulls=True
    )
    return tables.OC3.filter(is_one_of("IN_TOUCH", NOT_ASKED) & given)


@_error("345", {"OC3": ALL}, reads={"OC3": ALL})
def in_touch_and_nothing_known(tables: Tables) -> Rows:
    """The authority is in touch with the care leaver, and the activity or the accommodation is 0,
    not in touch. Enter what is known of both."""
    nothing = is_code("ACTIV", NOTHING) | is_code("ACCOM", NOTHING)
    return tables.OC3.filter(is_code("IN_TOUCH", "YES") & nothing)


@_error("347", {"OC3": "DOB ACCOM"}, reads={"OC3": "DOB ACCOM"})
def in_a_foyer_under_18(tables: Tables) -> Rows:
    """The care leaver lives in a foyer, and was under 18 when the year started. Correct the
    accommodation or the date of birth."""
    return tables.OC3.filter((birthday(18) > tables.start) & is_one_of("ACCOM", FOYER))


@_error("391", {"OC3": f"DOB {ALL}"}, reads={"OC3": f"DOB {ALL}"})
def of_another_age(tables: Tables) -> Rows:
    """The young person was at no time in the year between 17 and 21, of whom alone care leaver
    information is returned. Take it out, or correct the date of birth."""
    other = (birthday(17) > tables.end) | (birthday(22) <= tables.start)
    return tables.OC3.filter(other & filled(*LEAVER))


@_error("348", {"OC3": "IN_TOUCH"}, reads={"OC3": "CHILD IN_TOUCH", "OC3_last": "CHILD IN_TOUCH"})
def died_last_year(tables: Tables) -> Rows:
    """Last year's return says that the care leaver had died. Take the care leaver out, or write
    to the department if last year's return was wrong."""
    died = tables.OC3_last.filter(is_code("IN_TOUCH", "DIED"))
    return of_children(tables.OC3, died).filter(~nw.col("IN_TOUCH").is_null())


@_error("3001", {"OC3": "ACCOM"}, reads={"OC3": "CHILD ACCOM", "Header": "CHILD DOB"})
def with_former_carers_at_17(tables: Tables) -> Rows:
    """The care leaver turned 17 in the year and lives with former foster carers, which is asked
    only of those of 18 and over. Correct the accommodation or the date of birth."""
    turned = tables.Header.filter(birthday(17) >= tables.start, birthday(17) <= tables.end)
    return of_children(tables.OC3.filter(is_one_of("ACCOM", FORMER_CARER)), turned)


@_error(
    "134",
    {"AD1": " ".join(ADOPTION)},
    reads={"OC3": f"CHILD {ALL}", "AD1": f"CHILD {' '.join(ADOPTION)}"},
)
def adopted_care_leaver(tables: Tables) -> Rows:
    """The child is returned as a care leaver and as adopted. Take out what does not apply."""
    left = tables.OC3.filter(filled(*LEAVER))
    return of_children(tables.AD1.filter(filled(*ADOPTION)), left)


@_error(
    "215",
    {"OC3": ALL, "OC2": " ".join(HEALTH)},
    reads={"OC3": f"CHILD {ALL}", "OC2": f"CHILD {' '.join(HEALTH)}"},
)
def care_leaver_looked_after_for_a_year(tables: Tables) -> tuple[Rows, ...]:
    """The child is returned as a care leaver and as looked after for the whole year. Take out
    what does not apply."""
    left, health = tables.OC3.filter(filled(*LEAVER)), tables.OC2.filter(filled(*HEALTH))
    both = of_children(left, health)
    return (
        *all_rows(tables, both, "OC3"),
        of_children(health, both).select(nw.col("row").alias("row_OC2")),
    )
