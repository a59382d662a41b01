"""The kernel of indicators: what is available, what is summed, what is left out."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import narwhals as nw
import pytest

from lscp.core import periods
from lscp.core.counting import average, quantile
from lscp.core.facts import from_rows, together
from lscp.core.figures import COLUMNS, PARTNERSHIP, Origin, Status
from lscp.core.indicators import REGISTRY, Indicator, evaluate, indicator

KENSINGTON, WESTMINSTER = MEMBERS = ("E09000020", "E09000033")
YEAR = periods.year(2022)


def referred(facts, period):
    """Referrals, whatever came of them. Contacts do not count."""
    return facts.ssd_cin_episodes.select(
        "lscp_authority",
        nw.col("cine_person_id").alias("person"),
        nw.col("cine_referral_id").alias("referral"),
        nw.col("cine_referral_date").alias("on"),
        nw.col("cine_referral_date").alias("opened_on"),
        nw.col("cine_close_date").alias("closed_on"),
    )


def an_indicator(function=referred, **changes):
    known = {
        "id": "TEST1", "title": "A test", "theme": "Tests", "function": function, "unit": "count",
        "when": "during", "each": "row", "better": "context", "owner": "Analyst",
        "source": "Nobody", "review_on": date(2027, 4, 1), "version": "3", "by": (),
    }  # fmt: skip
    return Indicator(**known | changes)


def some_facts(*days, authority=KENSINGTON, **more):
    return from_rows(
        authority=authority,
        ssd_cin_episodes=[
            {"cine_person_id": str(n), "cine_referral_id": f"{n}-1", "cine_referral_date": day}
            for n, day in enumerate(days)
        ],
        **more,
    )


def without(facts, *columns):
    lacking = [replace(s, supplies=s.supplies - set(columns)) for s in facts.sources]
    return replace(facts, sources=tuple(lacking))


def test_what_is_on_the_first_and_the_last_day_counts_and_what_is_outside_does_not():
    days = date(2021, 3, 31), date(2021, 4, 1), date(2022, 3, 31), date(2022, 4, 1), None
    (figure,) = evaluate(an_indicator(), some_facts(*days), YEAR)
    assert (figure.value, figure.counted, figure.definition_version) == (2, 2, "3")


@pytest.mark.parametrize(
    ("when", "closed", "counts"),
    [
        ("at_end", None, 1),
        ("at_end", date(2022, 4, 1), 1),
        ("at_end", date(2022, 3, 31), 0),
        ("at_any_point", date(2021, 4, 1), 1),
        ("at_any_point", date(2021, 3, 31), 0),
        ("at_any_point", None, 1),
    ],
)
def test_what_closes_on_a_day_was_open_until_then(when, closed, counts):
    row = {"cine_referral_id": "1", "cine_referral_date": date(2021, 1, 1)}
    facts = from_rows(ssd_cin_episodes=[row | {"cine_close_date": closed}])
    (figure,) = evaluate(an_indicator(when=when), facts, YEAR)
    assert figure.value == counts


def test_a_figure_that_a_source_lacks_a_column_for_is_not_available_and_says_which():
    needs = ("ssd_cin_episodes.cine_referral_nfa",)
    facts = without(some_facts(date(2021, 5, 1)), *needs)
    (figure,) = evaluate(an_indicator(needs=needs), facts, YEAR)
    assert (figure.status, figure.value) == (Status.NOT_AVAILABLE, None)
    assert figure.reason == "The rows source does not give ssd_cin_episodes.cine_referral_nfa"


def test_a_breakdown_that_a_source_lacks_a_column_for_is_not_available_and_the_total_is():
    facts = without(some_facts(date(2021, 5, 1)), "ssd_person.pers_ethnicity")
    total, split = evaluate(an_indicator(by=("ethnic_group",)), facts, YEAR, by=["ethnic_group"])
    assert (total.value, split.status, split.category) == (1, Status.NOT_AVAILABLE, "")
    assert split.figure == "TEST1.E09000020.2022.ethnic_group"
    assert "ssd_person.pers_ethnicity" in split.reason


def test_sex_needs_the_new_column_or_the_old_one():
    of_sex = an_indicator(by=("sex",))
    facts = some_facts(date(2021, 5, 1))
    old = evaluate(of_sex, without(facts, "ssd_person.pers_sex"), YEAR, by=["sex"])
    neither = without(facts, "ssd_person.pers_sex", "ssd_person.pers_gender")
    assert {figure.status for figure in old} == {Status.OK}
    assert evaluate(of_sex, neither, YEAR, by=["sex"])[1].status is Status.NOT_AVAILABLE


def test_the_year_before_is_needed_where_an_indicator_looks_back():
    facts = some_facts(date(2021, 5, 1))
    looks_back = an_indicator(look_back=True)
    (alone,) = evaluate(looks_back, facts, YEAR)
    assert alone.reason == "The return of the year before, 2021, is needed and is not loaded"
    before = replace(facts.sources[0], year=2021)
    both = replace(facts, sources=(*facts.sources, before))
    assert evaluate(looks_back, both, YEAR)[0].value == 1


def test_the_partnership_is_the_sum_of_its_members_and_needs_them_all():
    one, other = (some_facts(date(2021, 5, 1), authority=who) for who in MEMBERS)
    alone = {f.authority: f for f in evaluate(an_indicator(), one, YEAR, members=MEMBERS)}
    assert alone[KENSINGTON].value == 1
    assert alone[PARTNERSHIP].status is Status.NOT_AVAILABLE
    assert "No return of E09000033 for the year 2022 is loaded" in alone[PARTNERSHIP].reason
    from lscp.core.facts import together

    found = evaluate(an_indicator(), together([one, other]), YEAR, members=MEMBERS)
    assert {f.authority: f.value for f in found} == {who: 1 for who in MEMBERS} | {PARTNERSHIP: 2}


def test_a_rate_needs_a_population_and_names_it():
    population = [{"lscp_mid_year": 2021, "lscp_children": 8_000}]
    day = date(2021, 5, 1)
    of_all = an_indicator(unit="rate")
    (without_one,) = evaluate(of_all, some_facts(day), YEAR)
    (with_one,) = evaluate(of_all, some_facts(day, lscp_population=population), YEAR)
    assert without_one.reason == "No population of mid-2021 is loaded"
    assert (with_one.value, with_one.denominator) == (1.3, 8_000)


def test_a_share_is_each_category_of_all_and_has_no_total():
    of_each = an_indicator(unit="share", by=("month",))
    facts = some_facts(date(2021, 5, 1), date(2021, 5, 9), date(2021, 6, 1))
    found = evaluate(of_each, facts, YEAR, by=["month"])
    assert len(found) == 12
    assert {f.category: f.value for f in found if f.value} == {"2021-05": 66.7, "2021-06": 33.3}
    assert {f.unit for f in found} == {"percentage"}


def test_nothing_to_count_is_not_available_where_there_is_a_percentage_and_0_where_a_count():
    empty = some_facts(date(2020, 5, 1))
    assert evaluate(an_indicator(), empty, YEAR)[0].value == 0
    (figure,) = evaluate(an_indicator(unit="percentage"), empty, YEAR)
    assert (figure.status, figure.reason) == (Status.NOT_AVAILABLE, "Nothing to count")


def test_what_is_left_out_is_told_with_its_reason_and_not_counted():
    def some_left_out(facts, period):
        """Referrals. One of them does not count."""
        reason = nw.when(nw.col("person") == "0").then(nw.lit("Not this one"))
        return referred(facts, period).with_columns(left_out=reason)

    facts = some_facts(date(2021, 5, 1), date(2021, 5, 2))
    (figure,) = evaluate(an_indicator(some_left_out), facts, YEAR)
    assert (figure.value, figure.left_out) == (1, (("Not this one", 1),))


def test_a_person_is_counted_once_in_each_category_and_once_in_all():
    rows = [
        {"cine_person_id": "1", "cine_referral_id": f"1-{n}", "cine_referral_date": day}
        for n, day in enumerate([date(2021, 5, 1), date(2021, 5, 9), date(2021, 6, 1)])
    ]
    facts = from_rows(ssd_cin_episodes=rows)
    found = evaluate(an_indicator(each="person", by=("month",)), facts, YEAR, by=["month"])
    assert found[0].value == 1
    assert {f.category for f in found[1:] if f.value} == {"2021-05", "2021-06"}


@pytest.mark.parametrize("listed", [(), ("1",), ("1", "2", "3")])
def test_a_child_who_is_not_among_the_children_is_still_one_child(listed):
    rows = [
        {"cine_person_id": child, "cine_referral_id": f"{child}-{n}",
         "cine_referral_date": date(2021, 5, n)}
        for child in "123" for n in (1, 2)
    ]  # fmt: skip
    children = [{"pers_person_id": child, "pers_gender": "1"} for child in listed]
    facts = from_rows(ssd_cin_episodes=rows, ssd_person=children)
    found = evaluate(an_indicator(each="person", by=("sex",)), facts, YEAR, by=["sex"])
    known = {figure.category: figure.value for figure in found if figure.value}
    assert known.pop("") == 3
    assert known.pop("M", 0) == len(listed)
    assert sum(known.values()) == 3 - len(listed)


def test_a_value_that_is_no_valid_code_is_shown_as_such_and_not_dropped():
    rows = [
        {"cine_referral_id": need, "cine_referral_date": date(2021, 5, 1),
         "cine_cin_primary_need_code": need}
        for need in ("N1", "N99")
    ]  # fmt: skip
    facts = from_rows(ssd_cin_episodes=rows)
    found = evaluate(an_indicator(by=("primary_need",)), facts, YEAR, by=["primary_need"])
    counted = {figure.category: figure.value for figure in found[1:] if figure.value}
    assert counted == {"N1": 1, "UNKNOWN": 1}


def test_a_child_twice_in_a_return_is_not_counted_twice():
    twice = [{"pers_person_id": "0", "pers_gender": gender} for gender in ("1", "2")]
    facts = some_facts(date(2021, 5, 1), ssd_person=twice)
    found = evaluate(an_indicator(by=("sex",)), facts, YEAR, by=["sex"])
    assert [figure.value for figure in found] == [1, 0, 1, 0]


@pytest.mark.parametrize(
    ("born", "on", "band"),
    [
        (date(2020, 2, 29), date(2021, 2, 28), "U1"),
        (date(2020, 2, 29), date(2021, 3, 1), "1-4"),
        (date(2020, 5, 1), date(2021, 5, 1), "1-4"),
        (date(2021, 5, 2), date(2021, 5, 1), "UNBORN"),
        (date(2021, 5, 1), date(2021, 5, 1), "U1"),
        (date(2016, 5, 2), date(2021, 5, 1), "1-4"),
        (date(2016, 5, 1), date(2021, 5, 1), "5-9"),
        (date(2005, 5, 1), date(2021, 5, 1), "16+"),
        (None, date(2021, 5, 1), "UNKNOWN"),
    ],
)
def test_age_is_that_of_the_day_that_the_row_counts_on(born, on, band):
    facts = some_facts(on, ssd_person=[{"pers_person_id": "0", "pers_dob": born}])
    period = periods.Period(on, on)
    facts = replace(
        facts,
        frames={
            name: f.with_columns(lscp_year=nw.lit(period.year)) for name, f in facts.frames.items()
        },
        sources=tuple(replace(source, year=period.year) for source in facts.sources),
    )
    found = evaluate(an_indicator(by=("age",)), facts, period, by=["age"])
    assert [figure.category for figure in found[1:] if figure.value] == [band]


@pytest.mark.parametrize(
    ("days", "at", "value"),
    [
        ({}, Fraction(1, 2), None),
        ({3: 1}, Fraction(1, 2), 3),
        ({1: 1, 2: 1}, Fraction(1, 2), 2),  # 1.5, and half goes up
        ({1: 2, 9: 1}, Fraction(1, 2), 1),
        ({0: 1, 10: 1, 20: 1, 30: 1}, Fraction(1, 4), 8),  # 7.5
        ({0: 1, 10: 1, 20: 1, 30: 1}, Fraction(3, 4), 23),  # 22.5
        ({0: 5}, Fraction(1), 0),
    ],
)
def test_a_quantile_is_the_value_below_which_that_share_lies(days, at, value):
    assert quantile(days, at) == value


@pytest.mark.parametrize(
    ("values", "unit", "value"),
    [
        ({12: 1, 15: 1}, "score", 13.5),
        ({0: 2, 1: 1}, "score", 0.3),
        ({365: 1, 366: 1}, "months", 12.0),
        ({91: 3}, "months", 3.0),
        ({}, "months", None),
    ],
)
def test_an_average_is_of_scores_as_they_are_and_of_days_in_months(values, unit, value):
    assert average(values, unit) == value


def test_an_average_prints_to_one_place_and_says_of_how_many():
    def scores(facts, period):
        """Scores. What has none does not count."""
        return referred(facts, period).with_columns(days=nw.lit(13))

    (figure,) = evaluate(an_indicator(scores, unit="score"), some_facts(date(2021, 4, 1)), YEAR)
    assert (figure.value, figure.numerator, figure.denominator) == (13.0, None, 1)


def test_the_return_that_gives_the_table_answers_and_not_another_that_names_the_children():
    facts = some_facts(date(2021, 4, 1))
    another = replace(
        facts.sources[0], collection="other", supplies=frozenset({"ssd_person.pers_dob"})
    )
    needs = ("ssd_cin_episodes.cine_referral_date", "ssd_person.pers_dob")
    for both in ((*facts.sources, another), (another, *facts.sources)):
        (figure,) = evaluate(an_indicator(needs=needs), replace(facts, sources=both), YEAR)
        assert figure.value == 1, figure.reason


def two_returns(year=2022, **more):
    """Return facts of two returns of a year, one of referrals and one of episodes in care."""
    referrals = some_facts(date(2021, 5, 1), year=year)
    [source] = referrals.sources
    of = {
        name: frozenset(each for each in source.supplies if each.startswith((name, "ssd_person")))
        for name in ("ssd_cin_episodes", "ssd_cla_episodes")
    }
    both = [
        replace(source, collection=collection, supplies=supplies, snapshot=collection, **more)
        for collection, supplies in zip(("cin", "ssda903"), of.values(), strict=True)
    ]
    return replace(referrals, sources=tuple(both))


BOTH = ("ssd_cin_episodes.cine_referral_date", "ssd_cla_episodes.clae_person_id")


def test_what_two_returns_give_together_is_there_and_what_neither_gives_is_said():
    (figure,) = evaluate(an_indicator(needs=BOTH), two_returns(), YEAR)
    assert (figure.value, figure.snapshot) == (1, "cin+ssda903")
    (figure,) = evaluate(an_indicator(needs=(*BOTH, "ssd_missing.miss_table_id")),
                         two_returns(), YEAR)  # fmt: skip
    assert figure.reason == "The cin and ssda903 sources do not give ssd_missing.miss_table_id"


def test_the_year_before_is_looked_for_in_the_same_return_and_not_in_the_other():
    now, before = two_returns(), two_returns(2021)
    for kept, value in ((before.sources, 1), (before.sources[:1], None)):
        facts = together([now, replace(before, sources=kept)])
        (figure,) = evaluate(an_indicator(needs=BOTH, look_back=True), facts, YEAR)
        assert figure.value == value
    assert figure.reason == "The return of the year before, 2021, is needed and is not loaded"


def test_history_of_one_return_is_none_of_the_other():
    cin, ssda903 = two_returns(history=True).sources
    facts = replace(two_returns(), sources=(cin, replace(ssda903, history=False)))
    (of_cin,) = evaluate(an_indicator(needs=BOTH[:1], history=True), facts, YEAR)
    (of_both,) = evaluate(an_indicator(needs=BOTH, history=True), facts, YEAR)
    assert of_cin.value == 1
    assert of_both.reason == "The ssda903 source holds only what was open in its year"


def test_an_indicator_without_a_breakdown_gives_its_total_and_says_so_when_asked():
    found = evaluate(an_indicator(), some_facts(date(2021, 5, 1)), YEAR, by=["sex"])
    assert len(found) == 1
    with pytest.raises(KeyError, match="has no breakdown 'sex'; it has none"):
        an_indicator().breakdown("sex")


def test_an_indicator_is_declared_once_and_only_with_what_is_known():
    declared = indicator("TEST2", title="A test", theme="Tests", source="Nobody")
    try:
        assert declared(referred) is REGISTRY["TEST2"]
        with pytest.raises(ValueError, match="TEST2 is declared twice"):
            declared(referred)
    finally:
        del REGISTRY["TEST2"]
    with pytest.raises(ValueError, match="unit 'dozens'"):
        indicator("TEST3", title="", theme="", source="", unit="dozens")(referred)


def test_a_figure_is_a_row_of_figures_csv_and_says_what_it_was_counted_from():
    facts = some_facts(date(2021, 5, 1))
    made_up = replace(facts.sources[0], demonstration=True, snapshot="abc")
    (figure,) = evaluate(an_indicator(), replace(facts, sources=(made_up,)), YEAR)
    assert tuple(figure.row()) == COLUMNS
    assert (figure.source, figure.snapshot) == (Origin.DEMONSTRATION, "abc")
