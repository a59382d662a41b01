"""Every role on every page and action, inside and outside its reach, as the table of grants says.

What is expected is read from docs/generated/permissions.csv, the table that people review, and
from a reading of reaches by hand: neither from what the pages ask.
"""

import csv
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from lscp.access.roles import Role
from lscp.core.models.trail import Entry
from lscp.core.pages import PUBLIC, pages_by_name
from lscp.core.policy import PERMISSIONS, Reach
from lscp.core.records import Kept, Record
from tests.cast import KENSINGTON, sign_in
from tests.reach import open_names, within_reach
from tests.sweeps.partnership import SECRET, rows_of

TABLE = Path(__file__).parents[2] / "docs" / "generated" / "permissions.csv"
# Pages of allauth, which declares nothing: they are about one's own account and show no record.
OWN_ACCOUNT = ("account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_")
SIGNING_IN = {"access:sign_in", "access:sign_out"}
# Pages that show fewer records than their permission reaches, and why.
NARROWER = {
    "front_door:submitted_contact": "what one’s own organisation made, whoever is asked about it",
    "allegations:report_you_made": "what one made oneself, not as anybody’s deputy",
    "allegations:add_to_report_you_made": "what one made oneself, not as anybody’s deputy",
    "allegations:add_to_report": "what the service holds: its maker has another page",
    "front_door:contact_document": "not of what one’s own organisation made and only hears of",
}


@cache
def granted():
    """Return role → permission → reaches, as the committed table says."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        role: {
            row["permission"]: frozenset(map(Reach, row[role].split())) for row in rows if row[role]
        }
        for role in Role.values
    }


@cache
def arguments():
    """Return the name of each address → its arguments, with what makes them text."""
    found = {}

    def walk(resolver, before):
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                walk(each, f"{before}{each.namespace}:" if each.namespace else before)
            else:
                found[f"{before}{each.name or each.pattern}"] = each.pattern.converters

    walk(get_resolver(), "")
    return found


@cache
def declared():
    """Return the pages that ask for a permission."""
    return {
        name: kind
        for name, (kind, _) in pages_by_name().items()
        if kind is not None and kind.permission != PUBLIC
    }


def test_each_page_declares_what_it_needs():
    silent = {
        name
        for name, (kind, _) in pages_by_name().items()
        if kind is None and name not in SIGNING_IN and not name.startswith(OWN_ACCOUNT)
    }
    assert silent == set()


def test_each_permission_that_is_asked_or_granted_is_declared_and_somebody_has_it():
    asked = {kind.permission for kind in declared().values()}
    table = {name for held in granted().values() for name in held}
    assert asked | table <= set(PERMISSIONS)
    assert asked <= table, "pages that nobody may see"


def test_no_record_of_a_person_is_open_to_those_who_have_no_business_with_one():
    for role in ("system_administrator", "organisation_administrator", "business_manager",
                 "executive", "scrutineer", "analyst", "returns_officer", "trainer", "delegate",
                 "young_adviser", "referrer"):  # fmt: skip
        about = {PERMISSIONS[name].of for name in granted()[role]}
        assert not {each for each in about if each.startswith("people.")}, role


def address(name, kind, record=None, place=None):
    """Return the address of a page: of a record, or of none that exists."""
    given = {}
    for argument, converter in arguments()[name].items():
        if argument == kind.about and record is not None:
            given[argument] = record.pk
        elif place is not None and argument == kind.within[0][0]:
            given[argument] = place.pk
        else:
            given[argument] = uuid4() if "UUID" in type(converter).__name__ else "1"
    return reverse(name, kwargs=given)


class Visitor:
    """Somebody who is signed in, and leaves nothing behind: what is done by asking is undone."""

    def __init__(self, actor):
        self.actor, self.client = actor, sign_in(actor)
        self.before = self.counted()  # the same each time, since nothing is left behind

    def ask(self, method, where):
        """Ask for a page; return the answer, and what is on record: refusals, and views."""
        with transaction.atomic():
            answer = getattr(self.client, method)(where)
            left = self.counted()
            transaction.set_rollback(True)
        return answer, *(left[kind] - self.before[kind] for kind in ("refused", "viewed"))

    def counted(self):
        """Return how often the trail says that they were refused something, or saw it."""
        kinds = Entry.objects.filter(kind__in=("refused", "viewed"), user=self.actor.user)
        return Counter(kinds.values_list("kind", flat=True))


def address_of(name, kind, record):
    """Return the address of a page of a record, or of what is made within one."""
    return address(name, kind, record if kind.about else None, None if kind.about else record)


def words(answer):
    """Return what a page says, for whoever reads why a test failed."""
    body = re.sub(r"(?s).*<main[^>]*>|</main>.*|<[^>]+>", " ", answer.text)
    return " ".join(body.split())[:400]


def methods(kind):
    return ("get", "post") if kind.posts else ("get",)


def tries(role, name, kind):
    """Say whether it is a role's turn to try a page, among those that reach as far on it."""
    if os.environ.get("WHOLE"):
        return True
    equal = [each for each in Role.values if reaches_of(each, kind) == reaches_of(role, kind)]
    return equal.index(role) == list(declared()).index(name) % len(equal)


def reaches_of(role, kind):
    """Return how far a role reaches with all that a page asks for; None is not at all."""
    asked = [kind.permission, *(permission for *_, permission in kind.within)]
    return [granted()[role].get(permission) for permission in asked]


