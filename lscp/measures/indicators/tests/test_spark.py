"""The same indicators on PySpark as on Polars: every figure, breakdown and reason."""

import random
from collections import defaultdict
from datetime import date, timedelta

import polars as pl
import pytest
from indicator_events import MEMBERS, facts_of

from lscp.core import engines, periods
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.facts import Facts, from_frames
from lscp.core.figures import Figure
from lscp.core.indicators import evaluate
from lscp.measures.indicators import load

pytestmark = [pytest.mark.spark, pytest.mark.slow]
YEAR = periods.year(2022)


def some_facts() -> Facts:
    chance = random.Random(2022)
    return facts_of(
        [
            (
                chance.choice(MEMBERS),
                chance.randint(1, 4),
                date(2020, 6, 1) + timedelta(days=chance.randint(0, 700)),
                chance.choice([None, chance.randint(0, 500)]),
                chance.randint(0, 400),
            )
            for _ in range(40)
        ],
        seed=1,
    )


def on_spark(facts: Facts, session) -> Facts:
    frames = {name: engines.collect(frame) for name, frame in facts.frames.items()}
    return from_frames(
        {name: session.createDataFrame(frame.to_arrow()) for name, frame in frames.items()},
        facts.sources,
    )


@pytest.fixture(scope="module")
def spark_facts(spark) -> Facts:
    return on_spark(some_facts(), spark)


@pytest.fixture(scope="module")
def figures(spark_facts) -> tuple[dict[str, list[Figure]], dict[str, list[Figure]]]:
    """Every indicator on either engine, in one go: what several start from is computed once."""
    return _by_indicator(some_facts()), _by_indicator(spark_facts)


def _by_indicator(facts: Facts) -> dict[str, list[Figure]]:
    found = defaultdict(list)
    for figure in evaluate(load().values(), facts, YEAR, by=BREAKDOWNS, members=MEMBERS):
        found[figure.indicator].append(figure)
    return found


@pytest.mark.parametrize("identifier", load())
def test_an_indicator_is_the_same_on_spark(identifier, figures):
    on_polars, on_spark = figures
    assert on_spark[identifier] == on_polars[identifier]
    counted = any(figure.counted for figure in on_polars[identifier])
    assert counted or load()[identifier].live, "there are no live records here"


def test_what_is_on_spark_stays_there_until_it_is_counted(spark_facts):
    assert not isinstance(spark_facts.ssd_person.to_native(), pl.LazyFrame)
