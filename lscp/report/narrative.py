"""The words of the report: `narrative.md`, in which every number is a reference to a figure.

`{IND004.E09000020.year}` is a figure of the report's year, `.before` of the year before it; of
`{IND083.partnership.year|STA15.partnership.year}` it is the first that has a value. `{year}`,
`{before}`, `{start}` and `{end}` are the words for them. A digit may stand only in such a reference
or between backticks (a statute, a time limit): nobody can type a figure. A line that starts with @
asks the compiler for a table, a chart or a note; a part that asks for nothing but what the year
does not have is left out. What begins with a condition in brackets, a heading with all below it
too, is there where the condition holds: `(2022)` in the report of that year, `(IND059)` where that
indicator was counted for the year, `(not IND059)` where it was not.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lscp.core import periods
from lscp.report.document import Run, Text

NARRATIVE = Path(__file__).with_name("narrative.md")
HEADING = re.compile(r"(#{1,2}) (.+) \{#([a-z-]+)\}")
CONDITION = re.compile(r"\((not )?(\d{4}|IND\d{3})\) ")
PIECE = re.compile(r"\{([^{}]*)\}|`([^`]*)`|\*\*([^*]+)\*\*")
DAY = re.compile(r"\b31 March\b")
Resolve = Callable[..., Text]


class NarrativeError(ValueError):
    """Words that cannot be printed: says the section, the line and why."""

    def __init__(self, section: str, line: int, reason: str) -> None:
        super().__init__(f"Section {section!r}, line {line} of the narrative: {reason}")


@dataclass(frozen=True)
class Piece:
    """A paragraph, a list, a note or a request, with where it stands."""

    kind: str
    lines: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Part:
    """A heading and the pieces under it."""

    id: str
    title: str
    level: int
    pieces: list[Piece]


def read(year: int, text: str | None = None, counted: Collection[str] = ()) -> list[Part]:
    """Return the parts of a year's narrative, ours by default. Raises NarrativeError.

    `counted` are the indicators that were counted for the year.
    """
    so = {str(year), *counted}
    parts: list[Part] = []
    pieces: list[Piece] = []
    for number, lines in _paragraphs(text if text is not None else NARRATIVE.read_text("utf-8")):
        found = HEADING.fullmatch(lines[0])
        if found:
            pieces = []
            parts.append(Part(found[3], found[2], len(found[1]), pieces))
        elif not parts or lines[0].startswith("#"):
            raise NarrativeError("", number, f"{lines[0]!r} is no heading: write # Title {{#id}}")
        else:
            pieces.extend(_that_hold(so, _pieces(number, lines)))
    return _parts_that_hold(so, parts)


def _apart(line: str) -> tuple[str, str]:
    """Return the conditions that a line begins with, and the line without them."""
    end = 0
    while found := CONDITION.match(line, end):
        end = found.end()
    return line[:end], line[end:]


def _holds(conditions: str, so: Collection[str]) -> bool:
    return all((each[2] in so) != bool(each[1]) for each in CONDITION.finditer(conditions))


def _parts_that_hold(so: Collection[str], parts: list[Part]) -> list[Part]:
    """Leave out headings whose conditions do not hold, with the headings below them."""
    kept: list[Part] = []
    left_out = 0
    for part in parts:
        conditions, title = _apart(part.title)
        if not _holds(conditions, so):
            left_out = left_out or part.level
        elif part.level <= (left_out or part.level):
            left_out = 0
        if not left_out:
            kept.append(replace(part, title=title))
    return kept


def _that_hold(so: Collection[str], pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Leave out lines whose conditions do not hold."""
    for piece in pieces:
        found = [_apart(line) for line in piece.lines]
        lines = tuple(line for conditions, line in found if _holds(conditions, so))
        if lines:
            yield replace(piece, lines=lines)


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    held: list[str] = []
    start = 1
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            held.append(line.rstrip())
        elif held:
            yield start, held
            held = []
        if not held:
            start = number + 1


def _pieces(number: int, lines: list[str]) -> Iterator[Piece]:
    if _apart(lines[0])[1].startswith("@"):
        for at, line in enumerate(lines):
            conditions, request = _apart(line)
            yield Piece("request", (conditions + request.removeprefix("@"),), number + at)
    elif lines[0].startswith("> "):
        yield Piece("note", (" ".join(line.removeprefix("> ") for line in lines),), number)
    elif lines[0].startswith("- "):
        items: list[str] = []
        for line in lines:
            if line.startswith("- "):
                items.append(line.removeprefix("- "))
            else:
                items[-1] += " " + line.strip()
        yield Piece("bullets", tuple(items), number)
    else:
        yield Piece("paragraph", (" ".join(lines),), number)


@dataclass(frozen=True)
class Words:
    """Turns lines of the narrative into text. `resolve` gives the runs of a figure's names."""

    year: int
    resolve: Resolve

    def text(self, line: str, section: str, number: int) -> Text:
        """Return a line as text with its figures. Raises NarrativeError."""
        runs: list[Run] = []
        at = 0
        for found in PIECE.finditer(line):
            runs += self._plain(line[at : found.start()], section, number)
            runs += self._piece(found, section, number)
            at = found.end()
        runs += self._plain(line[at:], section, number)
        return tuple(runs)

    def _plain(self, text: str, section: str, number: int) -> list[Run]:
        if re.search(r"[0-9{}]", DAY.sub("", text)):
            raise NarrativeError(
                section, number,
                f"{text.strip()!r} has a number that names no figure. Write the figure's name in "
                "braces; what is no figure, such as a section of an Act, goes between backticks.",
            )  # fmt: skip
        return [Run(text)] if text else []

    def _piece(self, found: re.Match[str], section: str, number: int) -> Text:
        name, literal, strong = found.groups()
        if literal is not None:
            return (Run(literal),)
        if strong is not None:
            return tuple(Run(run.text, strong=True) for run in self._plain(strong, section, number))
        if name in self.said:
            return (Run(self.said[name]),)
        try:
            return self.resolve(*map(self.full, name.split("|")))
        except KeyError as error:
            raise NarrativeError(
                section,
                number,
                f"there is no figure {error.args[0]}: correct the name, or compute it",
            ) from None

    def full(self, name: str) -> str:
        """Return a figure's name with the years that `year` and `before` stand for."""
        years = {"year": str(self.year), "before": str(self.year - 1)}
        return ".".join(years.get(part, part) for part in name.split("."))

    @property
    def said(self) -> dict[str, str]:
        """Return what the words for periods are."""
        period = periods.year(self.year)
        return {
            "year": periods.year_label(self.year),
            "before": periods.year_label(self.year - 1),
            "start": periods.day_label(period.start),
            "end": periods.day_label(period.end),
        }
