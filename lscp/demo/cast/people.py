"""The families of the demonstration: who they are, where they live, how they are related."""

from datetime import timedelta

from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.demo.cast import numbers
from lscp.demo.cast.organisations import Known
from lscp.demo.cast.tables import Row, born, rows

EXPECTED_IN = 62  # days, of the child who is not born yet
PARENTS = ("mother", "father")
OTHERS = {"step_parent": "step_parent", "grandparent": "grandparent", "partner": "other_carer"}


def record(known: Known) -> None:
    """Record everybody, household by household, by those who would in earnest."""
    households = {row["key"]: row for row in rows("households")}
    living: dict[str, list[Row]] = {}
    for number, row in enumerate(rows("people"), start=1):
        home = households.get(row["household"], {})
        by = known.actors[row["recorded_by"] or home["recorded_by"]]
        known.people[row["key"]] = _person(row, home, by, number)
        living.setdefault(row["household"], []).append(row)
    for household, members in living.items():
        if household:
            by = known.actors[households[household]["recorded_by"]]
            _live_together(known, members, by)


def _person(row: Row, home: Row, by: Actor, number: int) -> object:
    from lscp.people import actions

    if not row["age"]:
        expected = today() + timedelta(days=EXPECTED_IN)
        return actions.record_unborn(by=by, expected_on=expected, family=row["family"])
    made = actions.record_person(
        by=by, given=row["given"], family=row["family"], date_of_birth=born(row["age"]),
        sex=row["sex"], ethnicity=row["ethnicity"], scheme="nhs" if row["nhs"] else "",
        value=numbers.nhs(number) if row["nhs"] else "",
    )  # fmt: skip
    if home:
        made = actions.add_address(
            made, by=by, kind=home["kind"], lines=home["lines"].replace("|", "\n"),
            postcode=home["postcode"], shielded=bool(home["shielded"]),
        )  # fmt: skip
    if row["known_as"]:
        made = actions.add_name(
            made, by=by, kind="known_as", given=row["known_as"], family=row["family"]
        )
    if row["former"]:
        made = actions.add_name(
            made, by=by, kind="former", given=row["given"], family=row["former"]
        )
    for scheme, make in (("upn", numbers.pupil), ("own_id", numbers.own)):
        if row[scheme]:
            of = {"own_id": "authority"}.get(scheme, scheme)
            made = actions.add_identifier(made, by=by, scheme=of, value=make(number))
    return made


def _live_together(known: Known, members: list[Row], by: Actor) -> None:
    from lscp.people import actions

    first, *others = (known.people[row["key"]] for row in members)
    for other in others:
        actions.join_household(other, by=by, other=first)
    children = [row["key"] for row in members if row["part"] == "child"]
    for row in members:
        kind = row["part"] if row["part"] in PARENTS else OTHERS.get(row["part"])
        for child in children if kind else ():
            actions.add_relationship(
                known.people[child], by=by, other=known.people[row["key"]], kind=kind,
                responsibility=row["part"] in PARENTS,
            )  # fmt: skip
    for elder, younger in zip(children, children[1:], strict=False):
        actions.add_relationship(
            known.people[younger], by=by, other=known.people[elder], kind="sibling"
        )
