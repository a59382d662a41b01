"""A running site with a small partnership, and a person with a browser who visits it.

Every page that a person reaches is checked: axe finds nothing, and nothing scrolls sideways.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from lscp.access import sign_in_factors
from tests import scenarios

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PICTURES = ROOT / "docs" / "images"
DEMONSTRATION = "http://127.0.0.1:8000"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
PASSWORD = "a long pass phrase"
# GOV.UK’s radios and checkboxes say so that a question is shown below a choice. The attribute is
# not one of theirs, but screen readers read it out, and the Design System keeps to it.
REVEALS = 'aria-controls="conditional-'
CHECKED: set[tuple[object, ...]] = set()  # a page is checked once at a width: axe takes seconds


def pytest_collection_modifyitems(items):
    """Mark every journey, so that `-m 'not journey'` leaves the browser out."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker, empty_tables):
    """The address of a running site: figures of four years, and accounts of some roles."""
    with django_db_blocker.unblock():
        scenarios.everything()
        scenarios.accounts(PASSWORD)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        empty_tables()


@pytest.fixture
def person(site, browser):
    """A person at a wide screen."""
    with _visit(site, browser, viewport=WIDE) as visitor:
        yield visitor


@pytest.fixture
def person_with_a_phone(site, browser):
    """A person at a screen 320 pixels wide."""
    with _visit(site, browser, viewport=NARROW) as visitor:
        yield visitor


@pytest.fixture
def person_without_scripts(site, browser):
    """A person whose browser runs no JavaScript."""
    with _visit(site, browser, viewport=WIDE, java_script_enabled=False) as visitor:
        yield visitor


@dataclass
class Person:
    """Somebody who visits the site."""

    site: str
    page: Page
    scripts: bool
    complaints: list[str]

    def goes_to(self, address: str) -> None:
        """Go to a page, which must be in order."""
        self.page.goto(self.site + address)
        self.finds_the_page_in_order()

    def follows(self, words: str, *, exact: bool = True) -> None:
        """Follow a link by its words to a page, which must be in order."""
        link = self.page.get_by_role("link", name=words, exact=exact).first
        if link.get_attribute("href").startswith("#"):
            link.click()
        else:
            self.arrives_by(link)

    def presses(self, words: str) -> None:
        """Press a button by its words; the page that comes must be in order."""
        main = self.page.get_by_role("main")
        self.arrives_by(main.get_by_role("button", name=words, exact=True))

    def arrives_by(self, place: Locator) -> None:
        """Click a place that leads to another page, which must be in order."""
        with self.page.expect_navigation():
            place.click()
        self.finds_the_page_in_order()

    def signs_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in on the page for that."""
        self.page.get_by_label("User name").fill(name)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.presses("Sign in")
        code = self.page.get_by_label("Code", exact=True)
        if name in scenarios.ACCOUNTS and code.count():
            cache.clear()  # the journey before may have used the code of this half minute
            code.fill(sign_in_factors.code_of(scenarios.SECRET))
            self.presses("Continue")

    def reads(self) -> str:
        """Return what the page says."""
        return self.page.inner_text("body")

    def finds_the_page_in_order(self) -> None:
        """Check that nothing was refused, nothing scrolls sideways, and axe finds nothing."""
        assert not self.complaints, self.complaints
        seen = (self.page.title(), self.page.url, self.page.viewport_size["width"])
        if not self.scripts or seen in CHECKED:
            return
        CHECKED.add(seen)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.page.viewport_size["width"], f"{self.page.url} scrolls sideways: {wide}"
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        # Without preloading: axe would write styles into the page, which its policy refuses.
        found = self.page.evaluate("rules => axe.run({runOnly: rules, preload: false})", RULES)
        faults = [
            f"{fault['id']}: {fault['help']}: {node['html']}"
            for fault in found["violations"]
            for node in fault["nodes"]
            if not (fault["id"] == "aria-allowed-attr" and REVEALS in node["html"])
        ]
        assert not faults, f"{self.page.url}: {faults}"

    def takes_a_picture(self, name: str) -> None:
        """Renew a picture of the documentation, where that is asked for.

        It is of the same page of the demonstration, which `make demo` serves: TAKE_SCREENSHOTS
        is 1, or the address of another.
        """
        if asked := os.environ.get("TAKE_SCREENSHOTS"):
            there = DEMONSTRATION if asked == "1" else asked.rstrip("/")
            PICTURES.mkdir(parents=True, exist_ok=True)
            page = self.page.context.new_page()
            page.set_viewport_size({"width": 1100, "height": 1200})
            page.goto(there + self.page.url.removeprefix(self.site))
            page.screenshot(path=PICTURES / f"{name}.png")
            page.close()


class _visit:
    """A visit: opens a browser's own context, so that no two people share a cookie."""

    def __init__(self, site: str, browser: Browser, **settings: object) -> None:
        self._context = browser.new_context(locale="en-GB", **settings)
        self._context.set_default_timeout(10_000)
        page = self._context.new_page()
        scripts = settings.get("java_script_enabled", True)
        self._person = Person(site, page, bool(scripts), [])
        page.on("console", self._heard)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def __enter__(self) -> Person:
        return self._person

    def __exit__(self, *exc: object) -> None:
        self._context.close()

    def _heard(self, message) -> None:
        if message.type == "error" and "status of 40" not in message.text:
            self._person.complaints.append(message.text)

    def _answered(self, response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self._person.complaints.append(f"{response.url}: {response.status}")

    def _failed(self, request) -> None:
        if "net::ERR_ABORTED" not in str(request.failure):  # a download, or a page left early
            self._person.complaints.append(f"{request.url}: {request.failure}")
