"""The published view: what is hidden, what is printed, and in which words."""

from dataclasses import replace

import polars as pl
import pytest

from lscp.core.figures import PARTNERSHIP, Figure, Status, name_of
from lscp.measures.indicators import load
from lscp.measures.official.read import SCHEMA
from lscp.measures.published import published, view
from lscp.measures.relations import relation, relations

KC, WCC = "E09000020", "E09000033"


def count(indicator, who, value, by="", category=""):
    return Figure(
        name_of(indicator, who, "2022", by, category), indicator, indicator, who, "2022", by,
        category, value=float(value), numerator=value, counted=value,
        left_out=(("a reason", 3),),
    )  # fmt: skip


def percentage(indicator, who, part, whole):
    return Figure(
        name_of(indicator, who, "2022"), indicator, indicator, who, "2022",
        value=round(100 * part / whole, 1), numerator=part, denominator=whole, unit="percentage",
    )  # fmt: skip


def row(indicator, who, by, **cells):
    """Return a total and its categories."""
    return [
        count(indicator, who, sum(cells.values())),
        *(count(indicator, who, value, by, category) for category, value in cells.items()),
    ]


def both(indicator, by, first, second):
    """Return two authorities' rows, and the partnership's."""
    together = {key: first[key] + second[key] for key in first}
    given = zip((KC, WCC, PARTNERSHIP), (first, second, together), strict=True)
    return [figure for who, cells in given for figure in row(indicator, who, by, **cells)]


def hidden(figures, **more):
    return {each.figure for each in published(figures, **more) if each.status == "suppressed"}


def test_a_count_from_one_to_five_is_hidden_with_a_second_and_zero_is_printed():
    figures = row("IND004", KC, "sex", F=30, M=4, U=0)
    assert hidden(figures) == {"IND004.E09000020.2022.sex.M", "IND004.E09000020.2022.sex.F"}


def test_a_hidden_figure_says_nothing_of_its_number():
    [*_, seen] = published(row("IND004", KC, "sex", F=30, M=4))
    assert (seen.value, seen.numerator, seen.denominator, seen.counted) == (None, None, None, 0)
    assert seen.left_out == ()
    assert "from 1 to 5" in seen.reason


def test_the_words_do_not_tell_a_small_number_from_the_one_that_protects_it():
    seen = published(row("IND004", KC, "sex", F=30, M=4))
    assert len({each.reason for each in seen if each.status is Status.SUPPRESSED}) == 1


def test_the_partnership_less_the_other_authority_gives_nothing_away():
    first, second = {"F": 30, "M": 4, "U": 20}, {"F": 40, "M": 50, "U": 21}
    found = hidden(both("IND004", "sex", first, second))
    assert {"IND004.E09000020.2022.sex.M", "IND004.partnership.2022.sex.M"} <= found
    assert not {name for name in found if WCC in name}
    assert not {name for name in found if name.endswith(".2022")}


def test_a_rate_is_hidden_with_its_count():
    rate = replace(count("IND044", KC, 4), denominator=22_879, unit="rate", value=1.7)
    assert hidden([count("IND043", KC, 4), rate]) == {"IND043.E09000020.2022", rate.figure}


@pytest.mark.parametrize(
    ("part", "whole", "is_hidden"),
    [(3, 60, True), (57, 60, True), (20, 60, False), (0, 60, False), (60, 60, False),
     (4, 10, True), (8, 10, True), (6, 20, False)],
)  # fmt: skip
def test_a_percentage_is_hidden_where_it_or_its_rest_is_of_a_few_or_its_base_is_small(
    part, whole, is_hidden
):
    figure = percentage("IND049", KC, part, whole)
    assert bool(hidden([count("IND045", KC, whole), figure]) & {figure.figure}) == is_hidden


def test_a_share_is_hidden_with_the_count_that_it_is_a_share_of():
    figures = row("IND045", KC, "category", NEG=40, PHY=3, EMO=60)
    shares = [
        replace(each, indicator="IND046", figure=each.figure.replace("IND045", "IND046"),
                denominator=103, unit="percentage")
        for each in figures if each.breakdown
    ]  # fmt: skip
    found = hidden([*figures, *shares])
    assert {name.replace("IND046", "IND045") for name in found if "IND046" in name} == {
        name for name in found if "IND045" in name
    }


def test_related_indicators_give_nothing_away():
    """Started is referrals less those without action and those not in need."""
    figures = [
        count("IND004", KC, 100), percentage("IND008", KC, 40, 100),
        percentage("IND009", KC, 3, 100), count("IND123", KC, 57),
    ]  # fmt: skip
    found = hidden(figures)
    assert "IND009.E09000020.2022" in found
    assert found & {"IND008.E09000020.2022", "IND123.E09000020.2022", "IND004.E09000020.2022"}


def test_children_give_nothing_away_of_episodes():
    episodes = row("IND045", KC, "sex", F=30, M=4, U=20)
    children = row("IND145", KC, "sex", F=30, M=4, U=20)
    found = hidden([*episodes, *children])
    assert {name.replace("IND145", "IND045") for name in found} == {
        name for name in found if "IND045" in name
    }


