"""What is true of every indicator, whatever the facts are."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indicator_events import MEMBERS, facts_of

from lscp.core import periods
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.figures import PARTNERSHIP, Figure, Status
from lscp.core.indicators import evaluate
from lscp.measures.indicators import load

pytestmark = pytest.mark.slow
YEAR = periods.year(2022)

day = st.dates(date(2020, 1, 1), date(2022, 5, 31))
days = st.integers(0, 800)
lasting = st.none() | days
child = st.integers(1, 4)
event = st.tuples(st.sampled_from(MEMBERS), child, day, lasting, days)


few = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
some = given(st.lists(event, max_size=8), st.integers(1, 3))


def _figures(identifiers, events: list, seed: int, by=()) -> list[Figure]:
    chosen = [load()[identifier] for identifier in identifiers]
    return evaluate(chosen, facts_of(events, seed), YEAR, by=by, members=MEMBERS)


def _of_unit(unit: str) -> list[str]:
    return [each.id for each in load().values() if each.unit == unit]


@few
@some
def test_a_part_is_never_more_than_the_whole(events, seed):
    for figure in _figures(_of_unit("percentage"), events, seed, by=["age"]):
        if figure.status is Status.OK:
            assert 0 <= figure.numerator <= figure.denominator
            assert 0 <= figure.value <= 100


@few
@some
def test_categories_add_up_to_the_total_and_members_to_the_partnership(events, seed):
    found = _figures(_of_unit("count"), events, seed, by=BREAKDOWNS)
    sums, parts = defaultdict(int), defaultdict(int)
    for figure in found:
        if figure.authority in MEMBERS:
            parts[figure.figure.replace(figure.authority, PARTNERSHIP)] += figure.value
        if figure.breakdown:
            sums[figure.indicator, figure.authority, figure.breakdown] += figure.value
    for figure in found:
        indicator = load()[figure.indicator]
        if figure.authority == PARTNERSHIP:
            assert figure.value == parts[figure.figure]
        if not figure.breakdown and indicator.each == "row":
            for name in indicator.by:
                whole = sums[figure.indicator, figure.authority, name]
                assert whole == figure.value or BREAKDOWNS[name].many, (figure.figure, name)


@few
@some
def test_any_point_is_those_that_ended_and_those_open_at_the_end(events, seed):
    families = (
        ("IND121", "IND125", "IND028"),
        ("IND133", "IND131", "IND135"),
        ("IND148", "IND146", "IND043"),
    )
    found = _figures(sum(families, ()), events, seed)
    known = {figure.figure: figure.value for figure in found}
    for any_point, ended, at_end in families:
        for who in (*MEMBERS, PARTNERSHIP):
            total = known[f"{ended}.{who}.2022"] + known[f"{at_end}.{who}.2022"]
            assert known[f"{any_point}.{who}.2022"] == total


@few
@some
def test_started_is_referrals_less_those_without_action_and_those_not_in_need(events, seed):
    found = _figures(["IND004", "IND008", "IND009", "IND123"], events, seed)
    known = {figure.figure: figure for figure in found}
    for who in MEMBERS:
        every, nfa, not_in_need, started = (
            known[f"{name}.{who}.2022"] for name in ("IND004", "IND008", "IND009", "IND123")
        )
        assert started.value == every.value - nfa.numerator - not_in_need.numerator


@few
@some
def test_a_year_is_the_sum_of_its_months(events, seed):
    known = facts_of(events, seed)
    flows = [each for each in load().values() if each.unit == "count" and each.when == "during"]
    flows = [each for each in flows if each.each == "row" and "month" in each.by]
    parts = defaultdict(int)
    for number in range(1, 13):
        month = periods.month(2021 + (number < 4), number)
        for figure in evaluate(flows, known, month):
            parts[figure.indicator, figure.authority] += figure.value
    for whole in evaluate(flows, known, YEAR):
        assert parts[whole.indicator, whole.authority] == whole.value, whole.figure
