"""What is asked about meetings and what they agree: one form an action."""

from lscp.allegations.models import Meeting
from lscp.core import fields
from lscp.core.fields import ActionForm, of_codes
from lscp.core.time import today

USES = [("yes", "Yes"), ("no", "No")]
NO_NAME = "Do not name the adult: this is also in the calendar file"


class WhenAndWhereForm(ActionForm):
    starts_on = fields.Date(label="On which day?", missing="Enter the day of the meeting",
                            earliest=today)  # fmt: skip
    starts_time = fields.Time(label="At what time does it start?", hint="For example, 14:30",
                              missing="Enter the time of the meeting")  # fmt: skip
    minutes_long = fields.Number(label="How long does it take?", suffix="minutes", least=1,
                                 most=600, missing="Enter how long it takes")  # fmt: skip
    place = fields.Text(label="Where is it, or by which link do people join?", limit=400,
                        missing="Enter the place or the link", hint=NO_NAME)  # fmt: skip


class CallMeetingForm(WhenAndWhereForm):
    field_order = ("sort", "starts_on", "starts_time", "minutes_long", "place", "adult", "chair")

    sort = fields.Radios(label="What sort of meeting is it?", choices=Meeting.Sort.choices,
                         missing="Select what sort of meeting it is")  # fmt: skip
    adult = fields.Text(
        label="How is the adult named to those who are invited?",
        missing="Enter how the adult is named", hint="They see this on the page of the meeting",
    )  # fmt: skip
    chair = fields.Select(label="Who chairs it?", missing="Select who chairs it")


class InviteForm(ActionForm):
    agency = fields.Select(label="For which agency do they come?", choices=of_codes("lado/agency"),
                           missing="Select the agency")  # fmt: skip
    uses = fields.Radios(
        label="Do they use this system?", missing="Select yes if they use this system",
        choices=USES, hint="If they do, they see this meeting here, and nothing of the file",
    )  # fmt: skip
    organisation = fields.Select(label="At which organisation?", when=("uses", "yes"),
                                 missing="Select the organisation")  # fmt: skip
    user_name = fields.Text(label="What is their name or email address?", when=("uses", "yes"),
                            missing="Enter their name or email address")  # fmt: skip
    name = fields.Text(label="What is their name?", when=("uses", "no"), missing="Enter their name")


class AnswerInvitationForm(ActionForm):
    comes = fields.YesNo(label="Will you come?", missing="Select yes if you will come")


class CancelMeetingForm(ActionForm):
    because = fields.Textarea(
        label="Why is it cancelled?", missing="Enter why it is cancelled", rows=3,
        hint="Those who are invited are told that it is, and not why",
    )  # fmt: skip


class RecordMeetingForm(ActionForm):
    came = fields.Checkboxes(
        label="Who came?", required=False,
        hint="Invite whoever came and is not listed, before you record it",
    )  # fmt: skip
    notes = fields.Textarea(label="What was said?", rows=15, limit=20_000,
                            missing="Enter the notes of the meeting")  # fmt: skip
    meets_again = fields.YesNo(label="Do they meet again?",
                               missing="Select yes if they meet again",
                               hint="The same people are then invited")  # fmt: skip
    next_on = fields.Date(label="On which day?", when=("meets_again", "yes"), earliest=today,
                          missing="Enter the day of the next meeting")  # fmt: skip
    next_time = fields.Time(label="At what time?", when=("meets_again", "yes"),
                            missing="Enter the time of the next meeting")  # fmt: skip


class AgreeActionForm(ActionForm):
    what = fields.Textarea(
        label="What is to be done?", missing="Enter what is to be done", rows=3,
        hint="Whoever is to do it sees this, and nothing else of the file",
    )  # fmt: skip
    due_on = fields.Date(label="By which day?", missing="Enter the day by which it is to be done",
                         earliest=today)  # fmt: skip
    uses = fields.Radios(
        label="Who is to do it?", missing="Select who is to do it",
        choices=[("me", "I do it"), ("yes", "Somebody who uses this system"),
                 ("no", "Somebody who does not use it")],
    )  # fmt: skip
    organisation = fields.Select(label="At which organisation?", when=("uses", "yes"),
                                 missing="Select the organisation")  # fmt: skip
    user_name = fields.Text(label="What is their name or email address?", when=("uses", "yes"),
                            missing="Enter their name or email address")  # fmt: skip
    name = fields.Text(label="What is their name?", when=("uses", "no"), missing="Enter their name")


class DoActionForm(ActionForm):
    done = fields.Textarea(label="What was done?", rows=4, missing="Enter what was done")


class DropActionForm(ActionForm):
    because = fields.Textarea(label="Why is it not needed any more?", rows=3,
                              missing="Enter why it is not needed")  # fmt: skip


class MoveActionForm(ActionForm):
    due_on = fields.Date(label="By which day is it to be done now?", earliest=today,
                         missing="Enter the day by which it is to be done")  # fmt: skip
    because = fields.Textarea(label="Why?", rows=3, missing="Enter why it is moved")
