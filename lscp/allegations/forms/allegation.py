"""What is asked of an allegation: one form an action."""

from lscp.allegations.actions.outcome import Told
from lscp.allegations.models import Step
from lscp.allegations.models.allegation import Below, Lifted
from lscp.allegations.queries.outcomes import meanings
from lscp.core import fields
from lscp.core.attachments.kinds import ACCEPT, TITLES
from lscp.core.fields import ActionForm, of_codes
from lscp.core.time import today


class RecordForm(ActionForm):
    received_on = fields.Date(label="When did the referral reach you?", latest=today,
                              missing="Enter the day of the referral")  # fmt: skip
    agency = fields.Select(label="Who refers?", choices=of_codes("lado/agency"),
                           missing="Select who refers")  # fmt: skip
    employer = fields.Select(
        label="For whom does the adult work or volunteer?", required=False,
        hint="Record the employer on the register first, if it is not in this list",
    )  # fmt: skip
    sector = fields.Select(label="In which sector?", choices=of_codes("lado/sector"),
                           missing="Select the sector")  # fmt: skip
    basis = fields.Radios(label="How are they employed?", choices=of_codes("lado/basis"),
                          required=False)  # fmt: skip
    category = fields.Radios(label="What is it mostly about?", choices=of_codes("lado/category"),
                             missing="Select what it is mostly about")  # fmt: skip
    happened = fields.Textarea(label="What is said to have happened?", rows=8,
                               missing="Enter what is said to have happened")  # fmt: skip
    happened_on = fields.Date(label="When, if a day is known?", required=False, latest=today,
                              missing="Enter when it happened")  # fmt: skip
    aware_on = fields.Date(label="When did the employer first know?", required=False, latest=today,
                           missing="Enter when the employer knew",
                           hint="The employer has one working day to tell you")  # fmt: skip
    against_pupil = fields.YesNo(
        label="Is it about a teacher at a school, accused by or for a pupil of the same school?",
        missing="Select yes if a teacher is accused by or for a pupil of their own school",
        hint="If so, nothing may be published that identifies the teacher. This does not hold of "
        "colleges.",
    )  # fmt: skip
    other_work = fields.Textarea(
        label="Where else do they work with children, and have they children at home?",
        required=False, rows=3,
    )  # fmt: skip


class AdultForm(ActionForm):
    adult = fields.Select(label="Whom is it about?", missing="Select whom it is about")
    because = fields.Textarea(label="Why is this corrected?", missing="Enter the reason", rows=3)


class ChildForm(ActionForm):
    name = fields.Text(label="Name", required=False)
    born_on = fields.Date(label="Date of birth", required=False, latest=today,
                          missing="Enter the date of birth")  # fmt: skip
    person = fields.Select(
        label="Their record, if it is one that you may see", required=False,
        hint="Nothing on their record will lead here",
    )  # fmt: skip
    words = fields.Textarea(label="What do they say, and how are they?", required=False)


class WeighForm(ActionForm):
    criterion = fields.Radios(label="Which criterion do you weigh?",
                              choices=of_codes("lado/criterion"),
                              missing="Select a criterion")  # fmt: skip
    is_met = fields.YesNo(label="Is it met?", missing="Select yes if it is met")
    because = fields.Textarea(label="Why?", missing="Enter why it is met, or is not")


class MeetForm(ActionForm):
    evaluation = fields.Textarea(
        label="What are the reasons, and who is told?", rows=8, missing="Enter the reasons",
        hint="Also what was agreed at once, and which alternatives to suspension were considered",
    )  # fmt: skip


class BelowForm(ActionForm):
    below = fields.Radios(label="What is done instead?", choices=Below.choices,
                          missing="Select what is done instead")  # fmt: skip
    evaluation = fields.Textarea(label="Why is the threshold not met?", missing="Enter the reasons")


class StrandForm(ActionForm):
    strand = fields.Radios(label="Who enquires?", choices=of_codes("lado/strand"),
                           missing="Select who enquires")  # fmt: skip
    started_on = fields.Date(label="Since when?", latest=today, missing="Enter when it began")
    lead = fields.Text(label="Who leads it, and how can they be reached?", required=False)
    number = fields.Text(label="Its number", required=False, width=20,
                         hint="For example, the crime reference")  # fmt: skip
    words = fields.Textarea(label="What is known of it?", required=False)


