"""The adversary's test of what stands apart: with a file and without, no other role can tell.

As each role but the LADO's own, every page that the role may open, every search and download,
every page of the people and contacts that the file concerns, and every page of the register by a
guessed address, is asked for before there is a file and when there is one. Text and questions to
the database are the same. How long they take is measured by `bench/allegations.py`.
"""

import difflib
import io
import json
import os
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core import mail
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lscp.access import actions as access
from lscp.access import keys
from lscp.access.roles import Role
from lscp.core.escalations import actions as escalations
from lscp.core.jobs import JOBS
from lscp.core.models import Notification
from lscp.core.named import name_on
from lscp.core.pages import pages_by_name
from lscp.core.records import Record
from lscp.core.time import today
from lscp.people import actions as people
from tests import lado_file
from tests.cast import KENSINGTON, join, sign_in
from tests.sweeps.partnership import LADO, build, front_door_work, rows_of
from tests.sweeps.test_pages import about_a_record, arguments, declared, granted

MORNING = "2026-11-24 10:00 +00:00"  # a Tuesday: what is late is told of
OTHERS = [each for each in Role.values if each not in LADO]
# With `make test-apart` all of them, else those that see most: a colleague of whoever reported, who
# works with the child, who manages, who is named on nearly nothing, who reads the trail.
TELLING = ["school_lead", "police_officer", "front_door_manager", "social_worker",
           "service_manager", "auditor", "information_governance", "analyst",
           "organisation_administrator"]  # fmt: skip
ASKING = OTHERS if os.environ.get("WHOLE") else TELLING
NIGHTLY = ("core.remind", "core.tell_of_late", "allegations.remind_to_destroy",
           "people.tell_of_18th_birthdays")  # fmt: skip
# Besides what pages and lists are called by their names.
ALSO = ("/", "/work/?whose=team", "/work/?whose=organisation", "/work/?whose=team&when=late",
        "/work/?whose=organisation&when=late")  # fmt: skip
MADE_ANEW = re.compile(r'(csrfmiddlewaretoken|once|so_far|seen)" value="[^"]*"|gAAAA[\w=-]+')
LITERAL = re.compile(r"'(?:[^']|'')*'(::\w+)?|\b\d+\b|s\d+_x\d+")
SAVEPOINT = re.compile(r"^(RELEASE )?SAVEPOINT|^ROLLBACK")


@dataclass
class World:
    """A partnership, and the people in it whom a file is about."""

    partnership: Any
    neville: Any
    child: Any
    reporter: Any
    invited: Any
    token: str
    known: list = field(default_factory=list)  # (kind, record) of what concerns the two

    def visitors(self):
        """Return who looks for a difference."""
        return {role: self.partnership.again(self.partnership[role, KENSINGTON]) for role in ASKING}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """What there is before there is a file, and nothing of it is left."""
    with (
        django_db_blocker.unblock(), time_machine.travel(MORNING, tick=False),
        transaction.atomic(),
    ):  # fmt: skip
        yield _world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def both(world, tmp_path_factory):
    """What each role finds without the file, and with it: role → what was asked → the answer."""
    nowhere = {kind: uuid4() for kind in _register_kinds()}
    with _undone():
        without = _everything(world, nowhere)
    with pytest.MonkeyPatch.context() as patch, _undone():
        patch.setenv("LSCP_HOME", str(tmp_path_factory.mktemp("home")))
        file = _file(world)
    return without, _everything(world, file)


def _world():
    made = build()
    social_worker = made["social_worker", KENSINGTON]
    neville = people.record_person(
        by=social_worker, **lado_file.NEVILLE, date_of_birth=lado_file.BORN, is_adult=True,
        scheme="authority", value="A20NEV", lines="3 Elm Street", postcode="W8 7NX",
    )  # fmt: skip
    child = people.record_person(
        by=social_worker, given="Nancy", family=lado_file.NEVILLE["family"],
        date_of_birth=date(2016, 5, 4), lines="3 Elm Street", postcode="W8 7NX",
    )  # fmt: skip
    people.add_relationship(child, by=social_worker, other=neville, kind="parent")
    for one in (neville, child):
        for (_, authority), actor in made.staff.items():
            if authority == KENSINGTON:
                name_on(one, actor.user)
    front_door_work(made, KENSINGTON, child, child)
    escalations.raise_escalation(
        by=social_worker, answering=made.cast.police.pk, theme="decision", person=neville,
        reason="He was not asked", wanted="That somebody asks him",
    )  # fmt: skip
    access.find_for_request(
        by=made["information_governance", KENSINGTON], reference="R9", reason="He asks for it",
        scheme="authority", value="A20NEV",
    )  # fmt: skip
    token = keys.new_token()
    access.issue_key(
        by=made["organisation_administrator", KENSINGTON], token=token, system="Another system",
        to_on=today() + timedelta(days=1),
    )  # fmt: skip
    found = World(
        made, neville, child, token=token,
        reporter=join(made.cast, "school_lead", name="Reva Porter"),
        invited=join(made.cast, "police_officer", name="Ines Vite"),
    )  # fmt: skip
    found.known = _known({neville.pk, child.pk})
    return found


