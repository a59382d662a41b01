"""What a meeting agreed: its own day, its owner's worklist, and that its owner sees it alone."""

from datetime import timedelta

import pytest

from lscp.allegations import actions
from lscp.allegations.tests.allegations_records import allegation, closed
from lscp.core import worklists
from lscp.core.models import Notification, RunningClock
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import OutOfReach, Refused
from lscp.core.worklists import When, Whose

pytestmark = pytest.mark.django_db
VIEW, VIEW_FILE = "allegations.view_action", "allegations.view_allegation"
TODAY = today()
SOON = TODAY + timedelta(days=3)


@pytest.fixture
def file(lado):
    return allegation(lado)


@pytest.fixture
def head(someone):
    return someone("school_lead", name="Hilda Moyo")


def agree(by, file, owner=None, **facts):
    whom = {"uses": "me"}
    if owner:
        whom = {"uses": "yes", "organisation": owner.organisation, "user_name": owner.name}
    known = {"what": "Send the rota", "due_on": SOON, "allegation": file}
    return actions.agree_action(by=by, **{**known, **whom, **facts})


def told(actor):
    rows = Notification.objects.filter(user=actor.user).order_by("queued_at")
    return list(rows.values_list("about", flat=True))


def test_agree_action_waits_for_its_owner_until_its_own_day(file, lado, head, sees, someone):
    made = agree(lado, file, head)
    clock = RunningClock.objects.get(subject=made.pk)
    assert (clock.due_on, clock.user, clock.team) == (SOON, head.user, lado.team)
    assert sees(head, made, VIEW)
    assert not sees(head, file, VIEW_FILE)
    assert not sees(someone("school_lead"), made, VIEW)
    assert told(head) == ["allegations.action_agreed"]
    with acting(head):
        [row] = [
            row for group in worklists.worklist(head, Whose.MINE, When.COMING)
            for row in group.rows
        ]  # fmt: skip
    assert (row.title, row.due_on) == ("Send the rota", SOON)
    assert str(made.pk) in row.link


def test_agree_action_of_somebody_who_does_not_use_the_system(file, lado):
    made = agree(lado, file, uses="no", name="The chair of governors")
    assert (made.owner_id, made.owner_name) == (None, "The chair of governors")
    assert RunningClock.objects.get(subject=made.pk).team == lado.team


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"what": " "}, "what is to be done"),
        ({"due_on": TODAY - timedelta(days=1)}, "today or in the future"),
        ({"uses": "no", "name": ""}, "who is to do it"),
        ({"uses": "yes"}, "Select the organisation"),
    ],
)
def test_agree_action_is_refused(file, lado, facts, why):
    with pytest.raises(Refused, match=why):
        agree(lado, file, **facts)


def test_agree_action_is_refused_of_a_file_that_is_closed_or_not_ones_own(
    file, lado, other_lado, head
):
    with pytest.raises(Refused, match="closed"):
        agree(lado, closed(lado))
    with pytest.raises(OutOfReach):
        agree(other_lado, file)


def test_do_action(file, lado, head):
    made = agree(lado, file, head)
    with pytest.raises(Refused, match="what was done"):
        actions.do_action(made, by=head, done="")
    done = actions.do_action(made, by=head, done="The rota is sent")
    assert (done.state, done.ended_on, done.ended_with) == ("done", TODAY, "The rota is sent")
    assert RunningClock.objects.get(subject=made.pk).stopped_on == TODAY
    assert told(lado) == ["allegations.action_done"]


def test_drop_action(file, lado, lado_support, head):
    made = agree(lado, file, head)
    with pytest.raises(Refused, match="may not do this"):
        actions.drop_action(made, by=lado_support, because="Not needed")
    with pytest.raises(Refused, match="why it is not needed"):
        actions.drop_action(made, by=lado, because="")
    done = actions.drop_action(made, by=lado, because="The club sent it")
    assert (done.state, done.ended_with) == ("dropped", "The club sent it")
    assert told(head)[-1] == "allegations.action_dropped"


def test_move_action_moves_its_clock(file, lado, head):
    made = agree(lado, file, head)
    for facts, why in (
        ({"due_on": SOON, "because": "Ill"}, "already"),
        ({"due_on": TODAY - timedelta(days=1), "because": "Ill"}, "today or in the future"),
        ({"due_on": TODAY, "because": " "}, "why it is moved"),
    ):
        with pytest.raises(Refused, match=why):
            actions.move_action(made, by=lado, **facts)
    later = SOON + timedelta(days=5)
    actions.move_action(made, by=lado, due_on=later, because="Half-term")
    assert RunningClock.objects.get(subject=made.pk).due_on == later
    assert told(head)[-1] == "allegations.action_moved"
    with pytest.raises(Refused, match="may not do this"):
        actions.move_action(made, by=head, due_on=TODAY, because="Sooner")
