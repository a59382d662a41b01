"""The made-up registers of the LADOs: as many as stated, as any LADO's file, the same each time."""

from datetime import date

import pytest
import time_machine

from lscp.allegations import measures, register
from lscp.core import periods
from lscp.core.facts import together
from lscp.core.indicators import evaluate
from lscp.demo import lado

KC, WCC = MEMBERS = lado.AUTHORITIES
REFERRALS = {(KC, 2021): 80, (KC, 2022): 122, (WCC, 2021): 116, (WCC, 2022): 220}
PARTNERSHIP = {2021: 196, 2022: 342}


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registers")
    lado.write_registers(folder)
    with time_machine.travel(date(2026, 11, 26)):
        return together(
            register.read(folder / lado.file_name(*which), authority=which[0], year=which[1])
            for which in REFERRALS
        )


@pytest.fixture(scope="module")
def figures(facts):
    asked = [measures.referrals, measures.consultations, measures.growth, measures.told_in_time,
             measures.referrals_closed, measures.closed_within_3_months]  # fmt: skip
    return {
        each.figure: each
        for year in lado.YEARS
        for each in evaluate(
            asked, facts, periods.year(year), by=("referring_agency",), members=MEMBERS
        )
    }


def test_as_many_referrals_as_were_stated_and_more_consultations(figures):
    for (who, year), number in REFERRALS.items():
        assert figures[f"IND083.{who}.{year}"].value == number
        assert figures[f"IND084.{who}.{year}"].value > number
    for year, number in PARTNERSHIP.items():
        assert figures[f"IND083.partnership.{year}"].value == number


@pytest.mark.parametrize(("who", "value"), [(KC, 52.5), (WCC, 89.7), ("partnership", 74.5)])
def test_the_changes_are_right(figures, who, value):
    assert figures[f"IND085.{who}.2022"].value == value


def test_the_main_agencies_are_those_that_were_said_and_faith_groups_are_very_few(figures):
    by = {
        each.category: each.value for name, each in figures.items()
        if name.startswith("IND083.partnership.2022.")
    }  # fmt: skip
    assert sorted(by, key=by.get)[-3:] == ["social_care", "early_years", "school"]
    assert 0 < by["faith"] < 6


def test_most_is_told_in_time_and_closed_and_some_is_not(figures):
    for who, year in REFERRALS:
        told = figures[f"IND086.{who}.{year}"]
        assert 0.6 < told.numerator / told.denominator < 0.95
        closed = figures[f"IND088.{who}.{year}"]
        assert 0.6 < closed.numerator / closed.denominator < 1
        assert figures[f"IND163.{who}.{year}"].value > 0.8 * REFERRALS[who, year]


def test_a_register_is_the_same_each_time_and_carries_over_what_was_open():
    assert lado.register(KC, 2022) == lado.register(KC, 2022)
    open_before = [row for row in lado.register(KC, 2021) if not row["closed_on"]]
    start = "2021-04-01"
    carried = [row for row in lado.register(KC, 2022) if row["received_on"] < start]
    assert len(carried) == len(open_before) > 0
    assert not any(row["closed_on"] and row["closed_on"] < start for row in carried)
