"""Lets so many requests of partners' systems be worked at side by side, and no more.

Each holds one of the processes that serve, for seconds where it brings a hundred contacts. The
others are for people: however much is sent at once, their pages do not wait behind it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection

from lscp.core import locks
from lscp.core.locks import Lock


@contextmanager
def a_place() -> Iterator[bool]:
    """Take one of the places meanwhile, among all processes; say whether one was free."""
    with connection.cursor() as cursor:
        places = range(settings.LSCP_KEYS_AT_ONCE)
        taken = next((each for each in places if _takes(cursor, each)), None)
        try:
            yield taken is not None
        finally:
            if taken is not None:
                cursor.execute(locks.LET_GO, [Lock.RECEIVING, taken])


def _takes(cursor: Any, place: int) -> bool:
    cursor.execute(locks.IF_FREE, [Lock.RECEIVING, place])
    return bool(cursor.fetchone()[0])
