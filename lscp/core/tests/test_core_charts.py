"""Charts: what is drawn, what is said in words, and that both and the table agree."""

from xml.etree import ElementTree

import pytest

from lscp.core import charts
from lscp.core.charts import drawing

SVG = "{http://www.w3.org/2000/svg}"
NEEDS = [("Abuse or neglect", 1020.0), ("Family in acute stress", 0.0), ("Other", "suppressed")]
YEARS = ["2019 to 2020", "2020 to 2021", "2021 to 2022"]
RATES = {
    "Kensington and Chelsea": list(zip(YEARS, [1100.0, 1200.0, 986.5], strict=True)),
    "Westminster": list(zip(YEARS, [586.0, "suppressed", 629.0], strict=True)),
}
MONTHS = ["Jan 2021", "Feb 2021", "Mar 2021", "Apr 2021", "May 2021"]
BEFORE = charts.Run([*zip(MONTHS[:3], [300.0, 310.0, 290.0], strict=True)], 300, 270.5, 329.5)
AFTER = charts.Run([*zip(MONTHS[3:], [180.0, 250.0], strict=True)], signals={"May 2021": "Beyond"})
ALL = {
    "bars": charts.bars("Needs", NEEDS, unit="count", made_up=True),
    "grouped": charts.grouped_bars(
        "Age", ["Under 1", "1 to 4"], {"A": [20.5, "suppressed"], "B": [1.0, 99.0]},
        unit="percentage", made_up=True,
    ),
    "line": charts.line("Rates", RATES, unit="rate", made_up=True),
    "xmr": charts.xmr("By month", [BEFORE, AFTER], unit="count", made_up=True),
}  # fmt: skip


def texts(svg):
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def paths(svg, **attributes):
    found = ElementTree.fromstring(svg).iter(f"{SVG}path")
    return [p for p in found if all(p.get(k) == v for k, v in attributes.items())]


@pytest.mark.parametrize("name", ALL)
def test_a_picture_has_a_name_a_text_alternative_and_nothing_that_a_strict_page_refuses(name):
    chart, root = ALL[name], ElementTree.fromstring(ALL[name].svg)
    names = root.get("aria-labelledby").split()
    told = [root.find(f".//*[@id='{one}']").text for one in names]
    assert (root.get("role"), told) == ("img", [chart.title, chart.alt])
    for node in root.iter():
        assert node.tag.removeprefix(SVG) not in {"script", "style", "foreignObject", "image"}
        assert not [key for key in node.keys() if key == "style" or key.startswith("on")]  # noqa: SIM118


@pytest.mark.parametrize("name", ALL)
def test_a_chart_of_made_up_records_says_so_in_the_picture_itself(name):
    assert "Counted from made-up records" in texts(ALL[name].svg)
    assert ALL[name].made_up


def test_a_chart_of_real_records_bears_no_such_mark():
    assert drawing.MADE_UP not in charts.bars("Needs", NEEDS, unit="count").svg


@pytest.mark.parametrize("name", ALL)
def test_every_row_of_the_table_has_a_cell_for_each_heading(name):
    assert {len(row) for row in ALL[name].rows} == {len(ALL[name].headings)}


def test_a_suppressed_value_is_a_labelled_gap_and_never_a_bar_of_nothing():
    chart = ALL["bars"]
    assert chart.rows[2] == ("Other", "suppressed")
    assert "suppressed" in texts(chart.svg)
    assert "Without a number: Other, suppressed." in chart.alt
    assert len(paths(chart.svg, fill=drawing.BLUE)) == 2  # the number and the true zero


def test_a_zero_is_drawn_as_the_zero_that_it_is():
    assert ALL["bars"].rows[1] == ("Family in acute stress", "0")
    assert "0" in texts(ALL["bars"].svg)


def test_a_bar_says_its_series_so_that_no_one_must_match_colours():
    assert {"20.5%  A", "suppressed  A", "99.0%  B"} <= set(texts(ALL["grouped"].svg))


