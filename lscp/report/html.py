"""The report as one accessible web page that needs nothing beside it: no script, no other file.

It can be put on any site, sent by mail, or printed. Whatever the report says is escaped.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from lxml import etree
from markupsafe import Markup, escape

from lscp.core import periods
from lscp.report.document import Document, Picture

TEMPLATE = Path(__file__).with_name("report.html")
FITS, CROWDED = 2, 6  # columns that a screen of 320 pixels holds; that want room of their own
LONG_WORD, AFTER = re.compile(r"\S{17,}"), re.compile(r"(?<=[._/-])(?=\w)")
SVG = "{http://www.w3.org/2000/svg}"


def write(document: Document, path: Path) -> None:
    """Write the document as one web page."""
    page = _template().render(
        document=document,
        day=periods.day_label(date.fromisoformat(document.day)),
        contents=_contents(document),
    )
    path.write_bytes(page.encode())


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATE.parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(drawing=_drawing, fits=FITS, crowded=CROWDED)
    environment.filters["breaking"] = _breaking
    return environment.get_template(TEMPLATE.name)


def _contents(document: Document) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the chapters, each with the sections below it, as (id, title, …)."""
    chapters: list[tuple[str, str, list[tuple[str, str]]]] = []
    for section in document.sections:
        if section.level == 1:
            chapters.append((section.id, section.title, []))
        elif section.level == 2:
            chapters[-1][2].append((section.id, section.title))
    return chapters


def _breaking(text: str) -> Markup:
    """Return text in which a long name may go on in the next line after a full stop."""
    return Markup(LONG_WORD.sub(lambda word: AFTER.sub("<wbr>", word[0]), escape(text)))


def _drawing(picture: Picture, name: str) -> Markup:
    """Return the drawing with its text alternative, its ids unlike any other drawing's."""
    root = etree.fromstring(picture.svg.encode())
    for old in root.findall(f"{SVG}title") + root.findall(f"{SVG}desc"):
        root.remove(old)
    for place, (tag, words) in enumerate((("title", picture.title), ("desc", picture.alt))):
        node = etree.Element(f"{SVG}{tag}", id=f"{name}-{tag}")
        node.text = words
        root.insert(place, node)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title")
    root.set("aria-describedby", f"{name}-desc")
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))
