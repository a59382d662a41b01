"""Finds people by what is known of them, the likeliest first, and says why each is there."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, IntegerField, TextField, UUIDField, Value

from lscp.core.workflow import Refused
from lscp.people.asked import read
from lscp.people.candidates import candidates
from lscp.people.evidence import Evidence, Facts, compare, score
from lscp.people.known import People, known_facts

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
        raise Refused(str(error), field="born") from error
    if facts == Facts():
        raise Refused("Enter a name, a date of birth, an identifier or a postcode.", field="text")
    if rows.query.is_empty():
        return rows
    return in_order(rows, ranked(rows, facts)[:MOST])


def ranked(rows: People, facts: Facts) -> Ranked:
    """Return the candidates whose evidence speaks for them, the likeliest first."""
    known = known_facts(rows, candidates(facts), like=facts)
    compared = [(pk, compare(facts, theirs)) for pk, theirs in known.items()]
    likely = [(pk, evidence) for pk, evidence in compared if score(evidence) >= LEAST]
    return sorted(likely, key=lambda one: (-score(one[1]), str(one[0])))


def in_order(rows: People, found: Ranked) -> People:
    """Return the people found as rows in their order, each with the words for why."""
    ids = Value([pk for pk, _ in found], output_field=ArrayField(UUIDField()))
    words = Value([_words(each) for _, each in found], output_field=ArrayField(TextField()))
    place = Func(ids, "pk", function="array_position", output_field=IntegerField())
    return (
        rows.filter(pk__in=[pk for pk, _ in found], merged_into=None)
        .annotate(place=place)
        .annotate(found_by=At(words, "place", output_field=TextField()))
        .order_by("place")
    )


class At(Func):
    """The element of an array that stands in a place."""

    template = "(%(expressions)s]"
    arg_joiner = ")["


def _words(evidence: tuple[Evidence, ...]) -> str:
    return ". ".join(each.words for each in evidence) + "."
