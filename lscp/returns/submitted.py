"""A return as it is handed in to be checked, and as it was read: whose it is, and of which year."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import polars as pl

    from lscp.returns.cautions import Caution

File = Path | str | BinaryIO


@dataclass(frozen=True)
class Handed:
    """Files that are handed in as one return, and what is said of them.

    `last` are those of last year's return. `progress` gets the bytes of each piece that is read.
    """

    files: Sequence[File]
    last: Sequence[File] = ()
    authority: str = ""
    year: int | None = None
    progress: Callable[[int], object] | None = None


@dataclass(frozen=True)
class Submitted:
    """One authority's return of one year, as it was read to be checked.

    `file` is what to call it, `files` the name of the file that each table came from, where they
    are several. `tables` has last year's beside this year's, and of each the columns that its file
    had. `about` is what the rules are told that no table says. `made_up` is None where the files
    cannot say whether their children are.
    """

    collection: str
    file: str
    authority: str
    year: int
    tables: Mapping[str, "pl.DataFrame"]
    cautions: tuple["Caution", ...]
    about: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    made_up: bool | None = None

    @property
    def rows(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {name: table.height for name, table in self.tables.items()}

    @property
    def whose(self) -> tuple[str, str, int]:
        """Return what two submissions share that can be compared."""
        return self.collection, self.authority, self.year
