"""When something happened in the demonstration: so many working days before the day it is made."""

import re
from datetime import UTC, date, datetime, time, timedelta

from lscp.core import working_days
from lscp.core.time import LONDON

WHEN = re.compile(r"(-?\d+)w (\d\d):(\d\d)")  # working days before today, and the time


def moment(at: datetime, text: str) -> datetime:
    """Return the moment of a text, never later than the moment it is made."""
    found = WHEN.fullmatch(text)
    assert found, text
    day = working_day(at, int(found[1]))
    then = datetime.combine(day, time(int(found[2]), int(found[3])), LONDON)
    return min(then.astimezone(UTC), at)


def working_day(at: datetime, number: int) -> date:
    """Return the day so many working days before a moment, or after it."""
    day = at.astimezone(LONDON).date()
    step = timedelta(days=1 if number > 0 else -1)
    for _ in range(abs(number)):
        day += step
        while not working_days.is_working_day(day):
            day += step
    return day
