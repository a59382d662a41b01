"""What the actions ask."""

from lscp.core import fields


class PlanVisitForm(fields.ActionForm):
    on = fields.Date(label="When is the visit?", missing="Enter the day of the visit")
    place = fields.Radios(label="Where is it?", missing="Select where it is", choices=[
        ("home", "At home"), ("school", "At school")
    ])  # fmt: skip


class DayForm(fields.ActionForm):
    on = fields.Date(label="When is the visit?", missing="Enter the day of the visit")


class PlaceForm(fields.ActionForm):
    title = "Where it is"
    place = fields.Radios(label="Where is it?", missing="Select where it is", choices=[
        ("home", "At home"), ("school", "At school")
    ])  # fmt: skip


class NotesForm(fields.ActionForm):
    notes = fields.Textarea(label="Whom do you ask for?", missing="Enter whom to ask for")


class MoveVisitForm(fields.ActionForm):
    on = fields.Date(label="When is it now?", missing="Enter the day of the visit")


class HoldVisitForm(fields.ActionForm):
    notes = fields.Textarea(label="What did you see?", missing="Enter what you saw")
    told = fields.YesNo(label="Did you see the child alone?", missing="Select yes or no")
