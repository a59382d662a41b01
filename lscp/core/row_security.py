"""The second lock: row-level security, which says in PostgreSQL what `policy` says as a Q.

`scope.acting` tells a transaction, for each table, how far the actor's grants reach it (words:
team, organisation, authority, named, all, restricted, write, and the flags that a permission
opens), and who the actor is. Nothing told means no row. Migrating puts the lock on each table:
`secure`.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from lscp.core import digests
from lscp.core.records import Part, Record, locked_kinds

# Not `since`: now() is when the transaction began, and whoever it names has to see what it writes.
OPEN = "(n.until IS NULL OR n.until > now())"
# Each is worked out once a query, not once a row: it stands in a sub-select of its own.
PARTIES, OWN_PARTIES = (
    f"ANY((SELECT string_to_array(nullif(current_setting('lscp.{said}', true), ''), ',')"
    "::uuid[])::uuid[])"
    for said in ("parties", "own_parties")
)
USER = "(SELECT nullif(current_setting('lscp.user', true), '')::uuid)"


def word(table: str, said: str) -> str:
    """Return SQL: whether the actor's grants reach a table in this way."""
    return (
        f"(SELECT coalesce('{said}' = ANY(string_to_array("
        f"current_setting('lscp.{table}', true), ',')), false))"
    )


def own(table: str, reach: str, kind: str) -> str:
    """Return SQL: the actor's own team, organisation or authority, where they reach that far."""
    return (
        f"(SELECT CASE WHEN '{reach}' = ANY(string_to_array(current_setting("
        f"'lscp.{table}', true), ',')) THEN nullif(current_setting('lscp.{reach}', true), '')"
        f"::{kind} END)"
    )


def reads(model: type[models.Model]) -> str:
    """Return SQL: whether the actor may know of a row."""
    table = model._meta.db_table
    if issubclass(model, Part):
        seen = _whole(model, f"p.id = {table}.{_column(model, model.part_of)}")
        if model.hidden:
            seen += f" AND (NOT {table}.{model.hidden} OR {word(table, model.hidden)})"
        return seen
    assert issubclass(model, Record)
    named = f"SELECT 1 FROM core_named n WHERE n.subject = {table}.id AND n.party = {PARTIES}"
    arms = [
        word(table, "all"),
        f"{table}.team_id = {own(table, 'team', 'uuid')}",
        f"{table}.organisation_id = {own(table, 'organisation', 'uuid')}",
        f"{table}.authority = {own(table, 'authority', 'text')}",
        f"({word(table, 'named')} AND EXISTS ({named} AND n.kind = 'named' AND {OPEN}))",
    ]
    about = _about(model)
    subjects = f"n.subject = {table}.id"
    if about:
        if about != "id":
            subjects = f"n.subject IN ({table}.id, {table}.{about})"
        if model.opens_to_glass:
            arms.append(
                f"({_any_word(table)} AND EXISTS (SELECT 1 FROM core_named n WHERE n.subject = "
                f"{table}.{about} AND n.party = {USER} AND n.kind = 'glass' AND {OPEN}))"
            )
    opened = (
        f"SELECT 1 FROM core_named n WHERE {subjects} AND n.party = {OWN_PARTIES} "
        f"AND n.opens_restricted AND {OPEN}"
    )
    counted = word(table, "restricted")
    return f"({' OR '.join(arms)}) AND (NOT {table}.restricted OR {counted} OR EXISTS ({opened}))"


def writes(model: type[models.Model]) -> str:
    """Return SQL: whether the actor may write a row at all; which ones, `reads` says."""
    if issubclass(model, Part):
        whole = model._meta.get_field(model.part_of).related_model
        may = word(whole._meta.db_table, "write")  # type: ignore[union-attr]
        return f"{may} AND {_whole(model, f'p.id = {_column(model, model.part_of)}')}"
    return word(model._meta.db_table, "write")


def fingerprint(model: type[models.Model]) -> str:
    """Return a digest of a table's policies, which is kept beside them: a sweep compares it."""
    return digests.of_text(reads(model), writes(model))


def statements(model: type[models.Model], app: str, owner: str) -> list[str]:
    """Return what secures a table: forced, so that its owner too is bound by a policy."""
    table, seen, may = model._meta.db_table, reads(model), writes(model)
    policies = {
        "owner": f"TO {owner} USING (true) WITH CHECK (true)",
        "reads": f"FOR SELECT TO {app} USING ({seen})",
        "adds": f"FOR INSERT TO {app} WITH CHECK ({may})",
        "changes": f"FOR UPDATE TO {app} USING ({seen}) WITH CHECK ({may})",
    }
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"REVOKE DELETE ON {table} FROM {app}",
        *(f"DROP POLICY IF EXISTS {name} ON {table}" for name in policies),
        *(f"CREATE POLICY {name} ON {table} {said}" for name, said in policies.items()),
        f"COMMENT ON POLICY reads ON {table} IS '{fingerprint(model)}'",
    ]


def secure(connection: BaseDatabaseWrapper) -> None:
    """Put the lock on every table of records and parts that lacks it as it is today.

    Run as the owner, after migrating: so that no area can leave a table out.
    """
    quote = connection.ops.quote_name
    app = quote(settings.DATABASES["default"]["USER"])
    owner = quote(settings.DATABASES["owner"]["USER"])
    with connection.cursor() as cursor:
        for model in stale(connection):
            for statement in statements(model, app, owner):
                cursor.execute(statement)


def stale(connection: BaseDatabaseWrapper) -> list[type[models.Model]]:
    """Return the kinds whose table is not locked as the models of today declare it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT polrelid::regclass::text, obj_description(oid, 'pg_policy')"
            " FROM pg_policy WHERE polname = 'reads'"
        )
        locked = dict(cursor.fetchall())
    return [each for each in locked_kinds() if locked.get(each._meta.db_table) != fingerprint(each)]


def _whole(model: type[Part], on: str) -> str:
    whole: Any = model._meta.get_field(model.part_of).related_model
    return f"EXISTS (SELECT 1 FROM {whole._meta.db_table} p WHERE {on})"


def _column(model: type[models.Model], field: str) -> str:
    return str(model._meta.get_field(field).column)  # type: ignore[union-attr]


def _about(model: type[Record]) -> str:
    if not model.about:
        return ""
    return "id" if model.about == "pk" else _column(model, model.about)


def _any_word(table: str) -> str:
    return f"(SELECT nullif(current_setting('lscp.{table}', true), '') IS NOT NULL)"
