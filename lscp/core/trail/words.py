"""How an entry of the trail is said to people."""

from django.apps import apps

from lscp.core import policy
from lscp.core.models import Entry
from lscp.core.trail.detail import RECORDED

NAMES = {
    "access.sign_in": "Sign in",
    "access.sign_out": "Sign out",
    "core.restore_backup": "Put the database back from a backup",
}


def what(name: str) -> str:
    """Return what a permission, action or page is called."""
    known = policy.PERMISSIONS.get(name)
    return known.title if known else NAMES.get(name, _plainly(name.rpartition(".")[2]))


def about(entry: Entry) -> str:
    """Return which kind of record an entry is about, if any."""
    try:
        return str(apps.get_model(entry.subject_type)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):
        return ""


def more(entry: Entry) -> str:
    """Return the details of an entry: found 3, page 1, why NotAllowed."""
    said = (f"{_plainly(word)}: {_value(value)}" for word, value in entry.detail.items())
    return "; ".join(said)


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "recorded, not shown" if value == RECORDED else str(value)


def _plainly(name: str) -> str:
    return name.replace("_", " ").capitalize()
