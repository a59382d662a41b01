"""Which employer of the register is meant, years later or under another name, with why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lscp.allegations.models import Employer, EmployerName
from lscp.allegations.policy import VIEW_EMPLOYER
from lscp.allegations.workflow import KnownState
from lscp.core import policy, scope
from lscp.core.policy import Actor
from lscp.people.evidence import Evidence

from .names import employer_key, employer_sound
from .recognition import EACH, MOST
from .weights import Suggestion, evidence_of, likeliest, table

THRESHOLD = 6.0
"""A name that sounds the same, or another name at the same postcode in the same sector."""
CLOSE = 0.9  # of Jaro and Winkler's measure
LAST = "\U0010ffff"  # it sorts after every letter, so that a beginning is a range
LEADING = 2  # words of a name that others may begin with


@dataclass(frozen=True)
class SaidEmployer:
    """What is said of an employer."""

    names: tuple[str, ...] = ()
    sector: str = ""
    postcode: str = ""
    organisation: UUID | None = None

    @property
    def name_keys(self) -> list[str]:
        """Return the names as they are compared."""
        return [key for key in dict.fromkeys(map(employer_key, self.names)) if key]

    @property
    def sounds(self) -> list[str]:
        """Return how the names sound."""
        return [heard for heard in dict.fromkeys(map(employer_sound, self.names)) if heard]


def said_of(employer: Employer) -> SaidEmployer:
    """Return what the register says of an employer."""
    names = tuple(dict.fromkeys(each.name for each in employer.names.all()))
    return SaidEmployer(
        names, employer.sector, employer.postcode, employer.organisation_known_id
    )  # fmt: skip


def as_said(
    *, name: str = "", sector: str = "", postcode: str = "", organisation_known: str = "", **_: Any
) -> SaidEmployer:
    """Return what was answered about an employer, as it is compared."""
    known = UUID(str(organisation_known)) if organisation_known else None
    return SaidEmployer((name,) if name else (), sector, postcode, known)


def suggest(said: SaidEmployer, actor: Actor, *, besides: UUID | None = None) -> list[Suggestion]:
    """Return which employers of the register may be meant, the likeliest first."""
    with scope.acting(actor):
        rows = policy.visible_to(Employer.objects.all(), actor, VIEW_EMPLOYER)
        found = [each for each in weighed(said, rows) if each.record.pk != besides]
    return [each for each in found if each.score >= THRESHOLD][:MOST]


def weighed(said: SaidEmployer, rows: QuerySet[Employer]) -> list[Suggestion]:
    """Return all candidates among some rows with their evidence, the likeliest first."""
    wanted = [pk for arm in arms(said) for pk in arm[:EACH]]
    known = rows.filter(pk__among=wanted, state=KnownState.KNOWN).prefetch_related("names")
    return likeliest(Suggestion(each, weigh(said, said_of(each))) for each in known)


def weigh(said: SaidEmployer, known: SaidEmployer) -> tuple[Evidence, ...]:
    """Return what speaks for and against two employers being one."""
    return evidence_of(
        name=_name(said.name_keys, known.name_keys),
        postcode=_postcode(said.postcode, known.postcode),
        organisation=_organisation(said.organisation, known.organisation),
        sector=_sector(said.sector, known.sector),
    )


def arms(said: SaidEmployer) -> Iterator[QuerySet[Any, UUID]]:
    """Give what is asked of the register, by each key: a question that has an index."""
    named = EmployerName.objects.order_by()
    if said.name_keys:
        yield named.filter(key__among=said.name_keys).values_list("employer", flat=True)
        yield named.filter(sound__among=said.sounds).values_list("employer", flat=True)
    for key in said.name_keys:
        start = " ".join(key.split()[:LEADING])
        begun = named.filter(key__gte=start, key__lt=start + LAST)
        yield begun.values_list("employer", flat=True)
    rows = Employer.objects.order_by()
    if said.postcode:
        yield rows.filter(postcode=said.postcode).values_list("pk", flat=True)
    if said.organisation:
        yield rows.filter(organisation_known=said.organisation).values_list("pk", flat=True)


def _name(ours: Iterable[str], theirs: Iterable[str]) -> str:
    """Return the level of the two names that agree best."""
    levels = [_level(one, other) for one in ours for other in theirs]
    return max(levels, key=lambda level: table()["name", level].weight, default="")


def _level(one: str, other: str) -> str:
    import jellyfish

    words, others = set(one.split()), set(other.split())
    if words == others:
        return "same"
    if employer_sound(one) == employer_sound(other):
        return "sound"
    if min(len(words), len(others)) >= LEADING and (words <= others or others <= words):
        return "part"
    near = jellyfish.jaro_winkler_similarity(one, other) >= CLOSE
    return "close" if near else "differs"


def _organisation(one: UUID | None, other: UUID | None) -> str:
    return "same" if one and one == other else ""


def _postcode(one: str, other: str) -> str:
    if not one or not other:
        return ""
    if one == other:
        return "same"
    return "area" if one.split()[0] == other.split()[0] else ""


def _sector(one: str, other: str) -> str:
    if not one or not other:
        return ""
    return "same" if one == other else "differs"
