"""The worked example of the documentation is run, and prints what it says it prints."""

import contextlib
import io
import re
from pathlib import Path

from lscp.returns import checked, compare

TEXT = (Path(__file__).parents[3] / "docs" / "checking-returns.md").read_text(encoding="utf-8")


def block(kind):
    [found] = re.findall(f"^```{kind}\n(.*?)^```$", TEXT, flags=re.S | re.M)
    return found


def test_the_worked_example_prints_what_it_says():
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(block("python"), "checking-returns.md", "exec"), {})
    assert said.getvalue() == block("text")


def test_every_column_and_every_word_of_a_comparison_is_explained():
    explained = set(re.findall("`([^`]+)`", TEXT))
    assert set(checked.COLUMNS) - {"key"} <= explained
    words = {compare.NEW, compare.STILL, compare.GONE, compare.NOT_BEFORE, compare.NOT_NOW}
    assert words <= explained
