"""The end of a file: when it is due, held for an inquiry, destroyed by a signed action."""

from datetime import date, time, timedelta

import pytest
import time_machine

from lscp.allegations import actions, jobs
from lscp.allegations.models import Adult, AdultKey, Allegation
from lscp.allegations.queries import due
from lscp.allegations.tests.allegations_records import adult, allegation, closed, opened
from lscp.core.models import Named, Notification, RunningClock
from lscp.core.records import privacy
from lscp.core.scope import acting
from lscp.core.time import now, today
from lscp.core.workflow import NotAllowed, Refused

pytestmark = pytest.mark.django_db
LATER = date(2061, 3, 9)  # long after the pension age of who is born in 1984
VIEW = "allegations.view_allegation"


@pytest.fixture
def officer(someone):
    return someone("police_officer", name="Priya Nair")


@pytest.fixture
def whole(lado, officer):
    """A closed file with all that belongs to it."""
    about = adult(lado)
    asked = actions.record_consultation(
        by=lado, received_on=today(), agency="school", sector="school", summary="A push",
        adult=about,
    )  # fmt: skip
    file = opened(lado, about, consultation=asked)
    meeting = actions.call_meeting(
        by=lado, allegation=file, sort="first", starts_on=today() + timedelta(days=1),
        starts_time=time(10), place="Room 2",
    )  # fmt: skip
    who = {"uses": "yes", "organisation": officer.organisation, "user_name": officer.name}
    meeting = actions.invite(meeting, by=lado, agency="police", **who)
    agreed = actions.agree_action(
        by=lado, meeting=meeting, what="Ring the school", due_on=today(), **who
    )
    file = actions.close_allegation(file, by=lado, outcome="false", because="Nothing in it")
    return [file, about, asked, meeting, agreed]


def destroy(file, by, **facts):
    known = {"reference": file.reference, "because": "Its time has come", "signed_at": now()}
    return actions.destroy_allegation(file, by=by, **{**known, **facts})


def left(actor, row):
    """Return what is left of a record that is not plain."""
    with acting(actor):
        now_it_is = type(row).objects.get(pk=row.pk)
    kinds = privacy(type(row))
    return {
        name: getattr(now_it_is, name) for name, kind in kinds.items()
        if kind != "plain" and getattr(now_it_is, name) not in (None, "", False)
    }  # fmt: skip


def test_destroy_allegation_leaves_a_tombstone(whole, lado, officer, sees):
    with time_machine.travel(LATER):
        done = destroy(whole[0], lado)
        assert (done.state, done.destroyed_on, done.destroyed_by_id) == (
            "destroyed", LATER, lado.user
        )  # fmt: skip
        assert done.destroyed_because == "Its time has come"
        assert done.reference == whole[0].reference
        assert [left(lado, row) for row in whole] == [{}] * len(whole)
        with acting(lado):
            states = [type(row).objects.get(pk=row.pk).state for row in whole]
            keys = AdultKey.objects.values_list("given", "family", "given_sound", "family_sound")
            assert set(keys) == {("", "", "", "")}
            assert not Adult.objects.exclude(family="").exists()
        assert states == ["destroyed"] * len(whole)
        assert not sees(officer, whole[3], "allegations.view_meeting")
        assert not sees(officer, whole[4], "allegations.view_action")
    assert not RunningClock.objects.filter(subject=whole[4].pk, stopped_on=None).exists()
    assert not Notification.objects.filter(link__contains=str(whole[3].pk)).exists()
    assert not Named.objects.filter(party=officer.user, until=None).exists()


def test_an_adult_who_has_another_file_stays(whole, lado):
    other = allegation(lado, whole[1])
    with time_machine.travel(LATER):
        destroy(whole[0], lado)
    with acting(lado):
        assert Adult.objects.get(pk=whole[1].pk).state == "known"
        assert Allegation.objects.get(pk=other.pk).adult_id == whole[1].pk


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"signed_at": None}, "Sign this first"),
        ({"reference": "LA-2222-2222-2222-2222"}, "not the reference"),
        ({"because": " "}, "Enter why"),
        ({"because": "Tranter’s file is old"}, "Name nobody"),
    ],
)
def test_destroy_allegation_is_refused(whole, lado, facts, why):
    with time_machine.travel(LATER), pytest.raises(Refused, match=why):
        destroy(whole[0], lado, **facts)


