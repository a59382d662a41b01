"""What a return can say of children in care and what it cannot: other years, other returns."""

from dataclasses import replace

import pytest
from cases_of_care import ADOPTED, BEFORE, LEAVERS, REVIEWS, STABLE, STAYS
from indicator_tables import facts, stays

from lscp.core import periods
from lscp.core.figures import Status
from lscp.core.indicators import evaluate
from lscp.measures.indicators import load

YEAR = periods.year(2022)


def as_returns(text: str, *years: int):
    """Return facts as returns give them, of some years: none holds what ended before its year."""
    known = facts(text)
    sources = tuple(replace(s, history=False) for s in known.sources if s.year in years)
    return replace(known, sources=sources)


def of(identifier: str, known, period=YEAR):
    found = evaluate(load()[identifier], known, period)
    return next(figure for figure in found if figure.year == period.name)


def test_reviews_are_left_out_where_the_returns_do_not_say_when_the_one_before_was():
    figure = of("IND066", as_returns(REVIEWS, 2021, 2022))
    assert (figure.numerator, figure.denominator) == (4, 8)
    assert dict(figure.left_out) == {
        "The review before is not in the source": 1,
        "Whether it is the second or a later review is not in the source": 1,
        "When the child came into care is not in the source": 1,
    }


def test_stability_needs_the_return_of_the_year_before():
    figure = of("IND070", as_returns(STABLE, 2022))
    assert (figure.status, figure.value) == (Status.NOT_AVAILABLE, None)
    assert "year before" in figure.reason


def test_a_third_year_s_return_says_since_when_a_child_is_in_care():
    text = """
    children: child born
              1     2012-01-01
    """ + stays("""
        1 2019-09-01 S V2 U6 2020-01-01 X1 2020
        1 2020-01-01 P V2 U6 -          -  2020
        1 2020-01-01 P V2 U6 -          -  2021
        1 2020-01-01 P V2 U6 -          -  2022
    """)  # fmt: skip
    assert of("IND070", as_returns(text, 2021, 2022)).left_out
    assert of("IND070", as_returns(text, 2020, 2021, 2022)).value == 100.0


def test_the_change_needs_the_return_of_the_year_before():
    assert of("IND061", as_returns(BEFORE, 2022)).status is Status.NOT_AVAILABLE
    assert of("IND061", as_returns(BEFORE, 2021, 2022)).value == 0


def test_time_from_coming_into_care_is_not_taken_from_returns_which_hold_the_quick_ones_alone():
    figure = of("IND195", as_returns(ADOPTED, 2021, 2022))
    assert figure.status is Status.NOT_AVAILABLE
    assert of("IND191", as_returns(ADOPTED, 2021, 2022)).value == 7.0


@pytest.mark.parametrize(
    ("identifier", "quarters"), [("IND062", (2, 1, 0, 1)), ("IND063", (2, 0, 0, 1))]
)
def test_a_child_who_starts_in_two_quarters_counts_in_each_and_once_in_the_year(
    identifier, quarters
):
    known = facts(STAYS)
    found = [of(identifier, known, periods.quarter(2022, which)).value for which in (1, 2, 3, 4)]
    assert tuple(found) == quarters
    assert of(identifier, known).value == 3


def test_an_episode_that_two_returns_hold_is_one():
    known = facts(stays("""
        1 2019-01-01 S V2 U6 -          -   2021
        1 2019-01-01 S V2 U6 2021-06-01 E4A 2022
        1 2021-06-02 S V2 U6 -          -   2022
    """))  # fmt: skip
    assert of("IND063", known).value == 1
    assert of("IND062", known).value == 1
    assert of("IND059", known).value == 1
    assert of("IND059", known, periods.year(2021)).value == 1


def test_what_only_last_year_s_return_holds_is_not_counted_this_year():
    known = facts(stays("""
        1 2019-01-01 S V2 U6 - - 2021
        2 2019-01-01 S V2 U6 - - 2022
    """))  # fmt: skip
    assert of("IND059", known).value == 1


def test_an_authority_s_own_records_say_the_status_and_the_day_of_entry_in_their_own_rows():
    known = facts("""
    children: child born
              1     2012-01-01
    care: child id care on         rne until      rec placement entered
          1     7  70   2021-05-01 B   2021-08-01 X1  P         2015-01-01
          1     8  70   2021-08-01 P   -          -   Q         2015-01-01
    statuses: child id on         until      ls
              1     90 2015-01-01 2021-05-01 V4
              1     91 2021-05-01 -          C2
    placements: child id type
                1     P  K2
                1     Q  U6
    care_reviews: care held       code
                  70   2021-05-03 PN1
    """)
    assert of("IND059", known).value == 1
    assert of("IND065", known).value == 1
    assert of("IND170", known).value == 1


def test_the_census_of_the_same_authority_does_not_answer_for_children_in_care():
    known = facts(LEAVERS)
    census = replace(known.sources[0], collection="cin", supplies=frozenset({
        "ssd_person.pers_person_id", "ssd_person.pers_dob",
    }))  # fmt: skip
    both = replace(known, sources=(*known.sources, census))
    assert of("IND075", both).value == 66.7
