"""The report as PDF, web page, Word and CSV, opened again: what was to be said is there."""

import csv
import io
import re
import zipfile
from collections import defaultdict
from dataclasses import replace

import docx
import pikepdf
import pypdf
import pytest
from docx.oxml.ns import qn
from lxml import html as lxml_html

from lscp.core import charts
from lscp.core.figures import COLUMNS, Figure, Origin, Status
from lscp.report import data, html, paper, pdf, word
from lscp.report.document import (
    Bullets,
    Document,
    Note,
    Paragraph,
    Picture,
    Run,
    Section,
    Table,
    words,
)

AWKWARD = '#import "x": * — *bold* _it_ $x$ @ref <b>&amp;</b> {{ 7 * 7 }} {% raw %} \\ `c` é ≥'
NAME = "IND010.E09000020.2022.primary_need.N{}"
FORMATS = {"pdf": pdf, "html": html, "docx": word, "csv": data}


def _figures():
    counted = [
        Figure(NAME.format(n), "IND010", "Need", "E09000020", "2022", value=100.0 + n, numerator=n)
        for n in range(60)
    ]
    hidden = replace(counted[3], value=None, numerator=None, status=Status.SUPPRESSED)
    rate = Figure(
        "IND005.E09000020.2022", "IND005", "Rate, \"of\" referrals", "E09000020", "2022",
        value=986.5, numerator=2257.0, denominator=22879.0, unit="rate", source=Origin.OFFICIAL,
    )  # fmt: skip
    return (*counted[:3], hidden, *counted[4:], rate)


def _picture(title):
    chart = charts.bars(
        title, [("Abuse & neglect", 101), ("Low <income>", "suppressed")],
        unit="count", heading="Need", made_up=True,
    )  # fmt: skip
    rows = tuple(
        (words(label), (Run(said, figure=NAME.format(n)),))
        for n, (label, said) in enumerate(chart.rows, start=2)
    )
    table = Table(f"{title}: the numbers", chart.headings, rows, (False, True), words("Made up."))
    return Picture(title, chart.alt, chart.svg, table, made_up=True)


def _sources():
    rows = tuple(
        (words(NAME.format(n)), (Run(f"{100 + n}", figure=NAME.format(n)),),
         words("Counted from the children in need census of 2021 to 2022, and from no other"),
         words("3f2a9c1b7d4e"), words("Kensington and Chelsea"), words("1"))
        for n in range(60)
    )  # fmt: skip
    headings = ("Name", "Figure", "Counted from", "Snapshot", "Authority", "Version")
    return Table("Where each figure is from", headings, rows, (False, True, *[False] * 4))


