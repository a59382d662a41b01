"""What is done about people every night."""

import pytest
import time_machine

from lscp.core.models import Notification
from lscp.core.time import today
from lscp.people import actions, jobs, queries

pytestmark = pytest.mark.django_db


def test_teams_are_told_of_18th_birthdays(social_worker, manager, someone, cast):
    born_on = today().replace(year=today().year - 17, day=min(today().day, 28))
    actions.record_person(by=social_worker, given="Ty", family="Bell", date_of_birth=born_on)
    someone("team_manager", team=cast.kensington_protection)
    jobs.tell_of_18th_birthdays()
    assert not Notification.objects.exists()
    birthday = born_on.replace(year=born_on.year + 18)
    with time_machine.travel(f"{birthday}T02:30:00Z", tick=False):
        jobs.tell_of_18th_birthdays()
    told = Notification.objects.get()
    assert told.user == manager.user
    assert told.about == "people.turned_18"


def test_whoever_was_born_on_1_march_turns_18_on_1_march():
    with time_machine.travel("2028-02-29T12:00:00Z"):
        assert f"{queries.born_by(18)}" == "2010-02-28"
