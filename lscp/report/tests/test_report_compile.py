"""The report is compiled from figures by name, and is the same for the same figures."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from lscp.core.figures import Origin, Status
from lscp.report.compile import report
from lscp.report.document import plain
from lscp.report.narrative import NarrativeError, read
from lscp.report.tests.made_up_figures import MEMBERS, figure, of_two_years

GOLDEN = Path(__file__).with_name("golden.json")
TINY = """\
# Summary {#summary}

In {year}, {IND004.E09000020.year} referrals, and {IND007.E09000020.year} came again.

- (2021) Only in another year.
- {STA21.partnership.year} is **stated**, within `15 working days`.

@glance IND004

# (2021) Not this year {#other}

## Nor what is below it {#below}

# Numbers {#numbers}

@headline IND007
@split IND004 sex

# Sources {#sources}

@sources
"""


@pytest.fixture
def material():
    return of_two_years()


def test_a_tiny_report_is_what_it_was(material):
    """After a change that is meant: write `compiled` to golden.json and read the difference."""
    compiled = json.loads(report(material, TINY).to_json())
    for block in (block for section in compiled["sections"] for block in section["blocks"]):
        block.pop("svg", None)  # a picture is compared in the tests of charts
    assert compiled == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_every_number_names_a_figure_and_is_its_value(material):
    document = report(material, TINY)
    figures = {each.figure: each for each in document.figures}
    numbers = [run for run in document.runs() if run.figure]
    assert len(numbers) > 20
    for run in numbers:
        name, _, part = run.figure.partition("#")
        value = getattr(figures[name], part or "value")
        if value is None:
            assert run.text == "[c]"
        else:
            assert float(run.text.replace(",", "").rstrip("%")) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# A {#a}\n\nThere were {IND999.E09000020.year}.", "no figure IND999.E09000020.2022"),
        ("# A {#a}\n\nThere were 2,257 referrals.", "names no figure"),
        ("# A {#a}\n\nTold in {IND004.E09000020.year.", "names no figure"),
        ("# A {#a}\n\n@headline IND999", "@headline IND999 cannot be made"),
        ("# A {#a}\n\n@nonsense", "@nonsense cannot be made"),
    ],
)
def test_what_cannot_be_printed_is_an_error_that_names_the_section_and_why(material, text, why):
    with pytest.raises(NarrativeError, match=why) as error:
        report(material, text)
    assert "Section 'A', line 3" in str(error.value)


def test_a_heading_without_a_name_is_an_error():
    with pytest.raises(NarrativeError, match="is no heading"):
        read(2022, "# Title only\n")


def test_what_is_of_another_year_is_left_out_with_all_below_it(material):
    document = report(material, TINY)
    assert [section.id for section in document.sections] == ["summary", "numbers", "sources"]
    assert "another year" not in "".join(run.text for run in document.runs())


def test_no_trend_is_given_across_a_break(material):
    [picture, *_] = next(s for s in report(material, TINY).sections if s.id == "numbers").blocks
    trends = {plain(row[0]): plain(row[-1]) for row in picture.table.rows}
    assert trends["Kensington and Chelsea"] == "Not to be compared: recording changed"
    assert trends["Westminster"] == "No change"


def test_a_percentage_of_fewer_than_fifty_stands_with_both_counts(material):
    [picture, *_] = next(s for s in report(material, TINY).sections if s.id == "numbers").blocks
    assert "40.0% (12 of 31)" in [plain(cell) for row in picture.table.rows for cell in row]


def test_a_chart_of_made_up_records_says_so_and_a_suppressed_cell_is_a_symbol(material):
    pictures = next(s for s in report(material, TINY).sections if s.id == "numbers").blocks[1:]
    for picture in pictures:
        assert picture.made_up
        assert "made-up records" in picture.svg
        assert [plain(row[1]) for row in picture.table.rows] == ["20", "[c]", "[c]"]


def test_the_report_of_another_year_is_compiled_without_what_is_stated(material):
    earlier = replace(material, year=2021)
    document = report(earlier, TINY.replace("- {STA21", "- (2022) {STA21"))
    assert document.year == 2021
    assert "[x]" not in plain(document.sections[0].blocks[0].text)


FRONT_DOOR = "# Numbers {#numbers}\n\n## The front door {#front-door}\n\n@live Front door\n"


def test_contacts_are_in_the_report_of_a_year_that_live_records_answer(material):
    without = report(material, FRONT_DOOR)
    assert [section.id for section in without.sections] == ["numbers"]
    found = [
        replace(figure("IND001", who, 2022, 40.0), source=Origin.LIVE) for who in MEMBERS
    ] + [
        replace(figure("IND002", who, 2022, None, unit="percentage"), status=Status.NOT_AVAILABLE)
        for who in MEMBERS
    ]  # fmt: skip
    counted = replace(material, figures=(*material.figures, *found))
    [_, section] = report(counted, FRONT_DOOR).sections
    [said, table] = section.blocks
    assert "A contact is not a referral" in plain(said.text)
    assert [plain(row[0]) for row in table.rows] == ["Contacts received"]
    assert "counted from live records" in plain(table.note)


def lado(document):
    return section(document, "lado")


CHAPTER = "# The LADO {#lado}\n\n@lado\n\n{IND083.partnership.year|STA15.partnership.year} came."


def test_the_lado_s_chapter_rests_on_what_is_stated_where_no_register_is_loaded(material):
    [_, table, words] = lado(report(material, CHAPTER))
    rows = [[plain(cell) for cell in row] for row in table.rows]
    assert rows == [
        ["Referrals to the LADO: Kensington and Chelsea", "80", "122", "+52.5%"],
        ["Referrals to the LADO: Westminster", "116", "220", "+89.7%"],
        ["Referrals to the LADO: Partnership", "196", "342", "+74.5%"],
    ]
    assert plain(table.note).startswith("These figures are stated.")
    assert plain(words.text) == "342 came."
    assert {run.figure.split(".")[0] for run in words.text if run.figure} == {"STA15"}


def test_the_lado_s_chapter_rests_on_the_registers_where_they_are_loaded(material):
    of_lado = []
    for year, numbers in ((2021, (80, 116, 196)), (2022, (122, 220, 342))):
        for who, value in zip((*MEMBERS, "partnership"), numbers, strict=True):
            of_lado += [figure(each, who, year, float(value)) for each in ("IND083", "IND084")]
    for who, value in zip((*MEMBERS, "partnership"), (52.5, 89.7, 74.5), strict=True):
        of_lado += [figure(each, who, 2022, value, unit="change") for each in ("IND085", "IND166")]
    for who in MEMBERS:
        for category, value in (("school", 90.0), ("faith", None)):
            status = Status.OK if value else Status.SUPPRESSED
            by = ("referring_agency", category)
            of_lado.append(figure("IND083", who, 2022, value, by=by, status=status))
    ours = replace(material, figures=(*material.figures, *of_lado))
    document = report(ours, CHAPTER)
    [_, table, first, second, words] = lado(document)
    assert len(table.rows) == 6
    assert [plain(cell) for cell in table.rows[2]][1:] == ["196", "342", "+74.5%"]
    names = {run.figure.split(".")[0] for row in table.rows for cell in row for run in cell}
    assert names - {""} == {"IND083", "IND084", "IND085", "IND166"}
    assert "made-up records" in plain(table.note)
    for picture in (first, second):
        assert [plain(row[1]) for row in picture.table.rows] == ["90", "[c]"]
    assert {run.figure.split(".")[0] for run in words.text if run.figure} == {"IND083"}


def test_a_year_of_which_nothing_is_known_of_the_lado_has_no_chapter(material):
    document = report(replace(material, year=2020), "# The LADO {#lado}\n\n@lado")
    assert document.sections == ()


def section(document, name):
    return next(each for each in document.sections if each.id == name).blocks


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("(IND004) Said.", True), ("(IND999) Said.", False), ("(not IND999) Said.", True),
        ("(2022) (not IND004) Said.", False), ("(2021) Said.", False),
        ("(IND999) @glance IND004", False), ("(IND004) @glance IND004", True),
    ],
)  # fmt: skip
def test_what_begins_with_a_condition_is_there_where_it_holds(material, line, there):
    assert bool(section(report(material, f"# A {{#a}}\n\nA.\n\n{line}"), "a")[1:]) is there
