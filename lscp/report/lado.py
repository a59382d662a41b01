"""The chapter of the LADO: what their registers count, and where there is none, what is stated."""

from typing import TYPE_CHECKING

from lscp.core.figures import name_of
from lscp.core.periods import year_label
from lscp.measures.indicators import load
from lscp.report import stated
from lscp.report.document import Block, Paragraph, Table, Text, words

if TYPE_CHECKING:
    from lscp.report.blocks import Blocks

WHO = (
    "Each authority has a Local Authority Designated Officer (LADO), who is told when it is "
    "alleged that a person who works with children has harmed a child, may have committed an "
    "offence against a child, or may not be suitable to work with children."
)
WHAT = (
    " A change is the difference divided by the earlier year. A consultation is advice on whether "
    "there is an allegation to refer, and is no referral."
)
REFERRALS, CONSULTATIONS = "IND083", "IND084"
CHANGES = {REFERRALS: "IND085", CONSULTATIONS: "IND166", stated.LADO: stated.LADO_CHANGE}


def lado(blocks: "Blocks") -> list[Block]:
    """Return the work of the LADOs in two years; nothing of a year that nobody knows of."""
    year, places = str(blocks.material.year), [*blocks.places]
    ours = any(blocks.answers(name_of(REFERRALS, place, year)) for place in places)
    if not ours and name_of(stated.LADO_CHANGE, places[-1], year) not in blocks.book.figures:
        return []
    counted = REFERRALS if ours else stated.LADO
    asked = [(counted, place) for place in places]
    asked += [(CONSULTATIONS, place) for place in places if ours]
    members = blocks.material.members if ours else ()
    return [
        Paragraph(words(WHO)), _table(blocks, asked),
        *(blocks.bars(REFERRALS, "referring_agency", place) for place in members),
    ]  # fmt: skip


def _table(blocks: "Blocks", asked: list[tuple[str, str]]) -> Table:
    year = blocks.material.year
    names = [
        [name_of(each, place, str(when)) for each, when in
         ((indicator, year - 1), (indicator, year), (CHANGES[indicator], year))]
        for indicator, place in asked
    ]  # fmt: skip
    rows = tuple(
        (words(_words(blocks, *of)), *(blocks.book.cell(name) for name in row))
        for of, row in zip(asked, names, strict=True)
    )
    note: Text = (*blocks.sourced(name for row in names for name in row), *words(WHAT))
    headings = ("Measure", year_label(year - 1), year_label(year), "Change")
    return Table("Work of the LADO", headings, rows, (False, True, True, True), note)


def _words(blocks: "Blocks", indicator: str, place: str) -> str:
    known = load()
    title = known[indicator].title if indicator in known else "Referrals to the LADO"
    return f"{title}: {blocks.places[place]}"
