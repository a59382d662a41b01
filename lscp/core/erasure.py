"""Erasing: a record and its parts stay as a tombstone, with what is plain of them and no more.

What is personal or special, the model's Privacy says. The action that destroys a record calls
`erase`, and the kernel saves the record after it; each other record that goes with it has an
action of its own. The trail and the history name fields and nobody, and stay as they are.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from lscp.core import records, scope
from lscp.core.actions import also
from lscp.core.attachments import store
from lscp.core.models import Attachment, KeptFile, Notification
from lscp.core.records import OutsideAnAction, Part, Record, kinds, privacy
from lscp.core.workflow import Refused

HIDDEN = (
    "Some of this is hidden from you. Only somebody who may see all of it can have it destroyed."
)


def erase(record: Record) -> None:
    """Empty what is personal or special of a record and its parts: inside its action.

    Files are taken out of the store once the action is committed. Drafts and messages that speak
    of any of it are removed. Raises Refused where a part is hidden from whoever acts.
    """
    if not records.is_writing():
        raise OutsideAnAction(f"{record._meta.label} is erased by an action, and nothing else")
    ids = [record.pk]
    for part in _parts(record):
        _empty(part)
        if isinstance(part, Attachment):
            _throw_away(part.file)
        also(part)
        ids.append(part.pk)
    _empty(record)
    _forget(ids)


def part_kinds(model: type[models.Model]) -> list[type[Part]]:
    """Return the kinds of part that records of a kind have."""
    return [
        each for each in kinds()
        if issubclass(each, Part) and each._meta.get_field(each.part_of).related_model is model
    ]  # fmt: skip


def fields_to_empty(model: type[models.Model]) -> dict[str, Any]:
    """Return what is personal or special of a kind → its empty value.

    Raises TypeError of a field that has none: its column must take NULL, if what it is in is ever
    to be erased.
    """
    known = privacy(model)
    return {
        each.attname: _nothing(each) for each in model._meta.concrete_fields
        if known.get(each.name, "special") != "plain"
    }  # fmt: skip


def _nothing(field: Any) -> Any:
    if field.null:
        return None
    if isinstance(field, models.TextField | models.CharField):
        return ""
    if not field.is_relation and field.has_default():
        return field.get_default()
    raise TypeError(f"{field} has no empty value, and cannot be erased")


def _empty(row: models.Model) -> None:
    for name, nothing in fields_to_empty(type(row)).items():
        setattr(row, name, nothing)


def _parts(record: Record) -> Iterator[Part]:
    actor = scope.actor()
    for kind in part_kinds(type(record)):
        opened = actor.reaches.get(kind._meta.label, frozenset()) if actor else frozenset()
        if kind.hidden and kind.hidden not in opened:
            raise Refused(HIDDEN)
        yield from kind._default_manager.filter(**{kind.part_of: record.pk})


def _throw_away(file: KeptFile) -> None:
    """Take a file out of the store, as soon as nothing can bring back what spoke of it."""
    file.state = KeptFile.State.ERASED
    file.save(update_fields=["state"])
    pk = file.pk
    transaction.on_commit(lambda: store.throw_away(pk))


def _forget(ids: list[UUID]) -> None:
    """Remove everybody's drafts and messages that speak of something by its id."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT core_forget_drafts(%s)", [[str(each) for each in ids]])
    spoken_of = models.Q()
    for each in ids:
        spoken_of |= models.Q(link__contains=str(each))
    Notification.objects.filter(spoken_of).delete()
