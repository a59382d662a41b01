"""What tests of signing in share: a clock, and somebody whose last role ends."""

from zoneinfo import ZoneInfo

import pytest
import time_machine as travelling

from lscp.access import actions
from lscp.access.models import Membership
from lscp.core.time import now, today


@pytest.fixture
def clock():
    """A clock that a test can put forward; it stands late in the evening of an ordinary day."""
    evening = now().astimezone(ZoneInfo("Europe/London")).replace(hour=22, minute=59, second=0)
    with travelling.travel(evening, tick=False) as clock:
        yield clock


@pytest.fixture
def leaves(someone):
    """Let somebody's roles end with this day."""

    def leave(user):
        for held in Membership.objects.filter(user=user):
            actions.end_membership(held, by=someone("system_administrator"), last_on=today())

    return leave
