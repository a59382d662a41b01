"""What a report is made of: figures, official statistics, and the loads that figures come from."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from lscp.core.figures import Figure, Origin, Status, name_of
from lscp.measures.comparators import OfficialValue, official_value
from lscp.measures.indicators import load
from lscp.measures.official.cells import Cells

LOOKED_AFTER = "IND059"
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
    _cells: dict[int, Cells] = field(default_factory=dict, compare=False, repr=False)

    def cells(self, year: int) -> Cells:
        """Return the official cells of a year."""
        if year not in self._cells:
            self._cells[year] = Cells(self.official, year)
        return self._cells[year]

    @property
    def counted(self) -> set[str]:
        """Return the indicators of the year that there is something to say of."""
        return {
            each.indicator
            for each in self.figures
            if each.year == str(self.year) and each.status is not Status.NOT_AVAILABLE
        }


@dataclass(frozen=True)
class Official:
    """An official figure with the words for its source."""

    figure: Figure
    source: str


def official_figure(material: Material, indicator: str, area: str, year: int) -> Official | None:
    """Return the official figure of an indicator for an area; None where none is published."""
    found = official_value(material.cells(year), indicator, year, area)
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
    """Return the official numbers of children looked after on 31 March, by the name of ours.

    They stand where no return of an authority and year is loaded that counts them.
    """
    return [_looked_after(material, member, year) for member in material.members for year in years]


def _looked_after(material: Material, area: str, year: int) -> Official:
    name = name_of(LOOKED_AFTER, area, str(year))
    found = official_figure(material, LOOKED_AFTER, area, year)
    if found is not None:
        return replace(found, figure=replace(found.figure, figure=name))
    nothing = OfficialValue(None, ())
    figure = _figure(LOOKED_AFTER, load()[LOOKED_AFTER].title, "count", area, year, nothing)
    return Official(
        replace(figure, figure=name, reason=f"No release that is loaded has it of {year}"), ""
    )
