"""A report to the LADO, from the head who makes it to the file that is closed, by all of them.

The head, the LADO, and a police officer who comes to the meeting, each in their turn; and a
colleague who is curious, and finds nothing.
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from lscp.access.models import Organisation, Team
from lscp.allegations import actions
from lscp.allegations.models import Adult, Allegation, Employer, Meeting, Report
from lscp.core.policy import Actor
from lscp.core.scope import acting
from lscp.core.time import now, showing, today
from tests.cast import join
from tests.journeys.two_browsers import TwoBrowsers

BORN = date(1984, 3, 9)
HAPPENED = "Two pupils saw him push a boy against the wall and shout at him"
TOLD = "Do not speak with him about it until we have met. You are invited."
TO_DO = "Say when the school may begin its own enquiry"


@pytest.fixture
def two(person_without_scripts, person):
    """One person after the other, with scripts and without."""
    return TwoBrowsers(person_without_scripts, person)


@dataclass
class Story:
    """Who takes part, and what the register has of the adult already."""

    lado: Actor
    head: Actor
    police: Actor
    employer: Employer = field(init=False)
    adult: Adult = field(init=False)

    def begin(self):
        """Let the adult be on the register, from a consultation years ago."""
        self.employer = actions.record_employer(
            by=self.lado, name="Elm Street School", sector="school"
        )
        self.adult = actions.record_adult(
            by=self.lado, given="Neville", family="Tranter", born_on=BORN, employer=self.employer,
            job="Teaching assistant", basis="paid",
        )  # fmt: skip

    def report(self):
        """Return the report that the head made."""
        with acting(self.lado):
            return Report.objects.get(reporter_id=self.head.user)

    def file(self):
        """Return the file that the LADO opened."""
        with acting(self.lado):
            return Allegation.objects.get(adult=self.adult)

    def meeting(self):
        """Return the meeting that the LADO called."""
        with acting(self.lado):
            return Meeting.objects.get(allegation=self.file())

    def invitation(self, who):
        """Return how somebody who uses this system is invited, or given something to do."""
        return {"uses": "yes", "organisation": str(who.organisation), "user_name": who.name}


@pytest.fixture
def story(site):
    """A LADO, a head and a police officer; and an adult whom the LADO knows."""
    service = Team.objects.get(
        organisation__name="Kensington social care", name="LADO service"
    )  # fmt: skip
    school = Organisation.objects.get(name="Elm Street School")
    police = Organisation.objects.get(name="Metropolitan Police")
    story = Story(
        lado=join(None, "lado", team=service, name="Lionel Adomako"),
        head=join(None, "school_lead", school, name="Harriet Osgood"),
        police=join(None, "police_officer", police, name="Piers Lockhart"),
    )
    story.begin()
    return story


def the_head_reports(two, story):
    two.comes_in_as(story.head)
    two.opens("/allegations/reports-you-made/")
    two.presses("Report to the LADO")
    for step in (
        {"immediate_danger": "no", "authority": "E09000020", "about_service": "no"},
        {"adult_name": "Neville Tranter", "adult_born_on": BORN, "sector": "school",
         "adult_job": "Teaching assistant", "employer_name": "Elm Street School"},
        {"children": "A boy of nine"},
        {"happened": HAPPENED},
        {"speaks_for": "yes", "aware_on": today()},
    ):  # fmt: skip
        two.presses("Continue", looks=False, **step)
    two.presses("Continue", agency="school", reporter_telephone="020 7946 0018")
    two.reads("Check your answers", HAPPENED)
    two.presses("Report to the LADO")
    two.reads("The LADO has your report", "Nobody else of your organisation sees this here")


def the_lado_recognises_the_adult(two, story):
    two.comes_in_as(story.lado)
    two.opens("/allegations/")
    two.opens("/allegations/reports/")
    two.follows(story.report().reference)
    two.reads(HAPPENED, "Harriet Osgood")
    two.presses("Record an allegation")
    two.reads("Elm Street School", "It is this adult")
    two.seen.takes_a_picture("lado-recognised")
    two.sends(
        "Record a referral", by="It is this adult", category="physical", against_pupil="yes",
        employer=str(story.employer.pk),
    )  # fmt: skip
    two.reads("The referral is recorded", "Reporting restriction")


def the_lado_finds_that_the_threshold_is_met(two, story):
    for criterion in ("offence", "risk", "unsuitable"):
        actions.weigh_threshold(
            story.file(), by=story.lado, criterion=criterion, is_met=False, because="Not as told"
        )
    two.sends(
        "Weigh a criterion", missing="Select a criterion", criterion="harmed", is_met="yes",
        because="A boy was pushed, and two saw it",
    )  # fmt: skip
    two.sends(
        "Decide that the threshold is met", by="Decide that the threshold is met",
        evaluation="A child may have been hurt. The police are told.",
    )  # fmt: skip
    two.reads("The threshold is met, and the file is open")
    two.sends(
        "Open a strand", by="Open a strand", strand="police", started_on=today(),
        lead="DC Lockhart",
    )  # fmt: skip
    two.reads("DC Lockhart")
    two.seen.takes_a_picture("lado-allegation")


def the_lado_calls_a_meeting(two, story):
    two.sends(
        "Call a meeting", by="Call a meeting", missing="Select what sort of meeting it is",
        sort="first", starts_on=today() + timedelta(days=7), starts_time="10:00",
        minutes_long="60", place="Room 2",
    )  # fmt: skip
    two.sends("Invite somebody", agency="police", **story.invitation(story.police))
    two.reads("They are invited", "Piers Lockhart", "Not answered yet")
    actions.invite(story.meeting(), by=story.lado, agency="school", **story.invitation(story.head))
    actions.agree_action(
        by=story.lado, meeting=story.meeting(), what=TO_DO, due_on=today(),
        **story.invitation(story.police),
    )  # fmt: skip


def the_police_answer_and_act(two, story):
    two.comes_in_as(story.police)
    two.opens("/work/")
    two.follows("Say when the school")
    two.sends("Record that it is done", done="From Monday on")
    two.reads("It is recorded as done")
    two.opens(f"/allegations/meetings/{story.meeting().pk}/")
    two.reads("Neville Tranter", "Room 2")
    two.sends("Answer the invitation", missing="Select yes if you will come", comes="yes")
    two.seen.takes_a_picture("lado-meeting")
    finds_nothing(two.plain, "{}/", story.file().pk)


def the_meeting_is_held(story):
    """Let the week pass until the meeting, and its notes be sent round."""
    with showing(now() + timedelta(days=8)):
        meeting = actions.record_meeting(
            story.meeting(), by=story.lado, notes="The boy is well. The school enquires next.",
        )  # fmt: skip
        actions.circulate_notes(meeting, by=story.lado)
    actions.answer_reporter(story.report(), by=story.lado, told=TOLD)


def the_head_reads_what_became_of_it(two, story):
    two.comes_in_as(story.head)
    two.opens("/allegations/reports-you-made/", anew=True)
    two.follows(story.report().reference)
    two.reads(TOLD, HAPPENED)
    two.opens(f"/allegations/meetings/{story.meeting().pk}/")
    two.reads("The boy is well", "Harriet Osgood")
    finds_nothing(two.plain, "{}/", story.file().pk)


def the_lado_closes_the_file(two, story):
    two.comes_in_as(story.lado)
    two.opens(f"/allegations/{story.file().pk}/")
    two.sends(
        "End a strand", by="End Police investigation", ended_on=today(),
        ended_with="No further action",
    )  # fmt: skip
    two.sends(
        "Close with an outcome", by="Close with an outcome", missing="Select an outcome",
        outcome="unsubstantiated", because="There is not enough to prove it or to disprove it",
    )  # fmt: skip
    two.reads("The allegation is closed", "Unsubstantiated", "Kept until")


def test_a_report_becomes_a_file_that_is_closed_with_an_outcome(two, story):
    the_head_reports(two, story)
    the_lado_recognises_the_adult(two, story)
    the_lado_finds_that_the_threshold_is_met(two, story)
    the_lado_calls_a_meeting(two, story)
    the_police_answer_and_act(two, story)
    the_meeting_is_held(story)
    the_head_reads_what_became_of_it(two, story)
    the_lado_closes_the_file(two, story)


def finds_nothing(visitor, address, record):
    """Get the same answer about a record as about one that never was, and no word of it."""
    said = []
    for which in (record, uuid4()):
        answer = visitor.page.goto(f"{visitor.site}/allegations/{address.format(which)}")
        said.append((answer.status, visitor.page.title(), visitor.reads()))
    assert said[0] == said[1]
    assert said[0][0] in (403, 404)
    assert "Tranter" not in said[0][2]


def test_a_curious_colleague_finds_nothing(person, story):
    file = actions.record_allegation(
        by=story.lado, adult=story.adult, received_on=today(), agency="school", sector="school",
        category="physical", happened=HAPPENED,
    )  # fmt: skip
    meeting = actions.call_meeting(
        by=story.lado, allegation=file, sort="first", starts_on=today() + timedelta(days=1),
        starts_time=time(10), place="Room 2",
    )  # fmt: skip
    protection = Team.objects.get(
        organisation__name="Kensington social care", name="Protection"
    )  # fmt: skip
    person.comes_in_as(join(None, "social_worker", team=protection, name="Cora Pike"))
    for address in ("/", "/work/", "/notifications/", "/allegations/reports-you-made/"):
        person.page.goto(person.site + address)
        assert "Tranter" not in person.reads()
        assert not person.page.locator('a[href="/allegations/"]').count()
    the_search_finds_nobody(person)
    for address, record in {
        "{}/": file, "meetings/{}/": meeting, "adults/{}/": story.adult,
        "employers/{}/": story.employer,
    }.items():  # fmt: skip
        finds_nothing(person, address, record.pk)
    for address in ("", "open/", "adults/", "reports/"):
        assert person.page.goto(f"{person.site}/allegations/{address}").status in (403, 404)


def the_search_finds_nobody(person):
    person.goes_to("/people/")
    person.page.get_by_label("Who are you looking for?").fill("Neville Tranter")
    person.presses("Search")
    assert person.page.get_by_role("main").get_by_role("link", name="Tranter").count() == 0
