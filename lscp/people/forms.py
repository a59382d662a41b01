"""What each action asks: one form an action; that of a kind of fact serves to correct it too."""

from typing import Any

from lscp.core import fields
from lscp.core.fields import ActionForm, of_codes
from lscp.core.time import today
from lscp.people.identifiers import SCHEMES
from lscp.people.models import Involvement

OPENS_TO = [
    (value or "nobody", label) for value, label in Involvement.OpensTo.choices
]  # a radio's value is never empty


class DatesForm(ActionForm):
    from_on = fields.Date(label="From which day?", required=False, missing="Enter the first day")
    to_on = fields.Date(label="Until which day?", required=False, missing="Enter the last day",
                        hint="Leave it empty if it goes on")  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        first = [name for name in FIRST if name in self.fields]
        self.order_fields([*first, *(name for name in self.fields if name not in LAST), *LAST])


FIRST = ("other",)
LAST = ("from_on", "to_on", "reason")  # these questions come last in every form of a fact


class NameForm(DatesForm):
    kind = fields.Radios(label="What kind of name is it?", choices=of_codes("lscp/name_kind"),
                         missing="Select what kind of name it is")  # fmt: skip
    given = fields.Text(label="Given names", required=False)
    family = fields.Text(label="Family name", required=False)


class AddressForm(DatesForm):
    kind = fields.Radios(label="What kind of address is it?",
                         choices=of_codes("lscp/address_kind"),
                         missing="Select what kind of address it is")  # fmt: skip
    lines = fields.Textarea(label="Address", required=False, hint="Without the postcode", rows=3,
                            limit=400)  # fmt: skip
    postcode = fields.Postcode(label="Postcode", required=False, missing="Enter a postcode")
    shielded = fields.YesNo(
        label="Must this address be shielded?", missing="Select yes if it must be shielded",
        hint="As of a refuge: then it is in no search, list or export, and few can see it",
    )  # fmt: skip


class IdentifierForm(DatesForm):
    scheme = fields.Select(label="What kind of identifier is it?",
                           choices=[(key, one.label) for key, one in SCHEMES.items()],
                           missing="Select what kind of identifier it is")  # fmt: skip
    value = fields.Text(label="Identifier", missing="Enter the identifier", width=20)


class RelationshipForm(DatesForm):
    kind = fields.Select(label="What is the other person to this one?",
                         choices=of_codes("lscp/relationship"),
                         missing="Select what the other person is")  # fmt: skip
    responsibility = fields.YesNo(
        label="Does the older of the two have parental responsibility for the younger?",
        missing="Select yes if one has parental responsibility for the other",
    )


class AddRelationshipForm(RelationshipForm):
    other = fields.Radios(label="Who is the other person?", missing="Select the other person")


class HouseholdForm(DatesForm):
    pass


class JoinHouseholdForm(HouseholdForm):
    other = fields.Radios(label="Whom do they live with?", missing="Select whom they live with")


class NeedForm(DatesForm):
    kind = fields.Radios(label="What is it about?", choices=of_codes("lscp/need"),
                         missing="Select what it is about")  # fmt: skip
    words = fields.Textarea(label="What must people know?", missing="Enter what people must know",
                            limit=2000, rows=3)  # fmt: skip


class DisabilityForm(DatesForm):
    code = fields.Radios(label="Which disability?", choices=of_codes("cin/disability"),
                         missing="Select the disability")  # fmt: skip


class CharacteristicsForm(ActionForm):
    sex = fields.Radios(label="Sex", choices=of_codes("cin/sex"), required=False)
    ethnicity = fields.Select(label="Ethnicity", choices=of_codes("cin/ethnicity"), required=False)


class BirthForm(ActionForm):
    date_of_birth = fields.Date(label="Date of birth", missing="Enter the date of birth",
                                latest=today)  # fmt: skip
    is_estimated = fields.YesNo(label="Is the date of birth a guess?",
                                missing="Select yes if the date of birth is a guess")  # fmt: skip


class ExpectedForm(ActionForm):
    expected_on = fields.Date(label="When is the birth expected?",
                              missing="Enter the day on which the birth is expected")  # fmt: skip


class DeathForm(ActionForm):
    died_on = fields.Date(label="When did they die?", missing="Enter the day of the death",
                          latest=today)  # fmt: skip


class EndForm(ActionForm):
    to_on = fields.Date(label="What was the last day?", missing="Enter the last day", latest=today)


class ReasonForm(ActionForm):
    reason = fields.Textarea(label="Why?", missing="Enter the reason", limit=2000, rows=3)


class WithdrawForm(ActionForm):
    reason = fields.Textarea(
        label="Why was it never true?", limit=2000, rows=3,
        missing="Enter why it was never true", hint="What was recorded stays, with your reason",
    )  # fmt: skip


class WhoForm(ActionForm):
    title = "Who they are"

    given = fields.Text(label="Given names", required=False)
    family = fields.Text(label="Family name", required=False)
    name_kind = fields.Radios(
        label="What kind of name is this?", missing="Select what kind of name it is",
        choices=[("legal", "Legal name"), ("known_as", "The name they are known by")],
    )  # fmt: skip
    date_of_birth = fields.Date(label="Date of birth", required=False, latest=today,
                                missing="Enter the date of birth")  # fmt: skip
    is_estimated = fields.YesNo(label="Is the date of birth a guess?", required=False)
    is_adult = fields.YesNo(
        label="Are they an adult?", missing="Select yes if they are an adult", hint="18 or over",
    )  # fmt: skip


