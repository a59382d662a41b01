"""A chronology as its page asks for it: by agency, kind of event and days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lscp.core.chronology import Event
from lscp.people import queries

NOT_A_DAY = "Enter a day like 2026-03-31 or 31/3/2026"
NOBODY = "Not recorded by an agency"


@dataclass(frozen=True)
class Told:
    """The events that are asked for, and what else could be."""

    events: Sequence[tuple[Event, str]]  # with whose it is
    total: int
    agencies: Mapping[str, str]  # id → name
    kinds: Sequence[str]
    asked: Mapping[str, str]
    wrong: str = ""  # what is wrong with what was asked

    @property
    def errors(self) -> list[dict[str, str]]:
        """Return what is wrong with what was asked, as a page shows it."""
        return [{"text": NOT_A_DAY, "href": f"#{self.wrong}"}] if self.wrong else []

    @property
    def is_narrowed(self) -> bool:
        """Say whether not all events are asked for."""
        return any(self.asked.values())


def narrowed(events: Sequence[Event], asked: Mapping[str, str]) -> Told:
    """Return the events that a page asks for; a day that is none is said, and not asked for."""
    names = queries.names_of(each.organisation for each in events)
    agencies = {str(pk): name for pk, name in sorted(names.items(), key=lambda one: one[1])}
    kinds = sorted({each.kind for each in events})
    said = {
        "agency": asked.get("agency", "") if asked.get("agency") in agencies else "",
        "kind": asked.get("kind", "") if asked.get("kind") in kinds else "",
        "since": asked.get("since", "").strip(),
        "until": asked.get("until", "").strip(),
    }
    since, until = _day(said["since"]), _day(said["until"])
    chosen = [
        each for each in events
        if (not said["agency"] or str(each.organisation) == said["agency"])
        and (not said["kind"] or each.kind == said["kind"])
        and (since is None or each.on >= since)
        and (until is None or each.on <= until)
    ]  # fmt: skip
    wrong = [name for name, day in (("since", since), ("until", until)) if said[name] and not day]
    return Told(
        [(each, _whose(each.organisation, names)) for each in chosen], len(events), agencies, kinds,
        said, wrong[0] if wrong else "",
    )  # fmt: skip


def _whose(organisation: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(organisation, NOBODY) if organisation else NOBODY


def _day(text: str) -> date | None:
    """Return a day that was typed like 2026-03-31, or 31/3/2026."""
    parts = text.replace("/", " ").replace("-", " ").replace(".", " ").split()
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    numbers = [int(part) for part in parts]
    year, month, day = numbers if len(parts[0]) == 4 else reversed(numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None
