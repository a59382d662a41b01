"""The reach of a grant, said three times: as a Q, as row-level security, and here by hand."""

import random
from datetime import date, timedelta
from uuid import uuid4

import pytest

from lscp.core import policy, scope
from lscp.core.models import Named
from lscp.core.policy import Actor, Reach
from lscp.core.records import writing
from lscp.core.tests.specimen.models import Child, Visit
from lscp.core.time import now
from lscp.core.workflow import NotAllowed, OutOfReach

pytestmark = pytest.mark.django_db
VIEW, VIEW_CHILD = "specimen.view_visit", "specimen.view_child"
EVERYTHING = policy.system("test", "specimen.record_child", "specimen.plan_visit")
REACHES = [Reach.TEAM, Reach.ORGANISATION, Reach.AUTHORITY, Reach.NAMED]


@pytest.fixture
def places(cast):
    teams = [cast.kensington_assessment, cast.kensington_protection, cast.westminster_assessment]
    return [
        *[(team.organisation_id, team.pk, team.organisation.authority) for team in teams],
        (cast.police.pk, cast.police_child_abuse.pk, ""),
        (cast.kensington_school.pk, None, cast.KENSINGTON),
        (None, None, ""),
    ]


def made(model, held_by, **more):
    organisation, team, authority = held_by
    row = model(organisation_id=organisation, team_id=team, authority=authority, version=1, **more)
    with scope.acting(EVERYTHING), writing():
        row.save()
    return row


def named(row, party, *, kind="named", ended=False, **more):
    moment = now()
    until = moment - timedelta(hours=1) if ended else None
    since = moment - timedelta(hours=2)
    return Named.objects.create(
        subject_type=row._meta.label,
        subject=row.pk,
        party=party,
        kind=kind,
        since=since,
        until=until,
        **more,
    )


def acting_for(place, **grants):
    organisation, team, authority = place
    return Actor(
        uuid4(), "Somebody", "a role", organisation=organisation, team=team, authority=authority,
        grants={name: frozenset(reaches) for name, reaches in grants.items()},
    )  # fmt: skip


def by_hand(actor, row, reaches, names):
    """The reach of a grant as a person would work it out, with no database."""
    about = row.pk if isinstance(row, Child) else row.child_id
    parties = {actor.user, actor.team, actor.organisation} - {None}
    open_names = [each for each in names if each.until is None and each.party in parties]
    held = (
        Reach.ALL in reaches
        or (Reach.TEAM in reaches and actor.team is not None and row.team_id == actor.team)
        or (
            Reach.ORGANISATION in reaches
            and actor.organisation is not None
            and row.organisation_id == actor.organisation
        )
        or (Reach.AUTHORITY in reaches and actor.authority and row.authority == actor.authority)
    )
    is_named = Reach.NAMED in reaches and any(
        each.subject == row.pk and each.kind == "named" for each in open_names
    )
    glass = any(
        each.subject == about and each.kind == "glass" and each.party == actor.user
        for each in open_names
    )
    opened = any(each.subject in (row.pk, about) and each.opens_restricted for each in open_names)
    return bool(held or is_named or (glass and reaches)) and (not row.restricted or opened)


@pytest.mark.parametrize("seed", range(12))
def test_both_locks_let_through_just_what_the_table_of_grants_says(places, seed):
    chance = random.Random(seed)
    children = [
        made(
            Child, chance.choice(places), name=f"Child {n}", state="known",
            restricted=chance.random() < 0.25,
        )
        for n in range(12)
    ]  # fmt: skip
    visits = [
        made(
            Visit, chance.choice(places), child=child, on=date(2026, 1, 5), place="home",
            state="planned", restricted=child.restricted,
        )
        for child in children
        for _ in range(2)
    ]  # fmt: skip
    for _ in range(6):
        reaches = set(chance.sample(REACHES, k=chance.randrange(1, 4)))
        reaches |= {Reach.ALL} if chance.random() < 0.1 else set()
        actor = acting_for(chance.choice(places), **{VIEW: reaches, VIEW_CHILD: reaches})
        parties = [each for each in (actor.user, actor.team, actor.organisation, uuid4()) if each]
        names = [
            named(
                chance.choice(children + visits), chance.choice(parties),
                kind=chance.choice(["named", "named", "glass"]), ended=chance.random() < 0.2,
                opens_restricted=chance.random() < 0.4,
            )
            for _ in range(10)
        ]  # fmt: skip
        broken = [
            each.subject for each in names
            if each.kind == "glass" and each.party == actor.user and not each.until
        ]  # fmt: skip
        actor = Actor(**{**vars_of(actor), "glass": tuple(broken)})
        for rows, permission in ((children, VIEW_CHILD), (visits, VIEW)):
            expected = {row.pk for row in rows if by_hand(actor, row, reaches, names)}
            model = type(rows[0])
            with scope.acting(actor):
                second = set(model.objects.values_list("pk", flat=True))
                both = set(
                    policy.visible_to(model.objects.all(), actor, permission)
                    .values_list("pk", flat=True)
                )  # fmt: skip
            assert second == expected
            assert both == expected
        Named.objects.all().delete()


