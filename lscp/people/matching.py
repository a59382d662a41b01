"""Who somebody new may be already: suggestions, each with its evidence, for a person to decide.

Only people within the actor's reach are ever suggested, by both locks. What lies beyond is looked
for by a job (`hidden_matches`), whatever was suggested, and told to those who hold it: so that
neither the words, nor the number, nor the time of an answer tells of a record that is not open.
"""

from dataclasses import dataclass
from uuid import UUID

from lscp.core import policy, scope
from lscp.core.policy import Actor
from lscp.people.evidence import Evidence, Facts, score
from lscp.people.models import Person
from lscp.people.policy import VIEW_SUMMARY
from lscp.people.search import in_order, ranked

THRESHOLD = 10.0
"""The sum of evidence from which somebody is suggested; its tests say what that finds."""
MOST = 5


@dataclass(frozen=True)
class Suggestion:
    """Somebody whom an arrival may be, and what speaks for it and against it."""

    person: Person
    evidence: tuple[Evidence, ...]

    @property
    def score(self) -> float:
        """Return the sum of the weights: for the order alone, never for the page."""
        return score(self.evidence)

    @property
    def agrees(self) -> list[str]:
        """Return what speaks for it, in words."""
        return [each.words for each in self.evidence if each.agrees]

    @property
    def differs(self) -> list[str]:
        """Return what speaks against it, in words."""
        return [each.words for each in self.evidence if not each.agrees]


def suggest(facts: Facts, actor: Actor, *, besides: UUID | None = None) -> list[Suggestion]:
    """Return who an arrival may be, of the people within the actor's reach, the likeliest first."""
    with scope.acting(actor):
        rows = policy.visible_to(Person.objects.all(), actor, VIEW_SUMMARY)
        likely = [
            (pk, evidence)
            for pk, evidence in ranked(rows, facts)
            if pk != besides and score(evidence) >= THRESHOLD
        ][:MOST]
        why = dict(likely)
        return [Suggestion(person, why[person.pk]) for person in in_order(rows, likely)]
