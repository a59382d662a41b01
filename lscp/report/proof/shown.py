"""A report as a page shows it: its blocks in their order, each piece with what was found of it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lscp.report.proof import Proof
from lscp.report.proof.document import Document, Sentence, Table
from lscp.report.proof.finding import Finding

ROWS, COLUMNS = 200, 30
"""Rows and columns of a table that are shown, beside the rows of which something was found."""
Block = dict[str, Any]


def blocks(document: Document, proof: Proof) -> list[Block]:
    """Return paragraphs, items, headings and tables; a piece names its findings by their numbers.

    A block has `kind` (head, text, item, table) and `place`; what is said stands in `parts`, each
    `{"text", "findings"}`, or for a table in `rows` of such, below its `caption`.
    """
    spoken, cells = _of_sentences(proof.findings), _of_cells(proof.findings)
    tables = sorted(enumerate(document.tables, start=1), key=lambda each: each[1].paragraph)
    found: list[Block] = []
    for paragraph in document.paragraphs():
        while tables and tables[0][1].paragraph <= paragraph[0].paragraph:
            found.append(_table(*tables.pop(0), cells))
        found.append(_paragraph(paragraph, spoken))
    return [*found, *(_table(number, table, cells) for number, table in tables)]


def where(page: int, line: int, cell: str) -> str:
    """Return a place in words: page 3, line 12, table 2, row 3, column 4."""
    parts = (f"page {page}" if page else "", f"line {line}" if line else "", cell)
    return ", ".join(part for part in parts if part)


Numbers = dict[tuple[Any, ...], list[int]]


def _of_sentences(findings: tuple[Finding, ...]) -> Numbers:
    found: Numbers = defaultdict(list)
    for number, each in enumerate(findings):
        if not each.place.cell:
            found[each.text, each.place.page, each.place.line].append(number)
    return found


def _of_cells(findings: tuple[Finding, ...]) -> Numbers:
    found: Numbers = defaultdict(list)
    for number, each in enumerate(findings):
        if each.place.cell:
            found[(each.place.cell,)].append(number)
    return found


def _paragraph(sentences: tuple[Sentence, ...], spoken: Numbers) -> Block:
    first = sentences[0]
    is_head = len(sentences) == 1 and first.text.rstrip(":") == first.heading
    parts = [
        {"text": each.text, "findings": [n for key in _keys(each) for n in spoken.get(key, ())]}
        for each in sentences
    ]
    kind = "item" if first.is_item else "head" if is_head else "text"
    return {"kind": kind, "place": where(first.place.page, first.place.line, ""), "parts": parts}


def _keys(sentence: Sentence) -> Iterator[tuple[Any, ...]]:
    """Give the places that a sentence runs over: each line of it."""
    place = sentence.place
    for more in range(len(sentence.breaks) + 1):
        yield sentence.text, place.page, place.line + more


def _table(number: int, table: Table, cells: Numbers) -> Block:
    rows: list[list[Block]] = []
    left_out = 0
    for texts, places in zip(table.rows, table.places, strict=True):
        row = [
            {"text": text[:500], "findings": cells.get((place.cell,), [])}
            for text, place in zip(texts[:COLUMNS], places, strict=False)
        ]
        if len(rows) < ROWS or any(cell["findings"] for cell in row):
            rows.append(row)
        else:
            left_out += 1
    place = table.places[0][0] if table.places and table.places[0] else None
    at = where(place.page, place.line, f"table {number}") if place else f"table {number}"
    return {"kind": "table", "place": at, "caption": table.caption, "rows": rows,
            "left_out": left_out}  # fmt: skip
