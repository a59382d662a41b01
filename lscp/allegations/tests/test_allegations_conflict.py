"""A conflict: the file goes to the other authority, and somebody is kept out of it by name."""

from datetime import time, timedelta

import pytest

from lscp.access import actions as access
from lscp.access.acting import actor as acting_in
from lscp.access.models import Membership, User
from lscp.allegations import actions
from lscp.allegations.models import Adult, Allegation, KeptOut
from lscp.allegations.tests.allegations_records import (
    BORN,
    adult,
    allegation,
    closed,
    employer,
    opened,
)
from lscp.allegations.tests.allegations_reports import submitted
from lscp.core import policy
from lscp.core.models import Notification, RunningClock
from lscp.core.records import writing
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import OutOfReach, Refused
from lscp.people import actions as people
from lscp.people.policy import VIEW_SUMMARY
from tests.cast import join

pytestmark = pytest.mark.django_db
VIEW = "allegations.view_allegation"
WHY = "His sister"
TOMORROW = today() + timedelta(days=1)
WRITER = policy.system("records of a test", counts=True)
WRITER.__dict__["reaches"] = {"allegations.Adult": frozenset(("all", "restricted", "write"))}
KINDS = {
    "Allegation": VIEW, "Adult": "allegations.view_adult", "Meeting": "allegations.view_meeting",
    "AgreedAction": "allegations.view_action", "Consultation": "allegations.view_consultation",
    "Report": "allegations.view_report",
}  # fmt: skip


@pytest.fixture
def colleague(someone, cast, lado):
    """Another LADO of Kensington and Chelsea, whose sister it is about."""
    return someone("lado", team=cast.kensington_lado, name="Curtis Bray")


@pytest.fixture
def officer(someone):
    return someone("police_officer", name="Priya Nair")


@pytest.fixture
def whole(lado, colleague, officer):
    """A file with all that belongs to it: consultation, adult, meeting, two agreed actions."""
    about = adult(lado)
    asked = actions.record_consultation(
        by=lado, received_on=today(), agency="school", sector="school", summary="A push",
        adult=about,
    )  # fmt: skip
    file = actions.record_allegation(
        by=lado, adult=about, received_on=today(), agency="school", sector="school",
        category="physical", happened="A push", consultation=asked, employer=employer(lado),
    )  # fmt: skip
    meeting = actions.call_meeting(
        by=lado, allegation=file, sort="first", starts_on=TOMORROW, starts_time=time(10),
        place="Room 2", chair=str(colleague.user),
    )  # fmt: skip
    for who in (officer, colleague):
        meeting = actions.invite(meeting, by=lado, uses="yes", organisation=who.organisation,
                                 user_name=who.name, agency="police")  # fmt: skip
    agreed = [
        actions.agree_action(
            by=lado, meeting=meeting, what="Ring the school", due_on=TOMORROW, uses="yes",
            organisation=who.organisation, user_name=who.name,
        )
        for who in (officer, colleague)
    ]  # fmt: skip
    return [file, about, asked, meeting, *agreed]


def kept_out(file, by, who, because=WHY):
    return actions.keep_out(file, by=by, because=because, organisation=who.organisation,
                            user_name=who.name)  # fmt: skip


def passed(file, by, other, **facts):
    known = {"because": WHY, "conflict": True, "to": str(other.user), "authority": other.authority}
    return actions.pass_allegation(file, by=by, **{**known, **facts})


def permission(row):
    return KINDS[type(row).__name__]


def seen(sees, actor, rows):
    return [type(row).__name__ for row in rows if sees(actor, row, permission(row))]


def test_keep_out_shuts_all_of_the_file_to_all_but_whoever_does_it(
    whole, lado, lado_support, colleague, sees
):
    assert seen(sees, colleague, whole) == [type(row).__name__ for row in whole]
    file = kept_out(whole[0], lado, colleague)
    assert file.restricted
    assert seen(sees, colleague, whole) == []
    assert seen(sees, lado_support, whole) == []
    assert seen(sees, lado, whole) == [type(row).__name__ for row in whole]
    with acting(lado):
        assert KeptOut.objects.get().because == WHY
    clocks = RunningClock.objects.filter(subject__in=[row.pk for row in whole])
    assert set(clocks.values_list("restricted", flat=True)) == {True}
    assert not clocks.filter(user=colleague.user).exists(), "another does what they were to do"


def test_keep_out_leaves_the_invited_their_meeting_and_their_action(
    whole, lado, colleague, officer, sees
):
    kept_out(whole[0], lado, colleague)
    assert seen(sees, officer, whole) == ["Meeting", "AgreedAction"]


def test_keep_out_reaches_the_other_files_on_the_adult(whole, lado, colleague, sees):
    other = closed(lado, whole[1])
    kept_out(whole[0], lado, colleague)
    assert not sees(colleague, other, VIEW)
    assert sees(lado, other, VIEW)
    new = allegation(lado, whole[1])
    assert new.restricted, "what is recorded later too"
    assert not sees(colleague, new, VIEW)
    with acting(lado):
        assert KeptOut.objects.filter(user=colleague.user).count() == 3


