"""Restricting a person restricts every record about them, and each clock on those: by triggers.

Whoever restricts a person may not write the records of other areas, nor see them all. So the
database does it, as the owner; migrating makes the triggers. A kind whose rows are restricted for
reasons of their own says `own_restriction`.

A record can be about several people, by its parts: a contact by its children. It is restricted as
long as one of them is, and open to those who are let in to each of them who is restricted. Their
names are written beside it again (`Kind.OPENED`), so that both locks find them where they look.
So it is with what was recorded in answer to it (`restricted_with`): a check, of its contact.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from lscp.core.records import Part, Record, kinds

CLOCKS = "UPDATE core_runningclock SET restricted = NEW.restricted WHERE person = NEW.id;"
OWNER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
FOLLOW = """
CREATE OR REPLACE FUNCTION {whole}_follow(one uuid) RETURNS void {owner} AS $$
DECLARE shut uuid[] := ARRAY(SELECT DISTINCT p.id FROM {part} c JOIN {people} p ON p.id = c.{about}
                             WHERE c.{part_of} = one AND p.restricted);
BEGIN
    UPDATE {whole} SET restricted = shut <> '{{}}'
        WHERE id = one AND restricted <> (shut <> '{{}}');
    {with_it}
    UPDATE core_runningclock SET restricted = shut <> '{{}}'
        FROM ({subjects}) those WHERE subject = those.id;
    DELETE FROM core_named USING ({subjects}) those WHERE subject = those.id AND kind = 'opened';
    INSERT INTO core_named (subject_type, subject, party, kind, opens_restricted, since, until)
    SELECT those.label, those.id, opened.party, 'opened', true, opened.since, opened.until
    FROM ({subjects}) those, (
    SELECT let_in.party, max(let_in.since) AS since,
           nullif(min(let_in.until), 'infinity') AS until
    FROM (SELECT n.subject, n.party, min(n.since) AS since,
                 max(coalesce(n.until, 'infinity')) AS until
          FROM core_named n WHERE n.subject = ANY(shut) AND n.opens_restricted
          GROUP BY n.subject, n.party) let_in
    GROUP BY let_in.party HAVING count(*) = cardinality(shut)) opened;
END $$
"""
# Whoever restricts the person at this moment is waited for, or waits.
PART = """
CREATE OR REPLACE FUNCTION {part}_about() RETURNS trigger {owner} AS $$ BEGIN
    PERFORM FROM {people} WHERE id = NEW.{about} FOR SHARE;
    PERFORM {whole}_follow(NEW.{part_of});
    RETURN NULL;
END $$
"""


@dataclass(frozen=True)
class About:
    """A kind of part that says whom a record is about, in the names of the database."""

    model: type[Part]

    @property
    def names(self) -> dict[str, str]:
        """Return the tables and columns that the statements are filled with."""
        meta: Any = self.model._meta
        about, part_of = meta.get_field(self.model.about), meta.get_field(self.model.part_of)
        return {
            "part": meta.db_table, "about": about.column, "part_of": part_of.column,
            "people": about.related_model._meta.db_table, "owner": OWNER,
            "whole": part_of.related_model._meta.db_table,
            **self._with_it(part_of.related_model),
        }  # fmt: skip

    def _with_it(self, whole: type[models.Model]) -> dict[str, str]:
        """Return SQL of what is restricted with a record `one`, itself the first."""
        subjects, updates = [f"SELECT '{whole._meta.label}' AS label, one AS id"], []
        for kind in kinds():
            field: Any = getattr(kind, "restricted_with", "")
            field = field and kind._meta.get_field(field)
            if field and field.related_model is whole:
                of_it = f"{kind._meta.db_table} WHERE {field.column} = one"
                subjects.append(f"SELECT '{kind._meta.label}', id FROM {of_it}")
                updates.append(
                    f"UPDATE {kind._meta.db_table} SET restricted = shut <> '{{}}' "
                    f"WHERE {field.column} = one;"
                )
        return {"subjects": " UNION ALL ".join(subjects), "with_it": " ".join(updates)}

    @property
    def follow(self) -> str:
        """Return SQL: all records whose parts of this kind are about the person `NEW` follow."""
        return (
            "PERFORM {whole}_follow(found.{part_of}) FROM (SELECT DISTINCT {part_of} FROM {part} "
            "WHERE {about} = NEW.%s) found;"
        ).format(**self.names)


@cache
def by_parts() -> tuple[About, ...]:
    """Return the kinds of part that say whom a record is about."""
    return tuple(About(each) for each in kinds() if issubclass(each, Part) and each.about)


def follows_parts(model: type[models.Model]) -> bool:
    """Say whether records of a kind are restricted with those whom their parts are about."""
    return model._meta.db_table in {each.names["whole"] for each in by_parts()}


def follow(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers, as the owner, after migrating."""
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def statements() -> Iterator[str]:
    """Give what makes the triggers: on parts, on each table of people, and on who is named."""
    for each in by_parts():
        yield from _of_part(each)
    for table, updates in _followers().items():
        when = "AFTER UPDATE OF restricted", "OLD.restricted IS DISTINCT FROM NEW.restricted"
        yield from _trigger(table, f"{table}_restricted", [*updates, CLOCKS], *when)
    if by_parts():
        opened = "NEW.opens_restricted AND NEW.kind <> 'opened'"
        updates = [each.follow % "subject" for each in by_parts()]
        when = "AFTER INSERT OR UPDATE OF until", opened
        yield from _trigger("core_named", "core_named_opened", updates, *when)


def _of_part(part: About) -> Iterator[str]:
    names = part.names
    yield FOLLOW.format(**names)
    yield "REVOKE ALL ON FUNCTION {whole}_follow(uuid) FROM PUBLIC".format(**names)
    yield PART.format(**names)
    yield "REVOKE ALL ON FUNCTION {part}_about() FROM PUBLIC".format(**names)
    for verb, when in (
        ("INSERT", "NEW.{about} IS NOT NULL"),
        ("UPDATE OF {about}", "OLD.{about} IS DISTINCT FROM NEW.{about}"),
    ):
        yield (
            f"CREATE OR REPLACE TRIGGER {{part}}_about_{verb.split()[0].lower()} AFTER {verb} "
            f"ON {{part}} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {{part}}_about()"
        ).format(**names)


def _trigger(
    table: str, function: str, updates: Iterable[str], on: str, when: str
) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger {OWNER} AS $$ BEGIN "
        f"{' '.join(updates)} RETURN NULL; END $$"
    )
    yield f"REVOKE ALL ON FUNCTION {function}() FROM PUBLIC"
    yield (
        f"CREATE OR REPLACE TRIGGER {function} {on} ON {table} "
        f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {function}()"
    )


def _followers() -> dict[str, list[str]]:
    """Return, for each table of people, what restricts the records that are about one."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind in kinds():
        about = getattr(kind, "about", "")
        if not issubclass(kind, Record) or about in ("", "pk") or kind.own_restriction:
            continue
        field: Any = kind._meta.get_field(about)
        if field.is_relation:
            found[field.related_model._meta.db_table].append(
                f"UPDATE {kind._meta.db_table} SET restricted = NEW.restricted "
                f"WHERE {field.column} = NEW.id;"
            )
    for each in by_parts():
        found[each.names["people"]].append(each.follow % "id")
    return found
