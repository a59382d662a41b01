"""`lscp returns check`, as an officer calls it."""

import csv
import io
import json
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

NEED = "<PrimaryNeedCode>N1</PrimaryNeedCode>"
WRONG = "<PrimaryNeedCode>N12</PrimaryNeedCode>"
WHOSE = ("--authority", "E09000033", "--year", "2022")
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
)
EPISODE = "{},01/05/{},S,C2,{},U1,PR1,,,,W1A 1AA,W1A 1AA,SC999999"
HEAD = b"<Message><Header><Source><LEA>207</LEA></Source></Header>"


def zipped(size):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("census.xml", bytes(size))
    return held.getvalue()


REFUSED = {
    "a zip": (zipped(100), "it is a zip file"),
    "a zip bomb": (zipped(50_000_000), "it is a zip file"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel"),
    "zeros": (bytes(3_000_000), "begins with zeros"),
    "nothing": (b"", "is empty"),
    "not UTF-8": (HEAD + b"<Children>\xff\xfe</Children></Message>", "not XML here"),
    "no return": (b"<html/>", "begins with <html>"),
}


def sheets(path):
    """Return the rows of each sheet of a workbook, read again."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def rows(sheet):
    return [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]


@pytest.fixture
def later(census):
    """The file of `broken` again: the first child put right, the second not, the third wrong."""
    path = census(name="later.xml")
    first, *others = path.read_text(encoding="utf-8").split(NEED)
    path.write_text(NEED.join([first, WRONG.join(others)]), encoding="utf-8")
    return path


@pytest.fixture
def broken(census):
    path = census(name="broken.xml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(NEED, WRONG, 2))
    return path


def test_errors_are_counted_by_rule_and_the_status_is_1(lscp, broken):
    said = lscp("returns", "check", broken)
    assert said.status == 1
    assert "8650" in said.out
    assert "Choose one of" in said.out
    assert "broken.xml: Kensington and Chelsea, 2022:" in said.out


@pytest.mark.parametrize("form", ["csv", "json"])
def test_each_finding_is_a_row_with_the_values_found(lscp, broken, form):
    said = lscp("returns", "check", broken, "--format", form)
    rows = json.loads(said.out) if form == "json" else list(csv.DictReader(io.StringIO(said.out)))
    found = [row for row in rows if row["rule"] == "8650"]
    assert [row["child"] for row in found] == ["C1", "C2"]
    assert {row["values"] for row in found} == {"PrimaryNeedCode: N12"}
    assert "queries" in said.err


def test_the_workbook_holds_every_finding_on_a_sheet_of_its_module(lscp, broken, tmp_path):
    out = tmp_path / "report.xlsx"
    assert lscp("returns", "check", broken, "--out", out).status == 1
    book = sheets(out)
    assert list(book)[:2] == ["Read first", "By rule"]
    assert list(book)[-1] == "Rules not run"
    assert "broken.xml: Kensington and Chelsea, 2022:" in book["Read first"][1][0]
    found = [row for row in rows(book["CINdetails"]) if row["Rule"] == "8650"]
    assert [row["Child"] for row in found] == ["C1", "C2"]
    assert {row["Values found"] for row in found} == {"PrimaryNeedCode: N12"}
    counted = {row["Rule"]: row["Findings"] for row in rows(book["By rule"])}
    assert counted["8650"] == 2
    assert sum(counted.values()) == sum(len(rows(book[name])) for name in list(book)[2:-1])
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["report.xlsx"]


def test_each_sheet_can_be_filtered_under_a_heading_that_stays(lscp, broken, tmp_path):
    out = tmp_path / "report.xlsx"
    lscp("returns", "check", broken, "--out", out)
    with zipfile.ZipFile(out) as book:
        names = sorted(name for name in book.namelist() if "worksheets/sheet" in name)
        pages = {name: book.read(name).decode() for name in names}
    first = pages.pop("xl/worksheets/sheet1.xml")
    assert "autoFilter" not in first
    assert len(pages) > 2
    for page in pages.values():
        assert "<autoFilter" in page
        assert 'state="frozen"' in page


def test_with_an_earlier_file_each_finding_is_new_or_still_there_or_gone(lscp, broken, later):
    said = lscp("returns", "check", later, "--since", broken, "--format", "csv")
    found = [r for r in csv.DictReader(io.StringIO(said.out)) if r["rule"] == "8650"]
    assert {row["child"]: row["compared"] for row in found} == {
        "C1": "gone", "C2": "still there", "C3": "new",
    }  # fmt: skip
    assert "Since the earlier file: 1 new," in said.err


def test_with_an_earlier_file_the_table_lists_what_is_gone(lscp, broken, later):
    said = lscp("returns", "check", later, "--since", broken)
    listed = said.out.partition("Found in the earlier file, and not in this one:")[2]
    assert "C1" in listed
    assert ", 1 gone" in said.out


def test_with_an_earlier_file_the_workbook_says_so_of_each_finding(lscp, broken, later, tmp_path):
    out = tmp_path / "report.xlsx"
    lscp("returns", "check", later, "--since", broken, "--out", out)
    found = [row for row in rows(sheets(out)["CINdetails"]) if row["Rule"] == "8650"]
    assert {row["Child"]: row["Since the earlier file"] for row in found} == {
        "C1": "gone", "C2": "still there", "C3": "new",
    }  # fmt: skip


def test_an_earlier_file_of_no_return_that_is_checked_is_a_call_at_fault(lscp, broken, census):
    other = census(year=2021, name="other.xml")
    said = lscp("returns", "check", broken, "--since", other)
    assert said.status == 2
    assert "other.xml is of E09000020 and 2021" in said.err


def test_an_earlier_file_that_cannot_be_read_leaves_the_check_standing(lscp, broken, tmp_path):
    (tmp_path / "old.xml").write_bytes(b"")
    said = lscp("returns", "check", broken, "--since", tmp_path / "old.xml")
    assert said.status == 1
    assert "Not checked: old.xml" in said.err
    assert "8650" in said.out


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_return_is_refused_in_a_sentence_and_leaves_the_next_to_be_checked(
    lscp, broken, tmp_path, kind
):
    content, reason = REFUSED[kind]
    (tmp_path / "upload.xml").write_bytes(content)
    said = lscp("returns", "check", tmp_path / "upload.xml", broken)
    assert said.status == 1
    assert said.err.startswith("Not checked: upload.xml")
    assert reason in said.err
    assert "broken.xml" in said.out


def test_a_workbook_that_is_no_return_is_refused_as_what_it_is(lscp, broken, tmp_path):
    out = tmp_path / "report.xlsx"
    lscp("returns", "check", broken, "--out", out)
    said = lscp("returns", "check", out, *WHOSE, "--out", tmp_path / "second.xlsx")
    assert said.status == 1
    assert "Not checked: report.xlsx: Read first, line 1: Its columns are those of no" in said.err


@pytest.fixture
def looked_after(tmp_path):
    """The folder of an SSDA903 return of two children, of whom one is of no known need."""

    def write(name, *needs, more=(), year=2022):
        folder = tmp_path / name
        folder.mkdir()
        rows = [EPISODE.format(n, year - 1, need) for n, need in enumerate(needs, 1)]
        (folder / "one.csv").write_text("\n".join([EPISODES, *rows]), encoding="utf-8")
        children = [f"{n},1,01/01/2010,WBRI,UN1,0," for n, _ in enumerate(needs, 1)]
        (folder / "two.csv").write_text("\n".join([HEADER, *children]), encoding="utf-8")
        for each in more:
            (folder / each).write_text(HEADER, encoding="utf-8")
        return folder

    return write


def test_the_files_of_a_folder_are_one_return_of_looked_after_children(lscp, looked_after):
    said = lscp("returns", "check", looked_after("now", "N1", "N9"), *WHOSE)
    assert said.status == 1
    assert "SSDA903, 2 files: Westminster, 2022:" in said.out
    assert re.search(r"rules were not run: Last year’s return was not given: \d", said.out)


def test_each_finding_names_its_file_and_with_earlier_files_what_became_of_it(lscp, looked_after):
    now, before = looked_after("now", "N9", "N1"), looked_after("before", "N9", "N9")
    last = looked_after("last", "N1", year=2021)
    call = ("returns", "check", *now.iterdir(), *WHOSE, "--since", before, "--last-year", last)
    found = [r for r in csv.DictReader(io.StringIO(lscp(*call, "--format", "csv").out))
             if r["rule"] == "143" or r["values"] == "CIN: N9"]  # fmt: skip
    assert {(row["file"], row["line"], row["child"], row["compared"]) for row in found} == {
        ("one.csv", "2", "1", "still there"), ("one.csv", "3", "2", "gone"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ([], "give --authority CODE, such as E09000033, and --year YYYY"),
        (["--year", "2022"], "give --authority CODE"),
        (["--year", "2022", "--authority", "E99"], "E99 is the code of no English authority"),
    ],
)
def test_files_that_nobody_says_are_whose_are_a_call_at_fault(lscp, looked_after, more, reason):
    said = lscp("returns", "check", looked_after("now", "N1"), *more)
    assert said.status == 2
    assert reason in said.err


def test_two_files_of_one_table_and_a_file_that_is_none_are_refused(lscp, looked_after, tmp_path):
    twice = looked_after("twice", "N1", more=["zz.csv"])
    said = lscp("returns", "check", twice, *WHOSE)
    assert said.status == 1
    assert "zz.csv: It holds the table Header, and so does two.csv" in said.err
    (tmp_path / "none.csv").write_text("A,B", encoding="utf-8")
    said = lscp("returns", "check", looked_after("now", "N1"), tmp_path / "none.csv", *WHOSE)
    assert "none.csv, line 1: Its columns are those of no table of the SSDA903" in said.err


def test_lists_of_postcodes_and_providers_let_more_rules_run(lscp, looked_after, tmp_path):
    folder, postcodes = looked_after("now", "N1"), tmp_path / "p.csv"
    postcodes.write_text("POSTCODE,LA,EAST,NORTH\nW1A 1AA,E09000033,1,1", encoding="utf-8")
    said = lscp("returns", "check", folder, *WHOSE, "--postcodes", postcodes)
    assert "A list of postcodes was not given" not in said.out
    assert "A list of providers was not given" in said.out


def test_a_folder_without_a_file_and_last_year_s_files_of_a_census_are_a_call_at_fault(
    lscp, broken, tmp_path
):
    (tmp_path / "none").mkdir()
    assert "There is no file in the folder" in lscp("returns", "check", tmp_path / "none").err
    said = lscp("returns", "check", broken, "--last-year", broken)
    assert said.status == 2
    assert "go with the files of an SSDA903 return" in said.err


def test_a_file_of_another_year_or_authority_is_refused(lscp, broken):
    said = lscp("returns", "check", broken, "--year", "2021")
    assert (said.status, said.out) == (1, "")
    assert "It is of 2022, and 2021 was said." in said.err
    assert "E09000033 was said" in lscp("returns", "check", broken, "--authority", "E09000033").err


@pytest.mark.parametrize(("year", "used"), [(2015, 2017), (2031, 2026)])
def test_a_year_that_the_rules_do_not_know_is_checked_by_the_nearest(lscp, census, year, used):
    said = lscp("returns", "check", census(year=year))
    assert f"The rules of {year} are not known: those of {used} were used" in said.out
    assert "2017 to 2026" in said.out


def test_a_call_at_fault_has_status_2(lscp, broken, tmp_path):
    assert lscp("returns", "check").status == 2
    assert lscp("returns", "check", tmp_path / "none.xml").status == 2
    said = lscp("returns", "check", broken, "--out", tmp_path / "none" / "report.xlsx")
    assert said.status == 2
    assert "There is no folder" in said.err
