"""Rules about what permanence a child had before being looked after again."""

from datetime import date

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.asked import (
    all_rows,
    as_rows,
    filled,
    is_code,
    lacking,
    not_of_children,
    of_children,
    with_episodes,
)
from lscp.returns.ssda903.care import is_one_of
from lscp.returns.ssda903.rules import error

_error = error("PrevPerm")

ORDER = ("LA_PERM", "DATE_PERM")
ALL = ("PREV_PERM", *ORDER)
NONE, SOME = "Z1", ("P1", "P2", "P3", "P4")
AUTHORITY = r"^([0-9]{3}|WAL|SCO|NIR|NUK)$"
"""A local authority's three digits, or where it was outside England."""
DAY = r"^(ZZ|0[1-9]|[12][0-9]|3[01])/(ZZ|0[1-9]|1[0-2])/(ZZZZ|[0-9]{4})$"
"""A day of which parts may be unknown: ZZ, ZZZZ."""
NO_SUCH = r"^(3[01]/02|31/(04|06|09|11))/"
ASKED_SINCE = date(2016, 4, 1)
"""Asked of children who started to be looked after from this day on."""


@_error("631", {"PrevPerm": "PREV_PERM"}, reads={"PrevPerm": "PREV_PERM"})
def permanence_not_valid(tables: Tables) -> Rows:
    """What permanence the child had before is no code of the return. Enter P1 to P4, or Z1 where
    there was none."""
    rows = tables.PrevPerm
    return shapes.not_a_code(rows, "PREV_PERM", "ssda903/previous_permanence", tables)


@_error("633", {"PrevPerm": "LA_PERM"}, reads={"PrevPerm": "LA_PERM"})
def authority_not_valid(tables: Tables) -> Rows:
    """The authority where the child's permanence was arranged is no code of the return. Enter its
    three digits, WAL, SCO, NIR or NUK outside England, or 999 if it is not known."""
    value = nw.col("LA_PERM")
    return tables.PrevPerm.filter(~value.is_null() & ~value.str.contains(AUTHORITY))


@_error("635", {"PrevPerm": "LA_PERM DATE_PERM PREV_PERM"},
        reads={"PrevPerm": "PREV_PERM LA_PERM DATE_PERM"})  # fmt: skip
def order_of_no_permanence(tables: Tables) -> Rows:
    """The child had no permanence before, or it is not said what, and there is a day or an
    authority of it. Enter what it was, or take them out."""
    unsaid = nw.col("PREV_PERM").is_null() & filled(*ORDER)
    return tables.PrevPerm.filter(unsaid | (is_code("PREV_PERM", NONE) & ~lacking(*ORDER)))


@_error("630", {"Episodes": "RNE", "PrevPerm": " ".join(ALL)},
        reads={"PrevPerm": f"CHILD {' '.join(ALL)}", "Episodes": "CHILD DECOM RNE"})  # fmt: skip
def permanence_missing(tables: Tables) -> tuple[Rows, ...]:
    """The child started to be looked after in the year, and it is not said what permanence the
    child had before, or when and where that was arranged. Enter it; Z1 where there was none."""
    day = nw.col("DECOM_on")
    started = is_code("RNE", "S") & (day >= tables.start) & (day <= tables.end)
    episodes = tables.Episodes.filter(started)
    lack = nw.col("PREV_PERM").is_null() | (is_one_of("PREV_PERM", SOME) & lacking(*ORDER))
    partly = of_children(tables.PrevPerm.filter(lack), episodes)
    return (
        as_rows(not_of_children(episodes, tables.PrevPerm), "Episodes"),
        as_rows(of_children(episodes, partly), "Episodes"),
        as_rows(partly, "PrevPerm"),
    )


@_error("632", {"PrevPerm": "DATE_PERM", "Episodes": "DECOM"},
        reads={"PrevPerm": "CHILD DATE_PERM", "Episodes": "CHILD DECOM"})  # fmt: skip
def day_not_valid(tables: Tables) -> Rows:
    """The day of the child's permanence is not a date, or not before the child was looked after.
    Enter it as day, month and year, with ZZ or ZZZZ for a part that is not known."""
    text = nw.col("DATE_PERM")
    wrong = ~text.str.contains(DAY) | text.str.contains(NO_SUCH)
    both = with_episodes(tables, "PrevPerm", care.first(tables.Episodes))
    known = nw.when(~wrong & ~text.str.contains("ZZZZ$")).then(text.str.replace_all("ZZ", "01"))
    both = both.with_columns(_y=known.str.slice(6, 4), _m=known.str.slice(3, 2),
                             _d=known.str.slice(0, 2))  # fmt: skip
    year, month, day = (nw.col(part).cast(nw.Int32) for part in ("_y", "_m", "_d"))
    began = nw.col("DECOM_on").dt
    late = year * 10000 + month * 100 + day >= (
        began.year().cast(nw.Int32) * 10000
        + began.month().cast(nw.Int32) * 100
        + began.day().cast(nw.Int32)
    )
    return both.filter(wrong | late.fill_null(False))


@_error("634", {"PrevPerm": " ".join(ALL), "Episodes": "DECOM"},
        reads={"PrevPerm": f"CHILD {' '.join(ALL)}", "Episodes": "CHILD DECOM"})  # fmt: skip
def not_asked_before(tables: Tables) -> tuple[Rows, ...]:
    """It is said what permanence the child had before, and the child has not started to be looked
    after since 1 April 2016, from when that is asked. Take it out, or correct the episodes."""
    since = tables.Episodes.filter(nw.col("DECOM_on") >= ASKED_SINCE)
    given = of_children(tables.PrevPerm.filter(filled(*ALL)), tables.Episodes)
    early = not_of_children(given, since)
    return as_rows(early, "PrevPerm"), *all_rows(tables, early, "Episodes")
