"""A census as it arrives: what is odd is read, and said."""

import io
from datetime import date

import polars as pl
import pytest

from lscp.returns.cin import tables, walk
from lscp.returns.cin.read import read

PLAN = """<ChildProtectionPlans><CPPstartDate>2021-07-01</CPPstartDate>{}</ChildProtectionPlans>"""


def codes(ret):
    return {caution.code: (caution.count, caution.line) for caution in ret.cautions}


def episode(within):
    return f"<CINdetails>{within}</CINdetails>\n"


def test_a_plain_census_is_read_without_a_word(reading, census, child):
    ret = reading(census(child()))
    assert (ret.authority, ret.year, ret.cautions) == ("E09000020", 2022, ())
    assert ret.reference_date == date(2022, 3, 31)
    assert ret.header["LEA"] == "207"
    assert not ret.made_up
    assert ret.rows["CINdetails"] == 1
    assert list(ret.tables) == list(tables.KEYS)


def test_every_table_leads_with_its_published_columns(reading, census, child):
    ret = reading(census(child()))
    for name, frame in ret.tables.items():
        published = tables.columns(name)
        assert tuple(frame.columns[: len(published)]) == published
        assert {"child", "line", "row"} <= set(frame.columns)


def test_text_stays_as_it_stood_beside_what_it_was_read_as(reading, census, child):
    ret = reading(census(child(episode("<CINreferralDate> 01/06/2021 </CINreferralDate>"))))
    row = ret.tables["CINdetails"].row(0, named=True)
    assert row["CINreferralDate"] == "01/06/2021"
    assert row["CINreferralDate_on"] == date(2021, 6, 1)
    assert codes(ret)["unusual_date"] == (1, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-06-01", date(2021, 6, 1)),
        ("31/03/2022", date(2022, 3, 31)),
        ("1/3/2022", date(2022, 3, 1)),
        ("2021-06-01T00:00:00", date(2021, 6, 1)),
        ("2021-06-01Z", date(2021, 6, 1)),
        ("0001-01-01", date(1, 1, 1)),
        ("2021-02-30", None),
        ("03/31/2022", None),
        ("2021-6-1", None),
        ("June", None),
    ],
)
def test_a_date_is_read_where_it_can_be(reading, census, child, text, day):
    ret = reading(census(child(episode(f"<CINreferralDate>{text}</CINreferralDate>"))))
    assert ret.tables["CINdetails"]["CINreferralDate_on"].to_list() == [day]
    usual = text[:4].isdecimal() and len(text) == 10 and day is not None
    expected = set() if usual else {"unusual_date" if day else "unreadable_date"}
    assert set(codes(ret)) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True), ("1", True), ("TRUE", True), ("false", False), ("0", False),
        ("FALSE", False), ("True", True), ("N", False), ("perhaps", None), ("", None),
    ],
)  # fmt: skip
def test_a_flag_is_read_in_every_spelling(reading, census, child, text, value):
    ret = reading(census(child(episode(f"<ReferralNFA>{text}</ReferralNFA>"))))
    assert ret.tables["CINdetails"]["ReferralNFA_is"].to_list() == [value]
    assert ("unreadable_flag" in codes(ret)) == (text == "perhaps")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("iso-8859-1", "iso-8859-1"),
        ("windows-1252", "windows-1252"),
        ("utf-16", "utf-8"),  # as a program does that holds its text in UTF-16
        ("utf-16", "utf-8-sig"),
        ("UTF8", "utf-8"),  # which XML does not know by this name
        ("unicode", "utf-16"),
        ("cp1252", "windows-1252"),
    ],
)
def test_encodings_are_read(reading, census, child, declared, encoding):
    text = f'<?xml version="1.0" encoding="{declared}"?>\n' + census(child(child_id="Zoë"))
    ret = reading(text, encoding)
    assert ret.tables["ChildIdentifiers"]["LAchildID"].to_list() == ["Zoë"]


@pytest.mark.parametrize("prefix", ["", "c:"])
def test_a_namespace_is_passed_over(reading, census, child, prefix):
    text = census(child()).replace("</", "\0").replace("<", f"<{prefix}")
    text = text.replace("\0", f"</{prefix}").replace("Message>", 'Message xmlns:c="urn:a">', 1)
    assert reading(text).rows["CINdetails"] == 1


def test_unknown_elements_are_passed_over_and_counted_by_name(reading, census, child):
    strange = "<Content><CBDSLevels><LEA>999</LEA></CBDSLevels></Content>"
    text = census(child(), child(child_id="A2")).replace("</Header>", strange + "</Header>")
    text = text.replace("</ChildIdentifiers>", "<Forename>Al</Forename></ChildIdentifiers>")
    ret = reading(text)
    assert ret.authority == "E09000020"
    found = {c.message.split(">")[0] + ">": c.count for c in ret.cautions}
    assert found == {"<Content>": 1, "<Forename>": 2}


