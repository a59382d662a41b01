"""Making a contact: by a professional, an officer or the public; adding to it; telling of it."""

from datetime import date, timedelta

import pytest

from lscp.core import policy
from lscp.core.models import Entry, Named, Notification, RunningClock
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import OutOfReach, Refused
from lscp.front_door import actions
from lscp.front_door.actions.told import HOLDERS
from lscp.front_door.models import Addition, Contact, ContactAdult, ContactChild
from lscp.front_door.queries.front_doors import authorities, front_door_of

pytestmark = pytest.mark.django_db
CHILD = {"given": "Amelia", "family": "Okafor", "date_of_birth": date(2016, 5, 4)}
SAYS = {"worries": "Bruises on both arms", "consent": "given"}
PUBLIC = policy.system("The public form", "front_door.receive_contact", "front_door.add_to_contact")


@pytest.fixture
def school(someone, officer):
    return someone("school_lead")


def submit(by, **more):
    facts = {"authority": "E09000020", "children": [CHILD], **SAYS, **more}
    return actions.submit_contact(by=by, **facts)


def record(by, **more):
    facts = {"children": [CHILD], "identity": "given", "source": "1B", "referrer_name": "Ann Bell"}
    return actions.record_contact(by=by, **{**facts, **SAYS, **more})


def receive(by=PUBLIC, **more):
    facts = {"authority": "E09000020", "children": [CHILD], "identity": "withheld", **SAYS, **more}
    return actions.receive_contact(by=by, **facts)


def parts(model, contact, by):
    with acting(by):
        return list(model.objects.filter(contact=contact.pk))


def test_the_front_door_is_the_team_where_most_of_its_people_are(someone, cast):
    with pytest.raises(Refused, match="Kensington and Chelsea has no front door here"):
        front_door_of("E09000020")
    someone("front_door_officer", team=cast.kensington_assessment)
    for _ in range(2):
        someone("front_door_manager", team=cast.kensington_protection)
    assert front_door_of("E09000020") == (cast.kensington_care, cast.kensington_protection)
    assert authorities() == [
        ("E09000020", "Kensington and Chelsea"), ("E09000033", "Westminster"),
    ]  # fmt: skip


def test_submit_contact(school, officer, cast):
    made = submit(school, adults=[{"name": "José O’Okafor", "stands_as": "harms"}])
    assert (made.state, made.channel, made.source, made.identity) == (
        "received", "professional", "2A", "given",
    )  # fmt: skip
    assert (made.team_id, made.organisation_id) == (officer.team, officer.organisation)
    assert (made.referrer_id, made.referrer_organisation_id) == (school.user, school.organisation)
    assert made.authority == "E09000020"
    assert made.received_on == made.to_tell_from == today()
    [child] = parts(ContactChild, made, officer)
    [adult] = parts(ContactAdult, made, officer)
    assert (str(child), adult.name_key) == ("Amelia Okafor", "jose ookafor")
    clocks = {each.clock for each in RunningClock.objects.filter(subject=made.pk)}
    assert clocks == {"contact_decision", "referrer_told"}
    named = set(Named.objects.filter(subject=made.pk).values_list("party", "opens_restricted"))
    assert named == {(school.organisation, False), (school.user, True), (HOLDERS, True)}


@pytest.mark.parametrize(
    ("role", "home", "source"),
    [("health_lead", "kensington_gp", "3A"), ("police_officer", "police", "6"),
     ("referrer", "kensington_housing", "4")],
)  # fmt: skip
def test_submit_contact_takes_the_source_from_the_kind_of_organisation(
    role, home, source, someone, officer, cast
):
    made = submit(someone(role, organisation=getattr(cast, home)))
    assert made.source == source


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"children": []}, "at least one child"),
        ({"children": [{"sex": "F"}]}, "a name, an age"),
        ({"children": [CHILD | {"sex": "X"}]}, "sex of each child"),
        ({"children": [CHILD | {"date_of_birth": date(2100, 1, 1)}]}, "today or in the past"),
        ({"children": [CHILD | {"expected_on": date(2100, 1, 1)}]}, "is not expected"),
        ({"children": [CHILD] * 13}, "12 children"),
        ({"adults": [{"name": "Jo"}]}, "who each adult is"),
        ({"worries": " "}, "worried about"),
        ({"consent": ""}, "whether the family agreed"),
        ({"consent": "refused"}, "why the family was not asked"),
        ({"source": "99"}, "who made the contact"),
        ({"source": "9"}, "is not anonymous"),
        ({"authority": "E09000033"}, "Westminster has no front door"),
        ({"authority": ""}, "no front door"),
    ],
)
def test_submit_contact_is_refused(said, why, school):
    with pytest.raises(Refused, match=why):
        submit(school, **said)
    assert not Named.objects.exists()
    assert not Notification.objects.exists()


def test_what_a_contact_does_not_know_is_a_fault_of_the_caller(school):
    with pytest.raises(TypeError, match="shoe_size"):
        submit(school, children=[CHILD | {"shoe_size": "3"}])


def test_a_contact_is_held_by_the_front_door_where_the_child_lives(school, someone, cast):
    there = someone("front_door_officer", authority=cast.WESTMINSTER)
    made = submit(school, authority=cast.WESTMINSTER)
    assert (made.authority, made.team_id) == (cast.WESTMINSTER, there.team)
    assert len(parts(ContactChild, made, there)) == 1


def test_the_team_is_told_with_nothing_personal_and_the_trail_says_nothing(school, officer):
    made = submit(school, immediate_danger=True)
    [told] = Notification.objects.filter(user=officer.user)
    assert (told.about, told.details) == ("front_door.contact_in_danger", {})
    for entry in Entry.objects.filter(subject=made.pk):
        assert not any(word in str(entry.__dict__) for word in ("Amelia", "Okafor", "Bruises"))


