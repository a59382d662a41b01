"""Which authorities make up the partnership."""

import os

MEMBERS = "E09000020,E09000033"  # Kensington and Chelsea; Westminster


def members() -> tuple[str, ...]:
    """Return the ONS codes of the partnership's authorities (`LSCP_MEMBERS`, with commas)."""
    given = os.environ.get("LSCP_MEMBERS", MEMBERS)
    return tuple(code.strip() for code in given.split(",") if code.strip())
