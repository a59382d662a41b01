"""The organisations and teams of the demonstration, and an account for each role."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from lscp.core.policy import Actor, system
from lscp.core.time import today
from lscp.demo.cast import accounts
from lscp.demo.cast.tables import Row, rows

if TYPE_CHECKING:
    from lscp.access.models import Organisation, Team, User

BUILDER = system(
    "Demonstration", "access.open_organisation", "access.open_team", "access.invite_joiner",
    "people.move_person", "people.view_person", "people.view_entry",
)  # fmt: skip
AUDIT_DAYS = 60
LONG = 400  # days that everybody has been there


class Known:
    """Who and what there is so far, by their names in the tables."""

    def __init__(self) -> None:
        self.organisations: dict[str, Organisation] = {}
        self.teams: dict[str, Team] = {}  # by organisation/name
        self.users: dict[str, User] = {}
        self.actors: dict[str, Actor] = {}
        self.people: dict[str, Any] = {}


def assemble(known: Known, password: str) -> None:
    """Make the organisations, their teams, and the accounts, all with one password."""
    from django.contrib.auth.hashers import make_password

    for row in rows("organisations"):
        _organisation(known, row)
    kept = make_password(password)  # worked out once: it takes its time
    for row in rows("accounts"):
        _account(known, row, kept)


def _organisation(known: Known, row: Row) -> None:
    from lscp.access import actions

    whole = known.organisations.get(row["within"])
    made = actions.open_organisation(
        by=BUILDER, name=row["name"], kind=row["kind"], authority=row["authority"],
        within=str(whole.pk) if whole else "",
    )  # fmt: skip
    known.organisations[row["key"]] = made
    for name in filter(None, row["teams"].split("|")):
        team = actions.open_team(by=BUILDER, organisation=made, name=name)
        known.teams[f"{row['key']}/{name}"] = team


def _account(known: Known, row: Row, password: str) -> None:
    from lscp.access import actions, sign_in_factors
    from lscp.access.acting import actor
    from lscp.access.models import User

    name = row["name"]
    user = User.objects.create(
        username=name, email=accounts.address(name), password=password, first_name=row["given"],
        last_name=row["family"],
    )  # fmt: skip
    team = known.teams.get(f"{row['organisation']}/{row['team']}")
    ends = today() + timedelta(days=AUDIT_DAYS) if row["role"] == "auditor" else None
    held = actions.invite_joiner(
        by=BUILDER, organisation=known.organisations[row["organisation"]], role=row["role"],
        given=row["given"], family=row["family"], email=user.email,
        team=str(team.pk) if team else "", from_on=today() - timedelta(days=LONG), to_on=ends,
    )  # fmt: skip
    sign_in_factors.give_second_factor(user, accounts.secret(name))
    known.users[name], known.actors[name] = user, actor(user, held)
