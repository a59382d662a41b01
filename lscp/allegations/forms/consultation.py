"""What is asked about consultations: one form an action."""

from lscp.allegations.models.consultation import Advised
from lscp.core import fields
from lscp.core.fields import ActionForm, of_codes
from lscp.core.time import today

NO_NAMES = (
    "Leave out the names of the adult and of children where you can: “a teaching assistant, a "
    "pupil in year 4”. Say whom it is about afterwards, and only if you need to know"
)


class ConsultationForm(ActionForm):
    received_on = fields.Date(label="When were you asked?", latest=today,
                              missing="Enter the day on which you were asked")  # fmt: skip
    agency = fields.Select(label="Who asked?", choices=of_codes("lado/agency"),
                           missing="Select who asked")  # fmt: skip
    caller = fields.Text(label="Name and how to reach them", required=False)
    sector = fields.Select(
        label="In which sector does the adult work?", missing="Select the sector",
        choices=of_codes("lado/sector"),
    )  # fmt: skip
    employer = fields.Select(label="For which employer?", required=False,
                             hint="Leave it empty if you do not need to know")  # fmt: skip
    category = fields.Select(label="What kind of concern is it?", required=False,
                             choices=of_codes("lado/category"))  # fmt: skip
    summary = fields.Textarea(  # type: ignore[assignment]  # as all fields it is taken out again
        label="What were you asked?", missing="Enter what you were asked", hint=NO_NAMES,
        limit=4000, rows=6,
    )  # fmt: skip


class AdultChoiceForm(ActionForm):
    adult = fields.Radios(label="Which adult is it about?", missing="Select the adult")


class EmployerChoiceForm(ActionForm):
    employer = fields.Select(label="Which employer is it about?", missing="Select the employer")


class AdviseForm(ActionForm):
    advised = fields.Radios(
        label="Is the threshold met, and what do you advise?", choices=Advised.choices,
        missing="Select what you advise",
        hints={
            Advised.ADVICE: "The threshold is not met",
            Advised.COMPLAINT: "The threshold is not met: the employer deals with a complaint",
            Advised.LOW_LEVEL: "The threshold is not met: the employer keeps a record of it",
            Advised.REFER: "The threshold may be met: record the referral afterwards",
        },
    )  # fmt: skip
    advice = fields.Textarea(label="What did you advise, and why?", limit=4000, rows=6,
                             missing="Enter what you advised")  # fmt: skip
