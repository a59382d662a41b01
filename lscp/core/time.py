"""The only clock on the wall: everyone else asks here, so that tests can stop it."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return this day, in UTC."""
    return now().date()