class MoreForm(ActionForm):
    title = "What else is known"

    sex = fields.Radios(label="Sex", choices=of_codes("cin/sex"), required=False)
    ethnicity = fields.Select(label="Ethnicity", choices=of_codes("cin/ethnicity"), required=False)
    lines = fields.Textarea(label="Home address", required=False, hint="Without the postcode",
                            rows=3, limit=400)  # fmt: skip
    postcode = fields.Postcode(label="Postcode", required=False, missing="Enter a postcode")
    shielded = fields.YesNo(label="Must this address be shielded?", required=False,
                            hint="As of a refuge")  # fmt: skip
    scheme = fields.Select(label="An identifier", required=False,
                           choices=[(key, one.label) for key, one in SCHEMES.items()])  # fmt: skip
    value = fields.Text(label="The identifier itself", required=False, width=20)


class RecordUnbornForm(ActionForm):
    expected_on = fields.Date(label="When is the birth expected?", earliest=today,
                              missing="Enter the day on which the birth is expected")  # fmt: skip
    given = fields.Text(label="Given names, if chosen", required=False)
    family = fields.Text(label="Family name, if known", required=False)


class RecordBirthForm(ActionForm):
    date_of_birth = fields.Date(label="When was the child born?", latest=today,
                                missing="Enter the date of birth")  # fmt: skip
    sex = fields.Radios(label="Sex", choices=of_codes("cin/sex"), required=False)
    given = fields.Text(label="Given names", required=False)
    family = fields.Text(label="Family name", required=False)


class InvolveForm(ActionForm):
    capacity = fields.Select(label="As what do they work with this person?",
                             choices=of_codes("lscp/capacity"),
                             missing="Select as what they work with this person")  # fmt: skip
    organisation = fields.Select(label="Which organisation?", missing="Select the organisation")
    team = fields.Select(label="Which team?", required=False)
    worker = fields.Text(label="Name of the person who works with them", required=False)
    email = fields.Email(label="Their work e-mail address", required=False)
    telephone = fields.Telephone(label="Their telephone number", required=False)
    opens_to = fields.Radios(
        label="To whom does this open the person’s record?", choices=OPENS_TO,
        missing="Select to whom the record opens",
        hint="To no more people than need to know",
    )  # fmt: skip
    from_on = fields.Date(label="Since when?", required=False, missing="Enter since when",
                          hint="Leave it empty for today")  # fmt: skip

    def answers(self) -> dict[str, Any]:
        """Return the answers, with nobody as the action knows it."""
        answers = super().answers()
        return {**answers, "opens_to": answers["opens_to"].replace("nobody", "")}


class CorrectInvolvementForm(DatesForm):
    capacity = fields.Select(label="As what do they work with this person?",
                             choices=of_codes("lscp/capacity"),
                             missing="Select as what they work with this person")  # fmt: skip


class AllocateForm(ActionForm):
    user = fields.Select(label="To whom?", missing="Select to whom to allocate")
    from_on = fields.Date(label="From which day?", required=False, missing="Enter the first day",
                          hint="Leave it empty for today")  # fmt: skip


class Turn18Form(ActionForm):
    stay = fields.Checkboxes(label="Whose work goes on?", required=False,
                             hint="The record is shut to all others")  # fmt: skip


class MovePersonForm(ActionForm):
    team = fields.Select(label="To which team?", missing="Select the team")


class RestrictForm(ActionForm):
    stays = fields.Checkboxes(
        label="Who goes on working with them?", missing="Select who goes on working with them",
        hint="To everybody else it will be as if there were no such record",
    )  # fmt: skip
    reason = fields.Textarea(label="Why?", missing="Enter the reason", limit=2000, rows=3)


class MergeForm(ActionForm):
    into = fields.Radios(label="Which record is of the same person?",
                         missing="Select the record of the same person")  # fmt: skip
    reason = fields.Textarea(label="How do you know that it is the same person?",
                             missing="Enter how you know", limit=2000, rows=3)  # fmt: skip


class EntryForm(ActionForm):
    happened_on = fields.Date(label="When did it happen?", latest=today,
                              missing="Enter the day on which it happened")  # fmt: skip
    kind = fields.Select(label="What kind of event is it?", choices=of_codes("lscp/event"),
                         missing="Select what kind of event it is")  # fmt: skip
    words = fields.Textarea(label="What happened?", missing="Enter what happened", limit=10_000,
                            hint="Say who saw or heard it, and what is opinion")  # fmt: skip
    for_all = fields.YesNo(
        label="Share it with everyone who works with this person?",
        missing="Select yes to share it with everyone who works with this person",
    )
    organisations = fields.Checkboxes(label="Or with whom of those who work with them?",
                                      required=False)  # fmt: skip


class ShareForm(ActionForm):
    for_all = fields.YesNo(
        label="Share it with everyone who works with this person?",
        missing="Select yes to share it with everyone who works with this person",
    )
    organisations = fields.Checkboxes(label="Or with whom of those who work with them?",
                                      required=False)  # fmt: skip


class ProfessionalForm(ActionForm):
    name = fields.Text(label="Name", missing="Enter the professional’s name")
    job = fields.Text(label="Job title", required=False)
    telephone = fields.Telephone(label="Telephone number", required=False)
    email = fields.Email(label="Work e-mail address", required=False)


class RecordProfessionalForm(ProfessionalForm):
    works_for = fields.Select(label="Which organisation do they work for?",
                              missing="Select the organisation")  # fmt: skip


def correcting(form: type[ActionForm]) -> type[ActionForm]:
    """Return the form that corrects a fact: its own questions, and what was wrong."""
    asked = fields.Textarea(
        label="What was wrong?", missing="Enter what was wrong", limit=2000, rows=3,
        hint="What was recorded stays, with your reason",
    )  # fmt: skip
    return type(f"Correct{form.__name__}", (form,), {"reason": asked})
