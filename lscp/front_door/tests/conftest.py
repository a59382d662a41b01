"""The front door and a team of one authority, and the child who is referred to them."""

from datetime import date

import pytest

from lscp.core.records import writing
from lscp.core.scope import acting
from lscp.core.time import now, today
from lscp.front_door import actions
from lscp.front_door.models import Contact, ContactChild
from lscp.people import actions as people


@pytest.fixture
def officer(someone):
    """An officer of the front door in Kensington and Chelsea."""
    return someone("front_door_officer", name="Orla Finn")


@pytest.fixture
def manager(someone):
    """The manager of that front door."""
    return someone("front_door_manager", name="Mina Vale")


@pytest.fixture
def front_door(someone, cast):
    """The front door’s manager in Kensington and Chelsea."""
    return someone("front_door_manager", team=cast.kensington_assessment, name="Fay Marsh")


@pytest.fixture
def worker(someone, cast):
    """A social worker of the team that cases are passed to."""
    return someone("social_worker", team=cast.kensington_protection, name="Sam Okoro")


@pytest.fixture
def team_manager(someone, cast):
    """The manager of that team."""
    return someone("team_manager", team=cast.kensington_protection, name="Mo Dixon")


@pytest.fixture
def refer(front_door):
    """Record a referral, of a new child unless another is given."""

    def make(child=None, by=front_door, **facts):
        child = child or people.record_person(
            by=by, given="Amelia", family="Okafor", date_of_birth=date(2016, 5, 4)
        )
        known = {"received_on": today(), "source": "2A"}
        return actions.record_referral(by=by, child=child, **{**known, **facts})

    return make


@pytest.fixture
def opened(refer, front_door, worker, cast):
    """Make a case: referred, accepted, and allocated to the worker."""

    def make(**facts):
        referral = actions.accept_referral(refer(**facts), by=front_door, needs=["N1"])
        return actions.allocate_referral(
            referral, by=front_door, team=cast.kensington_protection, worker=str(worker.user)
        )

    return make


@pytest.fixture
def whole():
    """What an assessment says that is finished."""
    return {
        "child_says": "I like it at Nan’s", "parents_say": "We want help",
        "analysis": "Tired parents", "factors": ["4B", "3B"], "result": "plan",
    }  # fmt: skip


@pytest.fixture
def assessed(worker, team_manager, whole):
    """Assess a case, from the start until it is authorised."""

    def make(case, **facts):
        made = actions.start_assessment(by=worker, referral=case, started_on=case.received_on)
        made = actions.record_visit(
            made, by=worker, was_seen=True, seen_on=made.started_on, seen_alone=True
        )
        made = actions.write_assessment(made, by=worker, **{**whole, **facts})
        made = actions.submit_assessment(made, by=worker)
        return actions.authorise_assessment(made, by=team_manager, told=True)

    return make


@pytest.fixture
def police(someone):
    return someone("mash_partner")


@pytest.fixture
def health(someone, cast):
    return someone("mash_partner", organisation=cast.nhs_trust)


@pytest.fixture
def probation(someone, cast):
    return someone("mash_partner", organisation=cast.probation)


@pytest.fixture
def child(officer):
    made = people.record_person(
        by=officer, given="Amelia", family="Okafor", date_of_birth=date(2016, 5, 4),
        lines="3 Elm Street", postcode="W8 5TT",
    )  # fmt: skip
    return people.add_address(made, by=officer, kind="refuge", lines="9 Refuge Row", shielded=True)


@pytest.fixture
def contact(officer, child):
    """A contact with a child whom people know, and one whom nobody has identified."""
    made = Contact(
        state="received", version=1, reference="ABC-123", channel="officer", received_at=now(),
        received_on=today(), source="2A", identity="given", worries="A bruise on the arm",
        working_well="An aunt helps", consent="given", authority=officer.authority,
        team_id=officer.team, organisation_id=officer.organisation,
    )  # fmt: skip
    with acting(officer), writing():
        made.save()
        ContactChild(
            contact=made, person=child, identified_by_id=officer.user, given="Amelia",
            family="Okafor", address="9 Refuge Row",
        ).save()  # fmt: skip
        ContactChild(
            contact=made, given="Ben", family="Okafor", age_said="about 6", address="3 Elm Street"
        ).save()
    return made


@pytest.fixture
def ask(contact, officer):
    def ask(partner, **more):
        return actions.ask_check(
            by=officer, contact=contact, asked=str(partner.organisation), **more
        )

    return ask
