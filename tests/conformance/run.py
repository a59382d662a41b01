"""`make conformance`: runs the examples of each rule, where they are there, and says which pass.

An example holds tables, and the rows of them that its rule must find, no more and no fewer. The
exit status is 1 when one fails. Where `../shared` is not there, there is nothing to run.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from lscp import returns
from lscp.returns.collection import collection

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "conformance"
COLLECTIONS = ("cin", "ssda903")
Found = set[tuple[str | None, int | None]]


def run(of: str, path: Path) -> int:
    """Run every example of a file, print a line for each rule, and return the exit status."""
    rules = collection(of).rules()
    if not path.is_file():
        print(f"No examples at {path}: nothing was run")
        return 0
    by_rule: dict[str, list[str]] = defaultdict(list)
    for case in json.loads(path.read_text(encoding="utf-8")):
        by_rule[case["code"]].append(_fault(of, case))
    for code, faults in sorted(by_rule.items()):
        wrong = "; ".join(fault for fault in faults if fault)
        verdict = "missing" if code not in rules else f"FAIL  {wrong}" if wrong else "pass"
        print(f"{code:<6} {verdict}")
    failed = sum(any(faults) for faults in by_rule.values())
    print(f"{of}: {len(by_rule) - failed} of {len(by_rule)} rules pass")
    return 1 if failed or not by_rule else 0


def _fault(of: str, case: dict[str, Any]) -> str:
    """Return what is wrong with what a rule finds in an example, or nothing."""
    code = case["code"]
    if code not in collection(of).rules():
        return "there is no such rule"
    checked = returns.check(of, case["inputs"], metadata=case["metadata"], rules=[code])
    if not checked.complete:
        return ": ".join(checked.not_run.row(0)[1:])
    expected = {pair for each in case["expected"] for pair in _pairs(each)}
    found: Found = set(checked.findings.select("table", "row").iter_rows())
    return _difference("not found", expected - found) + _difference("too many", found - expected)


def _pairs(expected: dict[str, Any]) -> Found:
    if expected["table"] is None:
        return {(None, None)}
    return {(expected["table"], row) for row in expected["rows"]}


def _difference(word: str, pairs: Found) -> str:
    return f"{word}: {sorted(pairs, key=str)} " if pairs else ""


if __name__ == "__main__":
    given = sys.argv[1:] or COLLECTIONS
    sys.exit(max(run(each, EXAMPLES / f"{each}_examples.json") for each in given))
