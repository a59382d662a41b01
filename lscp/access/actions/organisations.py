"""Opening, changing and closing organisations and their teams."""

from lscp.access import queries
from lscp.access.models import Memberships, Organisation, Team
from lscp.access.workflow import ORGANISATION, TEAM
from lscp.core.actions import action
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused


@action(ORGANISATION, "Add an organisation")
def open_organisation(
    organisation: Organisation, *, by: Actor, name: str, kind: str, authority: str = "",
    within: str = "", code: str = "",
) -> None:  # fmt: skip
    """Add an organisation of the partnership, held by itself."""
    organisation.organisation = organisation
    organisation.team = None
    organisation.kind = kind
    _describe(organisation, name, authority, within, code)


@action(ORGANISATION, "Change the organisation")
def change_organisation(
    organisation: Organisation, *, by: Actor, name: str, authority: str = "",
    within: str = "", code: str = "",
) -> None:  # fmt: skip
    """Put right what an organisation is called, whom it serves, and what it is a part of."""
    _describe(organisation, name, authority, within, code)


@action(ORGANISATION, "Close the organisation")
def close_organisation(organisation: Organisation, *, by: Actor) -> None:
    """Close an organisation in which nobody holds a role any more."""
    _nobody_in(queries.held_now().filter(organisation=organisation), "this organisation")
    if organisation.parts.filter(state="open").exists():
        raise Refused("Close the organisations that are part of this one first.")
    organisation.to_on = today()


@action(TEAM, "Add a team")
def open_team(team: Team, *, by: Actor, organisation: Organisation, name: str) -> None:
    """Add a team of an organisation; it is held by itself and its organisation."""
    queries.within_reach(organisation, by, "access.open_team")
    if organisation.state != "open":
        raise Refused("This organisation is closed.")
    team.team, team.organisation, team.authority = team, organisation, organisation.authority
    _call(team, name)


@action(TEAM, "Rename the team")
def rename_team(team: Team, *, by: Actor, name: str) -> None:
    """Give a team another name."""
    _call(team, name)


@action(TEAM, "Close the team")
def close_team(team: Team, *, by: Actor) -> None:
    """Close a team in which nobody holds a role any more."""
    _nobody_in(queries.held_now().filter(team=team), "this team")
    team.to_on = today()


def _describe(
    organisation: Organisation, name: str, authority: str, within: str, code: str
) -> None:
    others = Organisation.objects.exclude(pk=organisation.pk)
    if others.filter(name=name).exists():
        raise Refused(
            f"There is an organisation called {name} already. Give this one another name."
        )
    if authority and authority not in {code for code, _ in queries.authorities()}:
        raise Refused("Choose one of the partnership’s authorities.")
    whole = others.filter(pk=within).first() if within else None
    if within and (whole is None or organisation.pk in {each.pk for each in queries.above(whole)}):
        raise Refused("An organisation cannot be a part of itself. Choose another one.")
    organisation.name, organisation.authority = name, authority
    organisation.within, organisation.code = whole, code


def _call(team: Team, name: str) -> None:
    others = Team.objects.filter(organisation=team.organisation, name=name).exclude(pk=team.pk)
    if others.exists():
        raise Refused(f"There is a team called {name} already. Give this one another name.")
    team.name = name


def _nobody_in(held: Memberships, where: str) -> None:
    count = held.count()
    if count:
        who = "1 person still holds" if count == 1 else f"{count} people still hold"
        raise Refused(f"{who} a role in {where}. End their roles first.")
