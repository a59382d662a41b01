"""The check letter of a column of unique pupil numbers is that of each."""

import narwhals as nw
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from lscp.core import upn
from lscp.returns.cin.rules.upn import check_letter_is_right

RESTS = st.from_regex(f"[0-9]{{11}}{upn.LAST}", fullmatch=True)


@settings(deadline=None, max_examples=25)
@given(st.lists(RESTS, min_size=1, max_size=5), st.sampled_from(upn.LETTERS))
def test_a_column_is_checked_as_each_number_is(rests, letter):
    numbers = [upn.check_letter(rest) + rest for rest in rests] + [letter + rests[0]]
    frame = nw.from_native(pl.DataFrame({"UPN": numbers}))
    checked = frame.select(right=check_letter_is_right("UPN"))["right"].to_list()
    assert checked == [number[0] == upn.check_letter(number[1:]) for number in numbers]
