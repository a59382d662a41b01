"""Every rule of the census says what to do, names what there is, and runs on whatever arrives."""

import importlib.util
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lscp.returns.check import FAILED, check
from lscp.returns.cin import tables
from lscp.returns.cin.rules import load
from lscp.returns.cin.tests import census_text
from lscp.returns.rules import Kind

RULES = load()
EACH = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
MODULES = {
    "Header", "ChildIdentifiers", "ChildCharacteristics", "Disabilities", "CINdetails",
    "Assessments", "CINplanDates", "Section47", "ChildProtectionPlans", "Reviews",
}  # fmt: skip
PUBLISHED = 109
"""The published rules of the census."""
LONGEST = 400
"""Characters of a message: it stands in a table, beside the child that it is about."""


def test_every_published_rule_is_here():
    assert len(RULES) == PUBLISHED


@EACH
def test_a_rule_says_what_is_wrong_and_then_what_to_do(rule):
    sentences = re.split(r"(?<=[.?!]) (?=[A-Z0-9])", rule.message)
    assert len(sentences) >= 2, rule.message
    assert rule.message.endswith(".")
    assert len(rule.message) <= LONGEST


@EACH
def test_a_rule_is_of_a_module_and_the_queries_are_those_with_a_q(rule):
    assert rule.module in MODULES
    assert re.fullmatch(r"\d{3,4}Q?", rule.code)
    assert (rule.kind is Kind.QUERY) == rule.code.endswith("Q")
    assert rule.since <= rule.until
    assert any(rule.applies(year) for year in tables.YEARS)


@EACH
def test_a_rule_is_about_columns_that_the_census_has(rule):
    there = {f"{name}.{column}" for name in tables.KEYS for column in tables.columns(name)}
    assert rule.required
    assert set(rule.required) <= there
    assert all(rule.fields.values()), "a table with no field at fault"


@EACH
def test_a_rule_in_force_is_about_columns_of_its_years(rule):
    """A rule about a value that a year's census does not have would fail every child of it."""
    for year in (year for year in tables.YEARS if rule.applies(year)):
        missing = [
            f"{table}.{column} in {year}"
            for table, columns in rule.fields.items()
            for column in columns
            if not tables.in_year(table, column, year)
        ]
        assert not missing or rule.code in ALSO_BEFORE


ALSO_BEFORE = {"4180", "8750"}
"""Rules about sex that read gender in the years before, of which the rule is the same."""


def test_what_is_said_is_said_of_one_rule_only():
    assert len({rule.message for rule in RULES.values()}) == len(RULES)