def _known(people_ids):
    """Return what is on record about some people, with its kind: at most three of a kind."""
    kinds = {kind.model for kind in declared().values() if kind.about} - _register_kinds()
    found = []
    for kind in sorted(filter(_is_record, kinds), key=lambda each: each._meta.label):
        concerned = [row for row in rows_of(kind) if _about(row) in people_ids]
        found += [(kind, row) for row in concerned[:3]]
    return found


def _is_record(model):
    return issubclass(model, Record)


def _about(row):
    about = getattr(row, "about", "")
    return row.pk if about == "pk" else getattr(row, f"{about}_id", None)


def _register_kinds():
    return {kind.model for name, kind in declared().items()
            if name.startswith("allegations:") and kind.model}  # fmt: skip


def _file(world):
    """Open the file, and let the LADO look at all there is; return kind → id."""
    lado = world.partnership["lado", KENSINGTON]
    made = lado_file.make(
        lado, reporter=world.reporter, invited=world.invited, person=world.neville,
        child=world.child,
    )  # fmt: skip
    made.allegation = lado_file.attach(made.allegation, lado)
    for role in LADO:
        client = sign_in(world.partnership[role, KENSINGTON])
        client.post(reverse("people:people"), {"text": lado_file.NEVILLE["family"]}, follow=True)
        for address in (
            reverse("people:person", args=[world.neville.pk]),
            reverse("people:person", args=[world.child.pk]),
            reverse("allegations:adult", args=[made.adult.pk]),
            reverse("allegations:allegation", args=[made.allegation.pk]),
            reverse("allegations:overview"),
        ):
            assert client.get(address).status_code == 200, address
    ids = {type(each): each.pk for each in vars(made).values()}
    document = next(each for each in _register_kinds() if each not in ids)
    return {**ids, document: rows_of(document)[0].pk}


def _everything(world, ids):
    """Return what each role finds; what happens at night has happened."""
    mail.outbox = []
    for name in NIGHTLY:
        JOBS[name]()
    found = {role: Visit(world, actor, ids).found() for role, actor in world.visitors().items()}
    found["told"] = _told(world)
    found["system"] = {"api": _sent(world)}
    return found


def _told(world):
    """Return what everybody was told who does not belong to the file."""
    concerned = {world.reporter.user, world.invited.user}
    concerned |= {world.partnership[role, KENSINGTON].user for role in LADO}
    rows = Notification.objects.exclude(user__in=concerned).order_by("user", "about", "pk")
    return {"messages": [str(row) for row in rows.values_list("user", "about", "details", "link")]}


def _sent(world):
    """Return what a partner's system is answered that sends a contact about him."""
    contact = {
        "sent_as": "N-1", "authority": KENSINGTON, "worries": "A bruise", "consent": "given",
        "referrer": {"name": "PC Lee", "email": "lee@example.org"},
        "children": [{"given": "Nancy", "family": "Tranterfield", "date_of_birth": "2016-05-04"}],
        "adults": [{"name": "Neville Tranterfield", "stands_as": "parent", "home": 1}],
    }  # fmt: skip
    with _undone():
        answer = Client().post(
            "/api/contacts", json.dumps({"contacts": [contact]}), content_type="application/json",
            headers={"Authorization": f"Bearer {world.token}"},
        )  # fmt: skip
    said = re.sub(r"[0-9a-f-]{36}|FD-[\w-]+", "", answer.text)
    assert answer.status_code == 200, said
    return answer.status_code, said


