"""How well people are found: of thousands who are made up, each asked for as others write them.

Run with -s to see the figures. The thresholds lie a little below what was measured. The made-up
names are more even than those of a real place, where a common name with a mistake in it and
nothing else to go by is found less often.
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from lscp.core import policy
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.people.evidence import Facts
from lscp.people.matching import suggest
from lscp.people.models import Person
from lscp.people.search import find
from lscp.people.tests import crowd

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE, ASKED, NEW = 2000, 40, 80
FIRST_FIVE = 5
# how somebody is asked for → the least share that must be among the first five
RECALL = {
    "as written": 1.0,
    "with a letter mistyped": 0.95,
    "as heard": 0.95,
    "by a short form": 0.95,
    "with a letter mistyped, and the year of birth": 0.95,
    "with a letter mistyped, and the date of birth": 1.0,
    "with the family name first, and the date misread": 0.95,
}


@pytest.fixture
def town(someone_granted, cast):
    """A town of made-up people, and somebody who may see them all."""
    seer = someone_granted(
        dict.fromkeys(["people.view_summary", "people.record_person"], Reach.ALL)
    )
    chance = crowd.seed(11)
    made = crowd.people(chance, PEOPLE)
    ids = crowd.keep(seer, made, held_by=cast.kensington_assessment)
    return seer, chance, dict(zip(ids, made, strict=True))


def typed(chance, how, made):
    """Return what is typed into the search to ask for somebody in this way."""
    given, family, born = made.given, made.family, made.born_on
    if how == "as heard":
        other = crowd.heard(chance, made)
        return {"text": f"{other.given} {other.family}"}
    if how == "by a short form":
        return {"text": f"{crowd.short_form(chance, made).given} {family}"}
    if how.startswith("with a letter mistyped"):
        words = [given, family]
        at = chance.randrange(2)
        words[at] = crowd.mistyped(chance, words[at])
        given, family = words
    asked = {"text": f"{given} {family}"}
    if "year" in how:
        asked["born"] = str(born.year)
    if "the date of birth" in how:
        asked["born"] = f"{born:%d %m %Y}"
    if "misread" in how:
        asked = {"text": f"{family} {given}", "born": f"{crowd.misread(chance, born):%d %m %Y}"}
    return asked


def test_those_asked_for_are_among_the_first_five(town):
    seer, chance, everybody = town
    found = Counter()
    with acting(seer):
        rows = policy.visible_to(Person.objects.all(), seer, "people.view_summary")
        for how in RECALL:
            for pk, made in chance.sample(sorted(everybody.items()), ASKED):
                first = find(rows, **typed(chance, how, made)).values_list("pk", flat=True)
                found[how] += pk in first[:FIRST_FIVE]
    recall = {how: found[how] / ASKED for how in RECALL}
    print(f"\nOf {PEOPLE:,} people, among the first {FIRST_FIVE}:")
    print("\n".join(f"  {how}: {share:.0%}" for how, share in recall.items()))
    assert {how for how in RECALL if recall[how] < RECALL[how]} == set()


def arrival(chance, made):
    """Return somebody who is known already, as another agency describes them."""
    how = chance.randrange(5)
    if how == 0:
        made = crowd.short_form(chance, made)
    elif how == 1:
        made = replace(made, family=crowd.mistyped(chance, made.family))
    elif how == 2:
        made = replace(made, born_on=crowd.misread(chance, made.born_on))
    elif how == 3:
        made = crowd.heard(chance, made)
    facts = made.facts
    return replace(
        facts,
        identifiers=facts.identifiers if chance.random() < 0.3 else frozenset(),
        addresses=facts.addresses if chance.random() < 0.5 else frozenset(),
    )


def stranger(chance, everybody):
    """Return somebody who is new: half of them brothers, sisters and twins of those known."""
    known = chance.choice(everybody)
    other = crowd.one(chance, chance.choice(everybody).given, known.family)
    if chance.random() < 0.5:
        apart = timedelta(0) if chance.random() < 0.2 else timedelta(chance.randrange(400, 3000))
        other = replace(
            other, line=known.line, postcode=known.postcode, born_on=known.born_on + apart
        )
    return replace(other, nhs="", given=other.given).facts


def test_suggestions_are_mostly_right_and_miss_few(town):
    seer, chance, everybody = town
    known = [
        (pk, arrival(chance, made)) for pk, made in chance.sample(sorted(everybody.items()), NEW)
    ]
    new: list[tuple[None, Facts]] = [
        (None, stranger(chance, list(everybody.values()))) for _ in range(NEW)
    ]
    right = wrong = missed = 0
    for pk, facts in known + new:
        suggested = [each.person.pk for each in suggest(facts, seer)]
        right += pk in suggested
        missed += pk is not None and pk not in suggested
        wrong += len([each for each in suggested if each != pk])
    precision, recall = right / (right + wrong), right / (right + missed)
    print(
        f"\nOf {NEW} who are known and as many who are new: {precision:.0%} of what is "
        f"suggested is right, and {recall:.0%} of those known are suggested"
    )
    assert precision >= 0.9
    assert recall >= 0.93