@pytest.fixture(scope="module")
def document():
    """A report of each kind of block, with awkward words and a table of several pages."""
    said = (
        Run("There were "), Run("2,257", figure="IND004.E09000020.2022", strong=True),
        Run(f" referrals. {AWKWARD}"),
    )  # fmt: skip
    sections = (
        Section("local", f"The picture {AWKWARD}", 1, (Paragraph(said), Note(words("Read me.")))),
        Section("needs", "Needs", 2, (_picture("Needs of one"), _picture("Needs of another"))),
        Section("list", "A list", 2, (Bullets((words("One"), words("Two"))),)),
        Section("sources", "Where each figure comes from", 1, (_sources(),)),
    )
    return Document(
        f"Report {AWKWARD}", "In numbers", "A Partnership & Co", 2022, "2022-03-31",
        sections, _figures(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def written(document, tmp_path_factory):
    """The path of the report in each format."""
    folder = tmp_path_factory.mktemp("report")
    for ending, module in FORMATS.items():
        module.write(document, folder / f"report.{ending}")
    return {ending: folder / f"report.{ending}" for ending in FORMATS}


@pytest.fixture(scope="module")
def page(written):
    return lxml_html.fromstring(written["html"].read_bytes())


@pytest.fixture(scope="module")
def book(written):
    return docx.Document(written["docx"])


def _squeezed(text):
    """Text without white space: a line break may stand anywhere in a long name."""
    return re.sub(r"\s", "", text)


def _pdf_text(path):
    return _squeezed("".join(page.extract_text() for page in pypdf.PdfReader(path).pages))


def _word_text(book):
    cells = [cell for table in book.tables for row in table.rows for cell in row.cells]
    return _squeezed("".join([*(p.text for p in book.paragraphs), *(cell.text for cell in cells)]))


def _tree(node, found=()):
    """Return the elements of a PDF's structure tree, in order."""
    found = list(found)
    if isinstance(node, pikepdf.Array):
        for each in node:
            found += _tree(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            found += _tree(node.K)
    return found


@pytest.fixture(scope="module")
def tree(written):
    with pikepdf.open(written["pdf"]) as opened:
        yield _tree(opened.Root.StructTreeRoot)


def test_every_run_of_the_report_is_in_each_format(document, written, page, book):
    texts = {
        "pdf": _pdf_text(written["pdf"]),
        "html": _squeezed(page.text_content()),
        "docx": _word_text(book),
    }
    for run in document.runs():
        for ending, text in texts.items():
            assert _squeezed(run.text) in text, f"{ending} lacks {run}"


def test_what_looks_like_markup_is_only_words(document, written, page, book):
    for text in _pdf_text(written["pdf"]), _squeezed(page.text_content()), _word_text(book):
        assert text.count(_squeezed(AWKWARD)) >= 3  # title, heading and paragraph


def test_each_figure_of_the_web_page_names_itself(document, page):
    shown = [
        (node.get("data-figure"), node.text_content())
        for node in page.xpath("//span[@data-figure]")
    ]
    assert shown == [(run.figure, run.text) for run in document.runs() if run.figure]


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_report_gives_the_same_bytes(ending, document, written, tmp_path):
    again = tmp_path / f"again.{ending}"
    FORMATS[ending].write(document, again)
    assert again.read_bytes() == written[ending].read_bytes()


def test_the_pdf_is_tagged_titled_and_says_that_it_is_accessible(document, written):
    with pikepdf.open(written["pdf"]) as opened:
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.Lang == "en-GB"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert opened.docinfo.Title == document.title
        assert opened.open_metadata()["pdfuaid:part"] == "1"
        assert len(opened.Root.Outlines.First) > 0


def test_the_pdf_has_tables_with_headings_and_pictures_with_words(document, tree):
    kinds = [str(node.S) for node in tree]
    assert kinds.count("/Table") == 3
    assert kinds.count("/TH") == 2 + 2 + 6  # a heading that is repeated is tagged once
    assert kinds.count("/Caption") >= 5
    assert "/TOC" in kinds
    alts = [str(node.Alt) for node in tree if "/Alt" in node]
    pictures = [
        block
        for section in document.sections
        for block in section.blocks
        if block.kind == "picture"
    ]
    assert [alt for alt in alts if alt.startswith("Bar chart")] == [each.alt for each in pictures]


def test_the_headings_of_the_pdf_skip_no_level(tree):
    levels = [
        int(kind[2:]) for kind in (str(node.S) for node in tree) if re.fullmatch(r"/H\d", kind)
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_pdf_has_no_typeface_but_inter(written):
    names = set()
    for page in pypdf.PdfReader(written["pdf"]).pages:
        embedded, not_embedded = page._get_fonts()
        assert not not_embedded
        names |= {name.split("+")[-1] for name in embedded}
    assert names
    assert all(name.startswith("Inter-") for name in names)


def test_a_heading_that_skips_a_level_is_refused_and_nothing_is_written(document, tmp_path):
    skipping = replace(document, sections=(replace(document.sections[0], level=3),))
    with pytest.raises(pdf.NotLaidOut, match="report.typ: PDF/UA-1 error"):
        pdf.write(skipping, tmp_path / "none.pdf")
    assert not (tmp_path / "none.pdf").exists()


def test_a_warning_of_the_layout_is_an_error(document, tmp_path, monkeypatch):
    source = pdf.TEMPLATE.read_text(encoding="utf-8")
    (tmp_path / "report.typ").write_text(source.replace('"Inter"', '"No such typeface"'), "utf-8")
    monkeypatch.setattr(pdf, "TEMPLATE", tmp_path / "report.typ")
    with pytest.raises(pdf.NotLaidOut, match="unknown font family"):
        pdf.write(document, tmp_path / "none.pdf")


def _lines(page):
    """Return the pieces of text on each line of a page of a PDF: (from left, size, text)."""
    lines = defaultdict(list)

    def look(text, page_at, text_at, _font, size):
        if text.strip():
            left = text_at[4] * page_at[0] + text_at[5] * page_at[2] + page_at[4]
            height = text_at[4] * page_at[1] + text_at[5] * page_at[3] + page_at[5]
            lines[round(height)].append((left, abs(size * page_at[0] * text_at[0]), text.strip()))

    page.extract_text(visitor_text=look)
    return lines.values()


def test_no_text_of_the_pdf_runs_into_the_next_column_or_off_the_page(written):
    inside = 595 - 60  # points: the left edge of the right margin
    for page in pypdf.PdfReader(written["pdf"]).pages:
        for line in _lines(page):
            pieces = sorted(line)
            ends = [*(left for left, *_ in pieces[1:]), inside]
            for (left, size, text), end in zip(pieces, ends, strict=True):
                narrow = 0.42 * size * (len(text) - 1)  # as if all its letters were narrow
                assert left + narrow <= end, text


def test_the_web_page_needs_no_other_file_and_no_script(written, page):
    assert not page.xpath("//script | //iframe | //object | //img | //link[@rel='stylesheet']")
    addresses = page.xpath("//@src | //link/@href | //a/@href")
    assert all(address.startswith(("#", "data:")) for address in addresses)
    assert "url(" not in written["html"].read_text(encoding="utf-8")


def test_the_web_page_can_be_found_about_in(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.get("lang") == "en-GB"
    for link in page.xpath("//a/@href"):
        assert link[1:] in ids
    for named in page.xpath("//@aria-labelledby | //@aria-describedby"):
        assert named in ids
    assert [page.xpath(f"count(//{mark})") for mark in ("main", "header", "nav", "h1")] == [1] * 4


def test_each_table_of_the_web_page_has_a_caption_and_headings(document, page):
    tables = page.xpath("//table")
    assert [table.findtext("caption/span") for table in tables] == [
        "Needs of one: the numbers", "Needs of another: the numbers", "Where each figure is from",
    ]  # fmt: skip
    for table in tables:
        assert set(table.xpath("thead//th/@scope")) == {"col"}
        assert all(row[0].get("scope") == "row" for row in table.xpath("tbody/tr"))
    assert tables[2].getparent().get("tabindex") == "0"


def test_each_drawing_of_the_web_page_has_its_words(document, page):
    drawings = page.xpath("//*[local-name()='svg']")
    assert [drawing[0].text for drawing in drawings] == ["Needs of one", "Needs of another"]
    for drawing in drawings:
        assert drawing.get("role") == "img"
        assert "Abuse & neglect, 101" in drawing[1].text
        assert charts.drawing.MADE_UP in drawing.text_content()


def test_word_has_real_headings_captions_and_a_contents_list(document, book):
    styles = [(p.style.name, p.text) for p in book.paragraphs]
    for section in document.sections:
        assert (f"Heading {section.level}", section.title) in styles
        assert (f"toc {section.level}", section.title) in [
            (p.style.name, "".join(p._p.itertext(qn("w:t")))) for p in book.paragraphs
        ]
    assert [text for name, text in styles if name == "Caption"] == [
        "Needs of one", "Needs of one: the numbers",
        "Needs of another", "Needs of another: the numbers", "Where each figure is from",
    ]  # fmt: skip
    marks = set(book.element.body.xpath("//w:bookmarkStart/@w:name"))
    assert set(book.element.body.xpath("//w:hyperlink/@w:anchor")) == marks
    fields = book.element.body.xpath("//w:fldChar/@w:fldCharType")
    assert fields == ["begin", "separate", "end"]


def test_word_repeats_the_headings_of_a_table_and_describes_each_picture(document, book):
    for table in book.tables:
        headings = [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows]
        assert headings == [True] + [False] * (len(table.rows) - 1)
    described = book.element.body.xpath("//wp:docPr/@descr")
    assert len(described) == 2
    assert all("Abuse & neglect, 101" in words for words in described)


def test_word_says_its_title_its_language_and_no_day_but_the_reports(document, book):
    properties = book.core_properties
    assert (properties.title, properties.language) == (document.title, "en-GB")
    assert (
        f"{properties.created:%Y-%m-%d} {properties.modified:%Y-%m-%d}" == "2022-03-31 2022-03-31"
    )
    assert set(book.styles.element.xpath("//w:lang/@w:val")) == {"en-GB"}
    assert set(book.styles.element.xpath("//w:rFonts/@w:ascii")) == {"Arial"}
    assert "PAGE" in book.sections[0].footer._element.xpath("string(.//w:fldSimple/@w:instr)")


def test_word_shows_no_preview_of_another_document(written):
    with zipfile.ZipFile(written["docx"]) as opened:
        assert not [name for name in opened.namelist() if "thumbnail" in name]


def test_word_is_formatted_by_styles_alone(book):
    assert not book.element.body.xpath("//w:r/w:rPr/*[not(self::w:rStyle)]")
    assert not book.element.body.xpath("//w:p/w:pPr/*[not(self::w:pStyle or self::w:sectPr)]")


def test_figures_csv_is_exactly_the_reports_figures_by_name(document, written):
    text = written["csv"].read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert "\r" not in text
    assert tuple(rows[0]) == COLUMNS
    assert [row["figure"] for row in rows] == sorted(each.figure for each in document.figures)
    by_name = {row["figure"]: row for row in rows}
    assert by_name[NAME.format(2)]["value"] == "102"
    hidden, rate = by_name[NAME.format(3)], by_name["IND005.E09000020.2022"]
    assert (hidden["value"], hidden["status"]) == ("", "suppressed")
    assert (rate["value"], rate["numerator"], rate["source"]) == ("986.5", "2257", "official")


def test_the_widths_of_a_table_fill_the_page_and_hold_each_columns_longest_word():
    table = _sources()
    shares = paper.shares(table)
    assert sum(shares) == pytest.approx(1, abs=0.001)
    assert shares[0] > 10 / paper.SMALL_LINE
    assert paper.is_small(table)
    assert not paper.stays_together(table)
    short = _picture("Needs").table
    assert not paper.is_small(short)
    assert paper.stays_together(short)


def test_a_drawing_that_is_taller_than_a_page_is_made_to_fit():
    usual = paper.drawing('<svg width="464" height="200"/>')
    tall = paper.drawing('<svg width="464" height="2000"/>')
    assert usual == pytest.approx((464 * paper.POINTS, 200 * paper.POINTS))
    assert tall == pytest.approx((464 * 0.3, paper.HIGHEST))


def test_a_table_that_is_called_as_its_drawing_is_told_apart_from_it():
    picture = _picture("Needs")
    same = replace(picture, table=replace(picture.table, caption="Needs"))
    assert same.numbers.caption == "Needs: the numbers"
    assert replace(same, table=replace(same.table, caption="Another")).numbers.caption == "Another"


@pytest.mark.parametrize("before", range(8, 12))
def test_words_that_lead_to_a_chart_stand_on_its_page(before, document, tmp_path):
    filler = tuple(Paragraph(words("Words. " * 40)) for _ in range(before))
    lead = (Paragraph(words("What to know.")), Note(words("And this.")), _picture("The chart"))
    sections = (Section("a", "A", 1, filler), Section("b", "The heading", 2, lead))
    pdf.write(replace(document, sections=sections), tmp_path / "report.pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "report.pdf").pages]
    [place] = [place for place, text in enumerate(pages) if "The chart: the numbers" in text]
    assert all(each in pages[place] for each in ("The heading", "What to know.", "And this."))
