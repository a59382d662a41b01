"""The chapter of children in care: what is counted, what is published and what was stated."""

from dataclasses import replace

import pytest

from lscp.core.figures import Origin, Status
from lscp.measures.official.statistics import committed
from lscp.report import html
from lscp.report.compile import report
from lscp.report.document import plain
from lscp.report.narrative import NARRATIVE
from lscp.report.proof import Verdict, proof
from lscp.report.proof.known import published
from lscp.report.tests.made_up_figures import MEMBERS, figure, of_two_years


def section(document, name):
    return next(each for each in document.sections if each.id == name).blocks


def cells(table):
    return [[plain(cell) for cell in row] for row in table.rows]


IN_CARE = {
    ("IND059", 2021): (106.0, 166.0, 272.0), ("IND059", 2022): (101.0, 171.0, 272.0),
    ("IND062", 2021): (73.0, 90.0, 163.0), ("IND063", 2021): (75.0, 145.0, 220.0),
    ("IND062", 2022): (77.0, 123.0, 200.0), ("IND063", 2022): (82.0, 119.0, 201.0),
    ("IND065", 2022): (298.0, 443.0, 741.0), ("IND066", 2022): (95.0, 98.0, 96.8),
}  # fmt: skip
PERCENT = {"unit": "percentage"}


@pytest.fixture
def with_care():
    """Return material with children in care, as counted and as the DfE publishes them."""
    material = of_two_years()
    counted = [
        figure(indicator, who, year, value, **(PERCENT if indicator == "IND066" else {}))
        for (indicator, year), values in IN_CARE.items()
        for who, value in zip((*MEMBERS, "partnership"), values, strict=True)
    ]
    return replace(material, figures=(*material.figures, *counted), official=committed())


@pytest.fixture(scope="module")
def chapter():
    """Return the narrative's chapter of children in care, in both its forms."""
    found = [part for part in NARRATIVE.read_text("utf-8").split("\n# ") if "{#care}" in part]
    assert len(found) == 2
    return "".join(f"# {part}\n" for part in found)


def test_the_chapter_of_children_in_care_counts_its_own_and_quotes_what_was_stated(
    with_care, chapter
):
    document = report(with_care, chapter)
    _, said, numbers, *_ = section(document, "care")
    assert cells(numbers) == [
        ["Kensington and Chelsea", "106", "101", "-4.7%", "101"],
        ["Westminster", "166", "171", "+3.0%", "171"],
        ["Partnership", "272", "272", "0.0%", "[x]"],
    ]
    assert numbers.headings == ("Place", "2021", "2022", "Change", "Official, 2022")
    assert "Westminster 171, against 166" in plain(said.text)
    assert "made-up records, others official" in plain(numbers.note)
    _, stated, note = section(document, "care-stated")
    rows = cells(stated)
    assert rows[0] == ["Children looked after", "101", "170"]
    assert rows[1] == ["Counted here: Children in care", "101", "171"]
    assert rows[-1] == ["Counted here: Reviews of children in care held in time", "95.0%", "98.0%"]
    assert "publishes one more" in plain(note.items[0])
    assert {run.figure.split(".")[0] for run in document.runs() if run.text == "170"} == {"STA09"}


def test_a_section_of_the_chapter_is_there_only_where_the_year_answers_it(with_care, chapter):
    ids = [each.id for each in report(with_care, chapter).sections]
    assert ids == ["care", "care-stated", "in-care", "care-reviews"]
    earlier = [each.id for each in report(replace(with_care, year=2021), chapter).sections]
    assert earlier == ["care", "in-care"]


def test_the_chapter_rests_on_stated_and_official_figures_where_no_return_is_loaded(chapter):
    material = of_two_years()
    nothing = {"status": Status.NOT_AVAILABLE, "reason": "No return is loaded"}
    none = [
        figure("IND059", who, year, None, **nothing) for who in MEMBERS for year in (2021, 2022)
    ]
    without = replace(material, figures=(*material.figures, *none), official=committed())
    document = report(without, chapter)
    assert [each.id for each in document.sections] == ["care"]
    _, stated, _, said, numbers = section(document, "care")
    assert cells(stated)[0] == ["Children looked after", "101", "170"]
    assert "it has 171 on 31 March 2022, where the partnership's report has 170" in plain(said.text)
    assert cells(numbers)[1] == ["Westminster", "166", "171", "+3.0%"]
    assert plain(numbers.note).startswith("These figures are official. Department for Education")
    shown = {each.figure: each for each in document.figures}["IND059.E09000033.2022"]
    assert (shown.value, shown.source) == (171, Origin.OFFICIAL)


def test_the_proof_reader_finds_the_stated_number_doubtful_and_nothing_wrong(
    with_care, chapter, tmp_path
):
    html.write(report(with_care, chapter), tmp_path / "care.html")
    (read,) = proof([tmp_path / "care.html"], published(2022))
    doubtful = [each for each in read.findings if each.verdict is not Verdict.RIGHT]
    assert [(each.verdict, each.claim, each.expected) for each in doubtful] == [
        (Verdict.DOUBTFUL, "170", "171")
    ]
    assert "as stated" in doubtful[0].how
