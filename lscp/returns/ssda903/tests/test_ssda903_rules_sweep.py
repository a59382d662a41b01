"""Every rule of the SSDA903 says what to do, names what there is, and runs on whatever arrives."""

import importlib.util
import re
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lscp.returns.check import FAILED, check
from lscp.returns.ssda903 import tables
from lscp.returns.ssda903.rules import load

RULES = load()
EACH = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
LONGEST = 400
"""Characters of a message: it stands in a table, beside the child that it is about."""


@EACH
def test_a_rule_says_what_is_wrong_and_then_what_to_do(rule):
    sentences = re.split(r"(?<=[.?!]) (?=[A-Z0-9])", rule.message)
    assert len(sentences) >= 2, rule.message
    assert rule.message.endswith(".")
    assert len(rule.message) <= LONGEST


@EACH
def test_a_rule_is_about_columns_that_the_return_has(rule):
    there = {f"{name}.{column}" for name in tables.KEYS for column in tables.columns(name)}
    assert rule.required
    assert set(rule.required) <= there
    assert {f"{t}.{c}" for t, columns in rule.fields.items() for c in columns} <= there
    assert all(rule.fields.values()), "a table with no field at fault"
    assert any(rule.applies(year) for year in tables.YEARS)


def test_what_is_said_is_said_of_one_rule_only():
    said = [rule.message for rule in RULES.values()]
    assert sorted(said) == sorted(set(said))


@cache
def cases():
    """Return the codes that the tests beside this one break and keep."""
    codes = set()
    for path in sorted(Path(__file__).parent.glob("test_ssda903_rules_*.py")):
        if path == Path(__file__):
            continue
        spec = importlib.util.spec_from_file_location(f"_of_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        codes |= set(dict(module.CASES))
    return codes


@EACH
def test_a_rule_has_its_cases(rule):
    assert rule.code in cases()


def _empty():
    return {
        n: pl.DataFrame(schema=dict.fromkeys(tables.columns(n), pl.String)) for n in tables.KEYS
    }


def test_a_return_of_no_child_is_checked_by_every_rule():
    answer = check("ssda903", _empty(), rules=RULES)
    assert answer.not_run.is_empty(), answer.not_run.rows()
    assert answer.findings.is_empty()


def test_without_any_table_no_rule_fails_and_each_says_what_it_lacks():
    answer = check("ssda903", {}, rules=RULES)
    assert FAILED not in set(answer.not_run["status"])
    assert set(answer.not_run["rule"]) == set(RULES)
    assert answer.not_run["why"].str.ends_with("was not given").all()


def test_without_a_column_the_rules_that_need_it_and_no_others_are_not_run():
    given_tables = _empty() | {"Episodes": _empty()["Episodes"].drop("PLACE")}
    answer = check("ssda903", given_tables, rules=RULES)
    needing = {code for code, rule in RULES.items() if "Episodes.PLACE" in rule.required}
    assert set(answer.not_run["rule"]) == needing
    assert FAILED not in set(answer.not_run["status"])


CHILDREN = st.sampled_from(["1", "1", "2", None, "", "ä/2"])
DAYS = st.sampled_from([
    "01/04/2021", "03/06/2021", "04/06/2021", "31/03/2022", "2021-06-03", "29/02/2004", None, "",
    "01/01/0001", "31/12/9999", "30/02/2021", "soon", "44350",
])  # fmt: skip
CELLS = st.sampled_from([
    "S", "P", "B", "L", "C2", "V3", "V4", "E1", "U1", "A5", "T3", "K2", "P1", "PR1", "X1", "E11",
    "E4A", "E45", "UN4", "F", "M", "0", "1", "SW1A 2AA", "XXXXXXX", "SC000001", "IN", "-1.5", "9e9",
    "(", "", None, "RD1", "SDQ1", "YES",
])  # fmt: skip


@st.composite
def table(draw, name):
    """Make a table as anyone may hand it over: rows twice, any cell odd."""
    kinds = {leaf.name: DAYS if leaf.kind == "day" else CELLS for leaf in tables.values(name)}
    if "CHILD" in kinds:
        kinds["CHILD"] = CHILDREN
    rows = draw(st.lists(st.fixed_dictionaries(kinds), min_size=1, max_size=5))
    return rows + rows[:2] if draw(st.booleans()) else rows


RETURNS = st.fixed_dictionaries({name: table(name) for name in tables.KEYS})
ODD = settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@ODD
@given(RETURNS)
def test_whatever_arrives_every_rule_runs_and_finds_rows_that_there_are(given_tables):
    answer = check("ssda903", given_tables, rules=RULES, metadata={"localAuthority": "E09000033"})
    assert answer.not_run.is_empty(), answer.not_run.rows()
    found = answer.findings
    assert found.select("rule", "table", "row").is_duplicated().sum() == 0
    for code, name, row in found.select("rule", "table", "row").iter_rows():
        assert name in RULES[code].fields
        assert 0 <= row < len(given_tables[name])
