"""Rules about a child's header row: sex, birth, ethnicity, pupil number, motherhood."""

from datetime import date

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903.asked import birthday, is_code, no_date
from lscp.returns.ssda903.care import is_one_of
from lscp.returns.ssda903.rules import error, query

_error, _query = error("Header"), query("Header")

MALE, FEMALE = ("1", "M"), ("2", "F")
NO_UPN = ("UN1", "UN2", "UN3", "UN4", "UN5")
UPN = r"^[A-HJ-NP-RT-Z][0-9]{11}([0-9]|[A-HJ-NP-RT-Z])$"
"""A letter but I, O and S, then twelve digits, the last of which may be a letter too."""
UNKNOWN_SEX = 2025
"""The first collection year in which the sex may be unknown."""
EXPECTED_ALONE = 10
"""Years of age under which it is unusual that a child comes unaccompanied."""


@_error("101", {"Header": "SEX"}, reads={"Header": "SEX"})
def sex_missing_or_not_valid(tables: Tables) -> Rows:
    """The sex is missing or is no code of this year's return. Enter its code."""
    return shapes.missing_or_not_a_code(tables.Header, "SEX", "ssda903/sex", tables)


@_error("102", {"Header": "DOB"}, reads={"Header": "DOB"})
def birth_missing_or_no_date(tables: Tables) -> Rows:
    """The date of birth is missing or is not a date. Enter it as day, month and year."""
    return tables.Header.filter(nw.col("DOB_on").is_null())


@_error("103", {"Header": "ETHNIC"}, reads={"Header": "ETHNIC"})
def ethnicity_missing_or_not_valid(tables: Tables) -> Rows:
    """The ethnicity is missing or is no code of the return. Enter its code; NOBT if not known."""
    return shapes.missing_or_not_a_code(tables.Header, "ETHNIC", "cin/ethnicity", tables)


@_error("168", {"Header": "UPN"}, reads={"Header": "UPN"})
def upn_missing_or_not_valid(tables: Tables) -> Rows:
    """The unique pupil number is missing or has not the form of one. Enter the number that the
    school gives, or the code UN1 to UN5 that says why there is none."""
    upn = nw.col("UPN")
    right = (upn.str.contains(UPN) | upn.is_in(list(NO_UPN))).fill_null(False)
    return tables.Header.filter(~right)


@_error("171", {"Header": "MC_DOB"}, reads={"Header": "MC_DOB"})
def birth_of_the_mothers_child_no_date(tables: Tables) -> Rows:
    """The date of birth of the child's own first child is not a date. Correct it, or leave it
    empty where there is no such child."""
    return no_date(tables.Header, "MC_DOB")


@_error("174", {"Header": "SEX MC_DOB"}, reads={"Header": "SEX MC_DOB"})
def boy_with_a_child(tables: Tables) -> Rows:
    """The child is male and has a mother's first child. Correct the sex, or take out the date of
    birth of the first child."""
    return tables.Header.filter(is_one_of("SEX", MALE) & ~nw.col("MC_DOB").is_null())


@_error("209", {"Header": "UPN DOB"}, reads={"Header": "DOB UPN"})
def of_school_age_without_upn(tables: Tables) -> Rows:
    """The pupil number is UN1, not of school age, and the child is of school age. Enter the
    number, or the code that says why there is none."""
    return tables.Header.filter(is_code("UPN", "UN1") & _of_school_age(tables))


def _of_school_age(tables: Tables) -> nw.Expr:
    """Return whether a child is of compulsory school age at the end of the year.

    It ends with the school year, begun on 1 September, in which the child becomes 16.
    """
    oldest = date(max(tables.end.year - 17, 1), 9, 1)
    return (nw.col("DOB_on") >= oldest) & (birthday(5) <= tables.end)


@_query("231", {"Header": "DOB UASC"}, reads={"Header": "DOB UASC"})
def young_and_alone(tables: Tables) -> Rows:
    """The child is an unaccompanied asylum-seeking child of less than ten years. Check the date
    of birth; if it is right, say what is known."""
    young = birthday(EXPECTED_ALONE) > tables.end
    return tables.Header.filter(is_code("UASC", "1") & young)


@_query("232", {"Header": "SEX"}, reads={"Header": "SEX"}, since=UNKNOWN_SEX)
def sex_unknown(tables: Tables) -> Rows:
    """The sex is given as unknown. Enter male or female if it is known by now."""
    return tables.Header.filter(nw.col("SEX").str.to_uppercase() == "U")


@_error("301", {"Header": "DOB"}, reads={"Header": "DOB"})
def born_after_the_year(tables: Tables) -> Rows:
    """The child was born after the end of the year. Correct the date of birth, or leave the child
    out of this year's return."""
    return tables.Header.filter(nw.col("DOB_on") > tables.end)


@_error("351", {"Header": "DOB"}, reads={"Header": "DOB"})
def over_25(tables: Tables) -> Rows:
    """The person was over 25 when the year started. Correct the date of birth, or leave the
    person out of the return."""
    return tables.Header.filter(birthday(26) <= tables.start)


@_error("444", {"Header": "UPN"}, reads={"Header": "UPN"})
def upn_of_two(tables: Tables) -> Rows:
    """Another row has the same unique pupil number. Find out whose it is, and correct the
    other's."""
    numbers = tables.Header.filter(~is_one_of("UPN", NO_UPN) & ~nw.col("UPN").is_null())
    return shapes.groups_with_more_than(numbers, ("UPN",), 1)


@_error("611", {"Header": "MOTHER MC_DOB"}, reads={"Header": "MOTHER MC_DOB"})
def mother_without_her_childs_birth(tables: Tables) -> Rows:
    """The child is a mother and the date of birth of her first child is missing. Enter it."""
    return tables.Header.filter(is_code("MOTHER", "1") & nw.col("MC_DOB").is_null())


@_error("612", {"Header": "SEX MOTHER MC_DOB"}, reads={"Header": "SEX MOTHER MC_DOB"})
def child_of_no_mother(tables: Tables) -> Rows:
    """A girl has a first child's date of birth and is not said to be a mother. Enter 1 for
    mother, or take out the date."""
    no_mother = nw.col("MOTHER").is_null() | is_code("MOTHER", "0")
    girl = is_one_of("SEX", FEMALE)
    return tables.Header.filter(girl & no_mother & ~nw.col("MC_DOB").is_null())


@_query("620", {"Header": "DOB MOTHER"}, reads={"Header": "DOB MOTHER"})
def mother_under_11(tables: Tables) -> Rows:
    """The child is said to be a mother and was under 11 when the year started. Check her date of
    birth, and whether she is a mother."""
    return tables.Header.filter(is_code("MOTHER", "1") & (birthday(11) > tables.start))


@_error("621", {"Header": "DOB MC_DOB"}, reads={"Header": "DOB MC_DOB"})
def born_after_her_child(tables: Tables) -> Rows:
    """The mother was not born before her own child. Correct the date of birth that is wrong."""
    return tables.Header.filter(nw.col("MC_DOB_on") <= nw.col("DOB_on"))
