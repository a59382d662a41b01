"""Identifiers: what is right is kept in one form, and what is mistyped is refused with a remedy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscp.core import upn
from lscp.people import identifiers
from lscp.people.identifiers import guessed, validate


def a_upn(authority="301", number="20000001", last="1"):
    rest = authority + number + last
    return upn.check_letter(rest) + rest


@pytest.mark.parametrize(
    ("scheme", "typed", "kept"),
    [
        ("nhs", "943 476 5919", "9434765919"),
        ("nhs", " 943-476-5919 ", "9434765919"),
        ("upn", a_upn().lower(), a_upn()),
        ("upn", a_upn(last="A"), a_upn(last="A")),
        ("former_upn", a_upn(), a_upn()),
        ("authority", " ab 12 ", "AB12"),
        ("home_office", "a1234567", "A1234567"),
        ("home_office", "1212-0001-0203-0405", "1212000102030405"),
        ("police", "55/  123y", "55/ 123Y"),
    ],
)
def test_an_identifier_is_kept_in_one_form(scheme, typed, kept):
    assert validate(scheme, typed) == kept
    assert validate(scheme, kept) == kept


@pytest.mark.parametrize(
    ("scheme", "typed", "sentence"),
    [
        ("nhs", "943 476 591", "10 digits"),
        ("nhs", "943 476 5918", "last digit does not fit"),
        ("nhs", "٩٤٣٤٧٦٥٩١٩", "10 digits"),
        ("upn", "K30120000001", "a letter and 12 digits"),
        ("upn", "A" + a_upn()[1:], "first letter does not fit"),
        ("upn", a_upn(authority="999"), "no authority’s"),
        ("authority", "AB/12", "Leave other characters out"),
        ("authority", "A" * 21, "20 characters or fewer"),
        ("police", "A" * 41, "A police person identifier has 40"),
        ("home_office", "12", "Copy it again"),
        ("nhs", "  ", "Enter the NHS number"),
        ("passport", "12", "Choose what kind"),
    ],
)
def test_what_is_mistyped_is_refused_with_a_remedy(scheme, typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        validate(scheme, typed)


@settings(deadline=None)
@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 9))
def test_one_wrong_digit_of_an_nhs_number_is_always_found(nine, at):
    weighed = 11 - sum(int(one) * (10 - place) for place, one in enumerate(nine)) % 11
    if weighed == 10 or nine.startswith("0"):
        return
    number = nine + str(weighed % 11)
    if not _is_valid(number):  # a range that is given to nobody
        return
    wrong = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
    assert not _is_valid(wrong)


def _is_valid(number):
    try:
        validate("nhs", number)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("scheme", identifiers.SCHEMES)
@settings(deadline=None)
@given(st.text(max_size=50))
def test_any_text_is_kept_in_one_form_or_refused_in_a_sentence(scheme, text):
    try:
        kept = validate(scheme, text)
    except ValueError as error:
        assert str(error).endswith(".")  # noqa: PT017
    else:
        assert validate(scheme, kept) == kept


def test_a_word_is_taken_for_what_it_looks_like():
    assert ("nhs", "9434765919") in guessed("943 476 5919")
    assert ("upn", a_upn()) in guessed(a_upn())
    assert guessed("C12") == (("authority", "C12"),)
    assert guessed("O’Brien") == ()
