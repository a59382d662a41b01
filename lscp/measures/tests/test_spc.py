"""XmR charts: known examples, and what must hold of any series."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lscp.core.figures import PARTNERSHIP
from lscp.measures.breaks import breaks
from lscp.measures.spc import FEWEST, Chart, Rule, Variation, charts, xmr

MONTHS = [f"{year}-{month:02d}" for year in range(2018, 2026) for month in range(1, 13)]
numbers = st.lists(st.integers(0, 500), min_size=FEWEST, max_size=40)


def series(*values: float | None) -> list[tuple[str, float | None]]:
    return list(zip(MONTHS, values, strict=False))


def rules_of(chart: Chart) -> set[Rule]:
    return {rule for rules in chart.signals.values() for rule in rules}


ALTERNATING = [10, 12] * 6


def test_limits_are_266_hundredths_of_the_mean_moving_range_from_the_mean():
    limits = xmr(series(*ALTERNATING)).limits
    assert (limits.mean, limits.lower, limits.upper) == (11.0, 11 - 5.32, 11 + 5.32)


def test_a_limit_stops_at_what_a_value_cannot_pass():
    chart = xmr(series(*[1, 9] * 6), ceiling=10)
    assert (chart.limits.lower, chart.limits.upper) == (0, 10)


def test_fewer_than_twelve_points_have_no_limits_and_say_so():
    chart = xmr(series(*[10, 500] * 5, 10, None, None))
    assert chart.limits is None
    assert chart.why == "There are 11 points in an unbroken run, and limits need 12"
    assert chart.signals == {}


def test_points_of_which_no_two_are_neighbours_have_no_limits():
    assert xmr(series(*[5, None] * 12)).why == "No two points are next to each other"


def test_a_single_point_outside_the_limits_is_an_astronomical_point():
    chart = xmr(series(*[8, 12] * 12, 30))
    assert chart.signals == {MONTHS[24]: (Rule.OUTSIDE,)}
    assert chart.latest.side == "high"


def test_seven_points_on_one_side_are_a_shift_and_six_are_not():
    up, down = [12, 14], [8, 10]
    seven = xmr(series(*(down * 4)[:7], *(up * 4)[:7]))
    assert rules_of(seven) == {Rule.SHIFT}
    assert len(seven.signals) == 14
    six = xmr(series(*(down * 3), *(up * 3)))
    assert Rule.SHIFT not in rules_of(six)


def test_seven_points_all_rising_are_a_trend_and_six_are_not():
    steady = [20, 24, 20, 24, 20, 24, 20, 24]
    seven = xmr(series(*steady, 19, 20, 21, 22, 23, 24, 25))
    marked = [period for period, rules in seven.signals.items() if Rule.TREND in rules]
    assert marked == MONTHS[8:15]
    six = xmr(series(*steady, 19, 20, 21, 22, 23, 24))
    assert six.signals == {}


def test_two_of_three_points_close_to_a_limit_are_marked_and_the_third_is_not():
    chart = xmr(series(*[8, 12] * 8, 22, 10, 22, 10))
    marked = [period for period, rules in chart.signals.items() if Rule.NEAR_LIMIT in rules]
    assert marked == [MONTHS[16], MONTHS[18]]


def test_a_gap_and_a_point_on_the_mean_end_a_shift():
    on_the_mean = [9, 9, 9, 10, 9, 9, 9, 11, 11, 11, 10, 11, 11, 11]
    gap = [9, 9, 9, None, 9, 9, 9, 11, 11, 11, None, 11, 11, 11]
    for values in (on_the_mean, gap):
        assert Rule.SHIFT not in rules_of(xmr(series(*values)))
    whole = [value for value in gap if value is not None]
    assert Rule.SHIFT not in rules_of(xmr(series(*whole)))
    assert Rule.SHIFT in rules_of(xmr(series(9, *whole, 11)))


@pytest.mark.parametrize(
    ("better", "meaning"),
    [
        ("higher", Variation.IMPROVEMENT),
        ("lower", Variation.CONCERN),
        ("context", Variation.NEITHER),
    ],
)
def test_what_a_high_point_means_depends_on_which_way_is_better(better, meaning):
    assert xmr(series(*[8, 12] * 12, 30), better=better).latest.variation is meaning


def test_no_chart_spans_a_break():
    before, after = charts(series(*[50, 52] * 13, *[5, 6] * 9), breaks=[date(2020, 3, 1)])
    assert before.points[-1].period == "2020-02"
    assert after.points[0].period == "2020-03"
    assert (before.limits.mean, after.limits.mean) == (51.0, 5.5)
    assert before.signals == after.signals == {}


def test_a_break_within_a_period_is_before_the_next():
    first, second = charts(series(*range(15)), breaks=[date(2018, 5, 2)])
    assert (first.points[-1].period, second.points[0].period) == ("2018-05", "2018-06")


def test_a_break_at_the_start_of_a_reporting_year_cuts_years_too():
    years = [(str(year), 1.0) for year in range(2019, 2025)]
    first, second = charts(years, breaks=[date(2021, 4, 1)])
    assert [point.period for point in first.points] == ["2019", "2020", "2021"]
    assert [point.period for point in second.points] == ["2022", "2023", "2024"]


@given(numbers)
def test_the_mean_is_within_the_limits_and_points_come_back_as_given(values):
    chart = xmr(series(*values))
    assert chart.limits.lower <= chart.limits.mean <= chart.limits.upper
    assert [point.value for point in chart.points] == values


@given(numbers, st.integers(1, 50), st.integers(0, 1000))
def test_a_change_of_scale_changes_no_signal(values, times, more):
    moved = [times * value + more for value in values]
    assert xmr(series(*moved)).signals == xmr(series(*values)).signals


@given(numbers)
def test_upside_down_improvement_is_concern(values):
    swapped = {Variation.IMPROVEMENT: Variation.CONCERN, Variation.CONCERN: Variation.IMPROVEMENT}
    upright = xmr(series(*values), better="higher")
    turned = xmr(series(*[500 - value for value in values]), better="higher")
    assert [swapped.get(p.variation, p.variation) for p in upright.points] == [
        p.variation for p in turned.points
    ]


@given(st.integers(0, 100), st.integers(FEWEST, 40))
def test_what_never_changes_has_no_signal(value, length):
    assert xmr(series(*[value] * length)).signals == {}


@given(st.lists(st.none() | st.integers(0, 500), min_size=0, max_size=40))
def test_a_gap_has_no_signal(values):
    chart = xmr(series(*values))
    gaps = {point.period for point in chart.points if point.value is None}
    assert not gaps & set(chart.signals)


def test_referrals_of_kensington_break_in_april_2021_and_those_of_westminster_do_not():
    (found,) = breaks("IND004", "E09000020")
    assert (found.on, found.year) == (date(2021, 4, 1), 2022)
    assert "contacts" in found.reason
    assert found.source
    assert breaks("IND004", "E09000033") == ()
    assert breaks("IND004", PARTNERSHIP) == (found,)
    assert breaks("IND043", "E09000020") == ()
