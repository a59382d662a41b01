"""One of many as an array, and whether a record is named: the same rows as Django finds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models import Q

from lscp.core.lookups import IsNamed
from lscp.core.models import Named
from lscp.core.time import now

pytestmark = pytest.mark.django_db


def name(subject, party, *, since=-1, until=None, **more):
    moment = now()
    ends = None if until is None else moment + timedelta(hours=until)
    begins = moment + timedelta(hours=since)
    return Named.objects.create(subject=subject, party=party, since=begins, until=ends, **more)


def test_one_of_many_is_what_in_is_of_ids_and_of_texts():
    mine, other = name(uuid4(), uuid4(), subject_type="a.B"), name(uuid4(), uuid4())
    rows = Named.objects.all()
    assert [*rows.filter(subject__among=[mine.subject, uuid4()])] == [mine]
    assert [*rows.filter(subject_type__among={"a.B", "c.D"})] == [mine]
    assert [*rows.exclude(subject__among=[mine.subject])] == [other]
    assert [*rows.filter(Q(subject__among=[]) | Q(pk__among=[other.pk]))] == [other]
    assert not rows.filter(subject__among=[]).exists()


def test_one_of_many_is_asked_with_one_parameter_however_many_they_are():
    asked = {
        Named.objects.filter(party__among=[uuid4() for _ in range(size)]).query.sql_with_params()[0]
        for size in (1, 5)
    }
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("how", "by_name", "opened"),
    [
        ({}, True, False),
        ({"since": 1}, False, False),
        ({"until": -0.5}, False, False),
        ({"until": 1}, True, False),
        ({"kind": "glass"}, False, False),
        ({"opens_restricted": True}, True, True),
        ({"kind": "glass", "opens_restricted": True}, False, True),
    ],
)
def test_a_record_is_named_to_a_party_at_a_moment(how, by_name, opened):
    party = uuid4()
    row = name(uuid4(), party, **how)

    def found(*parties, **more):
        return Named.objects.filter(Q(IsNamed("subject", parties, now(), **more))).exists()

    assert found(uuid4(), party) is by_name
    assert found(party, opened=True) is opened
    assert not found(uuid4())
    assert not found()
    assert row.subject
