"""A linter of policies has nothing to say but what was decided, each with its reason."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections
from psycopg.conninfo import make_conninfo

from lscp.core import records

LINTER = Path(sys.executable).with_name("pgrls")
# Rule → the places it may name (the end of each), and why that is meant.
MEANT = {
    "PERF003": ("", "which rows a role reaches is asked beside an index that the question has"),
    "SEC004": (".owner", "the owner migrates and backs up; it serves nobody"),
    "SEC005": (
        (".adds", ".owner"),
        "as SEC004; and a new row may be for others; which rows are seen, `reads` says",
    ),
    "SEC008": (".owner", "as SEC004"),
    "SEC013": ("", "the triggers copy who holds a person, and close what is about them"),
    "SEC014": ("", "functions past the lock return ids alone: decisions 0075 and 0079"),
    "SEC025": ("", "who is named stands in one table, which holds no person: decision 0061"),
    "SEC028": (".owner", "as SEC004"),
    "SEC035": (
        (
            "(front_door_contact_reference_key)",
            "(front_door_sent_once)",
            "(allegations_allegation_reference_key)",
            "(allegations_consultation_reference_key)",
            "(allegations_report_reference_key)",
        ),
        "a reference is 78 random bits, which nobody guesses; what a system sent is its own",
    ),
    "SEC038": (".owner", "as SEC004"),
    "VIEW004": ("", "as SEC014"),
}


@pytest.mark.django_db
@pytest.mark.slow
def test_the_linter_of_policies_finds_nothing_that_was_not_meant():
    found = [
        f"{each['rule_id']} {each['location']}: {each['message'][:200]}"
        for each in violations()
        if not is_meant(each)
    ]
    assert found == []


def test_each_exception_has_its_reason():
    assert all(why for _, why in MEANT.values())


def violations():
    known = connections["owner"].settings_dict
    where = make_conninfo(
        dbname=known["NAME"], user=known["USER"], password=known["PASSWORD"],
        host=known["HOST"], port=known["PORT"],
    )  # fmt: skip
    command = [LINTER, "lint", "--database-url", where, "--format", "json",
               "--min-severity", "warning"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    assert done.stdout, done.stderr[-1000:]
    return json.loads(done.stdout)["violations"]


def is_meant(violation):
    rule, place = violation["rule_id"], violation["location"]
    if rule == "SEC001":  # tables of no records, and those read before it is known who acts
        locked = {each._meta.db_table for each in records.kinds() if each.second_lock}
        return place.removeprefix("public.") not in locked
    return rule in MEANT and place.endswith(MEANT[rule][0])
