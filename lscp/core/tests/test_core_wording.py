"""Figures in words: printed alike everywhere, and never a number where there is none."""

import pytest

from lscp.core import wording
from lscp.core.figures import Figure, Status


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(2257, "count", "2,257"), (24.5, "percentage", "24.5%"), (986.5, "rate", "986.5"),
     (32, "days", "32"), (32.5, "days", "32.5"), (0, "count", "0")],
)  # fmt: skip
def test_a_value_is_printed_as_its_unit_is(value, unit, said):
    assert wording.said(value, unit) == said


@pytest.mark.parametrize("status", [Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NOT_COMPARABLE])
def test_a_figure_without_a_value_says_why_and_not_zero(status):
    figure = Figure("IND004.X.2022", "IND004", "Referrals", "X", "2022", status=status)
    assert wording.of_figure(figure) == status.value.replace("_", " ")


def test_a_number_of_no_known_unit_has_no_decimal_that_says_nothing():
    said = [wording.plainly(value) for value in (1234567.0, 986.5, -0.1, 0)]
    assert said == ["1,234,567", "986.5", "-0.1", "0"]
