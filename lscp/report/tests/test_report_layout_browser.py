"""The report's web page in a real browser: in order on a wide screen, a narrow one and on paper."""

from pathlib import Path

import pytest

from lscp.core import charts
from lscp.report import html
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

pytestmark = pytest.mark.journey
AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAME = "IND010.E09000020.2022.primary_need.N1"


def _document():
    need = charts.bars("Need", [("Abuse", 101), ("Low income", "suppressed")], unit="count")
    short = Table("Need", need.headings, tuple(tuple(map(words, row)) for row in need.rows),
                  (False, True))  # fmt: skip
    wide = Table(
        "Where each figure comes from", ("Figure", *"ABCDEF"),
        tuple(tuple(words(f"{NAME} and more of it") for _ in range(7)) for _ in range(3)),
        (False,) * 7,
    )  # fmt: skip
    three = Table(
        "Three", ("Measure", "Kensington and Chelsea", "Partnership"),
        ((words("Children with safeguarding enquiries"), words("1,925"), words("not comparable")),),
        (False, True, True),
    )  # fmt: skip
    blocks = (
        three,
        Note(words("What to know first.")),
        Paragraph((Run("There were "), Run("101", figure=NAME, strong=True))),
        Paragraph(words("a-name-with-no-space-in-it/" * 8)),
        Bullets((words("One"), words("Two"))),
    )
    return Document(
        "The annual report", "In numbers", "A partnership", 2022, "2022-03-31",
        (Section("one", "Chapter one", 1, blocks),
         Section("two", "Below it", 2, (Picture("Need", need.alt, need.svg, short), wide))),
    )  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory, browser):
    """The report's page, open in the browser."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    html.write(_document(), path)
    opened = browser.new_page()
    opened.goto(path.as_uri())
    yield opened
    opened.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_the_page_does_not_scroll_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    assert [fault["help"] for fault in found["violations"]] == []
    assert found["passes"]


def test_the_first_key_press_offers_to_skip_to_the_report(page):
    page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_wide_table_scrolls_by_keyboard_on_a_narrow_screen(page):
    page.set_viewport_size({"width": 320, "height": 800})
    region = page.get_by_role("region", name="Where each figure comes from")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("region => region.scrollLeft > 0", arg=region.element_handle())


def test_nothing_is_cut_off_on_paper(page):
    page.set_viewport_size({"width": 642, "height": 900})  # the width between the margins of A4
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 642
    page.emulate_media(media="screen")
