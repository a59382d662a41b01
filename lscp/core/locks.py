"""Locks in the database, by which jobs wait for each other: advisory, gone when a process dies."""

from enum import IntEnum


class Lock(IntEnum):
    """What only one may do at a time. The numbers mean nothing, and must not change."""

    LOADING = 0x4C53_0001
    COMPUTING = 0x4C53_0002
    MIGRATING = 0x4C53_0003


FOR_TRANSACTION = "SELECT pg_advisory_xact_lock(%s, %s)"
FOR_SESSION = "SELECT pg_advisory_lock(%s, %s)"
