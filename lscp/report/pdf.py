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
from lscp.report.document import Document, Picture, Table

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
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "partnership": document.partnership,
        "period": document.period,
        "day": document.day,
        "sections": [
            {
                "title": section.title,
                "level": section.level,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _block(block: Any) -> dict[str, Any]:
    """Return a block as data, a table with the widths of its paper."""
    held = asdict(block)
    if isinstance(block, Table):
        return {**held, **_layout(block)}
    if isinstance(block, Picture):
        table = {**held["table"], **_layout(block.table)}
        return {**held, "table": table, "width": paper.drawing(block.svg)[0]}
    return held


def _layout(table: Table) -> dict[str, Any]:
    return {
        "shares": paper.shares(table),
        "small": paper.is_small(table),
        "together": paper.stays_together(table),
    }


def _said(document: Document, faults: list[Any]) -> str:
    told = "; ".join(" ".join([fault.message, *fault.hints]) for fault in faults)
    return f"The PDF of “{document.title}” could not be laid out by {TEMPLATE.name}: {told}"
