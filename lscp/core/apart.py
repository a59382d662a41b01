"""Kinds of record that stand apart: to whom none of a kind is open, there is none of it.

Whoever only sees what names them is told of no other of its kind, in no count and by no entry of
the trail: that one exists is as confidential as what it holds. Nor is what those did who work on
such a kind: that they looked at somebody says that there is a file.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from lscp.core import policy
from lscp.core.models import Entry
from lscp.core.policy import Actor, Reach
from lscp.core.records import Kept, Record, kinds

# How far a grant must go for all that a team or an organisation holds.
REACHING = {
    "team": {Reach.TEAM, Reach.ORGANISATION, Reach.AUTHORITY, Reach.ALL},
    "organisation": {Reach.ORGANISATION, Reach.AUTHORITY, Reach.ALL},
}


def stands(kind: str) -> bool:
    """Say whether a kind of record stands apart."""
    return bool(getattr(apps.get_model(kind), "apart", False))


def shut_to(grants: Mapping[str, Collection[Reach]]) -> set[str]:
    """Return the kinds that stand apart and are not open to whoever has such grants."""
    opened = {
        known.of for known in policy.PERMISSIONS.values()
        if not (known.writes or known.without_names) and _goes_beyond_names(grants, known.name)
    }  # fmt: skip
    return _apart() - opened


def entries(rows: QuerySet[Entry], actor: Actor) -> QuerySet[Entry]:
    """Return entries of the trail without those that tell of what stands apart from this reader.

    They are about it, or were made in a role that works on it. What they did themselves, they know.
    """
    shut = shut_to(actor.grants)
    if not shut:
        return rows
    telling = _about(shut) | Q(role__in=_working_on(shut))
    return rows.filter(~telling | Q(user=actor.user))


def _about(shut: set[str]) -> Q:
    """Return which entries are about some kinds, their parts, or an area that has no other."""
    parts = {model._meta.label for model in kinds() if _whole(model) in shut}
    names = {known.name for known in policy.PERMISSIONS.values() if known.of in shut}
    about = Q(subject_type__in=shut | parts) | Q(name__in=names)
    for area in {kind.partition(".")[0] for kind in shut}:
        if {each for each in _records() if each.partition(".")[0] == area} <= shut:
            about |= Q(name__startswith=f"{area}.") | Q(name__startswith=f"{area}:")
    return about


def _working_on(shut: set[str]) -> list[str]:
    """Return the roles that some of the kinds are open to, by the grants that they come with."""
    opening = [
        known.name for known in policy.PERMISSIONS.values()
        if known.of in shut and not (known.writes or known.without_names)
    ]  # fmt: skip
    return sorted(
        role for role, held in policy.GRANTS.items()
        if any(_goes_beyond_names(held, name) for name in opening)
    )  # fmt: skip


def _whole(model: type[Kept]) -> str:
    """Return the kind of record that a kind is a part of, if it is one."""
    part_of = getattr(model, "part_of", "")
    of: Any = model._meta.get_field(part_of).related_model if part_of else None
    return str(of._meta.label) if of else ""


def _goes_beyond_names(grants: Mapping[str, Collection[Reach]], name: str) -> bool:
    return bool(set(grants.get(name, ())) - {Reach.NAMED})


def _apart() -> set[str]:
    return {each for each in _records() if stands(each)}


def _records() -> set[str]:
    return {model._meta.label for model in kinds() if issubclass(model, Record)}
