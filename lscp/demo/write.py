"""Writes the made-up returns as census files, and a large one to measure speed with."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from lscp.core.facts import Facts
from lscp.demo import years
from lscp.demo.facts import facts_of
from lscp.returns.cin import facts as cin_facts
from lscp.returns.cin import produce, read

AUTHORITIES = ("E09000020", "E09000033")


def _produced(authority: str, year: int) -> bytes:
    """Return a made-up return as the bytes of its file; the moment in it is always the same."""
    target = BytesIO()
    facts = facts_of(years.made(authority)[year])
    moment = datetime(year, 7, 29, 12)  # noqa: DTZ001 - a made-up moment, of the day it was due
    produce.produce(facts, authority=authority, year=year, to=target, made_up=True, at=moment)
    return target.getvalue()


def generate(authority: str, year: int) -> Facts:
    """Return the facts of one made-up return, as they are read from its file."""
    return cin_facts.facts(read.read(BytesIO(_produced(authority, year))))


def write_returns(folder: Path) -> list[Path]:
    """Write every made-up return, `cin-207-2018.xml` to `cin-213-2022.xml`, and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for authority in AUTHORITIES:
        for year in range(years.FIRST, years.LAST + 1):
            lea = produce.number_of(authority, datetime(year, 3, 31).date())  # noqa: DTZ001
            path = folder / f"cin-{lea}-{year}.xml"
            path.write_bytes(_produced(authority, year))
            written.append(path)
    return written
