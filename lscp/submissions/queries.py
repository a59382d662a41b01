"""Questions about loads: what is loaded, and where a figure comes from."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from lscp.core import policy, trail
from lscp.core.figures import PARTNERSHIP, Figure
from lscp.core.indicators import Indicator
from lscp.core.policy import Actor
from lscp.measures import queries as measures
from lscp.measures.comparators import OfficialValue, official_value
from lscp.measures.indicators import load as indicators
from lscp.measures.models import View
from lscp.submissions import kept
from lscp.submissions.models import REGISTERS, Load
from lscp.submissions.policy import VIEW_LOAD


class NoSuch(LookupError):
    """Something was asked for by a name that nothing has."""


@dataclass(frozen=True)
class Trace:
    """Where a figure comes from.

    `loads` are the files that gave the snapshots it was counted from; the rows counted and left
    out are in `figure`; `official` is the published figure beside it, where one is mapped.
    """

    figure: Figure
    indicator: Indicator
    computed_at: datetime
    loads: tuple[Load, ...]
    official: OfficialValue | None


def loads(own: Iterable[str] | None = None) -> QuerySet[Load]:
    """Return the loads, all or the returns of some authorities, the newest of each year first.

    Replaced ones are among them. How many rows a register of the LADO has is for nobody to see.
    """
    found = Load.objects.all()
    if own is not None:
        found = found.filter(authority__in=list(own)).exclude(collection__in=REGISTERS)
    return found.order_by("-year", "authority", "-loaded_at")


def trace(name: str, *, view: str = View.INTERNAL) -> Trace:
    """Return where the current figure of a name comes from. Raises NoSuch."""
    figure = measures.figure(name, view=view)
    if figure is None:
        raise NoSuch(
            f"There is no figure {name}. A name is an indicator, an authority and a year, and a "
            "breakdown with its category where there is one, as IND004.E09000020.2022.source.1"
        )
    made = measures.current_set(int(figure.year))
    assert made is not None, "a figure that was found is of a current set"
    return Trace(
        figure=figure,
        indicator=indicators()[figure.indicator],
        computed_at=made.computed_at,
        loads=_loads_of(figure),
        official=_official(figure),
    )


def take_out_original(load: str, folder: Path, *, by: Actor) -> list[Path]:
    """Write the original files of a load into a folder. Raises NoSuch and kept.CannotOpen."""
    policy.require(by, VIEW_LOAD)
    try:
        found = Load.objects.filter(pk=uuid.UUID(load)).first()
    except ValueError:
        found = None
    if found is None:
        raise NoSuch(f"There is no load {load}: `lscp trace` names the loads of a figure")
    if not found.kept_file:
        raise NoSuch(f"The original of the load {load} was not kept")
    with transaction.atomic():
        trail.write(trail.Kind.EXPORTED, by, VIEW_LOAD, subject=found, format="original")
        return kept.take_out(found.kept_file, folder)


def _loads_of(figure: Figure) -> tuple[Load, ...]:
    """Return the load that each snapshot is of: the latest, where a file was read again."""
    names = figure.snapshot.split("+")
    newest_last = Load.objects.filter(snapshot__in=names).order_by("loaded_at")
    found = {load.snapshot: load for load in newest_last}
    return tuple(found[name] for name in names if name in found)


def _official(figure: Figure) -> OfficialValue | None:
    if figure.authority == PARTNERSHIP:
        return None
    year = int(figure.year)
    return official_value(
        measures.official_beside(year), figure.indicator, year, figure.authority,
        breakdown=figure.breakdown, category=figure.category,
    )  # fmt: skip
