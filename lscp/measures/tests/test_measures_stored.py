"""Figures are kept and found again as they were, in the view that was asked for."""

import polars as pl
import pytest

from lscp.core.figures import Figure, Status
from lscp.measures import actions, official, queries
from lscp.measures.models import FigureSet, StoredFigure

KC = "E09000020"


def some(value, **more):
    given = {"indicator": "IND004", "title": "Referrals", "authority": KC, "year": "2022"}
    given |= {"numerator": value, "value": value, "counted": 3, "left_out": (("late", 2),)} | more
    name = ".".join(part for part in ("IND004", KC, "2022", given.get("category", "")) if part)
    return Figure(figure=name, **given)


@pytest.fixture
def kept(db):
    internal = [some(2257.0), some(4.0, breakdown="source", category="1")]
    hidden = some(None, breakdown="source", category="1", status=Status.SUPPRESSED)
    views = {"internal": internal, "published": [internal[0], hidden]}
    actions.keep(2022, views, snapshots=["aa"], definitions="v1")
    return views


def test_a_figure_is_found_again_as_it_was(kept):
    assert queries.figures(2022, view="internal") == kept["internal"]


def test_the_view_is_the_published_one_unless_another_is_named(kept):
    assert queries.figures(2022) == kept["published"]
    assert queries.figure(f"IND004.{KC}.2022.1").status is Status.SUPPRESSED


def test_figures_are_found_by_indicator_authority_and_breakdown(kept):
    total, by_source = kept["internal"]
    assert queries.figures(2022, view="internal", breakdown="") == [total]
    assert queries.figures(2022, view="internal", breakdown="source") == [by_source]
    assert queries.figures(2022, indicator=["IND004", "IND005"], authority=KC, breakdown="")
    assert not queries.figures(2022, indicator="IND005")
    assert not queries.figures(2022, authority="E09000033")
    assert not queries.figures(2021)


def test_a_year_s_figures_are_replaced_as_one(kept):
    actions.keep(2022, {"internal": [some(9.0)]}, snapshots=["bb"], definitions="v1")
    assert [figure.value for figure in queries.figures(2022, view="internal")] == [9.0]
    assert queries.figures(2022) == []
    assert [s.snapshots for s in FigureSet.objects.order_by("pk")] == [["aa"], ["bb"]]
    assert StoredFigure.objects.count() == 1
    assert queries.current_set(2022).snapshots == ["bb"]
    assert queries.years("internal") == [2022]


def test_official_cells_beside_a_year_are_those_of_our_areas_and_of_the_year_before_too(db):
    given = official.committed().filter(pl.col("table").is_in(["c1", "population"]))
    actions.load_official(given, by="somebody")
    found = queries.official_beside(2022)
    assert set(found["year"]) == {2021, 2022}
    compared = {"E13000001", "E12000007", "E92000001"}
    assert set(found["code"]) == {KC, "E09000033", *compared}
    assert set(found.filter(pl.col("table") == "population")["code"]) >= {KC, "E09000033"}
    assert queries.official().height == given.height
