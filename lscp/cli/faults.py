"""Which exit status an error has, and the sentence that says it."""

import os

from lscp.core.database import NotReady
from lscp.core.facts.extract import NotAnExtract
from lscp.core.facts.store import Damaged
from lscp.core.postgres import NotStarted
from lscp.measures.official import NotARelease
from lscp.returns import NotAReturn

DATA, CALL = 1, 2
OF_THE_CALL = (NotReady, NotStarted, FileNotFoundError, PermissionError, IsADirectoryError)
OF_THE_DATA = (NotAReturn, NotAnExtract, NotARelease, Damaged)


class Fault(Exception):
    """An error whose words are for whoever runs the command. The data are at fault."""


def status(error: Exception) -> int:
    """Return the exit status of an error."""
    return CALL if isinstance(error, OF_THE_CALL) else DATA


def sentence(error: Exception) -> str:
    """Return what to say of an error; of one that nobody foresaw, how to find out more."""
    if os.environ.get("LSCP_DEBUG"):
        raise error
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, (*OF_THE_CALL, *OF_THE_DATA, Fault)) or _is_ours(error):
        return str(error)
    return f"{type(error).__name__}: {error}. Run it again with LSCP_DEBUG=1 to see where."


def _is_ours(error: Exception) -> bool:
    return type(error).__module__.startswith("lscp.")
