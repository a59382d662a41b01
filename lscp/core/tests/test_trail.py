"""What is written to the trail, and that nobody takes it back."""

import uuid
from datetime import date

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError
from hypothesis import given, settings
from hypothesis import strategies as st

from lscp.core import trail
from lscp.core.models import Entry
from lscp.core.policy import PUBLIC, Actor, system
from lscp.core.trail import detail, marks, witnesses
from lscp.core.trail.kinds import Kind

SOMEBODY = Actor(uuid.uuid4(), "Ann Example", "lado", uuid.uuid4(), uuid.uuid4(), uuid.uuid4())
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _anew():
    witnesses.forget()


def test_an_entry_says_who_what_which_and_about_whom():
    person = uuid.uuid4()
    trail.write(Kind.VIEWED, SOMEBODY, "people.view_person", person=person, page="overview")
    entry = Entry.objects.get()
    assert (entry.kind, entry.user, entry.role) == ("viewed", SOMEBODY.user, "lado")
    assert (entry.membership, entry.organisation) == (SOMEBODY.membership, SOMEBODY.organisation)
    assert (entry.name, entry.person) == ("people.view_person", person)
    assert entry.detail == {"page": "overview"}


def test_those_who_have_not_signed_in_and_jobs_are_told_apart():
    trail.write(Kind.REFUSED, PUBLIC, "people.view_person")
    trail.write(Kind.DID, system("expire drafts"), "core.expire_drafts")
    public, job = Entry.objects.order_by("id")
    assert (public.user, public.role) == (None, "public")
    assert (job.user, job.role, job.detail) == (None, "system", {"job": "expire drafts"})


def test_the_database_says_an_entry_as_its_mark_was_made():
    told = {"count": 3, "changed": ["a", "b"], "why": "NotAllowed", "é": "x", "since": date.min}
    trail.write(Kind.DID, SOMEBODY, "people.do", person=uuid.uuid4(), **told)
    trail.write(Kind.SIGN_IN_FAILED, PUBLIC, "access.sign_in")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {marks.SAID}, mark FROM core_entry ORDER BY id")
        for said, mark in cursor.fetchall():
            assert marks.key().mark(bytes(said)) == bytes(mark)


values = st.none() | st.booleans() | st.integers() | st.text().filter(str.isprintable)
PLAIN = st.dictionaries(st.text(min_size=1).filter(str.isprintable), values | st.lists(values))


@given(PLAIN)
@settings(max_examples=200, deadline=None)
def test_details_are_written_as_the_database_writes_them(plain):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::jsonb::text", [detail.text(plain)])
        assert cursor.fetchone() == (detail.text(plain),)


def test_a_mark_is_an_hmac():
    import hmac
    from hashlib import sha256

    key = sha256(b"the trail of OpenLSCP secret").digest()
    assert marks.Key("secret").mark(b"said") == hmac.digest(key, b"said", "sha256")


def test_nobody_takes_an_entry_back():
    trail.write(Kind.VIEWED, SOMEBODY, "people.view_person")
    for does in (
        "UPDATE core_entry SET role = ''",
        "DELETE FROM core_entry",
        "TRUNCATE core_entry",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(does)


@pytest.mark.parametrize("table", ["core_entry", "core_seal"])
@pytest.mark.django_db(databases=["default", "owner"])
def test_nor_does_the_owner_of_the_tables(table):
    for does in (f"UPDATE {table} SET at = now()", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic("owner"):
            connections["owner"].cursor().execute(does)
