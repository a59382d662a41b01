"""What was done for the people of the demonstration: each row is one action, by one account."""

import re
from datetime import timedelta
from typing import Any

from lscp.core.time import today
from lscp.demo.cast.organisations import BUILDER, Known
from lscp.demo.cast.tables import Row, rows

WORDS = {"yes": True, "nobody": ""}
DAYS = re.compile(r"([+-]\d+)d")


def take(known: Known) -> None:
    """Do what the table says, in its order; then what a table has no words for."""
    for row in rows("steps"):
        _step(known, row)
    _correct_a_birthday(known)
    _move_to_the_other_authority(known)
    _restrict(known)
    _break_the_glass(known)


def _step(known: Known, row: Row) -> None:
    from lscp.people import actions

    by, person = known.actors[row["by"]], known.people[row["person"]]
    given = dict(part.split("=", 1) for part in row["facts"].split("|"))
    facts = {name: value(known, text) for name, text in given.items()}
    action = getattr(actions, row["action"])
    if action.makes:
        action(by=by, person=person, **facts)
    else:
        known.people[row["person"]] = action(person, by=by, **facts)


def value(known: Known, text: str) -> Any:
    """Return what a text of the table stands for: @person, #account, ~organisation, -3d."""
    mark, rest = text[:1], text[1:]
    if mark == "@":
        return known.people[rest]
    if mark == "#":
        return known.users[rest]
    if mark == "~":
        return known.teams[rest] if "/" in rest else known.organisations[rest]
    days = DAYS.fullmatch(text)
    return today() + timedelta(days=int(days[1])) if days else WORDS.get(text, text)


def _correct_a_birthday(known: Known) -> None:
    from lscp.core.scope import acting
    from lscp.people import actions
    from lscp.people.models import Birth

    by, child = known.actors["front-door"], known.people["esposito-1"]
    with acting(by):
        wrong = Birth.objects.get(person=child)
    day = (wrong.date_of_birth or today()) + timedelta(days=27)
    actions.correct_fact(
        child, by=by, fact=wrong, reason="It was read from the wrong line", date_of_birth=day
    )


def _move_to_the_other_authority(known: Known) -> None:
    """The children of one family moved, and their new team reads what the old one recorded."""
    from lscp.people import actions

    new = known.teams["westminster-care/Assessment"]
    for key in ("hussein-m", "hussein-1", "hussein-2"):
        known.people[key] = actions.move_person(known.people[key], by=BUILDER, team=new)


def _restrict(known: Known) -> None:
    """A colleague asked; the lead found the records by number, and shut them to all but two."""
    from lscp.access.actions import find_for_request
    from lscp.core.scope import acting
    from lscp.people import actions
    from lscp.people.models import Identifier, Person

    lead = known.actors["information-governance"]
    stays = [known.users["social-worker"].pk, known.users["service-manager"].pk]
    for number, key in enumerate(("ashdown-m", "ashdown-1"), start=1):
        with acting(known.actors["social-worker"]):
            nhs = Identifier.objects.get(person=known.people[key], scheme="nhs")
        find_for_request(
            by=lead, reference=f"IG-{number:03d}", reason="A colleague asked for it",
            scheme="nhs", value=nhs.value,
        )  # fmt: skip
        with acting(lead):
            found = Person.objects.get(pk=known.people[key].pk)
        actions.restrict_person(found, by=lead, reason="A colleague’s family", stays=stays)


def _break_the_glass(known: Known) -> None:
    """An officer at a door needed to know who lives there; the lead has yet to review it."""
    from lscp.access.actions import break_glass
    from lscp.access.models import BreakGlass

    child = known.people["gallagher-2"]
    break_glass(
        by=known.actors["police"], how=BreakGlass.How.NAME, given="Orla", family="Gallagher",
        born_on=child.date_of_birth, reason="At the flat after a call; nobody adult answers",
    )  # fmt: skip
