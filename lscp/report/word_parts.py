"""What Word has and python-docx has no words for: fields, bookmarks, heading rows, fixed dates."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

WIDTH = Mm(166)  # of the text, between the margins


def _made(tag: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _text_run(text: str, tag: str = "t") -> Any:
    run, held = _made("r"), _made(tag)
    held.text = text
    held.set(qn("xml:space"), "preserve")
    run.append(held)
    return run


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Mark a paragraph's words, so that a link can lead to them."""
    start = _made("bookmarkStart", id=str(number), name=name)
    first = paragraph.runs[0]._r
    first.addprevious(start)
    paragraph._p.append(_made("bookmarkEnd", id=str(number)))


def link(paragraph: Any, text: str, *, to: str) -> None:
    """Add words that lead to a bookmark."""
    linked = _made("hyperlink", anchor=to, history="1")
    linked.append(_text_run(text))
    paragraph._p.append(linked)


def field_around(first: Any, last: Any, instruction: str) -> None:
    """Make what stands from the first paragraph to the last the present value of a field."""
    start = [_made("r"), _text_run(f" {instruction} ", "instrText"), _made("r"), _made("r")]
    for run, kind in zip((start[0], start[2], start[3]), ("begin", "separate", "end"), strict=True):
        run.append(_made("fldChar", fldCharType=kind))
    before = first._p.find(qn("w:hyperlink"))
    for run in start[:3]:
        before.addprevious(run)
    last._p.append(start[3])


def running(section: Any, title: str) -> None:
    """Put the title above and the number below each page but the first."""
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].add_run(title)
    number = _made("fldSimple", instr=" PAGE ")
    number.append(_text_run("2"))
    section.footer.paragraphs[0]._p.append(number)


def without_preview(package: Any) -> None:
    """Drop the small picture of the first page, which is that of an empty template."""
    for name, related in list(package.rels.items()):
        if related.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]


def alternative(run: Any, words: str) -> None:
    """Say what stands for the picture in a run, for those who do not see it."""
    for picture in run._r.iter(qn("wp:docPr")):
        picture.set("descr", words)


def laid_out(table: Any, shares: Sequence[float], caption: str) -> None:
    """Set a table's widths; name it; repeat its first row on each page; split no row."""
    table.autofit = False
    table._tbl.tblPr.append(_made("tblCaption", val=caption))
    widths = [int(WIDTH * share) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, row in enumerate(table.rows):
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
        row._tr.get_or_add_trPr().append(_made("cantSplit"))
        if place == 0:
            row._tr.trPr.append(_made("tblHeader"))


def dated(written: bytes, day: date) -> bytes:
    """Return a Word file with each part of one date, so that the same report is the same bytes."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written)) as given,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            part = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(part, given.read(name))
    return held.getvalue()