class Visit:
    """Somebody asks for everything once; what that leaves behind is undone."""

    def __init__(self, world, actor, ids):
        self.world, self.actor, self.ids = world, actor, ids
        self.client, self.answers, self.once = sign_in(actor), {}, set()

    def found(self):
        with _undone():
            for address in ALSO:
                self.ask(address, address)
            for name, kind in declared().items():
                if name.startswith("allegations:") and arguments()[name]:
                    self.guess(name, kind)
                elif kind.permission in granted()[self.actor.role]:
                    self.open(name, kind)
        return self.answers

    def open(self, name, kind):
        """Ask for a page that the role may see: of no record, or of those that he concerns."""
        if not arguments()[name]:
            where = reverse(name)
            self.ask(name, where)
            self.search(name, kind, where)
            return
        model = kind.model if kind.about else kind.within[0][1] if kind.within else None
        if len(arguments()[name]) == 1 and about_a_record(kind):
            [argument] = arguments()[name]
            for known, row in self.world.known:
                # Where something is done: of one is enough. Where something is shown: of all.
                asked = f"{name} of one"
                if known is model and (kind.kind == "record" or asked not in self.once):
                    self.once.add(asked)
                    where = reverse(name, kwargs={argument: row.pk})
                    self.ask(f"{name} {row.pk}", where)

    def search(self, name, kind, where):
        """Search a list by his name, and take it away."""
        view = pages_by_name()[name][1]
        if kind.kind == "list" and kind.posts:
            sent = {"text": "Tranterfield", "who": "", "person": str(self.world.neville.pk)}
            self.ask(f"search {name}", where, sent, follow=True)
        if getattr(getattr(view, "page", None), "export", ""):
            self.ask(f"csv {name}", f"{where}?download=csv")
            self.ask(f"xlsx {name}", f"{where}?download=xlsx")

    def guess(self, name, kind):
        """Ask for a page of the register, whose address somebody guessed.

        Who is not granted it is refused before anything is looked for: of what shows records, all
        is tried, and of what does something to them, all by one role.
        """
        is_granted = kind.permission in granted()[self.actor.role]
        if not (is_granted or kind.kind == "record" or self.actor.role == "social_worker"):
            return
        places = {argument: model for argument, model, _ in kind.within}
        if kind.about:
            places[kind.about] = kind.model
        given = {
            argument: self.ids.get(places.get(argument)) or UUID(int=7)
            for argument in arguments()[name]
        }
        where = reverse(name, kwargs=given)
        self.ask(f"guess {name}", where)
        if kind.posts and is_granted:
            self.ask(f"guess and send {name}", where, {})

    def ask(self, said, where, sent=None, *, follow=False):
        reset_queries()
        with CaptureQueriesContext(connection) as asked:
            if sent is None:
                answer = self.client.get(where)
            else:
                answer = self.client.post(where, sent, follow=follow)
        shapes = [LITERAL.sub("?", each["sql"]) for each in asked]
        shapes = [each for each in shapes if not SAVEPOINT.match(each)]
        self.answers[said] = answer.status_code, self.text(answer), shapes

    def text(self, answer):
        """Return what an answer says, without what is drawn anew each time."""
        if "spreadsheet" in answer.headers.get("Content-Type", ""):
            with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
                return "".join(book.read(each).decode() for each in sorted(book.namelist()))
        said = f"{answer.headers.get('Location', '')}\n{answer.text}"
        said = re.sub(r"/notifications/[0-9a-f-]{36}", "/notifications/ID", said)
        for each in self.ids.values():
            said = said.replace(str(each), "ID")
        said = MADE_ANEW.sub("", said)
        # Of one moment, messages stand in an order of their ids, which are drawn anew.
        return "\n".join(sorted(said.splitlines())) if "/notifications/ID" in said else said


@contextmanager
def _undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def differences(before, after):
    """Return in what two answers differ, in words."""
    if before[:2] == after[:2]:
        return "\n".join(_lines(before[2], after[2]))
    return f"{before[0]} and {after[0]}\n" + "\n".join(
        _lines(before[1].splitlines(), after[1].splitlines())
    )


def _lines(before, after):
    lines = difflib.unified_diff(before, after, "without", "with", lineterm="", n=0)
    return [each[:300] for each in lines][:20]


@pytest.mark.parametrize("role", [*ASKING, "told", "system"])
def test_nobody_else_finds_a_difference(both, role):
    without, with_it = both[0][role], both[1][role]
    assert set(without) == set(with_it)
    assert without
    found = {
        asked: differences(without[asked], with_it[asked])
        if isinstance(without[asked], tuple) and len(without[asked]) == 3
        else f"{without[asked]} and {with_it[asked]}"
        for asked in without
        if without[asked] != with_it[asked]
    }
    assert not found, "\n\n".join(f"{asked}: {said}" for asked, said in found.items())[:6000]


def test_what_was_asked_is_worth_asking(both):
    statuses = [answer[0] for role in ASKING for answer in both[1][role].values()]
    assert statuses.count(200) > 20 * len(ASKING)
    assert statuses.count(403) > 10 * len(ASKING)
    assert statuses.count(404) > 5 * len(ASKING)
