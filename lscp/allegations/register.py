"""Reads a LADO's register that was kept elsewhere, a file of rows without names, into the facts.

A file is CSV or a sheet of Excel. All of it is read or nothing; what is wrong names the line, the
column and what to write instead. A column that no register has is refused: it may hold a name.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from lscp.core import clocks, periods, vocab
from lscp.core.facts import OF_EVERY_ROW, REGISTER, Facts, Source, from_frames
from lscp.core.facts.live import filled
from lscp.core.periods import Period, day_label
from lscp.core.time import today

from .register_file import NotARegister, lines

COLUMNS = {
    "lscp_allegations": (
        "lscp_allegation_id", "lscp_received_date", "lscp_agency", "lscp_sector", "lscp_category",
        "lscp_basis", "lscp_told_late", "lscp_month_1_date", "lscp_month_3_date",
        "lscp_month_12_date", "lscp_closed_date", "lscp_ending",
    ),
    "lscp_allegation_criteria": ("lscp_allegation_id", "lscp_criterion"),
    "lscp_consultations": (
        "lscp_consultation_id", "lscp_received_date", "lscp_agency", "lscp_sector",
        "lscp_category", "lscp_referred", "lscp_ended_date",
    ),
    "lscp_lado_reports": (
        "lscp_report_id", "lscp_received_date", "lscp_channel", "lscp_agency", "lscp_sector",
        "lscp_told_late", "lscp_due_date", "lscp_ended_date", "lscp_overdue", "lscp_taken_up",
    ),
}  # fmt: skip
CLOSED_WITHIN = ("allegation_month_1", "allegation_month_3", "allegation_month_12")
REFERRAL, CONSULTATION = "referral", "consultation"
KINDS = {REFERRAL: "Referral", CONSULTATION: "Consultation"}
YES_NO = {"Y": "Yes", "N": "No"}
REQUIRED = ("kind", "received_on", "agency", "sector")
SUPPLIED = {  # by a column of the file, beside those that every file has
    "category": ("lscp_category",), "basis": ("lscp_basis",), "told_late": ("lscp_told_late",),
    "closed_on": (
        "lscp_closed_date", "lscp_ended_date", "lscp_month_1_date", "lscp_month_3_date",
        "lscp_month_12_date",
    ),
    "outcome": ("lscp_ending",), "criterion": ("lscp_criterion",),
}  # fmt: skip
DATES = ("%Y-%m-%d", "%d/%m/%Y")
MOST = 10  # faults that are said at once
Read = Callable[[str], Any]


def month_dates(received_on: date) -> tuple[date, ...]:
    """Return the days by which a referral is to be closed within 1, 3 and 12 months."""
    return tuple(clocks.due(clocks.clock(each, received_on), received_on) for each in CLOSED_WITHIN)


def source(
    authority: str, year: int, columns: dict[str, tuple[str, ...]], *, demonstration: bool
) -> Source:
    """Return the source of a register, which supplies the given columns of each table."""
    supplies = {
        f"{table}.{column}" for table, own in columns.items() for column in (*own, *OF_EVERY_ROW)
    }
    return Source(authority, year, REGISTER, frozenset(supplies), demonstration=demonstration)


def read(file: Path, *, authority: str, year: int, demonstration: bool = False) -> Facts:
    """Read a register as the facts of one authority and reporting year. Raises NotARegister."""
    given = lines(file)
    header = _header(file.name, next(given, (1, []))[1])
    reading = _Reading(periods.year(year), header)
    rows = [reading.row(line, cells) for line, cells in given if any(cells)]
    if not rows:
        reading.faults.append("It has no rows under the line of column names")
    if reading.faults:
        more = len(reading.faults) - MOST
        said = [*reading.faults[:MOST], *([f"and {more:,} more"] if more > 0 else [])]
        raise NotARegister("\n".join(f"{file.name}, {each}" for each in said))
    supplied = _supplied(reading.header)
    tables = _tables([row for row in rows if row is not None])
    frames = {
        name: filled(name, columns, tables[name], authority=authority, year=year)
        for name, columns in COLUMNS.items() if name in supplied
    }  # fmt: skip
    return from_frames(frames, [source(authority, year, supplied, demonstration=demonstration)])


@dataclass(frozen=True)
class _Row:
    """A row of the file, each value as its code."""

    line: int
    kind: str
    received_on: date
    agency: str
    sector: str
    category: str | None = None
    basis: str | None = None
    criterion: tuple[str, ...] = ()
    told_late: str | None = None
    outcome: str | None = None
    closed_on: date | None = None


class _Wrong(ValueError):
    """A value that cannot be, and what to write instead."""


@dataclass
class _Reading:
    """One reading of a file's rows, and what was wrong with them."""

    period: Period
    header: list[str]
    faults: list[str] = field(default_factory=list)

    def row(self, line: int, cells: Sequence[str]) -> _Row | None:
        """Return a row; None where something is wrong with it."""
        before = len(self.faults)
        if len(cells) != len(self.header):
            reason = f"it has {len(cells)} cells where line 1 names {len(self.header)} columns"
            self._fault(line, "", reason)
            return None
        values: dict[str, Any] = {}
        for column, text in zip(self.header, cells, strict=True):
            try:
                values[column] = self._value(column, text)
            except _Wrong as wrong:
                self._fault(line, column, str(wrong))
        if len(self.faults) > before:
            return None
        row = _Row(line=line, **values)
        for column, reason in self._at_odds(row):
            self._fault(line, column, reason)
        return row if len(self.faults) == before else None

    def _fault(self, line: int, column: str, reason: str) -> None:
        place = f"line {line}, column {column}" if column else f"line {line}"
        self.faults.append(f"{place}: {reason}")

    def _value(self, column: str, text: str) -> Any:
        if text:
            return READERS[column](text)
        if column in REQUIRED:
            raise _Wrong("there is nothing, and every row needs a value here")
        return () if column == "criterion" else None

    def _at_odds(self, row: _Row) -> Iterator[tuple[str, str]]:
        """Yield each column that cannot stand beside the others, and why."""
        start, end = self.period.start, self.period.end
        if row.received_on > min(end, today()):
            last = day_label(min(end, today()))
            yield "received_on", f"{row.received_on} is after {last}: a later year’s file has it"
        if row.closed_on and row.closed_on < row.received_on:
            yield "closed_on", f"{row.closed_on} is before the day it was received"
        elif row.closed_on and row.closed_on > today():
            yield "closed_on", f"{row.closed_on} has not come yet: leave it empty"
        elif row.closed_on and max(row.closed_on, row.received_on) < start:
            first = day_label(start)
            yield "closed_on", f"{row.closed_on} is before {first}: an earlier year’s file has it"
        yield from _of_its_kind(row)


