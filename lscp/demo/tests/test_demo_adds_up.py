"""The demonstration adds up: what is counted from the made-up returns is what was published."""

from collections import Counter

import pytest

from lscp.core import engines
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.facts import together
from lscp.core.indicators import REGISTRY, evaluate
from lscp.core.periods import year
from lscp.demo import people, write, years
from lscp.demo.targets import Targets, england_shares
from lscp.measures import official
from lscp.measures.indicators import load
from lscp.measures.reconcile import Verdict, reconcile

RBKC, WESTMINSTER = write.AUTHORITIES
EXACT_2022 = ("b1", "b3", "c1", "c2", "c4", "c5", "c6", "d1", "d2", "d3", "d4", "d6")
NEAR_2022 = ("b2", "b4", "b5", "b6", "b7", "c3", "d5", "d7")
HEADLINES = {
    "b1": None,
    "c1": None,
    "c4": {"Section47", "Section47_child", "ICPC", "ICPC_child"},
    "c6": None,
    "d1": None,
}
# Two quartiles that no share of what was suppressed can give, if a quartile is a value that
# occurs or the mean of two: 60 of 80 conferences took up to 20 days, and the upper quartile,
# halfway to one that took 21 or more, is printed as 18; 29 of 39 did, and the 30th as 20.
CONTRADICTS_ITS_BANDS = {
    (2020, RBKC, "Duration_75th_Percentile"),
    (2021, RBKC, "Duration_75th_Percentile"),
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def figures(made_returns):
    """Every indicator of every year, with all breakdowns, by year."""
    load()
    population = official.population()
    facts = together(made.facts for made in made_returns).with_table("lscp_population", population)
    return {
        number: evaluate(
            REGISTRY.values(), facts, year(number), by=BREAKDOWNS, members=write.AUTHORITIES
        )
        for number in range(years.FIRST, years.LAST + 1)
    }


@pytest.fixture(scope="module")
def comparisons(figures):
    """The figures beside the official statistics, by year."""
    committed = official.committed()
    return {number: reconcile(found, committed, year=number) for number, found in figures.items()}


def values(figures, indicator, authority, breakdown):
    """Return category → value of one indicator's breakdown."""
    return {
        each.category: each.value
        for each in figures[2022]
        if (each.indicator, each.authority, each.breakdown) == (indicator, authority, breakdown)
    }


def test_not_one_mapped_cell_of_2022_is_different(comparisons):
    verdicts = {Verdict.DIFFERENT, Verdict.WITHIN_ROUNDING}
    assert [each for each in comparisons[2022] if each.verdict in verdicts] == []


@pytest.mark.parametrize("table", EXACT_2022 + NEAR_2022)
def test_a_table_of_2022_is_compared_for_both_authorities(comparisons, table):
    equal = [
        each.authority
        for each in comparisons[2022]
        if each.table == table and each.verdict is Verdict.EQUAL
    ]
    assert set(equal) == set(write.AUTHORITIES)


def test_every_cell_of_the_exact_tables_of_2022_has_a_figure(comparisons):
    missing = [
        each
        for each in comparisons[2022]
        if each.table in EXACT_2022 and each.verdict is Verdict.NOT_AVAILABLE
    ]
    assert missing == []


def test_suppressed_cells_take_values_that_fit_their_row(comparisons):
    misfits = [
        each
        for found in comparisons.values()
        for each in found
        if each.verdict is Verdict.SUPPRESSED and "The row leaves" in each.reason
    ]
    assert misfits == []


def test_no_suppressed_cell_of_2022_is_nought(comparisons):
    counts = [
        each.ours
        for each in comparisons[2022]
        if each.verdict is Verdict.SUPPRESSED and each.measure == "value" and each.breakdown
        and each.ours is not None
    ]  # fmt: skip
    assert counts
    assert min(counts) > 0


@pytest.mark.parametrize("number", [2019, 2020, 2021])
@pytest.mark.parametrize("table", HEADLINES)
def test_the_headlines_of_the_years_before_are_equal(comparisons, number, table):
    columns = HEADLINES[table]
    verdicts = Counter(
        each.verdict
        for each in comparisons[number]
        if each.table == table and (columns is None or each.column in columns)
    )
    assert set(verdicts) == {Verdict.EQUAL}


@pytest.mark.parametrize("number", [2018, 2019, 2020, 2021])
def test_nothing_else_of_the_years_before_is_different_but_what_contradicts_itself(
    comparisons, number
):
    different = {
        (number, each.authority, each.column)
        for each in comparisons[number]
        if each.verdict is Verdict.DIFFERENT
    }
    assert different == {cell for cell in CONTRADICTS_ITS_BANDS if cell[0] == number}


def test_the_referrals_are_those_that_the_partnership_states(figures):
    counts = {
        each.authority: each.value
        for each in figures[2022]
        if each.indicator == "IND004" and not each.breakdown
    }
    assert counts == {RBKC: 2257, WESTMINSTER: 1925, "partnership": 4182}


@pytest.mark.parametrize("authority", write.AUTHORITIES)
def test_ages_of_children_in_need_follow_england(figures, authority):
    ages = values(figures, "IND028", authority, "age")
    targets = Targets(authority, 2022)
    columns = {code: f"{name}|number" for code, name in people.AGES.items()}
    wanted = england_shares(targets, "a7", columns, targets.number("b1", "At31_episodes"))
    assert {code: ages[code] for code in wanted} == wanted


@pytest.mark.parametrize("authority", write.AUTHORITIES)
def test_sexes_and_ethnic_groups_of_children_in_need_follow_england(figures, authority):
    sexes = values(figures, "IND028", authority, "sex")
    groups = values(figures, "IND028", authority, "ethnic_group")
    total = sum(sexes.values())
    targets = Targets(authority, 2022)
    everybody, female, white, black = targets.england(
        "a7",
        [
            "Total: Total|number",
            "Gender: Female|number",
            "Ethnicity: Total White|number",
            "Ethnicity: Total Black or Black British|number",
        ],
    )
    assert sexes["F"] / total == pytest.approx(female / everybody, abs=0.005)
    assert groups["WHITE"] / total == pytest.approx(white / everybody, abs=0.01)
    assert groups["BLACK"] / total == pytest.approx(black / everybody, abs=0.01)


def test_open_cases_are_carried_over_and_few_come_in_from_nowhere(made_returns):
    for before, made in zip(made_returns, made_returns[1:], strict=False):
        if before.authority != made.authority:
            continue
        began = made.ssd_cin_episodes.filter(
            made.ssd_cin_episodes["cine_referral_date"] < year(made.year).start
        )
        open_before = before.ssd_cin_episodes["cine_person_id"]
        unknown = began.filter(~began["cine_person_id"].is_in(open_before.implode()))
        assert unknown.height <= 0.02 * began.height


def test_the_records_of_a_child_agree_from_return_to_return(made_returns):
    seen: dict[str, tuple[object, ...]] = {}
    for made in made_returns:
        for name, born, sex in made.ssd_person.select(
            "pers_person_id", "pers_dob", "pers_gender"
        ).iter_rows():
            if born is not None:
                assert seen.setdefault(name, (born, sex)) == (born, sex)


def test_who_was_expected_is_born_on_that_day(made_returns):
    expected = {}
    for made in made_returns:
        people_ = made.ssd_person.select("pers_person_id", "pers_expected_dob", "pers_dob")
        for name, due, born in people_.iter_rows():
            if due is None and name in expected:
                assert born == expected[name]
            expected[name] = due or born
    assert engines.collect(made_returns[-1].facts.ssd_person)["pers_expected_dob"].count() > 0
