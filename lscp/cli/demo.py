"""`lscp demo`: the whole main job on made-up children, from returns to the annual report."""

import shutil
import tempfile
from pathlib import Path

import click

YEARS = (2019, 2020, 2021, 2022)  # 2018 is only looked back at
REPORT_OF = 2022
LOADED_BY = "demonstration"
HOST = "127.0.0.1"
ANALYST, PARTNER, OFFICER = "analyst", "partner", "officer"


@click.command()
@click.option("--no-serve", is_flag=True, help="Stop when everything is built.")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the report goes."
)
@click.option("--port", default=8000, show_default=True, help="The port to serve on, if free.")
def demo(no_serve: bool, out: Path | None, port: int) -> None:
    """Show everything with a made-up partnership that adds up to the official statistics.

    Makes returns for both authorities, loads them, computes the figures of four years, checks a
    return with mistakes, builds the annual report, and serves the pages. What is there already is
    not done again.
    """
    from lscp.cli import output, returns, serve, session
    from lscp.core import home

    out = (out or home.home() / "report").resolve()
    output.step("Starting the database")
    with session.ready():
        _refuse_beside_real_returns()
        _load_returns()
        returns.compute(list(YEARS))
        _check_returns()
        output.step("Building the annual report")
        _build_report(out)
        port = serve.free_port(HOST, port)
        _say_where(out, _accounts(), "" if no_serve else f"http://{HOST}:{port}/")
        if not no_serve:
            serve.run(HOST, port)


def _refuse_beside_real_returns() -> None:
    """Made-up children must never replace, or be added up with, real ones."""
    from lscp.submissions.models import Load

    if Load.objects.filter(made_up=False, current=True).exists():
        raise click.UsageError(
            "Returns that are not made up are loaded here. Set LSCP_HOME (and DATABASE_URL, where "
            "it is set) to a place of the demonstration's own."
        )


def _load_returns() -> None:
    from lscp.cli import output
    from lscp.submissions import actions

    for file in _returns():
        with output.reading(file) as progress:
            outcome = actions.load_return(file, by=LOADED_BY, progress=progress)
        output.step(f"{file.name}: {'loaded' if outcome.changed else 'loaded already'}")


def _returns() -> list[Path]:
    """Return the made-up returns, written again only when what makes them up has changed."""
    from lscp.cli import output
    from lscp.core import digests, home
    from lscp.demo.write import write_returns

    package = Path(__file__).resolve().parents[1]
    made_by = (package / "demo", package / "returns", package / "measures")
    folder = home.private("demo") / digests.of_folders(*made_by)
    if not folder.is_dir():
        output.step("Making up returns that add up to the official statistics")
        beside = Path(tempfile.mkdtemp(dir=folder.parent))
        write_returns(beside)
        for earlier in folder.parent.iterdir():
            if earlier != beside:
                shutil.rmtree(earlier)
        beside.rename(folder)
    return sorted(folder.glob("*.xml"))


def _check_returns() -> None:
    """Check the last returns, once: the first with mistakes, of which some are put right later."""
    from lscp.cli import output
    from lscp.demo.mistakes import broken
    from lscp.submissions import checks, findings
    from lscp.submissions.models import Check

    if Check.objects.exists():
        return
    output.step("Checking returns, one of them with mistakes put in")
    first, *others = (file for file in _returns() if file.stem.endswith(f"-{REPORT_OF}"))
    before = checks.check_now(first.name, broken(first.read_bytes()), by=LOADED_BY)
    query = before.findings.filter(kind="query", table="Assessments").order_by("place").last()
    if query:
        findings.note(query, "Agreed with the team: the assessment found none.", by=OFFICER)
    checks.check_now(first.name, broken(first.read_bytes(), later=True), by=LOADED_BY)
    for file in others:
        checks.check_now(file.name, file.read_bytes(), by=LOADED_BY)


def _build_report(out: Path) -> None:
    from lscp.report.build import build

    build(REPORT_OF, out)


def _accounts() -> dict[str, str]:
    """Make the demonstration's accounts; return who signs in with which password."""
    from lscp.access import actions
    from lscp.core import home

    groups: dict[str, tuple[str, ...]] = {
        ANALYST: (actions.INTERNAL_FIGURES,),
        PARTNER: (),
        OFFICER: (actions.CHECK_RETURNS,),
    }
    passwords = {name: home.secret(f"demo-{name}")[:16] for name in groups}
    for name, password in passwords.items():
        actions.keep_account(name, password=password, groups=groups[name])
    return passwords


def _say_where(out: Path, passwords: dict[str, str], address: str) -> None:
    click.echo("\nEverything here but the official statistics is made up: no child in it is real.")
    click.echo(f"The annual report:  {out}")
    if not address:
        return
    click.echo(f"The scorecard:      {address} (stop with Ctrl+C)")
    click.echo(f"To sign in:         {address}sign-in/")
    sees = {
        ANALYST: "sees full values",
        PARTNER: "sees what is published",
        OFFICER: "checks returns",
    }
    for name, password in passwords.items():
        click.echo(f"  as {name:<10} password {password}  ({sees[name]})")
