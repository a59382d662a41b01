"""Tells the database who acts, for one transaction: the key to the second lock.

Tables that hold people show no row to a transaction that has not said who acts. What is told is
local to the transaction, so that no connection carries it on to somebody else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from lscp.core.policy import Actor
from lscp.core.records import locked_kinds

_acting: ContextVar[Actor | None] = ContextVar("acting", default=None)


def actor() -> Actor | None:
    """Return who acts in this transaction, if anybody has said so."""
    return _acting.get()


@contextmanager
def acting(who: Actor) -> Iterator[None]:
    """Act as somebody, in one transaction, or in a part of the one that is open."""
    before, inside = _acting.get(), connection.in_atomic_block
    if before is who and inside:
        with transaction.atomic():
            yield
        return
    with transaction.atomic():
        token = _acting.set(who)
        try:
            _tell(who)
            yield
        finally:
            _acting.reset(token)
        if inside:
            _tell(before)


def _tell(who: Actor | None) -> None:
    said = _said(who)
    asked = ", ".join(["set_config(%s, %s, true)"] * len(said))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", [part for pair in said.items() for part in pair])


def _said(who: Actor | None) -> dict[str, str]:
    """Return the settings that the policies read (see `row_security`)."""
    reaches = who.reaches if who else {}
    said = {
        "lscp.parties": ",".join(map(str, who.parties)) if who else "",
        "lscp.own_parties": ",".join(map(str, who.own_parties)) if who else "",
        "lscp.user": str(who.user or "") if who else "",
        "lscp.team": str(who.team or "") if who else "",
        "lscp.organisation": str(who.organisation or "") if who else "",
        "lscp.authority": who.authority if who else "",
    }
    for kind in locked_kinds():
        label = kind._meta.label
        said[f"lscp.{kind._meta.db_table}"] = ",".join(sorted(reaches.get(label, ())))
    return said
