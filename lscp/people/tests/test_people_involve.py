"""Who works with a person sees them, for as long as they do, and nobody else of their agency."""

from datetime import timedelta

import pytest

from lscp.access.models import User
from lscp.core.models import Named
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.people import actions
from lscp.people.models import Involvement, Professional

pytestmark = pytest.mark.django_db
SUMMARY = "people.view_summary"


def involvements(person, actor):
    with acting(actor):
        rows = Involvement.objects.filter(person=person).select_related("professional")
        return list(rows.order_by("recorded_at"))


def test_involve_opens_the_record_to_a_school(child, social_worker, someone, cast, sees):
    lead, other = someone("school_lead"), someone("school_lead", authority=cast.WESTMINSTER)
    assert not sees(lead, child, SUMMARY)
    actions.involve(
        child, by=social_worker, capacity="school", organisation=cast.kensington_school,
        opens_to="organisation",
    )  # fmt: skip
    assert sees(lead, child, SUMMARY)
    assert not sees(lead, child)
    assert not sees(other, child, SUMMARY)


def test_involve_opens_the_record_to_one_officer(child, social_worker, someone, cast, sees):
    officer, colleague = someone("police_officer"), someone("police_officer")
    with pytest.raises(Refused, match="e-mail address"):
        actions.involve(
            child, by=social_worker, capacity="police", organisation=cast.police,
            opens_to="user", email="nobody@example.org",
        )  # fmt: skip
    actions.involve(
        child, by=social_worker, capacity="police", organisation=cast.police, opens_to="user",
        email=address(officer), worker="Pat Lee", from_on=today(),
    )  # fmt: skip
    assert sees(officer, child)
    assert not sees(colleague, child)
    [made] = involvements(child, social_worker)
    assert made.professional.name == "Pat Lee"


def address(actor):
    return User.objects.get(pk=actor.user).email


def test_involve_records_a_professional_once(child, mother, social_worker, cast):
    for person in child, mother:
        actions.involve(
            person, by=social_worker, capacity="gp", organisation=cast.kensington_gp,
            opens_to="", worker="Dr Rao",
        )  # fmt: skip
    with acting(social_worker):
        assert Professional.objects.get().works_for == cast.kensington_gp
    assert not Named.objects.filter(subject=child.pk).exists()


def test_involve_is_refused(child, social_worker, cast, someone):
    for asked, why in (
        ({"opens_to": "team"}, "Choose the team"),
        ({"opens_to": "team", "team": cast.police_child_abuse}, "another organisation"),
        ({"opens_to": "user"}, "e-mail address"),
    ):
        with pytest.raises(Refused, match=why):
            actions.involve(
                child, by=social_worker, capacity="gp", organisation=cast.kensington_gp, **asked
            )
    with pytest.raises(NotAllowed):
        actions.involve(
            child, by=someone("police_officer"), capacity="gp", organisation=cast.kensington_gp,
            opens_to="",
        )  # fmt: skip


def test_end_involvement(child, social_worker, someone, cast, sees):
    lead = someone("school_lead")
    actions.involve(
        child, by=social_worker, capacity="school", organisation=cast.kensington_school,
        opens_to="organisation", from_on=today(),
    )  # fmt: skip
    [made] = involvements(child, social_worker)
    with pytest.raises(Refused, match="on or after the first"):
        actions.end_involvement(
            child, by=social_worker, fact=made, to_on=today() - timedelta(days=1)
        )
    actions.end_involvement(child, by=social_worker, fact=made, to_on=today())
    assert not sees(lead, child, SUMMARY)


def test_withdrawing_an_involvement_shuts_the_record(child, social_worker, someone, cast, sees):
    lead = someone("school_lead")
    actions.involve(
        child, by=social_worker, capacity="school", organisation=cast.kensington_school,
        opens_to="organisation",
    )  # fmt: skip
    [made] = involvements(child, social_worker)
    actions.withdraw_fact(child, by=social_worker, fact=made, reason="Another school")
    assert not sees(lead, child, SUMMARY)


def test_allocate(child, manager, someone, cast, sees):
    other_team = {"organisation": cast.kensington_care, "team": cast.kensington_protection}
    first, second = someone("social_worker", **other_team), someone("social_worker", **other_team)
    actions.allocate(child, by=manager, user=str(first.user))
    assert sees(first, child)
    assert not sees(second, child)
    actions.allocate(child, by=manager, user=str(second.user))
    assert sees(second, child)
    assert not sees(first, child)
    assert [each.to_on for each in involvements(child, manager)] == [today(), None]


def test_allocate_is_refused(child, manager, social_worker, someone, cast):
    with pytest.raises(Refused, match="your organisation"):
        actions.allocate(child, by=manager, user=str(someone("police_officer").user))
    with pytest.raises(NotAllowed):
        actions.allocate(child, by=social_worker, user=str(social_worker.user))
    elsewhere = someone("team_manager", team=cast.kensington_protection)
    with pytest.raises(OutOfReach):
        actions.allocate(child, by=elsewhere, user=str(social_worker.user))


def test_record_correct_and_leave_of_a_professional(social_worker, cast, someone):
    made = actions.record_professional(
        by=social_worker, name="Dr Rao", works_for=cast.kensington_gp, job="GP"
    )
    actions.correct_professional(made, by=social_worker, name="Dr R Rao", telephone="020 7946 0018")
    left = actions.record_leaving(made, by=social_worker)
    assert (left.state, left.name, left.job) == ("left", "Dr R Rao", "")
    with pytest.raises(Refused, match="must be at work"):
        actions.correct_professional(made, by=social_worker, name="Dr Rao")
    with pytest.raises(Refused, match="name"):
        actions.record_professional(by=social_worker, name=" ", works_for=cast.kensington_gp)
    with pytest.raises(NotAllowed):
        actions.record_leaving(made, by=someone("police_officer"))
