"""Reads the files of an SSDA903 return into its published tables, with what was odd about them.

A return is a set of CSV files, a workbook with a sheet for each, or one XML file. Which table a
file holds, its columns say, and never its name. Tables hold text as it stood, trimmed; beside
each date and count stands a column with the value parsed. Nothing is corrected.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from lscp.core import periods
from lscp.returns import values
from lscp.returns.cautions import Caution
from lscp.returns.errors import NotAReturn
from lscp.returns.ssda903 import sheets, xml
from lscp.returns.ssda903.sheets import Sheet
from lscp.returns.ssda903.tables import LAST, PLACED, REFERENCE, TABLES, columns
from lscp.returns.ssda903.tables import values as leaves
from lscp.returns.stream import name_of
from lscp.returns.submitted import File, Handed, Submitted

Progress = Callable[[int], object]
NONE = "Choose the files that the case system exports for the SSDA903 return."
MOST_OF_ONE = 1000
"""Rows of a table that one child may have: rules set each beside each, so more would not end."""
ENOUGH = 0.6
"""The part of a table's columns that a file must have to be taken where none fits whole."""
EARLIEST, LATEST = 1990, 2100
"""Years that a return can be said to be of."""
OPTIONAL = {"UASC", *PLACED}
"""Columns that few files have: of Header the XML's; of Episodes those that the DfE works out."""


