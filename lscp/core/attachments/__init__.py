"""Files attached to records: of few kinds, encrypted at rest, in quarantine until checked.

An area declares a kind of `Attachment` that is a part of its record, so that whoever may see the
record sees it and nobody else. Its action calls `add`; `download_page` is the only way out: never
shown in a page, always saved, and kept in the trail.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, TypeVar
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from lscp.core.actions import also
from lscp.core.attachments import store
from lscp.core.attachments.kinds import KINDS, TITLES, kind_of
from lscp.core.models import Attachment, KeptFile
from lscp.core.policy import Actor
from lscp.core.records import Record
from lscp.core.time import now
from lscp.core.workflow import Refused

Kept = TypeVar("Kept", bound=Attachment)
State = KeptFile.State
OPEN = (State.CLEAN, State.UNCHECKED)  # may be taken out
LONGEST = 200  # letters of a name


def add(
    kind: type[Kept], record: Record, upload: UploadedFile, *, by: Actor, **facts: Any
) -> Kept:  # fmt: skip
    """Attach what was uploaded to a record: inside its action. Raises Refused.

    `facts` are what the area's kind holds besides. Only its content says what it is. A job checks
    it for viruses after the action is committed.
    """
    from lscp.core.attachments.scanning import first_state, scan_attachment

    data = _data(upload)
    known = kind_of(data)
    if known is None:
        raise Refused(f"The file must be one of these, without macros: {TITLES}.")
    file = KeptFile(
        kind=known.name, size=len(data), digest=hashlib.sha256(data).hexdigest(),
        state=first_state(), kept_at=now(), by=by.user,
    )  # fmt: skip
    store.keep(file.pk, data)
    file.save(force_insert=True)
    added = kind(
        pk=uuid4(), file=file, name=_name(upload.name or "", known.name), added_at=now(),
        added_by=by.name, **{kind.part_of: record}, **facts,
    )  # fmt: skip
    also(added)
    scan_attachment.later(file=file.pk)
    return added


def of(kind: type[Kept], record: Record) -> QuerySet[Kept]:
    """Return what is attached to a record, the first first, with what is known of each file."""
    rows: Any = kind._default_manager.filter(**{kind.part_of: record.pk})
    return rows.select_related("file").order_by("added_at", "pk")


@dataclass(frozen=True)
class Shown:
    """An attached file, as a page says it."""

    name: str
    about: str  # kind and size
    state: str
    link: str  # none while it cannot be taken out
    added_by: str
    added_at: Any


def shown(kind: type[Kept], record: Record, *, link: str) -> list[Shown]:
    """Return what a record's page says of its files; `link` names the address of a download."""
    from django.urls import reverse

    return [
        Shown(
            each.name,
            f"{KINDS[each.file.kind].title}, {in_words(each.file.size)}",
            each.file.get_state_display(),
            reverse(link, args=[each.pk]) if each.file.state in OPEN else "",
            each.added_by,
            each.added_at,
        )
        for each in of(kind, record)
    ]


def in_words(size: int) -> str:
    """Return a size as people say it: 3 KB, 1.2 MB."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} KB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def limits() -> Mapping[str, str]:
    """Return what a form says of the files that are taken."""
    return {"kinds": TITLES, "size": in_words(settings.LSCP_ATTACHMENT_LIMIT)}


def _data(upload: UploadedFile) -> bytes:
    if upload.size is None or upload.size > settings.LSCP_ATTACHMENT_LIMIT:
        most = in_words(settings.LSCP_ATTACHMENT_LIMIT)
        raise Refused(f"The file must be smaller than {most}.")
    upload.seek(0)
    data: bytes = upload.read()
    if not data:
        raise Refused("The file is empty. Select one that holds something.")
    return data


def _name(given: str, ending: str) -> str:
    """Return the name that a file is saved under: as it was called, ending as its content says."""
    plain = "".join(
        letter for letter in PurePath(given.replace("\\", "/")).name if letter.isprintable()
    )
    stem = PurePath(plain).stem if PurePath(plain).suffix.lower() in _endings(ending) else plain
    return f"{stem[:LONGEST].strip(' .') or 'file'}.{ending}"


def _endings(ending: str) -> set[str]:
    return {".jpeg", ".jpg"} if ending == "jpeg" else {f".{ending}"}
