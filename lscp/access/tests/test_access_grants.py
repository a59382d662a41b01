"""The table of grants: changed with a reason, from the next request on; never for some."""

import pytest

from lscp.access import acting, actions
from lscp.access.models import GrantChange
from lscp.core.models import Entry
from lscp.core.policy import Reach
from lscp.core.records import writing
from lscp.core.time import now
from lscp.core.workflow import NotAllowed, Refused

pytestmark = pytest.mark.django_db
VIEW = "people.view_person"
WHY = "Agreed by the executive on 3 November"


@pytest.fixture
def system(someone):
    return someone("system_administrator")


def change(by, role="analyst", permission=VIEW, reaches=("authority",)):
    return actions.change_grant(
        by=by, role=role, permission=permission, reaches=reaches, reason=WHY
    )


def test_change_grant_holds_from_the_next_request_and_can_be_taken_back(system):
    change(system)
    assert acting.grants("analyst")[VIEW] == {Reach.AUTHORITY}
    change(system, reaches=())
    assert VIEW not in acting.grants("analyst")
    kept = Entry.objects.filter(name="access.change_grant").order_by("id").first()
    assert WHY not in str(kept.detail)


def test_change_grant_never_opens_people_to_the_system_administrator(system):
    with pytest.raises(Refused, match="ever open"):
        change(system, role="system_administrator")
    with writing():  # were it written all the same
        GrantChange.objects.create(
            state="made", version=1, role="system_administrator", permission=VIEW,
            reaches=["all"], reason=WHY, at=now(),
        )  # fmt: skip
    assert VIEW not in acting.grants("system_administrator")


def test_change_grant_is_refused(system, someone):
    with pytest.raises(Refused, match="one of the permissions"):
        change(system, permission="no.such")
    with pytest.raises(Refused, match="your own role"):
        change(system, role="system_administrator", permission="access.change_grant", reaches=())
    with pytest.raises(NotAllowed):
        change(someone("organisation_administrator"))


def test_grants_on_their_pages(system, signed_in):
    client = signed_in(system)
    assert "No record of a person is ever open" in client.get(
        "/grants/?role=system_administrator"
    ).text  # fmt: skip
    assert "Enter the reason" in client.post("/grants/change/", {"role": "analyst"}).text
    sent = {"role": "analyst", "permission": VIEW, "reaches": ["authority"], "reason": WHY}
    answer = client.post("/grants/change/", sent, follow=True)
    assert "The grant is changed" in answer.text
    assert "<strong>own authority</strong>" in client.get("/grants/?role=analyst").text
    assert "own authority" in client.get("/grants/changes/").text