@dataclass(frozen=True)
class Return:
    """The files of one return, as they were read. `files` is table → the name of its file.

    `line` of a row is the line of its file that it starts on. A table has all its columns;
    `lacking` are those that its file had not, as "Header.UASC". `file_format` is csv or xml.
    """

    tables: Mapping[str, pl.DataFrame]
    files: Mapping[str, str]
    cautions: tuple[Caution, ...]
    lacking: frozenset[str] = frozenset()
    file_format: str = "csv"

    @property
    def rows(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {name: table.height for name, table in self.tables.items()}

    @property
    def as_given(self) -> dict[str, pl.DataFrame]:
        """Return the tables with the columns that their files had, as the rules are to see them."""
        return {
            name: table.drop(*(c for c in columns(name) if f"{name}.{c}" in self.lacking))
            for name, table in self.tables.items()
        }


@dataclass
class _Gathered:
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    cautions: list[Caution] = field(default_factory=list)
    xml: str = ""

    def take(self, table: str, frame: pl.DataFrame, name: str) -> None:
        """Keep what a file holds as a table. Raises NotAReturn where another file held it."""
        if table in self.tables:
            raise NotAReturn(
                name, 0, f"It holds the table {table}, and so does {self.files[table]}.",
                "Give one file for each table.",
            )  # fmt: skip
        self.tables[table], self.files[table] = frame, name

    def fill(self) -> None:
        """Take what the XML had a place for, and no row of, as empty."""
        for table in TABLES:
            if self.xml and table in xml.HELD and table not in self.tables:
                self.take(table, xml.empty(table), self.xml)


def read(files: Iterable[File], *, progress: Progress | None = None) -> Return:
    """Read the files of one return; `progress` gets the bytes of each file once it is read.

    A list of postcodes or of providers may be among them. Raises NotAReturn for a file that is
    none, or where two hold one table; then nothing is read.
    """
    found = _Gathered()
    for file in files:
        for sheet in sheets.of(file, progress):
            if isinstance(sheet, Sheet):
                _recognised(sheet, found)
                continue
            found.xml = sheet.name
            for table, frame in xml.tables(sheet).items():
                found.take(table, frame, sheet.name)
    found.fill()
    if not found.tables:
        raise NotAReturn("the return", 0, "No file was given.", NONE)
    tables = {name: _finished(name, found) for name in found.tables}
    lacking = {
        f"{name}.{column}" for name, frame in found.tables.items()
        for column in columns(name) if column not in frame.columns
    }  # fmt: skip
    return Return(
        tables, found.files, tuple(found.cautions), frozenset(lacking),
        "xml" if found.xml else "csv",
    )  # fmt: skip


def submitted(handed: Handed) -> Submitted:
    """Read a return, and last year's where it is there, to be checked. Raises NotAReturn."""
    if not handed.authority or not handed.year:
        raise NotAReturn(
            "the return", 0, "Its files say neither whose it is nor of which year.",
            "Give the authority and the year.",
        )  # fmt: skip
    names = [name_of(file) for file in handed.files]
    now = read(handed.files, progress=handed.progress)
    last = read(handed.last, progress=handed.progress) if handed.last else Return({}, {}, ())
    said = (
        *_dated(now, handed.year, "this year’s"), *_dated(last, handed.year - 1, "last year’s"),
    )  # fmt: skip
    ends = {name: name if name in REFERENCE else f"{name}{LAST}" for name in last.tables}
    for name, end in ends.items():
        if end in now.tables:
            raise NotAReturn(last.files[name], 0, f"It holds the table {name}, and so does "
                             f"{now.files[name]}.", "Give one file for each table.")  # fmt: skip
    return Submitted(
        collection="ssda903",
        file=names[0] if len(names) == 1 else f"SSDA903, {len(names)} files",
        authority=handed.authority,
        year=handed.year,
        tables={**now.as_given, **{ends[name]: frame for name, frame in last.as_given.items()}},
        cautions=(*now.cautions, *map(_of_last_year, last.cautions), *said),
        about={"localAuthority": handed.authority, "file_format": now.file_format},
        files={**now.files, **{ends[name]: file for name, file in last.files.items()}},
    )


def _of_last_year(caution: Caution) -> Caution:
    return replace(caution, message=f"Last year’s {caution.message}")  # files of the same names


def _dated(ret: Return, year: int, whose: str) -> Iterator[Caution]:
    """Say where nothing is dated in the year that was said. Raises NotAReturn of a later year's."""
    from lscp.returns.ssda903 import year as dated

    if not EARLIEST <= year <= LATEST:
        raise NotAReturn("the return", 0, f"There is none of the year {year}.", "Give its year.")
    label = periods.year(year).label
    if dated.is_later(ret, year):
        raise NotAReturn(
            "the return", 0, f"More of the dates in {whose} files are after the year {label} than "
            "in it.", "Check the year, and that this year’s and last year’s files are not "
            "exchanged.",
        )  # fmt: skip
    if ret.tables and not dated.may_be_of(ret, year):
        yield Caution("other_year", f"No date in {whose} files is in the year {label}")


def _recognised(sheet: Sheet, found: _Gathered) -> None:
    """Take a sheet for the table that its columns say it is. Raises NotAReturn."""
    heads = [head.strip().strip("\ufeff").upper() for head in sheet.heads]
    table = _table_of(set(filter(None, heads)), sheet.name)
    known = set(columns(table))
    times = Counter(heads)
    if again := sorted(head for head in known if times[head] > 1):
        raise NotAReturn(sheet.name, 1, f"The column {again[0]} stands twice.",
                         "Take one of them out, or export the file again.")  # fmt: skip
    if unknown := [head for head in heads if head and head not in known]:
        message = f"{sheet.name}: {len(unknown)} columns are none of {table}, and are not read"
        found.cautions.append(Caution("unknown_element", message, len(unknown)))
    read_as = {head: pl.col(f"c{n}") for n, head in enumerate(heads) if head in known}
    found.take(table, sheet.frame.select("line", **read_as), sheet.name)


def _table_of(heads: set[str], name: str) -> str:
    """Return the table whose columns these are, or nearly. Raises NotAReturn."""
    known = {**TABLES, **REFERENCE}
    wanted = {table: {leaf.name for leaf in of} - OPTIONAL for table, of in known.items()}
    whole = [table for table, names in wanted.items() if heads - OPTIONAL == names]
    if whole:
        return whole[0]
    share = {
        table: len(heads & names) / len(heads | names) for table, names in wanted.items()
    }  # fmt: skip
    best = max(share, key=lambda table: share[table])
    lacking = sorted(wanted[best] - heads)
    if share[best] < ENOUGH:
        nearest = f" The nearest is {best}, of which it lacks {', '.join(lacking)}."
        raise NotAReturn(
            name, 1,
            f"Its columns are those of no table of the SSDA903 return."
            f"{nearest if share[best] else ''}",
            NONE,
        )  # fmt: skip
    return best


def _finished(name: str, found: _Gathered) -> pl.DataFrame:
    """Return a table with all its columns: text trimmed, codes in capitals, values parsed."""
    frame = found.tables[name]
    codes = {leaf.name for leaf in leaves(name) if leaf.kind == "code"}
    made = frame.select(
        *(
            _text(column, upper=column in codes) if column in frame.columns else
            pl.lit(None, pl.String).alias(column)
            for column in columns(name)
        ),
        "line",
    )  # fmt: skip
    made = made.filter(pl.any_horizontal(pl.col(columns(name)).is_not_null()))  # else no row
    said: list[Caution] = []
    made = values.parsed(leaves(name), made, said)
    where = found.files[name]
    _crowded(made, where)
    found.cautions.extend(replace(each, message=f"{where}: {each.message}") for each in said)
    return made


def _crowded(table: pl.DataFrame, name: str) -> None:
    """Refuse a table whose child numbers are not those of children. Raises NotAReturn."""
    if table.height <= MOST_OF_ONE or "CHILD" not in table.columns:
        return
    most = max(table["CHILD"].drop_nulls().value_counts()["count"].to_list(), default=0)
    if most > MOST_OF_ONE:
        raise NotAReturn(
            name, 0, f"{most:,} of its rows have the same CHILD.",
            "Give each child a number of their own; Excel shortens long ones that are not text.",
        )  # fmt: skip


def _text(column: str, *, upper: bool) -> pl.Expr:
    text = pl.col(column).cast(pl.String).str.strip_chars()
    text = text.str.to_uppercase() if upper else text
    return pl.when(text != "").then(text).alias(column)
