"""Finds people by what is known of them, the likeliest first, and says why each is there."""

from uuid import UUID

from django.db.models import Case, TextField, Value, When

from lscp.core.workflow import Refused
from lscp.people.asked import read
from lscp.people.candidates import People, candidates
from lscp.people.evidence import Evidence, Facts, compare, score
from lscp.people.known import known_facts

MOST = 50
"""People that a search shows: who wants more asks for something more exact."""
LEAST = 1.5
"""The sum of evidence below which somebody is not shown."""

Ranked = list[tuple[UUID, tuple[Evidence, ...]]]


def find(
    rows: People, text: str = "", *, born: str = "", identifier: str = "", postcode: str = ""
) -> People:
    """Return the people who are asked for, of the rows within reach, the likeliest first.

    Each row has `found_by`: why it is there. Raises Refused where nothing is asked for.
    """
    try:
        facts = read(text, born=born, identifier=identifier, postcode=postcode)
    except ValueError as error:
        raise Refused(str(error)) from error
    if facts == Facts():
        raise Refused("Enter a name, a date of birth, an identifier or a postcode.")
    return in_order(rows, ranked(rows, facts)[:MOST])


def ranked(rows: People, facts: Facts) -> Ranked:
    """Return the candidates whose evidence speaks for them, the likeliest first."""
    known = known_facts(candidates(rows, facts))
    compared = [(pk, compare(facts, theirs)) for pk, theirs in known.items()]
    likely = [(pk, evidence) for pk, evidence in compared if score(evidence) >= LEAST]
    return sorted(likely, key=lambda one: (-score(one[1]), str(one[0])))


def in_order(rows: People, found: Ranked) -> People:
    """Return the people found as rows in their order, each with the words for why."""
    places = {pk: place for place, (pk, _) in enumerate(found)}
    words = {pk: _words(evidence) for pk, evidence in found}
    return rows.filter(pk__in=list(places), merged_into=None).annotate(
        found_by=Case(
            *(When(pk=pk, then=Value(said)) for pk, said in words.items()),
            default=Value(""), output_field=TextField(),
        ),
        place=Case(*(When(pk=pk, then=Value(place)) for pk, place in places.items()),
                   default=Value(MOST)),
    ).order_by("place")  # fmt: skip


def _words(evidence: tuple[Evidence, ...]) -> str:
    return ". ".join(each.words for each in evidence) + "."
