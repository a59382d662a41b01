"""Facts about people: each is added, ended, corrected with a reason, and never lost."""

from datetime import timedelta

import pytest

from lscp.core.policy import visible_to
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.people import actions
from lscp.people.models import (
    FACTS,
    Address,
    Disability,
    HouseholdMember,
    Name,
    NameKey,
    Need,
    Relationship,
)
from lscp.people.policy import VIEW_PERSON

pytestmark = pytest.mark.django_db
YESTERDAY = today() - timedelta(days=1)


def facts_of(kind, person, actor):
    with acting(actor):
        return list(kind.objects.filter(person=person).order_by("recorded_at"))


def test_add_name(child, social_worker):
    added = actions.add_name(
        child, by=social_worker, kind="known_as", given="Mara", family="Nwosu-Bell"
    )
    assert added.shown_name == "Amara Nwosu"  # the legal name goes first
    with acting(social_worker):
        keys = NameKey.objects.filter(person=child, given="mara")
        assert set(keys.values_list("family", flat=True)) == {"nwosubell", "nwosu", "bell"}
    with pytest.raises(Refused, match="on or after the first"):
        actions.add_name(
            child, by=social_worker, kind="alias", given="M", family="", from_on=today(),
            to_on=YESTERDAY,
        )  # fmt: skip


def test_correct_fact_keeps_the_old_one_with_the_reason(child, social_worker):
    [wrong] = facts_of(Name, child, social_worker)
    corrected = actions.correct_fact(
        child, by=social_worker, fact=wrong, reason="Misheard", family="Nwoso"
    )
    assert (corrected.shown_name, corrected.sort_name) == ("Amara Nwoso", "nwoso amara")
    old, new = facts_of(Name, child, social_worker)
    assert (old.family, old.wrong_because, old.wrong_by) == ("Nwosu", "Misheard", "Sam Okoro")
    assert old.instead_id == new.pk
    assert (new.given, new.family, new.kind) == ("Amara", "Nwoso", "legal")
    with pytest.raises(Refused, match="corrected already"):
        actions.correct_fact(child, by=social_worker, fact=wrong, reason="Again", family="X")
    with pytest.raises(Refused, match="Nothing is different"):
        actions.correct_fact(child, by=social_worker, fact=new, reason="Why", family="Nwoso")


def test_withdraw_fact(child, social_worker):
    actions.add_disability(child, by=social_worker, code="HEAR")
    [fact] = facts_of(Disability, child, social_worker)
    actions.withdraw_fact(child, by=social_worker, fact=fact, reason="Another child’s")
    [fact] = facts_of(Disability, child, social_worker)
    assert fact.is_wrong
    assert fact.instead is None
    other = actions.record_person(by=social_worker, given="Bo", family="Bell")
    with pytest.raises(Refused, match="another person"):
        actions.withdraw_fact(other, by=social_worker, fact=fact, reason="x")


def test_withdraw_fact_of_a_name_leaves_the_person_without(child, social_worker):
    [name] = facts_of(Name, child, social_worker)
    named = actions.withdraw_fact(child, by=social_worker, fact=name, reason="Another’s")
    assert named.shown_name == "Name not known"


def test_end_fact(child, social_worker):
    actions.add_need(child, by=social_worker, kind="interpreter", words="Igbo", from_on=YESTERDAY)
    [need] = facts_of(Need, child, social_worker)
    with pytest.raises(Refused, match="on or after the first"):
        actions.end_fact(child, by=social_worker, fact=need, to_on=YESTERDAY - timedelta(days=9))
    actions.end_fact(child, by=social_worker, fact=need, to_on=YESTERDAY)
    [need] = facts_of(Need, child, social_worker)
    assert not need.stands
    assert not need.is_wrong


