"""The runner of examples tells a rule that passes from one that does not."""

import json

import pytest

from tests.conformance.run import run

NEEDS = {"CINdetails": [{"PrimaryNeedCode": "N1"}, {"PrimaryNeedCode": "N99"}]}


def case(rows, code="8650"):
    expected = [{"table": "CINdetails", "columns": ["PrimaryNeedCode"], "rows": rows}]
    return {"code": code, "inputs": NEEDS, "metadata": {}, "expected": expected}


@pytest.mark.parametrize(
    ("cases", "status", "said"),
    [
        ([case([1])], 0, "1 of 1 rules pass"),
        ([case([0])], 1, "not found: [('CINdetails', 0)] too many: [('CINdetails', 1)]"),
        ([case([1]), case([0, 1])], 1, "0 of 1 rules pass"),
        ([case([1], code="0")], 1, "0      missing"),
        ([], 1, "0 of 0 rules pass"),
    ],
)
def test_an_example_passes_only_where_just_its_rows_are_found(
    tmp_path, capsys, cases, status, said
):
    path = tmp_path / "examples.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    assert run("cin", path) == status
    assert said in capsys.readouterr().out


def test_without_examples_nothing_is_run_and_it_says_so(tmp_path, capsys):
    assert run("cin", tmp_path / "none.json") == 0
    assert "nothing was run" in capsys.readouterr().out
