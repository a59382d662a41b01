"""The LADO's register of the demonstration: each row is one action, with the clock at its time.

A row names what it makes, or what it is done to, by a key; facts refer to others by $key.
"""

import re
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from lscp.core.policy import Actor
from lscp.core.records import Record
from lscp.core.scope import acting
from lscp.core.time import now, showing
from lscp.demo.cast import moments
from lscp.demo.cast.organisations import Known
from lscp.demo.cast.steps import value
from lscp.demo.cast.tables import Row, born, rows

DAY = re.compile(r"[+-]?\d+w")  # working days before or after the day it is made
TIME = re.compile(r"(\d\d):(\d\d)")
AGE = re.compile(r"(\d+)y")
CRITERIA = ("harmed", "offence", "risk", "unsuitable")
PLAIN = ("uses", "met")
PARTS = {"end_strand": "strand", "end_safeguard": "safeguard"}  # named by what sort it is


def take(known: Known) -> None:
    """Do what the table says, in the order of its time."""
    at, made = now(), dict[str, Any]()
    timed = [(moments.moment(at, row["on"]), row) for row in rows("allegations")]
    for moment, row in sorted(timed, key=lambda each: each[0]):
        with showing(moment):
            _step(known, made, row, at)


def _step(known: Known, made: dict[str, Any], row: Row, at: datetime) -> None:
    from lscp.allegations import actions
    from lscp.allegations.queries.reports import PUBLIC_FORM

    by, key = known.actors.get(row["by"], PUBLIC_FORM), row["of"]
    facts = dict(_facts(known, made, row["facts"], at))
    if row["action"] == "weigh":
        made[key] = _weigh(made[key], by, **facts)
        return
    action = getattr(actions, row["action"])
    if action.makes:
        made[key] = action(by=by, **facts)
    else:
        made[key] = action(made[key], by=by, **_with_parts(made[key], by, row["action"], facts))


def _weigh(allegation: Any, by: Actor, *, met: str, because: str) -> Any:
    """Weigh all four criteria: those that are met, and why; and the others."""
    from lscp.allegations.actions import weigh_threshold

    for criterion in CRITERIA:
        is_met = criterion in met.split("; ")
        reason = because if is_met else "Nothing that was told says so"
        allegation = weigh_threshold(
            allegation, by=by, criterion=criterion, is_met=is_met, because=reason
        )
    return allegation


def _with_parts(
    record: Record, by: Actor, action: str, facts: dict[str, Any]
) -> dict[str, Any]:  # fmt: skip
    """Return the facts, with the parts of the record that they name: a strand, who came."""
    whole: Any = record
    with acting(by):
        if action in PARTS:
            sort = PARTS[action]
            facts[sort] = getattr(whole, f"{sort}s").get(**{sort: facts[sort]})
        if facts.get("came") == "all":
            facts["came"] = list(whole.invitations.values_list("pk", flat=True))
    return facts


def _facts(
    known: Known, made: dict[str, Any], text: str, at: datetime
) -> Iterator[tuple[str, Any]]:  # fmt: skip
    for part in filter(None, text.split("|")):
        name, said = part.split("=", 1)
        yield name, said if name in PLAIN else _value(known, made, said, at)


def _value(known: Known, made: dict[str, Any], text: str, at: datetime) -> Any:
    """Return what a text stands for, besides what it does in the steps of people."""
    if text[:1] == "$":
        return made[text[1:]]
    if text[:1] == "~":  # as the page of the action gives it
        return str(value(known, text).pk)
    if DAY.fullmatch(text):
        return moments.working_day(at, int(text[:-1]))
    if hour := TIME.fullmatch(text):
        return time(int(hour[1]), int(hour[2]))
    if age := AGE.fullmatch(text):
        return born(age[1])
    return {"no": False}.get(text, value(known, text))
