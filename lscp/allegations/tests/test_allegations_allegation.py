"""The file on an allegation: recorded, corrected, added to; and whether it may be reported on."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lscp.allegations import actions
from lscp.allegations.models import ChildConcerned
from lscp.allegations.tests.allegations_records import adult, allegation, closed, employer, opened
from lscp.core import clocks, erasure
from lscp.core.models import RunningClock
from lscp.core.named import name_on
from lscp.core.records import kinds
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
TODAY = today()
TOMORROW = TODAY + timedelta(days=1)
VIEW = "allegations.view_allegation"


def due(name, start):
    return clocks.due(clocks.clock(name, start), start)


def test_record_allegation(lado, sees, other_lado, someone):
    works_at, about = employer(lado), adult(lado)
    made = allegation(
        lado, about, employer=str(works_at.pk), basis="paid", aware_on=TODAY - timedelta(days=2),
        happened=" A push ",
    )  # fmt: skip
    assert (made.state, made.team_id, made.authority) == ("received", about.team_id, "E09000020")
    assert (made.employer, made.adult, made.happened) == (works_at, about, "A push")
    assert made.reference.startswith("LA-")
    [clock] = RunningClock.objects.filter(subject=made.pk)
    assert (clock.clock, clock.due_on, clock.person) == (
        "allegation_evaluated", due("allegation_evaluated", TODAY), None,
    )  # fmt: skip
    assert sees(lado, made, VIEW)
    assert not sees(other_lado, made, VIEW)
    assert not sees(someone("front_door_manager"), made, VIEW)


@pytest.fixture
def report(lado):
    """A report of a teacher, taken down by the LADO."""
    return actions.take_down_report(
        by=lado, agency="school", sector="school", adult_name="Neville Tranter",
        adult_basis="paid", other_work="A football club", happened="A pupil was pushed",
    )  # fmt: skip


def test_record_allegation_takes_up_the_report_that_it_came_of(lado, other_lado, report):
    made = allegation(lado, report=report)
    second = allegation(lado, adult(lado, given="Nora"), report=report)
    with pytest.raises(OutOfReach):
        allegation(other_lado, adult(other_lado), report=report)
    with acting(lado):
        report.refresh_from_db()
    assert (report.state, made.report_id, second.report_id) == ("taken_up", report.pk, report.pk)


def test_the_file_of_a_restricted_report_opens_to_whom_the_report_opens(lado, other_lado, sees):
    told = actions.take_down_report(
        by=lado, authority="E09000020", agency="social_care", sector="social_care",
        adult_name="Leonie Sutcliffe", happened="She shouted", about_service=True,
    )  # fmt: skip
    made = allegation(other_lado, report=told)
    assert made.restricted
    assert sees(other_lado, made, VIEW)
    assert not sees(lado, made, VIEW)


def test_record_allegation_turns_the_consultation_that_it_came_of(lado, report):
    asked = actions.record_consultation(
        by=lado, received_on=TODAY, agency="school", sector="school", summary="A push",
        report=report,
    )  # fmt: skip
    made = allegation(lado, consultation=asked)
    with acting(lado):
        asked.refresh_from_db()
    assert (asked.state, made.consultation_id, made.report_id) == ("referred", asked.pk, report.pk)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"received_on": TOMORROW}, "received today or in the past"),
        ({"happened_on": TOMORROW}, "done today or in the past"),
        ({"aware_on": TOMORROW}, "on the day of the referral or before"),
        ({"agency": "nobody"}, "Select one of the answers"),
        ({"sector": ""}, "Select one of the answers"),
        ({"happened": " "}, "what is said to have happened"),
    ],
)
def test_record_allegation_is_refused(lado, facts, why):
    with pytest.raises(Refused, match=why):
        allegation(lado, **facts)


def test_record_allegation_is_for_the_lado_of_that_service(lado, lado_support, other_lado):
    about = adult(lado)
    with pytest.raises(OutOfReach):
        allegation(other_lado, about)
    with pytest.raises(OutOfReach):
        allegation(lado, about, employer=employer(other_lado))
    with pytest.raises(NotAllowed):
        allegation(lado_support, about)


@pytest.mark.parametrize(
    ("sector", "against_pupil", "restricted"),
    [("school", True, True), ("school", False, False), ("college", True, False)],
)
def test_reporting_is_restricted_of_a_teacher_accused_by_their_own_school(
    lado, sector, against_pupil, restricted
):
    made = allegation(lado, sector=sector, against_pupil=against_pupil)
    assert made.reporting_restricted == restricted


def test_restrict_and_lift_reporting(lado):
    made = allegation(lado, sector="school")
    with pytest.raises(Refused, match="not restricted"):
        actions.lift_reporting(made, by=lado, lifted="charged", lifted_on=TODAY)
    made = actions.restrict_reporting(made, by=lado)
    with pytest.raises(Refused, match="restricted already"):
        actions.restrict_reporting(made, by=lado)
    for facts, why in (
        ({"lifted": "gossip"}, "Select why"),
        ({"lifted_on": TODAY - timedelta(days=1)}, "on or after"),
    ):
        with pytest.raises(Refused, match=why):
            actions.lift_reporting(
                made, by=lado, **{"lifted": "court", "lifted_on": TODAY, **facts}
            )  # fmt: skip
    made = actions.lift_reporting(made, by=lado, lifted="charged", lifted_on=TODAY)
    assert (made.reporting_restricted, made.reporting_lifted_on) == (False, TODAY)
    made = actions.restrict_reporting(made, by=lado)
    assert (made.reporting_lifted, made.reporting_lifted_on) == ("", None)


def test_restrict_reporting_is_for_schools(lado):
    with pytest.raises(Refused, match="teachers at schools"):
        actions.restrict_reporting(allegation(lado, sector="college"), by=lado)


def test_correct_adult(lado, other_lado):
    made = closed(lado, adult(lado, born_on=None))
    assert made.keep_until.year == TODAY.year + 10
    with pytest.raises(Refused, match="this adult already"):
        actions.correct_adult(made, by=lado, adult=made.adult)
    with pytest.raises(OutOfReach):
        actions.correct_adult(made, by=lado, adult=adult(other_lado))
    other = adult(lado, given="Nigel")
    made = actions.correct_adult(made, by=lado, adult=str(other.pk), because="A brother")
    assert (made.adult, made.corrected_because) == (other, "A brother")
    assert made.keep_until == date(2052, 3, 9)


def test_add_child_concerned(lado, lado_support, someone):
    made, officer, born_on = opened(lado), someone("front_door_officer"), date(2016, 5, 4)
    hers = people.record_person(by=officer, given="Amelia", family="Ash", date_of_birth=born_on)
    with acting(officer):
        name_on(hers, lado.user)
    actions.add_child_concerned(made, by=lado_support, name="Ben", words="He is frightened")
    actions.add_child_concerned(made, by=lado, name="Amelia", person=str(hers.pk))
    with acting(lado):
        rows = ChildConcerned.objects.filter(allegation=made.pk).order_by("name")
        assert [(each.name, each.person_id) for each in rows] == [
            ("Amelia", hers.pk),
            ("Ben", None),
        ]
    theirs = people.record_person(by=officer, given="Cai", family="Ash", date_of_birth=born_on)
    with pytest.raises(OutOfReach):
        actions.add_child_concerned(made, by=lado, name="Cai", person=theirs.pk)
    with pytest.raises(Refused, match="what is known of them"):
        actions.add_child_concerned(made, by=lado)
    with pytest.raises(Refused, match="born today or in the past"):
        actions.add_child_concerned(made, by=lado, name="Dee", born_on=TOMORROW)


def test_attach_to_allegation(lado, lado_support, installation):
    made = allegation(lado)
    upload = SimpleUploadedFile("Letter.pdf", b"%PDF-1.7\nMade up\n%%EOF")
    actions.attach_to_allegation(made, by=lado_support, document=upload)
    with acting(lado):
        assert [each.name for each in made.documents.all()] == ["Letter.pdf"]


def test_everything_of_the_register_can_be_erased():
    for kind in kinds():
        if kind._meta.app_label == "allegations":
            erasure.fields_to_empty(kind)
