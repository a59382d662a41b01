"""Parses the values of a table, a column at a time, and counts what is not as it should be."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from lscp.returns.cautions import Caution
from lscp.returns.leaf import Leaf

ISO = r"^(\d{4}-\d{2}-\d{2})$", "%Y-%m-%d"
SAID = r"^(\d{1,2}/\d{1,2}/\d{4})$", "%d/%m/%Y"
# A date with a time or a zone, as a column of moments is exported.
MOMENT = r"^(\d{4}-\d{2}-\d{2})(?:[T ][0-9:.]+)?(?:Z|[+-]\d{2}:\d{2})?$", "%Y-%m-%d"
SERIAL = r"^[1-9]\d{4}(\.0+)?$"
EXCEL = date(1899, 12, 30)
TRUE, FALSE = ("true", "1", "yes", "y"), ("false", "0", "no", "n")
USUAL = ("true", "false", "TRUE", "FALSE", "0", "1")


def parsed(
    leaves: Iterable[Leaf], frame: pl.DataFrame, cautions: list[Caution]
) -> pl.DataFrame:  # fmt: skip
    """Return a table with its parsed columns; what could not be read, or oddly, is reported."""
    for leaf in leaves:
        if not leaf.parsed:
            continue
        series, odd = READ[leaf.kind](frame[leaf.name])
        frame = frame.with_columns(series.alias(leaf.parsed))
        _report(leaf, frame.select("line", value=leaf.parsed), odd, cautions)
    return frame


def day(text: pl.Series) -> pl.Series:
    """Return texts as dates, in each of the ways that a return is read; null for no date."""
    return _date(text)[0]


def _day(text: pl.Series) -> tuple[pl.Series, pl.Series]:
    found, odd = _dates(text, SAID, MOMENT)
    return _counted_by_excel(text, found, odd) if odd.any() else (found, odd)


def _counted_by_excel(
    text: pl.Series, found: pl.Series, odd: pl.Series
) -> tuple[pl.Series, pl.Series]:
    """Read the numbers that Excel keeps dates as: days after the last but one of 1899."""
    number = pl.when(text.str.contains(SERIAL)).then(text.str.extract(r"^(\d+)", 1))
    days = pl.select(
        pl.coalesce(found, pl.lit(EXCEL) + pl.duration(days=number.cast(pl.Int64)))
    ).to_series()
    return days.cast(pl.Date).alias(found.name), odd


def _date(text: pl.Series) -> tuple[pl.Series, pl.Series]:
    return _dates(text, ISO, MOMENT, SAID)


def _dates(
    text: pl.Series, usual: tuple[str, str], *others: tuple[str, str]
) -> tuple[pl.Series, pl.Series]:
    found = _as_date(text, *usual)
    odd = text.is_not_null() & found.is_null()
    if odd.any():
        rest = pl.select(pl.when(odd).then(text)).to_series()
        for pattern, form in others:
            found = pl.select(pl.coalesce(found, _as_date(rest, pattern, form))).to_series()
    return found, odd


def _as_date(text: pl.Series, pattern: str, form: str) -> pl.Series:
    day = text.str.extract(pattern, 1) if pattern == MOMENT[0] else text  # the others are whole
    return pl.select(
        pl.when(text.str.contains(pattern)).then(day).str.to_date(form, strict=False)
    ).to_series()


def _flag(text: pl.Series) -> tuple[pl.Series, pl.Series]:
    low = text.str.to_lowercase()
    found = pl.select(
        pl.when(low.is_in(TRUE)).then(True).when(low.is_in(FALSE)).then(False)
    ).to_series()
    return found, text.is_not_null() & ~text.is_in(USUAL)


def _count(text: pl.Series) -> tuple[pl.Series, pl.Series]:
    found = text.str.to_integer(strict=False)
    return found, text.is_not_null() & found.is_null()


READ = {"date": _date, "day": _day, "flag": _flag, "digit_flag": _flag, "count": _count}


def _report(leaf: Leaf, frame: pl.DataFrame, odd: pl.Series, cautions: list[Caution]) -> None:
    if not odd.any():
        return
    lost = frame.filter(odd & frame["value"].is_null())["line"]
    read = frame.filter(odd & frame["value"].is_not_null())["line"]
    kind = {"digit_flag": "flag", "day": "date"}.get(leaf.kind, leaf.kind)
    wanted = {"date": "a date", "count": "a whole number", "flag": "true or false"}[kind]
    if len(read):
        message = f"{leaf.name} is not written as the return writes {wanted}; it was read"
        cautions.append(Caution(f"unusual_{kind}", message, len(read), read[0]))
    if len(lost):
        message = f"{leaf.name} cannot be read as {wanted}; it was left empty, its text kept"
        cautions.append(Caution(f"unreadable_{kind}", message, len(lost), lost[0]))
