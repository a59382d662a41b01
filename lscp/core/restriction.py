"""Restricting a person restricts every record about them, and each clock on those: by a trigger.

Whoever restricts a person may not write the records of other areas, nor see them all. So the
database does it, as the owner, for each kind of record that is about a person; migrating makes the
trigger. A kind whose rows are restricted for reasons of their own says `own_restriction`.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from lscp.core.records import Record, kinds

CLOCKS = "UPDATE core_runningclock SET restricted = NEW.restricted WHERE person = NEW.id;"


def follow(connection: BaseDatabaseWrapper) -> None:
    """Make the trigger, as the owner, after migrating."""
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement)


def statements() -> Iterator[str]:
    """Give what makes the trigger on each table of people."""
    for table, updates in _followers().items():
        function = f"{table}_restricted"
        yield (
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql "
            f"SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN "
            f"{' '.join(updates)} {CLOCKS} RETURN NULL; END $$"
        )
        yield f"REVOKE ALL ON FUNCTION {function}() FROM PUBLIC"
        yield (
            f"CREATE OR REPLACE TRIGGER {function} AFTER UPDATE OF restricted ON {table} "
            "FOR EACH ROW WHEN (OLD.restricted IS DISTINCT FROM NEW.restricted) "
            f"EXECUTE FUNCTION {function}()"
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
    return found
