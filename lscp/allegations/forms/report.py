"""What is asked of whoever makes a report to the LADO, and of the LADO about one."""

from collections.abc import Mapping
from typing import Any

from lscp.core import fields
from lscp.core.fields import ActionForm, of_codes
from lscp.core.time import today

SAFE = "Give only what is safe for you to be reached on. Others may read or hear it"


class WhereForm(ActionForm):
    title = "How urgent it is, and where the adult works"
    immediate_danger = fields.YesNo(
        label="Is a child in immediate danger?", missing="Select yes if a child is in danger now",
        hint="If so, call 999 now. Then go on: the LADO looks at this first",
    )  # fmt: skip
    authority = fields.Radios(
        label="In which authority is the school, club or other setting where the adult works or "
        "volunteers?", missing="Select where the setting is", choices=(), called="The setting",
        hint="The LADO of that authority gets your report. If you do not know, select the nearest",
    )  # fmt: skip
    about_service = fields.YesNo(
        label="Is it about somebody who works in or with the LADO service of that authority?",
        missing="Select yes if it is about somebody who works in or with the LADO service",
        hint="Or about a relative of theirs. If so, the LADO of the other authority gets it, and "
        "nobody of that service sees it",
    )  # fmt: skip


class AdultForm(ActionForm):
    title = "The adult"
    adult_name = fields.Text(label="Name", required=False, hint="Leave it empty if you do not know")
    adult_born_on = fields.Date(label="Date of birth", required=False, latest=today,
                                missing="Enter the date of birth")  # fmt: skip
    adult_job = fields.Text(label="What do they do with children?", required=False,
                            hint="For example, teaching assistant, or swimming coach")  # fmt: skip
    adult_basis = fields.Radios(label="How do they work?", required=False,
                                choices=of_codes("lado/basis"))  # fmt: skip
    employer_name = fields.Text(
        label="Who do they work or volunteer for?", required=False,
        hint="The name of the school, club, agency or other employer. Leave it empty if they work "
        "for themselves",
    )  # fmt: skip
    sector = fields.Select(label="What kind of work is it?", choices=of_codes("lado/sector"),
                           missing="Select what kind of work it is")  # fmt: skip
    other_work = fields.Textarea(
        label="Do they work or volunteer with children anywhere else?", required=False, rows=3,
        limit=2000, hint="Where, and what they do there. They may pose a risk there too",
    )  # fmt: skip
    own_children = fields.Textarea(
        label="Do they have children of their own, or live with or care for any?", required=False,
        rows=3, limit=2000,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for something that the adult can be found by."""
        answers = super().clean()
        if not self.errors and not (answers.get("adult_name") or answers.get("adult_job")):
            self.add_error("adult_name", "Enter the adult’s name, or what they do")
        return answers


class ChildrenForm(ActionForm):
    title = "The children"
    children = fields.Textarea(
        label="Which children does it concern?", required=False, rows=5, limit=4000,
        hint="Names, ages and what they are to the adult, as far as you know. Leave it empty if it "
        "is about what the adult did elsewhere",
    )  # fmt: skip


class HappenedForm(ActionForm):
    title = "What happened"
    happened = fields.Textarea(
        label="What happened, or what were you told?", missing="Enter what happened",
        rows=8, hint="When, who saw or heard it, and in whose words. Do not question the adult or "
        "the children to find out more",
    )  # fmt: skip
    setting = fields.Text(label="Where did it happen?", required=False)
    done_so_far = fields.Textarea(
        label="What has been done so far?", required=False, rows=5, limit=4000,
        hint="Who knows, what keeps the children safe, and whether the police or children’s social "
        "care were told",
    )  # fmt: skip


class AwareForm(ActionForm):
    title = "When the employer became aware"
    speaks_for = fields.YesNo(
        label="Do you tell us for the organisation that the adult works or volunteers for?",
        missing="Select yes if you tell us for the organisation",
    )  # fmt: skip
    aware_on = fields.Date(
        label="When did the organisation become aware of it?", latest=today,
        missing="Enter the day on which it became aware", when=("speaks_for", "yes"),
        hint="It has one working day from then to tell the LADO. If it is later, tell us all the "
        "same",
    )  # fmt: skip


class CallerAwareForm(AwareForm):
    speaks_for = fields.YesNo(
        label="Do they speak for the organisation that the adult works or volunteers for?",
        missing="Select yes if they speak for the organisation",
    )  # fmt: skip


class YouForm(ActionForm):
    title = "About you"
    agency = fields.Select(label="As what do you tell us?", missing="Select what you are",
                           choices=of_codes("lado/agency"))  # fmt: skip
    reporter_role = fields.Text(label="Your job", missing="Enter your job")
    reporter_telephone = fields.Telephone(
        label="Telephone number", missing="Enter your telephone number",
        hint="The number on which the LADO reaches you today, and nobody else answers",
    )  # fmt: skip


class WhoForm(ActionForm):
    title = "About you"
    agency = fields.Select(label="As what do you tell us?", missing="Select what you are",
                           choices=of_codes("lado/agency"))  # fmt: skip
    says_who = fields.YesNo(
        label="Do you want to say who you are?", missing="Select yes if you want to be named",
        hint="You do not have to. If you do, the LADO can ask you more and tell you what is "
        "decided. An employer should",
    )  # fmt: skip
    reporter_name = fields.Text(label="Your name", missing="Enter your name", autocomplete="name",
                                when=("says_who", "yes"))  # fmt: skip
    reporter_role = fields.Text(label="Your job (optional)", required=False,
                                when=("says_who", "yes"))  # fmt: skip
    reporter_telephone = fields.Telephone(
        label="Your telephone number (optional)", required=False, hint=SAFE,
        missing="Enter your telephone number", when=("says_who", "yes"),
    )  # fmt: skip
    reporter_email = fields.Email(
        label="Your email address (optional)", required=False, hint=SAFE,
        missing="Enter your email address", when=("says_who", "yes"),
    )  # fmt: skip


class CallerForm(ActionForm):
    title = "Who made the report"
    received_on = fields.Date(label="When did it come in?", missing="Enter the day it came in",
                              latest=today)  # fmt: skip
    agency = fields.Select(label="As what did they tell you?", missing="Select what they are",
                           choices=of_codes("lado/agency"))  # fmt: skip
    reporter_name = fields.Text(label="Their name", required=False)
    reporter_role = fields.Text(label="Their job", required=False)
    reporter_telephone = fields.Telephone(
        label="Their telephone number", required=False, autocomplete="off",
        missing="Enter their telephone number",
    )  # fmt: skip
    reporter_email = fields.Email(label="Their email address", required=False, autocomplete="off",
                                  missing="Enter their email address")  # fmt: skip


ABOUT: list[Any] = [AdultForm, ChildrenForm, HappenedForm]
SUBMITTED: list[Any] = [WhereForm, *ABOUT, AwareForm, YouForm]
PUBLIC: list[Any] = [WhereForm, WhoForm, *ABOUT, AwareForm]
TAKEN_DOWN: list[Any] = [CallerForm, WhereForm, *ABOUT, CallerAwareForm]


def gathered(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return all the answers as the actions take them."""
    return {name: value for name, value in said.items() if name not in ("speaks_for", "says_who")}


class AddToReportForm(ActionForm):
    words = fields.Textarea(label="What do you want to add?", missing="Enter what you want to add",
                            rows=8)  # fmt: skip


class PassReportForm(ActionForm):
    authority = fields.Radios(label="To the LADO of which authority?", choices=(),
                              missing="Select an authority")  # fmt: skip
    about_service = fields.YesNo(
        label="Is it about somebody who works in or with this LADO service?",
        missing="Select yes if it is about somebody of this service",
        hint="Then nobody of this service sees it from now on, nor do you",
    )  # fmt: skip
    because = fields.Textarea(label="Why is it passed on?", missing="Enter why it is passed",
                              rows=4)  # fmt: skip


class EndReportForm(ActionForm):
    because = fields.Textarea(
        label="Why is it not for the LADO?", missing="Enter the reasons", rows=6,
        hint="Where you gave advice, record a consultation instead",
    )  # fmt: skip


class AnswerReporterForm(ActionForm):
    told = fields.Textarea(
        label="What do you tell them?", missing="Enter what they are told", rows=8,
        hint="They read it as you write it. Tell only what they may know",
    )  # fmt: skip
