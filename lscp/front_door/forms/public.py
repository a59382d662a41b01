"""What everybody is asked who has no account: as little as helps, and no name that they keep."""

from collections.abc import Mapping
from typing import Any

from lscp.core import fields
from lscp.core.fields import ActionForm, of_codes
from lscp.front_door.models.contact import Consent, Identity

from .contact import Step, WhereForm, WorriesForm, gathered, steps

AT_WORK = "work"
# Codes of cin/referral_source, as whoever is asked would say it.
WHO = {
    "1C": "The child or young person",
    "1A": "A parent, a carer or somebody else in the family",
    "1B": "A neighbour, a friend or somebody else who knows the family",
    "1D": "Somebody else",
    AT_WORK: "Somebody who works with children or families",
}
UNASKED = "Told by a member of the public, who gave no reason."
SAFE = "Give only what is safe for you to be reached on. Others may read or hear it"


class WhoForm(ActionForm):
    title = "About you"
    who = fields.Radios(
        label="Who are you?", missing="Select who you are", choices=list(WHO.items())
    )
    work_source = fields.Select(
        label="Where do you work?", missing="Select where you work",
        choices=of_codes("cin/referral_source"), when=("who", AT_WORK),
    )  # fmt: skip
    says_who = fields.YesNo(
        label="Do you want to say who you are?", missing="Select yes if you want to be named",
        hint="You do not have to. If you do, we can ask you more and tell you what we decide",
    )  # fmt: skip
    referrer_name = fields.Text(label="Your name", missing="Enter your name", autocomplete="name",
                                when=("says_who", "yes"))  # fmt: skip
    referrer_telephone = fields.Telephone(
        label="Your telephone number (optional)", required=False, hint=SAFE,
        missing="Enter your telephone number", when=("says_who", "yes"),
    )  # fmt: skip
    referrer_email = fields.Email(
        label="Your email address (optional)", required=False, hint=SAFE,
        missing="Enter your email address", when=("says_who", "yes"),
    )  # fmt: skip


class FamilyKnowsForm(ActionForm):
    title = "What the family knows"
    consent = fields.Radios(
        label="Does the family know that you tell us?", missing="Select whether the family knows",
        choices=[
            (Consent.GIVEN.value, "Yes, and they agree"),
            (Consent.REFUSED.value, "Yes, and they do not agree"),
            (Consent.NOT_SOUGHT.value, "No, or I do not know"),
        ],
        hint="You can tell us whatever you answer. Do not ask them where that is not safe",
    )  # fmt: skip
    consent_because = fields.Textarea(
        label="Is there anything we must know before we speak to the family?", required=False,
        rows=3, limit=2000,
    )  # fmt: skip


def public_steps() -> list[Step]:
    """Return the steps of the public form."""
    return [WhereForm, WhoForm, *steps(homes=False), WorriesForm, FamilyKnowsForm]


def told(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return all the answers as `receive_contact` takes them.

    Who is not named counts as anonymous; as what they told us is kept in words.
    """
    facts = gathered(said)
    who, work, named = facts.pop("who"), facts.pop("work_source"), facts.pop("says_who")
    because = facts.pop("consent_because") or ("" if facts["consent"] == Consent.GIVEN else UNASKED)
    return {
        **facts,
        "consent_because": because,
        "identity": Identity.GIVEN.value if named else Identity.WITHHELD.value,
        "source": (work if who == AT_WORK else who) if named else "",
        "referrer_role": WHO[who],
    }
