"""Compares two checks of one authority's return of one year: what is gone, new, still there.

Findings are matched by their `key`, which outlasts a child added or a row moved. What one of the
two checks could not say, since its rule was not run, is called neither new nor gone.
"""

from dataclasses import dataclass

import polars as pl

from lscp.returns.checked import Checked

NEW, STILL, GONE = "new", "still there", "gone"
NOT_BEFORE, NOT_NOW = "not checked before", "not checked now"


@dataclass(frozen=True)
class Compared:
    """The findings of both checks, each with a column `compared`.

    `now` has those of the later check: new, still there or not checked before. `past` has those
    of the earlier one that the later has not: gone or not checked now.
    """

    now: pl.DataFrame
    past: pl.DataFrame

    @property
    def counts(self) -> dict[str, int]:
        """Return how many findings are new, still there and gone, and the others that there are."""
        said = [*self.now["compared"], *self.past["compared"]]
        named = {each: said.count(each) for each in (NEW, STILL, GONE, NOT_BEFORE, NOT_NOW)}
        return {each: n for each, n in named.items() if n or each in (NEW, STILL, GONE)}


def compare(now: Checked, before: Checked) -> Compared:
    """Compare a check with an earlier one. Raises ValueError where they are not of one return."""
    if now.read.whose != before.read.whose:
        ours, theirs = (" and ".join(map(str, each.read.whose[1:])) for each in (now, before))
        raise ValueError(
            f"{before.read.file} is of {theirs}, {now.read.file} of {ours}: compare returns of one "
            "collection, authority and year"
        )
    return Compared(
        now=_marked(now, before, missing=NEW, unknown=NOT_BEFORE),
        past=_marked(before, now, missing=GONE, unknown=NOT_NOW).filter(
            pl.col("compared") != STILL
        ),
    )


def _marked(one: Checked, other: Checked, *, missing: str, unknown: str) -> pl.DataFrame:
    """Return the findings of one check, each with what the other has to say of it."""
    there = pl.col("key").is_in(other.findings["key"].implode())
    silent = pl.col("rule").is_in(other.not_run["rule"].implode())
    compared = pl.when(there).then(pl.lit(STILL)).when(silent).then(pl.lit(unknown))
    return one.findings.with_columns(compared=compared.otherwise(pl.lit(missing)))
