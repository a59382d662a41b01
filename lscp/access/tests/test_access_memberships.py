"""Joiners, deputies and leavers: who may give which role; it holds from the next request on."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from lscp.access import actions, middleware
from lscp.access.models import Membership, User
from lscp.access.roles import Role, belongings
from lscp.core.models import Notification, Transition
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.core.workflow import NotAllowed, OutOfReach, Refused

pytestmark = pytest.mark.django_db
TODAY = today()
JOINER = {"given": "Sam", "family": "Green", "email": "Sam.Green@Example.org", "from_on": TODAY}


@pytest.fixture
def administrator(someone, cast):
    return someone("organisation_administrator", organisation=cast.police)


@pytest.fixture
def invited(administrator, cast):
    return actions.invite_joiner(
        by=administrator, organisation=cast.police, role="police_officer", **JOINER
    )


@pytest.fixture
def acting():
    """Return in which role somebody acts at their next request."""

    def of(user):
        request = RequestFactory().get("/")
        request.user, request.session = User.objects.get(pk=user), {}
        middleware.actor(lambda request: None)(request)
        return request.actor.role

    return of


def held(actor):
    return Membership.objects.get(pk=actor.membership)


def test_every_role_belongs_to_kinds_of_organisation_that_there_are_and_is_given_by_a_role():
    assert set(belongings()) == set(Role.values)
    for each in belongings().values():
        assert each.kinds <= {"any", *codes("lscp/agency")}
        assert each.granted_by in {"organisation_administrator", "system_administrator"}


def test_invite_joiner(invited, administrator, cast):
    user = invited.user
    assert (user.email, user.get_full_name()) == ("sam.green@example.org", "Sam Green")
    assert not user.has_usable_password()
    assert (invited.role, invited.organisation, invited.state) == (
        "police_officer", cast.police, "held"
    )  # fmt: skip
    sent = Notification.objects.get()
    assert (sent.about, sent.address) == ("access.invited", user.email)
    assert "/password/" in sent.link
    done = Transition.objects.get(subject=invited.pk)
    assert (done.action, done.user) == ("access.invite_joiner", administrator.user)


def test_somebody_who_has_an_account_is_given_the_role_and_told(invited, someone, cast):
    elsewhere = someone("organisation_administrator", organisation=cast.icb)
    again = actions.invite_joiner(
        by=elsewhere, organisation=cast.icb, role="health_lead", **JOINER
    )  # fmt: skip
    assert again.user == invited.user
    assert Notification.objects.filter(about="access.new_role", user=invited.user_id).exists()


@pytest.mark.parametrize("role", ["social_worker", "business_manager", "system_administrator"])
def test_invite_joiner_is_refused_a_role_of_another_kind_of_organisation(
    administrator, cast, role
):  # fmt: skip
    with pytest.raises(Refused, match="no role of this kind of organisation"):
        actions.invite_joiner(by=administrator, organisation=cast.police, role=role, **JOINER)


def test_administrators_are_made_by_the_system_administrator_alone(administrator, someone, cast):
    role = "organisation_administrator"
    with pytest.raises(Refused, match="Ask your system administrator"):
        actions.invite_joiner(by=administrator, organisation=cast.police, role=role, **JOINER)
    system = someone("system_administrator")
    made = actions.invite_joiner(by=system, organisation=cast.police, role=role, **JOINER)
    assert made.role == role
    with pytest.raises(Refused, match="Ask your organisation administrator"):
        actions.give_role(by=system, holder=made, role="police_officer", from_on=TODAY)


def test_invite_joiner_is_refused_for_another_organisation(administrator, cast):
    with pytest.raises(OutOfReach):
        actions.invite_joiner(
            by=administrator, organisation=cast.icb, role="health_lead", **JOINER
        )  # fmt: skip


def test_invite_joiner_is_refused_without_the_role(someone, cast):
    with pytest.raises(NotAllowed):
        actions.invite_joiner(
            by=someone("police_officer"), organisation=cast.police, role="police_officer", **JOINER
        )


def test_invite_joiner_is_refused_a_team_of_another_organisation(administrator, cast):
    with pytest.raises(Refused, match="own teams"):
        actions.invite_joiner(
            by=administrator, organisation=cast.police, role="police_officer",
            team=str(cast.kensington_assessment.pk), **JOINER,
        )  # fmt: skip


def test_nobody_gives_themselves_a_role(administrator, cast):
    own = held(administrator)
    with pytest.raises(Refused, match="your own roles"):
        actions.give_role(by=administrator, holder=own, role="police_officer", from_on=TODAY)
    mine = {**JOINER, "email": own.user.email}
    with pytest.raises(Refused, match="your own roles"):
        actions.invite_joiner(
            by=administrator, organisation=cast.police, role="police_officer", **mine
        )  # fmt: skip
    for action in (actions.stop_membership, actions.take_away_factors):
        with pytest.raises(Refused, match="your own roles"):
            action(own, by=administrator)


def test_send_invitation_again_makes_the_first_link_worthless(invited, administrator, client):
    actions.send_invitation_again(invited, by=administrator)
    first, second = Notification.objects.order_by("queued_at")
    assert first.link != second.link
    invited.user.refresh_from_db()
    invited.user.set_password("a long pass phrase")
    invited.user.save()
    with pytest.raises(Refused, match="has started already"):
        actions.send_invitation_again(invited, by=administrator)


def test_stop_membership_holds_at_the_next_request(invited, administrator, acting):
    assert acting(invited.user_id) == "police_officer"
    actions.stop_membership(invited, by=administrator)
    assert acting(invited.user_id) == ""


def test_end_membership_lets_it_run_to_its_last_day(invited, administrator, acting, time_machine):
    ended = actions.end_membership(invited, by=administrator, last_on=TODAY + timedelta(days=2))
    time_machine.move_to(TODAY + timedelta(days=2))
    assert acting(invited.user_id) == "police_officer"
    time_machine.move_to(TODAY + timedelta(days=3))
    assert acting(invited.user_id) == ""
    with pytest.raises(Refused, match="must be today or later"):
        actions.end_membership(ended, by=administrator, last_on=TODAY)


def test_change_membership(invited, administrator, cast):
    team = cast.police_child_abuse
    changed = actions.change_membership(
        invited, by=administrator, role="mash_partner", team=str(team.pk), from_on=TODAY
    )
    assert (changed.role, changed.team) == ("mash_partner", team)


def test_a_role_is_out_of_reach_of_another_organisations_administrator(invited, someone, cast):
    other = someone("organisation_administrator", organisation=cast.icb)
    with pytest.raises(OutOfReach):
        actions.stop_membership(invited, by=other)


def test_correct_name(invited, administrator, signed_in):
    actions.correct_name(invited, by=administrator, given="Samira", family="Green")
    assert "Samira Green" in signed_in(administrator).get(f"/roles-held/{invited.pk}/").text


def test_give_role(invited, administrator, acting):
    more = actions.give_role(
        by=administrator, holder=invited, role="mash_partner", from_on=TODAY
    )  # fmt: skip
    assert more.user == invited.user
    assert len({each.role for each in invited.user.memberships.all()}) == 2


def test_name_deputy_acts_in_the_role_of_whom_they_stand_in_for(administrator, someone, cast):
    officer = someone("police_officer", team=cast.police_child_abuse)
    deputy = someone("mash_partner", organisation=cast.police)
    named = actions.name_deputy(
        by=administrator, holder=held(officer), deputy=str(deputy.user), from_on=TODAY,
        to_on=TODAY + timedelta(days=14),
    )  # fmt: skip
    from lscp.access.acting import choose

    acts = choose(User.objects.get(pk=deputy.user), str(named.pk))
    assert (acts.role, acts.team) == ("police_officer", cast.police_child_abuse.pk)
    assert officer.user in acts.parties
    assert officer.user not in acts.own_parties


def test_a_deputy_acts_no_longer_than_whom_they_act_for(
    administrator, someone, cast
):  # fmt: skip
    officer = held(someone("police_officer", organisation=cast.police))
    days = {"from_on": TODAY, "to_on": TODAY + timedelta(days=14)}

    def deputy():
        named = someone("mash_partner", organisation=cast.police)
        return actions.name_deputy(
            by=administrator, holder=officer, deputy=str(named.user), **days
        )  # fmt: skip

    first, second = deputy(), deputy()
    running = Membership.objects.filter(deputy_for=officer)
    assert set(running.open_on(TODAY)) == {first, second}
    actions.end_membership(officer, by=administrator, last_on=TODAY)
    assert set(running.open_on(TODAY)) == {first, second}
    assert not running.open_on(TODAY + timedelta(days=1)).exists()
    actions.stop_membership(officer, by=administrator)
    assert not running.open_on(TODAY).exists()


def test_name_deputy_is_refused_for_too_long_or_for_a_stranger(administrator, someone, cast):
    officer = held(someone("police_officer", organisation=cast.police))
    colleague = someone("mash_partner", organisation=cast.police)
    stranger = someone("health_lead")
    days = {"from_on": TODAY, "to_on": TODAY + timedelta(days=400)}
    with pytest.raises(Refused, match="a year at most"):
        actions.name_deputy(
            by=administrator, holder=officer, deputy=str(colleague.user), **days
        )  # fmt: skip
    days["to_on"] = TODAY
    with pytest.raises(Refused, match="Choose a colleague"):
        actions.name_deputy(by=administrator, holder=officer, deputy=str(stranger.user), **days)


def test_roles_held_on_their_pages(administrator, cast, signed_in):
    client = signed_in(administrator)
    address = f"/organisations/{cast.police.pk}/invite/"
    assert "Enter their first name" in client.post(address, {"role": "police_officer"}).text
    day = {"from_on_day": TODAY.day, "from_on_month": TODAY.month, "from_on_year": TODAY.year}
    sent = {**JOINER, **day, "role": "police_officer", "team": str(cast.police_child_abuse.pk)}
    sent.pop("from_on")
    answer = client.post(address, sent, follow=True)
    assert "The invitation is sent" in answer.text
    assert "Send the invitation again" in answer.text
    joined = Membership.objects.get(user__email="sam.green@example.org")
    for verb in "invite-again", "second-factor", "stop":
        answer = client.post(f"/roles-held/{joined.pk}/{verb}/", follow=True)
        assert answer.status_code == 200
    assert "Sam Green" in client.get("/roles-held/?state=stopped").text
    found = client.post("/roles-held/", {"text": "green"}, follow=True).text
    assert "Sam Green" in found


def test_a_form_offers_only_roles_and_teams_that_may_be_given(administrator, cast, signed_in):
    page = signed_in(administrator).get(f"/organisations/{cast.police.pk}/invite/").text
    assert "Police safeguarding officer" in page
    assert "Child abuse investigation" in page
    assert "Social worker" not in page.replace("Acting as", "")
    assert "Assessment" not in page


def test_a_role_out_of_reach_is_not_found_and_one_that_may_not_be_changed_is_forbidden(
    invited, someone, cast, signed_in
):
    address = f"/roles-held/{invited.pk}/"
    other = someone("organisation_administrator", organisation=cast.icb)
    assert signed_in(other).get(address).status_code == 404
    assert signed_in(someone("police_officer")).get(address).status_code == 403


def test_choose_role_is_kept_in_the_trail_and_said_on_every_page(someone, cast, signed_in):
    from lscp.core.models import Entry

    first = someone("social_worker", team=cast.kensington_assessment)
    second = someone("team_manager", team=cast.kensington_protection, user=user_of(first))
    client = signed_in(first)
    assert "Acting as Social worker, Assessment" in client.get("/privacy/").text
    assert "Select the role" in client.post("/acting-as/", {}).text
    answer = client.post("/acting-as/", {"membership": str(second.membership)}, follow=True)
    assert "You are acting as Team manager, Protection." in answer.text
    assert "Acting as Team manager, Protection" in client.get("/privacy/").text
    kept = Entry.objects.get(name="access.choose_role", kind="did")
    assert (kept.membership, kept.role) == (second.membership, "team_manager")


def test_choose_role_takes_no_role_of_somebody_else(someone, signed_in):
    mine, theirs = someone("social_worker"), someone("team_manager")
    answer = signed_in(mine).post("/acting-as/", {"membership": str(theirs.membership)})
    assert answer.status_code == 400


def user_of(actor):
    return User.objects.get(pk=actor.user)
