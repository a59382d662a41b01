"""Each rule says of each of its examples what the example says, and has examples of both kinds."""

import pytest

from lscp.report.proof.finding import Verdict
from lscp.report.proof.readers import text
from lscp.report.proof.rule import load

RULES = load()
EXAMPLES = [
    pytest.param(rule, example, id=f"{name}-{number}")
    for name, rule in RULES.items()
    for number, example in enumerate(rule.examples)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_gets_its_verdict(rule, example):
    found = rule(text.read(example.text, "example.txt"), example.known)
    assert tuple(each.verdict for each in found) == example.verdicts


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_shows_what_it_must_and_must_not_flag(rule):
    verdicts = [example.verdicts for example in rule.examples]
    assert any(Verdict.WRONG in each or Verdict.DOUBTFUL in each for each in verdicts)
    assert any(Verdict.RIGHT in each for each in verdicts)
    assert () in verdicts
    assert rule.about
