"""The SSDA903 return as published: its twelve tables, and what is known beside them.

Each table of this year's return has the same of last year's beside it: `Episodes_last`. Source:
DfE, Children looked after by local authorities in England: guide to the SSDA903 collection,
2021 to 2022 up to 2026 to 2027.
"""

from functools import cache

from lscp.returns.leaf import OPEN, Leaf

YEARS = range(2018, 2028)
LAST = "_last"


def _leaves(text: str) -> tuple[Leaf, ...]:
    """Return the columns of a table from their names, each with its kind where it is no text."""
    pairs = (each.partition(":") for each in text.split())
    return tuple(Leaf(name, kind or "text") for name, _, kind in pairs)


TABLES: dict[str, tuple[Leaf, ...]] = {
    "Header": _leaves(
        "CHILD SEX:code DOB:day ETHNIC:code UPN:code MOTHER:code MC_DOB:day UASC:code"
    ),
    "Episodes": _leaves(
        "CHILD DECOM:day RNE:code LS:code CIN:code PLACE:code PLACE_PROVIDER:code DEC:day "
        "REC:code REASON_PLACE_CHANGE:code HOME_POST:code PL_POST:code URN:code"
    ),
    "Reviews": _leaves("CHILD DOB:day REVIEW:day REVIEW_CODE:code"),
    "UASC": _leaves("CHILD SEX:code DOB:day DUC:day"),
    "OC2": _leaves(
        "CHILD DOB:day SDQ_SCORE:count SDQ_REASON:code CONVICTED:code HEALTH_CHECK:code "
        "IMMUNISATIONS:code TEETH_CHECK:code HEALTH_ASSESSMENT:code SUBSTANCE_MISUSE:code "
        "INTERVENTION_RECEIVED:code INTERVENTION_OFFERED:code"
    ),
    "OC3": _leaves("CHILD DOB:day IN_TOUCH:code ACTIV:code ACCOM:code"),
    "AD1": _leaves(
        "CHILD DOB:day DATE_INT:day DATE_MATCH:day FOSTER_CARE:code NB_ADOPTR:code "
        "SEX_ADOPTR:code LS_ADOPTR:code"
    ),
    "PlacedAdoption": _leaves(
        "CHILD DOB:day DATE_PLACED:day DATE_PLACED_CEASED:day REASON_PLACED_CEASED:code"
    ),
    "PrevPerm": _leaves("CHILD DOB:day PREV_PERM:code LA_PERM:code DATE_PERM:code"),
    "Missing": _leaves("CHILD DOB:day MISSING:code MIS_START:day MIS_END:day"),
    "SWEpisodes": _leaves("CHILD DOB:day SW_ID:code SW_DECOM:day SW_DEC:day SW_REASON:code"),
    "DoLo": _leaves("CHILD DOB:day DOLO_START:day DOLO_END:day"),
}
"""The tables in published order, with their columns in published order."""

SINCE = {"SWEpisodes": 2024, "DoLo": 2027}
"""The first year of a table that the return has not had all along."""

PLACED = ("PL_LA", "PL_LOCATION", "PL_DISTANCE")
"""Columns of Episodes that the DfE works out from postcodes: authority, IN or OUT, miles."""

# What no return holds: given as metadata, and absent more often than not.
REFERENCE: dict[str, tuple[Leaf, ...]] = {
    "Postcodes": _leaves("POSTCODE:code LA:code EAST NORTH"),
    "Providers": _leaves(
        "URN:code LA_NAME_FROM_FILE PLACE_CODES:code PROVIDER_CODES:code REG_END:day "
        "POSTCODE:code LA_CODE_INFERRED:code LA_NAME_INFERRED"
    ),
}

KEYS: dict[str, tuple[str, ...]] = {
    name: () for name in (*TABLES, *(f"{table}{LAST}" for table in TABLES), *REFERENCE)
}
"""Every table that a rule may see. A row is of a child by its own column CHILD."""


@cache
def values(table: str) -> tuple[Leaf, ...]:
    """Return the values of a table's rows, in published order. Raises KeyError."""
    if table in REFERENCE:
        return REFERENCE[table]
    name = table.removesuffix(LAST)
    extra = tuple(Leaf(each) for each in PLACED) if name == "Episodes" else ()
    return TABLES[name] + extra


def columns(table: str) -> tuple[str, ...]:
    """Return a table's columns, those that are worked out included. Raises KeyError."""
    return tuple(leaf.name for leaf in values(table))


def in_year(table: str, year: int) -> bool:
    """Say whether the return of a year has a table."""
    return SINCE.get(table.removesuffix(LAST), 0) <= year <= OPEN
