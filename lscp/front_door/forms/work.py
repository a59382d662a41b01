"""What front door officers and managers are asked when they work on a contact."""

from lscp.core import fields
from lscp.core.fields import ActionForm, of_codes
from lscp.core.time import today
from lscp.front_door.models import ContactAdult, Sharing
from lscp.front_door.models.contact import Outcome, Risk

HOUSEHOLDS = [(str(number), f"Household {number}") for number in range(1, 7)]
WHICH_HOME = "Where parents live apart, give each home a number of its own"


class ChildForm(ActionForm):
    given = fields.Text(label="Given names", required=False)
    family = fields.Text(label="Family name", required=False)
    date_of_birth = fields.Date(label="Date of birth", required=False, latest=today,
                                missing="Enter the date of birth")  # fmt: skip
    expected_on = fields.Date(label="If not born yet, when is the birth expected?", required=False,
                              missing="Enter when the birth is expected")  # fmt: skip
    age_said = fields.Text(label="Age, if the date of birth is not known", required=False, width=10,
                           limit=40)  # fmt: skip
    sex = fields.Radios(label="Sex", choices=of_codes("cin/sex"), required=False)
    address = fields.Textarea(label="Address", required=False, rows=3, limit=400,
                              hint="Without the postcode")  # fmt: skip
    postcode = fields.Postcode(label="Postcode", required=False, missing="Enter the postcode")
    school = fields.Text(label="School, nursery or college", required=False)
    home = fields.Select(label="Which household do they live in?", choices=HOUSEHOLDS,
                         required=False, hint=WHICH_HOME)  # fmt: skip


class AdultForm(ActionForm):
    name = fields.Text(label="Name", required=False)
    relationship = fields.Text(label="What are they to the children?", required=False,
                               hint="For example, mother or grandfather")  # fmt: skip
    stands_as = fields.Radios(label="Who are they in this contact?",
                              choices=ContactAdult.Standing.choices,
                              missing="Select who they are in this contact")  # fmt: skip
    is_referrer = fields.YesNo(label="Did they make this contact?",
                               missing="Select yes if they made this contact")  # fmt: skip
    address = fields.Textarea(label="Address", required=False, rows=3, limit=400)
    telephone = fields.Telephone(label="Telephone number", required=False)
    home = fields.Select(label="Which household do they live in?", choices=HOUSEHOLDS,
                         required=False, hint=WHICH_HOME)  # fmt: skip


class IdentifyForm(ActionForm):
    person = fields.Radios(label="Who is this child?", missing="Select who this child is")


class RiskForm(ActionForm):
    risk = fields.Radios(label="How urgent is it?", choices=Risk.choices,
                         missing="Select how urgent the contact is")  # fmt: skip
    because = fields.Textarea(label="Why?", missing="Enter the reasons")


class SharingForm(ActionForm):
    organisation = fields.Select(label="With whom may it be shared?",
                                 missing="Select with whom it is shared")  # fmt: skip
    what = fields.Textarea(label="What may be shared?", missing="Enter what is shared", rows=3)
    purpose = fields.Textarea(label="For which purpose?", missing="Enter the purpose", rows=3)
    basis = fields.Radios(label="On which lawful basis?", choices=Sharing.Basis.choices,
                          missing="Select the lawful basis")  # fmt: skip


class ProposeForm(ActionForm):
    outcome = fields.Radios(label="Which outcome do you propose?", choices=Outcome.choices,
                            missing="Select an outcome")  # fmt: skip
    because = fields.Textarea(label="Why?", missing="Enter the reasons")


class DecideForm(ActionForm):
    outcome = fields.Radios(label="What is decided?", choices=Outcome.choices,
                            missing="Select an outcome")  # fmt: skip
    early_help = fields.Select(label="Which early help?", when=("outcome", Outcome.EARLY_HELP),
                               missing="Select which early help it is passed to")  # fmt: skip
    authority = fields.Select(label="Which authority?", when=("outcome", Outcome.PASSED),
                              missing="Select the authority")  # fmt: skip
    passed_to_other = fields.Text(
        label="Name of the authority, if it is outside of the partnership", required=False,
        when=("outcome", Outcome.PASSED), missing="Enter the name of the authority",
    )  # fmt: skip
    because = fields.Textarea(label="Why?", missing="Enter the reasons",
                              hint="Colleagues read this")  # fmt: skip
    told = fields.Textarea(
        label="What is the referrer told?", missing="Enter what the referrer is told",
        hint="They read these words. Say what is decided, why, and what they can do. Leave out "
        "what they need not know about the family.",
    )  # fmt: skip


class ReopenForm(ActionForm):
    because = fields.Textarea(label="Why is it opened again?", missing="Enter the reason", rows=3)
