"""What a partner's system may send: checked here as far as it stands for itself.

What follows from what is on record, and what one answer says of another, the actions check.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from lscp.core.vocab import codes
from lscp.front_door.actions.told import MOST
from lscp.front_door.models import ContactAdult
from lscp.front_door.models.contact import Consent, Identity

MANY = 100  # contacts in one request
SENT_AS = r"^[A-Za-z0-9._:/-]{1,100}$"
NO_NUL = r"^[^\x00]*$"  # which no database takes in a text


def _one_of(values: tuple[str, ...]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in values:
            raise ValueError("Send one of the codes in the description.")
        return value

    return check


def _whole(value: Any) -> Any:
    """Return 1 for 1.0: to JSON they are one number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


SEXES, SOURCES = ("", *codes("cin/sex")), ("", *codes("cin/referral_source"))
AUTHORITIES = settings.LSCP_MEMBERS
Line = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
Lines = Annotated[str, StringConstraints(max_length=1000, pattern=NO_NUL)]
Words = Annotated[str, StringConstraints(max_length=10_000, pattern=NO_NUL)]
Number = Annotated[int, Field(ge=1, le=20), BeforeValidator(_whole)]
Home = Annotated[Number | None, Field(description="The same number for all who live together")]
Sex = Annotated[
    str, AfterValidator(_one_of(SEXES)), Field(json_schema_extra={"enum": [*SEXES]})
]  # fmt: skip
Source = Annotated[
    str, AfterValidator(_one_of(SOURCES)),
    Field(json_schema_extra={"enum": [*SOURCES]},
          description="As in the children in need census; else it follows from who sends"),
]  # fmt: skip
Authority = Annotated[
    str, AfterValidator(_one_of(AUTHORITIES)),
    Field(json_schema_extra={"enum": [*AUTHORITIES]},
          description="The ONS code of the authority in which the children live"),
]  # fmt: skip
SentAs = Annotated[
    str, StringConstraints(pattern=SENT_AS),
    Field(description="Its id in the system that sends it. The same message twice is one contact. "
                      "It holds nobody’s name, date of birth or number."),
]  # fmt: skip


class Message(BaseModel):
    """What is not known here is refused, not passed over: it may be what matters."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Child(Message):
    """A child. At least one of the names, the age, the address or the school must be given."""

    given: Line = ""
    family: Line = ""
    date_of_birth: date | None = None
    expected_on: Annotated[date | None, Field(description="Of one who is not born yet")] = None
    age_said: Annotated[Line, Field(description="Without a date of birth: about 6")] = ""
    sex: Sex = ""
    address: Annotated[Lines, Field(description="Without the postcode")] = ""
    postcode: Line = ""
    school: Line = ""
    home: Home = None


class Adult(Message):
    """An adult who matters: a parent, or whoever is said to harm."""

    name: Line = ""
    relationship: Annotated[Line, Field(description="What they are to the children")] = ""
    stands_as: ContactAdult.Standing
    is_referrer: bool = False
    address: Lines = ""
    telephone: Line = ""
    home: Home = None


class Referrer(Message):
    """Who makes the contact: with a name where their identity is given, and else left out."""

    name: Line = ""
    role: Line = ""
    email: Line = ""
    telephone: Line = ""


class Contact(Message):
    """One contact: who is worried about which children, and why."""

    sent_as: SentAs
    authority: Authority
    identity: Identity = Identity.GIVEN
    passed_on_by: Annotated[Line, Field(description="Who speaks for somebody not named")] = ""
    source: Source = ""
    referrer: Referrer = Referrer()
    worries: Annotated[Words, Field(min_length=1, description="What are you worried about?")]
    working_well: Annotated[Words, Field(description="What is working well?")] = ""
    needs_to_happen: Annotated[Words, Field(description="What needs to happen?")] = ""
    consent: Consent
    consent_because: Annotated[
        Words,
        Field(description="Why you did not ask the family, or go ahead without them"),
    ] = ""
    immediate_danger: bool = False
    children: Annotated[list[Child], Field(min_length=1, max_length=MOST)]
    adults: Annotated[list[Adult], Field(max_length=MOST)] = []


class Contacts(Message):
    """What is sent: one contact or more."""

    contacts: Annotated[list[Contact], Field(min_length=1, max_length=MANY)]


class Fault(BaseModel):
    """What has to be put right, and where: a JSON pointer into what was sent."""

    where: str
    why: str


class Result(BaseModel):
    """What became of one contact, in the order in which they were sent."""

    outcome: Literal["received", "refused"]
    sent_as: Annotated[str, Field(description="Empty where there is none")] = ""
    id: Annotated[str, Field(description="Of the contact at the front door")] = ""
    reference: Annotated[str, Field(description="To tell whoever makes the contact")] = ""
    received_at: str = ""
    faults: list[Fault] = []


class Results(BaseModel):
    """The answer to each contact that was sent."""

    results: list[Result]


class Problem(BaseModel):
    """Why a request was not looked into at all."""

    why: str
