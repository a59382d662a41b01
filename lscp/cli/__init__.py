"""The command `lscp`: loads, figures, the report, the pages, and keeping it all safe.

Exit status: 0 done, 1 the data are at fault, 2 the call is at fault. What commands need is
imported when they run, so that `lscp --help` answers at once.
"""

import sys

import click

from lscp.cli import (
    administrator,
    backup,
    demo,
    facts,
    indicators,
    official,
    proof,
    reconcile,
    report,
    returns,
    serve,
    ssd,
    trace,
    trail,
    work,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="openlscp", prog_name="OpenLSCP")
def lscp() -> None:
    """The information system of a Local Safeguarding Children Partnership.

    Returns and extracts become facts, facts become figures, and figures become the scorecard
    and the annual report. `lscp demo` shows it all with made-up children.
    """


for command in (
    demo.demo,
    returns.returns,
    indicators.indicators,
    ssd.ssd,
    facts.facts,
    official.official,
    reconcile.reconcile,
    report.report,
    proof.proof,
    trace.trace,
    serve.serve,
    administrator.administrator,
    work.work,
    trail.trail,
    backup.backup,
    backup.restore,
):
    lscp.add_command(command)


def main() -> None:
    """Run the command line; whatever goes wrong is said in a sentence."""
    try:
        status = lscp(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        status = 130
    except Exception as error:
        from lscp.cli import faults

        status = faults.status(error)
        click.echo(f"Error: {faults.sentence(error)}", err=True)
    sys.exit(status or 0)