def test_record_contact(officer):
    made = record(
        officer, received_on=today() - timedelta(days=1), referrer_telephone="020 79460018"
    )
    assert (made.channel, made.source, made.to_tell_from) == ("officer", "1B", made.received_on)
    assert made.received_on == today() - timedelta(days=1)
    assert not Notification.objects.exists()  # the team took it down itself


@pytest.mark.parametrize(
    ("who", "source"),
    [({"identity": "withheld"}, "9"), ({"identity": "unknown"}, "10"),
     ({"identity": "withheld", "passed_on_by": "NSPCC"}, "8"),
     ({"identity": "withheld", "source": "1B"}, "1B")],
)  # fmt: skip
def test_record_contact_of_somebody_not_named(who, source, officer):
    made = record(officer, **{"referrer_name": "", "source": "", **who})
    assert (made.identity, made.source, made.to_tell_from) == (who["identity"], source, None)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ({"referrer_name": ""}, "Enter the name"),
        ({"identity": "withheld"}, "Leave out the name"),
        ({"identity": "shy"}, "said who they are"),
        ({"source": ""}, "who made the contact"),
        ({"received_on": date(2100, 1, 1)}, "today or in the past"),
    ],
)
def test_record_contact_is_refused(who, why, officer):
    with pytest.raises(Refused, match=why):
        record(officer, **who)


def test_record_contact_for_the_other_authority(officer, someone, cast):
    there = someone("front_door_officer", authority=cast.WESTMINSTER)
    made = record(officer, authority=cast.WESTMINSTER)
    assert made.team_id == there.team
    assert parts(ContactChild, made, officer)
    assert Notification.objects.filter(user=there.user).count() == 1


def test_record_contact_is_not_for_referrers(school):
    with pytest.raises(Refused, match="may not do this"):
        record(school)


def test_receive_contact(officer):
    made = receive()
    assert (made.channel, made.source, made.to_tell_from, made.referrer_id) == (
        "public", "9", None, None,
    )  # fmt: skip
    assert made.reference.startswith("FD-")
    assert len(made.reference) == 22
    assert parts(ContactChild, made, officer)
    assert Notification.objects.get().user == officer.user


def test_receive_contact_from_a_partners_system(officer, school, cast):
    sent = {
        "referrer_organisation": cast.kensington_school, "identity": "given",
        "referrer_name": "Sheila Oduya", "referrer_email": "s.oduya@example.org",
    }  # fmt: skip
    made = receive(sent_as="CP-1", **sent)
    assert (made.channel, made.source, made.to_tell_from) == ("system", "2A", made.received_on)
    with acting(school):
        assert policy.decide(school, "front_door.view_submitted", made)
    with pytest.raises(Refused, match="sent twice"):
        receive(sent_as="CP-1", **sent)
    receive(sent_as="CP-2", **sent)
    assert Notification.objects.count() == 1  # as many come in, one is enough


def test_receive_contact_is_refused(officer):
    with pytest.raises(Refused, match="worried about"):
        receive(worries="")
    with pytest.raises(TypeError):
        receive(sent_as="CP-1")
    with pytest.raises(Refused, match="may not do this"):
        receive(by=officer)


def test_add_to_contact(school, officer):
    made = submit(school)
    actions.add_to_contact(made, by=school, words="He was away today")
    actions.add_to_contact(made, by=officer, words="Called back")
    actions.add_to_contact(made, by=PUBLIC, words="One thing more")
    rows = sorted(parts(Addition, made, officer), key=lambda each: each.at)
    assert [each.is_referrers for each in rows] == [True, False, True]
    assert rows[0].by == f"{school.name}, {school.place}"
    assert rows[2].by == "Referrer"
    assert Notification.objects.filter(about="front_door.contact_added_to").count() == 2


def test_add_to_contact_is_refused(school, someone, cast):
    made = submit(school)
    with pytest.raises(Refused, match="want to add"):
        actions.add_to_contact(made, by=school, words=" ")
    with pytest.raises(OutOfReach):
        actions.add_to_contact(made, by=someone("health_lead"), words="I think so too")


def test_tell_referrer_is_refused_before_the_decision(school, officer):
    made = submit(school)
    with pytest.raises(Refused, match="cannot be done now"):
        actions.tell_referrer(made, by=officer, told="We are looking at it")


def decided(contact, by):
    """Decide past the actions, whose tests are elsewhere."""
    from lscp.core.records import writing

    with acting(by), writing():
        found = Contact.objects.get(pk=contact.pk)
        found.state, found.outcome, found.outcome_because = "decided", "advice", "A quarrel"
        found.decided_on, found.decided_at, found.decided_by_id = (
            today(),
            found.received_at,
            by.user,
        )
        found.save()
    return found


def test_tell_referrer(school, officer):
    made = decided(submit(school), officer)
    told = actions.tell_referrer(made, by=officer, told="We gave the family advice, because …")
    clock = RunningClock.objects.get(subject=made.pk, clock="referrer_told")
    assert (told.told_on, clock.stopped_on) == (today(), today())
    assert Notification.objects.filter(user=school.user, about="front_door.referrer_told").exists()
    with pytest.raises(Refused, match="what the referrer is told"):
        actions.tell_referrer(made, by=officer, told="")


def test_nobody_is_told_where_nobody_can_be_reached(officer):
    made = decided(receive(), officer)
    with pytest.raises(Refused, match="Nobody can be told"):
        actions.tell_referrer(made, by=officer, told="We gave advice")
