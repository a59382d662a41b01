"""The pages of people: what each shows to whom, and each action done and refused on its page."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lscp.core.models import Entry
from lscp.core.periods import day_label
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.people import actions
from lscp.people.models import FACTS, ChronologyEntry, Involvement, Name, Person, Relationship

pytestmark = pytest.mark.django_db
# With session, grants and trail; each area that tells of people adds one for each kind of record.
PAGE_QUERIES, LIST_QUERIES = 40, 13


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def at(name, *args):
    return reverse(f"people:{name}", args=args)


@pytest.fixture
def lead(child, social_worker, someone, cast):
    """The safeguarding lead of the child's school."""
    actions.involve(
        child, by=social_worker, capacity="school", organisation=cast.kensington_school,
        opens_to="organisation", worker="Pat Lee", telephone="020 7946 0018",
    )  # fmt: skip
    return someone("school_lead")


def test_person_in_full(child, mother, social_worker, lead, signed_in):
    actions.add_relationship(
        child, by=social_worker, other=mother, kind="mother", responsibility=True
    )
    actions.join_household(child, by=social_worker, other=mother, from_on=today())
    actions.add_need(child, by=social_worker, kind="interpreter", words="Igbo")
    text = signed_in(social_worker).get(at("person", child.pk)).text
    for words in (
        "Amara Nwosu", "Child", "12 Elm Street", "African", "School or college attended",
        "Pat Lee, Elm Street School, telephone", "Ngozi Nwosu", "Mother, parental responsibility",
        "Interpreter needed: Igbo", "Household", "Nothing that you may see is waiting",
        at("chronology", child.pk), at("add_name", child.pk), "Latest events", "Who looked at",
        "Sam Okoro, Social worker",
    ):  # fmt: skip
        assert words in text, words
    assert Entry.objects.filter(name="people.view_person", person=child.pk, kind="viewed").exists()
    hers = signed_in(social_worker).get(at("person", mother.pk)).text
    assert "Child, parental responsibility" in hers


def test_person_as_a_summary(child, social_worker, lead, signed_in):
    actions.add_need(child, by=social_worker, kind="health", words="Asthma")
    text = signed_in(lead).get(at("person", child.pk)).text
    assert "Amara Nwosu" in text
    assert "12 Elm Street" in text
    for words in ("Asthma", "African", "Add a name", "Held by", "Pat Lee"):
        assert words not in text, words
    assert Entry.objects.filter(name="people.view_summary", person=child.pk).exists()


def test_person_is_not_there_for_others(child, someone, cast, signed_in):
    outside = someone("social_worker", team=cast.kensington_protection)
    assert signed_in(outside).get(at("person", child.pk)).status_code == 404
    assert signed_in(someone("analyst")).get(at("person", child.pk)).status_code == 403


def test_person_costs_the_same_whatever_is_recorded(child, mother, social_worker, signed_in):
    browser = signed_in(social_worker)
    browser.get(at("person", child.pk))
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(at("person", child.pk))
    for number in range(4):
        actions.add_name(child, by=social_worker, kind="alias", given=f"A{number}", family="Nwosu")
        actions.add_need(child, by=social_worker, kind="health", words="Asthma")
        sibling = actions.record_person(by=social_worker, given="B", family="Nwosu")
        actions.add_relationship(child, by=social_worker, other=sibling, kind="sibling")
    with CaptureQueriesContext(connection) as many:
        browser.get(at("person", child.pk))
    assert len(many) <= len(few) + 1  # names of relatives
    assert len(many) <= PAGE_QUERIES, [each["sql"][:90] for each in many]


def test_mine_lists_whom_one_works_with(child, social_worker, someone, cast, lead, signed_in):
    browser = signed_in(social_worker)
    assert "Amara Nwosu" in browser.get(at("mine")).text
    with CaptureQueriesContext(connection) as asked:
        browser.get(at("mine"))
    assert len(asked) <= LIST_QUERIES, [each["sql"][:90] for each in asked]
    outside = someone("social_worker", team=cast.kensington_protection)
    assert "Nobody is allocated" in signed_in(outside).get(at("mine")).text
    assert "Amara" not in signed_in(lead).get(at("mine")).text  # named by organisation