def test_a_median_needs_six_rows_on_either_side():
    def median(base):
        return Figure(
            "IND021.E09000020.2022", "IND021", "Median", KC, "2022", value=20.0, denominator=base,
            unit="days",
        )  # fmt: skip

    assert hidden([median(10)])
    assert not hidden([median(11)])


def test_a_quartile_needs_six_rows_beyond_it():
    first = load()["IND143"]

    def quartile(base):
        return Figure(
            "IND143.E09000020.2022", first.id, "Quartile", KC, "2022", value=9.0, denominator=base,
            unit="days",
        )  # fmt: skip

    assert hidden([quartile(20)])
    assert not hidden([quartile(21)])


def release(table, **columns):
    """Return an official release of one table: numbers, or the mark c."""
    cells = [
        {"release": "2024", "table": table, "year": 2022, "level": "Local authority", "code": KC,
         "name": "", "characteristic": "", "column": column,
         "value": None if value == "c" else float(value), "mark": "c" if value == "c" else ""}
        for column, value in columns.items()
    ]  # fmt: skip
    return pl.DataFrame(cells, schema=SCHEMA)


def of_d2():
    return row("IND045", KC, "category", NEG=7, PHY=9, SAB=2, EMO=59, MUL=0)


def test_where_the_dfe_publishes_a_table_its_own_pattern_is_used():
    official = release(
        "d2", CPP_start=77, Neglect_Initial="c", Physical_Initial=9, Sexual_Initial="c",
        Emotional_Initial=59, Multiple_Initial=0,
    )  # fmt: skip
    names = {"IND045.E09000020.2022.category.NEG", "IND045.E09000020.2022.category.SAB"}
    assert hidden(of_d2(), official=official) == names
    other = release(
        "d2", CPP_start=77, Neglect_Initial=7, Physical_Initial="c", Sexual_Initial="c",
        Emotional_Initial=59, Multiple_Initial=0,
    )  # fmt: skip
    assert hidden(of_d2(), official=other) == {
        "IND045.E09000020.2022.category.PHY", "IND045.E09000020.2022.category.SAB",
    }  # fmt: skip


def test_a_return_that_differs_from_the_release_takes_both_patterns():
    official = release(
        "d2", CPP_start=80, Neglect_Initial="c", Physical_Initial=9, Sexual_Initial=10,
        Emotional_Initial=59, Multiple_Initial=0,
    )  # fmt: skip
    found = hidden(of_d2(), official=official)
    assert {f"IND045.E09000020.2022.category.{code}" for code in ("NEG", "SAB")} <= found


def test_a_cell_that_the_release_itself_gives_away_is_hidden_and_said_to_be_lost():
    official = release(
        "d2", CPP_start=77, Neglect_Initial=7, Physical_Initial=9, Sexual_Initial="c",
        Emotional_Initial=59, Multiple_Initial=0,
    )  # fmt: skip
    assert hidden(of_d2(), official=official) == {"IND045.E09000020.2022.category.SAB"}
    [lost] = view(of_d2(), official=official).given_away
    assert (lost.indicator, lost.category) == ("IND045", "SAB")


def test_a_whole_percentage_of_the_release_does_not_show_the_small_count_behind_ours():
    several = "CLA on 31 March: With 3 or more placements during the year"
    official = release("cla_stability", children_percent=5, children_count=6).with_columns(
        characteristic=pl.lit(several)
    )
    assert hidden([percentage("IND069", KC, 5, 101)], official=official) == {
        "IND069.E09000020.2022"
    }
    assert hidden([percentage("IND069", KC, 6, 101)], official=official) == set()


def test_what_an_earlier_view_hid_stays_hidden():
    before = published(row("IND004", KC, "sex", F=30, M=4, U=20))
    corrected = row("IND004", KC, "sex", F=30, M=7, U=20)
    assert not hidden(corrected)
    assert hidden(corrected, prior=before) == {each.figure for each in before if not each.value}


def test_publishing_the_same_again_hides_no_more():
    figures = [
        *both("IND004", "sex", {"F": 30, "M": 4, "U": 20}, {"F": 40, "M": 50, "U": 21}),
        percentage("IND008", KC, 3, 54), percentage("IND009", KC, 20, 54),
    ]  # fmt: skip
    once = published(figures)
    assert published(figures, prior=once) == once


def test_parts_of_a_year_are_not_published_beside_the_year():
    with pytest.raises(ValueError, match="whole reporting years"):
        published([replace(count("IND004", KC, 9), year="2022Q1")])


def test_what_is_not_available_stays_so():
    [seen] = published([replace(count("IND004", KC, 4), status=Status.NOT_AVAILABLE, value=None)])
    assert seen.status is Status.NOT_AVAILABLE


def test_every_relation_is_between_indicators_that_there_are():
    named = {term.indicator for each in relations() for term in each.terms}
    assert named <= set(load())


def test_what_is_no_relation_is_an_error():
    for text in ("IND004", "IND004 = everything", "IND004 <= IND006 or so"):
        with pytest.raises(ValueError, match="relation"):
            relation(text)
