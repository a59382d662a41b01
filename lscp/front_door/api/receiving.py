"""Takes what a partner's system sent, contact by contact: a bad one does not hold up the others."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from pydantic import ValidationError

from lscp.access.models import ApiKey
from lscp.core.policy import Actor, Reach
from lscp.core.scope import acting
from lscp.core.workflow import Refused
from lscp.front_door import actions
from lscp.front_door.models import Contact

from . import messages
from .messages import MANY, SENT_AS, Fault, Result

OF_REFERRER = ("name", "role", "email", "telephone")
# Where an action's answers are asked for in a message, where that is elsewhere.
PLACES = {"referrer_name": "referrer/name"} | dict.fromkeys(
    ("date_of_birth", "expected_on", "sex"), "children"
)
OTHERWISE = Fault(
    where="/sent_as",
    why="This id was sent before with other content, and nothing was changed. Send what is new as "
    "a contact of its own, or telephone the front door.",
)


def sender(key: ApiKey) -> Actor:
    """Return who acts where a key was sent: a system of an organisation, which receives alone."""
    place = key.organisation
    assert place
    return Actor(
        None, f"{key.system}, {place}", "system", title=key.system, place=str(place),
        organisation=place.pk, authority=place.authority,
        grants={actions.receive_contact.name: frozenset((Reach.NAMED,))},
    )  # fmt: skip


def contacts_of(body: bytes) -> list[Any]:
    """Return the contacts in a request, none of them looked at. Raises ValueError."""
    try:
        sent = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ValueError("Send JSON in UTF-8.") from None
    if not isinstance(sent, dict) or set(sent) != {"contacts"}:
        raise ValueError("Send an object with one list in it: contacts.")
    contacts = sent["contacts"]
    if not isinstance(contacts, list) or not 1 <= len(contacts) <= MANY:
        raise ValueError(f"Send between 1 and {MANY} contacts.")
    return contacts


def receive(contacts: Sequence[Any], key: ApiKey) -> list[Result]:
    """Take contacts one by one; return what became of each."""
    by = sender(key)
    return [_place(_receive(each, key, by), number) for number, each in enumerate(contacts)]


def _receive(sent: Any, key: ApiKey, by: Actor) -> Result:
    text = _as_text(sent)
    try:
        message = messages.Contact.model_validate_json(text)
    except ValidationError as error:
        return _refused(_faults(error), _sent_as(sent))
    assert key.organisation
    once, digest = uuid5(key.organisation.pk, message.sent_as), _digest(text)
    known = _before(once, by)
    if known is None:
        try:
            known = _made(message, once, digest, key, by)
        except Refused as refused:
            known = _before(once, by)  # the same message may have come twice at once
            if known is None:
                return _refused([_fault(refused)], message.sent_as)
    if known.sent_digest != digest:
        return _refused([OTHERWISE], message.sent_as)
    return Result(
        outcome="received", sent_as=message.sent_as, id=str(known.pk),
        reference=known.reference, received_at=known.received_at.isoformat(),
    )  # fmt: skip


def _made(message: messages.Contact, once: UUID, digest: str, key: ApiKey, by: Actor) -> Contact:
    told = message.model_dump(exclude={"referrer"})
    referrer = message.referrer.model_dump()
    made: Contact = actions.receive_contact(
        by=by, once=once, sent_digest=digest, referrer_organisation=key.organisation, **told,
        **{f"referrer_{name}": referrer[name] for name in OF_REFERRER},
    )  # fmt: skip
    return made


def _before(pk: UUID, by: Actor) -> Contact | None:
    """Return what an organisation sent by an id before, also where it is restricted by now.

    Its id, reference and day alone are answered, as they were the first time.
    """
    with acting(replace(by.reaching_all(actions.receive_contact.name), counts=True)):
        rows = Contact.objects.filter(pk=pk, referrer_organisation=by.organisation)
        return rows.only("reference", "received_at", "sent_digest").first()


def _as_text(sent: Any) -> str:
    return json.dumps(sent, sort_keys=True, separators=(",", ":"))


def _sent_as(sent: Any) -> str:
    """Return by which id a message that is not right was sent, if that at least is."""
    said = sent.get("sent_as") if isinstance(sent, dict) else None
    return said if isinstance(said, str) and re.fullmatch(SENT_AS, said) else ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _refused(faults: list[Fault], sent_as: str = "") -> Result:
    return Result(outcome="refused", sent_as=sent_as, faults=faults)


def _place(result: Result, number: int) -> Result:
    """Say of each fault in which of the contacts it is."""
    for each in result.faults:
        each.where = f"/contacts/{number}{each.where}"
    return result


def _fault(refused: Refused) -> Fault:
    field = PLACES.get(refused.field, refused.field)
    return Fault(where=f"/{field}" if field else "", why=refused.sentence)


def _faults(error: ValidationError) -> list[Fault]:
    """Return what is wrong with a message, without repeating anything of what was sent."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [Fault(where=_where(each), why=each["msg"]) for each in found]


def _where(error: Any) -> str:
    """Return the place of an error; of a field that nobody knows, that of what it is in."""
    place = error["loc"][:-1] if error["type"] == "extra_forbidden" else error["loc"]
    return "".join(f"/{each}" for each in place)
