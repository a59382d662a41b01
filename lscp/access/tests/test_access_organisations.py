"""Organisations and their teams."""

import pytest

from lscp.access import actions
from lscp.access.models import Organisation, Team
from lscp.core.workflow import NotAllowed, OutOfReach, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(someone):
    return someone("system_administrator")


@pytest.fixture
def school(system, cast):
    return actions.open_organisation(
        by=system, name="New School", kind="school", authority=cast.KENSINGTON, code="100000"
    )


def test_open_organisation_is_held_by_itself(school, cast):
    assert (school.organisation, school.state) == (school, "open")
    assert Organisation.objects.get(pk=school.pk).authority == cast.KENSINGTON


def test_open_organisation_is_refused(system, someone, school):
    with pytest.raises(Refused, match="called New School already"):
        actions.open_organisation(by=system, name="New School", kind="school")
    with pytest.raises(Refused, match="one of the partnership’s authorities"):
        actions.open_organisation(by=system, name="Other", kind="school", authority="E1")
    with pytest.raises(NotAllowed):
        actions.open_organisation(
            by=someone("organisation_administrator"), name="Other", kind="school"
        )


def test_change_organisation(school, system, cast):
    changed = actions.change_organisation(
        school, by=system, name="Newer School", within=str(cast.kensington.pk)
    )
    assert (changed.name, changed.within, changed.authority) == (
        "Newer School", cast.kensington, ""
    )  # fmt: skip


def test_change_organisation_is_refused_to_be_a_part_of_itself(system, cast):
    with pytest.raises(Refused, match="part of itself"):
        actions.change_organisation(
            cast.icb, by=system, name="ICB", within=str(cast.kensington_gp.pk)
        )


def test_close_organisation_waits_until_nobody_holds_a_role_there(school, system, cast):
    assert actions.close_organisation(school, by=system).state == "closed"
    with pytest.raises(Refused, match="part of this one"):
        actions.close_organisation(cast.icb, by=system)


def test_close_organisation_is_refused_while_somebody_holds_a_role(system, someone, cast):
    someone("police_officer", organisation=cast.police)
    with pytest.raises(Refused, match="1 person still holds a role"):
        actions.close_organisation(cast.police, by=system)


def test_open_rename_and_close_a_team(someone, cast):
    administrator = someone("organisation_administrator", organisation=cast.icb)
    team = actions.open_team(by=administrator, organisation=cast.icb, name="Safeguarding")
    assert (team.team, team.organisation) == (team, cast.icb)
    with pytest.raises(Refused, match="called Safeguarding already"):
        actions.open_team(by=administrator, organisation=cast.icb, name="Safeguarding")
    assert actions.rename_team(team, by=administrator, name="Children").name == "Children"
    someone("health_lead", team=team)
    with pytest.raises(Refused, match="1 person still holds"):
        actions.close_team(team, by=administrator)


def test_close_team(someone, cast):
    administrator = someone("organisation_administrator", organisation=cast.icb)
    team = actions.open_team(by=administrator, organisation=cast.icb, name="Safeguarding")
    assert actions.close_team(team, by=administrator).state == "closed"


def test_open_team_is_refused_in_another_organisation(someone, cast):
    administrator = someone("organisation_administrator", organisation=cast.icb)
    with pytest.raises(OutOfReach):
        actions.open_team(by=administrator, organisation=cast.police, name="Ours")


def test_organisations_on_their_pages(system, signed_in, cast):
    client = signed_in(system)
    assert "Elm Street School" in client.get("/organisations/").text
    answer = client.post("/organisations/new/", {"kind": "school"})
    assert "Enter the name of the organisation" in answer.text
    sent = {"name": "New School", "kind": "school", "authority": cast.KENSINGTON}
    answer = client.post("/organisations/new/", sent, follow=True)
    assert "The organisation is added" in answer.text
    school = Organisation.objects.get(name="New School")
    answer = client.post(
        f"/organisations/{school.pk}/teams/new/", {"name": "Pastoral"}, follow=True
    )
    assert "The team is added" in answer.text
    team = Team.objects.get(name="Pastoral")
    for each in "rename", "close":
        answer = client.post(f"/teams/{team.pk}/{each}/", {"name": "Support"}, follow=True)
        assert answer.status_code == 200
    answer = client.post(
        f"/organisations/{school.pk}/change/", {"name": "Newest School", "seen": 1}, follow=True
    )
    assert "Newest School" in answer.text
    answer = client.post(f"/organisations/{school.pk}/close/", follow=True)
    assert "The organisation is closed" in answer.text


def test_an_administrator_finds_no_other_organisation(someone, signed_in, cast):
    client = signed_in(someone("organisation_administrator", organisation=cast.icb))
    assert client.get(f"/organisations/{cast.icb.pk}/").status_code == 200
    assert client.get(f"/organisations/{cast.police.pk}/").status_code == 404
    assert client.get(f"/organisations/{cast.icb.pk}/close/").status_code == 403
