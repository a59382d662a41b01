"""Figures of a report against what the system knows of that authority and year."""

import re
from collections.abc import Iterator
from fractions import Fraction

from lscp.report.proof.cells import Grid, grids
from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.judging import said, shown, written
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import (
    Example,
    Known,
    KnownFigure,
    Says,
    rule,
)
from lscp.report.proof.whole import claim, names_the_measure

QUOTED = re.compile(
    r"\b(?:as printed|as stated|figures are stated|quoted|as published in)\b", re.IGNORECASE
)
LEAD = re.compile(r"^\s*(?P<who>[A-Z][\w&’' ]{1,40}?)\s*:\s*(?P<rest>.+)$", re.DOTALL)
LOOKED_AFTER = KnownFigure(
    "Children looked after at 31 March", ("children looked after", "looked after children"),
    "E09000033", 2022, 171, "DfE, Children looked after in England",
)  # fmt: skip
KNOWN = Known(year=2022, figures=(LOOKED_AFTER,), names={"E09000033": ("Westminster", "WCC")})


@rule(
    Example("Number of looked after children\n\nWCC: 171", (Verdict.RIGHT,), KNOWN),
    Example(
        "Number of looked after children\n\nWCC: 170 (2% increase from last year)",
        (Verdict.WRONG,),
        KNOWN,
    ),
    Example("There were 171 children looked after by Westminster.", (Verdict.RIGHT,), KNOWN),
    Example("There were 160 children looked after by Westminster.", (Verdict.WRONG,), KNOWN),
    Example(
        "WCC had 170 looked after children, as stated in its report.", (Verdict.DOUBTFUL,), KNOWN
    ),
    Example("There were 160 children looked after by Brent.", (), KNOWN),
    Example("Westminster saw 40 of its children looked after.", (), KNOWN),
)
def figure_that_is_known(document: Document, known: Known) -> Iterator[Says]:
    """A count that the system has for the same measure, authority and year."""
    for sentence in document.sentences:
        for figure in known.figures:
            count = _claim(sentence, figure, known)
            if count is not None:
                yield _said(sentence, count, figure)


def _claim(sentence: Sentence, figure: KnownFigure, known: Known) -> Number | None:
    """Return the count by which a sentence states a measure of an authority, if it does."""
    names = known.names.get(figure.authority, ())
    if not names:
        return None
    lead = LEAD.match(sentence.text)
    if lead and lead["who"] in names and names_the_measure(sentence.heading, figure):
        first = next((n for n in sentence.numbers if n.kind is Kind.COUNT), None)
        exact = first is not None and first.near is Near.EXACT
        at_once = exact and first is not None and first.start <= lead.start("rest") + 2
        return first if at_once and figure.year == known.year else None
    told = claim(sentence, figure, names)
    return told.number if told and figure.year == (told.year or known.year) else None


def _said(sentence: Sentence, count: Number, figure: KnownFigure) -> Says:
    given = figure.judged(float(count.value), is_quoted=bool(QUOTED.search(sentence.text)))
    expected = shown(count.value) if given is Verdict.RIGHT else f"{figure.value:g}"
    return Says(sentence.place_of(count), sentence.text, said(count), expected, figure.told, given)


FROM_LAST = re.compile(
    r"\b(?:(?P<up>increase|rise|higher|up|more)|(?P<down>decrease|reduction|fall|lower|down|fewer))\b"
    r"[^.;()]{0,20}\b(?:last|previous|prior|the\s+year\s+before)",
    re.IGNORECASE,
)
BEFORE = KnownFigure(
    LOOKED_AFTER.measure, LOOKED_AFTER.words, "E09000033", 2021, 166, LOOKED_AFTER.source
)  # fmt: skip
BOTH_YEARS = Known(2022, "", (LOOKED_AFTER, BEFORE), KNOWN.names)
HEAD = "Number of looked after children\n\n"


