"""`lscp trail`: checks and seals the record of who did, saw and was refused what."""

import click


@click.group()
def trail() -> None:
    """Check and seal the trail: who did, saw, searched and was refused what."""


@trail.command()
def verify() -> int:
    """Say whether anybody changed, removed, slipped in or cut off anything.

    Exit status 1 where something is amiss. See docs/the-trail.md for what it cannot know.
    """
    from lscp.cli import session
    from lscp.core import database

    place = database.place()
    with session.ready(statistics=False):
        from lscp.core.trail import verify as checking
        from lscp.core.trail.seals import Sealer

        Sealer().seal()
        report = checking.verify(place.conninfo(place.app))
    for sentence in report.notes:
        click.echo(sentence)
    for sentence in report.findings:
        click.echo(sentence, err=True)
    for kind, count in report.kinds.items():
        if count > checking.MOST:
            click.echo(f"… and {count - checking.MOST:,} more of this kind: {kind}", err=True)
    looked_at = f"{report.entries:,} entries and {report.seals:,} seals were checked"
    if not report.whole:
        click.echo(f"{looked_at}. The trail is not what was written.", err=True)
        return 1
    new = f" {report.unsealed:,} entries are too new to be sealed." if report.unsealed else ""
    click.echo(f"{looked_at}: all are as they were written, and none is missing.{new}")
    return 0


@trail.command()
@click.option("--keep-on", is_flag=True, help="Seal every second, until interrupted.")
def seal(keep_on: bool) -> None:
    """Seal what is new. `lscp serve` does so every second by itself."""
    import threading

    from lscp.cli import session

    with session.ready(statistics=False):
        from lscp.core.trail import seals

        if keep_on:
            with seals.sealing():
                threading.Event().wait()
        click.echo(f"{seals.Sealer().seal():,} entries sealed")


@trail.command()
def restored() -> None:
    """Put on record that you put the database back by other means than lscp restore.

    What was lost by it stays on record, under your account's name.
    """
    from lscp.cli import session

    with session.ready(statistics=False):
        record_restore()


def record_restore() -> None:
    """Record what a restore lost, and say so."""
    from lscp.cli import session
    from lscp.core.trail import restores

    try:
        lost = restores.record(session.who())
    except restores.OtherKey as other:
        click.echo(str(other), err=True)
        return
    for each in lost:
        click.echo(
            f"On record as lost: entries of the trail after {each.highest:,}, up to "
            f"{each.lost_highest:,}."
        )
    if not lost:
        click.echo("No sealed entry of the trail was lost.")
