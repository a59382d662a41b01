"""Writes facts as the CSV files of an SSDA903 return, one for each table that its year has.

The same facts give the same bytes. What `facts` does not keep is not written, and UASC stands in
its own table alone, as in the files that case systems export.
"""

from contextlib import ExitStack
from pathlib import Path

import polars as pl

from lscp.core.facts import Facts
from lscp.returns.ssda903 import unfact
from lscp.returns.ssda903.mapping import COLUMNS, PLACED_ADOPTION
from lscp.returns.ssda903.tables import PLACED, YEARS, in_year
from lscp.returns.written import whole

FILES = {
    "Header": "header.csv",
    "Episodes": "episodes.csv",
    "Reviews": "reviews.csv",
    "UASC": "uasc.csv",
    "OC2": "oc2.csv",
    "OC3": "oc3.csv",
    "AD1": "ad1.csv",
    "PlacedAdoption": "placed_adoption.csv",
    "PrevPerm": "previous_permanence.csv",
    "Missing": "missing.csv",
    "SWEpisodes": "social_workers.csv",
    "DoLo": "dols.csv",
}


def produce(facts: Facts, *, authority: str, year: int, folder: Path) -> dict[str, Path]:
    """Write one authority's return of a year, and return the file of each table.

    There is none of a table that no source of the facts can answer for. All are written, or none.
    Raises ValueError for a year whose return is not known, and for rows that its return has no
    place for.
    """
    if year not in YEARS:
        raise ValueError(f"There is no return of {year}: those of {YEARS[0]} to {YEARS[-1]} are")
    made = unfact.tables(facts, authority, year)
    late = [name for name, rows in made.items() if rows.height and not in_year(name, year)]
    if late:
        raise ValueError(f"The return of {year} has no table {' or '.join(late)}")
    sources = [each for each in facts.sources if (each.authority, each.year) == (authority, year)]
    supplied = {column for source in sources for column in source.supplies}
    folder.mkdir(parents=True, exist_ok=True)
    written = {
        name: folder / FILES[name]
        for name, rows in made.items()
        if in_year(name, year) and (rows.height or name == "Header" or _says(name) in supplied)
    }
    with ExitStack() as all_of_them:
        for name, path in written.items():
            file = all_of_them.enter_context(whole(path))
            _as_published(name, made[name]).write_csv(file)
    return written


def _as_published(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return a table as a file has it: what the DfE adds only where there is any of it."""
    if name == "Header":
        return rows.drop("UASC")
    added = [each for each in PLACED if each in rows.columns]
    return rows.drop(each for each in added if rows[each].is_null().all())


def _says(table: str) -> str:
    """Return the fact column that a source supplies if it has a table."""
    for name, (of, made_of) in {**COLUMNS, "": ("PlacedAdoption", PLACED_ADOPTION)}.items():
        for column, value in made_of.items():
            if of == table and value != "CHILD" and not value.startswith("+"):
                return f"{name or 'ssd_permanence'}.{column}"
    raise KeyError(table)
