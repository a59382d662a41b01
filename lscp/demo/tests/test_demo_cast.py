"""The demonstration's people: built once by actions, each role's account sees what is theirs."""

import re

import pytest
from django.db import transaction

from lscp.access.models import BreakGlass, Membership, Organisation, User
from lscp.access.roles import Role
from lscp.allegations.models import AgreedAction, Allegation, Meeting
from lscp.allegations.queries import overview
from lscp.core import policy, vocab
from lscp.core.models.trail import Entry
from lscp.core.policy import system
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.demo.cast import accounts, build
from lscp.demo.cast.tables import rows
from lscp.people import policy as people_policy
from lscp.people.identifiers import validate
from lscp.people.models import Address, ChronologyEntry, Identifier, Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PASSWORD = "a pass word of tests"
EVERYTHING = system("test", people_policy.VIEW_PERSON, people_policy.VIEW_ENTRY)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The demonstration, built once for all tests here, and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert build.build(PASSWORD)
        yield
        transaction.set_rollback(True)


def seen(name):
    """Return the names of the people whom an account's role reaches."""
    who = accounts.actor(name)
    with acting(who):
        found = policy.visible_to(Person.objects.all(), who, people_policy.VIEW_SUMMARY)
        return set(found.values_list("shown_name", flat=True))


def test_there_is_every_role_every_kind_of_agency_and_some_sixty_people(built):
    assert set(Membership.objects.values_list("role", flat=True)) == set(Role)
    kinds = set(Organisation.objects.values_list("kind", flat=True))
    assert kinds == set(vocab.codes("lscp/agency"))
    made = Entry.objects.filter(name__in=("people.record_person", "people.record_unborn"))
    assert made.filter(kind="did").count() == len(rows("people")) == 58
    with acting(EVERYTHING):
        assert Person.objects.count() == 56  # two are restricted
        assert Person.objects.filter(expected_on__isnull=False, date_of_birth=None).count() == 1
        assert ChronologyEntry.objects.values("organisation").distinct().count() >= 6
        for each in Identifier.objects.all():
            assert validate(each.scheme, each.value) == each.value


def test_each_account_signs_in_with_the_password_and_a_code(built):
    assert set(accounts.roles()) == set(User.objects.values_list("username", flat=True))
    assert User.objects.get(username="police").check_password(PASSWORD)
    assert re.fullmatch("[0-9]{6}", accounts.code("police"))


def test_what_is_built_is_not_built_again(built):
    assert not build.build("another")
    assert Organisation.objects.count() == len(rows("organisations"))


def test_each_account_sees_the_people_that_its_role_reaches(built):
    everyone = seen("social-worker") & seen("school") & seen("gp") & seen("police")
    assert "Simisola Adeyemi" in everyone
    assert "Jayden Carrow" not in seen("school") | seen("gp")
    assert "Ines Pereira" not in seen("front-door")
    assert "Robin Ashdown" in seen("social-worker") & seen("information-governance")
    for name in ("front-door", "front-door-manager", "team-manager"):
        assert "Robin Ashdown" not in seen(name)
    for name in ("analyst", "scrutineer", "system-administrator", "organisation-administrator"):
        assert seen(name) == set()
    assert "Orla Gallagher" in seen("police")  # for an hour
    with acting(accounts.actor("information-governance")):
        assert BreakGlass.objects.get().person
    with acting(accounts.actor("conference-chair")):
        assert not Address.objects.filter(shielded=True).exists()


def test_the_lado_has_something_of_everything_and_the_files_of_one_service_alone(built):
    files = {name: waiting(name) for name in ("lado", "westminster-lado")}
    none = {"Consultations to destroy"}
    assert {name for name, count in files["lado"].items() if not count} == none
    assert files["westminster-lado"]["Allegations open"] == 2  # one of them a conflict
    assert files["lado"]["Allegations open"] == 1
    for name in ("social-worker", "front-door-manager", "school", "police"):
        with acting(accounts.actor(name)):
            assert not Allegation.objects.exists()
    with acting(accounts.actor("police")):
        assert [each.notes != "" for each in Meeting.objects.order_by("starts_at")] == [True, False]
        assert AgreedAction.objects.get().due_on < today()


def waiting(name):
    """Return the numbers of the landing page of a LADO service."""
    who = accounts.actor(name)
    with acting(who):
        return {each.what: each.count for each in overview.numbers(who)}


def test_the_demonstration_never_meets_accounts_of_others(built, django_user_model):
    django_user_model.objects.create_user("somebody")
    with pytest.raises(build.NotADemonstration, match="LSCP_HOME"):
        build.build(PASSWORD)
