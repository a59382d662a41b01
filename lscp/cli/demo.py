"""`lscp demo`: the whole main job on made-up children, from returns to the annual report."""

from pathlib import Path

import click

YEARS = (2019, 2020, 2021, 2022)  # 2018 is only looked back at
REPORT_OF = 2022
HOST = "127.0.0.1"


@click.group(invoke_without_command=True)
@click.pass_context
@click.option("--no-serve", is_flag=True, help="Stop when everything is built.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the report goes."
)
@click.option("--port", default=8000, show_default=True, help="The port to serve on, if free.")
def demo(context: click.Context, no_serve: bool, out: Path | None, port: int) -> None:
    """Show everything with a made-up partnership that adds up to the official statistics.

    Makes returns for both authorities, loads them, computes the figures of four years, checks
    returns with mistakes, builds the annual report, makes organisations, accounts and families,
    and serves the pages. What is there already is not done again.
    """
    if context.invoked_subcommand:
        return
    from lscp.cli import demo_returns, output, returns, serve, session
    from lscp.core import home

    out = (out or home.home() / "report").resolve()
    output.step("Starting the database")
    with session.ready():
        _refuse_beside_real_returns()
        password = _people()
        demo_returns.load()
        returns.compute(list(YEARS))
        _count_live_records()
        demo_returns.check(REPORT_OF)
        output.step("Building the annual report")
        _build_report(out)
        port = serve.free_port(HOST, port)
        _say_where(out, password, "" if no_serve else f"http://{HOST}:{port}/")
        if not no_serve:
            serve.run(HOST, port)


@demo.command()
@click.argument("name")
def code(name: str) -> None:
    """Say the code that the authenticator app of an account of the demonstration shows now."""
    from lscp.cli import session
    from lscp.demo.cast import accounts

    if name not in accounts.roles():
        raise click.UsageError(f"There is no account {name}: `lscp demo --no-serve` lists them")
    with session.ready():
        click.echo(accounts.code(name))


def _refuse_beside_real_returns() -> None:
    """Made-up children must never replace, or be added up with, real ones."""
    from lscp.submissions.models import Load

    if Load.objects.filter(made_up=False, current=True).exists():
        raise click.UsageError(
            "Returns that are not made up are loaded here. Set LSCP_HOME (and DATABASE_URL, where "
            "it is set) to a place of the demonstration's own."
        )


def _count_live_records() -> None:
    """Do at once what a worker does every night: count the running year of the made-up records."""
    from lscp.cli import output
    from lscp.submissions.jobs import count_live_records

    output.step("Counting what is recorded of the year that is running")
    count_live_records()


def _build_report(out: Path) -> None:
    from lscp.report.build import build

    build(REPORT_OF, out)


def _people() -> str:
    """Build organisations, accounts and families; return the password of every account."""
    from lscp.cli import output
    from lscp.core import home
    from lscp.demo.cast import build

    password = home.secret("demo-password")[:16]
    output.step("Making organisations, accounts and families")
    try:
        build.build(password)
    except build.NotADemonstration as error:
        raise click.UsageError(str(error)) from error
    return password


def _say_where(out: Path, password: str, address: str) -> None:
    from lscp.demo.cast import accounts

    click.echo("\nEverything here but the official statistics is made up: nobody in it is real.")
    click.echo(f"The annual report:  {out}")
    if address:
        click.echo(f"The scorecard:      {address} (stop with Ctrl+C)")
        click.echo(f"To sign in:         {address}sign-in/")
    click.echo(f"Password, of all:   {password}")
    click.echo("Code of the app:    lscp demo code NAME")
    click.echo("Names:")
    for name, role in accounts.roles().items():
        click.echo(f"  {name:<27} {role}")
