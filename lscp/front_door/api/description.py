"""The description of the interface for partners' systems, in OpenAPI 3.1."""

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from . import messages

REF = "#/components/schemas/{model}"
ABOUT = """Send contacts about children to the front door of the authority in which they live.

If a child is in immediate danger, call 999 first.

Each contact is taken or refused for itself. The same message, with the same `sent_as`, may be sent
again as often as needed: it is one contact, and gets the same answer. What is refused says where
and why. An answer never repeats what was sent, but for `sent_as`.
"""
KEY = "The key that the administrator of your organisation issued, as a bearer token"


@cache
def description() -> dict[str, Any]:
    """Return the whole description."""
    shown = (messages.Contacts, "validation"), (messages.Results, "serialization")
    problem = (messages.Problem, "serialization")
    _, schemas = models_json_schema([*shown, problem], ref_template=REF)  # type: ignore[list-item]
    return {
        "openapi": "3.1.0",
        "info": {"title": "OpenLSCP: contacts from partners’ systems", "version": "1",
                 "description": ABOUT},
        "servers": [{"url": "/"}],
        "paths": {"/api/contacts": {"post": _send()}},
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": KEY}
            },
        },
    }  # fmt: skip


def _send() -> dict[str, Any]:
    answers = {
        "200": ("Results", "Every contact was received"),
        "207": ("Results", "Some contacts were received, and some refused"),
        "422": ("Results", "Every contact was refused"),
        "400": ("Problem", "What was sent is not a list of contacts"),
        "401": ("Problem", "There is no key, or it opens nothing today"),
        "413": ("Problem", "More was sent than is taken at once"),
        "415": ("Problem", "Something else than JSON was sent"),
        "429": ("Problem", "Too much is sent: wait as long as Retry-After says, and send it again"),
    }
    return {
        "operationId": "sendContacts",
        "summary": "Send contacts",
        "security": [{"key": []}],
        "requestBody": {"required": True, "content": _content("Contacts")},
        "responses": {
            status: {"description": words, "content": _content(name)}
            for status, (name, words) in answers.items()
        },
    }


def _content(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": REF.format(model=name)}}}