@cache
def cases():
    """Return the codes that the modules' tests break and keep, on text as it is read."""
    breaks, keeps = set(), set()
    for path in sorted(Path(__file__).parent.glob("test_cin_rules_*.py")):
        if path == Path(__file__):
            continue
        spec = importlib.util.spec_from_file_location(f"_of_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        breaks |= {code for code, some in module.BREAKS.items() if some}
        keeps |= {code for code, some in module.KEEPS.items() if some}
    return breaks, keeps


@EACH
def test_a_case_breaks_the_rule_and_a_case_keeps_it(rule):
    breaks, keeps = cases()
    assert rule.code in breaks
    assert rule.code in keeps


WHOLE_RETURN = {code for code, rule in RULES.items() if not rule.fields}


def test_the_census_that_the_tests_start_from_breaks_no_rule_about_a_row():
    answer = check("cin", census_text.tables({}), year=census_text.YEAR)
    assert answer.not_run.is_empty()
    assert set(answer.findings["rule"]) <= WHOLE_RETURN


def test_a_census_of_no_child_is_checked_by_every_rule():
    nothing = {name: pl.DataFrame(schema=_texts(name)) for name in tables.KEYS}
    answer = check("cin", nothing, rules=RULES)
    assert answer.not_run.is_empty()
    assert answer.findings["table"].drop_nulls().is_empty()


def test_without_any_table_no_rule_fails_and_each_says_what_it_lacks():
    answer = check("cin", {}, rules=RULES)
    assert FAILED not in set(answer.not_run["status"])
    assert set(answer.not_run["rule"]) == set(RULES)
    assert answer.not_run["why"].str.ends_with("was not given").all()


IDS = st.sampled_from(["A1", "A1", "A2", None, "", "ä/2", "A" * 30])
NUMBERS = st.sampled_from([1, 1, "1", "2", None, "x"])
DAYS = st.sampled_from([
    "2024-04-01", "2024-06-03", "2024-06-04", "2024-12-25", "2025-03-31", "31/03/2025", None, None,
    "2012-02-29", "0001-01-01", "9999-12-31", "2024-02-30", "soon", "", date(2024, 6, 5),
    datetime.fromisoformat("2024-06-06T12:30"), date(1, 1, 1), date(9999, 12, 31),
])  # fmt: skip
FLAGS = st.sampled_from(["true", "false", "TRUE", "0", "1", "maybe", None, True, False])
COUNTS = st.sampled_from(["0", "1", "-1", "many", "9" * 30, None, 2, 1.5])
CODES = st.sampled_from([
    "N1", "RC1", "RC8", "1A", "3B", "21", "WBRI", "NONE", "AUT", "NEG", "M", "U", "UN1", "UN7",
    "B207210010001", "Ab", "é" * 13, "(", "", None, 7, "2025", "207",
])  # fmt: skip
CELLS = {"date": DAYS, "flag": FLAGS, "digit_flag": FLAGS, "count": COUNTS, "text": CODES}


def _texts(name):
    return dict.fromkeys(tables.columns(name), pl.String)


def _cells(name):
    """Return what may stand in each column of a table."""
    columns = {leaf.name: CELLS[leaf.kind] for leaf in tables.values(name)}
    columns |= dict.fromkeys(tables.KEYS[name], NUMBERS)
    if "LAchildID" in tables.columns(name):
        columns["LAchildID"] = IDS
    if name == "Assessments":
        columns["AssessmentFactors"] = st.one_of(CODES, st.lists(CODES, max_size=3))
    return columns


@st.composite
def table(draw, name):
    """Make a table as anyone may hand it over: columns left out, rows twice, any cell odd."""
    cells = _cells(name)
    left_out = draw(st.sets(st.sampled_from(sorted(cells)), max_size=2)) if draw(RARELY) else set()
    row = st.fixed_dictionaries({c: of for c, of in cells.items() if c not in left_out})
    rows = draw(st.lists(row, min_size=1, max_size=5))
    return rows + rows[:2] if draw(st.booleans()) else rows


RARELY = st.integers(0, 3).map(lambda n: n == 0)
RETURNS = st.fixed_dictionaries(
    {name: table(name) for name in list(tables.KEYS)[1:]}, optional={"Header": table("Header")}
)
ODD = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def _crowd(name, row):
    """Return a hundred rows of one child, each as the reader would have numbered it."""
    return [{**dict.fromkeys(tables.KEYS[name], 1), **row, "LAchildID": "A1"} for _ in range(100)]


CROWD = {
    name: _crowd(name, {leaf.name: "2024-06-03" for leaf in tables.values(name)})
    for name in tables.KEYS
}


def test_a_hundred_rows_of_one_child_are_checked_by_every_rule():
    assert check("cin", CROWD, rules=RULES).not_run.is_empty()


@pytest.mark.slow
@ODD
@given(RETURNS)
@example(CROWD)
@example({name: [] for name in tables.KEYS})
def test_whatever_arrives_every_rule_runs_or_says_what_it_lacks(given_tables):
    answer = check("cin", given_tables, rules=RULES)
    failed = answer.not_run.filter(pl.col("status") == FAILED)
    assert failed.is_empty(), failed.rows()
    found = answer.findings
    assert found.select("rule", "table", "row").is_duplicated().sum() == 0
    for code, name, row in found.select("rule", "table", "row").iter_rows():
        if name is None:
            assert row is None
            assert not RULES[code].fields
        else:
            assert name in RULES[code].fields
            assert 0 <= row < len(given_tables[name])


@pytest.mark.slow
@ODD
@given(RETURNS)
def test_no_rule_changes_what_the_others_find(given_tables):
    together = check("cin", given_tables, rules=RULES)
    backwards = check("cin", given_tables, rules=reversed(RULES))
    assert together.findings.equals(backwards.findings)
    assert together.not_run.equals(backwards.not_run)
