"""Locks in the database, by which jobs wait for each other: advisory, gone when a process dies."""

from enum import IntEnum


class Lock(IntEnum):
    """What only one may do at a time. The numbers mean nothing, and must not change."""

    LOADING = 0x4C53_0001
    COMPUTING = 0x4C53_0002
    MIGRATING = 0x4C53_0003
    CHECKING = 0x4C53_0004
    SEALING = 0x4C53_0005
    RECEIVING = 0x4C53_0006


FOR_TRANSACTION = "SELECT pg_advisory_xact_lock(%s, %s)"
FOR_SESSION = "SELECT pg_advisory_lock(%s, %s)"
IF_FREE = "SELECT pg_try_advisory_lock(%s, %s)"
LET_GO = "SELECT pg_advisory_unlock(%s, %s)"
IS_HELD = """
SELECT EXISTS (
    SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE locktype = 'advisory' AND datname = current_database()
    AND classid::bigint = %s AND objid::bigint = %s AND objsubid = 2
)
"""
