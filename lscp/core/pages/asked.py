"""What is asked of a list: which of its rows, in which order, which page of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest

from lscp.core.fields import ActionForm
from lscp.core.policy import Actor

from . import searches
from .columns import Shown

if TYPE_CHECKING:
    from .lists import List

COUNTED = 1000  # rows; beyond them a list says "more than"


class Asked:
    """What a request asks of a list."""

    def __init__(self, of: "List", request: HttpRequest, actor: Actor) -> None:
        self.of, self.request, self.actor = of, request, actor
        self.filtered = {
            name: value for name in of.filters
            if (value := request.GET.get(name, "")) in dict(self.choices(name)) and value
        }  # fmt: skip
        text = request.GET.get("page", "")
        self.number = min(int(text) if text.isdecimal() and len(text) < 5 else 1, self._last) or 1
        self.found = self._found(request.GET.get("asked", ""))
        self.form: ActionForm | None = of.search and of.search.form(self.found)
        self.total, self.has_next = 0, False

    @property
    def said(self) -> list[str]:
        """Return what is filtered by, for the trail: names and codes."""
        return [f"{name}:{value}" for name, value in self.filtered.items()]

    @property
    def answered(self) -> list[str]:
        """Return which questions of the search were answered, for the trail: never how."""
        if self.form is None or self.found is None or not self.form.is_valid():
            return []
        return [name for name, value in self.form.answers().items() if value]

    @property
    def narrowed(self) -> bool:
        """Say whether not all rows are asked for."""
        return bool(self.filtered or self.found)

    @property
    def shows_rows(self) -> bool:
        """Say whether there is anything to list before something was searched for."""
        return not (self.of.search and self.of.search.first) or self.found is not None

    @property
    def sort(self) -> str:
        """Return the field to sort by, with a minus where the last comes first; or nothing."""
        sort = self.request.GET.get("sort", "")
        known = {each.sort for each in self.of.columns if each.sort}
        return sort if sort.removeprefix("-") in known else ""

    def choices(self, name: str) -> list[tuple[str, str]]:
        """Return what a filter offers."""
        known = self.of.filters[name][1]
        given = known.choices(self.actor) if callable(known.choices) else known.choices
        if given is None:
            field: Any = self.of.model._meta.get_field(known.field)
            given = field.choices or ()
        return [(str(value), str(label)) for value, label in given]

    def all(self, joins: Sequence[str] = ()) -> models.QuerySet[Any]:
        """Return all rows that are asked for, in order."""
        rows = self.of.base(self.actor)
        for name, value in self.filtered.items():
            _, known = self.of.filters[name]
            rows = known.apply(rows, value) if known.apply else rows.filter(
                **{known.field.replace(".", "__"): value}
            )  # fmt: skip
        if self.form is not None and self.found is not None and self.form.is_valid():
            rows = self.of.search.find(rows, **self.form.answers())
        if self.sort or not rows.query.order_by:
            rows = rows.order_by(*([self.sort] if self.sort else self.of.ordering), "pk")
        return rows.select_related(*joins) if joins else rows

    def page(self, joins: Sequence[str]) -> list[Any]:
        """Return the rows of the page, and note how many there are: never counting too far."""
        start, end = (self.number - 1) * self.of.per_page, self.number * self.of.per_page
        rows = self.all()
        # Which rows there are, asked once; what they show, of those on the page alone.
        pks = list(rows.prefetch_related(None).values_list("pk", flat=True)[: COUNTED + 1])
        self.total = len(pks)
        self.has_next = self.total > end and self.number < self._last
        shown = rows.filter(pk__among=pks[start:end])
        return list(shown.select_related(*joins) if joins else shown)

    @property
    def counted(self) -> str:
        """Return which rows of how many are shown, in words."""
        first = (self.number - 1) * self.of.per_page + 1
        last = min(first + self.of.per_page - 1, self.total)
        of = f"more than {COUNTED:,}" if self.total > COUNTED else f"{self.total:,}"
        return f"Showing {first:,} to {last:,} of {of}"

    @property
    def goes_on(self) -> bool:
        """Say whether there are more rows than pages can be turned to."""
        return self.number == self._last and self.total > COUNTED

    def query(self, **changed: Any) -> str:
        """Return the query of an address: what is asked now, with some of it otherwise."""
        asked = self.request.GET.copy()
        asked.pop("download", None)
        for name, value in changed.items():
            asked.pop(name, None)
            if value is not None:
                asked[name] = str(value)
        return f"?{asked.urlencode()}" if asked else "?"

    def sorted_by(self, column: Shown) -> str:
        """Return how a column is sorted: ascending, descending or none."""
        if not column.sort or self.sort.removeprefix("-") != column.sort:
            return "none"
        return "descending" if self.sort.startswith("-") else "ascending"

    def sorting(self, column: Shown) -> str:
        """Return the query that sorts by a column, or the other way where it is sorted so."""
        down = self.sorted_by(column) == "ascending"
        return self.query(sort=f"{'-' if down else ''}{column.sort}", page=None)

    @property
    def _last(self) -> int:
        return max(COUNTED // self.of.per_page, 1)

    def _found(self, token: str) -> Any:
        return searches.unseal(token, self.actor) if token and self.of.search else None
