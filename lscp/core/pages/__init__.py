"""Pages: how one is rendered, the kinds that there are, and what an area declares to all of them.

An area's `views.py` is one line a page. A kind does the rest alike: 403 with the reason where the
role may not, 404 where the record is out of reach, the trail, and the refusals.
"""

from .by_reference import adding_page, too_many
from .carried import carried_page
from .columns import Column, Filter
from .frame import NAVIGATION, NOTICES, bare, navigation, notice, page
from .kinds import PAGES, PUBLIC, PageKind, declared, pages_by_name
from .lists import list_page
from .moves import action_page
from .records import record_page
from .searches import Search
from .steps import Check, steps_page

__all__ = [
    "NAVIGATION", "NOTICES", "PAGES", "PUBLIC", "Check", "Column", "Filter", "PageKind", "Search",
    "action_page", "adding_page", "bare", "carried_page", "declared", "list_page", "navigation",
    "notice", "page", "pages_by_name", "record_page", "steps_page", "too_many",
]  # fmt: skip
