"""The made-up returns, made once for all tests of the demonstration."""

from dataclasses import dataclass

import polars as pl
import pytest

from lscp.core import engines
from lscp.core.facts import Facts, tables
from lscp.demo import write, years


@dataclass(frozen=True)
class Made:
    """One made-up return as it was read from its file: its facts, and their tables in memory."""

    authority: str
    year: int
    facts: Facts

    def __getattr__(self, name: str) -> pl.DataFrame:
        if name not in tables():
            raise AttributeError(name)
        return engines.collect(getattr(self.facts, name))


@pytest.fixture(scope="session")
def made_returns() -> list[Made]:
    """Every made-up return of both authorities, in the order of the years."""
    return [
        Made(authority, year, write.generate(authority, year))
        for authority in write.AUTHORITIES
        for year in range(years.FIRST, years.LAST + 1)
    ]
