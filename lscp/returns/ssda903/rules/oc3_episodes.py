"""Rules about care leavers beside their episodes: whether they are of whom that is asked."""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.asked import (
    LEAVER,
    all_rows,
    as_rows,
    birthday,
    filled,
    in_the_year,
    is_code,
    not_of_children,
    of_children,
)
from lscp.returns.ssda903.care import is_one_of
from lscp.returns.ssda903.rules import error, query
from lscp.returns.ssda903.rules.header import FEMALE, MALE

_error, _query = error("OC3"), query("OC3")

ALL = " ".join(LEAVER)
DAYS = 91
"""Days in care from the 14th birthday, thirteen weeks, from which a care leaver has a claim."""


def _given(tables: Tables) -> Rows:
    return tables.OC3.filter(filled(*LEAVER))


@_error("1000", {"OC3": ALL}, reads={"OC3": "CHILD", "Episodes": "CHILD REC"})
def died_in_care(tables: Tables) -> Rows:
    """An episode says that the child died in care, and care leaver information is returned. Take
    it out, or correct why the episode ceased."""
    died = [t.filter(is_code("REC", "E2")) for t in (tables.Episodes, tables.Episodes_last)]
    return of_children(tables.OC3, nw.concat([each.select("CHILD") for each in died]))


@_query(
    "1001",
    {"OC3": ALL},
    reads={"OC3": "CHILD", "Episodes": "CHILD DECOM LS DEC", "Episodes_last": "CHILD DECOM LS DEC"},
)
def in_care_too_short(tables: Tables) -> Rows:
    """The episodes of this year and last show less than thirteen weeks in care from 14, or none
    after the 16th birthday. Take out the care leaver information, or say where the child was in
    care before."""
    episodes = _of_two_years(tables)
    cared = _with_birth(tables, episodes.filter(~is_one_of("LS", care.SHORT_BREAKS)))
    began = nw.when(nw.col("DECOM_on") < birthday(14)).then(birthday(14))
    days = cared.with_columns(_from=began.otherwise(nw.col("DECOM_on")))
    days = days.with_columns(_days=care.days_between("_from", "_until"))
    days = days.filter(nw.col("_days") > 0).with_columns(
        _late=(nw.col("_until") >= birthday(16)).cast(nw.Int64)
    )
    whole = days.group_by("CHILD").agg(nw.col("_days").sum(), nw.col("_late").max())
    enough = whole.filter((nw.col("_days") >= DAYS) & (nw.col("_late") == 1))
    return not_of_children(of_children(tables.OC3, episodes), enough)


def _of_two_years(tables: Tables) -> Rows:
    """Return this year's episodes and last year's, one that is in both as this year has it.

    An open one lasts `_until` the end of this year, or of last year where this year has it not.
    """
    columns, key = ("CHILD", "DECOM_on", "DEC_on", "LS"), ["CHILD", "DECOM_on"]
    now = tables.Episodes.select(*columns).unique()
    before = tables.Episodes_last.select(*columns).unique().join(now, on=key, how="anti")
    ends = ((now, tables.end), (before, tables.start))
    return nw.concat([f.with_columns(_until=nw.col("DEC_on").fill_null(day)) for f, day in ends])


def _with_birth(tables: Tables, episodes: Rows) -> Rows:
    """Return episodes beside the date of birth in the header, or else the care leavers' table."""
    header = tables.Header.filter(~nw.col("DOB_on").is_null()).select("CHILD", "DOB_on").unique()
    other = not_of_children(tables.OC3, header).select("CHILD", "DOB_on").unique()
    return episodes.join(nw.concat([header, other]), on=["CHILD"], how="inner")


@_query("1002", {"OC3": ALL},
        reads={"OC3": "CHILD", "Episodes": "CHILD", "Episodes_last": "CHILD"})  # fmt: skip
def never_in_care(tables: Tables) -> Rows:
    """The child has no episode in this year's return or last year's, and care leaver information
    is returned. Take it out, or say when the child was in care."""
    return not_of_children(not_of_children(tables.OC3, tables.Episodes), tables.Episodes_last)


@_error("1010", {"OC3": ALL}, reads={
    "OC3": "CHILD", "Episodes": "CHILD", "Episodes_last": "CHILD DECOM DEC"})  # fmt: skip
def still_in_care_last_year(tables: Tables) -> Rows:
    """The child was in care at the end of last year and has no episode this year, and care leaver
    information is returned. Add this year's episodes."""
    still = care.last(tables.Episodes_last).filter(nw.col("DEC").is_null())
    return of_children(not_of_children(tables.OC3, tables.Episodes), still)