def vars_of(actor):
    return {name: getattr(actor, name) for name in actor.__dataclass_fields__}


def test_a_transaction_that_has_not_said_who_acts_sees_and_writes_nothing(places):
    child = made(Child, places[0], name="A child", state="known")
    assert not Child.objects.exists()
    with scope.acting(EVERYTHING):
        assert Child.objects.get() == child
    assert not Child.objects.exists()


def test_whom_one_acts_as_ends_with_the_part_of_the_transaction_that_said_so(places):
    made(Child, places[0], name="A child", state="known")
    nobody = acting_for(places[1])
    with scope.acting(EVERYTHING):
        with scope.acting(nobody):
            assert not Child.objects.exists()
        assert Child.objects.count() == 1
        with pytest.raises(ZeroDivisionError), scope.acting(nobody):
            raise ZeroDivisionError
        assert Child.objects.count() == 1
    assert scope.actor() is None


def test_a_grant_about_one_kind_of_record_opens_no_other(places):
    child = made(Child, places[0], name="A child", state="known")
    made(Visit, places[0], child=child, on=date(2026, 1, 5), place="home", state="planned")
    with scope.acting(acting_for(places[0], **{VIEW: {Reach.ALL}})):
        assert Visit.objects.exists()
        assert not Child.objects.exists()


def test_what_counts_rows_reaches_restricted_ones_by_both_locks_and_no_grant_does(places):
    made(Child, places[0], name="A child", state="known", restricted=True)
    counting = policy.system("Counts", VIEW_CHILD, counts=True)
    for who, expected in (
        (counting, 1),
        (policy.system("Does not count", VIEW_CHILD), 0),
        (acting_for(places[0], **{VIEW_CHILD: {Reach.ALL}}), 0),
    ):
        with scope.acting(who):
            assert Child.objects.count() == expected
            assert policy.visible_to(Child.objects.all(), who, VIEW_CHILD).count() == expected


def test_who_may_only_look_cannot_write_even_without_the_first_lock(places):
    from django.db import transaction
    from django.db.utils import ProgrammingError

    child = made(Child, places[0], name="A child", state="known")
    looking = acting_for(places[0], **{VIEW_CHILD: {Reach.ALL}})
    for change in (child.save, Child(name="Another", state="known", version=1).save):
        refused = pytest.raises(ProgrammingError, match="row-level security")
        with refused, transaction.atomic(), scope.acting(looking), writing():
            change()


def test_a_role_without_the_grant_is_told_so_and_a_record_out_of_reach_is_as_if_it_were_not(places):
    child = made(Child, places[0], name="A child", state="known")
    with scope.acting(stranger := acting_for(places[2], **{VIEW_CHILD: {Reach.TEAM}})):
        rows = Child.objects.filter(pk=child.pk)
        with pytest.raises(OutOfReach) as hidden:
            policy.found(rows, stranger, VIEW_CHILD)
        with pytest.raises(OutOfReach) as missing:
            policy.found(Child.objects.filter(pk=uuid4()), stranger, VIEW_CHILD)
        assert str(hidden.value) == str(missing.value)
        with pytest.raises(NotAllowed, match=r"may not do this: see visits\."):
            policy.found(Visit.objects.all(), stranger, VIEW)


def test_what_nobody_declared_cannot_be_asked_for():
    with pytest.raises(KeyError):
        policy.may(policy.PUBLIC, "specimen.see_visit")
