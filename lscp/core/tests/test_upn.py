"""Unique pupil numbers: their form and their check letter."""

from lscp.core import upn


def test_the_check_letter_is_the_remainder_of_the_weighed_sum():
    # 8×2 + 0×3 + 1×4 + 2×5 + 1×12 + 1×13 = 55; 55 = 2×23 + 9, the tenth letter
    assert upn.check_letter("801200000011") == "K"
    assert upn.is_formed("K801200000011")
    assert not upn.is_temporary("K801200000011")
    assert upn.is_temporary("K80120000001A")


def test_a_number_of_another_form_is_none():
    for wrong in "", "K80120000001", "K8012000000111", "I801200000011", "k801200000011", "K8012\n":
        assert not upn.is_formed(wrong)
