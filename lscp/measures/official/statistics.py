"""The official statistics that the project keeps, and what may be asked of them.

`official_statistics.csv` has a row for each column of a table and year, and a column for each
area; `official_populations.csv` has a row for each area and a column for each mid-year. A cell
holds what the publisher printed, number or mark; an empty one says that the release has no such
cell. `pack` renews both from a release; `official_sources.csv` says where each release is from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from lscp.core.facts import tables as fact_tables
from lscp.measures.official.read import KEY, SCHEMA
from lscp.measures.official.tables import HERE, rows_of, tables

MEASURES = HERE.parent
STATISTICS = MEASURES / "official_statistics.csv"
POPULATIONS = MEASURES / "official_populations.csv"
SOURCES = MEASURES / "official_sources.csv"
LEVEL_OF_CODE = {"E92": "National", "E12": "Regional", "E13": "Regional"}


@dataclass(frozen=True)
class Area:
    """An area whose figures are kept: a member of the partnership, or one to compare with."""

    code: str
    name: str
    role: str


@cache
def areas() -> tuple[Area, ...]:
    """Return the areas that are kept, in the order to show them."""
    return tuple(Area(**row) for row in rows_of(HERE / "areas.csv"))


@cache
def sources() -> dict[tuple[str, str], dict[str, str]]:
    """Return (publication, release) → title, publisher and licence."""
    return {(row["publication"], row["release"]): row for row in rows_of(SOURCES)}


def source_of(table: str, release: str) -> str:
    """Return the words that name a figure's source, with its licence."""
    row = sources().get((tables()[table].publication, release))
    if row is None:
        return f"{tables()[table].title}, release {release}"
    return f"{row['publisher']}: {row['title']}, table {table} ({row['licence']})"


@cache
def committed() -> pl.DataFrame:
    """Return the kept statistics in the tidy form of `read_release` (columns: SCHEMA)."""
    return kept(STATISTICS, POPULATIONS)


def kept(statistics: Path, populations: Path) -> pl.DataFrame:
    """Return what two such files keep, in the tidy form; nothing of a file that is not there."""
    parts = [_statistics(statistics)] if statistics.exists() else []
    parts += [_populations(populations)] if populations.exists() else []
    empty = pl.DataFrame(schema=SCHEMA)
    return pl.concat([empty, *(_tidy(cells) for cells in parts)]).sort(KEY)


def _statistics(file: Path) -> pl.DataFrame:
    names = {area.code: area.name for area in areas()}
    text = _text(file)
    index = ["release", "table", "year", "characteristic", "column"]
    codes = [column for column in text.columns if column not in index]
    cells = text.unpivot(codes, index=index, variable_name="code", value_name="text")
    return cells.with_columns(name=pl.col("code").replace(names))


def _populations(file: Path) -> pl.DataFrame:
    kept = _text(file)
    years = [column for column in kept.columns if column.isdigit()]
    cells = kept.unpivot(
        years, index=["release", "code", "name"], variable_name="year", value_name="text"
    )
    return cells.with_columns(
        table=pl.lit("population"),
        characteristic=pl.lit(""),
        column=pl.lit("population_estimate"),
    )


def _text(file: Path) -> pl.DataFrame:
    return pl.read_csv(file, infer_schema=False).fill_null("")


def _tidy(cells: pl.DataFrame) -> pl.DataFrame:
    value = pl.col("text").cast(pl.Float64, strict=False)
    return (
        cells.filter(pl.col("text") != "")
        .with_columns(
            level=pl.col("code")
            .str.slice(0, 3)
            .replace_strict(LEVEL_OF_CODE, default="Local authority"),
            value=value,
            mark=pl.when(value.is_null()).then("text").otherwise(pl.lit("")),
        )
        .select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
    )


def newest(official: pl.DataFrame) -> pl.DataFrame:
    """Return each cell as the latest release that has it says."""
    return (
        official.sort("release").unique([c for c in KEY if c != "release"], keep="last").sort(KEY)
    )


def population(frame: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return the fact table lscp_population: each authority's mid-year estimates, newest release.

    Of the kept statistics, or of a release that was read.
    """
    official = committed() if frame is None else frame
    rows = newest(
        official.filter(
            (pl.col("table") == "population")
            & (pl.col("level") == "Local authority")
            & pl.col("value").is_not_null()
        )
    ).select(
        lscp_authority="code",
        lscp_year=pl.lit(None, pl.Int64),
        lscp_mid_year="year",
        lscp_children=pl.col("value").cast(pl.Int64),
    )
    return fact_tables()["lscp_population"].conform(rows.lazy()).collect()


@dataclass(frozen=True)
class Revision:
    """A cell that a later release changed: both values, as (release, value or None, mark)."""

    table: str
    year: int
    code: str
    characteristic: str
    column: str
    was: tuple[str, float | None, str]
    now: tuple[str, float | None, str]


def revisions(official: pl.DataFrame) -> Iterator[Revision]:
    """Yield each cell that a later release gives otherwise than the one before it did."""
    key = [column for column in KEY if column != "release"]
    ordered = official.sort([*key, "release"])
    before = [pl.col(c).shift(1).over(key).alias(f"was_{c}") for c in ("release", "value", "mark")]
    changed = ordered.with_columns(before).filter(
        pl.col("was_release").is_not_null()
        & (pl.col("value").ne_missing(pl.col("was_value")) | (pl.col("mark") != pl.col("was_mark")))
    )
    for row in changed.iter_rows(named=True):
        yield Revision(
            **{name: row[name] for name in key},
            was=(row["was_release"], row["was_value"], row["was_mark"]),
            now=(row["release"], row["value"], row["mark"]),
        )
