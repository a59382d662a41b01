"""What is asked where a file touches somebody of the service, or goes to another LADO."""

from lscp.core import fields
from lscp.core.fields import ActionForm


class KeepOutForm(ActionForm):
    organisation = fields.Select(label="At which organisation do they work?",
                                 missing="Select the organisation")  # fmt: skip
    user_name = fields.Text(
        label="Who is kept out?", missing="Enter their name or email address",
        hint="Their name, or email address. The file is then restricted: it opens to you, and to "
        "those whom you let in.",
    )  # fmt: skip
    because = fields.Textarea(
        label="Why are they kept out?", rows=3, missing="Enter why they are kept out",
        hint="For example, the adult is their colleague or relative",
    )  # fmt: skip


class LetInForm(ActionForm):
    user = fields.Radios(
        label="Who is let in?", missing="Select who is let in",
        hint="People of the service that holds the file. Whoever is kept out, and their deputy, "
        "cannot be let in.",
    )  # fmt: skip


class PassForm(ActionForm):
    authority = fields.Radios(label="To the LADO of which authority?",
                              missing="Select the authority")  # fmt: skip
    because = fields.Textarea(label="Why is it passed?", rows=3, missing="Enter why it is passed")
    conflict = fields.YesNo(
        label="Is it about somebody of this service, or a colleague or relative of theirs?",
        missing="Select yes if it is",
        hint="If so, it is restricted: nobody here sees it any more, and one person there does",
    )  # fmt: skip
    keeps_me_out = fields.YesNo(
        label="Must you be kept out of it?", missing="Select yes if you must be kept out",
        hint="It then never opens to you, also if you work for the other service one day",
        when=("conflict", "yes"),
    )  # fmt: skip
    to = fields.Select(
        label="To whom does it open?", required=False, missing="Select to whom it opens",
        hint="Needed where there is a conflict, or the file is restricted already",
    )  # fmt: skip


class PassOutsideForm(ActionForm):
    passed_to = fields.Text(label="To the LADO of which authority?",
                            missing="Enter which authority")  # fmt: skip
    because = fields.Textarea(
        label="Why is it passed?", rows=3, missing="Enter why it is passed",
        hint="Send the file to them by secure means first. It is closed here.",
    )  # fmt: skip
