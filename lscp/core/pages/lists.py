"""A page that lists records: searched, filtered, sorted, turned page by page, taken away."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lscp.core import policy, scope, trail
from lscp.core.actions import Action
from lscp.core.policy import Actor
from lscp.core.records import Kept
from lscp.core.workflow import Refused

from . import downloads, searches
from .asked import Asked
from .columns import Column, Filter, Shown, joins_of
from .frame import page
from .kinds import PageKind, View, guarded
from .records import Context, Rows, address_of, page_of
from .searches import Find, Search

PER_PAGE = 25
Columns = Mapping[str, Column | str | Callable[[Any], Any]]


class List:
    """A list page. `list_page` says what each of its parts is."""

    def __init__(
        self, model: type[models.Model], *, permission: str, title: str, columns: Columns,
        ordering: str | Sequence[str], empty: str, search: Find | Search | None,
        filters: Mapping[str, Filter | str], rows: Rows | None, offers: Sequence[Action[Any]],
        export: str, export_personal: str, link: str, per_page: int, template: str,
        context: Context | None,
    ) -> None:  # fmt: skip
        self.model, self.permission, self.title, self.empty = model, permission, title, empty
        self.columns = [Shown(heading, column, model) for heading, column in columns.items()]
        self.ordering = (ordering,) if isinstance(ordering, str) else tuple(ordering)
        for each in self.columns:
            each.sort_where_in(self.ordering)
        given = search is None or isinstance(search, Search)
        self.search: Any = search if given else searches.one_box(search)  # type: ignore[arg-type]
        named = {label: _filter(each) for label, each in filters.items()}
        self.filters = {each.name: (label, each) for label, each in named.items()}
        self.rows, self.offers, self.link, self.per_page = rows, offers, link, per_page
        self.export, self.export_personal = export, export_personal
        self.template, self.context = template, context
        self.without_names = policy.PERMISSIONS[permission].without_names
        if self.without_names and search:
            raise TypeError(f"{title}: what is searched for would say who it is")
        self.kind = PageKind(
            "list", permission, model, posts=search is not None,
            also_needs=tuple(each for each in (export, export_personal) if each),
        )  # fmt: skip

    def __call__(self, request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
        """Answer a request: the list, a download of it, or where a search is answered."""
        with scope.acting(actor):
            policy.require(actor, self.permission)
            asked = Asked(self, request, actor)
            if request.method == "POST":
                return self._searched(request, actor, asked)
            if request.GET.get("download"):
                return self._download(request, actor, asked)
            return self._page(request, actor, asked)

    def base(self, actor: Actor) -> models.QuerySet[Any]:
        """Return the rows within reach: the first lock."""
        rows = self.rows(actor) if self.rows else self.model._default_manager.all()
        if issubclass(self.model, Kept):
            if self.rows is None:
                rows = rows.filter(policy.near(self.model, actor, self.permission))
            return policy.visible_to(rows, actor, self.permission)
        if self.rows is None:
            label = self.model._meta.label
            raise TypeError(f"{label} is no record: say which rows are within reach")
        return rows

    def open_columns(self, actor: Actor) -> list[Shown]:
        """Return the columns that somebody may see; without names, what is plain."""
        return [
            each for each in self.columns
            if each.open_to(actor) and (each.privacy == "plain" or not self.without_names)
        ]  # fmt: skip

    def exported(self, actor: Actor) -> list[Shown]:
        """Return the columns that somebody may take away: personal ones by a grant of their own."""
        all_of_them = self.export_personal and policy.may(actor, self.export_personal)
        return [each for each in self.open_columns(actor) if each.privacy == "plain" or all_of_them]

    def address_of(self, row: Any) -> str:
        """Return where a row leads to; without names, to nowhere."""
        if self.without_names:
            return ""
        return reverse(self.link, args=[row.pk]) if self.link else page_of(row)

    def _searched(self, request: HttpRequest, actor: Actor, asked: Asked) -> HttpResponse:
        """Send on to the page of a search, whose address does not say what was searched for."""
        form = self.search.form(request.POST)
        if not form.is_valid():
            asked.form = form
            return self._page(request, actor, asked, status=400)
        try:
            # Of no rows: whether it can be searched for. The page that this leads to searches.
            self.search.find(self.base(actor).none(), **form.answers())
        except Refused as refused:
            form.refuse(refused.sentence, refused.field)
            asked.form = form
            return self._page(request, actor, asked, status=400)
        kept = asked.query(asked=searches.seal(request.POST, actor), page=None)
        return redirect(f"{request.path}{kept}")

    def _page(
        self, request: HttpRequest, actor: Actor, asked: Asked, *, status: int = 200
    ) -> HttpResponse:  # fmt: skip
        columns = self.open_columns(actor)
        shown = asked.page(joins_of(columns)) if asked.shows_rows else []
        if asked.narrowed and asked.shows_rows:
            trail.write(
                trail.Kind.SEARCHED, actor, self.permission, found=len(shown), page=asked.number,
                filters=asked.said, fields=asked.answered,
                how="search" if asked.found else "filter",
            )  # fmt: skip
        more = self.context(None, actor) if self.context else {}
        form = asked.form
        return page(
            request, self.template, status=status, title=self.title, asked=asked, list=self,
            columns=columns, rows=shown, actor=actor, search=form, offers=self._offers(actor),
            errors=form.summary() if form and form.is_bound and status == 400 else [],
            may_export=self.export and policy.may(actor, self.export), **more,
        )  # fmt: skip

    def _download(self, request: HttpRequest, actor: Actor, asked: Asked) -> HttpResponse:
        if not self.export:
            raise policy.OutOfReach(policy.NO_SUCH_RECORD)
        policy.require(actor, self.export)
        columns = self.exported(actor)
        rows = list(asked.all(joins_of(columns))[: downloads.MOST + 1])
        answer = downloads.answer(request.GET["download"], self.title, columns, rows)
        trail.write(
            trail.Kind.EXPORTED, actor, self.export, rows=len(rows),
            filters=asked.said, format=request.GET["download"],
            columns=[each.sort or each.heading for each in columns],
            kinds=sorted({each.privacy for each in columns}),
        )  # fmt: skip
        return answer

    def _offers(self, actor: Actor) -> list[dict[str, str]]:
        may = (each for each in self.offers if policy.may(actor, each.name))
        return [{"text": each.title, "href": address_of(each)} for each in may]


def list_page(
    model: type[models.Model], *, permission: str, title: str, columns: Columns,
    ordering: str | Sequence[str], empty: str, search: Find | Search | None = None,
    filters: Mapping[str, Filter | str] | None = None, rows: Rows | None = None,
    offers: Sequence[Action[Any]] = (), export: str = "", export_personal: str = "",
    link: str = "", per_page: int = PER_PAGE, template: str = "core/list.html",
    context: Context | None = None,
) -> View:  # fmt: skip
    """Return the page that lists the records of a model within reach of a permission.

    `columns` is heading → field, path, function or Column; the first leads to the record (or to
    `link`). `filters` is question → field or Filter. `search` is a function of the rows and a
    text, or a Search. `rows` returns where to start from: with what to fetch besides, and what
    is `near` where nothing else narrows it; or, of what is no Record, the rows within reach.
    `empty` says what to do where there is none. `export` is the permission to take the list
    away; its columns that are not plain need `export_personal`. `offers` are the actions that
    make a new one.
    """
    listed = List(
        model, permission=permission, title=title, columns=columns, ordering=ordering, empty=empty,
        search=search, filters=filters or {}, rows=rows, offers=offers, export=export,
        export_personal=export_personal, link=link, per_page=per_page, template=template,
        context=context,
    )  # fmt: skip
    return guarded(listed.kind, listed)


def _filter(given: Filter | str) -> Filter:
    return given if isinstance(given, Filter) else Filter(given)
