"""`lscp indicators`: figures straight from files, with no database."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lscp.cli import handed, output
from lscp.cli.handed import Beside

if TYPE_CHECKING:
    from lscp.core.facts import Facts
    from lscp.core.figures import Figure
    from lscp.core.periods import Period

SHOWN = ("figure", "value", "unit", "numerator", "denominator", "status", "title")


@click.command()
@handed.returns_argument
@click.option(
    "--year", "named", required=True, metavar="YYYY",
    help="The reporting year; or a part of one, as 2022Q1, 2021-04 or 2021-04-01/2021-05-15.",
)  # fmt: skip
@click.option("--authority", metavar="CODE", help="Whose the SSDA903 return is.")
@handed.last_year_option
@handed.postcodes_option
@click.option("--indicator", "ids", multiple=True, metavar="ID", help="Only these indicators.")
@click.option("--by", multiple=True, metavar="BREAKDOWN", help="Split by month, age, source, …")
@click.option("--internal", is_flag=True, help="Full values, small numbers included.")
@output.format_option
def indicators(
    files: tuple[Path, ...], named: str, authority: str | None, last_year: tuple[Path, ...],
    postcodes: Path | None, ids: tuple[str, ...], by: tuple[str, ...], internal: bool, form: str,
) -> None:  # fmt: skip
    """Compute indicators from return FILES of any English authorities, without loading them.

    Each file of a CIN census is a return; the files of an SSDA903 return of the year, or a folder
    that holds them, are one: give --authority. Small numbers are suppressed, unless --internal is
    given. For what looks back at the year before, as re-referrals do, add its census files, and
    its SSDA903 return with --last-year.
    """
    from lscp.core import periods
    from lscp.core.figures import COLUMNS

    period = _period(named)
    _refuse_unknown(ids, by)
    lists = (postcodes,) if postcodes else ()
    beside = Beside(authority, period.year, handed.files_of(last_year), lists)
    facts = _facts(handed.files_of(files), beside)
    if period.year not in {source.year for source in facts.sources}:
        years = ", ".join(sorted({str(source.year) for source in facts.sources}))
        raise click.UsageError(f"No file is of the year {period.year}; they are of {years}.")
    if not internal and period != periods.year(period.year):
        raise click.UsageError("Only whole years are published: add --internal for a part of one.")
    figures = _internal(facts, period, ids, by) if internal else _published(facts, period)
    chosen = [each for each in figures if _wanted(each, ids, by)]
    output.rows((figure.row() for figure in chosen), COLUMNS, form, SHOWN)


def _period(named: str) -> "Period":
    from lscp.core import periods

    try:
        return periods.parse(named)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--year") from None


def _refuse_unknown(ids: tuple[str, ...], by: tuple[str, ...]) -> None:
    from lscp.core.breakdowns import BREAKDOWNS
    from lscp.measures.indicators import load

    for given, known, hint in ((ids, load(), "--indicator"), (by, BREAKDOWNS, "--by")):
        for each in given:
            if each not in known:
                reason = f"{each!r} is none of {', '.join(known)}"
                raise click.BadParameter(reason, param_hint=hint)


def _facts(files: tuple[Path, ...], beside: Beside) -> "Facts":
    from lscp.core.facts import together
    from lscp.measures.official import population

    given = handed.returns_of(files, None)
    handed.complete(given, beside)
    assert beside.year is not None, "a period has a year"
    read = [(handed.called(of), _read(name, of, beside, beside.year)) for name, of in given]
    if beside.last:
        last = tuple(beside.last)
        read.append((handed.called(last), _read("ssda903", last, beside, beside.year - 1)))
    _refuse_two_of_one(read)
    facts = together(each for _, each in read)
    return facts.with_table("lscp_population", population())


def _read(collection: str, files: tuple[Path, ...], beside: Beside, year: int) -> "Facts":
    """Read one return as facts."""
    from lscp.returns.cin import facts as of_census
    from lscp.returns.cin import read as census
    from lscp.returns.ssda903 import facts as of_set
    from lscp.returns.ssda903 import read as set_of_files

    with output.reading(*files) as progress:
        if collection != "ssda903":
            [file] = files
            return of_census.facts(census.read(file, progress=progress))
        read = set_of_files.read((*files, *beside.lists), progress=progress)
        return of_set.facts(read, authority=beside.authority or "", year=year)


def _refuse_two_of_one(read: "list[tuple[str, Facts]]") -> None:
    seen: dict[tuple[str, str, int], str] = {}
    for name, facts in read:
        [source] = facts.sources
        whose = source.collection, source.authority, source.year
        if whose in seen:
            raise click.UsageError(
                f"{seen[whose]} and {name} are both of {source.authority} for {source.year}."
            )
        seen[whose] = name


def _internal(
    facts: "Facts", period: "Period", ids: tuple[str, ...], by: tuple[str, ...]
) -> "list[Figure]":
    from lscp.core import partnership
    from lscp.core.indicators import evaluate
    from lscp.measures.indicators import load

    chosen = [each for id_, each in load().items() if not ids or id_ in ids]
    members = partnership.members()
    here = {source.authority for source in facts.sources if source.year == period.year}
    together_ = members if set(members) <= here else ()
    return evaluate(chosen, facts, period, by=by, members=together_)


def _published(facts: "Facts", period: "Period") -> "list[Figure]":
    """Suppress over all figures at once: what is hidden does not depend on what is asked for."""
    from lscp.core.breakdowns import BREAKDOWNS
    from lscp.measures import official
    from lscp.measures.published import published

    everything = _internal(facts, period, (), tuple(BREAKDOWNS))
    return published(everything, official=official.committed())


def _wanted(figure: "Figure", ids: tuple[str, ...], by: tuple[str, ...]) -> bool:
    return (not ids or figure.indicator in ids) and figure.breakdown in ("", *by)