def check_refusals(partnership, role, only=()):
    """Ask for each page that a role is not granted."""
    visitor = Visitor(partnership[role, KENSINGTON])
    for name, kind in declared().items():
        if kind.permission in granted()[role] or (only and name not in only):
            continue
        assert kind.permission not in visitor.actor.grants, name
        for method in methods(kind) if only or tries(role, name, kind) else ():
            answer, left, _ = visitor.ask(method, address(name, kind))
            assert (answer.status_code, left) == (403, 1), f"{method} {name}: {words(answer)}"
            assert "may not do this" in answer.text, f"{method} {name} gives no reason"


@pytest.mark.parametrize("role", Role.values)
def test_a_page_that_the_role_is_not_granted_says_so_and_records_it_once(partnership, undone, role):
    check_refusals(partnership, role)


def sides(actor, kind, names):
    """Return records inside the reach, and outside: of the kind, or of what it is made within."""
    argument, model, permission = (
        (kind.about, kind.model, kind.permission) if kind.about else kind.within[0]
    )
    reaches = granted()[actor.role].get(permission, frozenset())
    rows = sorted(rows_of(model), key=lambda row: possible(kind, row))
    inside = [row for row in rows if within_reach(actor, row, reaches, names)]
    outside = [row for row in rows if row not in inside]
    # One on each side: what is done to it is possible, if to any. `test_locks` tries all records.
    return inside[-1:], outside[-1:]


def about_a_record(kind):
    """Say whether a page is of one record, or makes one within another."""
    model = kind.model if kind.about else kind.within[0][1] if kind.within else None
    return model is not None and issubclass(model, Record)


def possible(kind, record):
    return kind.action is None or not kind.about or bool(kind.action.possible(record))


def check_reach(partnership, role, only=()):
    """Ask for each page of a record that a role is granted: of records inside, and outside."""
    actor = partnership.again(partnership[role, KENSINGTON])
    visitor, names = Visitor(actor), open_names()
    for name, kind in declared().items():
        if name not in only if only else not tries(role, name, kind):
            continue
        if kind.permission in granted()[role] and about_a_record(kind):
            inside, outside = sides(actor, kind, names)
            for record in outside:
                check_outside(visitor, name, kind, record)
            for record in inside:
                check_inside(visitor, name, kind, record)


def check_outside(visitor, name, kind, record):
    """A record out of reach is as if it were not; what asks for it is on record once."""
    permitted = kind.about or kind.within[0][2] in granted()[visitor.actor.role]
    for method in methods(kind):
        answer, left, _ = visitor.ask(method, address_of(name, kind, record))
        assert answer.status_code == (404 if permitted else 403), f"{method} {name}"
        assert left == 1, f"{method} {name}: {left} refusals recorded"
        assert SECRET not in answer.text


def check_inside(visitor, name, kind, record):
    """A record within reach is shown, and that is on record; unless its state forbids it."""
    where = address_of(name, kind, record)
    answer, left, seen = visitor.ask("get", where)
    if len(arguments()[name]) > 1:
        # It also names one of the record's parts, which none has that was made up here.
        assert answer.status_code in (200, 302, 403, 404), f"{name}: {words(answer)}"
    elif name in NARROWER and answer.status_code == 404:
        assert left == 1, f"{name}: {left} refusals recorded"
    elif possible(kind, record):
        assert answer.status_code in (200, 302), f"{name}: {words(answer)}"
        if kind.kind == "record":
            assert seen >= 1, f"{name} was shown, and the trail does not say so"
    else:
        assert (answer.status_code, left) == (403, 1), f"{name}: {words(answer)}"
    if kind.posts:
        answer, *_ = visitor.ask("post", where)
        assert answer.status_code in (200, 302, 400, 403, 404, 409), f"post {name}"


@pytest.mark.parametrize("role", Role.values)
def test_a_record_is_open_inside_the_reach_and_as_if_it_were_not_outside(partnership, undone, role):
    check_reach(partnership, role)


@pytest.mark.parametrize("role", Role.values)
def test_a_page_of_no_one_record_is_open_to_those_who_are_granted_it(partnership, undone, role):
    visitor = Visitor(partnership[role, KENSINGTON])
    for name, kind in declared().items():
        if kind.permission not in granted()[role] or about_a_record(kind) or arguments()[name]:
            continue
        answer, left, _ = visitor.ask("get", address(name, kind))
        assert answer.status_code in (200, 302, 405), f"{name}: {words(answer)}"
        assert left == 0, name


def test_who_has_not_signed_in_is_asked_to(partnership, undone, client):
    for name, kind in declared().items():
        for method in methods(kind):
            answer = getattr(client, method)(address(name, kind))
            if answer.status_code == 405:
                continue
            assert answer.status_code == 302, f"{method} {name}"
            assert reverse("access:sign_in") in answer["Location"], f"{method} {name}"


def test_no_name_stands_in_an_address_or_in_the_trail(partnership):
    assert Entry.objects.count() > 50
    for word in SECRET.split():
        assert not [each for each in Entry.objects.all() if word in str(vars(each))]


def test_each_kept_kind_that_a_page_shows_can_be_found_by_its_name():
    for name, kind in declared().items():
        if kind.about and issubclass(kind.model, Kept):
            with pytest.raises(NoReverseMatch):
                reverse(name)
