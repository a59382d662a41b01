"""What is asked to ask partners, and of them."""

from lscp.core import fields
from lscp.core.fields import ActionForm
from lscp.front_door.models.check import Concern


class AskChecksForm(ActionForm):
    organisations = fields.Checkboxes(
        label="Whom do you ask?", missing="Select whom you ask",
        hint="Those who answer checks there see who the children are and what somebody worries "
        "about, until 28 days after they have answered",
    )  # fmt: skip
    question = fields.Textarea(
        label="What do you want to know?", required=False, missing="Enter what you want to know",
        hint="They all see what you write here", limit=2000, rows=3,
    )  # fmt: skip


class AnswerCheckForm(ActionForm):
    holds = fields.YesNo(
        label="Does your organisation hold anything about these children or their family?",
        missing="Select yes if your organisation holds anything",
        hint="If it holds nothing, say so: that is an answer too",
    )  # fmt: skip
    answer = fields.Textarea(
        label="What does it hold?", missing="Enter what your organisation holds",
        hint="What the front door needs to know to decide, and no more", when=("holds", "yes"),
    )  # fmt: skip
    concern = fields.Radios(
        label="How much does it worry you?", missing="Select how much it worries you",
        choices=Concern.choices, when=("holds", "yes"),
    )  # fmt: skip


class WithdrawCheckForm(ActionForm):
    by_mistake = fields.YesNo(
        label="Were they asked by mistake?", missing="Select yes if they were asked by mistake",
        hint="If so, they see nothing of this contact any more from now on",
    )  # fmt: skip
