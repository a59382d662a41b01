"""Anyone: a parent, a councillor, an inspector, who reads the scorecard without an account."""

import re

import pytest

pytestmark = pytest.mark.usefixtures("figures")


class TestReader:
    @pytest.fixture(autouse=True)
    def _who(self, person):
        self.person, self.page = person, person.page

    def given_the_scorecard(self):
        self.person.goes_to("/")

    def when_they_choose(self, label, option):
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.person.presses("Show")

    def when_they_follow_their_first_figure_to_its_source(self):
        self.person.arrives_by(self.page.locator(".govuk-table td a").first)

    def then_they_read(self, *said):
        for words in said:
            assert words in self.person.reads()

    def then_they_do_not_read(self, words):
        assert words not in self.person.reads()

    def test_reads_how_referrals_moved_and_where_the_figure_comes_from(self):
        self.given_the_scorecard()
        self.then_they_read(
            "This is the published view", "Made-up records", "Official", "Kensington and Chelsea"
        )
        self.person.follows("Rate of referrals")
        self.then_they_read("Questions to ask", "Inner London", "published by the Department")
        self.person.takes_a_picture("indicator")
        self.when_they_follow_their_first_figure_to_its_source()
        self.then_they_read(
            "Where this figure comes from", "How it was counted", "made-up-E09000020-2019",
            "The official figure",
        )  # fmt: skip
        self.then_they_do_not_read("cin-E09000020-2019.xml")  # names of files are not for everyone

    def test_chooses_a_year_and_a_theme(self):
        self.given_the_scorecard()
        self.when_they_choose("Theme", "Referrals")
        self.person.takes_a_picture("scorecard")
        self.when_they_choose("Theme", "Assessments")
        self.then_they_read("Assessments completed")
        self.then_they_do_not_read("Rate of referrals")
        self.when_they_choose("Year", "2019 to 2020")
        self.then_they_read("Scorecard, 2019 to 2020", "Assessments completed")
        self.then_they_do_not_read("Rate of referrals")

    def test_compares_our_figures_with_the_official_ones(self):
        self.given_the_scorecard()
        self.person.follows("Compare with official statistics")
        self.then_they_read("Outcome by official table")
        self.when_they_choose("Official table", "c1: Referrals and re-referrals")
        self.then_they_read("Table c1", "Different by")

    def test_takes_the_figures_away(self):
        self.person.goes_to("/indicators/IND004/")
        for kind, name in (("CSV", "IND004-published.csv"), ("Excel", "IND004-published.xlsx")):
            with self.page.expect_download() as download:
                self.page.get_by_role("link", name=f"Referrals ({kind})").click()
            assert download.value.suggested_filename == name

    def test_is_sent_to_sign_in_for_full_values(self):
        self.person.goes_to("/?view=internal")
        assert self.page.url.endswith("/sign-in/?next=/%3Fview%3Dinternal")


def test_a_reader_uses_the_site_without_javascript(person_without_scripts):
    person = person_without_scripts
    person.goes_to("/")
    person.page.get_by_label("Year").select_option(label="2020 to 2021")
    person.presses("Show")
    assert "Scorecard, 2020 to 2021" in person.reads()
    person.follows("Referrals", exact=True)
    person.goes_to("/indicators/IND004/?year=2021")
    assert "2020 to 2021" in person.reads()
    opened = person.page.locator("details").first
    opened.locator("summary").click()
    assert opened.locator("table").is_visible()
    assert person.page.get_by_role("img").count() > 5
    person.goes_to("/sign-in/")
    person.signs_in("analyst")
    assert "Sign out" in person.reads()


class TestReaderWithAKeyboard:
    @pytest.fixture(autouse=True)
    def _who(self, person):
        self.person, self.page = person, person.page

    def when_they_press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self):
        return self.page.evaluate("(document.activeElement.innerText || '').trim()")

    def test_skips_to_what_the_page_is_about(self):
        self.person.goes_to("/")
        self.when_they_press("Tab")
        assert self.focused() == "Skip to main content"
        self.when_they_press("Enter", "Tab")
        assert self.page.evaluate("document.activeElement.id") == "year"

    def test_reaches_everything_in_the_order_that_is_seen(self):
        self.person.goes_to("/sign-in/")
        places = []
        for _ in range(40):
            self.when_they_press("Tab")
            box = self.page.evaluate(
                "(() => { const e = document.activeElement; if (e === document.body) return null;"
                " const b = e.getBoundingClientRect(); return [b.top + scrollY, b.left]; })()"
            )
            if box is None:
                break
            places.append((round(box[0] / 30), box[1]))
        assert len(places) > 8
        assert places[1:] == sorted(places[1:])  # the skip link is first, wherever it is drawn

    def test_sees_where_they_are(self):
        self.person.goes_to("/")
        self.when_they_press("Tab", "Tab")
        colour = self.page.evaluate("getComputedStyle(document.activeElement).backgroundColor")
        outline = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert colour != "rgba(0, 0, 0, 0)" or outline != "none"


def test_no_page_fetches_a_typeface_that_is_for_gov_uk_alone(person):
    fetched = []
    person.page.on("request", lambda request: fetched.append(request.url))
    person.goes_to("/indicators/IND004/")
    families = person.page.evaluate(
        "[...new Set([...document.querySelectorAll('body, body *')]"
        ".map(each => getComputedStyle(each).fontFamily))]"
    )
    assert not [family for family in families if re.search("GDS|Times|serif$", family)
                and "sans-serif" not in family]  # fmt: skip
    assert not [family for family in families if "GDS" in family]
    assert all(address.startswith(person.site) for address in fetched)
    assert any(address.endswith("Inter_400Regular.ttf") for address in fetched)
