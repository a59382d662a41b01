"""What a report stated, what is published and what is counted here, set beside each other."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lscp.core.figures import Origin, name_of
from lscp.core.periods import year_label
from lscp.measures import places
from lscp.measures.indicators import load
from lscp.report import stated
from lscp.report.document import Block, Bullets, Table, Text, words
from lscp.report.sources import LOOKED_AFTER, official_figure
from lscp.report.stated import Stated

if TYPE_CHECKING:
    from lscp.report.blocks import Blocks

REFERRALS, STATED_REFERRALS = "IND004", "STA08"
CHANGE = "IND061"


def stated_figures(blocks: "Blocks", asked: str) -> list[Block]:
    """Return a section's stated figures: a row for each measure, a column for each place.

    Under what is counted here too, a second row has what we count.
    """
    section, caption = asked.split(" ", 1)
    given = [each for each in stated.register() if each.section == section]
    year = str(blocks.material.year)
    of_year = {each.figure.indicator: each for each in given if each.figure.year == year}
    shown = [place for place in blocks.places if any(r.figure.authority == place for r in given)]
    rows = [row for each in of_year.values() for row in _rows(blocks, each)]
    names = [[name_of(which, place, year) for place in shown] for _, which in rows]
    body = tuple(
        (words(label), *(blocks.book.cell(name) for name in row))
        for (label, _), row in zip(rows, names, strict=True)
    )
    headings = [blocks.places[place] for place in shown]
    table = Table(
        f"{caption}, {year_label(blocks.material.year)}", ("Measure", *headings), body,
        (False, *(True for _ in headings)), _of_what(blocks, names),
    )  # fmt: skip
    notes = dict.fromkeys((each.figure.title, each.note) for each in given if each.note)
    remarks = tuple(words(f"{title}. {note}.") for title, note in notes)
    return [table, *([Bullets(remarks)] if remarks else [])]


def _rows(blocks: "Blocks", each: Stated) -> list[tuple[str, str]]:
    """Return the rows of a stated measure: the words for each, and whose figures it has."""
    rows = [(_with_unit(each), each.figure.indicator)]
    if each.counted in blocks.material.counted:
        rows.append((f"Counted here: {load()[each.counted].title}", each.counted))
    return rows


def _of_what(blocks: "Blocks", names: Iterable[Iterable[str]]) -> Text:
    """Return the words for where a table's figures are from: the report, and what is counted."""
    found = [blocks.book.get(name) for row in names for name in row]
    counted = [each.figure for each in found if each and each.source is not Origin.STATED]
    if not counted:
        return words(f"These figures are stated: {stated.SOURCE}.")
    kinds = " or ".join(blocks.kinds(counted))
    return words(f"Stated in: {stated.SOURCE}. What is “counted here” is {kinds}.")


def _with_unit(each: Stated) -> str:
    rate = each.figure.unit == "rate"
    return f"{each.figure.title}, for every 10,000 children" if rate else each.figure.title


def checked(blocks: "Blocks") -> list[Block]:
    """Return the referrals as stated, as published and as counted, side by side."""
    year, found = blocks.material.year, []
    for place in blocks.material.members:
        official = official_figure(blocks.material, REFERRALS, place, year)
        found.append((
            place, name_of(STATED_REFERRALS, place, str(year)),
            blocks.show_official(official) if official else "",
            name_of(REFERRALS, place, str(year)),
        ))  # fmt: skip
    rows = tuple(
        (words(places.name(place)), *(blocks.book.cell(name) for name in names))
        for place, *names in found
    )
    note = words(
        "Stated in the partnership's report, official from the Department for Education, and "
        f"{blocks.how_counted()}."
    )
    headings = ("Place", "Stated", "Official", "Counted here")
    title = f"Referrals from three sources, {year_label(year)}"
    return [Table(title, headings, rows, (False, True, True, True), note)]


def looked_after(blocks: "Blocks") -> list[Block]:
    """Return the children looked after on 31 March of two years, with the change.

    As counted here, with the official number of the later year beside it; where no return is
    loaded that counts them, the official numbers alone.
    """
    year = blocks.material.year
    ours = LOOKED_AFTER in blocks.material.counted
    asked = [*blocks.places] if ours else [*blocks.material.members]
    rows, shown = [], []
    for place in asked:
        names = [name_of(LOOKED_AFTER, place, str(each)) for each in (year - 1, year)]
        names.append(_change(blocks, *names))
        if ours:
            official = official_figure(blocks.material, LOOKED_AFTER, place, year)
            names.append(blocks.show_official(official) if official else "")
        shown += names
        rows.append((words(blocks.places[place]), *(blocks.book.cell(name) for name in names)))
    headings = ("Place", str(year - 1), str(year), "Change", *([f"Official, {year}"] * ours))
    sources = (
        each.source for name, each in blocks.official.items() if name in shown and each.source
    )
    note = (*blocks.sourced(shown), *words("".join(f" {s}." for s in dict.fromkeys(sources))))
    title = "Children looked after on 31 March"
    return [Table(title, headings, tuple(rows), (False, *(True for _ in headings[1:])), note)]


def _change(blocks: "Blocks", was: str, now: str) -> str:
    """Return the name of the change between two figures: ours, or worked out; empty of none."""
    before, after = blocks.book.get(was), blocks.book.get(now)
    if before is None or after is None:
        return ""
    try:
        figure = stated.change(after, before, indicator=CHANGE, title=load()[CHANGE].title)
    except stated.NoChange:
        return name_of(CHANGE, after.authority, after.year)
    return blocks.book.add(figure).figure
