"""`lscp indicators`: figures straight from files, with no database."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lscp.cli import output

if TYPE_CHECKING:
    from lscp.core.facts import Facts
    from lscp.core.figures import Figure
    from lscp.core.periods import Period

SHOWN = ("figure", "value", "unit", "numerator", "denominator", "status", "title")


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--year", "named", required=True, metavar="YYYY",
    help="The reporting year; or a part of one, as 2022Q1, 2021-04 or 2021-04-01/2021-05-15.",
)  # fmt: skip
@click.option("--indicator", "ids", multiple=True, metavar="ID", help="Only these indicators.")
@click.option("--by", multiple=True, metavar="BREAKDOWN", help="Split by month, age, source, …")
@click.option("--internal", is_flag=True, help="Full values, small numbers included.")
@output.format_option
def indicators(
    files: tuple[Path, ...], named: str, ids: tuple[str, ...], by: tuple[str, ...],
    internal: bool, form: str,
) -> None:  # fmt: skip
    """Compute indicators from CIN census FILES of any English authorities, without loading them.

    Small numbers are suppressed, unless --internal is given. Add the files of the year before
    for what looks back at it, as re-referrals do.
    """
    from lscp.core import periods
    from lscp.core.figures import COLUMNS

    period = _period(named)
    _refuse_unknown(ids, by)
    facts = _facts(files)
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


def _facts(files: tuple[Path, ...]) -> "Facts":
    from lscp.core.facts import together
    from lscp.measures.official import population
    from lscp.returns.cin import facts as to_facts
    from lscp.returns.cin import read as reading

    read = []
    for file in files:
        with output.reading(file) as progress:
            read.append(reading.read(file, progress=progress))
    seen: dict[tuple[str, int], str] = {}
    for each in read:
        other = seen.setdefault((each.authority, each.year), each.file)
        if other != each.file:
            raise click.UsageError(
                f"{other} and {each.file} are both of {each.authority} for {each.year}."
            )
    facts = together(map(to_facts.facts, read))
    return facts.with_table("lscp_population", population())


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
