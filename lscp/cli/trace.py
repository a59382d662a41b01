"""`lscp trace`: where a figure comes from."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lscp.submissions.models import Load
    from lscp.submissions.queries import Trace


@click.command()
@click.argument("figure")
def trace(figure: str) -> None:
    """Say where a FIGURE comes from, as IND004.E09000020.2022: definition, files, rows.

    The values are those of the internal view, small numbers included.
    """
    from lscp.cli import session

    with session.ready():
        from lscp.submissions import queries

        found = queries.trace(figure)
        width = max(len(word) for word, _ in _lines(found))
        for word, text in _lines(found):
            click.echo(f"{word:<{width}}  {text}")


def _lines(trace: "Trace") -> "Iterator[tuple[str, str]]":
    from lscp.core import wording

    figure, indicator = trace.figure, trace.indicator
    yield "Figure", figure.figure
    yield "Value", wording.of_figure(figure) + (f" ({figure.reason})" if figure.reason else "")
    if figure.numerator is not None:
        of = "" if figure.denominator is None else f" of {figure.denominator:,.0f}"
        yield "Counted", f"{figure.numerator:,.0f}{of}"
    yield "Source", str(figure.source)
    yield "Indicator", f"{indicator.id}, version {figure.definition_version}: {indicator.title}"
    yield "Definition", indicator.definition
    yield "Defined by", f"{indicator.source}; owner: {indicator.owner}"
    yield "Computed", f"{trace.computed_at:%Y-%m-%d %H:%M} UTC"
    yield "Rows counted", f"{figure.counted:,}"
    for reason, rows in figure.left_out:
        yield "Rows left out", f"{rows:,}: {reason}"
    for load in trace.loads:
        yield from _of_load(load)
    yield "Official figure", _official(trace)


def _of_load(load: "Load") -> "Iterator[tuple[str, str]]":
    yield "Snapshot", f"{load.snapshot}, {sum(load.rows.values()):,} rows of facts"
    made_up = ", made up" if load.made_up else ""
    many = "s" if ", " in load.file_name else ""
    yield f"  of the file{many}", f"{load.file_name} ({load}{made_up}; SHA-256 {load.sha256[:16]}…)"
    yield "  loaded", f"{load.loaded_at:%Y-%m-%d %H:%M} UTC by {load.loaded_by}, load {load.pk}"


def _official(trace: "Trace") -> str:
    from lscp.core import wording

    official = trace.official
    if official is None:
        return "none is mapped to it"
    value = wording.said(official.value, trace.figure.unit) if official.value is not None else ""
    said = [value or f"printed as {official.mark!r}", official.source, official.revised]
    return "; ".join(part for part in said if part)
