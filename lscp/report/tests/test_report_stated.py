"""What is stated is kept with its line, and what is derived from it is right."""

from dataclasses import replace

import pytest

from lscp.core.figures import Status
from lscp.report import stated
from lscp.report.stated import NoChange, change


@pytest.fixture
def figures():
    return {figure.figure: figure for figure in stated.figures()}


@pytest.mark.parametrize(
    ("authority", "percent", "counts"),
    [
        ("E09000020", 52.5, (122, 80)),
        ("E09000033", 89.7, (220, 116)),
        ("partnership", 74.5, (342, 196)),
    ],
)
def test_lado_referrals_grew_by_the_difference_over_the_earlier_year(
    figures, authority, percent, counts
):
    grown = figures[f"STA17.{authority}.2022"]
    assert grown.value == percent
    assert (grown.numerator, grown.denominator) == counts


def test_the_printed_percentages_are_the_earlier_year_over_the_later(figures):
    for authority in ("E09000020", "E09000033", "partnership"):
        before, now = (figures[f"STA15.{authority}.{year}"].value for year in (2021, 2022))
        assert figures[f"STA16.{authority}.2022"].value == round(100 * before / now)


def test_the_stated_total_is_the_sum_of_both_authorities(figures):
    both = [figures[f"STA15.{who}.2022"].value for who in ("E09000020", "E09000033")]
    assert figures["STA15.partnership.2022"].value == sum(both)


def test_there_is_no_change_from_nothing_or_from_what_is_suppressed(figures):
    now = figures["STA15.E09000020.2022"]
    for before, why in (
        (replace(now, value=0.0), "zero"),
        (replace(now, value=None, status=Status.SUPPRESSED), "suppressed"),
    ):
        with pytest.raises(NoChange, match=why):
            change(now, before, indicator="X", title="Change")


def test_every_stated_figure_has_its_line_and_one_name():
    rows = stated.register()
    assert all(row.line > 0 for row in rows)
    names = [row.figure.figure for row in rows]
    assert len(names) == len(set(names))
