"""The compiled report: what it says, in order, before anyone lays it out.

One document becomes the PDF, the web page, Word and figures.csv. Every number in it is a run of
text that names its figure, so each of them can be compared with figures.csv again. It is plain
data: `to_json` writes it down.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any

from lscp.core import periods
from lscp.core.figures import Figure


@dataclass(frozen=True)
class Run:
    """A piece of text. `figure` is the name of the figure whose number it is, if it is one."""

    text: str
    figure: str = ""
    strong: bool = False


Text = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """Words, some of which are figures."""

    text: Text
    kind: str = "paragraph"


@dataclass(frozen=True)
class Note:
    """A paragraph set apart: what a reader must know before the numbers."""

    text: Text
    kind: str = "note"


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Text, ...]
    kind: str = "bullets"


@dataclass(frozen=True)
class Table:
    """A table with one row of headings. The first cell of a row is its heading.

    `numeric` says which columns hold numbers, and so stand to the right.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    numeric: tuple[bool, ...]
    note: Text = ()
    kind: str = "table"


@dataclass(frozen=True)
class Picture:
    """A chart with its words, and after it the table of the same numbers.

    `svg` is the drawing; `alt` what is said in its place. The made-up mark is in the drawing.
    """

    title: str
    alt: str
    svg: str
    table: Table
    made_up: bool = False
    kind: str = "picture"

    @property
    def numbers(self) -> Table:
        """Return the table, named apart from the drawing whose numbers it holds."""
        if self.table.caption != self.title:
            return self.table
        return replace(self.table, caption=f"{self.title}: the numbers")


Block = Paragraph | Note | Bullets | Table | Picture
KINDS: dict[str, type] = {
    "paragraph": Paragraph,
    "note": Note,
    "bullets": Bullets,
    "table": Table,
    "picture": Picture,
}


@dataclass(frozen=True)
class Section:
    """A heading of level 1 or 2 and what stands under it. `id` is its anchor."""

    id: str
    title: str
    level: int
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Document:
    """The whole report. `day` (ISO) is that of the figures, not of the build: same in, same out."""

    title: str
    subtitle: str
    partnership: str
    year: int
    day: str
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...] = field(default=())

    @property
    def period(self) -> str:
        """Return the days that the report is about, in words."""
        days = periods.year(self.year)
        return f"{periods.day_label(days.start)} to {periods.day_label(days.end)}"

    def runs(self) -> Iterator[Run]:
        """Return every piece of text, in order."""
        for section in self.sections:
            for block in section.blocks:
                yield from _runs(block)

    def to_json(self) -> str:
        """Return the document as JSON, the same for the same document."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def _runs(block: Any) -> Iterator[Run]:
    if isinstance(block, Run):
        yield block
    elif isinstance(block, tuple):
        for each in block:
            yield from _runs(each)
    elif is_dataclass(block):
        for each_field in fields(block):
            yield from _runs(getattr(block, each_field.name))


def words(text: str, *, strong: bool = False) -> Text:
    """Return plain words as text without figures."""
    return (Run(text, strong=strong),)


def plain(text: Text) -> str:
    """Return text without its marks."""
    return "".join(run.text for run in text)
