"""The map and what is compared through it."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from lscp.core import vocab
from lscp.core.breakdowns import BREAKDOWNS, UNKNOWN
from lscp.core.facts import from_rows, together
from lscp.core.figures import PARTNERSHIP, Figure, Status, name_of
from lscp.core.indicators import evaluate
from lscp.core.periods import year
from lscp.core.wording import said
from lscp.measures import official
from lscp.measures.comparators import comparators, official_value
from lscp.measures.indicators import load
from lscp.measures.official.cells import COLUMN, PER, Cells
from lscp.measures.official.mapping import MEASURES_OF_A_FIGURE
from lscp.measures.official.tables import words
from lscp.measures.reconcile import Comparison, Verdict, reconcile

RBKC, WESTMINSTER = "E09000020", "E09000033"
LOOKED_AFTER = "Children looked after on 31 March each year"
HIDDEN = "Suppressed by the publisher to protect confidentiality"
MAPPED = [row for row in official.official_map() if row.indicator]
PRINTED = {
    "_rate": "rate", "_per_10000": "rate", "percent": "percentage", "percentage": "percentage",
}  # fmt: skip
NOT_KEPT = {
    "a1": ["number", "rate", "percent"],
    "a2": ["number", "rate", "percent"],
    "a6": ["CPP_At31", "Neglect_Initial", "Physical_abuse_Initial", "Sexual_abuse_Initial",
           "Emotional_abuse_Initial", "Multiple_Initial"],
    "headline": ["children_in_need", "children_in_need_per_10000_children",
                 "child_protection_plans", "child_protection_plans_per_10000_children",
                 "referrals", "completed_assessments"],
    "cla_adoption_times": ["number"],
}  # fmt: skip


def figure(indicator="IND004", authority=RBKC, breakdown="", category="", **more) -> Figure:
    known = load()[indicator]
    return Figure(
        figure=name_of(indicator, authority, "2022", breakdown, category), indicator=indicator,
        title=known.title, authority=authority, year="2022", breakdown=breakdown,
        category=category, unit="percentage" if known.unit == "share" else known.unit, **more,
    )  # fmt: skip


def compared(figures, table: str, column: str, indicator: str, frame=None) -> Comparison:
    frame = official.committed() if frame is None else frame
    (found,) = [
        each
        for each in reconcile(figures, frame, year=2022)
        if (each.table, each.column, each.indicator) == (table, column, indicator)
        and each.measure != "denominator"
    ]
    return found


# The map.


def test_every_column_of_every_known_table_is_in_the_map():
    by_row = [name for name, table in official.tables().items() if table.level != "England"]
    called = pl.when(pl.col("table").is_in(by_row)).then(COLUMN).otherwise("column")
    columns = set(official.committed().select("table", called).iter_rows())
    columns |= {(table, column) for table, names in NOT_KEPT.items() for column in names}
    listed = {(row.table, column) for row in official.official_map() for column in row.columns}
    assert columns == listed
    assert {table for table, _ in columns} == set(official.tables())


def test_each_row_of_the_map_is_there_once():
    keys = [(r.table, r.column, r.indicator, r.breakdown, r.category, r.measure) for r in MAPPED]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


@pytest.mark.parametrize("row", MAPPED, ids=lambda r: f"{r.table} {r.column} {r.indicator}")
def test_each_row_names_an_indicator_a_breakdown_and_a_category_that_exist(row):
    indicator = load()[row.indicator]
    assert row.measure in MEASURES_OF_A_FIGURE
    assert row.exact in ("yes", "near")
    assert row.exact == "yes" or row.note
    if row.breakdown:
        known = BREAKDOWNS[row.breakdown].extra
        codes = (
            vocab.codes(indicator.breakdown(row.breakdown).set) if row.breakdown != "month" else ()
        )
        months = {f"{year}-{month:02d}" for year in (2021, 2022) for month in range(1, 13)}
        there = {*codes, *dict(known), UNKNOWN} if row.breakdown != "month" else months
        assert set(row.categories(2022)) <= there
    if row.measure in ("rate", "share"):
        assert indicator.unit == "count"
    if row.measure in ("numerator", "denominator"):
        assert indicator.unit in ("percentage", "share", "rate")
    if row.measure == "value":
        endings = (ending for ending in PRINTED if row.column.endswith(ending))
        printed = PRINTED[next(endings)] if row.column.endswith(PER) else "count"
        expected = {"share": "percentage", "days": "count", "score": "count"}
        assert printed == expected.get(indicator.unit, indicator.unit)


def test_what_cannot_be_compared_says_why():
    left_out = [row for row in official.official_map() if not row.indicator]
    assert {row.table for row in left_out} == {
        *(f"a{number}" for number in range(1, 8)), "d8", "headline", "population",
        "cla", "cla_stability", "cla_placements", "cla_outcomes", "cla_school_moves",
        "cla_social_workers", "cla_adoption_times", "care_leavers_accommodation",
        "care_leavers_activity",
    }  # fmt: skip
    assert all(row.note and not row.measure and not row.exact for row in left_out)


def test_a_rate_in_the_tables_is_the_rate_of_the_count_beside_it():
    pairs = {
        "IND004": "IND005", "IND019": "IND156", "IND028": "IND029", "IND035": "IND036",
        "IND038": "IND157", "IND043": "IND044", "IND045": "IND158", "IND123": "IND153",
        "IND125": "IND154", "IND135": "IND155", "IND146": "IND159", "IND059": "IND060",
        "IND062": "IND171", "IND063": "IND172",
    }  # fmt: skip
    found = {each: rate for each in load() if (rate := official.rate_of(each))}
    assert found == pairs
    assert all(load()[rate].title.startswith("Rate of ") for rate in pairs.values())


# Figures that say what the official tables say.


def figures_of(year: int) -> list[Figure]:
    """Return figures that repeat the official cells: counts, not the rates and shares of them.

    What is added up is of its first category, where no cell is of that category alone.
    """
    found: dict[tuple[str, ...], Figure] = {}
    cells = Cells(official.committed(), year)
    alone = {(row.indicator, row.category) for row in MAPPED}
    several = {row for row in MAPPED if " + " in row.category}
    summed = {row for row in several if (row.indicator, row.categories(year)[0]) not in alone}
    for authority in (RBKC, WESTMINSTER):
        for row in (row for row in MAPPED if row not in several or row in summed):
            category = row.categories(year)[0]
            key = (row.indicator, authority, row.breakdown, category)
            cell = cells.cell(row.table, row.columns, authority)
            if cell and row.measure in ("value", "numerator", "denominator"):
                known = replace(figure(*key), year=str(year))
                said: dict[str, Any] = {row.measure: cell.value}
                found[key] = replace(found.get(key, known), **said)
    return list(found.values())


@pytest.mark.parametrize("year", range(2019, 2025))
def test_the_official_tables_agree_with_themselves_through_the_map(year):
    found = reconcile(figures_of(year), official.committed(), year=year)
    wrong = [each for each in found if each.verdict is Verdict.DIFFERENT]
    assert [(each.table, each.column, each.ours, each.official) for each in wrong] == []
    equal = sum(each.verdict is Verdict.EQUAL for each in found)
    assert equal > 400


def test_each_authority_has_each_row_of_the_map_once_and_the_partnership_none():
    figures = [*figures_of(2022), figure(authority=PARTNERSHIP, value=4182.0)]
    found = reconcile(figures, official.committed(), year=2022)
    assert len(found) == 2 * len(official.official_map())
    assert {each.authority for each in found} == {RBKC, WESTMINSTER}


@pytest.mark.slow
def test_every_mapped_cell_finds_a_figure_among_those_that_are_computed():
    referral = {"cine_referral_id": "K-1", "cine_person_id": "K", "cine_referral_nfa": "N"}
    facts = from_rows(
        ssd_person=[{"pers_person_id": "K", "pers_dob": date(2012, 5, 6)}],
        ssd_cin_episodes=[{**referral, "cine_referral_date": date(2021, 6, 1)}],
    ).with_table("lscp_population", official.population())
    before = from_rows(year=2021, ssd_person=[{"pers_person_id": "K"}])
    figures = evaluate(load().values(), together([facts, before]), year(2022), by=BREAKDOWNS)
    found = reconcile(figures, official.committed(), year=2022)
    assert [each.reason for each in found if each.reason.startswith("No figure of")] == []
    one = {each.column: each for each in found if each.indicator == "IND004"}
    assert (one["June"].ours, one["Police"].ours, one["Referrals"].ours) == (1, 0, 1)
    assert (one["Unknown"].ours, one["Unknown"].verdict) == (1, Verdict.DIFFERENT)


# Verdicts.


def test_a_count_that_is_the_same_is_equal_and_one_more_is_different():
    same = compared([figure(value=2257.0)], "c1", "Referrals", "IND004")
    assert (same.verdict, same.ours, same.official) == (Verdict.EQUAL, 2257.0, 2257.0)
    assert (same.figure, same.release) == ("IND004.E09000020.2022", "2024")
    more = compared([figure(value=2258.0)], "c1", "Referrals", "IND004")
    assert (more.verdict, more.difference) == (Verdict.DIFFERENT, 1.0)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (986.5, "equal"),
        (986.6, "within rounding"),
        (986.4, "within rounding"),
        (986.7, "different"),
    ],
)
def test_a_rate_may_be_one_off_in_the_last_place_that_prints(value, verdict):
    assert (
        compared([figure("IND005", value=value)], "c1", "Referrals_rate", "IND005").verdict
        == verdict
    )


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(55.9, "equal"), (55.5, "equal"), (55.4, "different"), (56.5, "within rounding")],
)
def test_a_rate_that_is_printed_whole_is_what_ours_could_be_rounded_to(value, verdict):
    column = f"{LOOKED_AFTER}|rate_per_10000"
    ours = figure("IND060", WESTMINSTER, value=value, numerator=171, denominator=30607)
    found = compared([ours], "cla", column, "IND060")
    assert (found.official, found.verdict) == (56.0, verdict)
    assert found.ours == round(value + 1e-9)


def test_a_column_of_a_table_with_several_rows_for_an_area_is_of_one_of_them():
    ours = figure("IND059", WESTMINSTER, value=171.0)
    found = compared([ours], "cla", f"{LOOKED_AFTER}|children_count", "IND059")
    assert (found.ours, found.official, found.verdict) == (171.0, 171.0, Verdict.EQUAL)
    assert found.release == "2025"


def test_the_rate_of_a_count_is_taken_from_the_population_of_the_year_before():
    found = compared([figure("IND006", value=1883.0)], "c1", "Referrals_child_rate", "IND006")
    assert (found.ours, found.verdict) == (823.0, Verdict.EQUAL)
    nobody = official.committed().filter(pl.col("table") != "population")
    found = compared(
        [figure("IND006", value=1883.0)], "c1", "Referrals_child_rate", "IND006", nobody
    )
    assert (found.verdict, found.reason) == ("not available", "There is no population to divide by")


def test_a_share_is_of_the_total_of_its_own_indicator():
    figures = [
        figure("IND028", value=806.0),
        figure("IND028", breakdown="duration", category="3M", value=243.0),
    ]
    found = compared(figures, "b4", "3_months_or_less_percent", "IND028")
    assert (found.ours, found.verdict) == (30.1, Verdict.EQUAL)
    alone = compared(figures[1:], "b4", "3_months_or_less_percent", "IND028")
    assert (alone.verdict, alone.reason) == (
        Verdict.NOT_AVAILABLE, "There is no total of IND028 to divide by",
    )  # fmt: skip


def test_categories_joined_in_the_map_are_added_up():
    figures = [
        figure("IND137", breakdown="factor", category=code, value=count)
        for code, count in zip(
            ["8B", "8C", "8D", "8E", "8F"], [1.0, 0.0, 3.0, 4.0, 0.0], strict=True
        )
    ]
    found = compared(figures, "c3", "Privately_fostered", "IND137")
    assert (found.ours, found.verdict) == (8.0, Verdict.EQUAL)
    assert found.figure.count(" + ") == 4


def test_official_columns_joined_in_the_map_are_added_up_unless_one_is_suppressed():
    column = "Same_day + 1-10_days + 11-20_days + 21-30_days + 31-40_days + 41-45_days"
    ours = figure("IND020", WESTMINSTER, value=79.7, numerator=1156, denominator=1450)
    found = compared([ours], "c2", column, "IND020")
    assert (found.official, found.verdict) == (1156.0, Verdict.EQUAL)
    ours = figure("IND020", value=85.6, numerator=1038, denominator=1213)
    assert compared([ours], "c2", column, "IND020").verdict is Verdict.SUPPRESSED


def test_a_suppressed_cell_is_not_judged_but_its_row_is():
    bands = {"0": 4.0, "1-10": 366.0, "11-20": 194.0}
    figures = [figure("IND019", value=1213.0)]
    figures += [
        figure("IND019", breakdown="duration", category=c, value=v) for c, v in bands.items()
    ]
    fits = compared(figures, "c2", "Same_day", "IND019")
    assert (fits.verdict, fits.mark, fits.official) == (Verdict.SUPPRESSED, "c", None)
    assert (fits.ours, fits.reason) == (4.0, HIDDEN)
    figures[1] = replace(figures[1], value=5.0)
    misfit = compared(figures, "c2", "Same_day", "IND019")
    assert misfit.verdict is Verdict.SUPPRESSED
    assert misfit.reason == (f"{HIDDEN}. The row leaves 4 for its suppressed cells, and we count 5")


def test_a_row_is_not_judged_where_we_do_not_count_all_that_it_hides():
    figures = [figure("IND046", breakdown="category", category="NEG", numerator=5)]
    figures += [figure("IND045", value=77.0)]
    figures += [figure("IND045", breakdown="category", category="NEG", value=5.0)]
    found = compared(figures, "d2", "Neglect_Initial", "IND045")
    assert (found.verdict, found.reason) == (Verdict.SUPPRESSED, HIDDEN)


def test_a_figure_that_is_not_there_is_not_available_with_its_reason():
    ours = figure(status=Status.NOT_AVAILABLE, reason="No return is loaded")
    found = compared([ours], "c1", "Referrals", "IND004")
    assert (found.verdict, found.reason) == (Verdict.NOT_AVAILABLE, "No return is loaded")
    by_source = compared([ours], "c5", "Police", "IND004")
    assert (by_source.verdict, by_source.reason) == (Verdict.NOT_AVAILABLE, "No return is loaded")
    other = compared([ours], "c4", "Section47", "IND035")
    assert other.reason == "No figure of IND035 was computed"


def test_a_code_of_another_year_is_no_category():
    ours = [figure("IND137", breakdown="factor", category="18B", value=58.0)]
    found = compared(ours, "c3", "Physical_Abuse_unknown", "IND137")
    assert (found.verdict, found.reason) == (
        Verdict.NOT_AVAILABLE, "18A is no category of factor in 2022",
    )  # fmt: skip


def test_nothing_unknown_is_none_unknown():
    ours = [figure("IND125", breakdown="closure_reason", category="RC7", value=1120.0)]
    assert compared(ours, "b6", "unknown", "IND125").verdict is Verdict.EQUAL


def marked(mark: str) -> pl.DataFrame:
    frame = official.committed()
    here = (pl.col("table") == "c1") & (pl.col("column") == "Not_in_Need_percent")
    return frame.with_columns(
        value=pl.when(here).then(None).otherwise(pl.col("value")),
        mark=pl.when(here).then(pl.lit(mark)).otherwise(pl.col("mark")),
    )


@pytest.mark.parametrize(
    ("mark", "verdict"),
    [
        ("c", "suppressed"), ("x", "not available"), (":", "not available"),
        ("u", "not available"), ("z", "not comparable"), (".", "not comparable"),
    ],
)  # fmt: skip
def test_a_mark_decides_the_verdict(mark, verdict):
    ours = figure("IND009", value=0.9, numerator=21, denominator=2257)
    found = compared([ours], "c1", "Not_in_Need_percent", "IND009", marked(mark))
    assert (found.verdict, found.reason) == (verdict, words()[mark])


@pytest.mark.parametrize(("value", "verdict"), [(0.0, "equal"), (0.9, "different")])
def test_what_rounds_to_zero_equals_zero(value, verdict):
    ours = figure("IND009", value=value, numerator=1, denominator=2257)
    found = compared([ours], "c1", "Not_in_Need_percent", "IND009", marked("k"))
    assert found.verdict == verdict


def test_a_cell_that_no_release_has_is_not_available():
    figures = [replace(figure("IND129", value=9.0), year="2021")]
    found = [e for e in reconcile(figures, official.committed(), year=2021) if e.table == "b7"]
    assert {each.verdict for each in found} == {Verdict.NOT_AVAILABLE}
    assert found[0].reason == "No release that is loaded has it of 2021"


def test_the_newest_release_is_compared_and_the_older_one_is_mentioned():
    rates = [replace(figure("IND005", WESTMINSTER, value=658.1), year="2021")]

    def found(release: str | None) -> Comparison:
        all_of_it = reconcile(rates, official.committed(), year=2021, release=release)
        return next(each for each in all_of_it if each.indicator == "IND005")

    newest, older = found(None), found("2023")
    assert (newest.verdict, newest.release) == (Verdict.EQUAL, "2024")
    assert newest.reason == "Revised: 413.4 in the release 2023"
    assert (older.verdict, older.official) == (Verdict.DIFFERENT, 413.4)
    assert older.release == "2023"


# Comparators.


def test_comparators_are_inner_london_london_and_england():
    assert comparators(official.committed(), "IND005", 2022) == {
        "Inner London": 659.6, "London": 598.3, "England": 552.8,
    }  # fmt: skip


def test_what_is_printed_in_whole_numbers_has_no_decimal_place():
    found = comparators(official.committed(), "IND060", 2022)
    assert found == {"Inner London": 64, "London": 52, "England": 70}
    assert {type(value) for value in found.values()} == {int}
    assert [said(value, "rate") for value in found.values()] == ["64", "52", "70"]
    assert said(comparators(official.committed(), "IND005", 2022)["England"], "rate") == "552.8"


def test_counts_have_no_comparator_and_neither_has_what_no_table_prints():
    assert comparators(official.committed(), "IND004", 2022) == {}
    assert comparators(official.committed(), "IND014", 2022) == {}
    assert comparators(official.committed(), "IND999", 2022) == {}


def test_a_percentage_of_printed_counts_is_computed_and_says_so():
    found = official_value(official.committed(), "IND020", 2022, WESTMINSTER)
    assert (found.value, found.computed) == (79.7, True)
    assert [cell.value for cell in found.cells] == [1156.0, 1450.0]
    assert "reporting year 2024, table c2" in found.source
    hidden = official_value(official.committed(), "IND020", 2022, RBKC)
    assert (hidden.value, hidden.mark) == (None, "c")


def test_a_share_by_category_has_comparators():
    police = {"breakdown": "source", "category": "6"}
    found = comparators(official.committed(), "IND015", 2022, **police)
    assert found["England"] == pytest.approx(29.0, abs=1.0)
    ours = official_value(official.committed(), "IND015", 2022, RBKC, **police)
    assert ours.value == 43.8


def test_a_rate_of_printed_counts_divides_by_the_areas_population():
    found = official_value(official.committed(), "IND030", 2022, RBKC)
    assert found.value == round(10_000 * (198 + 74 + 143) / 22_879, 1)


def test_a_revised_official_value_says_what_it_was():
    found = official_value(official.committed(), "IND005", 2021, WESTMINSTER)
    assert (found.value, found.revised) == (658.1, "Revised: 413.4 in the release 2023")
    assert official_value(official.committed(), "IND010", 2022, RBKC) is None
