"""What happens in a life: a birth, a death, the 18th birthday, a move to another authority."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from lscp.access.models import Team
from lscp.core.actions import action
from lscp.core.named import unname
from lscp.core.periods import day_label
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused
from lscp.people import current, naming
from lscp.people.models import Birth, Characteristics, Death, Involvement, Name, Person
from lscp.people.models.person import ADULT, birthday
from lscp.people.workflow import PERSON

from .involve import end
from .keep import after, keep


@action(PERSON, "Record the birth")
def record_birth(
    person: Person, *, by: Actor, date_of_birth: date, sex: str = "", given: str = "",
    family: str = "",
) -> None:  # fmt: skip
    """Record that an unborn child is born; the expected day stays in the history."""
    if date_of_birth > today():
        raise Refused("The day of the birth must be today or in the past.")
    keep(Birth, person, by, date_of_birth=date_of_birth, from_on=date_of_birth)
    if sex:
        keep(Characteristics, person, by, sex=sex)
    if given or family:
        keep(Name, person, by, kind="legal", given=given, family=family, from_on=date_of_birth)


@action(PERSON, "Record a death")
def record_death(person: Person, *, by: Actor, died_on: date) -> None:
    """Record the day that a person died."""
    if person.died_on:
        raise Refused("A death is on record already. Correct the day there if it is wrong.")
    if died_on > today():
        raise Refused("The day of the death must be today or in the past.")
    if person.date_of_birth and died_on < person.date_of_birth:
        raise Refused("The day of the death must be on or after the day of birth.")
    keep(Death, person, by, died_on=died_on)


@action(PERSON, "Record that they turned 18")
def turn_18(person: Person, *, by: Actor, stay: Collection[str] = ()) -> None:
    """Hold the record as an adult’s: what opened it because of a child’s work ends, but for some.

    `stay` names the involvements that go on.
    """
    if person.date_of_birth is None:
        raise Refused("Record the date of birth first.")
    if person.adult_on:
        raise Refused("This record is held as an adult’s already.")
    on = birthday(person.date_of_birth, ADULT)
    if person.is_child:
        raise Refused(f"This person turns 18 on {day_label(on)}. Do it then.")
    person.adult_on = on
    going_on = {str(each) for each in stay}
    for each in current.standing(Involvement, person):
        if each.stands and str(each.pk) not in going_on:
            end(each, max(today(), each.from_on or today()))


@action(PERSON, "Transfer to another team")
def transfer_person(person: Person, *, by: Actor, team: Team | str) -> None:
    """Hand a person over to another team of the same authority; the old team’s work ends."""
    new = _team(team)
    if new.organisation.authority != person.authority:
        raise Refused("The team belongs to another authority. Move the person there instead.")
    if new.pk == person.team_id:
        raise Refused("This team holds the record already.")
    _hand_over(person, by, new, stays=None)


@action(PERSON, "Move to another authority")
def move_person(person: Person, *, by: Actor, team: Team | str) -> None:
    """Hand a person over to a team of another authority; the old team can still read."""
    new = _team(team)
    if new.organisation.authority == person.authority:
        raise Refused("The team belongs to the same authority. Choose one of the other authority.")
    _hand_over(person, by, new, stays=person.team_id or person.organisation_id)


def _team(team: Team | str) -> Team:
    pk = team if isinstance(team, str) else team.pk
    return Team.objects.select_related("organisation").get(pk=pk)


def _hand_over(person: Person, by: Actor, new: Team, *, stays: UUID | None) -> None:
    """Hold a person elsewhere. What the old holder’s colleagues do with them ends.

    Whoever hands over can read until the day after; `stays` is who can go on reading. What let in
    the old team when it came to hold the record ends.
    """
    old_team, old_place = person.team_id, person.organisation_id
    if old_team:
        unname(source=naming.because(person, f"held by {old_team}"))
    moved, held = f"move {person.version}", f"held by {new.pk}"
    parties = [(stays, None, moved), (new.pk, None, held),
               (by.user, today() + timedelta(days=1), moved)]  # fmt: skip
    for party, last_day, why in parties:
        if party:
            naming.let_in(
                person, party, by=by, source=naming.because(person, why),
                until=after(last_day), opens_restricted=person.restricted,
            )  # fmt: skip
    for each in current.standing(Involvement, person):
        same = each.team_id == old_team if old_place == new.organisation_id else True
        if each.stands and each.organisation_id == old_place and same:
            end(each, max(today(), each.from_on or today()))
    person.team_id, person.organisation_id = new.pk, new.organisation_id
    person.authority = new.organisation.authority
