"""Code sets: every code has its words and its source, and means one thing on any day."""

from datetime import date
from itertools import combinations

import pytest

from lscp.core import vocab
from lscp.core.breakdowns import BREAKDOWNS, UNKNOWN
from lscp.core.characteristics import SOURCES, ethnic_groups
from lscp.core.periods import year

NOT_VALID = "Not recorded or not valid"


@pytest.mark.parametrize("name", vocab.names())
def test_every_code_has_words_and_a_source(name):
    assert vocab.code_set(name)
    for code in vocab.code_set(name):
        assert code.code.strip() == code.code != ""
        assert code.label.strip() == code.label != ""
        assert code.source
        assert (code.valid_from or date.min) <= (code.valid_to or date.max)


@pytest.mark.parametrize("name", vocab.names())
def test_a_code_means_one_thing_on_any_day(name):
    for one, other in combinations(vocab.code_set(name), 2):
        if one.code == other.code:
            apart = (one.valid_to or date.max) < (other.valid_from or date.min)
            assert apart or (other.valid_to or date.max) < (one.valid_from or date.min), one.code


def test_codes_are_those_of_the_day_or_all():
    on_the_day_before = vocab.codes("cin/closure_reason", date(2022, 3, 31))
    assert "RC9" not in on_the_day_before
    assert "RC9" in vocab.codes("cin/closure_reason", date(2022, 4, 1))
    assert "RC9" in vocab.codes("cin/closure_reason")


def test_a_set_that_is_not_there_is_an_error_that_names_those_that_are():
    with pytest.raises(KeyError, match="cin/primary_need"):
        vocab.codes("cin/nonsense")


def test_every_ethnicity_is_in_one_group_or_is_not_known():
    for number in (2022, 2024):
        grouped = [code for codes in ethnic_groups(number).values() for code in codes]
        assert sorted([*grouped, "REFU", "NOBT"]) == sorted(vocab.codes("cin/ethnicity"))
        assert set(ethnic_groups(number)) | {UNKNOWN} == set(vocab.codes("lscp/ethnic_group"))


def test_every_source_of_referral_is_in_one_group():
    grouped = [code for codes in SOURCES.values() for code in codes]
    assert sorted(grouped) == sorted(vocab.codes("cin/referral_source"))
    assert set(SOURCES) == set(vocab.codes("lscp/source_group"))


@pytest.mark.parametrize("breakdown", BREAKDOWNS.values(), ids=BREAKDOWNS)
def test_every_category_of_a_breakdown_has_its_words(breakdown):
    categories = breakdown.categories(year(2022))
    assert categories
    for category, words in categories.items():
        assert breakdown.label(category) == words != category
    assert breakdown.label(UNKNOWN) in ("Not known", "Unknown or not recorded", NOT_VALID)
