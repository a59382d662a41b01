"""What is asked at the end of a file."""

from lscp.core import fields
from lscp.core.fields import ActionForm


class HoldForm(ActionForm):
    because = fields.Textarea(
        label="What needs this file?", rows=3, missing="Enter what needs it",
        hint="For example, an inquiry, a claim or a court. It is not destroyed while it is held.",
    )  # fmt: skip


class ReleaseForm(ActionForm):
    because = fields.Textarea(label="Why need it not be held any more?", rows=3,
                              missing="Enter why it need not be held")  # fmt: skip


class DestroyConsultationForm(ActionForm):
    reference = fields.Text(
        label="Type the reference of what you destroy", width=30, missing="Enter the reference",
        hint="Nobody can bring it back",
    )  # fmt: skip


class DestroyForm(DestroyConsultationForm):
    because = fields.Textarea(
        label="Why is it destroyed?", rows=3, missing="Enter why it is destroyed",
        hint="Name nobody: this stays when all else is gone",
    )  # fmt: skip
