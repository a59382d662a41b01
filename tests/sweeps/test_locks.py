"""Both locks over every kind of record and every role: what one lets through, the other does."""

import pytest
from django.db.models import Q

from lscp.access.roles import Role
from lscp.core import policy, records, scope
from lscp.core.policy import PERMISSIONS
from lscp.core.records import Record
from tests.cast import KENSINGTON, WESTMINSTER
from tests.sweeps.partnership import rows_of

KINDS = [each for each in records.kinds() if not each._meta.app_label.startswith("specimen")]
LOCKED = [each for each in KINDS if each.second_lock]


def label(model):
    return model._meta.label


def first_lock(actor, model):
    """Return the rows that any of the actor's grants about a kind reaches."""
    whole = model
    while getattr(whole, "part_of", ""):
        whole = whole._meta.get_field(whole.part_of).related_model
    reached = Q(pk__in=[])
    for name in actor.grants:
        known = PERMISSIONS[name]
        if known.of == label(whole) and not known.opens:
            reached |= policy.within(model, actor, name)
    return set(model._default_manager.filter(reached).values_list("pk", flat=True))


def check(partnership, model, role):
    """Compare what a role's people see of a kind with no first lock, and with it."""
    for authority in (KENSINGTON, WESTMINSTER):
        actor = partnership[role, authority]
        with scope.acting(actor):
            second = set(model._default_manager.values_list("pk", flat=True))
            assert second == first_lock(actor, model), f"{role} of {authority}"


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("model", LOCKED, ids=label)
def test_with_the_first_lock_taken_away_still_nothing_leaks(partnership, model, role):
    check(partnership, model, role)


@pytest.mark.parametrize("role", Role.values)
def test_what_a_list_asks_first_leaves_out_nothing_within_reach(partnership, role):
    for authority in (KENSINGTON, WESTMINSTER):
        actor = partnership[role, authority]
        for name in actor.grants:
            kind = next((each for each in KINDS if label(each) == PERMISSIONS[name].of), None)
            if kind is None:
                continue
            with scope.acting(actor):
                near = kind._default_manager.filter(policy.near(kind, actor, name))
                first, all_of_them = (
                    {row.pk for row in policy.visible_to(rows, actor, name)}
                    for rows in (near, kind._default_manager.all())
                )
            assert first == all_of_them, f"{name} of {role} in {authority}"


@pytest.mark.parametrize("model", [each for each in KINDS if issubclass(each, Record)], ids=label)
def test_there_is_a_record_of_each_kind_to_try(partnership, model):
    assert rows_of(model)


@pytest.mark.parametrize("model", LOCKED, ids=label)
def test_who_says_nothing_of_themselves_sees_nothing(partnership, model):
    assert not model._default_manager.exists()


def test_restricted_people_and_all_about_them_are_open_to_those_named_alone(partnership):
    from lscp.people.models import Person

    restricted = {each.pk for each in rows_of(Person) if each.restricted}
    assert len(restricted) == 2
    for (role, _), actor in partnership.staff.items():
        with scope.acting(actor):
            seen = set(Person.objects.filter(pk__in=restricted).values_list("pk", flat=True))
        if role not in ("information_governance", "social_worker"):
            assert not seen, role
