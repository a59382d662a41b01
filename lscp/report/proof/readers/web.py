"""Reads HTML, and Markdown by way of it. Nothing that a page refers to is opened."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from lscp.report.proof.document import Document
from lscp.report.proof.finding import Place
from lscp.report.proof.readers import text
from lscp.report.proof.readers.building import Building

SKIPPED = {"script", "style", "template", "nav", "noscript", "svg", "head"}
HEADS = {"h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"}
BLOCKS = {
    "p", "li", "div", "section", "article", "main", "header", "footer", "blockquote", "dd", "dt",
    "td", "th", "body", "ul", "ol", "table", "figure", "dl", "details", "summary", "pre", "aside",
}  # fmt: skip
DEEPEST = 2000
RULE = re.compile(r"^\s*\|?\s*:?-{2,}")


def read(source: str, name: str) -> Document:
    """Return the document of a page."""
    parser = html.HTMLParser(no_network=True, recover=True, huge_tree=False)
    try:
        root = html.document_fromstring(source.encode(), parser=html.HTMLParser(
            no_network=True, encoding="utf-8", recover=True))  # fmt: skip
    except (etree.ParserError, ValueError):
        return text.read(source, name)
    del parser
    building = Building(name)
    for element in _blocks(root):
        _take(element, building)
    return building.document()


def _blocks(root: Any) -> Iterator[Any]:
    """Give the elements that hold words of their own, in order, without recursion."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in SKIPPED:
            continue
        yield element
        if element.tag != "table":
            waiting.extend(reversed(list(element)))


def _take(element: Any, building: Building) -> None:
    place = Place(line=element.sourceline or 0)
    if element.tag == "table":
        for caption in element.iter("caption"):
            building.head(_words(caption), place)
        building.table(([_words(cell) for cell in row.iter("td", "th")]
                        for row in element.iter("tr")), place)  # fmt: skip
    elif element.tag in HEADS:
        building.head(_words(element), place)
    elif element.tag in BLOCKS:
        words = _own(element)
        if words.strip():
            building.paragraph(words, place, is_item=element.tag == "li")


def _own(element: Any) -> str:
    """Return the words of an element without those of blocks within it."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in BLOCKS | HEADS | SKIPPED:
            parts.append(_words(child))
        parts.append(child.tail or "")
    return " ".join(parts)


def _words(element: Any) -> str:
    return " ".join(
        part for each in element.iter() if each.tag not in SKIPPED
        for part in (each.text or "", (each.tail or "") if each is not element else "")
    )  # fmt: skip


def markdown(source: str, name: str) -> Document:
    """Return the document of a Markdown text: its tables of bars become tables of tabs."""
    lines = []
    for line in source.split("\n"):
        if RULE.match(line) and "|" in line:
            lines.append("-\t-")  # keeps the line’s number; no number stands in it
        elif line.strip().startswith("|"):
            lines.append("\t".join(cell.strip() for cell in line.strip().strip("|").split("|")))
        else:
            lines.append(re.sub(r"^#+\s*|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", "", line))
    return text.read("\n".join(lines), name)
