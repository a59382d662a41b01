"""The published rules of the SSDA903 return: a file for each table, and for what joins them."""

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

from lscp.returns.rules import Kind, Registry, Rule, declare

REGISTRY: Registry = {}


def error(module: str) -> partial:
    """Return the decorator of a table's errors.

    `@error("1000", {"OC3": "IN_TOUCH ACTIV ACCOM"}, reads={"OC3": "CHILD", "Episodes": "REC"})`:
    the fields concerned, and what has to be given for the rule to run.
    """
    return partial(_declare, module, Kind.ERROR)


def query(module: str) -> partial:
    """Return the decorator of a table's queries: what may be true, and then is explained."""
    return partial(_declare, module, Kind.QUERY)


def _declare(  # type: ignore[no-untyped-def]
    module, kind, code, fields: Mapping[str, str], *, reads: Mapping[str, str], **years
):
    concerned = {table: tuple(names.split()) for table, names in fields.items()}
    asks = tuple(f"{table}.{name}" for table, names in reads.items() for name in names.split())
    return declare(REGISTRY, module, code, kind, concerned, asks=asks, **years)


def load() -> dict[str, Rule]:
    """Declare every rule, once, and return them by number."""
    for found in iter_modules(__path__):
        import_module(f"{__name__}.{found.name}")
    return dict(sorted(REGISTRY.items()))
