"""What rules of several tables ask of a row or a child, each written once; of care, see `care`.

A row is of a child by its column CHILD; one without it is of none.
"""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care

CHILD = ("CHILD",)
LEAVER = ("IN_TOUCH", "ACTIV", "ACCOM")
"""What is returned of a care leaver."""
ADOPTION = ("DATE_INT", "DATE_MATCH", "FOSTER_CARE", "NB_ADOPTR", "SEX_ADOPTR", "LS_ADOPTR")
"""What is returned of an adopted child."""
HEALTH = (
    "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT",
    "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED",
)  # fmt: skip
"""What is returned as yes or no of a child looked after for twelve months."""


def filled(*columns: str) -> nw.Expr:
    """Return whether any of the columns has a value."""
    return nw.any_horizontal(*(~nw.col(c).is_null() for c in columns), ignore_nulls=True)


def lacking(*columns: str) -> nw.Expr:
    """Return whether any of the columns has none."""
    return nw.any_horizontal(*(nw.col(c).is_null() for c in columns), ignore_nulls=True)


def is_code(column: str, code: str) -> nw.Expr:
    """Return whether a value is a code; a missing one is not."""
    return (nw.col(column) == code).fill_null(False)


def no_date(rows: Rows, column: str) -> Rows:
    """Return rows that have something there which is no date."""
    return rows.filter(~nw.col(column).is_null() & nw.col(f"{column}_on").is_null())


def birthday(years: int, column: str = "DOB_on") -> nw.Expr:
    """Return the day on which a child becomes so many years old."""
    return nw.col(column).dt.offset_by(f"{years}y")


def of_children(rows: Rows, children: Rows) -> Rows:
    """Return rows of children of whom another frame has a row."""
    return rows.join(children.select("CHILD").unique(), on=["CHILD"], how="semi")


def not_of_children(rows: Rows, children: Rows) -> Rows:
    """Return rows of children of whom another frame has none."""
    return shapes.without(rows, children, CHILD)


def as_rows(rows: Rows, table: str) -> Rows:
    """Return rows of one table under the name by which a rule of several tables gives them."""
    return rows.select(nw.col("row").alias(f"row_{table}"))


def all_rows(tables: Tables, children: Rows, *names: str) -> tuple[Rows, ...]:
    """Return every row that some tables have of children, for a rule of several tables."""
    return tuple(as_rows(of_children(tables.frames[name], children), name) for name in names)


def in_order(rows: Rows, *days: str) -> Rows:
    """Return rows numbered within each child as `_n`, by days; of equal ones, as they stand."""
    known = rows.filter(~nw.col("CHILD").is_null())
    at = nw.col("row").cum_count().over("CHILD", order_by=[*days, "row"]).cast(nw.Int64)
    return known.with_columns(_n=at)


def beside_previous(rows: Rows, *columns: str) -> Rows:
    """Return numbered rows beside the child's row before, as `before_…`; a first has none."""
    before = rows.select(
        "CHILD", nw.col("_n") + 1, *(nw.col(c).alias(f"before_{c}") for c in columns)
    )
    return rows.join(before, on=["CHILD", "_n"], how="inner")


def with_episodes(tables: Tables, table: str, episodes: Rows, *, how: str = "inner") -> Rows:
    """Return rows of a table beside episodes of the same child, each with its `row_<Table>`."""
    left = tables.frames[table].rename({"row": f"row_{table}"})
    right = episodes.rename({"row": "row_Episodes"})
    return left.join(right, on=["CHILD"], how=how, suffix="_Episodes")  # type: ignore[arg-type]


def adopted(tables: Tables) -> Rows:
    """Return the episodes that end with an adoption."""
    return tables.Episodes.filter(care.is_one_of("REC", care.ADOPTED))


def in_the_year(tables: Tables) -> Rows:
    """Return the episodes that have a day in the collection year."""
    lasting = nw.col("DEC_on").is_null() | (nw.col("DEC_on") >= tables.start)
    return tables.Episodes.filter((nw.col("DECOM_on") <= tables.end) & lasting)


def listed_after_overlap(rows: Rows, start: str, end: str) -> Rows:
    """Return, of any two periods of a child that overlap, the one that is listed later.

    A period without an end goes on; one may begin on the day another ends.
    """
    other = rows.select(
        "CHILD", nw.col(start).alias("_start"), nw.col(end).alias("_end"),
        nw.col("row").alias("_row"),
    )  # fmt: skip
    both = rows.join(other, on=["CHILD"], how="inner").filter(nw.col("_row") < nw.col("row"))
    begun = nw.col(end).is_null() | (nw.col("_start") < nw.col(end))
    lasting = nw.col("_end").is_null() | (nw.col(start) < nw.col("_end"))
    dated = ~nw.col(start).is_null() & ~nw.col("_start").is_null()
    return both.filter(begun & lasting & dated).select("row").unique()


def in_no_episode(tables: Tables, table: str, day: str) -> Rows:
    """Return rows of a table whose day is in no episode of the child, who has some."""
    known = of_children(tables.frames[table].filter(~nw.col(day).is_null()), tables.Episodes)
    both = known.join(tables.Episodes.drop("row"), on=["CHILD"], how="inner", suffix="_Episodes")
    lasting = nw.col("DEC").is_null() | (nw.col(day) <= nw.col("DEC_on"))
    within = both.filter((nw.col("DECOM_on") <= nw.col(day)) & lasting)
    return known.join(within.select("row").unique(), on=["row"], how="anti")


def open_though_left(tables: Tables, table: str, start: str, end: str) -> Rows:
    """Return rows of a table that began and did not end, of children who have left care since.

    A child leaves where no other episode begins on the day that one ceases. Of a child who is
    back in care, only what began before the leaving is at fault.
    """
    next_on = tables.Episodes.select("CHILD", nw.col("DECOM_on").alias("DEC_on")).unique()
    ceased = tables.Episodes.filter(~nw.col("DEC_on").is_null()).select("CHILD", "DEC_on")
    left = ceased.join(next_on, on=["CHILD", "DEC_on"], how="anti").unique()
    day = nw.col(f"{start}_on")
    going_on = tables.frames[table].filter(nw.col(end).is_null() & ~day.is_null())
    both = going_on.join(left, on=["CHILD"], how="inner")
    back = tables.Episodes.filter(nw.col("DEC").is_null())
    gone = not_of_children(both, back)
    return nw.concat([both.filter(day <= nw.col("DEC_on")), gone]).select("row").unique()


def not_taken_up(tables: Tables, table: str, start: str, end: str) -> tuple[Rows, ...]:
    """Return what of periods open in last year's return is not in this year's from their start.

    It is the child's first row of this year, or last year's where this year has none.
    """
    day, last = f"{start}_on", tables.frames[f"{table}_last"]
    still = last.filter(nw.col(end).is_null() & ~nw.col("CHILD").is_null())
    now = tables.frames[table]
    lost = still.join(now.select("CHILD", day).unique(), on=["CHILD", day], how="anti")
    lost = lost.filter(~nw.col(day).is_null())
    first = in_order(of_children(now, lost), day).filter(nw.col("_n") == 1)
    return as_rows(first, table), as_rows(not_of_children(lost, now), f"{table}_last")
