"""The scorecard's themes: in which order they stand, and what is said where nothing answers one."""

from lscp.core.figures import Figure, Status, name_of
from lscp.measures.indicators import load
from lscp.measures.scorecard import in_order, scorecard

WESTMINSTER = "E09000033"
OF_CHILDREN_IN_CARE = [
    "Children in care", "Reviews of children in care", "Placements of children in care",
    "Adoption", "Health of children in care", "Care leavers", "Children missing from care",
]  # fmt: skip


def figure(indicator: str, value: float | None) -> Figure:
    known = load()[indicator]
    return Figure(
        name_of(indicator, WESTMINSTER, "2022"), indicator, known.title, WESTMINSTER, "2022",
        value=value, unit=known.unit,
        status=Status.OK if value is not None else Status.NOT_AVAILABLE,
    )  # fmt: skip


def themes(*figures: Figure, official=None):
    chosen = [load()[each.indicator] for each in figures]
    return scorecard(
        chosen, figures, 2022, places={WESTMINSTER: "Westminster"}, official=official or {},
        areas=("England",),
    )  # fmt: skip


def test_the_themes_of_children_in_care_stand_together():
    titles = in_order(each.theme for each in load().values())
    first = titles.index("Children in care")
    assert titles[first : first + len(OF_CHILDREN_IN_CARE)] == OF_CHILDREN_IN_CARE
    assert titles.index("Child protection plans") < first


def test_a_theme_that_nothing_loaded_answers_has_no_rows_and_one_with_an_answer_has_all():
    unanswered, answered = themes(
        figure("IND059", None), figure("IND060", None),
        figure("IND065", 443.0), figure("IND066", None),
    )  # fmt: skip
    assert (unanswered.title, unanswered.unanswered) == ("Children in care", True)
    assert (unanswered.rows, unanswered.shares) == ((), ())
    assert not answered.unanswered
    assert [row.cells[0].said for row in answered.rows] == ["443", "not available"]


def test_a_whole_percentage_of_the_publisher_is_shown_as_it_was_printed():
    (theme,) = themes(figure("IND060", 55.9), official={"IND060": {"England": 70}})
    assert theme.rows[0].cells[0].said == "55.9"
    assert theme.rows[0].comparators == (("England", "70"),)
