"""The worker is killed and the database lost in the middle of it all: nothing is half-done for it.

Systems send contacts, an officer says who the children are and asks a partner, a manager decides.
Whoever gets no answer sends the very same again, as a system or a browser does.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from queue import Queue

import pytest

from lscp.access import actions as access
from lscp.access import keys
from lscp.core.time import today
from lscp.core.trail.verify import verify
from lscp.front_door.tests.front_door_site import PATIENCE, Person, Site, System, until
from lscp.front_door.tests.front_door_worker import lines

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CONTACTS, SYSTEMS = 8, 2
DONE_TO_CONTACT = ["ask_checks", "decide_contact", "identify_child", "receive_contact"]


def message(number):
    return {
        "sent_as": f"CP-{number}", "authority": "E09000020", "worries": "A bruise on the arm",
        "consent": "given", "immediate_danger": True,
        "referrer": {"name": "PC Lee", "email": "lee@example.org"},
        "children": [{"given": f"Ada{number}", "family": "Moss", "date_of_birth": "2016-05-04"}],
    }  # fmt: skip


class Day:
    """Who is at work, and what they were told is done."""

    def __init__(self, site, token, officer, manager, trust, early_help):
        self.site, self.token, self.trust, self.early_help = site, token, trust, early_help
        self.officer, self.manager = Person(site.port, officer), Person(site.port, manager)
        self.received, self.asked, self.decided = {}, Queue(), []
        self.new = Queue()

    def send(self, first):
        """Send every second contact, some of them twice though an answer came."""
        system = System(self.site.port, self.token)
        for number in range(first, CONTACTS, SYSTEMS):
            told = system.send(message(number))
            assert number % 3 or system.send(message(number)) == told
            self.received[f"CP-{number}"] = told
            self.new.put(told[0])

    def ask(self):
        """Say who the child of each contact is, and ask the partner."""
        for _ in range(CONTACTS):
            place = f"/front-door/contacts/{self.new.get(timeout=PATIENCE)}/"
            page = self.officer.sees(place)
            [child] = {part.split("/")[0] for part in page.split(f"{place}children/")[1:]}
            self.officer.does(f"{place}children/{child}/", person="new")
            self.officer.does(f"{place}ask-checks/", organisations=[self.trust], question="")
            self.asked.put(place)

    def decide(self):
        """Pass each contact to early help."""
        for _ in range(CONTACTS):
            place = self.asked.get(timeout=PATIENCE)
            self.manager.does(
                f"{place}decide-contact/", outcome="early_help", early_help=self.early_help,
                because="Tired parents", told="Early help will call",
            )  # fmt: skip
            self.decided.append(place)

    def disasters(self):
        """Lose the database twice and the worker once, in the middle of what the others do."""
        for done, what in (
            (2, self.site.crash),
            (CONTACTS // 2, self.site.kill_worker),
            (CONTACTS // 2, self.site.restart),
        ):
            until(lambda done=done: len(self.decided) >= done or self.failed())
            what()

    def lived(self):
        """Let the day go by; raises what went wrong for anybody."""
        with ThreadPoolExecutor() as people:
            begun = [people.submit(self.send, first) for first in range(SYSTEMS)]
            begun += [people.submit(self.ask), people.submit(self.decide)]
            self.failed = lambda: any(each.done() and each.exception() for each in begun)
            begun.append(people.submit(self.disasters))
            for each in begun:
                each.result()


@pytest.fixture
def day(server, installation, someone, cast, officer, manager, signed_in):
    """A front door, who works there and whom they tell, in processes of their own."""
    token = keys.new_token()
    access.issue_key(
        by=someone("organisation_administrator", organisation=cast.police), token=token,
        system="A case system", to_on=today() + timedelta(days=30),
    )  # fmt: skip
    someone("mash_partner", organisation=cast.nhs_trust)
    someone("early_help_manager")
    sessions = [signed_in(who).session.session_key for who in (officer, manager)]
    site = Site(installation, server)
    with site.running():
        yield Day(site, token, *sessions, cast.nhs_trust.pk, cast.kensington_help.pk)


def test_nothing_is_half_done_or_done_twice_or_lost(day):
    site = day.site
    day.lived()
    until(lambda: not site.asked("SELECT FROM procrastinate_jobs"))
    assert (site.folder / "killed before").exists()
    assert (site.folder / "killed after").exists()
    contacts_are_there_once(day)
    each_is_decided_once(site)
    each_check_is_asked_whole(site)
    messages_went_once(site)
    trail_tells_of_all(site)


def contacts_are_there_once(day):
    kept = day.site.asked("SELECT sent_as, id::text, reference FROM front_door_contact")
    assert sorted(kept) == sorted((name, *told) for name, told in day.received.items())
    assert len(kept) == CONTACTS
    children = "SELECT count(*) FROM front_door_contactchild GROUP BY contact_id"
    assert day.site.asked(children) == [(1,)] * CONTACTS
    assert day.site.asked("SELECT count(*) FROM people_person") == [(CONTACTS,)]


def each_is_decided_once(site):
    done = site.asked(
        "SELECT array_agg(t.action ORDER BY t.action), c.state, c.version"
        " FROM front_door_contact c JOIN core_transition t ON t.subject = c.id GROUP BY c.id"
    )
    assert done == [([f"front_door.{each}" for each in DONE_TO_CONTACT], "decided", 4)] * CONTACTS
    clocks = site.asked(
        "SELECT clock, count(*), count(stopped_on) FROM core_runningclock"
        " WHERE clock IN ('contact_decision', 'referrer_told') GROUP BY 1 ORDER BY 1"
    )
    assert clocks == [
        ("contact_decision", CONTACTS, CONTACTS),
        ("referrer_told", CONTACTS, 0),  # by e-mail, which a person has to write
    ]


def each_check_is_asked_whole(site):
    checks = site.asked(
        "SELECT k.state, (SELECT count(*) FROM core_transition WHERE subject = k.id),"
        " (SELECT count(*) FROM core_runningclock WHERE subject = k.id AND stopped_on IS NULL),"
        " (SELECT count(*) FROM core_notification WHERE about = 'front_door.check_asked'"
        "  AND link LIKE '%' || k.id || '%'),"
        " (SELECT array_agg(subject_type ORDER BY subject_type) FROM core_named"
        "  WHERE source = k.id)"
        " FROM front_door_check k"
    )
    # On the check, the partner is named and the team that asks; on the rest, the partner.
    named = ["front_door.Check"] * 2 + ["front_door.Contact", "people.Person"]
    assert checks == [("asked", 1, 1, 1, named)] * CONTACTS


def messages_went_once(site):
    told = site.asked("SELECT about, count(*), count(DISTINCT link) FROM core_notification"
                      " WHERE state = 'sent' GROUP BY 1 ORDER BY 1")  # fmt: skip
    assert told == [
        ("front_door.check_asked", CONTACTS, CONTACTS),
        ("front_door.contact_in_danger", 2 * CONTACTS, CONTACTS),  # officer and manager
        ("front_door.contact_passed", CONTACTS, CONTACTS),
    ]
    went = lines(site.folder / "sent")
    assert len(went) == len(set(went)) == 4 * CONTACTS
    assert {Path(name).stem for name in went} == {
        path.stem for path in (site.folder / "mail").glob("*.eml")
    }


def trail_tells_of_all(site):
    done = "SELECT name, subject FROM core_entry WHERE kind = 'did' AND subject IS NOT NULL"
    moved = "SELECT action, subject FROM core_transition"
    assert sorted(site.asked(done)) == sorted(site.asked(moved))
    report = verify(site.admin)
    assert report.whole, report.findings
