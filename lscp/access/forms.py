"""What the actions on organisations, roles, grants and broken glass ask."""

from lscp.access.models import BreakGlass
from lscp.access.roles import Role
from lscp.core import fields
from lscp.core.policy import Reach
from lscp.core.time import today

REACHES = [
    (Reach.TEAM.value, "Records that their own team holds"),
    (Reach.ORGANISATION.value, "Records that their own organisation holds"),
    (Reach.AUTHORITY.value, "Records of their own authority"),
    (Reach.NAMED.value, "Records that name them, their team or their organisation"),
    (Reach.ALL.value, "All records"),
]


class DescribeOrganisationForm(fields.ActionForm):
    """What an organisation is called, and where it belongs."""

    name = fields.Text(label="What is it called?", missing="Enter the name of the organisation")
    authority = fields.Select(
        label="Which authority does it serve?", required=False,
        hint="Leave this empty where it serves the whole partnership",
    )  # fmt: skip
    within = fields.Select(label="What is it a part of?", required=False)
    code = fields.Text(
        label="What is its own code?", required=False, width=20,
        hint="For example a school’s URN or a practice’s ODS code",
    )  # fmt: skip


class OpenOrganisationForm(DescribeOrganisationForm):
    """The same, and what kind it is, which never changes."""

    kind = fields.Select(
        label="What kind of organisation is it?", missing="Select the kind of organisation",
        choices=fields.of_codes("lscp/agency"),
    )  # fmt: skip
    field_order = ("name", "kind")


class TeamForm(fields.ActionForm):
    """What a team is called."""

    name = fields.Text(label="What is the team called?", missing="Enter the name of the team")


class RoleForm(fields.ActionForm):
    """Which role somebody holds, in which team, from when to when."""

    role = fields.Select(label="Which role?", missing="Select the role")
    team = fields.Select(label="In which team?", required=False)
    from_on = fields.Date(label="From which day?", missing="Enter the first day")
    to_on = fields.Date(
        label="Until which day?", required=False, called="The last day",
        hint="Leave this empty where it has no end yet",
    )  # fmt: skip


class NameForm(fields.ActionForm):
    """How somebody is called."""

    given = fields.Text(label="What is their first name?", missing="Enter their first name")
    family = fields.Text(label="What is their last name?", missing="Enter their last name")


class InviteJoinerForm(RoleForm):
    """The same, and who it is."""

    given = fields.Text(label="What is their first name?", missing="Enter their first name")
    family = fields.Text(label="What is their last name?", missing="Enter their last name")
    email = fields.Email(
        label="What is their work email address?", missing="Enter their work email address",
        hint="They sign in with it. We send a link to choose a password to it.",
        autocomplete="off",
    )  # fmt: skip
    field_order = ("given", "family", "email")


class NameDeputyForm(fields.ActionForm):
    """Who acts for somebody, from when to when."""

    deputy = fields.Select(label="Who acts for them?", missing="Select the deputy")
    from_on = fields.Date(label="From which day?", missing="Enter the first day")
    to_on = fields.Date(label="Until which day?", missing="Enter the last day", earliest=today)


class EndMembershipForm(fields.ActionForm):
    """When somebody leaves."""

    last_on = fields.Date(
        label="What is the last day?", missing="Enter the last day", earliest=today
    )  # fmt: skip


class ChangeGrantForm(fields.ActionForm):
    """How far a role reaches with a permission, and why."""

    role = fields.Select(label="Which role?", missing="Select the role", choices=Role.choices)
    permission = fields.Select(label="May do what?", missing="Select the permission")
    reaches = fields.Checkboxes(
        label="To which records?", required=False, choices=REACHES,
        hint="Select none to take the permission away",
    )  # fmt: skip
    reason = fields.Textarea(label="Why?", missing="Enter the reason for the change")


class BreakGlassForm(fields.ActionForm):
    """Whom somebody has to see at once, and why."""

    reason = fields.Textarea(
        label="Why do you need to see this person’s record now?",
        missing="Enter why you need to see the record now",
        hint="Say what happened and what could happen if you cannot see the record. "
        "The information governance lead will read this.",
    )  # fmt: skip
    how = fields.Radios(
        label="What do you know exactly?", missing="Select what you know exactly",
        choices=BreakGlass.How.choices,
    )  # fmt: skip
    scheme = fields.Select(
        label="What kind of identifier?", missing="Select the kind of identifier",
        when=("how", "identifier"),
    )  # fmt: skip
    value = fields.Text(
        label="What is the identifier?", missing="Enter the identifier", width=20,
        when=("how", "identifier"), autocomplete="off",
    )  # fmt: skip
    given = fields.Text(
        label="First name", missing="Enter the first name", when=("how", "name"),
        autocomplete="off",
    )  # fmt: skip
    family = fields.Text(
        label="Last name", missing="Enter the last name", when=("how", "name"), autocomplete="off"
    )
    born_on = fields.Date(
        label="Date of birth", missing="Enter the date of birth", latest=today,
        when=("how", "name"),
    )  # fmt: skip


class ReviewGlassForm(fields.ActionForm):
    """What the information governance lead thinks of it."""

    outcome = fields.Radios(
        label="Was it justified?", missing="Select whether it was justified",
        choices=BreakGlass.Outcome.choices,
    )  # fmt: skip
    what_follows = fields.Textarea(
        label="What follows from it?", missing="Enter what follows from it",
        when=("outcome", "not_justified"),
    )  # fmt: skip


class FindForRequestForm(fields.ActionForm):
    """Which request it is, and whom it is about."""

    reference = fields.Text(
        label="What is the request’s reference?", missing="Enter the reference of the request",
        width=20,
    )  # fmt: skip
    reason = fields.Textarea(
        label="Who asked, and for what?", missing="Enter who asked, and for what"
    )
    scheme = fields.Select(
        label="What kind of identifier do you have?", missing="Select the kind of identifier"
    )
    value = fields.Text(
        label="What is the identifier?", missing="Enter the identifier", width=20,
        autocomplete="off",
    )  # fmt: skip


class IssueKeyForm(fields.ActionForm):
    """Which system sends, and until when."""

    system = fields.Text(
        label="Which system is the key for?", missing="Enter the name of the system", limit=100,
        hint="Give each system a key of its own, so that you can revoke one alone",
    )  # fmt: skip
    to_on = fields.Date(
        label="Until which day?", missing="Enter the last day", called="The last day",
        hint="At most a year from today", earliest=today,
    )  # fmt: skip
