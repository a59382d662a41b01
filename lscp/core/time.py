"""The only clock on the wall: everyone else asks here, so that tests can stop it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_shown: ContextVar[datetime | None] = ContextVar("shown", default=None)


def now() -> datetime:
    """Return this moment, in UTC."""
    return _shown.get() or datetime.now(UTC)


def today() -> date:
    """Return this day in England, by whose days every statutory clock runs."""
    return now().astimezone(LONDON).date()


@contextmanager
def showing(moment: datetime) -> Iterator[None]:
    """Let the clock show another moment meanwhile: for the demonstration, whose past is made up."""
    token = _shown.set(moment)
    try:
        yield
    finally:
        _shown.reset(token)
