"""What reports say: nothing right is called wrong, and little that is wrong is missed.

`phrasings.txt` has a statement a line that is right, and behind bars, of most, the same made wrong.
"""

from pathlib import Path

from lscp.report.proof import Known, Verdict, checked
from lscp.report.proof.readers import text

LINES = Path(__file__).with_name("phrasings.txt").read_text(encoding="utf-8").splitlines()
STATEMENTS = [[said.strip() for said in line.split("|||")] for line in LINES]
FOUND = 0.95


def is_wrong(said):
    found = checked(text.read(said, "said.txt"), Known()).findings
    return any(each.verdict is Verdict.WRONG for each in found)


def test_nothing_that_is_right_is_called_wrong():
    assert [right for right, *_ in STATEMENTS if is_wrong(right)] == []


def test_most_of_what_is_wrong_is_found():
    made_wrong = [each[1] for each in STATEMENTS if len(each) > 1]
    missed = [said for said in made_wrong if not is_wrong(said)]
    assert len(made_wrong) - len(missed) >= FOUND * len(made_wrong), missed
