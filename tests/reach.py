"""How far a grant reaches, worked out by hand: what both locks are held against."""

from uuid import uuid5

from django.db import models

from lscp.core.models import Named
from lscp.core.policy import Reach
from lscp.core.time import now


def open_names():
    """Return who is named on what at this moment."""
    still = models.Q(until=None) | models.Q(until__gt=now())
    return list(Named.objects.filter(still))


def within_reach(actor, row, reaches, names):
    """Say whether a record lies within the reaches of a grant, for somebody; `names` is open_names.

    As a person reads the table of roles: no database is asked, and nothing of the policy is used.
    """
    about = _about(row)
    role = uuid5(actor.organisation, actor.role) if actor.organisation else None
    parties = {actor.user, actor.team, actor.organisation, role, actor.acts_for} - {None}
    own = parties - {actor.acts_for}
    mine = [each for each in names if each.party in parties]
    is_named = any(each.subject == row.pk and each.kind == "named" for each in mine)
    broke_glass = row.opens_to_glass and any(
        each.subject == about and each.kind == "glass" and each.party == actor.user
        for each in mine
    )  # fmt: skip
    arms = {
        Reach.ALL: True,
        Reach.TEAM: actor.team is not None and row.team_id == actor.team,
        Reach.ORGANISATION: (
            actor.organisation is not None and row.organisation_id == actor.organisation
        ),
        Reach.AUTHORITY: bool(actor.authority) and row.authority == actor.authority,
        Reach.NAMED: is_named,
    }
    reached = any(arms[each] for each in reaches) or (bool(reaches) and broke_glass)
    opened = any(
        each.opens_restricted and each.subject in (row.pk, about) and each.party in own
        for each in mine
    )
    return bool(reached) and (not row.restricted or opened)


def _about(row):
    if not row.about:
        return None
    return row.pk if row.about == "pk" else getattr(row, f"{row.about}_id", None) or row.pk
