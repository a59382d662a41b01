"""No page asks the database once for each row: each kind of page has a budget of questions."""

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext

from lscp.access.roles import Role
from lscp.people import actions as people
from tests.cast import KENSINGTON, sign_in
from tests.reach import open_names
from tests.sweeps.test_pages import (
    NARROWER,
    about_a_record,
    address,
    arguments,
    declared,
    granted,
    sides,
)

# Who signed in, as whom they act, their messages and session are asked on each page: about nine.
BUDGETS = {"list": 22, "record": 45, "action": 30, "steps": 30, "view": 45}
ASKED = ("SELECT", "INSERT", "UPDATE")


def questions(client, where, may_answer=(200, 302, 403, 405)):
    reset_queries()  # of the pages before: Django keeps so many, and warns
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(where)
    assert answer.status_code in may_answer, where
    return [each["sql"] for each in asked if each["sql"].startswith(ASKED)]


def within_budget(client, name, kind, where):
    may_answer = (200, 302, 403, 405, *([404] if name in NARROWER else []))
    asked = questions(client, where, may_answer)
    said = "\n".join(each[:160] for each in asked)
    assert len(asked) <= BUDGETS[kind.kind], f"{name} asks {len(asked)} questions:\n{said}"


@pytest.mark.parametrize("role", Role.values)
def test_each_page_keeps_to_its_budget(partnership, undone, role):
    actor = partnership.again(partnership[role, KENSINGTON])
    client, names = sign_in(actor), open_names()
    for name, kind in declared().items():
        if kind.permission not in granted()[role]:
            continue
        if about_a_record(kind) and len(arguments()[name]) == 1:
            inside, _ = sides(actor, kind, names)
            for record in inside[:1]:
                place = None if kind.about else record
                within_budget(client, name, kind, address(name, kind, record, place))
        elif not arguments()[name]:
            within_budget(client, name, kind, address(name, kind))


def test_the_list_of_people_asks_as_much_for_many_as_for_few(partnership, undone):
    officer = partnership["front_door_officer", KENSINGTON]
    client = sign_in(officer)
    where = address("people:people", declared()["people:people"])
    few = len(questions(client, where))
    for number in range(15):
        people.record_person(by=officer, given="Ada", family=f"Many{number}", is_adult=True)
    assert len(questions(client, where)) == few
