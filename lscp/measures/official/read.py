"""Reads a release of official statistics (CSV files of "explore education statistics").

All files become one tidy table, a row for each cell. What differs from release to release is
data: `tables.csv` says by which columns a table is known, `columns.csv` what a column was called
before, `marks.csv` what stands in a cell that has no number.
"""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from lscp.measures.official.tables import (
    IDENTIFYING,
    NotAKnownTable,
    NotARelease,
    Table,
    distinguishing,
    marks,
    recognise,
    renames,
)

LEVELS = {
    "National": ("country_code", "country_name"),
    "Regional": ("region_code", "region_name"),
    "Local authority": ("new_la_code", "la_name"),
}
SCHEMA = {
    "release": pl.String, "table": pl.String, "year": pl.Int64, "level": pl.String,
    "code": pl.String, "name": pl.String, "characteristic": pl.String, "column": pl.String,
    "value": pl.Float64, "mark": pl.String,
}  # fmt: skip
KEY = ("release", "table", "year", "code", "characteristic", "column")
_LINE = "line"
_YEARS_AND_MONTHS = r"^(\d{2}):(\d{2})$"
_Read = tuple[Path, Table, pl.DataFrame]


def read_release(
    paths: str | Path | Iterable[str | Path], *, release: str | None = None
) -> pl.DataFrame:
    """Return the cells of a release's files as one tidy table (columns and types: SCHEMA).

    A folder stands for the CSV files in it. `release` is the release's name; without it, each
    publication's is the latest year in its files (Children in need 2024 has the years to 2024),
    and a table that is there twice is of an earlier release where it ends in an earlier year.
    Raises NotARelease, which names the file, the line and the reason.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    found = [(file, *_read(file)) for file in files_of(given)]
    named = _releases(found, release)
    _refuse_one_table_twice(found, named)
    return pl.concat(
        cells.with_columns(release=pl.lit(named[file])).select(
            pl.col(name).cast(kind) for name, kind in SCHEMA.items()
        )
        for file, _, cells in found
    ).sort(KEY)


def known_files(paths: Iterable[str | Path]) -> tuple[list[Path], list[str]]:
    """Return the files to read, and why each other file of a folder is passed over.

    A release has many files that are no known table. One that was named itself is not passed over,
    and nor is one that is known and broken: reading it raises NotARelease. So does no file at all.
    """
    files, passed_over = [], []
    for path in map(Path, paths):
        for file in files_of([path]):
            try:
                table_of(file)
            except NotAKnownTable as error:
                if not path.is_dir():
                    raise
                passed_over.append(str(error))
            else:
                files.append(file)
    if not files:
        why = passed_over[0] if passed_over else "Name a folder or the files"
        raise NotARelease("The release", None, f"No file is a known table. {why}")
    return files, passed_over


def _releases(found: list[_Read], release: str | None) -> dict[Path, str]:
    """Return file → the name of the release that it is of."""
    ends = {file: max(cells["year"]) for file, _, cells in found}
    last_of_table: dict[str, int] = {}
    latest: dict[str, int] = {}
    for file, table, _ in found:
        last_of_table[table.name] = max(ends[file], last_of_table.get(table.name, 0))
        latest[table.publication] = max(ends[file], latest.get(table.publication, 0))
    return {
        file: release or str(
            ends[file] if ends[file] < last_of_table[table.name] else latest[table.publication]
        )
        for file, table, _ in found
    }  # fmt: skip


def files_of(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files named, and the CSV files of the folders named. Raises NotARelease."""
    files: list[Path] = []
    for path in map(Path, paths):
        found = sorted(path.glob("*.csv")) if path.is_dir() else [path]
        if not found:
            raise NotARelease(str(path), None, "The folder has no CSV file")
        files += found
    return files


def _refuse_one_table_twice(found: list[_Read], named: dict[Path, str]) -> None:
    files: dict[tuple[str, str], Path] = {}
    for file, table, _ in found:
        other = files.setdefault((table.name, named[file]), file)
        if other is not file:
            raise NotARelease(
                file.name, None,
                f"This is table {table.name}, and so is {other.name}. Two releases of "
                "a table are read one after the other, each with its own name",
            )  # fmt: skip


def table_of(file: Path) -> Table:
    """Return the table that a file holds. Raises NotAKnownTable."""
    return _recognised(file)[0]


def _recognised(file: Path) -> tuple[Table, pl.DataFrame]:
    frame = _renamed(file, _text(file))
    there = distinguishing() & set(frame.columns)
    values = [(column, value) for column in there for value in frame[column].unique()]
    return recognise(file.name, frame.columns, values), frame


def _read(file: Path) -> tuple[Table, pl.DataFrame]:
    table, frame = _recognised(file)
    frame = _placed(file, frame, table)
    values = [c for c in frame.columns if c not in (*IDENTIFYING, *table.by, *SCHEMA, _LINE)]
    cells = frame.unpivot(
        values,
        index=["year", "level", "code", "name", "characteristic", _LINE],
        variable_name="column",
        value_name="text",
    ).with_columns(table=pl.lit(table.name))
    cells = _valued(file, cells)
    _refuse_duplicates(file, cells)
    return table, cells


