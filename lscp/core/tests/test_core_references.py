"""References: each is another, and is known again however it was typed."""

import re

import pytest

from lscp.core import references


def test_a_reference_is_of_letters_that_are_told_apart():
    made = {references.new("FD") for _ in range(20)}
    assert len(made) == 20
    assert all(re.fullmatch(r"FD(-[A-HJKMNP-TV-Z2-9]{4}){4}", each) for each in made)


@pytest.mark.parametrize("typed", ["fd 7kq2 m4rt9wxz 3hbc", "7KQ2M4RT9WXZ3HBC"])
def test_it_is_known_however_it_was_typed(typed):
    assert references.as_written(typed, "FD") == "FD-7KQ2-M4RT-9WXZ-3HBC"


@pytest.mark.parametrize("typed", ["", "FD-1", "LR-7KQ2-M4RT-9WXZ-3HBC"])
def test_what_is_no_reference_is_none(typed):
    assert references.as_written(typed, "FD") == ""
