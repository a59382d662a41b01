"""The register: what is done to adults and employers, and each refusal."""

from datetime import date, timedelta

import pytest

from lscp.allegations import actions
from lscp.allegations.models import Adult, AdultKey, Allegation, Consultation, Employer
from lscp.allegations.policy import VIEW_ADULT, VIEW_EMPLOYER
from lscp.allegations.queries import workplaces
from lscp.allegations.queries.services import service_of
from lscp.allegations.tests.allegations_records import (
    BORN,
    adult,
    allegation,
    consultation,
    employer,
)
from lscp.allegations.tests.allegations_reports import received, taken_down
from lscp.core.models import Transition
from lscp.core.named import name_on
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, OutOfReach, Refused
from lscp.people import actions as people

pytestmark = pytest.mark.django_db
TOMORROW = today() + timedelta(days=1)


def test_the_service_is_the_team_with_a_lado_today(cast, lado, other_lado):
    assert service_of(cast.KENSINGTON) == (cast.kensington_care, cast.kensington_lado)
    assert service_of(cast.WESTMINSTER) == (cast.westminster_care, cast.westminster_lado)


def test_without_a_lado_there_is_no_service(cast, lado):
    with pytest.raises(Refused, match="Westminster has no LADO service here"):
        service_of(cast.WESTMINSTER)


def test_record_adult(lado, lado_support, other_lado, someone, cast, sees):
    made = adult(lado_support, given=" Zoë ", family="Smith-Jones", former_family="Ash")
    assert (made.state, made.given, made.team) == ("known", "Zoë", cast.kensington_lado)
    assert sees(lado, made, VIEW_ADULT)
    for outside in other_lado, someone("service_manager"), someone("information_governance"):
        assert not sees(outside, made, VIEW_ADULT)
    with acting(lado):
        assert {str(each) for each in made.names.all()} == {"Zoë Smith-Jones", "Zoë Ash"}
        assert {each.family for each in AdultKey.objects.filter(adult=made)} == {
            "smithjones", "smith", "jones", "ash",
        }  # fmt: skip
        assert Transition.objects.get(subject=made.pk).person is None


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"born_on": today()}, "must be in the past"),
        ({"employer": True}, "Select how they work there"),
    ],
)
def test_record_adult_is_refused(lado, someone, facts, why):
    if "employer" in facts:
        facts = {"employer": employer(lado)}
    with pytest.raises(Refused, match=why):
        adult(lado, **facts)
    with pytest.raises(NotAllowed):
        adult(someone("front_door_manager"))


def test_a_name_that_changes_is_kept_and_one_that_is_there_is_refused(lado):
    made = actions.amend_adult(adult(lado), by=lado, given="Neville", family="Ash", born_on=BORN)
    made = actions.amend_adult(made, by=lado, given="Neville", family="Tranter", born_on=BORN)
    with acting(lado):
        assert sorted(map(str, made.names.all())) == ["Neville Ash", "Neville Tranter"]
    with pytest.raises(Refused, match="recorded already"):
        actions.add_adult_name(made, by=lado, given="Neville", family="Ash")
    with pytest.raises(Refused, match="Enter a given name"):
        actions.add_adult_name(made, by=lado)


def test_posts_begin_and_end(lado, other_lado):
    made, school = adult(lado), employer(lado)
    begun = {"employer": school, "basis": "paid", "since": date(2020, 9, 1)}
    for facts, why in (
        ({"basis": "none"}, "Select how they work there"),
        ({"until": date(2019, 1, 1)}, "on or after the first"),
    ):
        with pytest.raises(Refused, match=why):
            actions.add_post(made, by=lado, **{**begun, **facts})
    with pytest.raises(OutOfReach):
        actions.add_post(made, by=lado, **{**begun, "employer": employer(other_lado)})
    made = actions.add_post(made, by=lado, job="Coach", **begun)
    with acting(lado):
        post = made.posts.get()
    for until, why in ((TOMORROW, "today or in the past"), (date(2019, 1, 1), "on or after")):
        with pytest.raises(Refused, match=why):
            actions.end_post(made, by=lado, post=post, until=until)
    with pytest.raises(Refused, match="somebody else"):
        actions.end_post(adult(lado), by=lado, post=post, until=today())
    actions.end_post(made, by=lado, post=post, until=today())
    with pytest.raises(Refused, match="already that they left"):
        actions.end_post(made, by=lado, post=post, until=today())


def test_link_person_only_to_one_whom_the_lado_may_see(lado, someone, lado_support):
    made, officer = adult(lado), someone("front_door_officer")
    person = people.record_person(by=officer, given="Neville", family="Tranter", is_adult=True)
    with pytest.raises(OutOfReach):
        actions.link_person(made, by=lado, person=person)
    with pytest.raises(NotAllowed):
        actions.link_person(made, by=lado_support, person=person)
    with pytest.raises(Refused, match="Select the person"):
        actions.link_person(made, by=lado)
    with acting(officer):
        name_on(person, lado.user)
    made = actions.link_person(made, by=lado, person=person)
    assert made.person_id == person.pk
    with acting(lado):
        assert Transition.objects.filter(subject=person.pk, user=lado.user).count() == 0
    assert actions.link_person(made, by=lado).person_id is None


def test_no_lado_records_people(lado):
    with pytest.raises(NotAllowed):
        people.record_person(by=lado, given="Neville", family="Tranter", is_adult=True)