@rule(
    Example(HEAD + "WCC: 171 (3% increase from last year)", (Verdict.RIGHT,), BOTH_YEARS),
    Example(HEAD + "WCC: 170 (2% increase from last year)", (Verdict.RIGHT,), BOTH_YEARS),
    Example(HEAD + "WCC: 171 (8% increase from last year)", (Verdict.WRONG,), BOTH_YEARS),
    Example(HEAD + "WCC: 171 (3% decrease from last year)", (Verdict.WRONG,), BOTH_YEARS),
    Example(HEAD + "WCC: 171 (3% increase from last year)", (), KNOWN),
    Example(HEAD + "WCC: 171 (3% of all children)", (), BOTH_YEARS),
)
def change_of_a_known_figure(document: Document, known: Known) -> Iterator[Says]:
    """A change from the year before in per cent, where the system has the figure of that year."""
    for sentence in document.sentences:
        told = FROM_LAST.search(sentence.text)
        shares = [n for n in sentence.numbers if n.kind is Kind.PERCENT]
        if not told or len(shares) != 1:
            continue
        for figure in known.figures:
            before = _before(figure, known)
            count = _claim(sentence, figure, known) if before else None
            if before and count:
                yield _changed(sentence, shares[0], (count, figure, before), bool(told["up"]))


def _before(figure: KnownFigure, known: Known) -> KnownFigure | None:
    """Return a figure of the reporting year as it was the year before, where that is known."""
    if known.year is None or figure.year != known.year:
        return None
    same = (figure.measure, figure.authority, figure.year - 1)
    return next((e for e in known.figures if (e.measure, e.authority, e.year) == same and e.value),
                None)  # fmt: skip


def _changed(
    sentence: Sentence, share: Number, about: tuple[Number, KnownFigure, KnownFigure], up: bool
) -> Says:
    claim, figure, before = about
    old = Fraction(before.value)
    ways = [100 * (new - old) / old for new in (claim.value, Fraction(figure.value))]
    fits = [way for way in ways if share.allows(abs(way)) and (way > 0) is up]
    value = (fits or ways)[0]
    return Says(
        sentence.place_of(share), sentence.text, f"{share.text} {'up' if up else 'down'}",
        f"{written(abs(value), share)} {'up' if value > 0 else 'down'}",
        f"from {shown(old)}, {before.measure}, {before.authority}, {before.year}: {before.source}",
        Verdict.RIGHT if fits else Verdict.WRONG,
    )  # fmt: skip


STATED = (
    "Children in care, {}2021 to 2022\n\nMeasure\tBrent\tWestminster\nChildren looked after\t9\t{}"
)


@rule(
    Example(STATED.format("", 171), (Verdict.RIGHT,), KNOWN),
    Example(STATED.format("", 170), (Verdict.WRONG,), KNOWN),
    Example(STATED.format("as stated, ", 170), (Verdict.DOUBTFUL,), KNOWN),
    Example("Measure\tBrent\tCamden\nChildren looked after\t9\t170", (), KNOWN),
)
def known_figure_in_a_table(document: Document, known: Known) -> Iterator[Says]:
    """A count of a table that the system has; doubtful where the table is marked as stated."""
    for grid in grids(document):
        for figure in known.figures:
            if known.year is not None and figure.year == known.year and not grid.years:
                yield from _in_table(grid, figure, known, _mark(document, grid))


def _mark(document: Document, grid: Grid) -> str:
    """Return the words that mark a table as stated elsewhere, in its caption or beside it."""
    number = grid.table.paragraph
    near = [each.text for each in document.sentences if -3 <= each.paragraph - number <= 2]
    found = QUOTED.search(" ".join((grid.table.caption, *near)))
    return found.group() if found else ""


def _in_table(grid: Grid, figure: KnownFigure, known: Known, mark: str) -> Iterator[Says]:
    names = known.names.get(figure.authority, ())
    columns = [n for n, name in enumerate(grid.head) if name in names]
    for row in grid.rows:
        if grid.label(row).lower() not in figure.words:
            continue
        for cell in (row[n] for n in columns if len(row) > n):
            if cell.value is None or cell.is_percent:
                continue
            given = figure.judged(float(cell.value), is_quoted=bool(mark))
            how = figure.told
            yield Says(cell.place, grid.said(row), cell.text.strip(), f"{figure.value:g}",
                       f"{how}; marked “{mark}”" if mark else how, given)  # fmt: skip
