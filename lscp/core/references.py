"""References that are told to whoever has no account: short, random, and guessed by nobody."""

import re
import secrets

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is taken for another: no I, L, O, U, 0, 1
LENGTH, GROUP = 16, 4  # 30 letters: 78 bits


def new(prefix: str) -> str:
    """Return a reference that nobody guesses: FD-7KQ2-… in letters that are told apart."""
    return _grouped(prefix, "".join(secrets.choice(LETTERS) for _ in range(LENGTH)))


def as_written(typed: str, prefix: str) -> str:
    """Return a reference as `new` writes it, however it was typed; nothing where it is none."""
    letters = re.sub(r"[^A-Z0-9]", "", typed.upper())
    if len(letters) != LENGTH:
        if len(letters) != LENGTH + len(prefix) or not letters.startswith(prefix):
            return ""
        letters = letters.removeprefix(prefix)
    return _grouped(prefix, letters)


def _grouped(prefix: str, letters: str) -> str:
    return "-".join([prefix, *(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))])
