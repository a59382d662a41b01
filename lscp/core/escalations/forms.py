"""What the actions on an escalation ask."""

from lscp.core import fields
from lscp.core.attachments.kinds import ACCEPT, TITLES
from lscp.core.models import Escalation

NOBODY_ELSE = "Say what the other organisation needs to know, and no more."


class RaiseEscalationForm(fields.ActionForm):
    answering = fields.Select(
        label="Which organisation is to answer?", missing="Select the organisation", choices=()
    )
    theme = fields.Radios(
        label="What is it about?", missing="Select what it is about",
        choices=fields.of_codes("lscp/escalation_theme"),
    )  # fmt: skip
    reason = fields.Textarea(
        label="Why do you not agree?", missing="Enter why you do not agree", hint=NOBODY_ELSE
    )
    wanted = fields.Textarea(
        label="What do you want to happen?", missing="Enter what you want to happen"
    )


class AnswerEscalationForm(fields.ActionForm):
    answer = fields.Textarea(
        label="What do you answer?", missing="Enter your answer", hint=NOBODY_ELSE
    )


class MoveEscalationForm(fields.ActionForm):
    why = fields.Textarea(
        label="Why is it not settled?", missing="Enter why it is not settled", hint=NOBODY_ELSE
    )


class AttachToEscalationForm(fields.ActionForm):
    document = fields.File(
        label="Which document?", missing="Select a document", accept=ACCEPT,
        hint=f"It can be one of these: {TITLES}.",
    )  # fmt: skip


class ResolveEscalationForm(fields.ActionForm):
    outcome = fields.Radios(
        label="What came of it?", missing="Select what came of it",
        choices=Escalation.Outcome.choices,
    )  # fmt: skip
    learned = fields.Textarea(
        label="What was learned?", missing="Enter what was learned",
        hint="This is read when the partnership looks for what to change. Name nobody.",
    )  # fmt: skip


class WithdrawEscalationForm(fields.ActionForm):
    why = fields.Textarea(label="Why is it withdrawn?", missing="Enter why it is withdrawn")