def test_record_person_page(social_worker, signed_in):
    browser, address = signed_in(social_worker), at("record_person")
    assert "Select what kind of name it is" in browser.post(address, {}).text
    who = {"given": "Bo", "family": "Bell", "name_kind": "legal", "is_adult": "no",
           **day("date_of_birth", date(2019, 2, 3))}  # fmt: skip
    more = browser.post(address, who, follow=True)
    check = browser.post(more.redirect_chain[-1][0], {"sex": "M"}, follow=True)
    assert "Check your answers" in check.text
    done = browser.post(check.redirect_chain[-1][0], {}, follow=True)
    assert "Bo Bell" in done.text
    with acting(social_worker):
        assert Person.objects.get().date_of_birth == date(2019, 2, 3)


def test_who_somebody_new_may_be_already_is_shown_before_they_are_recorded(
    someone, social_worker, cast, signed_in
):
    """Those within reach alone: one of another team is looked for by a job, and shown to nobody."""
    other = someone("social_worker", team=cast.kensington_protection)
    known = {"given": "Bo", "family": "Bell", "date_of_birth": date(2019, 2, 3)}
    theirs = actions.record_person(by=other, **known)
    ours = actions.record_person(by=social_worker, **known)
    browser, address = signed_in(social_worker), at("record_person")
    who = {"given": "Beau", "family": "Bell", "name_kind": "legal", "is_adult": "no",
           **day("date_of_birth", date(2019, 2, 3))}  # fmt: skip
    more = browser.post(address, who, follow=True)
    check = browser.post(more.redirect_chain[-1][0], {"scheme": "nhs", "value": "x"}, follow=True)
    assert "They may be on record already" in check.text
    assert at("person", ours.pk) in check.text
    assert at("person", theirs.pk) not in check.text
    again = browser.post(check.redirect_chain[-1][0], {}, follow=True)  # the number is wrong
    assert "There is a problem" in again.text
    assert "They may be on record already" in again.text


def test_record_unborn_and_birth_pages(social_worker, signed_in):
    browser, soon = signed_in(social_worker), today() + timedelta(days=9)
    assert "Enter the day" in browser.post(at("record_unborn"), {}).text
    done = browser.post(at("record_unborn"), day("expected_on", soon), follow=True)
    assert "Unborn child" in done.text
    with acting(social_worker):
        child = Person.objects.get()
    birth = {**day("date_of_birth", today()), "given": "Ola", "family": "Bell"}
    assert "Ola Bell" in browser.post(at("record_birth", child.pk), birth, follow=True).text


def add(kind):
    """Return the page that adds a kind of fact, and what is typed there."""
    return {
        "name": ("add_name", {"kind": "alias", "given": "Am", "family": ""}),
        "address": ("add_address", {"kind": "home", "lines": "1 A Road", "shielded": "no"}),
        "identifier": ("add_identifier", {"scheme": "nhs", "value": "943 476 5919"}),
        "need": ("add_need", {"kind": "health", "words": "Asthma"}),
        "disability": ("add_disability", {"code": "HEAR"}),
        "characteristics": ("record_characteristics", {"sex": "M"}),
    }[kind]


@pytest.mark.parametrize(
    "kind", ["name", "address", "identifier", "need", "disability", "characteristics"]
)
def test_a_fact_is_added_corrected_ended_and_withdrawn_on_its_pages(
    kind, child, social_worker, signed_in
):
    browser = signed_in(social_worker)
    page, asked = add(kind)
    assert browser.get(at(page, child.pk)).status_code == 200
    assert browser.post(at(page, child.pk), {}).status_code in (400, 200)
    done = browser.post(at(page, child.pk), asked, follow=True)
    assert done.redirect_chain, re.findall(r"error-summary.*", done.text)

    def latest():
        with acting(social_worker):
            rows = FACTS[kind].objects.filter(person=child, wrong_at=None)
            return rows.order_by("recorded_at").last()

    fact = latest()
    if f"people:end_{kind}" and kind != "characteristics":
        ended = browser.post(at(f"end_{kind}", child.pk, fact.pk), day("to_on", today()))
        assert ended.status_code == 302
    form = browser.get(at(f"correct_{kind}", child.pk, fact.pk))
    assert form.status_code == 200
    missing = browser.post(at(f"correct_{kind}", child.pk, fact.pk), asked)
    assert "Enter what was wrong" in missing.text
    gone = browser.post(
        at(f"withdraw_{kind}", child.pk, fact.pk), {"reason": "Another child’s"}, follow=True
    )
    assert "Another child’s" in gone.text


