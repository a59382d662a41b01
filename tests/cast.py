"""The fixed cast: the organisations and teams of two authorities, and who acts for them.

People of the cast are real users with real memberships; what they may do is what their role is
granted. `throw_away` gives a role of a test's own, so that kernel tests outlive today's grants.
"""

from dataclasses import dataclass
from itertools import count

from django.test import Client

from lscp.access.acting import actor as acting_in
from lscp.access.models import Membership, Organisation, Team, User
from lscp.core.policy import GRANTS, Actor
from lscp.core.records import writing
from lscp.core.time import now

KENSINGTON, WESTMINSTER = "E09000020", "E09000033"
PLACES = {KENSINGTON: "kensington", WESTMINSTER: "westminster"}
# name here → name, kind, authority that it serves ("" for both), what it is a part of
ORGANISATIONS = {
    "partnership": ("The partnership", "partnership", "", ""),
    "kensington": ("Kensington and Chelsea", "authority", KENSINGTON, ""),
    "westminster": ("Westminster", "authority", WESTMINSTER, ""),
    "police": ("Metropolitan Police", "police", "", ""),
    "icb": ("Integrated care board", "icb", "", ""),
    "nhs_trust": ("Riverside NHS trust", "nhs_trust", "", "icb"),
    "probation": ("Probation", "probation", "", ""),
    "college": ("Riverside College", "college", "", ""),
    "voluntary": ("Open Door charity", "voluntary", "", ""),
    "commissioned": ("Night Line", "commissioned", "", ""),
    "kensington_care": ("Kensington social care", "social_care", KENSINGTON, "kensington"),
    "westminster_care": ("Westminster social care", "social_care", WESTMINSTER, "westminster"),
    "kensington_help": ("Kensington early help", "early_help", KENSINGTON, "kensington"),
    "westminster_help": ("Westminster early help", "early_help", WESTMINSTER, "westminster"),
    "kensington_housing": ("Kensington housing", "housing", KENSINGTON, "kensington"),
    "westminster_housing": ("Westminster housing", "housing", WESTMINSTER, "westminster"),
    "kensington_adults": ("Kensington adults", "adults", KENSINGTON, "kensington"),
    "westminster_youth": ("Westminster youth justice", "youth_justice", WESTMINSTER, "westminster"),
    "kensington_gp": ("Elm Street practice", "gp", KENSINGTON, "icb"),
    "westminster_gp": ("Wharf Road practice", "gp", WESTMINSTER, "icb"),
    "kensington_school": ("Elm Street School", "school", KENSINGTON, ""),
    "westminster_school": ("Wharf Road School", "school", WESTMINSTER, ""),
    "kensington_nursery": ("Elm Street Nursery", "early_years", KENSINGTON, ""),
}
# name here → the organisation, and what the team is called
TEAMS = {
    "kensington_assessment": ("kensington_care", "Assessment"),
    "kensington_lado": ("kensington_care", "LADO service"),
    "kensington_protection": ("kensington_care", "Protection"),
    "westminster_assessment": ("westminster_care", "Assessment"),
    "westminster_lado": ("westminster_care", "LADO service"),
    "westminster_protection": ("westminster_care", "Protection"),
    "police_child_abuse": ("police", "Child abuse investigation"),
}
# Where a role is at home, unless a test says otherwise; {} is the place of the authority.
HOMES = {
    "referrer": "{}_housing", "school_lead": "{}_school", "health_lead": "{}_gp",
    "police_officer": "police", "mash_partner": "police", "early_help_practitioner": "{}_help",
    "early_help_manager": "{}_help", "business_manager": "partnership",
    "scrutineer": "partnership", "executive": "police", "analyst": "{}", "returns_officer": "{}",
    "system_administrator": "partnership", "trainer": "partnership", "delegate": "{}_school",
    "young_adviser": "partnership",
}  # fmt: skip
_number = count(1)


@dataclass(frozen=True)
class Cast:
    """The organisations and teams, by their names here: `cast.police_child_abuse`."""

    known: dict[str, Organisation | Team]
    KENSINGTON = KENSINGTON
    WESTMINSTER = WESTMINSTER

    def __getattr__(self, name):
        try:
            return self.known[name]
        except KeyError:
            raise AttributeError(f"Nobody in the cast is called {name}") from None

    def lado_of(self, authority):
        """Return the LADO service of an authority."""
        return self.known[f"{PLACES[authority]}_lado"]

    def home_of(self, role, authority):
        """Return where somebody of a role works, in an authority."""
        return self.known[HOMES.get(role, "{}_care").format(PLACES[authority])]


def assemble():
    """Make the organisations and teams."""
    known = {}
    for name, (title, kind, authority, within) in ORGANISATIONS.items():
        known[name] = Organisation(
            name=title, kind=kind, authority=authority, within=known.get(within),
            state="open", version=1,
        )  # fmt: skip
        known[name].organisation = known[name]
    for name, (organisation, title) in TEAMS.items():
        known[name] = Team(organisation=known[organisation], name=title, state="open", version=1)
        known[name].team = known[name]
    with writing():
        Organisation.objects.bulk_create(known[name] for name in ORGANISATIONS)
        Team.objects.bulk_create(known[name] for name in TEAMS)
    return Cast(known)


def join(cast, role, organisation=None, team=None, authority=KENSINGTON, name="", user=None):
    """Give somebody a role, and return them acting in it; in the first team, unless another."""
    organisation = organisation or (team and team.organisation) or cast.home_of(role, authority)
    user = user or _somebody(role, name)
    team = team or organisation.teams.order_by("name").first()
    with writing():
        held = Membership.objects.create(
            user=user, organisation=organisation, team=team, role=role, version=1,
            state="held", authority=organisation.authority,
        )  # fmt: skip
    return acting_in(user, held)


def throw_away(monkeypatch, granted):
    """Make a role for one test: permission → reach, or several reaches; return its name."""
    role = f"throw_away_{next(_number)}"
    grants = {
        name: frozenset((reach,) if isinstance(reach, str) else reach)
        for name, reach in granted.items()
    }
    monkeypatch.setitem(GRANTS, role, grants)
    return role


def sign_in(who: Actor, client=None):
    """Return a browser's stand-in that is signed in as somebody, in their role, second factor done.

    What an actor may do is asked anew at each request, as for everybody.
    """
    client = client or Client()
    client.force_login(User.objects.get(pk=who.user))
    session = client.session
    session["acting"], session["access.factor"] = str(who.membership), True
    session["access.began"] = session["access.seen"] = int(now().timestamp())
    session.save()
    return client


def _somebody(role, name):
    number = next(_number)
    given, _, family = name.partition(" ")
    return User.objects.create_user(
        f"{role}-{number}", email=f"{role}-{number}@example.org",
        first_name=given or "Person", last_name=family or str(number),
    )  # fmt: skip
