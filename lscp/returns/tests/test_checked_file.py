"""A checked file: each finding with its child, its values and a name that lasts."""

import pytest

from lscp.returns import NotAReturn
from lscp.returns.checked import COLUMNS, check_file
from lscp.returns.rules import Kind

NEED = "<PrimaryNeedCode>N1</PrimaryNeedCode>"


def broken(path, *, need="N12", times=1):
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(NEED, f"<PrimaryNeedCode>{need}</PrimaryNeedCode>", times))
    return path


def of_rule(checked, rule):
    return [row for row in checked.findings.iter_rows(named=True) if row["rule"] == rule]


def test_a_finding_says_whose_it_is_where_it_stands_and_what_was_found(census):
    [found] = of_rule(check_file(broken(census())), "8650")
    assert (found["child"], found["table"], found["row"]) == ("C1", "CINdetails", 0)
    assert found["values"] == "PrimaryNeedCode: N12"
    assert "Choose one of" in found["message"]
    assert found["line"] > 1


def test_a_value_that_is_missing_is_said_to_be(census):
    path = census()
    text = path.read_text(encoding="utf-8")
    closed = "<CINclosureDate>2021-12-01</CINclosureDate><ReferralNFA>"
    path.write_text(text.replace("<ReferralNFA>", closed, 1))
    [found] = of_rule(check_file(path), "8805")
    assert found["values"] == "CINclosureDate: 2021-12-01; ReasonForClosure: (nothing)"


def test_the_name_of_a_finding_stays_when_a_child_is_added_before_it(census):
    path = broken(census(2, name="before.xml"), times=1)
    [before] = of_rule(check_file(path), "8650")
    text = path.read_text(encoding="utf-8")
    start = text.index("<Child>")
    another = text[start : text.index("</Child>") + 8]
    another = another.replace(">C1<", ">C9<").replace("N12", "N1")
    path.write_text(text[:start] + another + text[start:])
    [after] = of_rule(check_file(path), "8650")
    assert after["row"] == before["row"] + 1
    assert after["key"] == before["key"]


def test_no_two_findings_have_one_name(census):
    path = broken(census(1), times=1)
    text = path.read_text(encoding="utf-8")
    start, end = text.index("<CINdetails>"), text.index("</CINdetails>") + len("</CINdetails>")
    path.write_text(text[:end] + text[start:end] + text[end:])
    checked = check_file(path)
    assert len(of_rule(checked, "8650")) == 2
    assert checked.findings["key"].is_unique().all()


def test_a_return_with_an_error_is_not_clean(census):
    checked = check_file(broken(census()))
    assert checked.count(Kind.ERROR) >= 1
    assert not checked.clean


def test_counts_by_rule_are_those_of_the_findings(census):
    checked = check_file(broken(census(), times=2))
    [row] = [row for row in checked.by_rule.iter_rows(named=True) if row["rule"] == "8650"]
    assert (row["findings"], row["children"]) == (2, 2)
    assert checked.by_rule["findings"].sum() == checked.findings.height


@pytest.mark.parametrize(("year", "used"), [(2015, 2017), (2022, 2022), (2031, 2026)])
def test_a_year_that_is_not_known_is_checked_by_the_nearest(census, year, used):
    checked = check_file(census(year=year))
    assert checked.year == used
    assert any(c.code == "year_not_known" for c in checked.read.cautions) == (year != used)


def test_findings_have_their_columns_even_where_there_are_none(census):
    findings = check_file(census(0)).findings
    assert tuple(findings.columns) == COLUMNS


def test_what_is_no_return_is_not_checked(tmp_path):
    path = tmp_path / "cin.zip"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(NotAReturn, match="Unzip it"):
        check_file(path)