def test_keep_out_is_refused(whole, lado, colleague, other_lado, cast):
    with pytest.raises(Refused, match="Nobody would be left"):
        kept_out(whole[0], lado, lado)
    with pytest.raises(Refused, match="why they are kept out"):
        kept_out(whole[0], lado, colleague, because=" ")
    with pytest.raises(Refused, match="Nobody of that name"):
        actions.keep_out(whole[0], by=lado, because=WHY, organisation=cast.kensington_care.pk,
                         user_name="Nobody Atall")  # fmt: skip
    with pytest.raises(OutOfReach):
        kept_out(whole[0], other_lado, colleague)
    kept_out(whole[0], lado, colleague)
    with pytest.raises(Refused, match="kept out already"):
        kept_out(whole[0], lado, colleague)
    with pytest.raises(OutOfReach):
        actions.let_in(whole[0], by=colleague, user=str(colleague.user))


def test_whoever_is_kept_out_is_not_invited_and_given_nothing_to_do(whole, lado, colleague):
    kept_out(whole[0], lado, colleague)
    who = {"uses": "yes", "organisation": colleague.organisation, "user_name": colleague.name}
    with pytest.raises(Refused, match="kept out"):
        actions.invite(whole[3], by=lado, agency="other", **who)
    with pytest.raises(Refused, match="kept out"):
        actions.agree_action(by=lado, allegation=whole[0], what="Look", due_on=TOMORROW, **who)


def test_let_in_opens_all_of_the_file(whole, lado, lado_support, colleague, sees):
    with pytest.raises(Refused, match="not restricted"):
        actions.let_in(whole[0], by=lado, user=str(lado_support.user))
    kept_out(whole[0], lado, colleague)
    actions.let_in(whole[0], by=lado, user=str(lado_support.user))
    assert seen(sees, lado_support, whole) == [type(row).__name__ for row in whole]
    told = Notification.objects.filter(user=lado_support.user, about="allegations.let_in")
    assert told.exists()
    with pytest.raises(Refused, match="let in already"):
        actions.let_in(whole[0], by=lado, user=str(lado_support.user))


def test_whoever_is_let_in_sees_it_for_as_long_as_they_work_there(
    whole, lado, colleague, other_lado, cast, sees
):
    kept_out(whole[0], lado, colleague)
    moved = join(cast, "lado", team=cast.westminster_lado, user=_user(lado))
    assert seen(sees, moved, whole) == ["AgreedAction"], "what they are to do themselves"
    assert sees(lado, whole[0], VIEW)


def test_let_in_refuses_whoever_is_kept_out_their_deputy_and_strangers(
    whole, lado, colleague, officer, someone, cast
):
    kept_out(whole[0], lado, colleague)
    deputy = someone("lado", team=cast.kensington_lado, name="Dee Puty")
    _stands_in(deputy, colleague)
    for who, why in (
        (colleague, "cannot be let in"), (deputy, "deputy of Curtis Bray"),
        (officer, "somebody of the service"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            actions.let_in(whole[0], by=lado, user=str(who.user))
    with pytest.raises(Refused, match="Select to whom"):
        actions.let_in(whole[0], by=lado, user="")


def test_pass_allegation_in_a_conflict_leaves_nothing_behind(
    whole, lado, lado_support, other_lado, colleague, officer, someone, cast, sees
):
    second = someone("lado", team=cast.westminster_lado, name="Will Rees")
    kept_out(whole[0], lado, colleague)
    done = passed(whole[0], lado, other_lado)
    assert (done.team, done.authority) == (cast.westminster_lado, cast.WESTMINSTER)
    assert seen(sees, other_lado, whole) == [type(row).__name__ for row in whole]
    for who in (lado, lado_support, colleague, second):
        assert seen(sees, who, whole) == []
    assert seen(sees, officer, whole) == ["Meeting", "AgreedAction"]
    assert Notification.objects.filter(user=other_lado.user, about="allegations.passed").exists()
    with acting(other_lado):
        file = Allegation.objects.get()
        assert file.employer.name == "Elm Street School"
        assert {each.chair_id for each in file.meetings.all()} == {other_lado.user}
        assert {each.team_id for each in file.agreed_actions.all()} == {cast.westminster_lado.pk}
    actions.let_in(file, by=other_lado, user=str(second.user))
    assert seen(sees, second, whole) == [type(row).__name__ for row in whole]


def test_whoever_passes_it_can_be_kept_out_themselves(whole, lado, other_lado, colleague, sees):
    passed(whole[0], lado, other_lado, keeps_me_out=True)
    assert seen(sees, lado, whole) == []
    with acting(other_lado):
        assert {each.user_id for each in KeptOut.objects.all()} == {lado.user}
        file = Allegation.objects.get()
    join_there = "Select somebody of the service|cannot be let in"
    with pytest.raises(Refused, match=join_there):
        actions.let_in(file, by=other_lado, user=str(lado.user))


def test_pass_allegation_without_a_conflict_opens_it_to_the_other_service(
    whole, lado, other_lado, colleague, officer, sees
):
    asked = actions.record_consultation(
        by=lado, received_on=today(), agency="school", sector="school", summary="Once more",
        adult=whole[1],
    )  # fmt: skip
    other = opened(lado, whole[1])
    passed(whole[0], lado, other_lado, conflict=False, to="")
    assert seen(sees, other_lado, whole) == [type(row).__name__ for row in whole]
    assert not seen(sees, lado, [whole[0], whole[2], whole[3], whole[4]])
    assert sees(lado, whole[1], "allegations.view_adult"), "they have another file on them"
    assert sees(lado, other, VIEW)
    assert not seen(sees, other_lado, [asked, other])
    assert seen(sees, officer, whole) == ["Meeting", "AgreedAction"]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"authority": "E09000020"}, "holds it already"),
        ({"to": ""}, "to whom the file is opened"),
        ({"because": ""}, "why it is passed"),
        ({"authority": "E09000001"}, "no LADO service here"),
    ],
)
def test_pass_allegation_is_refused(whole, lado, other_lado, facts, why):
    with pytest.raises(Refused, match=why):
        passed(whole[0], lado, other_lado, **facts)


