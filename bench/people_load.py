"""Fills an empty installation with so many made-up people, by COPY, as the bench needs them.

Two authorities with a hundred teams each, police, schools; each person has a name, a birth, an
address, an identifier, a school, and two entries of their chronology. Nobody's actions made them:
they measure how pages answer, and are seen by nobody.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from lscp.people import keys

AUTHORITIES = ("E09000020", "E09000033")
TEAMS = 200
SCHOOLS = 500
GIVEN = [
    "Amelia",
    "Oliver",
    "Isla",
    "George",
    "Ava",
    "Noah",
    "Mia",
    "Arthur",
    "Ivy",
    "Muhammad",
    "Lily",
    "Leo",
    "Aisha",
    "Oscar",
    "Freya",
    "Theo",
    "Zainab",
    "Jack",
    "Florence",
    "Henry",
    "Maryam",
    "Luca",
    "Rosie",
    "Ibrahim",
    "Sofia",
    "Adam",
    "Grace",
    "Yusuf",
    "Ella",
    "Finley",
]
SYLLABLES = [
    "ba",
    "ker",
    "ton",
    "ley",
    "ham",
    "ford",
    "well",
    "son",
    "man",
    "field",
    "er",
    "wood",
    "hall",
    "brook",
    "mor",
    "gan",
    "rich",
    "ards",
]
MOMENT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 1, 5)


@dataclass(frozen=True)
class Loaded:
    """What was made: the teams with their organisation and authority, the schools, the people."""

    teams: list[tuple[UUID, UUID, str]]
    schools: list[UUID]
    people: list[UUID]


def load(connection: psycopg.Connection, people: int, seed: int = 7) -> Loaded:
    """Fill the tables; indexes are made afterwards, as for any large load."""
    chance = random.Random(seed)
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")  # no keys are checked
        connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
        teams, schools = _organisations(connection, chance)
        ids = [_uuid(chance) for _ in range(people)]
        indexes = _drop_indexes(connection)
        rows = _Rows(ids, teams, schools, seed)
        for table, columns, each in rows.tables():
            _copy(connection, table, columns, each())
        for index in indexes:
            connection.execute(index.encode())
    connection.execute("VACUUM ANALYZE")
    return Loaded(teams, schools, ids)


def _uuid(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _organisations(
    connection: psycopg.Connection, chance: random.Random
) -> tuple[list[tuple[UUID, UUID, str]], list[UUID]]:
    organisations, teams, schools = [], [], []
    for authority in AUTHORITIES:
        care = _uuid(chance)
        organisations.append(
            _organisation(care, f"Social care of {authority}", "social_care", authority)
        )
        teams += [(_uuid(chance), care, authority) for _ in range(TEAMS // len(AUTHORITIES))]
    for number in range(SCHOOLS):
        school = _uuid(chance)
        schools.append(school)
        authority = AUTHORITIES[number % 2]
        organisations.append(_organisation(school, f"School {number}", "school", authority))
    columns = (
        "id",
        "state",
        "version",
        "restricted",
        "organisation_id",
        "authority",
        "name",
        "kind",
        "code",
        "from_on",
    )
    _copy(connection, "access_organisation", columns, organisations)
    of_team = (
        "id",
        "state",
        "version",
        "restricted",
        "organisation_id",
        "authority",
        "name",
        "from_on",
    )
    made = (
        (team, "open", 1, False, care, authority, f"Team {number}", date(2020, 1, 1))
        for number, (team, care, authority) in enumerate(teams)
    )
    _copy(connection, "access_team", of_team, made)
    return teams, schools


def _organisation(pk: UUID, name: str, kind: str, authority: str) -> tuple[Any, ...]:
    return pk, "open", 1, False, pk, authority, name, kind, "", date(2020, 1, 1)


@dataclass(frozen=True)
class _Rows:
    """The rows of each table, the same person by person."""

    people: list[UUID]
    teams: list[tuple[UUID, UUID, str]]
    schools: list[UUID]
    seed: int

    def tables(self) -> Iterator[tuple[str, tuple[str, ...], Callable[[], Iterable[Any]]]]:
        """Give each table, its columns, and what makes its rows."""
        fact = ("id", "person_id", "recorded_at", "recorded_by")
        yield "people_person", (
            "id", "state", "version", "restricted", "team_id", "organisation_id", "authority",
            "shown_name", "sort_name", "date_of_birth", "is_estimated", "sex",
        ), self._person  # fmt: skip
        yield "people_name", (*fact, "kind", "given", "family"), self._name
        yield "people_namekey", (
            "id", "person_id", "name_id", "given", "family", "given_sound", "family_sound",
            "held_by_team", "held_by_organisation",
        ), self._key  # fmt: skip
        yield "people_birth", (*fact, "date_of_birth", "is_estimated"), self._birth
        yield "people_address", (
            *fact, "kind", "lines", "postcode", "line_key", "shielded",
        ), self._address  # fmt: skip
        yield "people_identifier", (*fact, "scheme", "value"), self._identifier
        yield "people_involvement", (
            *fact, "capacity", "organisation_id", "opens_to",
        ), self._involvement  # fmt: skip
        yield "core_named", (
            "subject_type", "subject", "party", "kind", "opens_restricted", "since", "source",
        ), self._named  # fmt: skip
        yield "people_chronologyentry", (
            "id", "state", "version", "restricted", "team_id", "organisation_id", "authority",
            "person_id", "happened_on", "kind", "words", "for_all",
        ), self._entry  # fmt: skip
        yield "core_transition", (
            "subject_type", "subject", "person", "action", "before", "after", "version",
            "changed", "at", "by",
        ), self._transition  # fmt: skip

    def each(self) -> Iterator[tuple[UUID, str, str, date, int]]:
        """Give each person: id, names, birth and number."""
        chance = random.Random(self.seed + 1)
        for number, pk in enumerate(self.people):
            family = "".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3)))).capitalize()
            born = TODAY - timedelta(days=chance.randrange(18 * 365))
            yield pk, chance.choice(GIVEN), family, born, number

    def of(self, number: int, table: int) -> UUID:
        """Return the id of a person's row in a table: spread, as real ones are."""
        return UUID(int=(self.people[number].int * (2 * table + 3) + table) % (1 << 128), version=4)

    def school(self, number: int) -> UUID:
        """Return a person's school."""
        return self.schools[number % len(self.schools)]

    def _fact(self, pk: UUID, number: int, table: int) -> tuple[Any, ...]:
        return self.of(number, table), pk, MOMENT, "Bench"

    def _person(self) -> Iterator[Any]:
        for pk, given, family, born, number in self.each():
            team, care, authority = self.teams[number % len(self.teams)]
            yield (
                pk, "known", 1, False, team, care, authority, f"{given} {family}",
                keys.sort_key(given, family), born, False, "MF"[number % 2],
            )  # fmt: skip

    def _name(self) -> Iterator[Any]:
        for pk, given, family, _, number in self.each():
            yield (*self._fact(pk, number, 1), "legal", given, family)

    def _key(self) -> Iterator[Any]:
        known: dict[str, str] = {}
        for pk, given, family, _, number in self.each():
            for word in (given, family):
                if word not in known:
                    known[word] = keys.sound(word)
            sounds = known[given], known[family]
            team, care, _ = self.teams[number % len(self.teams)]
            yield (
                self.of(number, 2), pk, self.of(number, 1), given.lower(), family.lower(), *sounds,
                team, care,
            )  # fmt: skip

    def _birth(self) -> Iterator[Any]:
        for pk, _, _, born, number in self.each():
            yield (*self._fact(pk, number, 3), born, False)

    def _address(self) -> Iterator[Any]:
        for pk, _, _, _, number in self.each():
            line = f"{number % 200 + 1} road {number // 400}"
            ends = chr(65 + number % 26) + chr(65 + number // 26 % 26)
            code = f"W{number % 20 + 1} {number // 20 % 10}{ends}"
            yield (*self._fact(pk, number, 4), "home", line.title(), code, line, False)

    def _identifier(self) -> Iterator[Any]:
        for pk, _, _, _, number in self.each():
            yield (*self._fact(pk, number, 5), "authority", f"P{number:08d}")

    def _involvement(self) -> Iterator[Any]:
        for pk, _, _, _, number in self.each():
            school = self.school(number)
            yield (*self._fact(pk, number, 6), "school", school, "organisation")

    def _named(self) -> Iterator[Any]:
        for pk, _, _, _, number in self.each():
            yield (
                "people.Person",
                pk,
                self.school(number),
                "named",
                False,
                MOMENT,
                self.of(number, 6),
            )

    def _entry(self) -> Iterator[Any]:
        for pk, _, _, _, number in self.each():
            team, care, authority = self.teams[number % len(self.teams)]
            for which, holder in enumerate(((team, care), (None, self.school(number)))):
                yield (
                    self.of(number, 7 + which), "recorded", 1, False, *holder, authority, pk,
                    TODAY - timedelta(days=number % 700), "other", "What happened", which == 1,
                )  # fmt: skip

    def _transition(self) -> Iterator[Any]:
        for pk, _, _, _, _ in self.each():
            yield (
                "people.Person", pk, pk, "people.record_person", "", "known", 1, "[]", MOMENT,
                "Bench",
            )  # fmt: skip


def _copy(
    connection: psycopg.Connection, table: str, columns: Iterable[str], rows: Iterable[Any]
) -> None:
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), named)
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


def _drop_indexes(connection: psycopg.Connection) -> list[str]:
    """Drop the indexes that hold no constraint, and return what makes them again."""
    found = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " AND (tablename LIKE 'people_%' OR tablename IN ('core_named', 'core_transition'))"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    ).fetchall()
    for name, _ in found:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return [made for _, made in found]
