"""A school’s safeguarding lead, who tells the front door of two children and reads what it says."""

import pytest


class Journey:
    def given_a_school_lead(self):
        self.person.goes_to("/sign-in/?next=/contacts-you-made/")
        self.person.signs_in("school")

    def when_they_begin(self):
        self.person.arrives_by(
            self.page.get_by_role("button", name="Tell the front door about a child")
        )

    def when_they_answer(self, *chosen, **typed):
        for each in chosen:
            self.page.locator(f"#{each}").check()
        for name, words in typed.items():
            self.page.locator(f"#{name}").fill(words)
        self.person.presses("Continue")

    def when_they_tell_of_two_children(self):
        self.when_they_answer("immediate_danger-2")  # where they live is known from the school
        self.when_they_answer("child_1_another", child_1_given="Amelia", child_1_age_said="6")
        self.when_they_answer("child_2_another-2", child_2_given="Ben", child_2_age_said="4")
        self.when_they_answer("knows_adults")
        self.when_they_answer("adult_1_stands_as", "adult_1_another-2", adult_1_name="Ann Okafor")
        self.person.takes_a_picture("referrer-form")
        self.when_they_answer(worries="She has bruises on both arms", needs_to_happen="A visit")
        self.when_they_answer("consent")
        self.when_they_answer(referrer_telephone="020 7946 0018")

    def then_they_read(self, *said):
        for words in said:
            assert words in self.person.reads()

    def whole_way(self):
        self.given_a_school_lead()
        self.when_they_begin()
        if "Start again" in self.person.reads():  # what another journey left
            self.person.follows("Start again")
        self.when_they_tell_of_two_children()
        self.then_they_read("Check your answers", "The second child", "Schools")
        self.person.presses("Tell the front door about a child")
        self.then_they_read("Waiting for a decision", "Amelia", "Ben", "If you disagree")
        self.person.arrives_by(self.page.get_by_role("button", name="Add to the contact"))
        self.page.locator("#words").fill("He was away today")
        self.person.presses("Add to the contact")
        self.then_they_read("He was away today")
        self.person.goes_to("/contacts-you-made/")
        self.then_they_read("FD-")


class TestSchool(Journey):
    @pytest.fixture(autouse=True)
    def _who(self, person):
        self.person, self.page = person, person.page

    def test_tells_of_two_children_and_reads_what_became_of_it(self):
        self.whole_way()

    def test_can_disagree(self):
        self.whole_way()
        self.page.get_by_role("link", name="FD-").first.click()
        self.person.follows("Escalate what was decided")
        self.then_they_read("Why do you not agree?")


class TestSchoolWithAPhone(Journey):
    @pytest.fixture(autouse=True)
    def _who(self, person_with_a_phone):
        self.person, self.page = person_with_a_phone, person_with_a_phone.page

    def test_tells_of_two_children_and_reads_what_became_of_it(self):
        self.whole_way()


class TestSchoolWithoutScripts(Journey):
    @pytest.fixture(autouse=True)
    def _who(self, person_without_scripts):
        self.person, self.page = person_without_scripts, person_without_scripts.page

    def test_tells_of_two_children_and_reads_what_became_of_it(self):
        self.whole_way()