def test_pass_allegation_is_refused_to_whom_it_keeps_out(whole, lado, other_lado):
    kept_out(whole[0], lado, other_lado)
    with pytest.raises(Refused, match="cannot be let in"):
        passed(whole[0], lado, other_lado)


def test_a_file_that_is_restricted_from_the_start_shuts_the_adult(
    lado, other_lado, someone, cast, sees
):
    both = join(cast, "lado", team=cast.westminster_lado, user=_user(lado))
    report = submitted(someone("school_lead"), about_service=True)
    about = adult(other_lado)
    assert sees(both, about, KINDS["Adult"])
    rows = [allegation(other_lado, about, report=report), about, report]
    assert seen(sees, other_lado, rows) == ["Allegation", "Adult", "Report"]
    for who in (lado, both):
        assert seen(sees, who, rows) == []


def test_pass_outside_closes_it(whole, lado):
    with pytest.raises(Refused, match="A meeting is still to come"):
        actions.pass_outside(whole[0], by=lado, passed_to="Camden", because="They work there")
    file = allegation(lado)
    for facts in ({"passed_to": " "}, {"because": ""}):
        known = {"passed_to": "Camden", "because": "There", **facts}
        with pytest.raises(Refused, match="Enter"):
            actions.pass_outside(file, by=lado, **known)
    done = actions.pass_outside(file, by=lado, passed_to="Camden", because="They work there")
    assert (done.state, done.closing, done.passed_to) == ("closed", "passed", "Camden")
    assert done.closed_on == done.evaluated_on == today()
    assert done.keep_until > today()


def test_nobody_who_is_kept_out_gets_in_by_another_door(
    whole, lado, other_lado, colleague, someone, cast, sees
):
    kept_out(whole[0], lado, colleague)
    deputy = _deputy_of(colleague, cast)
    passed(whole[0], lado, other_lado)
    joined = join(cast, "lado", team=cast.westminster_lado, user=_user(colleague))
    assert joined.user == colleague.user
    lead = someone("information_governance", cast.westminster)
    for who in (colleague, joined, deputy, lead, _deputy_of(other_lado, cast)):
        assert seen(sees, who, whole) == []
    with pytest.raises(Refused, match="cannot be let in"):
        actions.let_in(whole[0], by=other_lado, user=str(joined.user))


def test_broken_glass_and_requests_for_records_lead_nowhere(
    whole, lado, colleague, other_lado, someone, cast, sees
):
    person = people.record_person(
        by=someone("social_worker"), given="Neville", family="Tranter", is_adult=True,
        date_of_birth=BORN, scheme="authority", value="A77",
    )  # fmt: skip
    kept_out(whole[0], lado, colleague)
    file = passed(whole[0], lado, other_lado)
    with acting(WRITER), writing():
        linked = Adult.objects.get(pk=whole[1].pk)
        linked.person = person
        linked.save()
    access.break_glass(by=colleague, reason="A child is in danger", how="name", given="Neville",
                       family="Tranter", born_on=BORN)  # fmt: skip
    lead = someone("information_governance", cast.kensington)
    access.find_for_request(by=lead, reference="R1", reason="A request", scheme="authority",
                            value="A77")  # fmt: skip
    for who in (colleague, lead):
        again = acting_in(_user(who), Membership.objects.get(pk=who.membership))
        assert sees(again, person, VIEW_SUMMARY), "which is not what is asked here"
        assert seen(sees, again, whole) == []
    assert file.restricted


def _user(actor):
    return User.objects.get(pk=actor.user)


def _stands_in(deputy, holder):
    held = Membership.objects.get(pk=deputy.membership)
    held.deputy_for = Membership.objects.get(pk=holder.membership)
    with writing():
        held.save()
    return acting_in(held.user, held)


def _deputy_of(holder, cast):
    team = Membership.objects.get(pk=holder.membership).team
    return _stands_in(join(cast, "lado", team=team, name="Dora Puty"), holder)
