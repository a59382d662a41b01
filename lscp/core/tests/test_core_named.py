"""Naming somebody on a record, for good or for as long as a transaction, and ending it."""

import pytest
from django.db import transaction

from lscp.core.models import Named
from lscp.core.named import name_for_now, name_on, unname
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.tests.specimen import actions

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lscp.core.tests.specimen.urls")]
GRANTS = {
    "specimen.record_child": Reach.TEAM, "specimen.plan_visit": Reach.TEAM,
    "specimen.view_child": Reach.TEAM, "specimen.view_visit": Reach.NAMED,
}  # fmt: skip


@pytest.fixture
def visit(someone_granted):
    by = someone_granted(GRANTS)
    child = actions.record_child(by=by, name="Ada Moss")
    return actions.plan_visit(by=by, child=child, on="2026-05-26", place="home")


@pytest.fixture
def other(someone_granted, cast):
    return someone_granted(GRANTS, team=cast.westminster_protection)


@pytest.mark.django_db(transaction=True)
def test_who_is_named_for_now_sees_it_until_the_transaction_ends(visit, other, sees):
    with transaction.atomic():
        Named.objects.exists()  # the transaction has begun
        name_for_now(visit, other.user)
        with acting(other):
            assert type(visit).objects.filter(pk=visit.pk).exists()
    assert not sees(other, visit, "specimen.view_visit")


def test_the_names_of_one_person_on_a_record_end_and_those_of_others_stay(visit, other, sees):
    name_on(visit, other.user)
    name_on(visit, visit.team_id)
    assert sees(other, visit, "specimen.view_visit")
    unname(subject=visit.pk, party=other.user)
    assert not sees(other, visit, "specimen.view_visit")
    assert Named.objects.filter(subject=visit.pk, until=None).count() == 1


def test_ending_names_says_of_what():
    with pytest.raises(TypeError, match="what names them"):
        unname()
