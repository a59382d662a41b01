"""Somebody who does everything without scripts, while each page is looked at with them too.

So that a journey is walked once: what is filled in and sent goes without JavaScript, and every page
on the way is opened with it as well, filled in alike, and checked by axe at both widths.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from playwright.sync_api import Page

from lscp.core.policy import Actor
from tests.journeys.conftest import Person


@dataclass
class TwoBrowsers:
    """The browsers: one that runs no scripts, and one in which pages are looked at."""

    plain: Person
    seen: Person

    def comes_in_as(self, actor: Actor) -> None:
        """Be somebody from now on."""
        for each in (self.plain, self.seen):
            each.comes_in_as(actor)

    def opens(self, address: str, *, anew: bool = False) -> None:
        """Go to a page; `anew` where it shows more than when it was looked at before."""
        self.plain.goes_to(address)
        self._looks(anew=anew)

    def follows(self, words: str) -> None:
        """Follow a link to a page."""
        self.plain.follows(words, exact=False)
        self._looks()

    def reads(self, *said: str) -> None:
        """Find words on the page."""
        for words in said:
            assert words in self.plain.reads(), words

    def presses(self, words: str, *, looks: bool = True, **answers: Any) -> None:
        """Answer what a page asks, and press a button that leads to the next.

        Without a look at that, where many steps of one form follow each other.
        """
        fill(self.plain.page, answers)
        self.plain.presses(words)
        assert not self.plain.page.title().startswith("Error: "), self.plain.reads()
        if looks:
            self._looks()

    def sends(
        self, title: str, *, by: str = "", missing: str = "", picture: str = "", **answers: Any
    ) -> None:
        """Open the page of an action by its button, or by a link, fill it in, and send it.

        `missing` is what it says when it is sent as it opens.
        """
        main = self.plain.page.get_by_role("main")
        button = main.get_by_role("button", name=title, exact=True)
        self.plain.arrives_by(main.get_by_role("link", name=by).first if by else button)
        self._looks()
        if missing:
            self.seen.presses(title)
            self.seen.finds_it_in_order_at_both_widths()
            assert missing in self.seen.reads()
            assert self.seen.page.title().startswith("Error: ")
            self._looks()
        for each in (self.seen, self.plain):
            fill(each.page, answers)
        if picture:
            self.seen.takes_a_picture(picture)
        self.plain.presses(title)
        assert not self.plain.page.title().startswith("Error: "), self.plain.reads()
        self._looks()

    def _looks(self, *, anew: bool = False) -> None:
        self.seen.goes_to(self.plain.page.url.removeprefix(self.plain.site))
        self.seen.finds_it_in_order_at_both_widths(anew=anew)


def fill(page: Page, answers: Mapping[str, Any]) -> None:
    """Answer questions by the names of their fields: words, a day, a code or several."""
    for name, answer in answers.items():
        if isinstance(answer, date):
            for part in ("day", "month", "year"):
                page.locator(f"#{name}-{part}").fill(str(getattr(answer, part)))
            continue
        field = page.locator(f"[name='{name}']")
        kind = field.first.evaluate("each => each.type")
        WAYS.get(kind, _write)(page, name, answer)


def _check(page: Page, name: str, answer: str | list[str]) -> None:
    for each in [answer] if isinstance(answer, str) else answer:
        page.locator(f"[name='{name}'][value='{each}']").check()


def _select(page: Page, name: str, answer: str) -> None:
    page.locator(f"[name='{name}']").select_option(answer)


def _write(page: Page, name: str, answer: str) -> None:
    page.locator(f"[name='{name}']").fill(answer)


WAYS: dict[str, Callable[[Page, str, Any], None]] = {
    "radio": _check, "checkbox": _check, "select-one": _select,
}  # fmt: skip