def test_correct_fact_page(child, social_worker, signed_in):
    browser = signed_in(social_worker)
    with acting(social_worker):
        name = Name.objects.get(person=child)
    form = browser.get(at("correct_name", child.pk, name.pk)).text
    assert 'value="Nwosu"' in form
    asked = {"kind": "legal", "given": "Amara", "family": "Nwoso", "reason": "Misheard"}
    done = browser.post(at("correct_name", child.pk, name.pk), asked, follow=True).text
    assert "Amara Nwoso" in done
    assert "Misheard" in done
    again = browser.post(at("correct_name", child.pk, name.pk), asked)
    assert "corrected already" in again.text


def test_a_fact_of_another_person_is_not_there(child, mother, social_worker, signed_in):
    with acting(social_worker):
        name = Name.objects.get(person=mother)
    address = at("withdraw_name", child.pk, name.pk)
    assert "another person" in signed_in(social_worker).post(address, {"reason": "x"}).text


def test_relationship_and_household_pages(child, mother, social_worker, signed_in):
    browser = signed_in(social_worker)
    browser.get(at("person", mother.pk))  # whoever was opened last can be chosen
    form = browser.get(at("add_relationship", child.pk)).text
    assert "Ngozi Nwosu, born" in form
    assert "Select the other person" in browser.post(at("add_relationship", child.pk), {}).text
    asked = {"other": mother.pk, "kind": "mother", "responsibility": "yes"}
    done = browser.post(at("add_relationship", child.pk), asked, follow=True).text
    assert "Mother, parental responsibility" in done
    with acting(social_worker):
        fact = Relationship.objects.get()
    asked = {"kind": "step_parent", "responsibility": "no", "reason": "Said so"}
    done = browser.post(at("correct_relationship", child.pk, fact.pk), asked, follow=True).text
    assert "Step-parent" in done
    joined = browser.post(at("join_household", child.pk), {"other": mother.pk}, follow=True).text
    assert "Household" in joined


def test_involve_and_end_it_on_their_pages(child, social_worker, manager, cast, signed_in):
    browser = signed_in(social_worker)
    assert "Select the organisation" in browser.post(at("involve", child.pk), {}).text
    asked = {"capacity": "gp", "organisation": cast.kensington_gp.pk, "opens_to": "nobody",
             "worker": "Dr Rao"}  # fmt: skip
    assert "Dr Rao" in browser.post(at("involve", child.pk), asked, follow=True).text
    refused = browser.post(at("involve", child.pk), {**asked, "opens_to": "user"})
    assert "e-mail address" in refused.text
    with acting(social_worker):
        made = Involvement.objects.get()
    ended = browser.post(
        at("end_involvement", child.pk, made.pk), day("to_on", today()), follow=True
    )
    assert f"to {day_label(today())}" in ended.text
    boss = signed_in(manager)
    done = boss.post(at("allocate", child.pk), {"user": str(social_worker.user)}, follow=True)
    assert "Allocated social worker" in done.text


def test_life_pages(child, social_worker, manager, someone, cast, signed_in):
    boss = signed_in(manager)
    moved = boss.post(at("move_person", child.pk), {"team": str(cast.kensington_protection.pk)})
    assert "Select one of the answers" in moved.text or "Select the team" in moved.text
    handed = boss.post(
        at("transfer_person", child.pk), {"team": str(cast.kensington_protection.pk)}, follow=True
    )
    assert handed.status_code == 200
    back = signed_in(someone("team_manager", team=cast.kensington_protection))
    back.post(at("transfer_person", child.pk), {"team": str(cast.kensington_assessment.pk)})
    assert boss.get(at("turning")).status_code == 200
    assert "turns 18 on" in boss.post(at("turn_18", child.pk), {}).text
    died = signed_in(social_worker).post(
        at("record_death", child.pk), day("died_on", today()), follow=True
    )
    assert "died aged 8" in died.text
    done = boss.post(
        at("move_person", child.pk), {"team": str(cast.westminster_assessment.pk)}, follow=True
    )
    assert done.status_code == 200


