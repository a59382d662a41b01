"""The time limits of one record, as its page and a list show them; and its tags."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from lscp.core import clocks, worklists
from lscp.core.models import RunningClock
from lscp.core.periods import day_label
from lscp.core.records import Record
from lscp.core.time import today

TAG = Markup(
    '<strong class="govuk-tag govuk-tag--{}"><span aria-hidden="true">{} </span>{}</strong>'
)
"""What is seen of a record at once: a colour, a sign, and words."""


@dataclass(frozen=True)
class Clock:
    """A clock on the page: what has to be done, by when, and whether it was."""

    name: str
    due_on: date
    stopped_on: date | None
    words: str


def clocks_of(record: Record) -> list[Clock]:
    """Return the clocks of a record, those that run and those that stopped, in words."""
    found = []
    for each in RunningClock.objects.filter(subject=record.pk).order_by("due_on", "pk"):
        entry = clocks.clock(each.clock, each.starts_on)
        words = "" if each.stopped_on else worklists.due_words(each.due_on, entry.unit, today())
        found.append(Clock(entry.name, each.due_on, each.stopped_on, words))
    return found


def due(due_on: date | None, *, is_done: bool) -> Markup:
    """Return by which day something in a list is to be done, and how pressing that is."""
    if due_on is None or is_done:
        return Markup(day_label(due_on) if due_on else "")
    words = worklists.due_words(due_on, "working days", today())
    said = Markup("<strong>{}</strong>").format(words) if due_on < today() else words
    return Markup('{}<span class="lscp-small">{}</span>').format(day_label(due_on), said)
