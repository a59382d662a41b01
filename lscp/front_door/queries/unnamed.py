"""Rows without names: of the authorities whose full numbers the reader sees, and of no other.

Whoever counts single rows has every small number. So these go no further than full values do.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from lscp.core.policy import Actor
from lscp.measures.policy import VIEW_INTERNAL, authorities


def full_values(model: Any) -> Callable[[Actor], QuerySet[Any]]:
    """Return the function that says which rows of a kind a reader may have one by one."""

    def rows(actor: Actor) -> QuerySet[Any]:
        shown: QuerySet[Any] = model._default_manager.filter(
            authority__in=authorities(actor, VIEW_INTERNAL)
        )
        return shown

    return rows
