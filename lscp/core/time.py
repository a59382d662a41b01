"""The only clock on the wall: everyone else asks here, so that tests can stop it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return this day in England, by whose days every statutory clock runs."""
    return now().astimezone(LONDON).date()
