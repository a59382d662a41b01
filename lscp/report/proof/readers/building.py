"""Puts a document together from paragraphs and tables, in their order, for every reader."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from lscp.report.proof.document import Document, Sentence, Table, sentences
from lscp.report.proof.finding import Place

MOST_COLUMNS, LONGEST = 500, 5000
"""Columns of a table, and letters of a cell, that are read."""


@dataclass
class Building:
    """A document that is being read. Paragraphs and tables are added in the order of reading."""

    file: str
    said: list[Sentence] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    heading: str = ""
    paragraphs: int = 0

    def head(self, text: str, place: Place) -> None:
        """Add a heading: what follows stands below it."""
        self.heading = text.strip()
        self.paragraph(text, place)

    def paragraph(self, text: str, place: Place, *, is_item: bool = False) -> None:
        """Add a paragraph, or an item of a list."""
        for _, said in sentences(" ".join(text.split())):
            self.said.append(Sentence(said, place, self.heading, self.paragraphs, is_item))
        self.paragraphs += 1

    def table(self, rows: Iterable[Iterable[str]], place: Place, *, lines: bool = False) -> None:
        """Add a table. Where rows have lines, the first is at the place and each on the next."""
        number = len(self.tables) + 1
        cells = [
            [" ".join(str(cell)[:LONGEST].split()) for cell in islice(row, MOST_COLUMNS)]
            for row in rows
        ]
        places = tuple(
            tuple(
                Place(place.page, place.line + r if lines else place.line,
                      f"table {number}, row {r + 1}, column {c + 1}")
                for c in range(len(row))
            )
            for r, row in enumerate(cells)
        )  # fmt: skip
        if cells:
            self.tables.append(
                Table(tuple(map(tuple, cells)), places, self.heading, self.paragraphs)
            )

    def document(self) -> Document:
        """Return the document."""
        return Document(self.file, tuple(self.said), tuple(self.tables), tuple(self.unread))
