"""The performance analyst, who may see full values; and a visitor with an account, who may not."""

import pytest

pytestmark = pytest.mark.usefixtures("figures")


class TestAnalyst:
    @pytest.fixture(autouse=True)
    def _who(self, person):
        self.person, self.page = person, person.page

    def given_the_page_for_signing_in(self):
        self.person.goes_to("/sign-in/")

    def given_they_are_signed_in(self, name="analyst"):
        self.given_the_page_for_signing_in()
        self.person.signs_in(name)

    def when_they_choose_the_internal_view(self):
        self.page.get_by_label("View").select_option(label="Internal: full values")
        self.person.presses("Show")

    def then_they_read(self, *said):
        for words in said:
            assert words in self.person.reads()

    def then_the_field_has_the_focus(self, label):
        field = self.page.get_by_label(label, exact=True)
        assert field.evaluate("each => each === document.activeElement")

    def test_sees_full_values_clearly_labelled_and_only_when_asked(self):
        self.given_they_are_signed_in()
        self.then_they_read("This is the published view")
        self.when_they_choose_the_internal_view()
        self.then_they_read("Internal view: full values, small numbers included")
        assert "internal view" in self.page.title()
        self.person.follows("Rate of referrals")
        self.then_they_read("Internal view: full values")

    def test_sees_what_was_loaded_when_and_by_whom(self):
        self.given_they_are_signed_in()
        self.person.follows("Loads")
        self.then_they_read("cin-E09000020-2022.xml", "1 April 2026, 09:30 UTC", "Current")
        self.person.goes_to("/figures/IND004.E09000020.2022/")
        self.then_they_read("cin-E09000020-2022.xml", "Loaded by")

    def test_signs_out_and_leaves_nothing_behind(self):
        self.given_they_are_signed_in()
        self.person.goes_to("/?view=internal")
        self.person.follows("Sign out")
        self.person.presses("Sign out")
        self.then_they_read("Sign in")
        self.page.go_back()
        self.page.go_back()
        assert "Internal view: full values" not in self.person.reads()

    def test_is_told_what_is_missing_and_led_to_the_field(self):
        self.given_the_page_for_signing_in()
        self.person.presses("Sign in")
        self.then_they_read("There is a problem")
        summary = self.page.locator(".govuk-error-summary")
        assert summary.evaluate("each => each === document.activeElement")
        self.person.follows("Enter your password")
        self.then_the_field_has_the_focus("Password")
        self.person.follows("Enter your user name or email address")
        self.then_the_field_has_the_focus("User name or email address")

    def test_is_told_that_the_password_is_wrong_but_not_which_half(self):
        self.given_the_page_for_signing_in()
        self.person.signs_in("analyst", "wrong")
        self.then_they_read("The user name or password is not right")
        assert self.page.title().startswith("Error: ")

    def test_without_the_permission_is_told_why_not(self):
        self.given_they_are_signed_in("visitor")
        assert not self.page.get_by_label("View").count()
        self.person.goes_to("/?view=internal")
        self.then_they_read("You cannot see this page", "may not do this: see full values")
        self.person.goes_to("/loads/")
        self.then_they_read("You cannot see this page", "may not do this: see which returns")
