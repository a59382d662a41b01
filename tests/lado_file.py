"""A whole file of the LADO's register, made by actions: for the sweeps, and to measure with.

Everything in it is recorded so late that its clocks have run out.
"""

from datetime import date, time, timedelta
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from lscp.access.models import User
from lscp.allegations import actions
from lscp.core.time import today
from lscp.core.vocab import codes

NEVILLE = {"given": "Neville", "family": "Tranterfield"}
BORN = date(1984, 3, 9)
SAID = "He pushed a pupil in the corridor"


def make(by, *, reporter, invited, person=None, child=None, name=NEVILLE):
    """Open a file on an adult; with a link to their record, and a child's, where they are given.

    Somebody reported it, and somebody is invited to a meeting and has something to do.
    """
    made = SimpleNamespace()
    made.employer = actions.record_employer(by=by, name="Elm Street School", sector="school")
    made.report = report(reporter, by.authority, " ".join(name.values()))
    made.adult = actions.record_adult(
        by=by, **name, born_on=BORN, employer=made.employer, job="Coach", basis="paid",
    )  # fmt: skip
    if person:
        made.adult = actions.link_person(made.adult, by=by, person=person)
    made.consultation = actions.record_consultation(
        by=by, received_on=_past(900), agency="school", sector="school", summary=SAID,
        caller=reporter.name, adult=made.adult, employer=made.employer,
    )  # fmt: skip
    made.allegation = _allegation(by, made, child)
    _meets(by, made, invited)
    return made


def report(by, authority, name):
    """Report an adult, as somebody who works with children."""
    return actions.submit_report(
        by=by, authority=authority, agency="school", sector="school", adult_name=name,
        adult_job="Coach", adult_basis="paid", employer_name="Elm Street School",
        aware_on=_past(3), happened=SAID,
    )  # fmt: skip


def _allegation(by, made, child):
    """Record the allegation, find that it meets the threshold, and let it become late."""
    file = actions.record_allegation(
        by=by, adult=made.adult, report=made.report, employer=made.employer,
        received_on=_past(500), agency="school", sector="school", category="physical",
        happened=SAID, against_pupil=True,
    )  # fmt: skip
    for code in codes("lado/criterion"):
        file = actions.weigh_threshold(
            file, by=by, criterion=code, is_met=code == "harmed", because=SAID
        )
    file = actions.meet_threshold(file, by=by, evaluation=SAID)
    file = actions.add_child_concerned(
        file, by=by, name="A pupil", words=SAID, person=child.pk if child else ""
    )
    file = actions.open_strand(
        file, by=by, strand="police", started_on=_past(400), lead="DC Lee", words=SAID
    )
    return actions.put_safeguard(
        file, by=by, safeguard="suspension", is_used=True, because=SAID, since=_past(400)
    )


def attach(file, by):
    """Attach a document, which is kept in the installation's home."""
    letter = SimpleUploadedFile("Letter.pdf", b"%PDF-1.7\nMade up\n%%EOF")
    return actions.attach_to_allegation(file, by=by, document=letter)


def _meets(by, made, invited):
    """Call a meeting, with somebody invited, and agree on something for them to do."""
    email = User.objects.get(pk=invited.user).email
    whom = {"uses": "yes", "organisation": invited.organisation, "user_name": email}
    meeting = actions.call_meeting(
        by=by, allegation=made.allegation, sort="first", starts_on=today() + timedelta(days=1),
        starts_time=time(10), place="Room 2",
    )  # fmt: skip
    made.meeting = actions.invite(meeting, by=by, agency="police", **whom)
    made.agreed = actions.agree_action(
        by=by, meeting=made.meeting, what=SAID, due_on=today(), **whom
    )


def _past(days):
    return today() - timedelta(days=days)
