"""Checks attached files for viruses with clamd, where one is configured."""

import io
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from lscp.core import jobs, notify
from lscp.core.attachments import store
from lscp.core.models import KeptFile
from lscp.core.policy import Actor
from lscp.core.time import now

State = KeptFile.State
PATIENCE = 60  # seconds
HARMFUL = notify.message(
    "core.attachment_harmful",
    "A file that you added was thrown away, because a virus was found in it. Tell your IT service",
)


class NotScanned(RuntimeError):
    """The scanner gave no answer, or none that says that a file is safe."""


def first_state() -> str:
    """Return the state of a file that has just arrived: in quarantine, where anybody can check."""
    return State.WAITING if settings.LSCP_CLAMD else State.UNCHECKED


@jobs.job("core.scan_attachment", whole=False)
def scan_attachment(*, by: Actor, file: UUID) -> None:
    """Check one file; what is harmful is thrown away, and whoever added it is told."""
    if not settings.LSCP_CLAMD or not _waiting().filter(pk=file).exists():
        return
    is_clean = _is_clean(store.read(file))
    with transaction.atomic():
        row = _waiting().select_for_update().filter(pk=file).first()
        if row is None:
            return
        row.state, row.checked_at = (State.CLEAN if is_clean else State.HARMFUL), now()
        row.save(update_fields=["state", "checked_at"])
        if not is_clean:
            if row.by:
                notify.tell(row.by, about=HARMFUL)
            transaction.on_commit(lambda: store.throw_away(file))


@jobs.nightly("core.tidy_attachments", whole=False)
def tidy_attachments(*, by: Actor) -> None:
    """Remove what is nobody's; check what no scanner has looked at, once there is one."""
    store.tidy()
    gone = KeptFile.objects.filter(state__in=(State.HARMFUL, State.ERASED))
    for file in gone.values_list("pk", flat=True):
        store.throw_away(file)
    if settings.LSCP_CLAMD:
        for file in _waiting().filter(kept_at__lt=now()).values_list("pk", flat=True):
            scan_attachment.later(key=f"{now():%Y-%m-%d}:{file}", file=file)


def _waiting() -> Any:
    return KeptFile.objects.filter(state__in=(State.WAITING, State.UNCHECKED))


def _is_clean(data: bytes) -> bool:
    """Ask clamd. Only a plain OK is one. Raises NotScanned."""
    from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket

    host, _, port = settings.LSCP_CLAMD.rpartition(":")
    scanner = (
        ClamdNetworkSocket(host, int(port), timeout=PATIENCE)
        if host
        else ClamdUnixSocket(settings.LSCP_CLAMD, timeout=PATIENCE)
    )
    try:
        [(status, _)] = scanner.instream(io.BytesIO(data)).values()
    except (ClamdError, OSError, ValueError, AttributeError) as error:
        raise NotScanned(type(error).__name__) from None
    if status not in {"OK", "FOUND"}:
        raise NotScanned("clamd could not check the file")
    return bool(status == "OK")
