"""The report as a tagged, accessible PDF (PDF/UA-1), laid out by Typst from report.typ.

What the report says reaches Typst as data and never as source, so no word of it can be markup.
The typeface is ours and the fonts of the machine are ignored: the same document gives the same
bytes everywhere.
"""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

from lscp.core import fonts
from lscp.report import paper
from lscp.report.document import Block, Document, Note, Paragraph, Picture, Section, Table

TEMPLATE = Path(__file__).with_name("report.typ")


class NotLaidOut(Exception):
    """The report could not be laid out, and no PDF was written."""


def write(document: Document, path: Path) -> None:
    """Write the document as PDF. Raises NotLaidOut where Typst refuses it or has a warning."""
    day = date.fromisoformat(document.day)
    try:
        written, warnings = typst.compile_with_warnings(
            str(TEMPLATE),
            format="pdf",
            pdf_standards=["ua-1"],
            font_paths=[str(folder) for folder in fonts.folders()],
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(_data(document), ensure_ascii=False)},
            timestamp=datetime.combine(day, time(), UTC),
        )
    except typst.TypstError as refused:
        raise NotLaidOut(_said(document, [refused])) from refused
    if warnings:
        raise NotLaidOut(_said(document, warnings))
    path.write_bytes(written)


def _data(document: Document) -> dict[str, Any]:
    """Return what the template reads: the document, and what of its layout is worked out here."""
    sections = document.sections
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "partnership": document.partnership,
        "period": document.period,
        "day": document.day,
        "sections": [
            _section(section, below=sections[place + 1 : place + 2])
            for place, section in enumerate(sections)
        ],
    }


def _section(section: Section, *, below: tuple[Section, ...]) -> dict[str, Any]:
    """Return a section as data. One that others stand under starts on a page of its own."""
    return {
        "title": section.title,
        "level": section.level,
        "new_page": section.level == 1 and any(each.level > 1 for each in below),
        "blocks": [
            {**_block(block), "leads": _leads(section.blocks[place:])}
            for place, block in enumerate(section.blocks)
        ],
    }


def _leads(blocks: tuple[Block, ...]) -> bool:
    """Return whether the first of blocks is words that lead to a table or chart."""
    after = next((each for each in blocks if not isinstance(each, Paragraph | Note)), None)
    return isinstance(after, Picture | Table) and after is not blocks[0]


def _block(block: Block) -> dict[str, Any]:
    """Return a block as data, a table with the widths of its columns."""
    if isinstance(block, Picture):
        return {
            **asdict(block),
            "table": _block(block.numbers),
            "width": paper.drawing(block.svg)[0],
            "beside": paper.beside(block.numbers),
            "together": paper.on_one_page(block),
        }
    if isinstance(block, Table):
        return {
            **asdict(block),
            "shares": paper.shares(block),
            "small": paper.is_small(block),
            "together": paper.stays_together(block),
        }
    return asdict(block)


def _said(document: Document, faults: list[Any]) -> str:
    told = "; ".join(" ".join([fault.message, *fault.hints]) for fault in faults)
    return f"The PDF of “{document.title}” could not be laid out by {TEMPLATE.name}: {told}"