def test_an_element_inside_a_value_is_passed_over(reading, census, child):
    ret = reading(census(child(episode("<ReferralSource><b>6</b>1A</ReferralSource>"))))
    assert ret.tables["CINdetails"]["ReferralSource"].to_list() == ["1A"]
    assert codes(ret) == {"unknown_element": (1, 15)}


def test_missing_and_empty_blocks_are_read_as_empty_values(reading, census, child):
    empty = "<Assessments><FactorsIdentifiedAtAssessment/></Assessments><Section47/>"
    ret = reading(census(child(episode(empty), characteristics=""), "<Child/>\n"))
    assert ret.tables["ChildCharacteristics"]["LAchildID"].to_list() == ["A1", None]
    assert ret.tables["ChildIdentifiers"].height == 2
    assert ret.tables["Assessments"]["AssessmentFactors"].to_list() == [None]
    assert ret.tables["Section47"]["S47ActualStartDate"].to_list() == [None]
    assert [c.code for c in ret.cautions] == ["missing_block", "missing_block"]


def test_stray_text_between_elements_is_no_value(reading, census, child):
    text = census(child()).replace("<PersonBirthDate>", "PersonBirthDate <PersonBirthDate>")
    ret = reading(text.replace("<Child>", "stray <Child> text"))
    assert ret.tables["ChildIdentifiers"]["PersonBirthDate"].to_list() == ["2014-05-06"]
    assert ret.cautions == ()


@pytest.mark.parametrize(
    "reviews",
    [
        (
            "<Reviews><CPPreviewDate>2021-09-01</CPPreviewDate>"
            "<CPPreviewDate>2022-02-01</CPPreviewDate></Reviews>"
        ),
        (
            "<Reviews><CPPreviewDate>2021-09-01</CPPreviewDate></Reviews>"
            "<Reviews><CPPreviewDate>2022-02-01</CPPreviewDate></Reviews>"
        ),
        (
            "<Reviews><Odd/><CPPreviewDate>2021-09-01</CPPreviewDate></Reviews>"
            "<Reviews><CPPreviewDate>2022-02-01</CPPreviewDate></Reviews>"
        ),
    ],
)
def test_review_dates_are_read_from_one_block_or_several(reading, census, child, reviews):
    ret = reading(census(child(episode(PLAN.format("") + PLAN.format(reviews)))))
    rows = ret.tables["Reviews"].select("CINdetailsID", "CPPID", "CPPreviewDate").rows()
    assert rows == [(1, 2, "2021-09-01"), (1, 2, "2022-02-01")]


def test_a_review_without_a_date_is_kept_for_the_rules(reading, census, child):
    reviews = (
        "<Reviews/><Reviews><CPPreviewDate>2021-09-01</CPPreviewDate><CPPreviewDate/></Reviews>"
        "<Reviews><Odd/></Reviews>"
    )
    ret = reading(census(child(episode(PLAN.format(reviews) + PLAN.format("")))))
    rows = ret.tables["Reviews"].select("CPPID", "CPPreviewDate").rows()
    assert rows == [(1, None), (1, "2021-09-01"), (1, None), (1, None)]


def test_elements_may_stand_in_any_order(reading, census, child):
    late = "<ChildIdentifiers><LAchildID>B7</LAchildID></ChildIdentifiers>"
    first = episode("<ReferralNFA>1</ReferralNFA><CINreferralDate>2021-06-01</CINreferralDate>")
    ret = reading(census(f"<Child>{first}{late}<ChildCharacteristics/></Child>"))
    assert ret.tables["CINdetails"]["LAchildID"].to_list() == ["B7"]


def test_ids_restart_inside_each_parent(reading, census, child):
    two = episode("<Assessments/><Assessments/>")
    ret = reading(census(child(two, two), child(two, child_id="A2")))
    keys = ret.tables["Assessments"].select("LAchildID", "CINdetailsID", "AssessmentID").rows()
    assert keys == [
        ("A1", 1, 1), ("A1", 1, 2), ("A1", 2, 1), ("A1", 2, 2), ("A2", 1, 1), ("A2", 1, 2),
    ]  # fmt: skip


