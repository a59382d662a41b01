"""A running site with a small partnership, and a person with a browser who visits it.

Every page that a person reaches is checked: axe finds nothing, and nothing scrolls sideways.
"""

import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from lscp.access import sign_in_factors
from lscp.core.policy import Actor
from tests import scenarios
from tests.cast import sign_in

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only the faults come back: to bring over all that was in order takes longer than to look for it.
# Without preloading: axe would write styles into the page, which its policy refuses.
LOOK = """rules => axe.run({runOnly: rules, preload: false, resultTypes: ["violations"]})
    .then(found => found.violations)"""
PICTURES = ROOT / "docs" / "handbook" / "images"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
COLOURS = 64
PICTURE = {"width": 960, "height": 1150}  # a picture shows no more: what matters stands at the top
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
    """The address of a running site: organisations, and accounts of some roles."""
    with django_db_blocker.unblock():
        scenarios.accounts(PASSWORD)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        empty_tables()


@pytest.fixture(scope="session")
def figures(site):
    """Figures of four years on the site: they take a while, so that only who reads them asks."""
    scenarios.everything()


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

    def comes_in_as(self, actor: Actor) -> None:
        """Be somebody from now on, as if they had gone through all the pages of signing in."""
        kept = sign_in(actor).cookies["sessionid"].value
        self.page.context.clear_cookies()
        where = {"domain": urlsplit(self.site).hostname, "path": "/"}
        self.page.context.add_cookies([{"name": "sessionid", "value": kept, **where}])

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

    def finds_the_page_in_order(self, *, anew: bool = False) -> None:
        """Check that nothing was refused, nothing scrolls sideways, and axe finds nothing.

        A page is checked once at each width; `anew` where it shows more than it did.
        """
        assert not self.complaints, self.complaints
        seen = (self.page.title(), self.page.url, self.page.viewport_size["width"])
        if not self.scripts or (seen in CHECKED and not anew):
            return
        CHECKED.add(seen)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.page.viewport_size["width"], f"{self.page.url} scrolls sideways: {wide}"
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        faults = [
            f"{fault['id']}: {fault['help']}: {node['html']}"
            for fault in self.page.evaluate(LOOK, RULES)
            for node in fault["nodes"]
            if not (fault["id"] == "aria-allowed-attr" and REVEALS in node["html"])
        ]
        assert not faults, f"{self.page.url}: {faults}"

    def finds_it_in_order_at_both_widths(self, *, anew: bool = False) -> None:
        """Check the page at a wide screen, and at one 320 pixels wide."""
        for screen in (NARROW, WIDE):
            self.page.set_viewport_size(screen)
            self.finds_the_page_in_order(anew=anew)

    def takes_a_picture(self, name: str, of: str = "main") -> None:
        """Keep what a page shows for the handbook, where that is asked for: `make pictures`."""
        if not os.environ.get("PICTURES"):
            return
        before = self.page.viewport_size
        self.page.set_viewport_size(PICTURE)
        self.page.evaluate("scrollTo(0, 0); document.activeElement.blur()")
        box = self.page.locator(of).first.bounding_box()
        clip = {
            "x": 0, "y": box["y"], "width": PICTURE["width"],
            "height": min(box["height"], PICTURE["height"]),
        }  # fmt: skip
        taken = self.page.screenshot(full_page=True, clip=clip)
        _keep(taken, PICTURES / f"{name}.png")
        self.page.set_viewport_size(before)


def _keep(taken: bytes, path: Path) -> None:
    """Keep a picture small: the few colours of a page, of which a screenshot makes too much."""
    from PIL import Image

    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = Image.open(BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    drawn.save(path, optimize=True)


class _visit:
    """A visit: opens a browser's own context, so that no two people share a cookie."""

    def __init__(self, site: str, browser: Browser, **settings: object) -> None:
        self._context = browser.new_context(locale="en-GB", **settings)
        self._context.set_default_timeout(40_000)
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
