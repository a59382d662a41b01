"""Somebody whose role sees people's records signs in: the second factor, and what guards it."""

import re
from itertools import count

import pytest

from lscp.access import sign_in_factors
from lscp.access.models import Organisation, User
from tests.cast import join
from tests.journeys.conftest import PASSWORD

NUMBER = count(1)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def an_account(role="police_officer", kind="police"):
    """Make an account that nobody has signed in with, and return it."""
    name = f"{role.replace('_', '-')}-{next(NUMBER)}"
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
    join(None, role, Organisation.objects.filter(kind=kind).first(), user=user)
    return user


class Officer:
    """What somebody does who signs in."""

    def __init__(self, person):
        self.person, self.page = person, person.page

    def signs_in(self, user, *, host=""):
        if host:
            self.person.site = self.person.site.replace("127.0.0.1", host)
        self.person.goes_to("/sign-in/")
        self.person.signs_in(user.username)

    def sets_up_the_app_that_the_page_asks_for(self):
        assert "Set up an authenticator app" in self.page.title()
        key = self.page.locator(".lscp-key code").inner_text().replace(" ", "")
        self.enters(self.code(key), "Set up", "Code that your app shows")
        return key

    def enters(self, code, button, label="Code"):
        self.page.get_by_label(label, exact=True).fill(code)
        self.person.presses(button)

    def code(self, secret):
        return sign_in_factors.code_of(secret)

    def reads(self, *said):
        for words in said:
            assert words in self.person.reads()


def test_the_first_sign_in_leads_through_setting_up_the_second_factor(person):
    officer, user = Officer(person), an_account()
    person.goes_to("/sign-in/")
    person.takes_a_picture("signing-in")
    officer.signs_in(user)
    person.goes_to("/")
    assert "Set up an authenticator app" in officer.page.title()
    officer.sets_up_the_app_that_the_page_asks_for()
    officer.reads("Your recovery codes")
    first = officer.page.locator(".lscp-key code").first.inner_text()
    person.presses("Continue")
    person.follows("Your sign-in")
    officer.reads("Set up", "10 left")
    person.follows("Sign out")
    person.presses("Sign out")
    officer.signs_in(user)
    officer.reads("Enter the code from your app")
    officer.enters(first, "Continue")
    person.follows("Your sign-in")
    officer.reads("9 left")


def test_what_guards_an_account_is_in_order_on_a_phone(person_with_a_phone):
    person = person_with_a_phone
    officer, user = Officer(person), an_account()
    officer.signs_in(user)
    key = officer.sets_up_the_app_that_the_page_asks_for()
    for address in (
        "/your-sign-in/", "/your-sign-in/password/", "/your-sign-in/sessions/",
        "/your-sign-in/app/remove/", "/your-sign-in/codes/new/", "/your-sign-in/keys/",
        "/your-sign-in/keys/add/", "/sign-in/confirm/", "/sign-in/confirm/code/",
        "/password/forgotten/", "/password/sent/", "/sign-out/",
    ):  # fmt: skip
        person.goes_to(address)
    person.presses("Sign out")
    officer.signs_in(user)
    officer.enters("000000", "Continue")
    officer.reads("There is a problem")
    person.follows("The code is not right", exact=False)
    focused = officer.page.get_by_label("Code", exact=True)
    assert focused.evaluate("each => each === document.activeElement")
    officer.enters(officer.code(key), "Continue")
    assert re.search(r"/$", officer.page.url)


def test_all_of_it_works_without_javascript(person_without_scripts):
    person = person_without_scripts
    officer, user = Officer(person), an_account()
    officer.signs_in(user)
    officer.sets_up_the_app_that_the_page_asks_for()
    person.goes_to("/your-sign-in/sessions/")
    officer.reads("You are signed in nowhere else")


def test_a_security_key_serves_in_place_of_the_code(person):
    officer, user = Officer(person), an_account()
    sign_in_factors.give_second_factor(user, SECRET)
    tools = officer.page.context.new_cdp_session(officer.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "usb", "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip
    officer.signs_in(user, host="localhost")  # a key is kept for a name, never for a number
    officer.enters(officer.code(SECRET), "Continue")
    person.goes_to("/your-sign-in/keys/add/")
    officer.page.get_by_label("What to call this key", exact=False).fill("Blue key")
    person.presses("Add the key")
    officer.reads("Your security key was added")
    person.follows("Sign out")
    person.presses("Sign out")
    officer.signs_in(user)
    person.presses("Use a security key")
    person.follows("Your sign-in")
    officer.reads("Security keys")


def test_whoever_does_nothing_is_warned_and_can_stay_or_is_signed_out(person, settings):
    settings.SESSION_IDLE_AGE = 14  # seconds: half of it is left when the warning comes
    officer, user = Officer(person), an_account("business_manager", "partnership")
    officer.signs_in(user)
    stay = officer.page.get_by_role("button", name="Stay signed in")
    stay.wait_for(timeout=30_000)
    person.finds_the_page_in_order()
    stay.click()
    stay.wait_for(state="hidden")
    person.goes_to("/your-sign-in/")
    officer.page.wait_for_url("**/sign-in/?next=**", timeout=60_000)
    officer.reads("You were signed out because nothing was done")


@pytest.mark.parametrize("address", ["/sign-in/closed/", "/sign-in/cancelled/", "/sign-in/failed/"])
def test_pages_for_when_it_did_not_work_are_in_order(person, address):
    person.goes_to(address)
