"""What is asked of whoever makes a contact: step by step, and for each child and adult in turn.

A form of one child or adult is made for each number: its fields are `child_1_given`,
`child_2_given` and so on. `gathered` makes of all the answers what the actions take.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lscp.core import fields
from lscp.core.attachments.kinds import ACCEPT, TITLES
from lscp.core.fields import ActionForm, of_codes
from lscp.core.time import today
from lscp.front_door.models import ContactAdult
from lscp.front_door.models.contact import Consent, Identity

MOST = 4  # children, and adults, that a form asks for; an officer adds more
NUMBERS = range(1, MOST + 1)
NTH = ("", "first", "second", "third", "fourth")
HOMES = [("1", "The first home"), ("2", "A second home"), ("3", "A third home")]
HOME_HINT = "Where the family lives in more than one home, as when parents live apart"
Step = type[ActionForm] | tuple[type[ActionForm], Callable[[Mapping[str, Any]], bool]]


class WhereForm(ActionForm):
    title = "How urgent it is, and where the child lives"
    immediate_danger = fields.YesNo(
        label="Is a child in immediate danger?", missing="Select yes if a child is in danger now",
        hint="If so, call 999 now. Then go on: the front door looks at this first",
    )  # fmt: skip
    authority = fields.Radios(
        label="Where does the child live?", missing="Select where the child lives", choices=(),
        hint="If you do not know, or they live somewhere else, select where you know them from",
    )  # fmt: skip


class PersonForm(ActionForm):
    """What is known of one child or adult; `stem` starts the names of the fields."""

    stem = ""

    def said(self, *names: str) -> list[Any]:
        """Return what was answered to some questions, by their names without the stem."""
        return [self.cleaned_data.get(f"{self.stem}{name}") for name in names]


class ChildForm(PersonForm):
    def clean(self) -> dict[str, Any]:
        """Ask for something that the child can be found by."""
        answers = super().clean()
        if not self.errors and not any(self.said(*FOUND_BY)):
            self.add_error(f"{self.stem}given", "Enter a name, an age, an address or a school")
        if all(self.said("date_of_birth", "expected_on")):
            self.add_error(f"{self.stem}expected_on", "Leave this empty for a child who was born")
        return answers


FOUND_BY = ("given", "family", "date_of_birth", "expected_on", "age_said", "address", "postcode",
            "school")  # fmt: skip


def _made(base: type[ActionForm], title: str, asked: Mapping[str, Any], stem: str = "") -> Any:
    named = {f"{stem}{name}": field for name, field in asked.items()}
    make: Any = type(base)
    return make(f"{stem}form", (base,), {"title": title, "stem": stem, **named})


def _another(label: str, what: str, number: int) -> dict[str, Any]:
    if number == MOST:
        return {}
    return {"another": fields.YesNo(label=label, missing=f"Select yes if there is another {what}")}


def child_form(number: int, *, homes: bool) -> Any:
    """Return the form about a child: the first, the second and so on."""
    asked: dict[str, Any] = {
        "given": fields.Text(label="First names", required=False),
        "family": fields.Text(label="Last name", required=False),
        "date_of_birth": fields.Date(
            label="Date of birth", required=False, missing="Enter the date of birth", latest=today
        ),
        "age_said": fields.Text(
            label="Age, if you do not know the date of birth", required=False,
            hint="For example, about 6", width=10,
        ),
        "expected_on": fields.Date(
            label="When the birth is expected, if the child is not born yet", required=False,
            missing="Enter when the birth is expected",
        ),
        "sex": fields.Radios(label="Sex", choices=of_codes("cin/sex"), required=False),
        "address": fields.Textarea(label="Address", required=False, rows=3, limit=400,
                                   hint="Or where they are now"),
        "postcode": fields.Postcode(label="Postcode", required=False, missing="Enter a postcode"),
        "school": fields.Text(label="School, college or nursery", required=False),
    }  # fmt: skip
    if homes:
        asked["home"] = fields.Radios(label="Which home do they live in?", required=False,
                                      choices=HOMES, hint=HOME_HINT)  # fmt: skip
    asked |= _another("Is there another child to tell us about?", "child", number)
    return _made(ChildForm, f"The {NTH[number]} child", asked, f"child_{number}_")


def adult_form(number: int, *, homes: bool) -> Any:
    """Return the form about an adult: the first, the second and so on."""
    asked: dict[str, Any] = {
        "name": fields.Text(label="Name", required=False, hint="Leave it empty if you do not know"),
        "relationship": fields.Text(label="What are they to the child?", required=False,
                                    hint="For example, mother, or mother’s partner"),
        "stands_as": fields.Radios(
            label="Which of these are they?", missing="Select which of these they are",
            choices=ContactAdult.Standing.choices,
        ),
        "address": fields.Textarea(label="Address", required=False, rows=3, limit=400,
                                   hint="If it is not that of the child"),
        "telephone": fields.Telephone(label="Telephone number", required=False,
                                      missing="Enter the telephone number"),
    }  # fmt: skip
    if homes:
        asked["home"] = fields.Radios(label="Which home do they live in?", required=False,
                                      choices=HOMES, hint=HOME_HINT)  # fmt: skip
    asked |= _another("Is there another adult to tell us about?", "adult", number)
    return _made(PersonForm, f"The {NTH[number]} adult", asked, f"adult_{number}_")


class FamilyForm(ActionForm):
    knows_adults = fields.YesNo(
        label="Can you tell us about adults who matter to the child?",
        missing="Select yes if you can tell us about an adult",
        hint="Parents, carers, and anybody who may harm the child or keeps them safe",
    )  # fmt: skip


class WorriesForm(ActionForm):
    title = "What you are worried about"
    worries = fields.Textarea(
        label="What are you worried about?", missing="Enter what you are worried about",
        hint="What you saw and heard, when, and what it does to the child", rows=8,
    )  # fmt: skip
    working_well = fields.Textarea(label="What is working well?", required=False,
                                   hint="What keeps the child safe, and who helps")  # fmt: skip
    needs_to_happen = fields.Textarea(label="What needs to happen?", required=False)


class ConsentForm(ActionForm):
    title = "What the family knows"
    consent = fields.Radios(
        label="Did the family agree that you tell the front door?", choices=Consent.choices,
        missing="Select whether the family agreed",
        hint="You need no agreement where asking for it would put a child at risk",
    )  # fmt: skip
    not_asked_because = fields.Textarea(
        label="Why was the family not asked?", missing="Enter why the family was not asked",
        when=("consent", Consent.NOT_SOUGHT.value), rows=3, limit=2000,
    )  # fmt: skip
    went_ahead_because = fields.Textarea(
        label="Why do you go ahead without their agreement?", missing="Enter why you go ahead",
        when=("consent", Consent.REFUSED.value), rows=3, limit=2000,
    )  # fmt: skip


class YouForm(ActionForm):
    title = "About you"
    source = fields.Select(label="As what do you tell us?", missing="Select what you are",
                           choices=of_codes("cin/referral_source"))  # fmt: skip
    referrer_role = fields.Text(label="Your job", missing="Enter your job")
    referrer_telephone = fields.Telephone(
        label="Telephone number", missing="Enter your telephone number",
        hint="The number on which the front door reaches you today",
    )  # fmt: skip


class CallerForm(ActionForm):
    title = "Who made the contact"
    received_on = fields.Date(label="When did it come in?", missing="Enter the day it came in",
                              latest=today)  # fmt: skip
    identity = fields.Radios(label="Did they say who they are?", choices=Identity.choices,
                             missing="Select whether they said who they are")  # fmt: skip
    referrer_name = fields.Text(label="Their name", missing="Enter their name",
                                when=("identity", Identity.GIVEN.value))  # fmt: skip
    referrer_email = fields.Email(label="Their email address (optional)", required=False,
                                  missing="Enter their email address", autocomplete="off",
                                  when=("identity", Identity.GIVEN.value))  # fmt: skip
    referrer_telephone = fields.Telephone(
        label="Their telephone number (optional)", required=False, autocomplete="off",
        missing="Enter their telephone number", when=("identity", Identity.GIVEN.value),
    )  # fmt: skip
    referrer_role = fields.Text(label="Their job, or what they are to the child", required=False)
    source = fields.Select(
        label="Which source is it, as the census counts?", required=False,
        choices=of_codes("cin/referral_source"), missing="Select the source",
        hint="Where they are not named and you leave this, it is anonymous or unknown",
    )  # fmt: skip
    referrer_organisation = fields.Select(
        label="Which organisation do they speak for?", required=False, choices=(),
        missing="Select the organisation", hint="It will see what comes of the contact",
    )  # fmt: skip
    passed_on_by = fields.Text(
        label="Who passes this on for somebody else?", required=False, hint="For example, the NSPCC"
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the source of somebody who is named."""
        answers = super().clean()
        if answers.get("identity") == Identity.GIVEN and not answers.get("source"):
            self.add_error("source", "Select who made the contact")
        return answers