def test_destroy_allegation_waits_for_its_time_and_a_fresh_signature(
    whole, lado, lado_support, other_lado
):
    with pytest.raises(Refused, match="This file is kept until 9 March 2052"):
        destroy(whole[0], lado)
    with time_machine.travel(LATER):
        with pytest.raises(Refused, match="Sign this first"):
            destroy(whole[0], lado, signed_at=now() - timedelta(minutes=6))
        for other in (lado_support, other_lado):
            with pytest.raises(Refused):
                destroy(whole[0], other)


def test_a_date_of_birth_that_became_known_later_keeps_it_longer(lado):
    about = adult(lado, born_on=None)
    file = closed(lado, about)
    actions.amend_adult(about, by=lado, born_on=date(2000, 1, 1))
    ten_years = file.keep_until
    with time_machine.travel(ten_years), pytest.raises(Refused, match="kept until"):
        destroy(file, lado)


def test_hold_allegation_keeps_it_from_being_destroyed(whole, lado, lado_support):
    with pytest.raises(NotAllowed):
        actions.hold_allegation(whole[0], by=lado_support, because="An inquiry")
    with pytest.raises(Refused, match="what needs it"):
        actions.hold_allegation(whole[0], by=lado, because="")
    with pytest.raises(Refused, match="not held"):
        actions.release_allegation(whole[0], by=lado, because="Over")
    held = actions.hold_allegation(whole[0], by=lado, because="The inquiry")
    assert held.held_on == today()
    with pytest.raises(Refused, match="held already"):
        actions.hold_allegation(held, by=lado, because="The inquiry")
    with time_machine.travel(LATER), pytest.raises(Refused, match="held for an inquiry"):
        destroy(held, lado)
    with pytest.raises(Refused, match="need not be held"):
        actions.release_allegation(held, by=lado, because=" ")
    freed = actions.release_allegation(held, by=lado, because="It reported")
    assert (freed.held_on, "It reported" in freed.held_because) == (None, True)
    with time_machine.travel(LATER):
        assert destroy(freed, lado).state == "destroyed"


def test_destroy_consultation_of_its_own(lado):
    asked = actions.record_consultation(
        by=lado, received_on=today(), agency="school", sector="school", summary="A push",
    )  # fmt: skip
    asked = actions.advise(asked, by=lado, advised="advice", advice="Talk to him")
    known = {"by": lado, "reference": asked.reference}
    with pytest.raises(Refused, match="kept until"):
        actions.destroy_consultation(asked, signed_at=now(), **known)
    with time_machine.travel(LATER):
        with acting(lado):
            assert [each.pk for each in due.consultations_to_destroy(lado)] == [asked.pk]
        with pytest.raises(Refused, match="Sign this first"):
            actions.destroy_consultation(asked, **known)
        with pytest.raises(Refused, match="not the reference"):
            actions.destroy_consultation(asked, by=lado, reference="LC-1", signed_at=now())
        done = actions.destroy_consultation(asked, signed_at=now(), **known)
        assert (done.state, left(lado, asked)) == ("destroyed", {})


def told(actor):
    rows = Notification.objects.filter(user=actor.user, about="allegations.to_destroy")
    return [each.details["records"] for each in rows]


def test_the_lado_is_reminded_when_a_file_is_due(lado, lado_support, other_lado, someone, cast):
    colleague = someone("lado", team=cast.kensington_lado, name="Curtis Bray")
    closed(lado)
    asked = actions.record_consultation(
        by=lado, received_on=today(), agency="school", sector="school", summary="A push",
    )  # fmt: skip
    actions.advise(asked, by=lado, advised="advice", advice="Talk to him")
    held = closed(lado, adult(lado, family="Held"))
    actions.hold_allegation(held, by=lado, because="An inquiry")
    shut = closed(lado, adult(lado, family="Shut"))
    actions.keep_out(shut, by=lado, because="A friend", user_name=colleague.name,
                     organisation=colleague.organisation)  # fmt: skip
    jobs.remind_to_destroy()
    assert told(lado) == []
    with time_machine.travel(LATER):
        jobs.remind_to_destroy()
    assert [told(each) for each in (lado, colleague, lado_support, other_lado)] == [
        [3], [2], [], []
    ]  # fmt: skip
