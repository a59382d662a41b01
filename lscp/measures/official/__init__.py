"""Official statistics: releases as published, read into one table, and the part that is kept here.

No figure of a release is changed: a later release stands beside an earlier one.
"""

from lscp.measures.official.mapping import MapRow, official_map, rate_of
from lscp.measures.official.read import SCHEMA, known_files, read_release
from lscp.measures.official.statistics import (
    Area,
    Revision,
    areas,
    committed,
    newest,
    population,
    revisions,
    source_of,
    sources,
)
from lscp.measures.official.tables import NotARelease, Table, marks, tables

__all__ = [
    "SCHEMA",
    "Area",
    "MapRow",
    "NotARelease",
    "Revision",
    "Table",
    "areas",
    "committed",
    "known_files",
    "marks",
    "newest",
    "official_map",
    "population",
    "rate_of",
    "read_release",
    "revisions",
    "source_of",
    "sources",
    "tables",
]
