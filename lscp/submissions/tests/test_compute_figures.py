"""A year's figures are computed from what is loaded, in both views, and only when that changed."""

import polars as pl
import pytest

from lscp.core.figures import Status
from lscp.core.policy import system
from lscp.measures import indicators, official, queries
from lscp.measures.actions import load_official
from lscp.measures.models import FigureSet, OfficialFigure, OfficialLoad
from lscp.submissions import actions, figures
from lscp.submissions.policy import LOAD
from lscp.submissions.queries import NoSuch, trace

KC = "E09000020"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]


@pytest.fixture
def load(census):
    def one(children=3, **about):
        return actions.load_return(census(children, **about), by=system("anna", LOAD)).load

    return one


@pytest.fixture
def few(monkeypatch):
    """Compute the indicators that are looked at here: all of them take seconds each time."""
    chosen = {name: indicators.load()[name] for name in ("IND004", "IND005", "IND007")}
    monkeypatch.setattr(figures, "load", lambda: chosen)


def value(name, view="internal"):
    return queries.figure(name, view=view).value


def test_nothing_is_computed_of_a_year_that_nothing_is_loaded_of(load):
    load()
    assert figures.compute(2021) is None
    assert queries.years() == []


def test_the_internal_view_has_full_values_and_the_published_one_has_not(load):
    load(3)
    figures.compute(2022)
    assert value(f"IND004.{KC}.2022") == 3
    hidden = queries.figure(f"IND004.{KC}.2022")
    assert (hidden.value, hidden.status) == (None, Status.SUPPRESSED)


@pytest.mark.usefixtures("few")
def test_a_member_whose_return_is_missing_leaves_the_partnership_without_a_figure(load):
    load(3)
    figures.compute(2022)
    partnership = queries.figure("IND004.partnership.2022", view="internal")
    assert partnership.status is Status.NOT_AVAILABLE
    assert "E09000033" in partnership.reason
    load(4, lea=213)
    figures.compute(2022)
    assert value("IND004.partnership.2022") == 7


@pytest.mark.usefixtures("few")
def test_figures_are_computed_again_only_when_something_changed(load, monkeypatch):
    load(3)
    first = figures.compute(2022)
    assert figures.compute(2022) == first
    load(4)
    second = figures.compute(2022)
    assert second != first
    assert value(f"IND004.{KC}.2022") == 4
    monkeypatch.setattr(figures, "_definitions", lambda year: "others")
    assert figures.compute(2022) not in (first, second)
    assert FigureSet.objects.filter(current=True).count() == 1


@pytest.mark.usefixtures("few")
def test_the_return_of_the_year_before_is_looked_back_at(load):
    load(3)
    figures.compute(2022)
    name = f"IND007.{KC}.2022"
    assert queries.figure(name, view="internal").status is Status.NOT_AVAILABLE
    load(3, year=2021)
    figures.compute(2022)
    assert queries.figure(name, view="internal").status is Status.OK


@pytest.mark.usefixtures("few")
def test_rates_use_the_population_that_is_loaded(load):
    load(3)
    figures.compute(2022)
    rate = queries.figure(f"IND005.{KC}.2022", view="internal")
    assert rate.status is Status.NOT_AVAILABLE
    load_official(official.committed(), by=system("anna", LOAD))
    figures.compute(2022)
    assert queries.figure(f"IND005.{KC}.2022", view="internal").denominator == 22_879


@pytest.mark.usefixtures("few")
def test_a_trace_names_the_file_and_the_official_figure(load):
    load_official(official.committed(), by=system("anna", LOAD))
    earlier, current = load(2), load(3)
    figures.compute(2022)
    found = trace(f"IND004.{KC}.2022")
    assert found.loads == (current,)
    assert earlier not in found.loads
    assert (found.figure.counted, found.official.value) == (3, 2257)
    with pytest.raises(NoSuch, match="There is no figure IND004"):
        trace("IND004.E09000020.2019")


def test_releases_stand_side_by_side_and_the_same_again_changes_nothing():
    cells = official.committed()
    first = load_official(cells, by=system("anna", LOAD))
    assert OfficialFigure.objects.count() == cells.height
    assert load_official(cells, by=system("anna", LOAD)) == []
    assert queries.official().equals(cells)
    newest = cells.filter(pl.col("table") == "c1", pl.col("release") == "2024")
    renamed = newest.with_columns(release=pl.lit("later"))
    assert len(load_official(renamed, by=system("anna", LOAD))) == 1
    assert OfficialLoad.objects.count() == len(first) + 1
    changed = renamed.with_columns(value=renamed["value"] + 1)
    assert len(load_official(changed, by=system("anna", LOAD))) == 1
    assert OfficialLoad.objects.count() == len(first) + 1
