"""What one authority's return of one year must add up to, from the official statistics.

Nothing is written here that the Department for Education published: all comes from the table of
official statistics that the project keeps. A cell that was suppressed takes a value that fits
its row and its column.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

import polars as pl

from lscp.demo.shares import largest_remainder, shared
from lscp.measures import official

ENGLAND = "E92000001"
# The release hides a count from 1 to 5 and then a second one, of any size, where the first could
# be worked out from the total: of the cells hidden in a row, one at least is no larger than this.
LARGEST_HIDDEN = 5


@cache
def _cells(code: str) -> Mapping[tuple[int, str, str], tuple[float | None, str]]:
    """Return (year, table, column) → (value, mark), as the newest release has it.

    In a table that has several characteristics the column is "characteristic|column".
    """
    rows = official.newest(official.committed().filter(pl.col("code") == code))
    return {
        (
            row["year"],
            row["table"],
            "|".join(filter(None, (row["characteristic"], row["column"]))),
        ): (
            row["value"],
            row["mark"],
        )
        for row in rows.iter_rows(named=True)
    }


@dataclass(frozen=True)
class Targets:
    """The published figures of one authority and year."""

    authority: str
    year: int

    def known(self, table: str, column: str) -> int | None:
        """Return a count as published; None where it was suppressed or is not in the release."""
        value, _ = _cells(self.authority).get((self.year, table, column), (None, ""))
        return None if value is None else round(value)

    def number(self, table: str, column: str) -> int:
        """Return a count as published. Raises LookupError where there is none."""
        found = self.known(table, column)
        if found is None:
            raise LookupError(f"Table {table} has no {column} of {self.authority}, {self.year}")
        return found

    def percent(self, table: str, column: str) -> float | None:
        """Return a percentage as published; None where it was suppressed."""
        return _cells(self.authority).get((self.year, table, column), (None, ""))[0]

    def quantiles(self, table: str, columns: Mapping[str, Fraction]) -> dict[Fraction, int]:
        """Return the quantiles as published, `columns` being column → share; none that is not."""
        known = {share: self.known(table, column) for column, share in columns.items()}
        return {share: value for share, value in known.items() if value is not None}

    def has(self, table: str) -> bool:
        """Say whether the release has the table for the year."""
        return any(key[:2] == (self.year, table) for key in _cells(self.authority))

    def england(self, table: str, columns: Sequence[str]) -> list[float]:
        """Return England's figures, the weights for what an authority's table leaves open.

        Of the year, or of the nearest one that is kept.
        """
        cells = _cells(ENGLAND)
        years = sorted({key[0] for key in cells if key[1] == table})
        nearest = min(years, key=lambda year: (abs(year - self.year), year))
        return [cells.get((nearest, table, column), (None, ""))[0] or 0.0 for column in columns]

    def split(
        self,
        table: str,
        columns: Sequence[str],
        total: int,
        *,
        given: Mapping[str, int] | None = None,
    ) -> list[int]:
        """Return a row's counts, which sum to `total`: as published, the suppressed ones solved.

        `given` are suppressed counts that another table tells.

        The rest of the total is shared among the suppressed cells by England's shares, each at
        least 1, one of them at least no larger than what may not be shown.
        """
        counts = [self.known(table, column) for column in columns]
        counts = [
            (given or {}).get(column) if count is None else count
            for column, count in zip(columns, counts, strict=True)
        ]
        hidden = [place for place, count in enumerate(counts) if count is None]
        rest = total - sum(count or 0 for count in counts)
        weights = self.england(table, columns)
        solved = _hidden(rest, [weights[place] for place in hidden])
        for place, count in zip(hidden, solved, strict=True):
            counts[place] = count
        return [count or 0 for count in counts]


def _hidden(rest: int, weights: Sequence[float]) -> list[int]:
    if not weights:
        return []
    if rest < len(weights):
        return largest_remainder(max(rest, 0), weights)
    solved = [1 + share for share in largest_remainder(rest - len(weights), weights)]
    if len(solved) > 1 and min(solved) > LARGEST_HIDDEN:
        least = solved.index(min(solved))
        most = max((n for n in range(len(solved)) if n != least), key=lambda n: solved[n])
        solved[most] += solved[least] - LARGEST_HIDDEN
        solved[least] = LARGEST_HIDDEN
    return solved


CATEGORIES = {
    "NEG": "Neglect", "PHY": "Physical", "SAB": "Sexual", "EMO": "Emotional", "MUL": "Multiple",
}  # fmt: skip


def categories(targets: Targets, table: str, total: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return the counts by initial and by latest category of abuse (tables d2 and d4).

    Both rows sum to `total` and fewest plans change their category; between equals, what is
    nearest to England's shares.
    """
    rows = []
    for when in ("Initial", "Latest"):
        columns = [f"{name}_{when}" for name in CATEGORIES.values()]
        known = [targets.known(table, column) for column in columns]
        shares = largest_remainder(total, targets.england(table, columns))
        rows.append([(counts, _far(counts, shares)) for counts in _completed(known, total)])
    initial, latest = min(
        product(*rows), key=lambda pair: (_far(pair[0][0], pair[1][0]), pair[0][1] + pair[1][1])
    )
    return (
        dict(zip(CATEGORIES, initial[0], strict=True)),
        dict(zip(CATEGORIES, latest[0], strict=True)),
    )


def _far(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _completed(known: Sequence[int | None], total: int) -> Iterator[list[int]]:
    """Yield every row with the suppressed cells filled so that it sums to `total`."""
    hidden = [place for place, count in enumerate(known) if count is None]
    rest = total - sum(count or 0 for count in known)
    for filled in _sums(rest, len(hidden)):
        row = list(known)
        for place, count in zip(hidden, filled, strict=True):
            row[place] = count
        yield [count or 0 for count in row]


def _sums(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to write `total` as so many parts of at least 1."""
    if parts == 0:
        if total == 0:
            yield ()
    elif parts == 1:
        if total >= 1:
            yield (total,)
    else:
        for first in range(1, total - parts + 2):
            for others in _sums(total - first, parts - 1):
                yield (first, *others)


def england_shares(
    targets: Targets, table: str, columns: Mapping[str, str], total: int
) -> dict[str, int]:
    """Return `total` shared by England's figures: code → count, `columns` being code → column."""
    weights = targets.england(table, list(columns.values()))
    return shared(total, dict(zip(columns, weights, strict=True)))