def test_factors_are_a_list_and_a_row_each(reading, census, child):
    factors = "<AssessmentFactors>2A</AssessmentFactors><AssessmentFactors>4B</AssessmentFactors>"
    block = f"<FactorsIdentifiedAtAssessment>{factors}</FactorsIdentifiedAtAssessment>"
    ret = reading(census(child(episode(f"<Assessments>{block}</Assessments>"))))
    assert ret.tables["Assessments"]["AssessmentFactors"].to_list() == [["2A", "4B"]]
    assert ret.tables["AssessmentFactorsList"]["AssessmentFactor"].to_list() == ["2A", "4B"]


def test_a_value_that_stands_twice_is_said_and_the_first_kept(reading, census, child):
    twice = "<ReferralSource>1A</ReferralSource><ReferralSource>6</ReferralSource>"
    ret = reading(census(child(episode(twice))))
    assert ret.tables["CINdetails"]["ReferralSource"].to_list() == ["1A"]
    assert codes(ret) == {"repeated_value": (1, 15)}


def test_a_child_that_stands_twice_alike_is_marked_to_count_once(reading, census, child):
    ret = reading(census(child(), child(child_id="A2"), child()))
    assert ret.merged == {2}
    assert codes(ret) == {"repeated_child": (1, 30)}
    assert ret.tables["CINdetails"]["CINdetailsID"].to_list() == [1, 1, 2]


def test_a_child_that_stands_twice_differently_is_kept_and_numbered_on(reading, census, child):
    other = episode("<CINreferralDate>2021-12-01</CINreferralDate><Section47/>")
    ret = reading(census(child(), child(other)))
    assert ret.merged == frozenset()
    assert codes(ret) == {"differing_child": (1, 20)}
    assert ret.tables["CINdetails"]["CINdetailsID"].to_list() == [1, 2]
    assert ret.tables["Section47"]["CINdetailsID"].to_list() == [2]


def test_cautions_name_no_child(reading, census, child):
    odd = episode("<CINreferralDate>soon</CINreferralDate>")
    ret = reading(census(child(odd, child_id="SECRET"), child(child_id="SECRET")))
    assert ret.cautions
    assert "SECRET" not in str(ret.cautions)
    assert "soon" not in str(ret.cautions)


@pytest.mark.parametrize(
    ("old", "new", "year", "code"),
    [
        ("<Year>2022", "<Year>2021", 2022, "year_disagrees"),
        ("2022-03-31", "2022-03-28", 2022, "not_31_march"),
        ("2022-03-31", "31/03/2022", 2022, "unusual_date"),
        ("2022-03-31", "", 2022, "no_reference_date"),
        ("2022-03-31", "the end", 2022, "no_reference_date"),
        ("<Collection>CIN</Collection>", "", 2022, "no_collection"),
        ("2022-03-31", "2016-03-31", 2016, "year_not_known"),
    ],
)
def test_the_reference_date_decides_the_year(reading, census, child, old, new, year, code):
    ret = reading(census(child()).replace(old, new))
    assert ret.year == year
    assert code in codes(ret)


@pytest.mark.parametrize(
    ("year", "authority"), [(2020, "E10000002"), (2021, "E06000060"), (2026, "E06000060")]
)
def test_a_number_that_changed_hands_is_read_for_its_day(reading, census, child, year, authority):
    text = census(child()).replace("207", "825").replace("2022", str(year))
    assert reading(text).authority == authority


def test_a_census_without_children_is_read_with_a_word(reading, census):
    ret = reading(census())
    assert set(codes(ret)) == {"no_children"}
    assert ret.rows["CINdetails"] == 0


def test_pieces_and_flushes_change_nothing(census, child, monkeypatch, tmp_path):
    text = census(*(child(child_id=f"A{n}") for n in range(50)))
    path = tmp_path / "census.xml"
    path.write_text(text, encoding="utf-8")
    whole = read(path)
    monkeypatch.setattr(walk, "ENOUGH", 10)
    monkeypatch.setattr("lscp.returns.stream.CHUNK", 61)
    told = []
    pieces = read(path, progress=told.append)
    assert sum(told) == path.stat().st_size
    for name, frame in whole.tables.items():
        assert frame.equals(pieces.tables[name])


def test_a_file_object_is_read_and_named(census, child):
    file = io.BytesIO(census(child()).encode())
    file.name = "/somewhere/census.xml"
    assert read(file).file == "census.xml"


def test_lines_are_those_of_the_file(reading, census, child):
    text = census(child(), child(child_id="A2"))
    ret = reading(text)
    lines = text.splitlines()
    for name, tag in (("ChildIdentifiers", "ChildIdentifiers"), ("CINdetails", "CINdetails")):
        for line in ret.tables[name]["line"]:
            assert lines[line - 1] == f"<{tag}>"
    assert ret.tables["CINdetails"]["row"].dtype == pl.Int64
