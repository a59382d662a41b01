"""Which front door a contact belongs to, and which source it is likely to have."""

import csv
from functools import cache
from pathlib import Path
from uuid import UUID

from lscp.access.models import Organisation, Team
from lscp.access.queries import staffed_team
from lscp.access.roles import Role
from lscp.core.workflow import Refused

TABLE = Path(__file__).parent.parent / "sources.csv"
AT_THE_DOOR = (Role.FRONT_DOOR_OFFICER, Role.FRONT_DOOR_MANAGER)


def authorities() -> list[tuple[str, str]]:
    """Return the authorities of the partnership: ONS code and name."""
    known = Organisation.objects.filter(kind="authority", state="open").exclude(authority="")
    return list(known.order_by("name").values_list("authority", "name"))


def name_of(authority: str) -> str:
    """Return what an authority is called, or nothing."""
    return dict(authorities()).get(authority, "")


def front_door_of(authority: str) -> tuple[Organisation, Team]:
    """Return the social care and the team of it that hold an authority’s contacts.

    That is the team in which most officers and managers of the front door are today. Raises
    Refused where there is none.
    """
    team = staffed_team(authority, AT_THE_DOOR)
    if team is None:
        raise Refused(
            f"{name_of(authority) or 'This authority'} has no front door here. Select another "
            "authority, or telephone.", field="authority",
        )  # fmt: skip
    return team.organisation, team


@cache
def _sources() -> dict[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["agency"]: row["code"] for row in csv.DictReader(file)}


def source_of_agency(kind: str) -> str:
    """Return the census’s code of source that suits a kind of organisation, or nothing."""
    return _sources().get(kind, "")


def source_of(organisation: UUID | None) -> str:
    """Return the code of source that suits an organisation, or nothing."""
    if organisation is None:
        return ""
    kinds = Organisation.objects.filter(pk=organisation).values_list("kind", flat=True)
    return source_of_agency(kinds.first() or "")
