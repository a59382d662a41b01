"""The report in Word, for those who redraft it: styles throughout, and no formatting by hand.

Headings, captions and heading rows are what Word knows by those names, so that its contents
list, its navigation pane and a screen reader all find them.
"""

import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.shared import Pt

from lscp.core.charts import Chart
from lscp.report import paper, word_parts, word_styles
from lscp.report.document import (
    Bullets,
    Document,
    Note,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
    words,
)

DOTS = 2.5  # dots of the picture for a pixel of the drawing: sharp in print, and not slow


def write(document: Document, path: Path) -> None:
    """Write the document as a Word file: the same bytes for the same document."""
    book = docx.Document()
    word_styles.apply(book)
    _properties(book, document)
    _cover(book, document)
    _contents(book, document)
    for place, section in enumerate(document.sections):
        _section(book, section, place)
    held = io.BytesIO()
    book.save(held)
    path.write_bytes(word_parts.dated(held.getvalue(), date.fromisoformat(document.day)))


def _properties(book: Any, document: Document) -> None:
    properties, day = book.core_properties, date.fromisoformat(document.day)
    properties.title, properties.subject = document.title, document.subtitle
    properties.author = properties.last_modified_by = document.partnership
    properties.language, properties.comments, properties.revision = "en-GB", "", 1
    properties.created = properties.modified = datetime.combine(day, time())
    word_parts.running(book.sections[0], document.title)
    word_parts.without_preview(book.part.package)


def _cover(book: Any, document: Document) -> None:
    book.add_paragraph(document.partnership, style="Partnership")
    book.add_paragraph(document.title, style="Title")
    book.add_paragraph(document.subtitle, style="Subtitle")
    book.add_paragraph(document.period, style="Partnership")


def _contents(book: Any, document: Document) -> None:
    """Add the contents list, filled in: Word adds the pages when somebody updates the field."""
    book.add_paragraph("Contents", style="TOC Heading")
    lines = []
    for place, section in enumerate(document.sections):
        if section.level <= 2:
            lines.append(book.add_paragraph(style=f"toc {section.level}"))
            word_parts.link(lines[-1], section.title, to=_mark(place))
    if lines:
        word_parts.field_around(lines[0], lines[-1], r'TOC \o "1-2" \h \z')


def _section(book: Any, section: Section, place: int) -> None:
    heading = book.add_heading(section.title, section.level)
    word_parts.bookmark(heading, _mark(place), place)
    for block in section.blocks:
        match block:
            case Paragraph():
                _said(book.add_paragraph(style="Body Text"), block.text)
            case Note():
                _said(book.add_paragraph(style="Note"), block.text)
            case Bullets():
                for item in block.items:
                    _said(book.add_paragraph(style="List Bullet"), item)
            case Table():
                _table(book, block)
            case Picture():
                _picture(book, block)
                _table(book, block.numbers)


def _mark(place: int) -> str:
    """Return the name of a heading's bookmark, as Word names those of its own contents lists."""
    return f"_Toc{place:08}"


def _said(paragraph: Any, text: Text) -> None:
    for run in text:
        paragraph.add_run(run.text, style="Strong" if run.strong else None)


def _picture(book: Any, picture: Picture) -> None:
    book.add_paragraph(picture.title, style="Caption")
    drawn = Chart(picture.title, picture.alt, picture.svg, (), ()).png(DOTS)
    wide, tall = paper.drawing(picture.svg)
    run = book.add_paragraph(style="Picture").add_run()
    run.add_picture(io.BytesIO(drawn), Pt(wide), Pt(tall))
    word_parts.alternative(run, picture.alt)


def _table(book: Any, table: Table) -> None:
    """Add a table under its caption, in small type where it holds much."""
    book.add_paragraph(table.caption, style="Caption")
    made = book.add_table(1 + len(table.rows), len(table.headings), style=word_styles.TABLE)
    heads, texts = (_styles(book, table, kind) for kind in ("Heading", "Text"))
    headings = tuple(words(heading) for heading in table.headings)
    for place, row in enumerate(made.rows):
        given, styles = (table.rows[place - 1], texts) if place else (headings, heads)
        for text, cell, style in zip(given, row.cells, styles, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph._p.style = style  # by its id: by its name, Word's hundred styles are searched
            _said(paragraph, text)
    word_parts.laid_out(made, paper.shares(table), table.caption)
    # Always, since two tables with nothing between them would be one table in Word.
    _said(book.add_paragraph(style="Source"), table.note)


def _styles(book: Any, table: Table, kind: str) -> list[str]:
    """Return the id of the style that each column's headings, or texts, bear."""
    small = " Small" if paper.is_small(table) else ""
    names = [f"Table {kind}{' Number' * numeric}{small}" for numeric in table.numeric]
    return [book.styles[name].style_id for name in names]
