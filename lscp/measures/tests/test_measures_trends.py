"""Trends: how a figure moved, in words, and what may not be compared."""

from dataclasses import replace

import pytest

from lscp.core.figures import Figure, Status
from lscp.measures import signals, trends
from lscp.measures.indicators import load

REFERRALS, RE_REFERRALS, IN_TIME = (load()[each] for each in ("IND004", "IND007", "IND020"))
NOW = Figure("IND004.X.2022", "IND004", "Referrals", "E09000033", "2022", value=142.0)
PERCENT = replace(NOW, unit="percentage", value=12.0)


@pytest.mark.parametrize(
    ("indicator", "now", "before", "words", "direction", "judged"),
    [
        (REFERRALS, NOW, replace(NOW, value=120.0), "Up 22 (18%)", "up", ""),
        (REFERRALS, NOW, NOW, "No change", "same", ""),
        (REFERRALS, NOW, replace(NOW, value=0.0), "Up 142", "up", ""),
        (RE_REFERRALS, PERCENT, replace(PERCENT, value=12.5), "Down 0.5 percentage points", "down",
         "better"),
        (RE_REFERRALS, PERCENT, replace(PERCENT, value=11.0), "Up 1.0 percentage point", "up",
         "worse"),
        (IN_TIME, PERCENT, replace(PERCENT, value=10.0), "Up 2.0 percentage points", "up",
         "better"),
        (REFERRALS, replace(NOW, unit="days", value=33.0), replace(NOW, unit="days", value=34.0),
         "Down 1 working day", "down", ""),
        (REFERRALS, replace(NOW, unit="rate", value=46.4), replace(NOW, unit="rate", value=37.7),
         "Up 8.7", "up", ""),
    ],
)  # fmt: skip
def test_a_change_says_how_much_and_whether_it_is_good(
    indicator, now, before, words, direction, judged
):
    assert trends.change(indicator, now, before) == trends.Change(words, direction, judged)


def test_nothing_is_compared_across_a_break_or_with_what_is_hidden():
    hidden = replace(NOW, value=None, status=Status.SUPPRESSED)
    broken = trends.change(REFERRALS, NOW, NOW, broken="a break")
    assert broken.words == "No comparison: a break in the series"
    assert trends.change(REFERRALS, NOW, hidden).words == (
        "No comparison: the year before is suppressed"
    )
    for change in (trends.change(REFERRALS, hidden, NOW), trends.change(REFERRALS, NOW, None)):
        assert change == trends.Change("")


def test_a_trend_says_its_years_and_stops_at_a_break():
    by_year = {year: replace(NOW, value=float(year)) for year in (2019, 2020, 2021, 2022)}
    drawn = trends.trend(by_year, sorted(by_year), "Westminster", breaks=[2022])
    assert drawn.count("<polyline") == 2
    assert "Trend of Westminster: 2018 to 2019 2,019, " in drawn
    assert "the series breaks before 2021 to 2022" in drawn


def test_one_year_is_no_trend():
    assert trends.trend({2022: NOW}, [2022], "Westminster") == ""


def months(values, year=2022):
    names = [f"{year - (m >= 4)}-{m:02}" for m in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)]
    return [
        replace(NOW, breakdown="month", category=name, value=value)
        for name, value in zip(names, values, strict=True)
    ]


def test_the_latest_signal_is_named_with_its_month_its_side_and_its_rule():
    monthly = months([10.0, 11, 10, 11, 10, 11, 10, 40, 10, 11, 10, 11])
    assert signals.latest(REFERRALS, monthly, "E09000033", 2022) == (
        "Nov 2021: high, unusual (astronomical point)"
    )
    assert signals.latest(RE_REFERRALS, monthly, "E09000033", 2022).startswith(
        "Nov 2021: high, worse"
    )
    assert signals.latest(REFERRALS, monthly, "E09000033", 2021) == ""


def test_a_suppressed_month_is_a_labelled_gap_in_the_control_chart():
    monthly = months([10.0, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11])
    monthly[3] = replace(monthly[3], value=None, status=Status.SUPPRESSED)
    chart = signals.chart(REFERRALS, monthly, "E09000033", "Westminster", made_up=False)
    assert chart.rows[3] == ("Jul 2021", "suppressed", "")
    assert "There are 11 points in an unbroken run, and limits need 12." in chart.alt


def test_a_control_chart_does_not_span_the_change_of_recording():
    monthly = months([200.0] * 12, year=2021) + months([100.0] * 12, year=2022)
    chart = signals.chart(REFERRALS, monthly, "E09000020", "Kensington", made_up=True)
    assert not [row for row in chart.rows if row[2]]
    assert "Apr 2020 to Mar 2021: mean 200.0" in chart.alt
    assert "Apr 2021 to Mar 2022: mean 100.0" in chart.alt
