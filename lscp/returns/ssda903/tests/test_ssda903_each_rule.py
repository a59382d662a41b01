"""Each rule stands by itself: it needs what it says, and neither order nor other rules matter."""

from copy import deepcopy
from dataclasses import replace

import polars as pl
import pytest

from lscp.returns.check import LACKING, check, check_given
from lscp.returns.given import given
from lscp.returns.ssda903.rules import load
from lscp.returns.ssda903.tests.made_up import YEAR, made_up, shuffled

RULES = load()
METADATA = {"localAuthority": "E09000033"}
MADE = made_up()
SILENT = 12
"""Rules that what was made up by chance does not break: each has its own cases elsewhere."""


def found_in(tables, rules=RULES):
    """Return what rules find, by rule, as (table, row)."""
    answer = check("ssda903", tables, year=YEAR, metadata=METADATA, rules=rules)
    assert answer.not_run.is_empty(), answer.not_run.rows()
    found = {code: [] for code in rules}
    for code, table, row in answer.findings.select("rule", "table", "row").iter_rows():
        found[code].append((table, row))
    return found


@pytest.fixture(scope="module")
def found():
    """Return what all rules find in the made-up return."""
    return found_in(deepcopy(MADE))


def test_nearly_every_rule_finds_something_and_each_place_once(found):
    assert sum(not places for places in found.values()) <= SILENT
    assert all(len(places) == len(set(places)) for places in found.values())
    for code, places in found.items():
        assert {table for table, _ in places} <= set(RULES[code].fields)
        assert all(0 <= row < len(MADE[table]) for table, row in places)


def test_what_a_rule_finds_does_not_depend_on_the_others_nor_on_their_order(found):
    some = list(RULES)[::-3]
    assert found_in(MADE, some) == {code: found[code] for code in some}


def test_a_check_changes_no_data():
    frames = {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in MADE.items()}
    before = {name: frame.clone() for name, frame in frames.items()}
    found_in(frames, list(RULES)[::9])
    assert all(frames[name].equals(before[name]) for name in before)


def test_what_a_rule_finds_does_not_depend_on_the_order_of_the_children(found):
    mixed, places = shuffled(MADE)
    again = found_in(mixed)
    for code in RULES:
        assert {(t, places[t][row]) for t, row in again[code]} == set(found[code]), code


def test_a_rule_runs_on_what_it_asks_for_and_not_where_any_of_it_is_absent():
    seen = given("ssda903", {}, year=YEAR, metadata=METADATA)
    for code, rule in RULES.items():
        asked = frozenset(rule.required)
        assert check_given("ssda903", replace(seen, columns=asked), rules=[code]).complete, code
        for need in asked:
            lacking = replace(seen, columns=asked - {need})
            answer = check_given("ssda903", lacking, rules=[code])
            assert answer.not_run["status"].to_list() == [LACKING], (code, need)