def test_restriction_pages(child, social_worker, someone_granted, cast, signed_in):
    names = ("people.restrict_person", "people.lift_restriction", "people.view_person",
             "people.view_summary", "people.view_restricted")  # fmt: skip
    guardian = someone_granted(
        dict.fromkeys(names, (Reach.AUTHORITY, Reach.NAMED)), team=cast.kensington_protection
    )
    browser = signed_in(guardian)
    assert "Select who goes on" in browser.post(at("restrict_person", child.pk), {}).text
    asked = {"stays": [str(social_worker.user)], "reason": "A colleague’s child"}
    done = browser.post(at("restrict_person", child.pk), asked, follow=True).text
    assert "A colleague’s child" in done
    assert "Amara" in browser.get(at("restricted")).text
    lifted = browser.post(at("lift_restriction", child.pk), {"reason": "Over"}, follow=True).text
    assert "colleague" not in lifted


def test_merge_pages(child, social_worker, manager, signed_in):
    twin = actions.record_person(by=social_worker, given="Amara", family="Bell")
    browser = signed_in(manager)
    assert "There is nobody to choose yet" in browser.get(at("join_household", child.pk)).text
    browser.get(at("person", twin.pk))
    assert "There is nobody" not in browser.get(at("join_household", child.pk)).text
    assert "Select the record" in browser.post(at("merge_person", child.pk), {}).text
    asked = {"into": str(twin.pk), "reason": "The same birth certificate"}
    merged = browser.post(at("merge_person", child.pk), asked, follow=True).text
    assert "was merged into" in merged
    assert "Amara Bell" in merged
    assert "2 records of this person" in browser.get(at("person", twin.pk)).text
    back = browser.post(at("take_back_merge", child.pk), {"reason": "Two"}, follow=True).text
    assert "merged" not in back


def test_chronology_page(child, social_worker, lead, signed_in, cast):
    school = signed_in(lead)
    add_page = at("record_entry", child.pk)
    assert "Enter what happened" in school.post(add_page, {}).text
    asked = {**day("happened_on", today()), "kind": "concern", "words": "Came without a coat",
             "for_all": "no"}  # fmt: skip
    told = school.post(add_page, asked, follow=True).text
    assert "Came without a coat" in told
    assert "Elm Street School" in told
    care = signed_in(social_worker)
    text = care.get(at("chronology", child.pk)).text
    assert "Came without" not in text
    assert "School or college attended began" in text
    assert "Recorded here for the first time" in text
    with acting(lead):
        entry = ChronologyEntry.objects.get()
    assert "Choose whom" in school.post(at("share_entry", entry.pk), {"for_all": "no"}).text
    school.post(at("share_entry", entry.pk), {"for_all": "yes"})
    assert "Came without" in care.get(at("chronology", child.pk)).text
    school.post(at("withdraw_entry", entry.pk), {"reason": "Another child"})
    assert "withdrawn: Another child" in care.get(at("chronology", child.pk)).text


def test_chronology_is_narrowed(child, social_worker, signed_in, years_ago):
    browser, address = signed_in(social_worker), at("chronology", child.pk)
    narrowed = browser.get(address, {"kind": "Life"}).text
    assert "Born" in narrowed
    assert "first time" not in narrowed
    assert "first time" in browser.get(address, {"since": f"{today():%d/%m/%Y}"}).text
    assert "Born" in browser.get(address, {"until": f"{years_ago(8)}"}).text
    wrong = browser.get(address, {"since": "yesterday"}).text
    assert "Enter a day like" in wrong
    assert "<title>Error: " in wrong.replace("\n", "")


def test_professional_pages(social_worker, cast, signed_in):
    browser = signed_in(social_worker)
    assert "Enter the professional" in browser.post(at("record_professional"), {}).text
    asked = {"name": "Dr Rao", "works_for": str(cast.kensington_gp.pk), "job": "GP"}
    made = browser.post(at("record_professional"), asked, follow=True)
    assert "Elm Street practice" in made.text
    address = made.redirect_chain[-1][0]
    changed = browser.post(f"{address}correct/", {"name": "Dr R Rao"}, follow=True)
    assert "Dr R Rao" in changed.text
    assert "Dr R Rao" in browser.get(at("professionals")).text
    left = browser.post(f"{address}leaving/", {}, follow=True)
    assert "Left" in left.text


def test_every_kind_of_fact_has_its_pages(child):
    for kind in FACTS:
        assert at(f"correct_{kind}", child.pk, child.pk)
        assert at(f"withdraw_{kind}", child.pk, child.pk)
