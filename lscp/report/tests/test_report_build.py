"""The report of a year is built from what is stored, and is the same each time."""

from dataclasses import replace

import pytest

from lscp.core.figures import PARTNERSHIP, Figure, Origin, name_of
from lscp.measures import actions
from lscp.measures.indicators import load
from lscp.report.build import NothingToReport, NotRight, build, compiled
from lscp.report.document import Paragraph, Run
from lscp.report.proof.known import published

MEMBERS = ("E09000020", "E09000033")


PUBLISHED = {
    "IND059": "Children looked after at 31 March",
    "IND062": "Children who started to be looked after in the year",
    "IND063": "Children who ceased to be looked after in the year",
}


def everything(year):
    """Return a made-up total of each indicator for each place; the published one, where it is."""
    told = {(each.measure, each.authority): each.value for each in published(year).figures
            if each.year == year}  # fmt: skip
    units = {"share": "percentage"}
    return [
        Figure(
            name_of(each.id, who, str(year)), each.id, each.title, who, str(year),
            value=_changed(each.id, who, year) if each.unit == "change" else told.get(
                (PUBLISHED.get(each.id), who), 50.0),
            numerator=30, denominator=60, unit=units.get(each.unit, each.unit),
            source=Origin.DEMONSTRATION, definition_version=each.version,
        )
        for each in load().values() for who in (*MEMBERS, PARTNERSHIP)
    ]  # fmt: skip


def _changed(indicator, who, year):
    """Return the change of children in care from the year before, in per cent; of others, none."""
    if indicator != "IND061":
        return 0.0
    now, before = (
        next((each.value for each in published(year).figures if each.measure == PUBLISHED["IND059"]
              and (each.authority, each.year) == (who, of)), 50.0)
        for of in (year, year - 1)
    )  # fmt: skip
    return round(100 * (now - before) / before, 1)


@pytest.fixture
def stored(db):
    for year in (2021, 2022):
        figures = everything(year)
        views = {"internal": figures, "published": figures}
        actions.keep(year, views, snapshots=[], definitions="1")


@pytest.mark.slow
def test_all_four_are_built_and_twice_the_same(stored, tmp_path):
    first, second = (build(2022, tmp_path / name) for name in ("one", "two"))
    assert [path.name for path in first.values()] == [
        "annual-report-2022.pdf", "annual-report-2022.html", "annual-report-2022.docx",
        "figures.csv",
    ]  # fmt: skip
    for kind, path in first.items():
        assert path.read_bytes() == second[kind].read_bytes(), kind


@pytest.mark.slow
def test_a_year_other_than_that_of_the_stated_figures_can_be_reported_on(stored):
    document = compiled(2021)
    sections = [section.id for section in document.sections]
    assert "care-stated" not in sections  # stated of another year
    assert {"care", "lado"} <= set(sections)  # counted of this one too


def test_a_year_without_figures_is_refused_with_what_to_do(db):
    with pytest.raises(NothingToReport, match="lscp returns load"):
        compiled(2022)


@pytest.mark.slow
def test_a_report_with_a_wrong_figure_is_not_written(stored, tmp_path, monkeypatch):
    monkeypatch.setattr("lscp.report.build.compiled", lambda year: with_a_wrong_sentence(year))
    with pytest.raises(NotRight, match=r"85%, where 80% was expected"):
        build(2022, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def with_a_wrong_sentence(year):
    document = compiled(year)
    first, *rest = document.sections
    said = Paragraph((Run("Of the 60 children, 48 (85%) were seen."),))
    return replace(document, sections=(replace(first, blocks=(*first.blocks, said)), *rest))