def test_add_address_ends_the_home_before_it(child, social_worker):
    actions.add_address(
        child, by=social_worker, kind="home", lines="1 High St", postcode="W8 5TT", from_on=today()
    )
    first, second = facts_of(Address, child, social_worker)
    assert (first.to_on, second.to_on) == (today(), None)
    assert second.line_key == "1 high street"
    with pytest.raises(Refused, match="Enter the address"):
        actions.add_address(child, by=social_worker, kind="home")


def test_a_shielded_address_is_hidden_by_both_locks(child, social_worker, someone, cast):
    police = someone("police_officer", organisation=cast.police)
    actions.involve(
        child, by=social_worker, capacity="police", organisation=cast.police,
        opens_to="organisation",
    )  # fmt: skip
    actions.add_address(child, by=social_worker, kind="refuge", lines="A safe place")
    assert len(facts_of(Address, child, social_worker)) == 2
    assert [each.kind for each in facts_of(Address, child, police)] == ["home"]
    with acting(police):
        rows = visible_to(Address.objects.filter(shielded=True), police, VIEW_PERSON)
        assert not rows.exists()


def test_add_identifier(child, social_worker):
    actions.add_identifier(child, by=social_worker, scheme="nhs", value="943 476 5919")
    with pytest.raises(Refused, match="already"):
        actions.add_identifier(child, by=social_worker, scheme="nhs", value="9434765919")
    with pytest.raises(Refused, match="NHS number"):
        actions.add_identifier(child, by=social_worker, scheme="nhs", value="12")


def test_add_relationship(child, mother, social_worker, someone, cast):
    actions.add_relationship(
        child, by=social_worker, other=mother, kind="mother", responsibility=True
    )
    [fact] = facts_of(Relationship, child, social_worker)
    assert str(fact) == "Mother, parental responsibility"
    assert fact.inverse == "Child, parental responsibility"
    with pytest.raises(Refused, match="themselves"):
        actions.add_relationship(child, by=social_worker, other=child, kind="sibling")
    theirs = actions.record_person(
        by=someone("social_worker", team=cast.westminster_assessment), given="A", family="B"
    )
    with pytest.raises(OutOfReach):
        actions.add_relationship(child, by=social_worker, other=theirs, kind="father")


def test_join_household(child, mother, social_worker):
    actions.join_household(child, by=social_worker, other=mother, from_on=YESTERDAY)
    [ours], [hers] = (facts_of(HouseholdMember, who, social_worker) for who in (child, mother))
    assert ours.household == hers.household
    aunt = actions.record_person(by=social_worker, given="Ada", family="Obi", is_adult=True)
    actions.join_household(child, by=social_worker, other=aunt, from_on=today())
    before, after = facts_of(HouseholdMember, child, social_worker)
    assert (before.to_on, after.to_on) == (YESTERDAY, None)
    with pytest.raises(Refused, match="somebody else"):
        actions.join_household(child, by=social_worker, other=child)


def test_add_need_and_disability(child, social_worker):
    actions.add_disability(child, by=social_worker, code="HEAR")
    for code, why in (("HEAR", "already"), ("NONE", "no other")):
        with pytest.raises(Refused, match=why):
            actions.add_disability(child, by=social_worker, code=code)


def test_record_characteristics(child, social_worker):
    changed = actions.record_characteristics(child, by=social_worker, sex="M")
    assert changed.sex == "M"
    with pytest.raises(Refused, match="Select"):
        actions.record_characteristics(child, by=social_worker)


def test_add_facts_is_refused_by_role_and_by_reach(child, someone, cast):
    with pytest.raises(NotAllowed):
        actions.add_need(child, by=someone("school_lead"), kind="health", words="Asthma")
    with pytest.raises(OutOfReach):
        actions.add_need(
            child, by=someone("social_worker", team=cast.kensington_protection), kind="health",
            words="Asthma",
        )  # fmt: skip


def test_every_kind_of_fact_has_words_and_a_noun():
    assert all(kind.noun != "fact" for kind in FACTS.values())
