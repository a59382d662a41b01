"""What rules ask of a child's care: what came before and after, in one run, at what age.

Each is written once. Null takes no part in a comparison, so each says what it makes of one.
"""

from collections.abc import Iterable

import narwhals as nw

from lscp.core import calendar_days
from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables

PLACED_FOR_ADOPTION = ("A3", "A4", "A5", "A6")
FOSTERED = ("U1", "U2", "U3", "U4", "U5", "U6")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
OTHERWISE_PLACED = ("Z1", "Z11", "Z12", "Z13", "Z14")
SHORT_BREAKS = ("V3", "V4")
ADOPTED = ("E11", "E12")
GUARDIANSHIP = ("E45", "E46", "E47", "E48")
NEXT_BEGINS = "X1"
OUTSIDE_ENGLAND = ("WAL", "SCO", "NIR", "NUK")
NO_PROVIDER_KNOWN = "XXXXXXX"
_BESIDE = (
    "row", "DECOM_on", "DEC_on", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "PL_POST",
    "URN",
)  # fmt: skip


def without_provider(tables: Tables) -> list[str]:
    """Return the placements of the collection that have no code of a provider."""
    valid = shapes.valid_codes("ssda903/placement", tables)
    return [code for code in (*TEMPORARY[:4], *OTHERWISE_PLACED) if code in valid]


def is_one_of(column: str, codes: Iterable[str]) -> nw.Expr:
    """Return whether a value is one of some codes; a missing one is none of them."""
    return nw.col(column).is_in(list(codes)).fill_null(False)


def differ(column: str, other: str) -> nw.Expr:
    """Return whether two values differ; one that is missing differs from one that is not."""
    one, two = nw.col(column), nw.col(other)
    return (one != two).fill_null(False) | (one.is_null() != two.is_null())


def later(column: str, other: str, days: int) -> nw.Expr:
    """Return whether a day lies more than some days after another; a missing one does not."""
    return (nw.col(column) > nw.col(other).dt.offset_by(f"{days}d")).fill_null(False)


def days_between(start: str, end: str) -> nw.Expr:
    """Return how many days lie between two, as a number."""
    return calendar_days.days_between(nw.col(start), nw.col(end))


def number(column: str) -> nw.Expr:
    """Return a text as a number, or null where it is none."""
    is_number = nw.col(column).str.contains(r"^-?[0-9]+(\.[0-9]+)?$")
    return nw.when(is_number).then(nw.col(column)).cast(nw.Float64)


def is_aged(years: int, birth: str, day: str) -> nw.Expr:
    """Return whether someone has reached an age on a day, their birthday included; or null."""
    # Whoever was born on 29 February is a year older on 1 March where the year has no such day.
    born, on = _parts(birth), _parts(day)
    passed = on[1] >= born[1]
    whole = on[0] - born[0]
    return (whole > years) | ((whole == years) & passed)


def _parts(day: str) -> tuple[nw.Expr, nw.Expr]:
    """Return the year of a day, and its place in the year as a number that can be compared."""
    # An engine keeps months in one byte: made wider first, they can be multiplied.
    month, within = nw.col(day).dt.month().cast(nw.Int32), nw.col(day).dt.day().cast(nw.Int32)
    return nw.col(day).dt.year().cast(nw.Int32), month * 100 + within


def in_order(episodes: Rows) -> Rows:
    """Return episodes numbered within each child, by the day they began.

    One without a child or a day it began has no place in the order, and is left out. Of two that
    began on one day, the one that stands first comes first.
    """
    known = episodes.filter(~nw.col("CHILD").is_null() & ~nw.col("DECOM_on").is_null())
    return known.with_columns(
        _n=nw.col("row").cum_count().over("CHILD", order_by=["DECOM_on", "row"]).cast(nw.Int64)
    )


def with_neighbours(tables: Tables) -> Rows:
    """Return this year's episodes in order, each beside the child's episode before and after.

    Their values are `before_LS`, `after_LS` …; `before_row` is null for a child's first episode.
    """
    return tables.once(_with_neighbours)


def _with_neighbours(tables: Tables) -> Rows:
    ordered = rows = in_order(tables.Episodes)
    for name, step in (("before", 1), ("after", -1)):
        beside = rows.select(
            "CHILD", nw.col("_n") + step, *(nw.col(c).alias(f"{name}_{c}") for c in _BESIDE)
        )
        ordered = ordered.join(beside, on=["CHILD", "_n"], how="left")
    return ordered


def first(episodes: Rows) -> Rows:
    """Return each child's episode that began first."""
    return in_order(episodes).filter(nw.col("_n") == 1)


def last(episodes: Rows) -> Rows:
    """Return each child's episode that began last."""
    ordered = in_order(episodes)
    most = ordered.group_by("CHILD").agg(nw.col("_n").max())
    return ordered.join(most, on=["CHILD", "_n"], how="semi")


def until_the_end(tables: Tables) -> nw.Expr:
    """Return the day an episode ceased, or the collection's last day where it has not."""
    return nw.col("DEC_on").fill_null(tables.end)


def under_one_status_longer_than(days: int, status: str, tables: Tables) -> Rows:
    """Return episodes of a run under one legal status, without a gap, that lasts over some days."""
    under = with_neighbours(tables).filter(nw.col("LS") == status)
    goes_on = (nw.col("before_LS") == status) & (nw.col("before_DEC_on") == nw.col("DECOM_on"))
    begins = nw.when(goes_on.fill_null(False)).then(nw.lit(0)).otherwise(nw.lit(1))
    runs = under.with_columns(_begins=begins, _until=until_the_end(tables)).with_columns(
        _run=nw.col("_begins").cum_sum().over("CHILD", order_by=["_n"])
    )
    whole = runs.group_by("CHILD", "_run").agg(
        nw.col("DECOM_on").min().alias("_from"), nw.col("_until").max().alias("_to")
    )
    return runs.join(whole.filter(later("_to", "_from", days)), on=["CHILD", "_run"], how="semi")


def with_birth(tables: Tables) -> Rows:
    """Return episodes beside the header's row of their child: `row_Episodes`, `row_Header`."""
    return tables.joined("Episodes", "Header", on=("CHILD",))


def looked_after(tables: Tables) -> Rows:
    """Return episodes that are no short breaks; one of an unknown legal status is none."""
    return tables.Episodes.filter(~is_one_of("LS", SHORT_BREAKS))


def across_the_years(tables: Tables) -> Rows:
    """Return each child's first episode of this year beside their last of last year's return.

    What is of last year has `_last` after its name; `row` is this year's.
    """
    return tables.once(_across_the_years)


def _across_the_years(tables: Tables) -> Rows:
    names = (*_BESIDE, "PL_LA", "PL_LOCATION", "PL_DISTANCE", "DEC")
    before = last(tables.Episodes_last)
    before = before.select("CHILD", *(nw.col(each).alias(f"{each}_last") for each in names))
    return first(tables.Episodes).join(before, on=["CHILD"], how="inner")


def still_open(tables: Tables) -> Rows:
    """Return those across the years whose last episode of last year's return is open."""
    return across_the_years(tables).filter(nw.col("DEC_last").is_null())
