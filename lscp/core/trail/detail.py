"""What an entry of the trail may say beside who, when and which: plain values, never free text.

A field of the record is as its `Privacy` says. Other words keep their value only where they are
listed here, and only codes, numbers, days and names of fields: no sentence fits in.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from django.db import models

from lscp.core import records

RECORDED = "recorded"
# Words of the program about what was done. Their values come from code, never from a form.
WORDS = {
    "after", "authority", "before", "changed", "columns", "count", "factor", "fields", "filters",
    "format", "found", "how", "kinds", "method", "page", "rows", "seed", "since", "state",
    "through", "until", "version", "why", "year",
}  # fmt: skip
CODE = re.compile(r"[\w.:/+-]{0,80}", re.ASCII)
LONGEST = 200  # characters of a plain field


def plain(subject: models.Model | None, given: Mapping[str, object]) -> dict[str, object]:
    """Return details as they may stand in the trail."""
    fields = records.privacy(type(subject)) if subject is not None else {}
    return {word: _plain(fields.get(word, ""), word, value) for word, value in given.items()}


def _plain(privacy: str, word: str, value: object) -> object:
    """Return one value, or the word `recorded` in its place."""
    if value is None or isinstance(value, bool):
        return value
    if privacy == "plain":
        return _value(value, spaces=True)
    if not privacy and (word in WORDS or isinstance(value, UUID)):
        return _value(value, spaces=False)
    return RECORDED


def _value(value: object, *, spaces: bool) -> object:
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, UUID | Decimal | float):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str):
        return value if _is_short(value, spaces) else RECORDED
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Iterable) and not isinstance(value, Mapping | bytes):
        return [_value(each, spaces=spaces) for each in value]
    return RECORDED


def _is_short(value: str, spaces: bool) -> bool:
    if spaces:
        return len(value) <= LONGEST and value.isprintable()
    return CODE.fullmatch(value) is not None


def text(plain: Mapping[str, object]) -> str:
    """Return details as JSON, letter by letter as PostgreSQL writes a jsonb."""
    inside = (
        f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(plain[word], ensure_ascii=False)}"
        for word in sorted(plain, key=lambda word: (len(word.encode()), word.encode()))
    )
    return "{" + ", ".join(inside) + "}"
