"""Known figures: what a sentence says of a whole measure is compared, and of a part of it never."""

from dataclasses import replace

import pytest

from lscp.measures import official
from lscp.report.proof.finding import Verdict
from lscp.report.proof.known import published
from lscp.report.proof.readers import text as words
from lscp.report.proof.rule import load

WRONG = """
In Westminster 170 children were looked after on 31 March 2022.
On 31 March 2022 there were 170 looked after children in Westminster.
There were 170 children in care in Westminster at the end of March 2022, up from 166.
Westminster looked after 170 children at 31 March 2022.
Westminster City Council had 170 looked-after children at year end.
The number of children looked after by Westminster rose from 166 to 170.
In Westminster, the number of children in care was 170 at 31 March 2022.
There were 101 looked after children in Kensington and Chelsea and 170 in Westminster.
During 2021 to 2022, 120 children started to be looked after in Westminster.
There were 90 child protection plans in Westminster on 31 March 2022.
Westminster received 1,952 referrals to children’s social care in the year.
Westminster had 160 looked after children in March 2021.
"""
RIGHT = """
In Westminster 171 children were looked after on 31 March 2022.
Westminster had 166 looked after children in March 2021.
During the year 77 children started to be looked after in Kensington and Chelsea and 82 ceased.
The number of looked after children in Westminster increased to 171.
"""
OF_A_PART = """
In Westminster 12 looked after children went missing in the year.
Westminster reviewed 40 looked after children placed outside the borough.
There were 287 looked after children in Westminster at some point in the year.
In Westminster, 58 looked after children were unaccompanied on 31 March 2022.
The virtual school in Westminster supports 120 looked after children of school age.
We visited 15 children looked after by Westminster.
Of these, 63 looked after children in Westminster had been in care for over two years.
There were around 180 looked after children in Westminster.
Westminster had 188 looked after children in December 2021.
There were 30 looked after children in Westminster with a disability.
Westminster had 9 looked after children who were adopted in the year.
"""


def verdicts(text):
    rule = load()["figure_that_is_known"]
    return [found.verdict for found in rule(words.read(text, "report"), published(2022))]


def lines(text):
    return text.strip().splitlines()


@pytest.mark.parametrize("sentence", lines(WRONG))
def test_another_number_of_the_whole_is_wrong(sentence):
    assert Verdict.WRONG in verdicts(sentence)


@pytest.mark.parametrize("sentence", lines(RIGHT))
def test_the_number_itself_is_right(sentence):
    assert verdicts(sentence) == [Verdict.RIGHT]


@pytest.mark.parametrize("sentence", lines(OF_A_PART))
def test_the_number_of_a_part_is_left_alone(sentence):
    assert verdicts(sentence) == []


def test_two_authorities_in_a_sentence_are_told_apart():
    said = "There were 101 looked after children in Kensington and Chelsea and 171 in Westminster."
    assert verdicts(said) == [Verdict.RIGHT, Verdict.RIGHT]


def test_what_this_system_counts_itself_is_doubtful_and_not_wrong():
    known = published(2022)
    counted = tuple(replace(each, counted=172.0) for each in known.figures)
    said = words.read("Westminster had 172 looked after children.", "report")
    [found] = load()["figure_that_is_known"](said, replace(known, figures=counted))
    assert found.verdict is Verdict.DOUBTFUL
    assert "this system counts 172" in found.how


def test_what_is_known_is_what_the_department_published():
    columns = {
        "Children looked after at 31 March": "Children looked after on 31 March each year",
        "Children who started to be looked after in the year":
            "Children starting to be looked after each year",
        "Children who ceased to be looked after in the year":
            "Children ceasing to be looked after each year",
        "Referrals in the year": "Referrals",
        "Section 47 enquiries started in the year": "Section47",
        "Initial child protection conferences in the year": "ICPC",
        "Child protection plans at 31 March": "CPP_At31",
    }  # fmt: skip
    cells = {
        (row["code"], row["year"], row["characteristic"] or row["column"]): row["value"]
        for row in official.newest(official.committed()).iter_rows(named=True)
        if not row["characteristic"] or row["column"] == "children_count"
    }
    assert published().figures
    for each in published().figures:
        cell = (each.authority, each.year, columns[each.measure])
        assert cells[cell] == each.value, each
