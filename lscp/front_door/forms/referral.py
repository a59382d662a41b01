"""What is asked of referrals and assessments: one form an action."""

from lscp.core import fields
from lscp.core.fields import ActionForm, of_codes
from lscp.core.time import today
from lscp.core.vocab import codes
from lscp.front_door.actions.referral import NOT_STATED
from lscp.front_door.models.assessment import Result


def _needs() -> list[tuple[str, str]]:
    """Return the needs to choose from: that none is stated is no answer."""
    known = codes("cin/primary_need", on=today())
    return [(code, f"{code} {label}") for code, label in known.items() if code != NOT_STATED]


def _reasons() -> list[tuple[str, str]]:
    known = codes("cin/closure_reason", on=today())
    return [(code, f"{code} {label}") for code, label in known.items()]


class RecordReferralForm(ActionForm):
    received_on = fields.Date(label="When was the referral received?", latest=today,
                              missing="Enter the day on which it was received")  # fmt: skip
    source = fields.Select(label="Who referred the child?", choices=of_codes("cin/referral_source"),
                           missing="Select who referred the child")  # fmt: skip


class NeedsForm(ActionForm):
    needs = fields.Checkboxes(
        label="What does the child need?", choices=_needs, missing="Select what the child needs",
        hint="Select all that fit. The first of them in this list is kept as the primary need: "
        "the DfE sets the order",
    )  # fmt: skip


class AcceptForm(NeedsForm):
    because = fields.Textarea(label="Why is the referral accepted?", required=False, limit=2000,
                              rows=3)  # fmt: skip


class NoActionForm(ActionForm):
    because = fields.Textarea(
        label="Why is no action taken?", missing="Enter why no action is taken", limit=2000, rows=4,
        hint="Advice, or passing the family on to others, still counts as no further action",
    )  # fmt: skip


class AllocateReferralForm(ActionForm):
    team = fields.Select(label="To which team?", missing="Select the team")
    worker = fields.Select(label="To whom in the team?", required=False,
                           hint="Leave it empty if the team’s manager is to choose")  # fmt: skip


class CloseForm(ActionForm):
    reason = fields.Radios(label="Why is the case closed?", choices=_reasons,
                           missing="Select why the case is closed")  # fmt: skip
    closed_on = fields.Date(label="On which day?", missing="Enter the day of closing",
                            latest=today)  # fmt: skip
    because = fields.Textarea(label="Say more about it", limit=2000, rows=4,
                              missing="Enter more about why it is closed")  # fmt: skip


class StartForm(ActionForm):
    started_on = fields.Date(label="When did the assessment start?", latest=today,
                             missing="Enter the day of the start")  # fmt: skip
    review_on = fields.Date(
        label="When is the internal review?", required=False, missing="Enter the day of the review",
        hint="Leave it empty for 10 working days after the start",
    )  # fmt: skip


class VisitForm(ActionForm):
    was_seen = fields.YesNo(label="Was the child seen?",
                            missing="Select yes if the child was seen")  # fmt: skip
    seen_on = fields.Date(label="When was the child seen?", latest=today, when=("was_seen", "yes"),
                          missing="Enter the day on which the child was seen")  # fmt: skip
    seen_alone = fields.YesNo(label="Was the child seen alone?", when=("was_seen", "yes"),
                              missing="Select yes if the child was seen alone")  # fmt: skip
    because = fields.Textarea(label="If not seen, or not seen alone: why not?", required=False,
                              limit=2000, rows=3)  # fmt: skip


class ReviewForm(ActionForm):
    reviewed_on = fields.Date(label="When was the assessment reviewed?", latest=today,
                              missing="Enter the day of the review")  # fmt: skip
    reviewed = fields.Textarea(label="What was agreed?", missing="Enter what was agreed",
                               limit=4000, rows=4)  # fmt: skip


class WriteForm(ActionForm):
    child_says = fields.Textarea(label="What does the child say?", required=False, limit=8000)
    parents_say = fields.Textarea(label="What do the parents or carers say?", required=False,
                                  limit=8000)  # fmt: skip
    analysis = fields.Textarea(label="Analysis", required=False, limit=20000, rows=12)
    factors = fields.Checkboxes(
        label="Which factors were found?", required=False,
        choices=of_codes("cin/assessment_factor"),
        hint="“No factors identified” excludes all others",
    )  # fmt: skip
    result = fields.Radios(label="What does the assessment lead to?", choices=Result.choices,
                           required=False)  # fmt: skip


class ReturnForm(ActionForm):
    because = fields.Textarea(label="What is to be done?", missing="Enter what is to be done",
                              limit=4000, rows=4)  # fmt: skip


class AuthoriseForm(ActionForm):
    told = fields.YesNo(
        label="Have the family and the agencies been told of the outcome?",
        missing="Select yes if the family and the agencies have been told",
        hint="The assessment is complete when they are told and a manager has authorised it",
    )  # fmt: skip
    because = fields.Textarea(label="Anything to add?", required=False, limit=2000, rows=3)


class CorrectReferralForm(NeedsForm):
    source = fields.Select(label="Who referred the child?", choices=of_codes("cin/referral_source"),
                           missing="Select who referred the child")  # fmt: skip
    closed_on = fields.Date(label="On which day was the case closed?", latest=today,
                            missing="Enter the day of closing")  # fmt: skip
    reason = fields.Radios(label="Why was the case closed?", choices=_reasons,
                           missing="Select why the case was closed")  # fmt: skip
    because = fields.Textarea(
        label="Why is it corrected?", missing="Enter why it is corrected", limit=2000, rows=3,
        hint="What the case said before is kept, with this reason",
    )  # fmt: skip


class CorrectAssessmentForm(ActionForm):
    factors = fields.Checkboxes(
        label="Which factors were found?", missing="Select the factors",
        choices=of_codes("cin/assessment_factor"),
        hint="“No factors identified” excludes all others",
    )  # fmt: skip
    seen_on = fields.Date(label="When was the child seen?", latest=today, required=False,
                          missing="Enter the day on which the child was seen")  # fmt: skip
    seen_alone = fields.YesNo(label="Was the child seen alone?", required=False)
    because = fields.Textarea(
        label="Why is it corrected?", missing="Enter why it is corrected", limit=2000, rows=3,
        hint="What the assessment said before is kept, with this reason",
    )  # fmt: skip
