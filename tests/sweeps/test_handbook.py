"""The handbook's pictures: each that a page shows is there, small enough, and none lies unused."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "docs" / "handbook"
PAGES = [ROOT / "README.md", *sorted(HANDBOOK.glob("*.md"))]
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LARGEST = 60_000  # bytes


def shown(page):
    """Return what stands for each picture of a page, and where the picture lies."""
    said = SHOWN.findall(page.read_text(encoding="utf-8"))
    return [(words, (page.parent / place).resolve()) for words, place in said]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_picture_that_a_page_shows_is_there_and_said_in_words(page):
    for words, picture in shown(page):
        assert picture.is_file(), f"make pictures: there is no {picture.name}"
        assert words.strip(), picture.name


def test_no_picture_lies_unused():
    used = {picture for page in PAGES for _, picture in shown(page)}
    kept = {*HANDBOOK.glob("images/*"), *ROOT.glob("docs/images/*")}
    assert not {picture.name for picture in kept - used}


def test_pictures_are_small():
    large = {picture.name for picture in HANDBOOK.glob("images/*.png")
             if picture.stat().st_size > LARGEST}  # fmt: skip
    assert not large
