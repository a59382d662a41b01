"""A checked set of files: each finding with its file, line and child, and a name that lasts."""

import io

import pytest

from lscp.returns import NotAReturn
from lscp.returns.checked import by_reason, check_handed
from lscp.returns.compare import STILL, compare
from lscp.returns.submitted import Handed

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
)
UASC = "CHILD,SEX,DOB,DUC"
EPISODE = "{child},{began},S,C2,N9,U1,PR1,,,,W1A 1AA,W1A 1AA,SC999999"


def file(name, head, *rows):
    opened = io.BytesIO("\n".join([head, *rows, ""]).encode())
    opened.name = name
    return opened


def checked(*episodes, more=(), last=(), year=2022):
    """Check a return whose episodes have a category of need that is none."""
    files = [
        file("header.csv", HEADER, "1,1,01/01/2010,WBRI,UN1,0,", "2,1,02/01/2010,WBRI,UN1,0,"),
        file("episodes.csv", EPISODES, *episodes),
        *more,
    ]
    return check_handed("ssda903", Handed(files, last=last, authority="E09000033", year=year))


def of_rule(one, rule):
    return list(one.findings.filter(rule=rule).iter_rows(named=True))


ONE, TWO = (
    EPISODE.format(child=child, began=began)
    for child, began in (("1", "01/05/2021"), ("2", "02/06/2021"))
)


def test_a_finding_says_whose_it_is_and_where_it_stands():
    found = [row for row in checked('1,"01/\n05/2021",Z,,,,,,,,,,', ONE, TWO).findings
             .filter(table="Episodes").iter_rows(named=True) if row["child"] == "2"]  # fmt: skip
    assert found
    assert {(row["file"], row["line"], row["row"]) for row in found} == {("episodes.csv", 5, 2)}


def test_the_name_of_a_finding_stays_when_rows_move_or_a_date_is_written_otherwise():
    before = checked(ONE, TWO)
    moved = checked(TWO, ONE.replace("01/05/2021", "2021-05-01"))
    assert before.findings.height
    found = compare(moved, before)
    assert set(found.now["compared"]) == {STILL}
    assert found.past.is_empty()


def test_no_two_findings_have_one_name():
    assert checked(ONE, ONE, TWO).findings["key"].is_unique().all()


def test_the_name_of_a_finding_has_the_day_that_the_row_begins_on_and_no_place():
    [key] = {row["key"] for row in checked(ONE).findings.filter(table="Episodes").head(1)
             .iter_rows(named=True)}  # fmt: skip
    assert key.endswith("|Episodes|1|2021-05-01")


def test_a_rule_that_lacks_something_says_in_words_what():
    why = dict(checked(ONE).not_run.select("rule", "why").iter_rows())
    assert "Last year’s return was not given" in why.values()
    assert "A list of postcodes was not given" in why.values()
    assert any("the table OC2" in each for each in why.values())
    reasons = by_reason(checked(ONE).not_run.iter_rows())
    assert sorted(rule for *_, rules in reasons for rule in rules) == sorted(why)


def test_rules_that_need_last_year_s_return_are_run_where_it_is_given():
    last = [
        file("e.csv", EPISODES, ONE.replace("2021", "2020")),
        file("h.csv", HEADER, "1,1,01/01/2010,WBRI,UN1,0,"),
    ]
    with_it, without = checked(ONE, last=last), checked(ONE)
    silent = [set(each.not_run["rule"]) for each in (with_it, without)]
    assert silent[0] < silent[1]


def test_who_came_alone_is_worked_out_where_the_header_does_not_say():
    silent = checked(ONE).not_run["rule"].to_list()
    came = file("uasc.csv", UASC, "1,1,01/01/2010,")
    assert set(checked(ONE, more=[came]).not_run["rule"]) < set(silent)


def test_what_was_worked_out_is_shown_as_the_rule_saw_it():
    places = file("p.csv", "POSTCODE,LA,EAST,NORTH", "W1A 1AA,E09000033,100,100")
    [found] = of_rule(checked(ONE.replace("C2", "V3"), more=[places]), "420")
    assert found["values"] == "PL_LA: E09000033"


@pytest.mark.parametrize(("year", "used"), [(2015, 2018), (2040, 2027)])
def test_a_year_that_is_not_known_is_checked_by_the_nearest(year, used):
    assert checked(ONE.replace("2021", str(year - 1)), year=year).year == used


@pytest.mark.parametrize(("began", "year"), [("01/05/2022", 2022), ("01/04/2021", 2021)])
def test_files_of_a_later_year_than_was_said_are_refused(began, year):
    with pytest.raises(NotAReturn, match="More of the dates in this year’s files are after"):
        checked(EPISODE.format(child="1", began=began), year=year)


def test_this_year_s_and_last_year_s_files_that_are_exchanged_are_refused():
    before = EPISODE.format(child="1", began="01/05/2020")
    assert not checked(ONE, last=[file("e.csv", EPISODES, before)]).read.cautions
    with pytest.raises(NotAReturn, match="in last year’s files .* are not exchanged"):
        checked(before, last=[file("e.csv", EPISODES, ONE)])


def test_files_of_which_no_date_is_in_the_year_are_checked_with_a_warning():
    [caution] = checked(EPISODE.format(child="1", began="01/05/2019")).read.cautions
    assert caution.message == "No date in this year’s files is in the year 2021 to 2022"
