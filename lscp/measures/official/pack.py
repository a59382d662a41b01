"""Renews the statistics that the project keeps, from a release's CSV files.

`python -m lscp.measures.official.pack FOLDER_OR_FILE …` adds one release; releases kept before
stay beside it. What is kept (tables, years, areas) is data: `tables.csv` and `areas.csv`.
"""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from lscp.measures.official.read import KEY, known_files, read_release
from lscp.measures.official.statistics import POPULATIONS, STATISTICS, areas, committed, kept
from lscp.measures.official.tables import NotARelease, tables


def pack(
    paths: Iterable[str | Path],
    *,
    release: str | None = None,
    statistics: Path = STATISTICS,
    populations: Path = POPULATIONS,
) -> list[str]:
    """Add a release to the kept statistics; return the reasons why files were passed over.

    A file of a folder that is no known table is passed over, since releases have many; one that is
    known and broken raises NotARelease. A table that was kept of the same release is replaced.
    """
    files, passed_over = known_files(paths)
    new = _chosen(read_release(files, release=release))
    before = kept(statistics, populations).join(new, on=["release", "table"], how="anti")
    _write(pl.concat([before, new]).sort(KEY), statistics, populations)
    committed.cache_clear()
    return passed_over


def _chosen(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the years that are kept of each table: our areas, and everybody's population."""
    ours = pl.col("code").is_in([area.code for area in areas()])
    return pl.concat(
        [
            cells.filter(
                (pl.col("table") == table.name)
                & pl.col("year").is_between(table.first_kept, table.last_kept)
                & (ours | (pl.col("table") == "population"))
            )
            for table in tables().values()
            if table.first_kept and table.last_kept
        ]
    )


def _write(cells: pl.DataFrame, statistics: Path, populations: Path) -> None:
    text = cells.with_columns(text=_printed())
    is_population = pl.col("table") == "population"
    areas_known = [area.code for area in areas()]
    wide = text.filter(~is_population).pivot(
        "code", index=["release", "table", "year", "characteristic", "column"], values="text"
    )
    absent = [pl.lit("").alias(code) for code in areas_known if code not in wide.columns]
    index = [column for column in wide.columns if column not in areas_known]
    _save(wide.with_columns(absent).select(*index, *areas_known), statistics)
    rows = (
        text.filter(is_population)
        .sort("year")
        .pivot("year", index=["release", "code", "name"], values="text")
    )
    _save(rows.sort("release", "code"), populations)


def _printed() -> pl.Expr:
    """Return each cell as it is printed: a whole number without its point, else the mark."""
    value = pl.col("value")
    whole = value.cast(pl.Int64, strict=False)
    number = pl.when(value == whole).then(whole.cast(pl.String)).otherwise(value.cast(pl.String))
    return pl.when(value.is_null()).then(pl.col("mark")).otherwise(number)


def _save(frame: pl.DataFrame, file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(frame.columns)
        writer.writerows(frame.fill_null("").iter_rows())


def main(paths: list[str]) -> str | int:
    """Pack what is named; return the exit status, or the sentence that says what is wrong."""
    try:
        passed_over = pack(paths)
    except NotARelease as error:
        return str(error)
    for reason in passed_over:
        print(f"Passed over: {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
