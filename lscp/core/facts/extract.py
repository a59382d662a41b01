"""Reads an authority's own extract of the Standard Safeguarding Dataset: a CSV file for each table.

A file is named as its table. The columns that are there are what the extract supplies: a figure
that needs another is not available, never low. What is wrong with a value names its file, line
and column.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from lscp.core.facts import OF_EVERY_ROW, Facts, Source, Table, from_frames, tables

NOTHING = ("", "NULL")  # how extracts write that there is no value
DATES = ("%Y-%m-%d", "%d/%m/%Y")
MIDNIGHT = r"[ T]00:00(:00(\.0+)?)?$"  # what a database adds to a date
EXPECTED = {
    "date": "a date: write it as 2022-03-31 or 31/03/2022",
    "integer": "a whole number",
    "number": "a number",
}


class NotAnExtract(ValueError):
    """An extract of which nothing was loaded: which file, at which line, in which column, why."""

    def __init__(self, file: str, reason: str, *, line: int = 0, column: str = "") -> None:
        place = [file, f"line {line}" if line else "", f"column {column}" if column else ""]
        super().__init__(f"{', '.join(part for part in place if part)}: {reason}")


@dataclass
class Extract:
    """What was read: facts of one source, and what was passed over."""

    facts: Facts
    passed_over: list[str] = field(default_factory=list)


def files_of(folder: Path) -> list[Path]:
    """Return the CSV files of an extract. Raises NotAnExtract where there is none of a table."""
    if not folder.is_dir():
        raise NotAnExtract(str(folder), "This is not a folder. Give the folder of the CSV files.")
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    if not any(path.stem.lower() in tables() for path in files):
        raise NotAnExtract(
            str(folder),
            "No CSV file here is named as a table of the Standard Safeguarding Dataset, "
            "such as ssd_cin_episodes.csv",
        )
    return files


def read(folder: Path, *, authority: str, year: int) -> Extract:
    """Read an extract as the facts of one authority and reporting year. Raises NotAnExtract."""
    frames: dict[str, pl.LazyFrame] = {}
    supplies: set[str] = set()
    passed_over: list[str] = []
    for file in files_of(folder):
        table = tables().get(file.stem.lower())
        if table is None:
            passed_over.append(f"{file.name} is no table of the dataset and was passed over")
            continue
        text = _File(file, table)
        passed_over += [f"{file.name}: {name} is no column of the table" for name in text.unknown]
        frames[table.name] = text.frame(authority, year)
        supplies |= {f"{table.name}.{name}" for name in (*text.known, *OF_EVERY_ROW)}
    _explode_factors(frames, supplies, authority, year)
    source = Source(authority, year, "ssd", frozenset(supplies), history=True)
    return Extract(from_frames(frames, [source]), passed_over)


class _File:
    """One CSV file: its text checked for shape, its columns known and unknown."""

    def __init__(self, file: Path, table: Table) -> None:
        self.name, self.table = file.name, table
        self.text = _decoded(file)
        self.header = self._checked_header()
        self.known = [name for name in self.header if name in table.columns]
        self.unknown = [name for name in self.header if name not in table.columns]
        absent = [name for name in table.key if name not in self.known]
        if absent:
            raise NotAnExtract(
                self.name,
                f"It has no column {' or '.join(absent)}, which tells its rows apart",
                line=1,
            )

    def frame(self, authority: str, year: int) -> pl.LazyFrame:
        """Return the rows, typed, each saying whose and of which year it is."""
        text = pl.read_csv(
            io.BytesIO(self.text.encode()),
            infer_schema=False,
            has_header=False,
            new_columns=self.header,
            null_values=list(NOTHING),
        )
        text = text.slice(1).filter(~pl.all_horizontal(pl.all().is_null())).select(self.known)
        given = {"lscp_authority": authority, "lscp_year": str(year)}
        for name, value in given.items():
            self._refuse(text, name, pl.col(name) != value, f"not {value}, which was said")
        typed = text.select(self._typed(text, name) for name in self.known)
        self._refuse_repeats(typed)
        whose = [pl.lit(authority).alias("lscp_authority"), pl.lit(year).alias("lscp_year")]
        return self.table.conform(typed.with_columns(whose).lazy())

    def _checked_header(self) -> list[str]:
        header: list[str] = []
        for line, cells in self._rows():
            if not header:
                header = [name.strip().lower() for name in cells]
                repeated = {name for name in header if header.count(name) > 1}
                if repeated:
                    reason = f"The column {', '.join(sorted(repeated))} stands there twice"
                    raise NotAnExtract(self.name, reason, line=1)
            elif len(cells) != len(header):
                reason = f"It has {len(cells)} cells where line 1 names {len(header)} columns"
                raise NotAnExtract(self.name, reason, line=line)
        if not header:
            raise NotAnExtract(self.name, "The file is empty: it needs a line of column names")
        return header

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that is not blank, with the line that it ends on."""
        reader = csv.reader(io.StringIO(self.text, newline=""), strict=True)
        try:
            for cells in reader:
                if any(cell not in NOTHING for cell in cells):
                    yield reader.line_num, cells
        except csv.Error as error:
            raise NotAnExtract(
                self.name, f"This is not CSV: {error}", line=reader.line_num
            ) from None

    def _typed(self, text: pl.DataFrame, name: str) -> pl.Series:
        kind = self.table.columns[name]
        value = pl.col(name).str.strip_chars()
        if kind == "text":
            return text.select(value).to_series()
        if kind == "date":
            day = value.str.replace(MIDNIGHT, "")
            parsed = pl.coalesce(day.str.to_date(form, strict=False) for form in DATES)
        else:
            parsed = value.cast(self.table.schema[name], strict=False)
        wrong = parsed.is_null() & value.is_not_null()
        self._refuse(text, name, wrong, f"not {EXPECTED[kind]}")
        return text.select(parsed).to_series().alias(name)

    def _refuse(self, text: pl.DataFrame, name: str, wrong: pl.Expr, why: str) -> None:
        if name not in text.columns:
            return
        found = text.with_row_index("at").filter(wrong)
        if found.height:
            at, value = found.select("at", name).row(0)
            said = "There is" if value is None else f"{value!r} is"
            raise NotAnExtract(self.name, f"{said} {why}", line=self._line(at), column=name)

    def _refuse_repeats(self, typed: pl.DataFrame) -> None:
        for name in self.table.key:
            self._refuse(typed, name, pl.col(name).is_null(), "no value, and rows need one here")
        key = pl.struct(self.table.key)
        again = typed.with_row_index("at").filter(~key.is_first_distinct())
        if again.height:
            columns = " and ".join(self.table.key)
            reason = f"{columns} is the same as in an earlier row, and must tell rows apart"
            raise NotAnExtract(self.name, reason, line=self._line(again["at"][0]))

    def _line(self, row: int) -> int:
        """Return the line of a row, from 0 under the column names."""
        lines = (line for line, _ in self._rows())
        return next(line for at, line in enumerate(lines) if at == row + 1)


