"""`lscp reconcile`: our figures beside the official ones."""

import click

from lscp.cli import output

SHOWN = (
    "authority",
    "table",
    "figure",
    "ours",
    "official",
    "verdict",
    "difference",
    "column",
    "reason",
)


@click.command()
@click.option("--year", required=True, type=int, metavar="YYYY", help="The reporting year.")
@click.option("--different", is_flag=True, help="Only what differs.")
@output.format_option
def reconcile(year: int, different: bool, form: str) -> None:
    """Compare each mapped figure of a year with the official cell that says the same."""
    from dataclasses import asdict, fields

    from lscp.cli import faults, session

    with session.ready():
        from lscp.measures import queries
        from lscp.measures.models import View
        from lscp.measures.reconcile import Comparison, Verdict
        from lscp.measures.reconcile import reconcile as compare

        figures = queries.figures(year, view=View.INTERNAL)
        if not figures:
            raise faults.Fault(f"There are no figures of {year}: load a return of that year first")
        found = compare(figures, queries.official_beside(year), year=year)
        wanted = [each for each in found if each.verdict is Verdict.DIFFERENT or not different]
        columns = [field.name for field in fields(Comparison)]
        output.rows(map(asdict, wanted), columns, form, SHOWN)
        if form == "table":
            counts = (f"{sum(e.verdict is v for e in found)} {v.value}" for v in Verdict)
            click.echo(f"\n{year}: {', '.join(counts)}")
