"""Figures of two years for the tests of the report: referrals alone, of made-up records."""

from datetime import date

import polars as pl

from lscp.core.figures import Figure, Origin, Status, name_of
from lscp.measures.official.read import SCHEMA
from lscp.report.sources import Loaded, Material

MEMBERS = ("E09000020", "E09000033")


def figure(indicator, authority, year, value, *, unit="count", by=("", ""), **more):
    return Figure(
        name_of(indicator, authority, str(year), *by), indicator, indicator, authority, str(year),
        *by, value=value, unit=unit, source=Origin.DEMONSTRATION, definition_version="1",
        snapshot=f"s{authority}{year}", **more,
    )  # fmt: skip


def of_two_years():
    """Return what a report of 2022 is compiled from."""
    figures = []
    for year in (2021, 2022):
        for who, value in zip((*MEMBERS, "partnership"), (30, 70, 100), strict=True):
            figures.append(figure("IND004", who, year, float(value + year - 2021)))
            part = {"numerator": 12, "denominator": 30 + year - 2021}
            figures.append(figure("IND007", who, year, 40.0, unit="percentage", **part))
        for who in MEMBERS:
            for sex, value in (("F", 20.0), ("M", None), ("U", None)):
                status = Status.OK if value else Status.SUPPRESSED
                figures.append(figure("IND004", who, year, value, by=("sex", sex), status=status))
    return Material(
        year=2022, day=date(2026, 11, 24), members=MEMBERS, figures=tuple(figures),
        official=pl.DataFrame(schema=SCHEMA),
        loads=(Loaded(
            "sE090000202022", "E09000020", 2022, "kc.xml", date(2026, 11, 1), "Made-up records"
        ),),
    )  # fmt: skip