def test_no_line_spans_a_break_or_a_gap():
    solid = charts.line("Rates", {"A": RATES["Kensington and Chelsea"]}, unit="rate")
    broken = charts.line(
        "Rates", {"A": RATES["Kensington and Chelsea"]}, unit="rate", breaks={"A": [YEARS[2]]}
    )

    def joined(chart):
        return max(p.get("d").count("L") for p in paths(chart.svg, stroke=drawing.COLOURS[0]))

    assert (joined(solid), joined(broken)) == (2, 1)
    assert "the series breaks before 2021 to 2022" in broken.alt
    assert broken.rows[2] == (YEARS[2], "986.5", "A: the series breaks before this")


def test_a_line_is_named_at_its_end_with_its_last_value():
    assert {"Kensington and", "Chelsea", "986.5", "Westminster", "629.0"} <= set(
        texts(ALL["line"].svg)
    )


def test_a_line_whose_last_value_is_suppressed_does_not_end_with_an_older_one():
    points = [("2021", 12.5), ("2022", "suppressed")]
    said = texts(charts.line("Rates", {"A": points}, unit="rate").svg)
    assert "suppressed" in said
    assert "12.5" not in said


def test_names_of_lines_that_end_together_do_not_lie_upon_each_other():
    same = {name: [("2021", 500.0), ("2022", 500.0)] for name in ("North", "South", "East")}
    root = ElementTree.fromstring(charts.line("Rates", same, unit="rate").svg)
    heights = [
        float(node.get("transform").split(",")[1].rstrip(")"))
        for node in root.iter(f"{SVG}text")
        if node.text in same
    ]
    gaps = [b - a for a, b in zip(sorted(heights), sorted(heights)[1:], strict=False)]
    assert len(gaps) == 2
    assert min(gaps) >= 30


def test_a_control_chart_names_its_lines_and_tells_the_month_that_meets_a_rule():
    chart = ALL["xmr"]
    assert chart.rows[4] == ("May 2021", "250", "Beyond")
    assert "Jan 2021 to Mar 2021: mean 300.0 limits from 270.5 to 329.5." in chart.alt
    assert "Apr 2021 to May 2021: too few months for limits. May 2021: Beyond." in chart.alt
    assert "break" in texts(chart.svg)


def test_the_same_chart_is_the_same_bytes():
    drawing._answer.cache_clear()
    again = charts.bars("Needs", NEEDS, unit="count", made_up=True)
    assert again is not ALL["bars"]
    assert again.svg == ALL["bars"].svg


def test_a_chart_that_was_drawn_is_not_drawn_again_and_another_is():
    first = charts.bars("Needs", NEEDS, unit="count")
    assert charts.bars("Needs", list(NEEDS), unit="count") is first
    assert charts.bars("Needs", NEEDS, unit="count", made_up=True) != first
    assert charts.bars("Needs", [*NEEDS[:2], ("Other", 7.0)], unit="count") != first


def test_the_picture_for_word_is_a_png_three_times_as_fine():
    png = ALL["bars"].png()
    wide = int.from_bytes(png[16:20], "big")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert wide == 3 * int(ElementTree.fromstring(ALL["bars"].svg).get("width"))


def test_every_colour_stands_out_from_white_by_three_to_one():
    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for colour in drawing.COLOURS:
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5  # names are written in it


def test_a_chart_of_nothing_is_still_a_picture():
    for chart in (
        charts.bars("Needs", [], unit="count"),
        charts.line("Rates", {"A": [("2022", None)]}, unit="rate"),
        charts.xmr("By month", [charts.Run([("Apr 2021", None)])], unit="count"),
    ):
        assert ElementTree.fromstring(chart.svg).tag == f"{SVG}svg"
        assert "no figure" in chart.alt or not chart.rows


def test_a_sparkline_stops_at_a_gap_and_at_a_break():
    assert charts.sparkline([1, 2, 3, 4], alt="up").count("<polyline") == 1
    assert charts.sparkline([1, None, 3, 4], alt="gap").count("<polyline") == 2
    assert charts.sparkline([1, 2, 3, 4], alt="break", breaks=[2]).count("<polyline") == 2
    assert charts.sparkline([None, None], alt="none").count("<polyline") == 0


def test_a_sparkline_says_its_trend_in_words_and_escapes_them():
    root = ElementTree.fromstring(charts.sparkline([1.0, 2.0], alt='from <1> to "2"'))
    assert (root.get("role"), root.get("aria-label")) == ("img", 'from <1> to "2"')
