"""Which LADO service holds what is recorded about an authority’s adults and employers."""

from lscp.access.models import Organisation, Team
from lscp.access.queries import authorities, staffed_team
from lscp.access.roles import Role
from lscp.core.records import Record
from lscp.core.workflow import Refused

KINDS = ("social_care", "authority")


def service_of(authority: str) -> tuple[Organisation, Team]:
    """Return the organisation and the team of it in which most LADOs of an authority are today.

    Raises Refused where there is none.
    """
    team = staffed_team(authority, (Role.LADO,), KINDS)
    if team is None:
        raise Refused(
            f"{name_of(authority)} has no LADO service here. Select another authority, or "
            "telephone.", field="authority",
        )  # fmt: skip
    return team.organisation, team


def name_of(authority: str) -> str:
    """Return what an authority is called."""
    return dict(authorities()).get(authority, "This authority")


def held_by_service(record: Record, authority: str) -> None:
    """Let the LADO service of an authority hold a record. Raises Refused where there is none."""
    record.organisation, record.team = service_of(authority)
    record.authority = authority