def _decoded(file: Path) -> str:
    try:
        content = file.read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # as spreadsheets save it
    except OSError as error:
        raise NotAnExtract(file.name, f"It cannot be opened ({error.strerror})") from None


def _explode_factors(
    frames: dict[str, pl.LazyFrame], supplies: set[str], authority: str, year: int
) -> None:
    """Give each factor of the dataset's list a row of its own, as the indicators read them."""
    wide, ours = frames.get("ssd_assessment_factors"), "lscp_assessment_factors"
    if wide is None or ours in frames:
        return
    rows = [
        {"lscp_assessment_id": of, "lscp_factor": factor}
        for of, text in wide.select("cinf_assessment_id", "cinf_assessment_factors_json")
        .collect()
        .iter_rows()
        for factor in _factors(text)
    ]
    table = tables()[ours]
    given = pl.DataFrame(rows, schema={name: pl.String() for name in table.key}).unique()
    whose = [pl.lit(authority).alias("lscp_authority"), pl.lit(year).alias("lscp_year")]
    frames[ours] = table.conform(given.with_columns(whose).lazy())
    supplies |= {f"{ours}.{name}" for name in table.columns}


def _factors(text: str | None) -> list[str]:
    try:
        listed = json.loads(text or "[]")
    except json.JSONDecodeError:
        listed = None
    if not isinstance(listed, list) or not all(isinstance(code, str) for code in listed):
        raise NotAnExtract(
            "ssd_assessment_factors.csv",
            f'{text!r} is not a list of codes, such as ["1A","2B"]',
            column="cinf_assessment_factors_json",
        )
    return listed
