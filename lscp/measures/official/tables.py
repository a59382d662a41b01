"""The tables of official statistics that are known: data beside this file, and what reads it."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
IDENTIFYING = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
    "region_code", "region_name", "old_la_code", "new_la_code", "la_name", "category",
    "category_type", "characteristic", "characteristic_type", "population_type", "age_group",
)  # fmt: skip
_KNOWN = (
    "This is none of the tables that are known here: a1 to a7, b1 to b7, c1 to c6, d1 to d8 and "
    "the headline figures of Children in need; of children looked after the number and rate, the "
    "stability and the changes of placement, health and convictions, the times of adoption, moves "
    "of school, social workers, and the accommodation and activity of care leavers; mid-year "
    "populations"
)


class NotARelease(ValueError):
    """A file that cannot be read as official statistics: which, where, and why."""

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        super().__init__(f"{file}{f', line {line}' if line else ''}: {reason}")
        self.file, self.line, self.reason = file, line, reason


class NotAKnownTable(NotARelease):
    """A file that may be sound, but is none of the tables that are known here."""


@dataclass(frozen=True)
class Table:
    """A table of a publication, the columns it is known by, and the years of it that we keep."""

    name: str
    title: str
    publication: str
    level: str
    known_by: tuple[str, ...]
    by: tuple[str, ...]
    first_kept: int | None
    last_kept: int | None
    places: int  # the decimal places of its percentages and rates


def rows_of(file: Path) -> list[dict[str, str]]:
    """Return the rows of one of the project's own CSV files."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def tables() -> dict[str, Table]:
    """Return the tables that are known, by name."""

    def parts(text: str) -> tuple[str, ...]:
        return tuple(part for part in text.split("|") if part)

    return {
        row["table"]: Table(
            name=row["table"], title=row["title"], publication=row["publication"],
            level=row["level"], known_by=parts(row["known_by"]), by=parts(row["by"]),
            first_kept=int(row["first_kept"]) if row["first_kept"] else None,
            last_kept=int(row["last_kept"]) if row["last_kept"] else None,
            places=int(row["places"] or 1),
        )
        for row in rows_of(HERE / "tables.csv")
    }  # fmt: skip


@cache
def renames() -> dict[str, str]:
    """Return what a column was called in another release → what it is called here."""
    return {row["was"]: row["now"] for row in rows_of(HERE / "columns.csv")}


@cache
def marks() -> dict[str, str]:
    """Return mark → what it means: suppressed, not available, not applicable, …"""
    return {row["mark"]: row["meaning"] for row in rows_of(HERE / "marks.csv")}


def distinguishing() -> set[str]:
    """Return the columns of which one value tells a table from another of the same columns."""
    known_by = (part for table in tables().values() for part in table.known_by)
    return {part.partition("=")[0] for part in known_by if "=" in part}


def recognise(file: str, columns: Sequence[str], values: Iterable[tuple[str, str]] = ()) -> Table:
    """Return the table that has these columns; raise NotAKnownTable, saying what was expected.

    `values` are those of the columns that distinguish, each with its column.
    """
    has = {*columns, *(f"{column}={value}" for column, value in values)}
    fits = [table for table in tables().values() if set(table.known_by) <= has]
    if len(fits) == 1:
        return fits[0]
    if fits:
        names = ", ".join(table.name for table in fits)
        raise NotARelease(file, 1, f"The columns fit more than one known table: {names}")
    raise NotAKnownTable(file, 1, f"{_KNOWN}. {_nearest(has)}")


def _nearest(has: set[str]) -> str:
    """Say what the columns come nearest to, if to anything."""
    owned = {table: set(table.known_by) - set(IDENTIFYING) for table in tables().values()}
    nearest = max(owned, key=lambda table: (len(owned[table] & has), table.name))
    lacks = sorted(set(nearest.known_by) - has)
    if not owned[nearest] & has:
        return "Choose the release's own CSV files of these tables"
    return (
        f"It comes nearest to {nearest.name} ({nearest.title}), but has no column "
        f"{', '.join(lacks)}. If one has a new name, add it to measures/official/columns.csv"
    )


@cache
def words() -> dict[str, str]:
    """Return mark → the sentence to show for it."""
    return {row["mark"]: row["words"] for row in rows_of(HERE / "marks.csv")}
