"""Every indicator of the demonstration is the same on PySpark as on Polars."""

import pytest

from lscp.core import engines, periods
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.facts import from_frames, together
from lscp.core.indicators import evaluate
from lscp.demo.write import generate
from lscp.measures import official
from lscp.measures.indicators import load

pytestmark = [pytest.mark.spark, pytest.mark.slow]
MEMBERS = ("E09000020", "E09000033")
YEARS = (2021, 2022)  # the year, and the one that re-referrals look back at


@pytest.fixture(scope="module")
def facts():
    made = together(generate(member, year) for member in MEMBERS for year in YEARS)
    return made.with_table("lscp_population", official.population())


@pytest.fixture(scope="module")
def on_spark(facts, spark):
    frames = {name: engines.on(engines.collect(f), spark) for name, f in facts.frames.items()}
    return from_frames({name: f.to_native() for name, f in frames.items()}, facts.sources)


@pytest.mark.parametrize("identifier", load())
def test_a_figure_of_the_demonstration_is_the_same_on_spark(identifier, facts, on_spark):
    asked = {"by": BREAKDOWNS, "members": MEMBERS}
    year = periods.year(max(YEARS))
    on_polars = evaluate(load()[identifier], facts, year, **asked)
    assert evaluate(load()[identifier], on_spark, year, **asked) == on_polars