class EndStrandForm(ActionForm):
    ended_on = fields.Date(label="When did it end?", latest=today, missing="Enter when it ended")
    ended_with = fields.Textarea(
        label="What came of it?", missing="Enter what came of it",
        hint="For example, no further action, charged, or dismissed",
    )  # fmt: skip
    outcome = fields.Radios(label="Which outcome did it find, if it finds one?", required=False,
                            choices=of_codes("lado/outcome"), hints=meanings())  # fmt: skip


class SafeguardForm(ActionForm):
    safeguard = fields.Select(label="What is it?", choices=of_codes("lado/safeguard"),
                              missing="Select what it is",
                              hint="Consider the alternatives before a suspension")  # fmt: skip
    is_used = fields.YesNo(label="Is it used?", missing="Select yes if it is used",
                           hint="No, if it was considered and is not used")  # fmt: skip
    because = fields.Textarea(label="Why?", missing="Enter why it is used, or is not")
    since = fields.Date(label="Since when, or when was it considered?", latest=today,
                        missing="Enter the day")  # fmt: skip


class EndSafeguardForm(ActionForm):
    until = fields.Date(label="When did it end?", latest=today, missing="Enter when it ended")
    because = fields.Textarea(label="Why?", missing="Enter why it ends", rows=3)


class ConfirmForm(ActionForm):
    confirmed_on = fields.Date(
        label="When did the adult get the reasons in writing?", latest=today,
        missing="Enter when it was confirmed",
        hint="The employer has one working day. The letter says who supports them meanwhile.",
    )  # fmt: skip


class ReviewForm(ActionForm):
    on = fields.Date(label="When was it reviewed?", latest=today,
                     missing="Enter when it was reviewed")  # fmt: skip
    words = fields.Textarea(label="Where does each strand stand, and what is next?", rows=8,
                            missing="Enter where each strand stands")  # fmt: skip


class RequireForm(ActionForm):
    whom = fields.Radios(label="Who has to be told?", choices=Told.choices,
                         missing="Select who has to be told")  # fmt: skip
    regulator = fields.Select(label="Which regulator?", choices=of_codes("lado/regulator"),
                              when=("whom", Told.REGULATOR),
                              missing="Select which regulator has to be told")  # fmt: skip
    since = fields.Date(label="Since when is that known?", latest=today,
                        missing="Enter since when it is known")  # fmt: skip
    because = fields.Textarea(label="Why?", missing="Enter why they have to be told", rows=3)


class NoticeForm(ActionForm):
    whom = fields.Radios(label="Who was told?", choices=Told.choices,
                         missing="Select who was told")  # fmt: skip
    told_on = fields.Date(label="When?", latest=today, missing="Enter when they were told")
    words = fields.Textarea(label="By whom, and under which number?", required=False, rows=3)


class StepForm(ActionForm):
    sort = fields.Radios(label="What was done?", choices=Step.Sort.choices,
                         missing="Select what was done")  # fmt: skip
    on = fields.Date(label="When?", latest=today, missing="Enter when it was done")
    words = fields.Textarea(label="What was done or said, and by whom?",
                            missing="Enter what was done or said")  # fmt: skip


class LiftForm(ActionForm):
    lifted = fields.Radios(label="Why does the restriction end?", choices=Lifted.choices,
                           missing="Select why it ends")  # fmt: skip
    lifted_on = fields.Date(label="Since when?", latest=today, missing="Enter since when")
    because = fields.Textarea(label="More about it", required=False, rows=3)


class CloseForm(ActionForm):
    outcome = fields.Radios(label="What was found, on the balance of probabilities?",
                            choices=of_codes("lado/outcome"), hints=meanings(),
                            missing="Select an outcome")  # fmt: skip
    because = fields.Textarea(label="Why?", missing="Enter the reasons for the outcome", rows=8)


class ReopenForm(ActionForm):
    because = fields.Textarea(label="Why is it opened again?", missing="Enter the reason", rows=3)


class AttachForm(ActionForm):
    document = fields.File(
        label="Which document?", missing="Select a document", accept=ACCEPT,
        hint=f"It can be one of these: {TITLES}.",
    )  # fmt: skip
