"""Who on the register an adult may be, years later or under another name, with why.

The machine suggests and the LADO decides. Candidates are found by keys that have an index each;
then `people.evidence` weighs them, as it does for people, and a job for the same employer besides.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lscp.allegations.models import Adult, AdultKey, AdultName, Post
from lscp.allegations.policy import VIEW_ADULT
from lscp.allegations.workflow import KnownState
from lscp.core import policy, scope
from lscp.core.policy import Actor
from lscp.people import keys
from lscp.people.asked import read
from lscp.people.evidence import Facts, Name, compare, score, swapped

from .weights import Suggestion, evidence_of, likeliest

THRESHOLD = 10.0
"""The sum of evidence from which somebody is suggested: that of `people.matching`."""
EACH, MOST = 150, 5  # candidates of one key, and suggestions


@dataclass(frozen=True)
class Said:
    """What is said of an adult: by a report, by whoever types, or by the register."""

    names: tuple[Name, ...] = ()
    born_on: date | None = None
    address: str = ""
    postcode: str = ""
    posts: frozenset[tuple[UUID, str]] = field(default_factory=frozenset)  # employer, and the job

    @property
    def facts(self) -> Facts:
        """Return it as what people are compared by."""
        home = (keys.address_key(*self.address.splitlines()), self.postcode)
        homes = frozenset({home} if any(home) else ())
        return Facts(names=self.names, born_on=self.born_on, addresses=homes)


def said_of(adult: Adult) -> Said:
    """Return what the register says of an adult."""
    return _said(adult, adult.names.all(), adult.posts.all())


def as_said(
    *, name: str = "", given: str = "", family: str = "", former_given: str = "",
    former_family: str = "", born_on: date | None = None, address: str = "", postcode: str = "",
    employer: str = "", job: str = "", **_: Any,
) -> Said:  # fmt: skip
    """Return what was answered about an adult, as it is compared; `name` may be written any way."""
    pairs = ((given, family), (former_given, former_family or family if former_given else ""))
    if former_family and not former_given:
        pairs = ((given, family), (given, former_family))
    names = tuple(dict.fromkeys(each for each in pairs if keys.normalise("".join(each))))
    written = read(name)
    names, born_on = names + written.names, born_on or written.born_on
    posts = frozenset({(UUID(str(employer)), job)} if employer else ())
    return Said(names, born_on, address, postcode, posts)


def suggest(said: Said, actor: Actor, *, besides: UUID | None = None) -> list[Suggestion]:
    """Return who is on the register within the actor's reach and may be meant, likeliest first."""
    with scope.acting(actor):
        rows = policy.visible_to(Adult.objects.all(), actor, VIEW_ADULT)
        found = [each for each in weighed(said, rows) if each.record.pk != besides]
    return [each for each in found if each.score >= THRESHOLD][:MOST]


def weighed(said: Said, rows: QuerySet[Adult]) -> list[Suggestion]:
    """Return all candidates among some rows with their evidence, the likeliest first."""
    known = rows.filter(pk__among=list(candidates(said)), state=KnownState.KNOWN)
    told = known.prefetch_related("names", "posts__employer")
    return likeliest(_weighed(said, adult) for adult in told)


def candidates(said: Said) -> Iterator[UUID]:
    """Give who may be meant, by each key in turn. Row-level security keeps it to the reach."""
    for arm in arms(said):
        yield from arm[:EACH]


def arms(said: Said) -> Iterator[QuerySet[Any, UUID]]:
    """Give what is asked of the register, by each key: a question that has an index."""
    key = AdultKey.objects.order_by()
    for asked in name_keys(said.names):
        whole = {"family__among": asked.families, "given__among": asked.meant}
        heard = {"family_sound__among": asked.family_sounds, "given_sound__among": asked.sounds}
        for arm in (whole, heard):
            halves = {name: found for name, found in arm.items() if found}
            if halves:
                yield key.filter(**halves).values_list("adult", flat=True)
    if said.born_on:
        days = [said.born_on, *swapped(said.born_on)]
        yield Adult.objects.filter(born_on__among=days).values_list("pk", flat=True)
    if said.postcode:
        yield Adult.objects.filter(postcode=said.postcode).values_list("pk", flat=True)
    if said.posts:
        employers = {employer for employer, _ in said.posts}
        posts = Post.objects.filter(employer__among=employers)
        yield posts.order_by().values_list("adult", flat=True)


@dataclass(frozen=True)
class NameKeys:
    """What a name is looked for by; an empty half is not asked for."""

    families: list[str]
    givens: list[str]
    meant: list[str]  # the given names that may be meant by it
    family_sounds: list[str]
    sounds: list[str]  # of the given names that may be meant


def name_keys(names: Iterable[Name]) -> list[NameKeys]:
    """Return what each of some names is looked for by."""
    return [_name_keys(*each) for each in names]


def _name_keys(given: str, family: str) -> NameKeys:
    families = [part for part in keys.parts(family) if part]
    givens = [part for part in keys.parts(given) if part]
    meant = sorted({*givens, *(other for part in givens for other in keys.alike(part))})
    return NameKeys(
        families, givens, meant, sorted({*map(keys.sound, families)} - {""}),
        sorted({*map(keys.sound, meant)} - {""}),
    )  # fmt: skip


def _said(adult: Adult, names: Iterable[AdultName], posts: Iterable[Post]) -> Said:
    known = tuple(dict.fromkeys((each.given, each.family) for each in names))
    worked = frozenset((each.employer_id, each.job) for each in posts)
    return Said(known, adult.born_on, adult.address, adult.postcode, worked)


def _weighed(said: Said, adult: Adult) -> Suggestion:
    known = _said(adult, adult.names.all(), adult.posts.all())
    evidence = (
        *compare(said.facts, known.facts),
        *evidence_of(workplace=_workplace(said.posts, known.posts)),
    )
    return Suggestion(adult, evidence, _former(said, known, adult))


def _workplace(
    ours: frozenset[tuple[UUID, str]], theirs: frozenset[tuple[UUID, str]]
) -> str:  # fmt: skip
    def jobs(posts: frozenset[tuple[UUID, str]]) -> set[tuple[UUID, str]]:
        return {(employer, keys.normalise(job)) for employer, job in posts if job.strip()}

    if jobs(ours) & jobs(theirs):
        return "post"
    return "employer" if {one for one, _ in ours} & {one for one, _ in theirs} else ""


def _former(said: Said, known: Said, adult: Adult) -> str:
    """Return the words for a former name that agrees better than the present one, if any does."""
    present = (adult.given, adult.family)

    def agreement(name: Name) -> float:
        return score(compare(Facts(names=said.names), Facts(names=(name,))))

    former: Sequence[Name] = [each for each in known.names if each != present]
    if not said.names or not former:
        return ""
    best = max(former, key=agreement)
    is_better = agreement(best) > max(agreement(present), 0)
    return f"This is by the former name {' '.join(filter(None, best))}" if is_better else ""
