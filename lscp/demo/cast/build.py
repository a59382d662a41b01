"""Builds the demonstration's people, once, whole or not at all."""

from lscp.demo.cast import allegations, contacts, organisations, people, steps
from lscp.demo.cast.tables import rows


class NotADemonstration(RuntimeError):
    """People who are not the demonstration's are here: it must never be mixed with them."""


def build(password: str) -> bool:
    """Build organisations, accounts and people; return False where they are there already."""
    from django.db import transaction

    from lscp.access.models import User

    names = {row["name"] for row in rows("accounts")}
    here = set(User.objects.values_list("username", flat=True))
    if here - names:
        raise NotADemonstration(
            "Accounts that are not the demonstration’s are here. Set LSCP_HOME (and DATABASE_URL, "
            "where it is set) to a place of the demonstration's own."
        )
    if here:
        return False
    known = organisations.Known()
    with transaction.atomic():
        organisations.assemble(known, password)
        people.record(known)
        steps.take(known)
        contacts.take(known)
        allegations.take(known)
    return True
