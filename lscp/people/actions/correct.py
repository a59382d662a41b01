"""Ending a fact, correcting one that was wrong, and withdrawing one that was never true.

One way for every kind: the old one is kept, marked, with the reason and what stands instead.
"""

from datetime import date
from typing import Any

from lscp.core.actions import action, also
from lscp.core.named import unname
from lscp.core.policy import Actor
from lscp.core.time import now, today
from lscp.core.workflow import Refused
from lscp.people.models import Fact, Person
from lscp.people.workflow import PERSON

from .keep import found, keep, own_fields, refresh


@action(PERSON, "End it")
def end_fact(person: Person, *, by: Actor, fact: Fact, to_on: date) -> None:
    """Record the last day on which a fact was true."""
    ended = found(person, fact)
    if ended.from_on and to_on < ended.from_on:
        raise Refused("The last day must be on or after the first.")
    ended.to_on = to_on
    also(ended)
    if to_on < today():
        unname(source=ended.pk)
    refresh(ended, person)


@action(PERSON, "Correct it")
def correct_fact(person: Person, *, by: Actor, fact: Fact, reason: str, **values: Any) -> None:
    """Put a fact that was wrong right: the old one stays, with the reason."""
    old = found(person, fact)
    said = {name: getattr(old, name) for name in own_fields(type(old))}
    if all(said.get(name) == value for name, value in values.items()):
        raise Refused("Nothing is different. Change what was wrong, or go back.")
    _mark(old, by, reason)
    also(old)
    old.instead = keep(type(old), person, by, **{**said, **values})
    also(old)
    refresh(old, person)


@action(PERSON, "Withdraw it")
def withdraw_fact(person: Person, *, by: Actor, fact: Fact, reason: str) -> None:
    """Mark a fact that was never true of this person; nothing stands instead."""
    old = found(person, fact)
    _mark(old, by, reason)
    also(old)
    refresh(old, person)


def _mark(old: Fact, by: Actor, reason: str) -> None:
    """Mark a fact as wrong, and shut out whomever it had let in."""
    old.wrong_at, old.wrong_by, old.wrong_because = now(), by.name, reason
    unname(source=old.pk)