def _text(file: Path) -> pl.DataFrame:
    """Return a file's cells as text, with the number of their line."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        rows = [(lines.line_num, [cell.strip() for cell in row]) for row in lines if row]
    except OSError as error:
        raise NotARelease(str(file), None, f"It cannot be opened ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise NotARelease(file.name, None, "It is not text in UTF-8, as releases are") from error
    except csv.Error as error:
        raise NotARelease(file.name, lines.line_num, f"It is not a CSV file: {error}") from error
    if len(rows) < 2:
        raise NotARelease(file.name, None, "It has no rows under a line of column names")
    header = rows[0][1]
    if len(set(header)) < len(header):
        raise NotARelease(file.name, 1, "A column's name stands there twice")
    for number, row in rows[1:]:
        if len(row) != len(header):
            raise NotARelease(
                file.name, number, f"It has {len(row)} cells where line 1 names {len(header)}"
            )
    frame = pl.DataFrame([row for _, row in rows[1:]], schema=header, orient="row")
    return frame.with_columns(pl.Series(_LINE, [number for number, _ in rows[1:]], pl.Int64))


def _renamed(file: Path, frame: pl.DataFrame) -> pl.DataFrame:
    """Give columns the names they have now."""
    was = {old: new for old, new in renames().items() if old in frame.columns}
    for old, new in was.items():
        if new in frame.columns:
            raise NotARelease(file.name, 1, f"It has both {old} and {new}, one column's two names")
    frame = frame.rename(was)
    absent = [c for c in ("time_period", "geographic_level") if c not in frame.columns]
    if absent:
        raise NotARelease(
            file.name, 1,
            f"It has no column {' and '.join(absent)}, which every file of a release of "
            "explore education statistics has",
        )  # fmt: skip
    return frame


def _placed(file: Path, frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Say of each row which year, area and characteristic it is about."""
    for name, pattern in (("time_period", r"^\d{4}$"), ("geographic_level", _one_of(LEVELS))):
        wrong = frame.filter(~pl.col(name).str.contains(pattern))
        for line, text in wrong.select(_LINE, name).iter_rows():
            raise NotARelease(file.name, line, f"{text!r} is not a {name.replace('_', ' ')}")

    def of_level(which: int) -> pl.Expr:
        return pl.coalesce(
            pl.when(pl.col("geographic_level") == level).then(pl.col(columns[which]))
            for level, columns in LEVELS.items()
            if columns[which] in frame.columns
        )

    described = [pl.col(column) for column in table.by]
    frame = frame.with_columns(
        year=pl.col("time_period").cast(pl.Int64),
        level=pl.col("geographic_level"),
        code=of_level(0),
        name=of_level(1),
        characteristic=pl.concat_str(described, separator=": ") if described else pl.lit(""),
    )
    for (line,) in frame.filter(pl.col("code").fill_null("") == "").select(_LINE).iter_rows():
        raise NotARelease(file.name, line, "It has no code for the area that it is about")
    return frame


def _one_of(words: Iterable[str]) -> str:
    return f"^({'|'.join(map(re.escape, words))})$"


def _valued(file: Path, cells: pl.DataFrame) -> pl.DataFrame:
    """Tell numbers from marks; anything else is an error, not a guess.

    A time that is printed as years and months (01:03) is a number of months.
    """
    plain = pl.col("text").str.replace_all(",", "").cast(pl.Float64, strict=False)
    years, months = (
        pl.col("text").str.extract(_YEARS_AND_MONTHS, part).cast(pl.Float64) for part in (1, 2)
    )
    cells = cells.with_columns(value=pl.coalesce(plain, 12 * years + months)).with_columns(
        mark=pl.when(pl.col("value").is_null()).then(pl.col("text")).otherwise(pl.lit(""))
    )
    unknown = cells.filter(
        (pl.col("value").is_null() & ~pl.col("mark").is_in(list(marks())))
        | ~pl.col("value").is_finite()
    )
    for line, column, text in unknown.sort(_LINE).select(_LINE, "column", "text").iter_rows():
        known = ", ".join(f"{mark} ({meaning})" for mark, meaning in marks().items())
        raise NotARelease(
            file.name, line,
            f"In column {column}, {text!r} is neither a number nor a mark that is known: {known}",
        )  # fmt: skip
    return cells.drop("text")


def _refuse_duplicates(file: Path, cells: pl.DataFrame) -> None:
    key = ["year", "code", "characteristic", "column"]
    twice = cells.group_by(key, maintain_order=True).agg(pl.col(_LINE).sort())
    for row in twice.filter(pl.col(_LINE).list.len() > 1).sort(_LINE).iter_rows(named=True):
        first, second = row[_LINE][:2]
        about = f", {row['characteristic']}" if row["characteristic"] else ""
        raise NotARelease(
            file.name, second,
            f"{row['code']} in {row['year']}{about} stands on line {first} already",
        )  # fmt: skip
