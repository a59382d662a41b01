"""A contact, from the school that makes it to the case that is closed, by all who work on it.

The front door’s officer, a health partner who answers a check, the front door’s manager, the social
worker, and the team’s manager who authorises: each in their turn.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest

from lscp.access.models import Organisation, Team
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.front_door import actions
from lscp.front_door.models import Contact
from lscp.front_door.queries.submitted import PUBLIC_FORM
from lscp.people import actions as people
from lscp.people.models import Person
from tests.cast import join
from tests.journeys.two_browsers import TwoBrowsers, fill

BORN = date(2016, 5, 4)
WORRIES = (
    "Nia came to school with bruises on both arms for the second time this month. She says that "
    "she fell. She is often tired, and her mother does not answer the telephone."
)
TOLD = "We refer Nia to a social worker, who visits the family this week and telephones you."


@pytest.fixture
def two(person_without_scripts, person):
    """One person after the other, with scripts and without."""
    return TwoBrowsers(person_without_scripts, person)


@dataclass
class Story:
    """Who takes part, the child whom they know, and what the school told the front door."""

    school: Actor
    officer: Actor
    manager: Actor
    health: Actor
    worker: Actor
    team_manager: Actor
    child: Person = field(init=False)
    contact: Contact = field(init=False)

    def begin(self):
        """Let the child be known, and the school tell of her."""
        self.child = people.record_person(
            by=self.team_manager, given="Nia", family="Mensah", date_of_birth=BORN, sex="2",
            lines="12 Elm Street", postcode="W8 5TT",
        )  # fmt: skip
        self.contact = actions.submit_contact(
            by=self.school, authority="E09000020", worries=WORRIES, consent="given",
            working_well="Her grandmother takes her to school every day",
            needs_to_happen="Somebody speaks to Nia and sees how she lives",
            children=[{"given": "Nia", "family": "Mensah", "date_of_birth": BORN,
                       "address": "12 Elm Street", "postcode": "W8 5TT"}],
            adults=[{"name": "Efua Mensah", "relationship": "mother", "stands_as": "parent"}],
        )  # fmt: skip
        told_without_a_name(immediate_danger=True)

    def page(self, kind, pk=None):
        return f"/{kind}/{pk or self.contact.pk}/"


def told_without_a_name(**more):
    """Let the public form send a contact of somebody who does not say who they are."""
    return actions.receive_contact(
        by=PUBLIC_FORM, authority="E09000020", identity="withheld", consent="not_sought",
        consent_because="Told by a member of the public.", worries="A child cries at night",
        children=[{"given": "Theo", "address": "The flat above 3 Elm Street"}], **more,
    )  # fmt: skip


@pytest.fixture
def story(site):
    """A school that told the front door of a child, and all who are to act."""
    care = Team.objects.filter(organisation__name="Kensington social care")
    door, team = care.get(name="Assessment"), care.get(name="Protection")
    school = Organisation.objects.get(name="Elm Street School")
    story = Story(
        school=join(None, "school_lead", school, name="Grace Bell"),
        officer=join(None, "front_door_officer", team=door, name="Orla Finn"),
        manager=join(None, "front_door_manager", team=door, name="Mina Vale"),
        health=join(
            None, "mash_partner", Organisation.objects.get(name="Riverside NHS trust"),
            name="Priya Shah",
        ),
        worker=join(None, "social_worker", team=team, name="Sam Okoro"),
        team_manager=join(None, "team_manager", team=team, name="Mo Dixon"),
    )  # fmt: skip
    story.begin()
    return story


def the_officer_asks_what_partners_know(two, story):
    two.comes_in_as(story.officer)
    two.opens("/front-door/")
    two.reads("Nia Mensah", "Elm Street School")
    two.seen.takes_a_picture("front-door-inbox")
    two.follows("Nia Mensah")
    two.reads(WORRIES, "Nobody has said yet who this child is", "May be Nia Mensah")
    two.seen.takes_a_picture("contact")
    two.sends(
        "Say who the child is", by="Say who this is", missing="Select who this child is",
        person=str(story.child.pk),
    )  # fmt: skip
    two.reads("It is recorded who the child is")
    two.sends(
        "Rate the risk", missing="Select how urgent the contact is", risk="amber",
        because="A second injury that nobody explains",
    )  # fmt: skip
    police = Organisation.objects.get(name="Metropolitan Police")
    two.sends(
        "Ask partners for checks", missing="Select whom you ask", picture="ask-checks",
        organisations=[str(story.health.organisation), str(police.pk)],
        question="What do you know of Nia’s health, and of who lives with her?",
    )  # fmt: skip
    two.reads("Not answered yet")


def the_health_partner_answers(two, story):
    two.comes_in_as(story.health)
    two.opens("/front-door/checks/")
    two.follows(story.contact.reference)
    two.reads("What do you know of Nia’s health", WORRIES)
    two.sends(
        "Answer the check", missing="Select yes if your organisation holds anything",
        picture="answer-check", holds="yes", concern="some",
        answer="Two visits to the emergency department since August, for a broken wrist and a "
        "cut. Both were explained. The health visitor could not reach the mother in October.",
    )  # fmt: skip
    two.reads("Your answer is sent to the front door")


def the_officer_proposes(two, story):
    two.comes_in_as(story.officer)
    two.opens(story.page("front-door/contacts"), anew=True)
    two.reads("Two visits to the emergency department", "Some concern", "Not answered yet")
    two.seen.takes_a_picture("checks-side-by-side", of='[aria-label="Checks, as a table"]')
    two.sends(
        "Propose an outcome", missing="Select an outcome", picture="propose-outcome",
        outcome="referral", because="A second injury, and more of them at the hospital",
    )  # fmt: skip


def the_manager_decides(two, story):
    two.comes_in_as(story.manager)
    two.opens("/work/?whose=team")
    two.reads("Nia Mensah")
    two.seen.takes_a_picture("your-work")
    two.opens(story.page("front-door/contacts"))
    two.sends(
        "Decide the outcome", missing="Enter what the referrer is told", picture="decide-contact",
        outcome="referral", because="Her injuries need to be understood", told=TOLD,
    )  # fmt: skip
    two.reads("The contact is decided", "Referral to children’s social care", TOLD)
    link = two.plain.page.get_by_role("main").locator('a[href^="/referrals/"]')
    return link.get_attribute("href")


def the_school_reads_what_became_of_it(two, story):
    two.comes_in_as(story.school)
    two.opens("/contacts-you-made/")
    two.follows(story.contact.reference)
    two.reads("It is decided: Referral to children’s social care", TOLD)
    two.seen.takes_a_picture("referrer-contact")


def the_manager_opens_a_case(two, story, referral):
    two.comes_in_as(story.manager)
    two.opens(referral)
    two.sends("Accept the referral", missing="Select what the child needs", needs=["N1"])
    team = Team.objects.get(pk=story.worker.team)
    two.sends("Allocate the case", team=str(team.pk), worker=str(story.worker.user))
    two.reads("The case is allocated", "Sam Okoro")


def the_social_worker_assesses(two, story, referral):
    two.comes_in_as(story.worker)
    two.opens(referral, anew=True)
    two.sends(
        "Start an assessment", by="Start an assessment", started_on=today(),
        missing="Enter the day of the start",
    )  # fmt: skip
    two.opens(referral)
    two.seen.takes_a_picture("referral")
    two.follows("Assessment started on")
    two.sends(
        "Record a visit", missing="Select yes if the child was seen", was_seen="yes",
        seen_on=today(), seen_alone="yes",
    )  # fmt: skip
    two.sends(
        "Write the assessment", factors=["3B", "4B"], result="plan",
        child_says="I like it when Gran is here", parents_say="I need help with the nights",
        analysis="Nia’s mother works at night, and Nia is alone then. She falls when she cooks.",
    )  # fmt: skip
    two.sends("Send the assessment to the manager")
    two.reads("The assessment is sent to the manager")
    two.seen.takes_a_picture("assessment")
    return two.plain.page.url.removeprefix(two.plain.site)


def the_team_manager_authorises_and_closes(two, story, referral, assessment):
    two.comes_in_as(story.team_manager)
    two.opens(assessment)
    two.sends(
        "Authorise the assessment", picture="authorise-assessment", told="yes",
        missing="Select yes if the family and the agencies have been told",
    )  # fmt: skip
    two.reads("The assessment is authorised", "Mo Dixon")
    two.opens(referral)
    two.sends(
        "Close the case", missing="Select why the case is closed", reason="RC7",
        closed_on=today(), because="Nia’s grandmother lives with them now",
    )  # fmt: skip
    two.reads("The case is closed", "Nia’s grandmother lives with them now")
    two.opens(story.page("people", story.child.pk) + "chronology/")
    two.reads("Assessment")
    two.seen.takes_a_picture("chronology")


def test_a_contact_becomes_a_case_that_is_assessed_and_closed(two, story):
    the_officer_asks_what_partners_know(two, story)
    the_health_partner_answers(two, story)
    the_officer_proposes(two, story)
    referral = the_manager_decides(two, story)
    the_school_reads_what_became_of_it(two, story)
    the_manager_opens_a_case(two, story, referral)
    assessment = the_social_worker_assesses(two, story, referral)
    the_team_manager_authorises_and_closes(two, story, referral, assessment)


def test_the_manager_draws_a_sample_of_withheld_names(two, story):
    for _ in range(7):
        actions.decide_contact(
            told_without_a_name(), by=story.manager, outcome="advice", because="It is quiet now",
            told="We heard what you told us, and the family has help.",
        )  # fmt: skip
    two.comes_in_as(story.manager)
    two.opens("/front-door/audit/")
    two.seen.takes_a_picture("audit")
    for each in (two.seen, two.plain):
        fill(each.page, {"of": "contacts", "authority": "E09000020", "size": "3", "seed": "42"})
        each.presses("Draw the sample")
    two.seen.finds_it_in_order_at_both_widths()
    two.reads("Advice and information")
