"""`lscp returns check`, as an officer calls it."""

import csv
import io
import json
import zipfile

import pytest

NEED = "<PrimaryNeedCode>N1</PrimaryNeedCode>"


@pytest.fixture
def broken(census):
    path = census(name="broken.xml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(NEED, "<PrimaryNeedCode>N12</PrimaryNeedCode>", 2))
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


def test_the_workbook_holds_every_finding(lscp, broken, tmp_path):
    out = tmp_path / "report.xlsx"
    assert lscp("returns", "check", broken, "--out", out).status == 1
    with zipfile.ZipFile(out) as book:
        text = "".join(book.read(name).decode() for name in book.namelist())
    for words in ("By rule", "Findings", "Rules not run", "8650", "PrimaryNeedCode: N12", ">C2<"):
        assert words in text
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["report.xlsx"]


def test_a_file_that_cannot_be_read_does_not_stop_the_next(lscp, broken, tmp_path):
    (tmp_path / "bomb.zip").write_bytes(b"PK\x03\x04" + b"\0" * 1000)
    said = lscp("returns", "check", tmp_path / "bomb.zip", broken)
    assert said.status == 1
    assert "Not checked: bomb.zip, line 1: This is not an XML file: it is a zip file" in said.err
    assert "broken.xml" in said.out


def test_a_file_of_another_year_or_authority_is_refused(lscp, broken):
    said = lscp("returns", "check", broken, "--year", "2021")
    assert (said.status, said.out) == (1, "")
    assert "It is of 2022, and 2021 was said." in said.err
    assert "E09000033 was said" in lscp("returns", "check", broken, "--authority", "E09000033").err


def test_a_year_that_the_rules_do_not_know_is_checked_and_said(lscp, census):
    said = lscp("returns", "check", census(year=2031))
    assert "The rules of 2031 are not known: those of 2026 were used" in said.out


def test_a_call_at_fault_has_status_2(lscp, broken, tmp_path):
    assert lscp("returns", "check").status == 2
    assert lscp("returns", "check", tmp_path / "none.xml").status == 2
    said = lscp("returns", "check", broken, "--out", tmp_path / "none" / "report.xlsx")
    assert said.status == 2
    assert "There is no folder" in said.err
