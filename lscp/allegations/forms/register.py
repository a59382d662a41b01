"""What is asked about the adults and employers of the register: one form an action."""

from typing import Any

from lscp.core import fields
from lscp.core.fields import ActionForm, of_codes
from lscp.core.time import today

FORMER = "As on an earlier document, or before a marriage. Leave it empty if you know of none"


class NameForm(ActionForm):
    given = fields.Text(label="Given names", required=False)
    family = fields.Text(label="Family name", required=False)


class WhoForm(NameForm):
    title = "Who they are"
    former_given = fields.Text(label="Former given names", required=False, hint=FORMER)
    former_family = fields.Text(label="Former family name", required=False, hint=FORMER)
    born_on = fields.Date(
        label="Date of birth", required=False, latest=today, missing="Enter the date of birth",
        hint="It is what recognises them best years later",
    )  # fmt: skip
    address = fields.Textarea(label="Address", required=False, rows=3, limit=500)
    postcode = fields.Postcode(label="Postcode", required=False, missing="Enter the postcode")

    def clean(self) -> dict[str, Any]:
        """Ask for a name."""
        answers = super().clean()
        if not self.errors and not (answers.get("given") or answers.get("family")):
            self.add_error("family", "Enter a given name or a family name")
        return answers


class HomeForm(ActionForm):
    title = "Children at home, and support"
    own_children = fields.Textarea(
        label="Do they have children, or live with or care for any?", required=False, rows=3,
        limit=2000, hint="Write what you need to know to keep these children safe, and no more",
    )  # fmt: skip
    support_person = fields.Textarea(
        label="Who supports them?", required=False, rows=2, limit=500,
        hint="Their trade union, a colleague whom the employer named, or somebody else",
    )  # fmt: skip


class WorkForm(ActionForm):
    title = "Where they work or volunteer"
    employer = fields.Select(
        label="For which employer?", required=False, missing="Select the employer",
        hint="Choose from those on the register. Leave it empty if it is not there yet: it can be "
        "added later",
    )  # fmt: skip
    job = fields.Text(label="As what?", required=False, hint="For example, teaching assistant")
    basis = fields.Radios(label="How do they work there?", choices=of_codes("lado/basis"),
                          required=False, missing="Select how they work there")  # fmt: skip
    since = fields.Date(label="Since when?", required=False, latest=today,
                        missing="Enter since when")  # fmt: skip


class AmendAdultForm(ActionForm):
    given = fields.Text(label="Given names", required=False)
    family = fields.Text(
        label="Family name", required=False, hint="A name that they had before is kept"
    )
    born_on = fields.Date(label="Date of birth", required=False, latest=today,
                          missing="Enter the date of birth")  # fmt: skip
    address = fields.Textarea(label="Address", required=False, rows=3, limit=500)
    postcode = fields.Postcode(label="Postcode", required=False, missing="Enter the postcode")
    own_children = fields.Textarea(label="Children at home or in their care", required=False,
                                   rows=3, limit=2000)  # fmt: skip
    support_person = fields.Textarea(label="Who supports them?", required=False, rows=2, limit=500)


class PostForm(ActionForm):
    employer = fields.Select(
        label="Where?", missing="Select the employer",
        hint="Record the employer first, if it is not on the register",
    )  # fmt: skip
    job = fields.Text(label="As what?", required=False, hint="For example, swimming coach")
    basis = fields.Radios(label="How do they work there?", choices=of_codes("lado/basis"),
                          missing="Select how they work there")  # fmt: skip
    since = fields.Date(label="Since when?", required=False, latest=today,
                        missing="Enter since when")  # fmt: skip
    until = fields.Date(label="Until when?", required=False, latest=today,
                        missing="Enter until when",
                        hint="Leave it empty if they are still there")  # fmt: skip


class EndPostForm(ActionForm):
    until = fields.Date(label="When did they leave?", latest=today,
                        missing="Enter the day on which they left")  # fmt: skip


class PersonForm(ActionForm):
    person = fields.Radios(
        label="Which record is theirs?", required=False, missing="Select the person’s record",
        hint="These are the records whom you may see that agree with this adult. Leave all empty "
        "to take the link away. Only the LADO service sees the link",
    )  # fmt: skip


class MergeForm(ActionForm):
    into = fields.Radios(
        label="Into which record?", missing="Select the other record",
        hint="All that is recorded follows, and this record leads to the other. It cannot be "
        "taken back",
    )  # fmt: skip


class EmployerForm(ActionForm):
    name = fields.Text(label="Name", missing="Enter the name of the employer")
    sector = fields.Select(label="Sector", choices=of_codes("lado/sector"),
                           missing="Select the sector")  # fmt: skip
    postcode = fields.Postcode(label="Postcode", required=False, missing="Enter the postcode")
    organisation_known = fields.Select(
        label="Is it one of the organisations of this system?", required=False,
        hint="Leave it empty if it is not. It never learns that it is on the register",
    )  # fmt: skip


class EmployerNameForm(ActionForm):
    name = fields.Text(label="Another name", missing="Enter the name",
                       hint="That it has, or had in the past")  # fmt: skip
