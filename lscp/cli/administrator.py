"""`lscp administrator`: the first person who can sign in to a new installation."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lscp.access.models import Membership, Organisation
    from lscp.core.policy import Actor

PARTNERSHIP = "Local Safeguarding Children Partnership"


@click.command()
@click.argument("name")
@click.argument("email")
@click.option(
    "--partnership", default=PARTNERSHIP, show_default=True,
    help="What the partnership is called, where it is not there yet.",
)  # fmt: skip
def administrator(name: str, email: str, partnership: str) -> None:
    """Make somebody a system administrator, and say where they choose a password.

    NAME is their first and last name. It is how a new installation is entered; whoever comes
    after is invited in the pages. The link works once, for 3 days.
    """
    from lscp.cli import session

    given, _, family = name.strip().partition(" ")
    if not family or "@" not in email:
        raise click.UsageError(
            "Give the first and last name in quotation marks, then the e-mail address: "
            'lscp administrator "Ada Byron" ada@example.org'
        )
    with session.ready(statistics=False):
        by = session.actor("access.open_organisation", "access.invite_joiner")
        held = _invited(_partnership(partnership, by), given, family.strip(), email, by)
        _say(held)


def _partnership(name: str, by: "Actor") -> "Organisation":
    from lscp.access import actions
    from lscp.access.models import Organisation

    here = Organisation.objects.filter(kind="partnership", state="open").first()
    return here or actions.open_organisation(by=by, name=name, kind="partnership")


def _invited(
    partnership: "Organisation", given: str, family: str, email: str, by: "Actor"
) -> "Membership":
    from lscp.access import actions
    from lscp.access.models import Membership
    from lscp.access.roles import Role
    from lscp.core.time import today

    role = Role.SYSTEM_ADMINISTRATOR
    held = Membership.objects.open_on(today()).filter(role=role, user__email=email.lower())
    return held.first() or actions.invite_joiner(
        by=by, organisation=partnership, role=role, given=given, family=family, email=email,
        from_on=today(),
    )  # fmt: skip


def _say(held: "Membership") -> None:
    from django.conf import settings

    from lscp.access import sign_in_links

    click.echo(f"{held.user} is a system administrator of {held.organisation}.")
    if held.user.has_usable_password():
        click.echo(f"They sign in as before: {settings.LSCP_ADDRESS}/sign-in/")
        return
    link = settings.LSCP_ADDRESS + sign_in_links.first_password(held.user)
    click.echo(f"They choose a password within 3 days, once, here: {link}")
    click.echo("Then they set up an authenticator app. Give nobody else this link.")
