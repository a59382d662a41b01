"""Reads plain text: lines become paragraphs, items of lists, headings and tables of tabs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lscp.report.proof.document import Document, Sentence, Table, sentences
from lscp.report.proof.finding import Place

ITEM = re.compile(r"^\s*(?:[•●▪◦\uf000-\uf0ff*–—-]|o(?=\s)|\d{1,3}[.)])\s+\S")
MARK = re.compile(r"^\s*(?:[•●▪◦\uf000-\uf0ff*–—-]|o(?=\s))\s+")
WRAPPED = 45
"""Letters of a line from which on the next may be its continuation."""
FIGURE = re.compile(r"\d\s*%|:\s*[\d£]")
PAGE = re.compile(r"^\s*\d{1,3}\s*$")


@dataclass
class _Paragraph:
    """Lines that belong together, with the number of the first."""

    first: int
    lines: list[str] = field(default_factory=list)
    is_item: bool = False


def read(text: str, name: str) -> Document:
    """Return the document of a text. A form feed begins a page."""
    pages = text.split("\f")
    paged = len(pages) > 1
    found: list[Sentence] = []
    tables: list[Table] = []
    line, heading = 1, ""
    for number, page in enumerate(pages, start=1):
        rows = page.split("\n")
        for block in _blocks(rows, line):
            if isinstance(block, _Paragraph):
                at = Place(page=number if paged else 0, line=block.first)
                heading = _heading(block) or heading
                found.extend(_sentences(block, at, heading, len(found)))
            else:
                at_page = number if paged else 0
                table = _table(block, at_page, len(tables) + 1, heading)
                tables.append(replace(table, paragraph=len(found)))
        line += len(rows) - 1
    return Document(name, tuple(found), tuple(tables))


Row = tuple[int, str]


def _blocks(rows: list[str], first: int) -> Iterator[_Paragraph | list[Row]]:
    """Give the paragraphs and the tables of a page."""
    held: _Paragraph | list[Row] | None = None
    for line, text in enumerate(rows, start=first):
        begun = _begun(held, line, text)
        if begun is not held:
            if held:
                yield held
            held = begun
    if held:
        yield held


def _begun(
    held: _Paragraph | list[Row] | None, line: int, text: str
) -> _Paragraph | list[Row] | None:
    """Return the block that a line belongs to: the one before it, a new one, or none."""
    if "\t" in text.strip():
        table = held if isinstance(held, list) else []
        table.append((line, text))
        return table
    if not text.strip() or PAGE.match(text):
        return None
    if isinstance(held, _Paragraph) and not ITEM.match(text) and _goes_on(held.lines[-1], text):
        held.lines.append(text)
        return held
    return _Paragraph(line, [text], bool(MARK.match(text)))


def _goes_on(line: str, following: str) -> bool:
    """Say whether a line goes on in the next: it was full, or the next begins in the middle."""
    if line.rstrip().endswith(":"):
        return False
    return len(line.rstrip()) >= WRAPPED or following.lstrip()[:1].islower()


def _heading(block: _Paragraph) -> str:
    """Return what a paragraph says as a heading, where it looks like one."""
    if len(block.lines) > 1 or block.is_item:
        return ""
    text = block.lines[0].strip().rstrip(":")
    looks = len(text) < 90 and text[:1].isupper() and text[-1:] not in ".,;"
    return text if looks and not FIGURE.search(text) else ""


def _sentences(block: _Paragraph, at: Place, heading: str, number: int) -> Iterator[Sentence]:
    lines = [MARK.sub("", block.lines[0]).rstrip(), *(line.strip() for line in block.lines[1:])]
    text, ends = "", []
    for line in lines:
        if text:
            text += " "
            ends.append(len(text))
        text += line
    lead = len(text) - len(text.lstrip())
    for start, said in sentences(text):
        begins = start + (lead if start == 0 else 0)
        passed = sum(end <= begins for end in ends)
        inside = tuple(end - begins for end in ends if begins < end < begins + len(said))
        place = Place(at.page, at.line + passed)
        yield Sentence(said, place, heading, number, block.is_item, inside)


def _table(rows: Iterable[Row], page: int, number: int, caption: str) -> Table:
    cells = [(line, [cell.strip() for cell in text.split("\t")]) for line, text in rows]
    return Table(
        tuple(tuple(row) for _, row in cells),
        tuple(
            tuple(
                Place(page, line, f"table {number}, row {r}, column {c}")
                for c, _ in enumerate(row, start=1)
            )
            for r, (line, row) in enumerate(cells, start=1)
        ),
        caption,
    )
