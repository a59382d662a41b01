"""The data quality officer, who checks a return until it is clean, on a phone at times."""

import re
from functools import cache

import pytest

from lscp.demo.care import mistakes, years
from lscp.demo.mistakes import broken
from lscp.demo.write import census
from lscp.returns.ssda903.produce import produce

RETURN = "Kensington and Chelsea, 2021 to 2022"


@cache
def files():
    """A return with mistakes, and the same some time after."""
    whole = census("E09000020", 2022)
    return broken(whole), broken(whole, later=True)


@pytest.fixture(scope="module")
def looked_after(tmp_path_factory):
    """The files of a return with mistakes, and of the year before, as a browser sends them."""
    folder, made = tmp_path_factory.mktemp("care"), years.made("E09000020")
    sets = []
    for year in (2022, 2021):
        paths = produce(made[year], authority="E09000020", year=year, folder=folder / str(year))
        content = {path.name: path.read_bytes() for path in paths.values()}
        content = mistakes.broken(content) if year == 2022 else content
        sets.append([{"name": name, "mimeType": "text/csv", "buffer": data}
                     for name, data in content.items()])  # fmt: skip
    return sets


class TestOfficer:
    @pytest.fixture(autouse=True)
    def _who(self, person_with_a_phone):
        self.person, self.page = person_with_a_phone, person_with_a_phone.page

    def given_they_check_returns(self):
        self.person.goes_to("/sign-in/")
        self.person.signs_in("officer")
        self.person.goes_to("/checks/")

    def when_they_upload(self, content, name="cin.xml"):
        file = {"name": name, "mimeType": "text/xml", "buffer": content}
        self.page.locator("input[type=file]").set_input_files(file)
        self.page.get_by_role("button", name="Check this file").click()

    def then_the_check_ends_with(self, heading):
        self.page.get_by_role("heading", level=1, name=heading).wait_for(timeout=60_000)
        self.person.finds_the_page_in_order()

    def then_they_read(self, *said):
        for words in said:
            assert words in self.person.reads()

    def test_sees_what_is_wrong_explains_a_query_and_checks_again(self, tmp_path):
        first, later = files()
        self.given_they_check_returns()
        self.when_they_upload(first)
        self.then_the_check_ends_with(RETURN)
        self.then_they_read("8650", "Choose one of N0 to N9", "By module")
        self.person.takes_a_picture("check-return")
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Download all as Excel").click()
        assert re.fullmatch(r"check-cin-E09000020-2022-.*\.xlsx", download.value.suggested_filename)
        self.person.follows("8897Q")
        self.then_they_read("Rule", "AssessmentFactors: (nothing)")
        self.person.arrives_by(self.page.locator("tbody tr").last.get_by_role("link").first)
        self.page.get_by_label("Why it is true after all").fill("None was found. Agreed.")
        self.person.presses("Keep this note")
        self.then_they_read("The note was kept", "officer", "None was found. Agreed.")
        self.person.goes_to("/checks/")
        self.when_they_upload(later)
        self.then_the_check_ends_with(RETURN)
        self.then_they_read("Since the check before", "gone", "new", "still there", "1 of ")
        self.person.follows("8897Q")
        self.then_they_read("1 note: None was found. Agreed.", "in 2 checks")
        self.person.goes_to("/checks/")
        self.then_they_read("Errors", "Late", "Not in")

    def test_reads_findings_by_child_and_by_module(self):
        self.given_they_check_returns()
        self.when_they_upload(files()[0])
        self.then_the_check_ends_with(RETURN)
        self.person.follows("By child")
        self.person.arrives_by(self.page.locator("tbody").get_by_role("link").first)
        self.then_they_read("Child MADEUP")
        assert "MADEUP" not in self.page.url + self.page.title()
        self.page.go_back()
        self.page.go_back()
        self.person.follows("All findings")
        self.then_they_read("First found")
        self.person.follows(RETURN)
        self.person.follows("ChildIdentifiers")
        self.then_they_read("1510", "UPN: S")

    def test_checks_the_files_of_looked_after_children_beside_last_year_s(self, looked_after):
        this_year, last_year = looked_after
        self.given_they_check_returns()
        self.person.follows("check an SSDA903 return")
        self.page.get_by_label("Which year is it of?").select_option("2022")
        self.page.locator("#this_year").set_input_files(this_year)
        self.page.locator("#last_year").set_input_files(last_year)
        self.person.takes_a_picture("check-looked-after")
        self.page.get_by_role("button", name="Check these files").click()
        self.then_the_check_ends_with(RETURN)
        self.then_they_read(
            "SSDA903 return", "A list of providers was not given", "header.csv", "103"
        )
        self.person.follows("103")
        self.then_they_read("ETHNIC: WHITE", "header.csv, line")
        self.person.goes_to("/checks/")
        self.then_they_read("SSDA903 return: children looked after", "30 June 2022")

    def test_is_told_why_a_file_cannot_be_checked(self):
        self.given_they_check_returns()
        self.when_they_upload(b"PK\x03\x04", "cin.zip")
        self.then_the_check_ends_with("This file was not checked")
        self.then_they_read("cin.zip", "Unzip it")
        self.person.goes_to("/checks/")
        self.person.presses("Check this file")
        self.then_they_read("There is a problem", "Select the XML file of a return")
        assert self.page.title().startswith("Error: ")


def test_a_return_is_checked_without_scripts(person_without_scripts):
    person, page = person_without_scripts, person_without_scripts.page
    person.goes_to("/sign-in/")
    person.signs_in("officer")
    person.goes_to("/checks/")
    file = {"name": "cin.xml", "mimeType": "text/xml", "buffer": files()[1]}
    page.get_by_label("The XML file of a return").set_input_files(file)
    page.get_by_role("button", name="Check this file").click()
    page.get_by_role("heading", level=1, name=RETURN).wait_for(timeout=60_000)
    assert "By rule" in person.reads()
