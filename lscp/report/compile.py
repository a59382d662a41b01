"""Compiles the annual report: words, figures, tables and charts become one document.

A function of plain data, without a database: the same material gives the same document.
"""

from collections.abc import Iterable

from lscp.core import periods
from lscp.core.figures import Figure, Origin
from lscp.measures import places
from lscp.measures.indicators import load
from lscp.report import narrative, stated
from lscp.report.blocks import Blocks
from lscp.report.book import Book
from lscp.report.document import Block, Bullets, Document, Note, Paragraph, Section, Table, words
from lscp.report.narrative import NarrativeError, Part, Piece, Words
from lscp.report.sources import Material

COUNTED = (Origin.RETURN, Origin.LIVE, Origin.REGISTER, Origin.DEMONSTRATION)
TITLE = "Safeguarding children: annual report"


def report(material: Material, text: str | None = None) -> Document:
    """Return the report of a year. Raises NarrativeError, which names the section and the id."""
    made = _Report(material)
    told = narrative.read(material.year, text, material.counted)
    parts = [(part, made.section(part)) for part in told]
    # What asks only for what the year has nothing of is left out, heading and all.
    sections = tuple(section for part, section in parts if section.blocks or not part.pieces)
    return Document(
        title=f"{TITLE} {periods.year_label(material.year)}",
        subtitle="Safeguarding in numbers",
        partnership=" and ".join(places.name(member) for member in material.members),
        year=material.year,
        day=material.day.isoformat(),
        sections=sections,
        figures=made.figures(),
    )


class _Report:
    def __init__(self, material: Material) -> None:
        self.material = material
        qualifiers = {each.figure.figure: each.qualifier for each in stated.register()}
        self.book = Book([*material.figures, *stated.figures()], qualifiers)
        self.blocks = Blocks(material, self.book)
        self.words = Words(material.year, lambda *names: self.book.text(self.book.first(*names)))

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure of the year, and those of other years that the report names."""
        year = str(self.material.year)
        of_year = {each.figure: each for each in self.material.figures if each.year == year}
        return tuple((of_year | self.book.used).values())

    def section(self, part: Part) -> Section:
        found: list[Block] = []
        for piece in part.pieces:
            found += self._blocks(part.title, piece)
        return Section(part.id, part.title, part.level, tuple(found))

    def _blocks(self, section: str, piece: Piece) -> list[Block]:
        if piece.kind == "request":
            return self._request(section, piece)
        texts = [self.words.text(line, section, piece.line) for line in piece.lines]
        match piece.kind:
            case "bullets":
                return [Bullets(tuple(texts))]
            case "note":
                return [Note(texts[0])]
        return [Paragraph(texts[0])]

    def _request(self, section: str, piece: Piece) -> list[Block]:
        try:
            if piece.lines[0] == "sources":
                return self._sources()
            return self.blocks.make(piece.lines[0])
        except (KeyError, ValueError, TypeError) as error:
            raise NarrativeError(
                section, piece.line, f"@{piece.lines[0]} cannot be made: {error}"
            ) from error

    # Where each figure comes from.

    def _sources(self) -> list[Block]:
        return [block for block in (
            self._counted(), self._loads(), self._official(), self._stated()
        ) if block.rows]  # fmt: skip

    def _counted(self) -> Table:
        """Return a row for each indicator that is shown, with what its figures are from."""
        found: dict[str, list[Figure]] = {}
        for figure in self.book.used.values():
            if figure.source in COUNTED:
                found.setdefault(figure.indicator, []).append(figure)
        rows = tuple(
            (words(indicator), words(load()[indicator].title),
             words(_listed(each.authority for each in figures)),
             words(_listed(each.year for each in figures)),
             words(_listed(each.definition_version for each in figures)))
            for indicator, figures in sorted(found.items())
        )  # fmt: skip
        headings = ("Indicator", "What it is", "Authorities", "Years", "Definition version")
        note = words(
            "A figure is counted from the snapshot, below, of its authority and its year; one that "
            "looks back twelve months, from that of the year before too. figures.csv names the "
            "snapshots of each."
        )
        return Table("Figures that are counted here", headings, rows, (False,) * 5, note)

    def _loads(self) -> Table:
        """Return a row for each file that the figures shown were counted from."""
        shown = {name for each in self.book.used.values() for name in each.snapshot.split("+")}
        rows = tuple(
            (words(each.snapshot), words(places.name(each.authority)),
             words(periods.year_label(each.year)), words(each.file_name),
             words(periods.day_label(each.loaded_on)),
             words(each.kind))
            for each in self.material.loads if each.snapshot in shown
        )  # fmt: skip
        headings = ("Snapshot", "Authority", "Year", "File", "Loaded on", "What it is")
        return Table("Snapshots and the files they were read from", headings, rows, (False,) * 6)

    def _official(self) -> Table:
        shown: dict[str, list[str]] = {}
        for name, each in self.blocks.official.items():
            if name in self.book.used and each.source:
                shown.setdefault(each.source, []).append(each.figure.indicator)
        rows = tuple(
            (words(source), words(", ".join(sorted(set(indicators)))))
            for source, indicators in sorted(shown.items())
        )
        return Table(
            "Official statistics", ("Release, with its licence", "Indicators"), rows, (False, False)
        )

    def _stated(self) -> Table:
        found: dict[str, list[stated.Stated]] = {}
        for each in stated.register():
            if each.figure.figure in self.book.used:
                found.setdefault(each.figure.indicator, []).append(each)
        rows = tuple(
            (words(indicator), words(rows[0].figure.title),
             words(_listed(str(each.line) for each in rows)),
             words(". ".join(dict.fromkeys(each.note for each in rows if each.note))))
            for indicator, rows in found.items()
        )  # fmt: skip
        headings = ("Figure", "What it is", "Lines", "Note")
        return Table(f"Stated figures: {stated.SOURCE}", headings, rows, (False,) * 4)


def _listed(given: Iterable[str]) -> str:
    return ", ".join(sorted(set(given)))
