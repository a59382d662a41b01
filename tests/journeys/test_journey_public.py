"""A member of the public, who worries about a child and has no account; and leaves at once."""

import re

import pytest

SAFE = "https://www.bbc.co.uk/weather"


class Journey:
    def given_the_page_that_opens(self):
        self.person.goes_to("/tell-us/")
        self.then_they_read("call 999", "evening or weekend")
        self.person.takes_a_picture("public-form")

    def when_they_begin(self):
        self.person.arrives_by(self.page.get_by_role("button", name="Start now"))

    def when_they_answer(self, *chosen, **typed):
        for words in chosen:
            self.page.get_by_label(words, exact=True).first.check()
        for name, words in typed.items():
            self.page.locator(f"#{name}").fill(words)
        self.person.presses("Continue")

    def when_they_tell_of_a_child_next_door(self):
        self.page.locator("#immediate_danger-2").check()
        self.when_they_answer("Kensington and Chelsea")
        self.page.locator("#says_who-2").check()
        self.when_they_answer("A neighbour, a friend or somebody else who knows the family")
        self.page.locator("#child_1_another-2").check()
        self.when_they_answer(child_1_given="Amelia", child_1_address="The flat above")
        self.page.locator("#knows_adults-2").check()
        self.when_they_answer()
        self.when_they_answer(worries="She cries at night")
        self.when_they_answer("No, or I do not know")

    def then_they_read(self, *said):
        for words in said:
            assert words in self.person.reads()

    def then_they_have_a_reference(self):
        return re.search(r"FD(-[A-Z0-9]{4}){4}", self.person.reads())[0]

    def whole_way(self):
        self.given_the_page_that_opens()
        self.when_they_begin()
        self.when_they_tell_of_a_child_next_door()
        self.then_they_read("Check your answers", "Amelia", "She cries at night")
        self.person.presses("Send")
        self.then_they_read("We have what you told us", "no way to reach you")
        assert "Amelia" not in self.page.url
        reference = self.then_they_have_a_reference()
        self.person.follows("add to it")
        self.page.locator("#reference").fill(reference)
        self.page.locator("#words").fill("Today it was quiet")
        self.person.presses("Send")
        self.then_they_read("If the reference is right")


class TestPublic(Journey):
    @pytest.fixture(autouse=True)
    def _who(self, person):
        self.person, self.page = person, person.page

    def test_tells_of_a_child_and_adds_to_it(self):
        self.whole_way()

    def test_is_told_what_is_missing_and_led_there(self):
        self.person.goes_to("/tell-us/form/")
        self.person.presses("Continue")
        link = self.page.get_by_role("link", name="Select where the child lives")
        link.click()
        assert self.page.evaluate("document.activeElement.id") == "authority"

    def test_leaves_at_once_by_the_button_and_by_the_keyboard(self):
        asked = []
        self.page.route(f"{SAFE}**", lambda route: (asked.append(1), route.fulfill(body="Sun")))
        for leave in (self.when_they_press_exit, self.when_they_press_shift_three_times):
            self.person.goes_to("/tell-us/form/")
            leave()
            self.page.wait_for_url(f"{SAFE}**")
        assert len(asked) == 2

    def when_they_press_exit(self):
        self.page.locator(".govuk-exit-this-page__button").click()

    def when_they_press_shift_three_times(self):
        for _ in range(3):
            self.page.keyboard.press("Shift")


class TestPublicWithAPhone(Journey):
    @pytest.fixture(autouse=True)
    def _who(self, person_with_a_phone):
        self.person, self.page = person_with_a_phone, person_with_a_phone.page

    def test_tells_of_a_child_and_adds_to_it(self):
        self.whole_way()


class TestPublicWithoutScripts(Journey):
    @pytest.fixture(autouse=True)
    def _who(self, person_without_scripts):
        self.person, self.page = person_without_scripts, person_without_scripts.page

    def test_tells_of_a_child_and_adds_to_it(self):
        self.whole_way()
