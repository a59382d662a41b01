"""Each entry names those that its process saw committed just before: they bear each other out.

Sealing takes a second. An entry that is removed within it was in no seal, but one that came after
it says that it was there.
"""

MOST = 50
_waiting: dict[int, None] = {}  # committed here, and named by no committed entry yet


def waiting() -> list[int]:
    """Return the entries that the next one is to name."""
    return sorted(list(_waiting)[:MOST])


def committed(number: int, named: list[int]) -> None:
    """Note that an entry was committed, and with it those that it names."""
    for each in named:
        _waiting.pop(each, None)
    _waiting[number] = None


def forget() -> None:
    """Start anew, in another database than before."""
    _waiting.clear()
