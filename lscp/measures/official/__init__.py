"""Official statistics: releases as published, read into one table, and the part that is kept here.

No figure of a release is changed: a later release stands beside an earlier one.
"""

from lscp.measures.official.read import SCHEMA, read_release
from lscp.measures.official.statistics import (
    Area,
    Revision,
    areas,
    committed,
    newest,
    population,
    revisions,
    sources,
)
from lscp.measures.official.tables import NotARelease, Table, marks, tables

__all__ = [
    "SCHEMA",
    "Area",
    "NotARelease",
    "Revision",
    "Table",
    "areas",
    "committed",
    "marks",
    "newest",
    "population",
    "read_release",
    "revisions",
    "sources",
    "tables",
]
