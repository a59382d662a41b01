"""The targets: what was published, and what is made of what was suppressed."""

import pytest

from lscp.demo import write, years
from lscp.demo.carried import demands
from lscp.demo.codes import NEEDS, SOURCE_COLUMNS
from lscp.demo.days import BANDS, Year, ended_window, since_window, working
from lscp.demo.episodes import DURATIONS
from lscp.demo.targets import Targets, categories

RBKC, WESTMINSTER = write.AUTHORITIES
ALL = [(who, when) for who in write.AUTHORITIES for when in range(years.FIRST, years.LAST + 1)]


def test_one_suppressed_source_is_small_and_the_other_takes_the_rest():
    targets = Targets(WESTMINSTER, 2022)
    counts = targets.split("c5", list(SOURCE_COLUMNS.values()), targets.number("c1", "Referrals"))
    found = dict(zip(SOURCE_COLUMNS, counts, strict=True))
    assert sum(counts) == 1925
    assert found["1"] + found["9"] == 104
    assert 1 <= found["9"] <= 5


def test_suppressed_needs_fit_the_total():
    targets = Targets(RBKC, 2022)
    found = dict(zip(NEEDS, targets.split("b3", list(NEEDS.values()), 806), strict=True))
    assert sum(found.values()) == 806
    assert found["N2"] + found["N7"] == 32
    assert 1 <= found["N7"] <= 5


def test_a_count_that_another_table_tells_is_taken():
    assert Targets(RBKC, 2021).known("d5", "3_months_or_less") is None
    counts = Targets(RBKC, 2021).split(
        "d5", [*DURATIONS[:4], "2_years_or_more"], 27, given={"3_months_or_less": 2}
    )
    assert (counts[0], sum(counts)) == (2, 27)


@pytest.mark.parametrize(("who", "when"), ALL)
@pytest.mark.parametrize(("table", "total"), [("d2", "CPP_start"), ("d4", "CPP_At31")])
def test_categories_fill_their_rows_and_few_plans_change(who, when, table, total):
    targets = Targets(who, when)
    initial, latest = categories(targets, table, targets.number("d1", total))
    assert sum(initial.values()) == sum(latest.values()) == targets.number("d1", total)
    changed = sum(max(0, initial[code] - latest[code]) for code in initial)
    assert changed <= 6


def test_one_plan_of_2022_went_from_neglect_to_emotional_abuse():
    targets = Targets(RBKC, 2022)
    for table, total in (("d2", 77), ("d4", 60)):
        initial, latest = categories(targets, table, total)
        moved = {code: latest[code] - initial[code] for code in initial}
        assert {code: count for code, count in moved.items() if count} == {"NEG": -1, "EMO": 1}


def test_what_was_not_published_is_an_error_not_a_guess():
    with pytest.raises(LookupError, match="Table b7 has no CINPlan_start"):
        Targets(RBKC, 2019).number("b7", "CINPlan_start")


@pytest.mark.parametrize(("who", "when"), ALL)
def test_what_is_carried_comes_to_the_durations_published(who, when):
    targets = Targets(who, when)
    number = targets.number("b1", "Anypoint_episodes") - targets.number("b1", "Started_episodes")
    still = targets.split("b4", DURATIONS, targets.number("b1", "At31_episodes"))
    ended = targets.split("b5", DURATIONS, targets.number("b1", "Ended_episodes"))
    wanted = demands(still, ended, number)
    assert sum(demand.count for demand in wanted) == number
    assert sum(demand.count for demand in wanted if demand.open) == still[3] + still[4]


def test_days_are_drawn_away_from_the_edges_of_their_bands():
    year = Year(2022)
    assert [band.code for band in BANDS] == ["3M", "6M", "1Y", "2Y", "2Y+"]
    for band, after in zip(BANDS, BANDS[1:], strict=False):
        assert after.shortest - band.longest >= 6
        assert since_window(after, year)[1] < since_window(band, year)[0]


def test_what_began_too_long_ago_cannot_end_in_a_short_band():
    year = Year(2022)
    assert ended_window(year.back(460), BANDS[0], year) is None
    first, last = ended_window(year.back(400), BANDS[0], year)
    assert year.start <= first < last <= year.end


def test_a_month_holds_its_working_days():
    april, march = Year(2022).month(0), Year(2022).month(11)
    assert (april[0].year, april[0].month, march[-1].month) == (2021, 4, 3)
    assert working(april[0], april[-1]) == april
