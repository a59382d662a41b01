"""The styles of the Word report: change one, and all that bears it changes."""

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

TABLE = "Report Table"
FONT, LANGUAGE = "Arial", "en-GB"
BLACK, GREY = "0B0C0C", "484949"
MARGIN = 22  # millimetres beside the text
# What python-docx has no words for: a note's bar on the left, and the lines of a table.
BAR = '<w:pBdr %s><w:left w:val="single" w:sz="48" w:space="10" w:color="B1B4B6"/></w:pBdr>'
LINES = (
    '<w:tblPr %s><w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="B1B4B6"/>'
    '<w:insideH w:val="single" w:sz="4" w:color="B1B4B6"/></w:tblBorders><w:tblCellMar>'
    '<w:top w:w="60" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
    '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
HEADING_ROW = (
    '<w:tblStylePr %s w:type="firstRow"><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="8" w:color="0B0C0C"/></w:tcBorders>'
    '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
)


@dataclass(frozen=True)
class Style:
    """How paragraphs of a style look. Sizes and distances are points."""

    name: str
    size: float
    based: str = "Normal"
    bold: bool = False
    colour: str = BLACK
    before: float = 0
    after: float = 0
    indent: float = 0
    right: bool = False
    with_next: bool = False
    new_page: bool = False


STYLES = (
    Style("Normal", 11, after=8),
    Style("Body Text", 11, after=8),
    Style("List Bullet", 11, after=5),
    Style("Partnership", 14, bold=True, after=12),
    Style("Title", 34, bold=True, before=150, after=12),
    Style("Subtitle", 16, after=48),
    Style("TOC Heading", 24, bold=True, after=16, new_page=True),
    Style("toc 1", 11, bold=True, before=8, after=2),
    Style("toc 2", 11, after=2, indent=14),
    Style("Heading 1", 24, bold=True, after=16, with_next=True, new_page=True),
    Style("Heading 2", 16, bold=True, before=22, after=8, with_next=True),
    Style("Heading 3", 12, bold=True, before=14, after=6, with_next=True),
    Style("Caption", 11, bold=True, before=12, after=6, with_next=True),
    Style("Note", 11, before=12, after=14, indent=16),
    Style("Picture", 11, after=6),
    Style("Source", 9, colour=GREY, before=4, after=14),
    Style("Table Text", 9.5),
    Style("Table Text Number", 9.5, right=True),
    Style("Table Heading", 9.5, bold=True, with_next=True),
    Style("Table Heading Number", 9.5, bold=True, right=True, with_next=True),
    Style("Table Text Small", 7.5),
    Style("Table Text Number Small", 7.5, right=True),
    Style("Table Heading Small", 7.5, bold=True, with_next=True),
    Style("Table Heading Number Small", 7.5, bold=True, right=True, with_next=True),
    Style("Header", 9, colour=GREY),
    Style("Footer", 9, colour=GREY, right=True),
)


def apply(book: Any) -> None:
    """Set an empty Word file's page, language, typeface and styles."""
    for style in [each for each in book.styles if each.type == WD_STYLE_TYPE.TABLE]:
        if style.name != "Normal Table":
            style.delete()  # ninety that nothing here uses, and each look-up would pass
    page = book.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(MARGIN)
    page.top_margin = page.bottom_margin = Mm(24)
    for style in STYLES:
        _paragraphs(book.styles, style)
    note = book.styles["Note"].element.get_or_add_pPr()
    note.insert_element_before(parse_xml(BAR % nsdecls("w")), "w:spacing", "w:ind", "w:jc")
    made = book.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    made.base_style = book.styles["Normal Table"]
    for lines in (LINES, HEADING_ROW):
        made.element.append(parse_xml(lines % nsdecls("w")))
    _everywhere(book)


def _paragraphs(styles: Any, given: Style) -> None:
    """Set a paragraph style, which is made where Word's own template has none of the name."""
    if given.name in [style.name for style in styles]:
        style = styles[given.name]
    else:
        known = given.name.startswith("toc ")
        style = styles.add_style(given.name, WD_STYLE_TYPE.PARAGRAPH, builtin=known)
        style.base_style = styles[given.based]
        style.quick_style = not known
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    font, shape = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(given.size), given.bold, False
    font.color.rgb = RGBColor.from_string(given.colour)
    shape.space_before, shape.space_after = Pt(given.before), Pt(given.after)
    shape.line_spacing = 1.15
    shape.keep_with_next, shape.page_break_before = given.with_next, given.new_page
    if given.indent:
        shape.left_indent = Pt(given.indent)
    shape.alignment = WD_ALIGN_PARAGRAPH.RIGHT if given.right else WD_ALIGN_PARAGRAPH.LEFT


def _everywhere(book: Any) -> None:
    """Set typeface and language in each style: a theme's typeface would win over a style's."""
    for fonts in book.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(name), FONT)
    for part in (book.styles.element, book.settings.element):
        for tag in ("w:lang", "w:themeFontLang"):
            for language in part.iter(qn(tag)):
                language.set(qn("w:val"), LANGUAGE)
