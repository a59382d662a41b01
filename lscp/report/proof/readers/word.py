"""Reads Word: paragraphs and tables in their order, footnotes, and the text of boxes."""

import io
from typing import Any

from docx import Document as opened
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from lscp.report.proof.document import Document
from lscp.report.proof.finding import Place
from lscp.report.proof.readers.building import Building
from lscp.report.proof.reading import NotReadable

NOWHERE = Place()


def read(data: bytes, name: str) -> Document:
    """Return the document of a Word file. Raises NotReadable."""
    try:
        file = opened(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise NotReadable(name, "It is damaged, or no Word file.",
                          "Save it again as docx.") from error  # fmt: skip
    building = Building(name)
    for block in file.iter_inner_content():
        if isinstance(block, Table):
            building.table(_rows(block), NOWHERE)
        else:
            _paragraph(block, building)
    _boxes(file.element.body, building)
    for part in file.part.package.iter_parts():
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            _notes(part.blob, building)
    return building.document()


def _paragraph(block: Paragraph, building: Building) -> None:
    style = (block.style.name or "") if block.style is not None else ""
    if not block.text.strip():
        return
    if style.startswith(("Heading", "Title", "Caption")):
        building.head(block.text, NOWHERE)
    else:
        numbered = block._p.pPr is not None and block._p.pPr.numPr is not None
        building.paragraph(block.text, NOWHERE, is_item=numbered or style.startswith("List"))


def _rows(table: Table) -> list[list[str]]:
    """Return the cells of a table, each once, where it is merged over several."""
    return [
        [cell.text for n, cell in enumerate(row.cells) if n == 0 or cell._tc is not
         row.cells[n - 1]._tc]
        for row in table.rows
    ]  # fmt: skip


def _boxes(body: Any, building: Building) -> None:
    """Add the text of boxes: Word keeps it twice, for old readers too; the newer is read."""
    for box in body.iter(qn("w:txbxContent")):
        above = {parent.tag.rpartition("}")[2] for parent in box.iterancestors()}
        if "Fallback" not in above:
            for paragraph in box.iter(qn("w:p")):
                building.paragraph(_words(paragraph), NOWHERE)


def _notes(blob: bytes, building: Building) -> None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for paragraph in etree.fromstring(blob, parser).iter(qn("w:p")):
        building.paragraph(_words(paragraph), NOWHERE)


def _words(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