@_error("1007", {"OC3": ALL}, reads={"OC3": f"CHILD DOB {ALL}", "Episodes": "CHILD DECOM DEC"})
def in_care_on_the_birthday(tables: Tables) -> Rows:
    """The young person was in care on the 17th or 18th birthday in the year, so no care leaver
    information is returned. Take it out, or correct the episodes."""
    day = nw.col("_birthday")
    there = (nw.col("DECOM_on") <= day) & (nw.col("DEC").is_null() | (nw.col("DEC_on") > day))
    return _at_birthday(tables, "DECOM_on", "DEC", "DEC_on").filter(there)


@_error("1016", {"OC3": ALL}, reads={"OC3": f"CHILD DOB {ALL}", "Episodes": "CHILD DEC"})
def left_after_the_birthday(tables: Tables) -> Rows:
    """The young person left care after the 17th or 18th birthday in the year, so no care leaver
    information is returned. Take it out, or correct the episodes."""
    return _at_birthday(tables, "DEC_on").filter(nw.col("DEC_on") > nw.col("_birthday"))


def _at_birthday(tables: Tables, *columns: str) -> Rows:
    """Return rows whose 17th or 18th birthday is in the year, beside each of their episodes."""
    of = [_given(tables).with_columns(_birthday=birthday(age)) for age in (17, 18)]
    day = nw.col("_birthday")
    turned = nw.concat(of).filter((day >= tables.start) & (day <= tables.end))
    return turned.join(tables.Episodes.select("CHILD", *columns), on=["CHILD"], how="inner")


@_error("1011", {"OC3": ALL}, reads={"OC3": f"CHILD {ALL}", "Episodes": "CHILD DECOM REC"})
def taken_over(tables: Tables) -> Rows:
    """Another authority took over the child's care by the last episode, and care leaver
    information is returned. Take it out, or correct why the episode ceased."""
    over = care.last(tables.Episodes).filter(is_code("REC", "E3"))
    return of_children(_given(tables), over)


@_error("1014", {"OC3": ALL, "UASC": "DUC"},
        reads={"OC3": f"CHILD {ALL}", "UASC": "CHILD", "Episodes": "CHILD DECOM DEC"})  # fmt: skip
def unaccompanied_care_leaver(tables: Tables) -> tuple[Rows, ...]:
    """The care leaver was not in care this year, and is in the table of unaccompanied children,
    which is not asked. Take the care leaver out of that table."""
    left = not_of_children(_given(tables), in_the_year(tables))
    return all_rows(tables, of_children(left, tables.UASC), "OC3", "UASC")


@error("Header")("628", {"Header": "MOTHER"}, reads={
    "Header": "CHILD MOTHER", "Episodes": "CHILD", "OC3": f"CHILD {ALL}"})  # fmt: skip
def care_leaver_said_to_be_a_mother(tables: Tables) -> Rows:
    """The care leaver was not in care this year, so it is not asked whether she is a mother. Take
    that out."""
    said = tables.Header.filter(~nw.col("MOTHER").is_null())
    return not_of_children(of_children(said, _given(tables)), tables.Episodes)


@error("Header")("165", {"Header": "MOTHER SEX", "Episodes": "DECOM", "OC3": ALL}, reads={
    "Header": "CHILD SEX MOTHER", "Episodes": "CHILD DECOM LS DEC", "OC3": f"CHILD {ALL}"},
)  # fmt: skip
def mother_not_valid(tables: Tables) -> tuple[Rows, ...]:
    """Whether the child is a mother is not given as it should be. Enter 1 or 0 for each girl who
    was in care in the year, and nothing for a boy."""
    value, boy = nw.col("MOTHER"), is_one_of("SEX", MALE)
    cared = in_the_year(tables).filter(~is_one_of("LS", care.SHORT_BREAKS))
    said = tables.Header.filter(~value.is_null() & (~is_one_of("MOTHER", ("0", "1")) | boy))
    missing = tables.Header.filter(value.is_null() & is_one_of("SEX", FEMALE))
    missing = not_of_children(of_children(missing, cared), _given(tables))
    wrong = nw.concat([each.select("CHILD", "row") for each in (said, missing)])
    return (
        as_rows(wrong, "Header"),
        as_rows(of_children(cared, wrong), "Episodes"),
        *all_rows(tables, wrong, "OC3"),
    )
