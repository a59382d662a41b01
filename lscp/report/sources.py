"""What a report is made of: figures, official statistics, and the loads that figures come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from lscp.core.figures import Figure, Origin, Status, name_of
from lscp.measures.comparators import OfficialValue, official_value
from lscp.measures.indicators import load
from lscp.measures.official.statistics import source_of

CLA, LOOKED_AFTER = "cla", "Children looked after on 31 March each year"
STATUS_OF_MARK = {"c": Status.SUPPRESSED, "z": Status.NOT_COMPARABLE}


@dataclass(frozen=True)
class Loaded:
    """A file that was loaded: what snapshot it gave, of whose year, when."""

    snapshot: str
    authority: str
    year: int
    file_name: str
    loaded_on: date
    kind: str  # what it is, in words


@dataclass(frozen=True)
class Material:
    """All that a report is compiled from. `figures` are the published view, of several years."""

    year: int
    day: date
    members: tuple[str, ...]
    figures: tuple[Figure, ...]
    official: pl.DataFrame
    loads: tuple[Loaded, ...] = ()


@dataclass(frozen=True)
class Official:
    """An official figure with the words for its source."""

    figure: Figure
    source: str


def official_figure(material: Material, indicator: str, area: str, year: int) -> Official | None:
    """Return the official figure of an indicator for an area; None where none is published."""
    found = official_value(material.official, indicator, year, area)
    if found is None:
        return None
    known = load()[indicator]
    return Official(_figure(indicator, known.title, known.unit, area, year, found), found.source)


def _figure(
    indicator: str, title: str, unit: str, area: str, year: int, found: OfficialValue
) -> Figure:
    status = Status.OK if found.value is not None else STATUS_OF_MARK.get(
        found.mark, Status.NOT_AVAILABLE
    )  # fmt: skip
    return Figure(
        figure=f"{name_of(indicator, area, str(year))}.official",
        indicator=indicator,
        title=title,
        authority=area,
        year=str(year),
        value=found.value,
        unit="percentage" if unit == "share" else unit,
        status=status,
        source=Origin.OFFICIAL,
    )


def looked_after(material: Material, years: Iterable[int]) -> list[Official]:
    """Return the children looked after on 31 March, which no return here counts yet."""
    cells = material.official.filter(
        (pl.col("table") == CLA)
        & (pl.col("characteristic") == LOOKED_AFTER)
        & (pl.col("column") == "children_count")
    ).sort("release")
    newest = {(row["code"], row["year"]): row for row in cells.iter_rows(named=True)}
    return [
        _looked_after(member, year, newest.get((member, year)))
        for member in material.members
        for year in years
    ]


def _looked_after(area: str, year: int, row: dict | None) -> Official:
    value = row["value"] if row else None
    missing = STATUS_OF_MARK.get(row["mark"] if row else "", Status.NOT_AVAILABLE)
    figure = Figure(
        figure=name_of("IND059", area, str(year)),
        indicator="IND059",
        title="Children looked after at 31 March",
        authority=area,
        year=str(year),
        value=value,
        status=missing if value is None else Status.OK,
        source=Origin.OFFICIAL,
        reason="" if row else f"No release that is loaded has it of {year}",
    )
    return Official(figure, source_of(CLA, row["release"]) if row else "")