def test_what_is_recorded_follows_when_two_records_are_one(lado):
    kept, lost = adult(lado), adult(lado, family="Ash", employer=employer(lado), basis="paid")
    file, asked = allegation(lado, lost), consultation(lado, adult=lost)
    lost = actions.merge_adult(lost, by=lado, into=kept)
    assert (lost.state, lost.merged_into_id) == ("merged", kept.pk)
    with acting(lado):
        assert Allegation.objects.get(pk=file.pk).adult_id == kept.pk
        assert Consultation.objects.get(pk=asked.pk).adult_id == kept.pk
        assert sorted(map(str, kept.names.all())) == ["Neville Ash", "Neville Tranter"]
        assert kept.posts.count() == 1
        assert not AdultKey.objects.filter(adult=lost).exists()
    with pytest.raises(Refused, match="cannot be done now"):
        actions.amend_adult(lost, by=lado, given="N", family="T")


def test_merge_adult_is_refused(lado, other_lado, lado_support):
    made, other = adult(lado), adult(lado)
    gone = actions.merge_adult(adult(lado), by=lado, into=other)
    for into, why in ((made, "same record"), (gone, "merged itself")):
        with pytest.raises(Refused, match=why):
            actions.merge_adult(made, by=lado, into=into)
    with pytest.raises(OutOfReach):
        actions.merge_adult(made, by=lado, into=adult(other_lado))
    with pytest.raises(NotAllowed):
        actions.merge_adult(made, by=lado_support, into=other)


def test_destroy_adult_leaves_a_tombstone_with_those_merged_into_it(lado, lado_support):
    kept = adult(lado, postcode="W8 5TT", own_children="Two")
    lost = actions.merge_adult(adult(lado), by=lado, into=kept)
    asked = consultation(lado, adult=kept)
    with pytest.raises(Refused, match="A consultation about this adult is still kept"):
        actions.destroy_adult(kept, by=lado)
    with pytest.raises(Refused, match="An allegation about this adult is still kept"):
        actions.destroy_adult(allegation(lado).adult, by=lado)
    with pytest.raises(NotAllowed):
        actions.destroy_adult(kept, by=lado_support)
    actions.name_adult(asked, by=lado, adult=adult(lado))
    done = actions.destroy_adult(kept, by=lado)
    with acting(lado):
        gone = Adult.objects.get(pk=lost.pk)
        assert (gone.state, gone.family) == ("destroyed", "")
        assert {str(each) for each in done.names.all()} == {""}
    assert (done.state, done.destroyed_on, done.born_on) == ("destroyed", today(), None)
    assert (done.given, done.own_children, done.postcode) == ("", "", "")


def test_an_adult_of_a_restricted_report_is_restricted_with_it(lado, other_lado, sees):
    report = received(about_service=True)
    made = adult(other_lado, report=report)
    assert made.restricted
    assert sees(other_lado, made, VIEW_ADULT)
    assert not sees(lado, made, VIEW_ADULT)


def test_employers_are_recorded_amended_and_merged(lado, other_lado, someone, sees, cast):
    made, other = employer(lado, organisation_known=cast.kensington_school), employer(lado)
    assert sees(lado, made, VIEW_EMPLOYER)
    assert not sees(other_lado, made, VIEW_EMPLOYER)
    assert not sees(someone("school_lead"), made, VIEW_EMPLOYER)
    for facts, why in (({"name": " - "}, "Enter the name"), ({"sector": "none"}, "sector")):
        with pytest.raises(Refused, match=why):
            employer(lado, **facts)
    with pytest.raises(NotAllowed):
        employer(someone("front_door_manager"))
    made = actions.amend_employer(made, by=lado, name="Willow Academy", sector="school")
    with pytest.raises(Refused, match="recorded already"):
        actions.add_employer_name(made, by=lado, name="the elm street school")
    other = actions.add_employer_name(other, by=lado, name="Old Elms")
    file = allegation(lado, employer=other)
    other = actions.merge_employer(other, by=lado, into=made)
    with acting(lado):
        assert "Old Elms" in {each.name for each in made.names.all()}
        shown = workplaces.around(made, lado)
        assert list(shown["files"]) == [file]
    with pytest.raises(Refused, match="same record"):
        actions.merge_employer(made, by=lado, into=made)


def test_destroy_employer_once_nothing_that_is_kept_speaks_of_it(lado, lado_support):
    made = employer(lado, name="Ann Green, childminder", postcode="W8 5TT")
    lost = actions.merge_employer(employer(lado), by=lado, into=made)
    works_there = adult(lado, employer=made, basis="self_employed")
    with pytest.raises(Refused, match="still kept speaks of this employer"):
        actions.destroy_employer(made, by=lado)
    with pytest.raises(NotAllowed):
        actions.destroy_employer(made, by=lado_support)
    actions.destroy_adult(works_there, by=lado)
    done = actions.destroy_employer(made, by=lado)
    assert (done.state, done.name, done.postcode) == ("destroyed", "", "")
    with acting(lado):
        assert {each.key for each in done.names.all()} == {""}
        assert Employer.objects.get(pk=lost.pk).name == ""


def test_how_soon_an_employer_told_the_lado_is_counted_of_its_reports(lado):
    school = employer(lado)
    for days in (0, 0, 30):
        report = taken_down(lado, aware_on=today() - timedelta(days=days))
        consultation(lado, report=report, employer=school)
    consultation(lado, employer=school)
    with acting(lado):
        told = workplaces.around(school, lado)["punctual"]
    assert (told.told, told.in_time, told.late) == (3, 2, 1)
