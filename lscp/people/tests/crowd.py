"""Made-up people by the thousand, and how others write them down: for tests of finding.

They are written at once rather than by actions, which would take minutes. Everything is drawn
from one seed, so that what a test reports is the same each time.
"""

import csv
import random
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from lscp.core.named import name_on, unname
from lscp.core.records import writing
from lscp.core.scope import acting
from lscp.core.time import now
from lscp.people import keys
from lscp.people.evidence import Facts
from lscp.people.models import Address, Identifier, Name, NameKey, Person

FAMILY = [
    "Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Patel",
    "Robinson", "Wright", "Thompson", "Evans", "Walker", "White", "Roberts", "Green", "Hall",
    "Wood", "Jackson", "Clarke", "Khan", "Ali", "Ahmed", "Hussain", "Begum", "Kaur", "Singh",
    "Murphy", "Kelly", "Nowak", "Kowalski", "Okafor", "Mensah", "Nguyen", "Chen", "Popescu",
    "Silva", "Garcia", "O’Brien", "Smith-Jones", "McDonald", "Chowdhury", "Rahman", "Harris",
    "Lewis", "Martin", "Cooper", "King", "Turner", "Hill", "Ward", "Morris", "Moore", "Clark",
    "Lee", "Baker", "Harrison", "Morgan", "Allen", "James", "Scott", "Phillips", "Watson",
    "Davis", "Parker", "Bennett", "Price", "Griffiths", "Young", "Adeyemi", "Boateng", "Osei",
    "Mohamed", "Hassan", "Abdi", "Yusuf", "Dubois", "Ivanov", "Petrova", "Hernandez", "Santos",
    "de Souza", "van der Berg", "Papadopoulos", "Rossi", "Schmidt", "Novak", "Horvat", "Kovacs",
]  # fmt: skip
SYLLABLES = ["an", "bar", "cor", "dal", "el", "fen", "gar", "hol", "in", "kin", "mor", "nor", "ros"]
STREETS = ["Elm", "Oak", "Mill", "Church", "Station", "Park", "Victoria", "Green", "Manor"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FIRST = date(2008, 11, 25)


@dataclass(frozen=True)
class Made:
    """Somebody of the crowd, as the record has them."""

    given: str
    family: str
    born_on: date
    sex: str
    nhs: str
    line: str
    postcode: str

    @property
    def facts(self):
        """Return what is compared."""
        return Facts(
            names=((self.given, self.family),), born_on=self.born_on, sex=self.sex,
            identifiers=frozenset({("nhs", self.nhs)} if self.nhs else ()),
            addresses=frozenset({(keys.address_key(self.line), self.postcode)}),
        )  # fmt: skip


def given_names():
    """Return given names, those that have short forms."""
    path = Path(keys.__file__).with_name("short_names.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["short_forms"].split() for row in csv.DictReader(file)}


def variants():
    """Return name → other spellings of it."""
    found = {}
    with Path(__file__).with_name("spellings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["one"], []).append(row["other"])
            found.setdefault(row["other"], []).append(row["one"])
    return found


def people(chance, number):
    """Return made-up people; some names are common, and most are not."""
    given = list(given_names())
    rare = ["".join(chance.choices(SYLLABLES, k=3)).capitalize() for _ in range(400)]
    family = [*FAMILY, *rare]
    weights = [1 / (place + 8) for place in range(len(family))]
    return [one(chance, chance.choice(given), chance.choices(family, weights)[0], at)
            for at in range(number)]  # fmt: skip


def one(chance, given, family, at=0):
    """Return somebody of a name."""
    return Made(
        given, family, FIRST + timedelta(chance.randrange(6570)), chance.choice("FM"),
        str(4_000_000_000 + at) if at % 2 else "",
        f"{chance.randrange(1, 200)} {chance.choice(STREETS)} Road",
        f"{chance.choice('NWE')}{chance.randrange(1, 20)} {chance.randrange(1, 10)}"
        f"{chance.choice('ABDEFGH')}{chance.choice('ABDEFGH')}",
    )  # fmt: skip


def mistyped(chance, word):
    """Return a word with one letter wrong, left out, doubled or swapped; never the first."""
    at = chance.randrange(1, len(word))
    how = chance.randrange(4)
    if how == 0:
        return word[:at] + chance.choice(LETTERS) + word[at + 1 :]
    if how == 1:
        return word[:at] + word[at + 1 :]
    if how == 2:
        return word[:at] + word[at] + word[at:]
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at > 1 else word + word[-1]


def short_form(chance, made):
    """Return somebody by a short form of their given name."""
    return replace(made, given=chance.choice(given_names()[made.given]))


def heard(chance, made):
    """Return somebody as another spells what they heard, where we know another spelling."""
    known = variants()
    return replace(
        made,
        given=chance.choice(known.get(made.given, [made.given])),
        family=chance.choice(known.get(made.family, [made.family])),
    )


def misread(chance, day):
    """Return a day as it is often taken down wrong."""
    if day.day <= 12 and chance.random() < 0.5:
        return date(day.year, day.day, day.month)
    return day + timedelta(chance.choice([-1, 1, 10]))


def keep(actor, crowd, *, held_by):
    """Write people as records of a team, organisation and authority; return their ids in order."""
    rows, parts = [], {Name: [], NameKey: [], Identifier: [], Address: []}
    for made in crowd:
        person = Person(
            state="known", version=1, team=held_by, organisation=held_by.organisation,
            authority=held_by.organisation.authority, sex=made.sex, date_of_birth=made.born_on,
            shown_name=f"{made.given} {made.family}",
            sort_name=keys.sort_key(made.given, made.family),
        )  # fmt: skip
        rows.append(person)
        fact = {"person": person, "recorded_at": now(), "recorded_by": "A colleague"}
        name = Name(**fact, kind="legal", given=made.given, family=made.family)
        parts[Name].append(name)
        parts[NameKey].extend(
            NameKey(person=person, name=name, **key._asdict())
            for key in keys.rows(made.given, made.family)
        )
        line = keys.address_key(made.line)
        parts[Address].append(
            Address(**fact, kind="home", lines=made.line, line_key=line, postcode=made.postcode)
        )
        if made.nhs:
            parts[Identifier].append(Identifier(**fact, scheme="nhs", value=made.nhs))
    with written(actor):
        Person.objects.bulk_create(rows)
        for model, made in parts.items():
            model.objects.bulk_create(made)
    return [person.pk for person in rows]


def restrict(actor, pk):
    """Restrict somebody, as one whom nobody is let in to."""
    source = uuid4()
    with written(actor):
        person = Person.objects.get(pk=pk)
        name_on(person, actor.user, opens_restricted=True, source=source)
        person.restricted, person.restricted_because = True, "A colleague’s child"
        person.save()
        unname(source=source)
    return pk


@contextmanager
def written(actor):
    """Let a test write records without an action."""
    with acting(actor), writing():
        yield


def seed(number):
    """Return chance that is the same each time."""
    return random.Random(number)
