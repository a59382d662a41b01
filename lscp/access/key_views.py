"""The pages of keys with which an organisation's systems send to us. A key is shown once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from lscp.access import actions, forms
from lscp.access import keys as made
from lscp.access.models import ApiKey
from lscp.access.policy import VIEW_KEY
from lscp.core.pages import action_page, list_page, navigation, page, record_page
from lscp.core.pages.kinds import guarded
from lscp.core.pages.moves import Move
from lscp.core.policy import Actor
from lscp.core.time import today

YEAR = timedelta(days=365)

navigation("access:keys", "Keys for systems", permission=VIEW_KEY)


class Issue(Move):
    """The page that issues a key. What was sent is answered with the key, which no page repeats."""

    def do(
        self, record: Any, actor: Actor, answers: Mapping[str, Any], seen: int | None,
        once: UUID | None,
    ) -> Any:  # fmt: skip
        """Issue a new key; sent twice, there is one, and the second answer does not show it."""
        token = made.new_token()
        key = super().do(record, actor, {**answers, "token": token}, seen, once)
        return key, token if key.digest == made.digest_of(token) else ""

    def went_on(
        self, request: HttpRequest, actor: Actor, record: Any, given: Mapping[str, Any]
    ) -> HttpResponse:  # fmt: skip
        """Show the key."""
        key, token = record
        response = page(request, "access/key_issued.html", key=key, token=token)
        response.headers["Cache-Control"] = "no-store"
        return response


_issue = Issue(
    actions.issue_key, forms.IssueKeyForm, choices=None, within=None, context=None, to=None,
    initial=lambda about, actor: {"to_on": today() + YEAR}, done="", template="core/form.html",
    about="pk",
)  # fmt: skip
issue_key = guarded(_issue.kind, _issue)
revoke_key = action_page(actions.revoke_key, done="The key is revoked")
keys = list_page(
    ApiKey, permission=VIEW_KEY, title="Keys for systems", ordering="-issued_on",
    columns={
        "System": "system", "Begins with": "begins", "Issued on": "issued_on",
        "Last day": "to_on", "State": "get_state_display",
    },
    filters={"State": "state"}, offers=[actions.issue_key],
    empty="No system of your organisation sends contacts to the front door. Issue a key for one.",
)  # fmt: skip
api_key = record_page(
    ApiKey, "access/api_key.html", permission=VIEW_KEY, offers=[actions.revoke_key]
)
