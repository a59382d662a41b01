"""What is asked of whoever looks for a person: one box takes anything, others make sure."""

from lscp.core import fields
from lscp.core.fields import ActionForm


class FindForm(ActionForm):
    text = fields.Text(
        label="Who are you looking for?", required=False, called="What you look for",
        hint="A name, a date of birth, an identifier or an address, in any order. A name is found "
        "by its sound and its short forms too.",
    )  # fmt: skip
    born = fields.Text(
        label="Date of birth", required=False, called="The date of birth", width=10, limit=30,
        hint="For example, 31 3 2015. The year alone will do.",
    )  # fmt: skip
    identifier = fields.Text(
        label="Identifier", required=False, called="The identifier", width=20, limit=40,
        hint="For example, an NHS number, a unique pupil number or the authority’s own.",
    )  # fmt: skip
    postcode = fields.Text(
        label="Postcode", required=False, called="The postcode", width=10, limit=12,
        hint="The first half will do.",
    )  # fmt: skip