class AddToContactForm(ActionForm):
    words = fields.Textarea(label="What do you want to add?", missing="Enter what you want to add",
                            rows=8)  # fmt: skip


class AttachForm(ActionForm):
    document = fields.File(
        label="Which document?", missing="Select a document", accept=ACCEPT,
        hint=f"It can be one of these: {TITLES}.",
    )  # fmt: skip


class TellReferrerForm(ActionForm):
    told = fields.Textarea(
        label="What is the referrer told?", missing="Enter what the referrer is told", rows=8,
        hint="What was decided and why. They read it as you write it",
    )  # fmt: skip


def steps(*, homes: bool = True) -> list[Step]:
    """Return the steps about children and adults, of which as many are asked as there are."""
    children: list[Step] = [(child_form(n, homes=homes), _told_of("child", n)) for n in NUMBERS]
    adults: list[Step] = [(adult_form(n, homes=homes), _told_of("adult", n)) for n in NUMBERS]
    return [*children, FamilyForm, *adults]


def _told_of(stem: str, number: int) -> Callable[[Mapping[str, Any]], bool]:
    return lambda said: _counts(said, stem, number)


def _counts(said: Mapping[str, Any], stem: str, number: int) -> bool:
    """Say whether a child or adult of this number is told of: each leads on to the next."""
    first = stem == "child" or bool(said.get("knows_adults"))
    return first and all(said.get(f"{stem}_{n}_another") for n in range(1, number))


def gathered(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return all the answers as the actions take them: children and adults as rows."""
    facts = {
        name: value for name, value in said.items()
        if name != "knows_adults" and not name.startswith(("child_", "adult_"))
    }  # fmt: skip
    why = [facts.pop("not_asked_because", ""), facts.pop("went_ahead_because", "")]
    return {
        **facts,
        "consent_because": facts.get("consent_because") or "".join(why),
        "children": list(_rows(said, "child", OF_CHILD)),
        "adults": list(_rows(said, "adult", OF_ADULT)),
    }


OF_CHILD = (*FOUND_BY, "sex", "home")
OF_ADULT = ("name", "relationship", "stands_as", "address", "telephone", "home")


def _rows(said: Mapping[str, Any], stem: str, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for number in NUMBERS:
        if _counts(said, stem, number):
            row = {name: said.get(f"{stem}_{number}_{name}") for name in names}
            yield row | {"home": int(row["home"]) if row["home"] else None}
