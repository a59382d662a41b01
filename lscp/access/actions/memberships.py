"""Who holds which role, from when to when: joiners, deputies, leavers."""

from datetime import date
from uuid import UUID

from lscp.access import queries
from lscp.access.models import Membership, Organisation, User
from lscp.access.roles import Role, belongings
from lscp.access.workflow import MEMBERSHIP
from lscp.core import notify
from lscp.core.actions import action
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.core.workflow import Refused

INVITED = notify.message(
    "access.invited",
    "You were invited to OpenLSCP, the system of your local safeguarding children partnership. "
    "Choose a password within 3 days to start.",
)
NEW_ROLE = notify.message("access.new_role", "You were given another role in OpenLSCP.")
LONGEST_DEPUTY = 366  # days


@action(MEMBERSHIP, "Invite somebody")
def invite_joiner(
    membership: Membership, *, by: Actor, organisation: Organisation, role: str, given: str,
    family: str, email: str, team: str = "", from_on: date, to_on: date | None = None,
) -> None:  # fmt: skip
    """Give somebody a role and, where they have no account yet, a link to choose a password."""
    queries.within_reach(organisation, by, "access.invite_joiner")
    address = email.lower()
    user = User.objects.filter(email=address).first()
    joins = user is None
    user = user or User.objects.create_user(
        address, address, None, first_name=given, last_name=family
    )
    _hold(membership, by, user, organisation, role, team)
    _run(membership, from_on, to_on)
    if joins:
        _send_link(user)
    else:
        notify.tell(user.pk, about=NEW_ROLE)


@action(MEMBERSHIP, "Give another role")
def give_role(
    membership: Membership, *, by: Actor, holder: Membership, role: str,
    team: str = "", from_on: date, to_on: date | None = None,
) -> None:  # fmt: skip
    """Give somebody of an organisation another role there; they choose in which one they act."""
    _hold(membership, by, holder.user, holder.organisation, role, team)
    _run(membership, from_on, to_on)


@action(MEMBERSHIP, "Name a deputy")
def name_deputy(
    membership: Membership, *, by: Actor, holder: Membership, deputy: UUID | str, from_on: date,
    to_on: date,
) -> None:  # fmt: skip
    """Let a colleague act for somebody for a time: in their role, with what names them."""
    colleague = _colleague(holder, deputy)
    if holder.state != "held" or (holder.to_on and holder.to_on < to_on):
        raise Refused("A deputy acts no longer than the person they act for holds the role.")
    if (to_on - from_on).days > LONGEST_DEPUTY:
        raise Refused("A deputy is named for a year at most. Choose an earlier last day.")
    _hold(membership, by, colleague, holder.organisation, holder.role, str(holder.team_id or ""))
    membership.deputy_for = holder
    _run(membership, from_on, to_on)


@action(MEMBERSHIP, "Change the role")
def change_membership(
    membership: Membership, *, by: Actor, role: str, team: str = "",
    from_on: date, to_on: date | None = None,
) -> None:  # fmt: skip
    """Change which role somebody holds, in which team, from when to when."""
    _may_grant(by, membership.role, membership.organisation)
    _hold(membership, by, membership.user, membership.organisation, role, team)
    _run(membership, from_on, to_on)


@action(MEMBERSHIP, "Correct the name")
def correct_name(membership: Membership, *, by: Actor, given: str, family: str) -> None:
    """Put right how somebody is called, in all their roles; what they did keeps the name it had."""
    _not_oneself(by, membership.user)
    membership.user.first_name, membership.user.last_name = given, family
    membership.user.save(update_fields=["first_name", "last_name"])


@action(MEMBERSHIP, "Send the invitation again")
def send_invitation_again(membership: Membership, *, by: Actor) -> None:
    """Send a new link to somebody who has not chosen a password; the old link no longer works."""
    user = membership.user
    if user.has_usable_password() or user.last_login:
        raise Refused("This person has started already. They can ask for a new password.")
    user.set_unusable_password()
    user.save(update_fields=["password"])
    _send_link(user)


@action(MEMBERSHIP, "Take away a lost second factor")
def take_away_factors(membership: Membership, *, by: Actor) -> None:
    """Let somebody who lost their phone set up a second factor anew; their sessions end."""
    from lscp.access import sign_in_factors

    _not_oneself(by, membership.user)
    sign_in_factors.take_away_second_factors(membership.user)


@action(MEMBERSHIP, "Set the last day")
def end_membership(membership: Membership, *, by: Actor, last_on: date) -> None:
    """Let a role end after a day, as when somebody leaves; it ends for their deputies too."""
    _not_oneself(by, membership.user)
    if last_on < today():
        raise Refused("The last day must be today or later. To end the role now, stop it.")
    _run(membership, min(membership.from_on, last_on), last_on)


@action(MEMBERSHIP, "Stop the role now")
def stop_membership(membership: Membership, *, by: Actor) -> None:
    """End a role at once: whoever is signed in can do nothing more in it."""
    _not_oneself(by, membership.user)
    membership.to_on = max(today(), membership.from_on)


def _hold(
    membership: Membership, by: Actor, user: User, organisation: Organisation, role: str,
    team: str,
) -> None:  # fmt: skip
    """Set who holds what where, if that may be and whoever acts may say so."""
    _not_oneself(by, user)
    _may_grant(by, role, organisation)
    if organisation.state != "open":
        raise Refused("This organisation is closed.")
    chosen = organisation.teams.filter(pk=team, state="open").first() if team else None
    if team and chosen is None:
        raise Refused("Choose one of the organisation’s own teams that is open.")
    membership.user, membership.role = user, role
    membership.organisation, membership.team = organisation, chosen
    membership.authority = organisation.authority


def _may_grant(by: Actor, role: str, organisation: Organisation) -> None:
    belongs = belongings()[role]
    title = Role(role).label
    if not belongs.fits(organisation.kind):
        kind = organisation.get_kind_display().lower()
        raise Refused(f"{title} is no role of this kind of organisation ({kind}).")
    if by.role not in (belongs.granted_by, "system"):
        who = Role(belongs.granted_by).label.lower()
        raise Refused(f"{title} is not yours to give or change. Ask your {who}.")


def _not_oneself(by: Actor, user: User) -> None:
    if user.pk == by.user:
        raise Refused("You cannot change your own roles. Ask another administrator.")


def _run(membership: Membership, from_on: date, to_on: date | None) -> None:
    if to_on and to_on < from_on:
        raise Refused("The last day must be on or after the first day.")
    membership.from_on, membership.to_on = from_on, to_on


def _colleague(holder: Membership, deputy: UUID | str) -> User:
    """Return somebody who holds another role in the same organisation today."""
    known = Membership.objects.filter(organisation=holder.organisation, user=UUID(str(deputy)))
    found = known.open_on(today()).exclude(user=holder.user).select_related("user").first()
    if found is None:
        raise Refused("Choose a colleague who holds a role in the same organisation today.")
    return found.user


def _send_link(user: User) -> None:
    from lscp.access import sign_in_links

    notify.tell_address(user.email, about=INVITED, link=sign_in_links.first_password(user))
