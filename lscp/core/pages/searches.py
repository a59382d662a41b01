"""What was searched for: sent apart from the address, and carried in it sealed.

A name that is searched for is personal, and addresses are kept in histories and logs. So the form
is sent by POST, and the answer's address holds it encrypted: pages of it can be turned and gone
back to, by the same person, for as long as a session lasts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import QueryDict

from lscp.core.fields import ActionForm, Text
from lscp.core.policy import Actor

from . import sealing

Find = Callable[..., models.QuerySet[Any]]
NEVER_SENT = {"csrfmiddlewaretoken", "seen", "once"}
MARKS = "search"


@dataclass(frozen=True)
class Search:
    """How a list is searched: `find` is called with the rows and the answers of the form.

    With `first`, no row is shown until something was searched for; it is the text that says so.
    """

    find: Find
    form: type[ActionForm]
    first: str = ""
    button: str = "Search"


def one_box(find: Find) -> Search:
    """Return the search that asks for one text: `find` is called with the rows and it."""

    class SearchForm(ActionForm):
        text = Text(label="Search", missing="Enter what to search for")

    return Search(lambda rows, text: find(rows, text), SearchForm)


def seal(data: QueryDict, actor: Actor) -> str:
    """Return what was searched for, encrypted."""
    sent = {name: values for name, values in data.lists() if name not in NEVER_SENT}
    return sealing.seal(MARKS, [str(actor.user), sent])


def unseal(token: str, actor: Actor) -> QueryDict | None:
    """Return what was searched for; None where it was too long ago, or by somebody else."""
    kept = sealing.unseal(MARKS, token)
    by, sent = kept or (None, {})
    return _as_sent(sent) if by == str(actor.user) else None


def _as_sent(sent: Mapping[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in sent.items():
        data.setlist(name, values)
    return data