def _of_its_kind(row: _Row) -> Iterator[tuple[str, str]]:
    if row.kind == CONSULTATION:
        if row.outcome or row.told_late or row.criterion:
            yield "kind", "a consultation has no outcome, told_late or criterion: leave them empty"
    elif row.outcome and not row.closed_on:
        yield "closed_on", "there is an outcome, so write the day that it was closed"
    elif row.closed_on and not row.outcome:
        yield "outcome", f"it is closed, so write how it ended: {_choices('lado/ending')}"


# Values.


def _day(text: str) -> date:
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _Wrong(f"{text!r} is not a date: write it as 2022-03-31 or 31/03/2022")


def _plainly(text: str) -> str:
    return text.replace("’", "'").casefold().strip()


def _one_of(known: dict[str, str], text: str) -> str:
    """Return the code of a code or a label."""
    said = {_plainly(label): code for code, label in known.items()}
    said |= {_plainly(code): code for code in known}
    if _plainly(text) not in said:
        raise _Wrong(f"{text!r} is not known: write one of {', '.join(known)}")
    return said[_plainly(text)]


def _coded(name: str, text: str) -> str:
    return _one_of(vocab.codes(name), text)


def _choices(name: str) -> str:
    return ", ".join(vocab.codes(name))


def _criteria(text: str) -> tuple[str, ...]:
    given = (each.strip() for each in text.split(";"))
    return tuple(dict.fromkeys(_coded("lado/criterion", each) for each in given if each))


READERS: dict[str, Read] = {
    "kind": partial(_one_of, KINDS),
    "received_on": _day,
    "agency": partial(_coded, "lado/agency"),
    "sector": partial(_coded, "lado/sector"),
    "category": partial(_coded, "lado/category"),
    "basis": partial(_coded, "lado/basis"),
    "criterion": _criteria,
    "told_late": partial(_one_of, YES_NO),
    "outcome": partial(_coded, "lado/ending"),
    "closed_on": _day,
}


# The file.


def _header(name: str, first: Sequence[str]) -> list[str]:
    """Return the columns of a file, from its first line. Raises NotARegister."""
    header = [each.casefold().replace(" ", "_") for each in first]
    known = ", ".join(READERS)
    if not any(header):
        raise NotARegister(f"{name}: The file is empty. Its first line names columns: {known}")
    for each in header:
        if each not in READERS:
            raise NotARegister(
                f"{name}, line 1: A register has no column {each or 'without a name'!r}. Take it "
                f"out, for nobody’s name belongs in this file. Its columns are {known}"
            )
        if header.count(each) > 1:
            raise NotARegister(f"{name}, line 1: The column {each} stands there twice")
    absent = [each for each in REQUIRED if each not in header]
    if absent:
        raise NotARegister(f"{name}, line 1: Add the column {' and '.join(absent)}")
    return header


# Facts.


def _supplied(header: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the columns of each fact table that a file with these columns supplies."""
    absent = {each for column, of in SUPPLIED.items() if column not in header for each in of}
    absent |= {"lscp_referred"}  # a consultation that became a referral is written as that
    tables = {
        name: tuple(each for each in columns if each not in absent)
        for name, columns in COLUMNS.items() if name != "lscp_lado_reports"
    }  # fmt: skip
    if "criterion" not in header:
        del tables["lscp_allegation_criteria"]
    return tables


def _tables(rows: Sequence[_Row]) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each fact table. A row is known by its line: it bears nobody’s number."""
    referrals = [row for row in rows if row.kind == REFERRAL]
    return {
        "lscp_allegations": [
            (
                f"L{row.line}", row.received_on, row.agency, row.sector, row.category, row.basis,
                row.told_late, *month_dates(row.received_on), row.closed_on, row.outcome,
            )
            for row in referrals
        ],
        "lscp_allegation_criteria": [
            (f"L{row.line}", each) for row in referrals for each in row.criterion
        ],
        "lscp_consultations": [
            (
                f"L{row.line}", row.received_on, row.agency, row.sector, row.category, None,
                row.closed_on,
            )
            for row in rows if row.kind == CONSULTATION
        ],
    }  # fmt: skip
