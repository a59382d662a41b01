"""The contacts of the demonstration and what came of them: each row is one action, at its time.

The clock shows the time of each row meanwhile, so that what is late is late, and what was done in
time was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lscp.core.policy import Actor, system
from lscp.core.scope import acting
from lscp.core.time import now, showing
from lscp.demo.cast import moments
from lscp.demo.cast.organisations import Known
from lscp.demo.cast.steps import value
from lscp.demo.cast.tables import Row, rows

PUBLIC = system("The public form", "front_door.receive_contact")
LIST = re.compile(r"\[(.*)\]")


@dataclass
class Cases:
    """What there is so far, by its name in the tables; `at` is when the demonstration is made."""

    at: datetime = field(default_factory=now)
    contacts: dict[str, Any] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)  # of a contact: keys of people
    checks: dict[str, Any] = field(default_factory=dict)
    referrals: dict[str, Any] = field(default_factory=dict)
    assessments: dict[str, Any] = field(default_factory=dict)

    def moment(self, text: str) -> datetime:
        """Return so many working days before the day it is made, at a time; never later."""
        return moments.moment(self.at, text)


def take(known: Known) -> None:
    """Do what the two tables say, in the order of its time."""
    cases = Cases()
    made = [(cases.moment(row["on"]), row, _contact) for row in rows("contacts")]
    done = [(cases.moment(row["on"]), row, _step) for row in rows("cases")]
    for moment, row, do in sorted([*made, *done], key=lambda each: each[0]):
        with showing(moment):
            do(known, cases, row)


def _contact(known: Known, cases: Cases, row: Row) -> None:
    from lscp.front_door import actions

    plain = (
        "authority", "worries", "working_well", "needs_to_happen", "consent", "consent_because",
    )  # fmt: skip
    facts: dict[str, Any] = {name: row[name] for name in plain}
    facts["immediate_danger"] = row["danger"] == "yes"
    facts["children"] = [_child(each) for each in row["children"].split("|")]
    facts["adults"] = [_adult(each) for each in filter(None, row["adults"].split("|"))]
    about = ("source", "identity", "passed_on_by", "referrer_name", "referrer_telephone")
    who: dict[str, Any] = {name: row[name] for name in about}
    by = known.actors.get(row["by"], PUBLIC)
    if by is PUBLIC:
        made = actions.receive_contact(by=by, **facts, **who)
    elif by.role == "front_door_officer":
        made = actions.record_contact(by=by, **facts, **who)
    else:
        made = actions.submit_contact(by=by, **facts)
    cases.contacts[row["key"]] = made
    cases.children[row["key"]] = row["children"].split("|")


def _child(said: str) -> dict[str, Any]:
    """Return what is said of a child: of one on record, or of a name and an age."""
    of_record = {row["key"]: row for row in rows("people")}.get(said)
    if of_record:
        name = of_record["known_as"] or of_record["given"]
        years = round(float(of_record["age"]))
        return {"given": name, "family": of_record["family"], "age_said": str(years), "home": 1}
    name, age = said.split(":")
    given, family = name.split(" ")
    return {"given": given, "family": family, "age_said": age}


def _adult(said: str) -> dict[str, Any]:
    name, relationship, stands_as, home, *is_referrer = said.split(":")
    return {
        "name": name, "relationship": relationship, "stands_as": stands_as, "home": int(home),
        "is_referrer": bool(is_referrer),
    }  # fmt: skip


def _step(known: Known, cases: Cases, row: Row) -> None:
    """Do what a row says: to a contact, to a check of it, or to each case that came of it."""
    by, (contact, _, rest) = known.actors[row["by"]], row["of"].partition("/")
    if row["action"] == "identify":
        _identify(known, cases, contact, by)
        return
    facts = dict(_facts(known, cases, row["facts"]))
    if not rest:
        _to_contact(known, cases, contact, by, row["action"], facts)
    elif rest == "*":
        for key in [each for each in cases.referrals if each.startswith(f"{contact}/")]:
            _to_case(cases, key, by, row["action"], facts)
    else:
        from lscp.front_door import actions

        action = getattr(actions, row["action"])
        cases.checks[row["of"]] = action(cases.checks[row["of"]], by=by, **facts)


def _identify(known: Known, cases: Cases, contact: str, by: Actor) -> None:
    """Say who each child of a contact is, in the order in which they were told of."""
    from lscp.front_door import actions

    with acting(by):
        told = {each.given: each for each in cases.contacts[contact].children.all()}
    for key in cases.children[contact]:
        child = told[_child(key)["given"]]
        cases.contacts[contact] = actions.identify_child(
            cases.contacts[contact], by=by, child=child, person=known.people[key]
        )


def _to_contact(
    known: Known, cases: Cases, key: str, by: Actor, action: str, facts: dict[str, Any]
) -> None:
    from lscp.front_door import actions

    if "early_help" in facts:  # which the page of the action gives as an id
        facts["early_help"] = str(facts["early_help"].pk)
    done = getattr(actions, action)(cases.contacts[key], by=by, **facts)
    cases.contacts[key] = done
    with acting(by):
        if action == "ask_checks":
            names = {each.pk: name for name, each in known.organisations.items()}
            cases.checks |= {f"{key}/{names[each.asked_id]}": each for each in done.checks.all()}
        for number, referral in enumerate(done.referrals.order_by("child__date_of_birth")):
            cases.referrals.setdefault(f"{key}/{number}", referral)


def _to_case(cases: Cases, key: str, by: Actor, action: str, facts: dict[str, Any]) -> None:
    from lscp.front_door import actions

    do = getattr(actions, action)
    if do.makes:
        cases.assessments[key] = do(by=by, referral=cases.referrals[key], **facts)
        return
    kept = cases.referrals if do.workflow is actions.accept_referral.workflow else cases.assessments
    kept[key] = do(kept[key], by=by, **facts)


def _facts(known: Known, cases: Cases, text: str) -> Iterator[tuple[str, Any]]:
    for part in filter(None, text.split("|")):
        name, said = part.split("=", 1)
        several = LIST.fullmatch(said)
        if several:
            yield name, [_value(known, cases, each) for each in several[1].split(";")]
        else:
            yield name, _value(known, cases, said)


def _value(known: Known, cases: Cases, text: str) -> Any:
    """Return what a text stands for: as in the steps of people, and -3w, a working day."""
    if re.fullmatch(r"-?\d+w", text):
        return moments.working_day(cases.at, int(text[:-1]))
    return {"no": False}.get(text, value(known, text))
