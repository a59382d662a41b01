"""Until when an allegation is kept, and what follows from each outcome."""

from datetime import date, timedelta

import pytest

from lscp.allegations.queries.outcomes import meanings, outcomes
from lscp.allegations.queries.retention import keep_until, pension_ages, pension_day
from lscp.core.vocab import codes


@pytest.mark.parametrize(
    ("born_on", "day"),
    [
        (date(1960, 4, 5), date(2026, 4, 5)),
        (date(1960, 4, 6), date(2026, 5, 6)),
        (date(1960, 7, 31), date(2026, 11, 30)),
        (date(1960, 12, 31), date(2027, 9, 30)),
        (date(1961, 1, 31), date(2027, 11, 30)),
        (date(1961, 3, 5), date(2028, 2, 5)),
        (date(1961, 3, 6), date(2028, 3, 6)),
        (date(1977, 4, 5), date(2044, 4, 5)),
        (date(1977, 4, 6), date(2044, 5, 6)),
        (date(1978, 4, 5), date(2046, 3, 6)),
        (date(1978, 4, 6), date(2046, 4, 6)),
        (date(2004, 2, 29), date(2072, 2, 29)),
    ],
)
def test_pension_day(born_on, day):
    assert pension_day(born_on) == day


def test_pension_ages_leave_no_birthday_out_and_none_to_two():
    known = pension_ages()
    assert (known[0].born_from, known[-1].born_to) == (date.min, date.max)
    for before, after in zip(known, known[1:], strict=False):
        assert after.born_from == before.born_to + timedelta(days=1)
        assert pension_day(before.born_to) <= pension_day(after.born_from)
    assert all(each.source for each in known)


@pytest.mark.parametrize(
    ("born_on", "until", "why", "is_certain"),
    [
        (date(1984, 3, 9), date(2052, 3, 9), "Until pension age", True),
        (date(1962, 5, 1), date(2036, 11, 26), "later than pension age", True),
        (None, date(2036, 11, 26), "date of birth is not known", False),
    ],
)
def test_keep_until_takes_whichever_is_longer(born_on, until, why, is_certain):
    kept = keep_until(date(2026, 11, 26), born_on)
    assert (kept.until, kept.is_certain) == (until, is_certain)
    assert why in kept.why


def test_ten_years_from_the_last_of_february():
    assert keep_until(date(2028, 2, 29), None).until == date(2038, 2, 28)


def test_each_outcome_of_the_guidance_says_what_follows():
    assert list(outcomes()) == list(codes("lado/outcome"))
    left_out = {code for code, each in outcomes().items() if "Left out" in each.reference}
    assert left_out == {"malicious", "false", "unsubstantiated", "unfounded"}
    removed = {code for code, each in outcomes().items() if "Removed" in each.personnel_file}
    assert removed == {"malicious", "false"}
    assert all("to be checked" in outcomes()[code].personnel_file_certainty for code in removed)
    assert outcomes()["false"].label == "False"
    assert meanings()["unfounded"].startswith("No evidence")
