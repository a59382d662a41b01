"""`make proof-seed`: proof-reads the annual report that this system began with, where it is there.

Its wrong figures are known: each has to be found at its line, and nothing else called wrong. The
exit status is 1 where that is not so.
"""

import sys
from pathlib import Path

from lscp.report.proof import Verdict, proof
from lscp.report.proof.known import published

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
WRONG = {560, 808, 844, 845, 847, 924}
OPEN = {343}  # a period that is thirteen months when both are counted: wrong or doubtful
YEAR = 2022


def run() -> int:
    """Proof-read the report, say what was found, and return the exit status."""
    files = sorted(SEED.glob("*.txt"))
    if not files:
        print(f"No report in {SEED}: nothing was read")
        return 0
    found = [finding for each in proof(files, published(YEAR)) for finding in each.findings]
    wrong = {each.place.line for each in found if each.verdict is Verdict.WRONG}
    doubted = {each.place.line for each in found if each.verdict is not Verdict.RIGHT}
    for line in sorted(WRONG | OPEN | wrong):
        wanted = "wrong" if line in WRONG else "wrong or doubtful" if line in OPEN else "not wrong"
        is_met = line in wrong if line in WRONG else line in OPEN and line in doubted
        print(f"line {line:<4} {'pass' if is_met else 'FAIL'}  expected {wanted}")
    return 0 if wrong >= WRONG and wrong <= WRONG | OPEN and doubted >= OPEN else 1


if __name__ == "__main__":
    sys.exit(run())
