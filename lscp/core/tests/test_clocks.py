"""Clocks: which edition of the guidance is in force, and how long it gives."""

from datetime import date

import pytest

from lscp.core.clocks import all_clocks, clock


@pytest.mark.parametrize(
    ("name", "length", "unit"),
    [
        ("assessment", 45, "working days"),
        ("initial_conference", 15, "working days"),
        ("first_review", 3, "months"),
        ("later_review", 6, "months"),
    ],
)
def test_the_limits_of_working_together(name, length, unit):
    found = clock(name, date(2022, 3, 31))
    assert (found.length, found.unit, found.edition) == (length, unit, "2018")


def test_the_edition_in_force_on_the_day_is_used_and_before_the_first_the_first():
    assert clock("assessment", date(2023, 12, 14)).edition == "2018"
    assert clock("assessment", date(2023, 12, 15)).edition == "2023"
    assert clock("assessment", date(2010, 1, 1)).edition == "2018"


def test_there_is_no_clock_of_another_name():
    with pytest.raises(KeyError, match="There is no clock 'tea'"):
        clock("tea", date(2022, 3, 31))


def test_months_and_days_can_be_added_to_a_date_and_working_days_cannot():
    assert clock("first_review", date(2022, 3, 31)).offset == "3mo"
    with pytest.raises(KeyError):
        assert clock("assessment", date(2022, 3, 31)).offset


def test_every_clock_says_on_whose_authority_and_how_sure_we_are_of_it():
    for found in all_clocks():
        assert found.starts
        assert found.stops
        assert found.authority
        assert found.edition
        assert found.verified


def test_no_two_editions_of_a_clock_are_in_force_on_one_day():
    for found in all_clocks():
        for other in all_clocks():
            if found is not other and found.id == other.id:
                apart = (found.valid_to or date.max) < other.valid_from
                assert apart or (other.valid_to or date.max) < found.valid_from
