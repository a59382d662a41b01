"""The page on which an information governance lead searches the trail of their organisation."""

from lscp.access import trail_queries
from lscp.access.policy import SEARCH_TRAIL
from lscp.access.roles import Role
from lscp.access.trail_forms import SearchTrailForm
from lscp.core.models import Entry
from lscp.core.pages import Column, Search, list_page, navigation
from lscp.core.trail import words

ROLES = dict(Role.choices)
navigation("access:trail", "Trail", permission=SEARCH_TRAIL)

trail = list_page(
    Entry, permission=SEARCH_TRAIL, title="Trail", ordering=("-at", "-id"), per_page=50,
    empty="Nothing is recorded that fits. Ask for more days, or leave an answer empty.",
    rows=trail_queries.of_organisation, search=Search(trail_queries.search, SearchTrailForm),
    filters={"What kind?": "kind"},
    columns={
        "When": "at",
        "Who": Column(lambda entry: entry.who or "Nobody signed in", reads=("user",)),
        "Role": Column(lambda entry: ROLES.get(entry.role, entry.role), reads=("role",)),
        "Kind": "get_kind_display",
        "What": Column(lambda entry: words.what(entry.name), reads=("name",)),
        "Kind of record": Column(words.about, reads=("subject_type",)),
        "Person": "person",
        "More": Column(words.more, reads=("detail",)),
    },
    export=SEARCH_TRAIL,
)  # fmt: skip
