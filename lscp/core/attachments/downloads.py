"""Taking an attached file out: always saved, never shown, and kept in the trail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from lscp.core import scope, trail
from lscp.core.attachments import OPEN, Attachment, store
from lscp.core.attachments.kinds import KINDS
from lscp.core.pages.kinds import PageKind, View, guarded
from lscp.core.pages.records import Rows, found_row
from lscp.core.policy import Actor
from lscp.core.workflow import Refused

# Should a browser show it all the same, then without scripts, forms, or the rights of this site.
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def download_page(kind: type[Attachment], *, permission: str, wholes: Rows | None = None) -> View:
    """Return the page that hands out an attached file to whoever may see the record.

    `wholes` returns, of an actor, the records whose files are handed out, where not all are.
    """
    about = PageKind("record", permission, kind, about="pk")

    def inner(request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
        with scope.acting(actor):
            rows = kind._default_manager.select_related("file", kind.part_of)
            if wholes:
                rows = rows.filter(**{f"{kind.part_of}__in": wholes(actor)})
            found = found_row(kind, permission, address["pk"], actor, lambda _: rows)
            if found.file.state not in OPEN:
                raise Refused(f"This file cannot be opened. {found.file.get_state_display()}.")
            whole = getattr(found, kind.part_of)
            trail.write(
                trail.Kind.EXPORTED, actor, permission, subject=whole, attachment=found.pk,
                format=found.file.kind,
            )  # fmt: skip
            return _answer(found)

    return guarded(about, inner)


def _answer(found: Attachment) -> HttpResponse:
    known = KINDS[found.file.kind]
    answer = HttpResponse(store.read(found.file.pk), content_type=known.media_type)
    answer.headers["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer
