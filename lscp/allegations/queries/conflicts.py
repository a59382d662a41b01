"""Questions about conflicts: who is kept out of a file, whom it opens to, where it can go."""

from collections.abc import Mapping
from typing import Any

from lscp.access.queries import authorities
from lscp.allegations.models import Allegation
from lscp.allegations.queries.services import service_of
from lscp.allegations.queries.users import chairs, to_let_in, working_at
from lscp.core.policy import Actor
from lscp.core.workflow import Refused
from lscp.people import queries as people

Known = Mapping[str, Any]


def around(allegation: Allegation) -> dict[str, Any]:
    """Return what the page of a restricted file says of who is kept out and who is let in."""
    if not allegation.restricted:
        return {"restricted": False}
    out = allegation.kept_out.exclude(user=None).select_related("user").order_by("on", "pk")
    return {
        "restricted": True, "kept_out": list(out), "let_in": list(chairs(allegation).values())
    }  # fmt: skip


def to_keep_out(allegation: Allegation, actor: Actor) -> Known:
    """Return the organisations at which somebody can be found to be kept out."""
    return {"organisation": people.organisations()}


def own_place(allegation: Allegation, actor: Actor) -> Known:
    """Return one’s own organisation: a conflict is mostly about a colleague."""
    return {"organisation": str(actor.organisation or "")}


def to_open(allegation: Allegation, actor: Actor) -> Known:
    """Return who can be let in."""
    return {"user": [(str(user), name) for user, name in to_let_in(allegation).items()]}


def to_pass(allegation: Allegation, actor: Actor) -> Known:
    """Return the other LADO services of the partnership, and who works there."""
    others, staff = [], []
    for code, name in authorities():
        try:
            _, team = service_of(code)
        except Refused:
            continue
        if team.pk != allegation.team_id:
            others.append((code, name))
            staff += [(str(user), f"{who}, {name}") for user, who in working_at(team.pk).items()]
    return {"authority": others, "to": staff}
