"""The information governance lead searches the trail of their own organisation, and no other."""

import uuid
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from lscp.access import trail_queries
from lscp.access.policy import SEARCH_TRAIL
from lscp.access.trail_forms import SearchTrailForm
from lscp.core import trail
from lscp.core.models import Entry
from lscp.core.policy import Reach
from lscp.core.tests.specimen.models import Visit
from lscp.core.tests.specimen.policy import VIEW, VIEW_ROWS
from lscp.core.trail.kinds import Kind

pytestmark = pytest.mark.django_db
TRAIL = "/trail/"


@pytest.fixture
def lead(someone, cast):
    return someone("information_governance", organisation=cast.police)


@pytest.fixture
def officer(someone, cast):
    return someone("police_officer", organisation=cast.police)


def test_the_lead_sees_what_their_own_organisation_did(lead, officer, someone, signed_in):
    person = uuid.uuid4()
    trail.write(Kind.VIEWED, officer, "access.choose_role", person=person)
    trail.write(Kind.VIEWED, someone("social_worker"), "access.choose_role", person=uuid.uuid4())
    page = signed_in(lead).get(TRAIL).text
    assert officer.name in page
    assert "Looked at" in page
    assert "Say in which of one’s roles one acts" in page
    assert str(person) in page
    assert "Social worker" not in page


def test_nobody_else_does(officer, signed_in):
    assert signed_in(officer).get(TRAIL).status_code == 403


def test_days_who_and_person_narrow_it(officer, lead):
    person = uuid.uuid4()
    with time_machine.travel(datetime(2026, 5, 1, 22, 30, tzinfo=UTC), tick=False):  # 23.30 here
        trail.write(Kind.VIEWED, officer, "people.view_person", person=person)
    with time_machine.travel(datetime(2026, 5, 1, 23, 30, tzinfo=UTC), tick=False):  # 2 May here
        trail.write(Kind.VIEWED, officer, "people.view_person", person=uuid.uuid4())
    rows = trail_queries.of_organisation(lead)
    first, second = datetime(2026, 5, 1, tzinfo=UTC).date(), datetime(2026, 5, 2, tzinfo=UTC).date()

    def found(since=None, until=None, who="", person=None):
        return trail_queries.search(rows, since=since, until=until, who=who, person=person).count()

    assert (found(until=first), found(since=second), found(since=first, until=second)) == (1, 1, 2)
    assert (found(person=person), found(person=uuid.uuid4())) == (1, 0)
    assert (found(who=officer.name), found(who=f"{officer.name} Nobody")) == (2, 0)


def test_a_search_and_a_download_are_in_the_trail_themselves(lead, officer, signed_in):
    person = uuid.uuid4()
    trail.write(Kind.VIEWED, officer, "core.test_page", person=person)
    client = signed_in(lead)
    answer = client.post(TRAIL, {"person": f"https://example.org/people/{person}/"}, follow=True)
    assert str(person) in answer.text
    assert str(person) not in answer.request["QUERY_STRING"]
    assert "Test page" in answer.text
    taken = client.get(f"{TRAIL}?download=csv")
    assert str(person) in taken.content.decode("utf-8-sig")
    kinds = Entry.objects.filter(user=lead.user, name="access.search_trail").values_list("kind")
    assert {"searched", "exported"} <= {kind for (kind,) in kinds}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"person": "Ann Example"}, "Enter the address of the person’s page, or the number in it"),
        (
            {"since_day": 2, "since_month": 5, "since_year": 2026,
             "until_day": 1, "until_month": 5, "until_year": 2026},
            "The last day must be the same as or after the first day",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_for_is_said(given, error):
    form = SearchTrailForm(given)
    assert not form.is_valid()
    assert error in str(form.summary())


def test_who_looked_is_told_once_a_day_the_latest_first(officer, someone):
    person, before = uuid.uuid4(), uuid.uuid4()
    worker = someone("social_worker")
    with time_machine.travel(datetime(2026, 5, 1, 9, tzinfo=UTC), tick=False):
        trail.write(Kind.VIEWED, worker, "people.view_person", person=before)
    with time_machine.travel(datetime(2026, 5, 2, 9, tzinfo=UTC), tick=False):
        for _ in range(3):
            trail.write(Kind.VIEWED, officer, "people.view_person", person=person)
        trail.write(Kind.DID, officer, "people.correct_name", person=person)
        trail.write(Kind.VIEWED, officer, "people.view_person", person=uuid.uuid4())
    latest, earlier = trail_queries.looked_at([person, before], officer)
    assert (latest.name, latest.role, latest.times) == (
        officer.name, "Police safeguarding officer", 3,
    )  # fmt: skip
    assert latest.organisation
    assert (earlier.name, earlier.times) == (worker.name, 1)
    assert trail_queries.looked_at([person, before], officer, limit=1) == [latest]


def test_who_looked_costs_three_queries(officer, django_assert_num_queries):
    person = uuid.uuid4()
    for _ in range(5):
        trail.write(Kind.VIEWED, officer, "people.view_person", person=person)
    with django_assert_num_queries(3):
        trail_queries.looked_at([person], officer)


@pytest.fixture
def apart(monkeypatch):
    """Visits stand apart: whoever has none open knows of none."""
    monkeypatch.setattr(Visit, "apart", True)


def write_apart(who, person):
    visit = Visit(pk=uuid.uuid4(), child_id=person)
    for kind in (Kind.DID, Kind.VIEWED, Kind.EXPORTED):
        trail.write(kind, who, "core.test_page", subject=visit)
    trail.write(Kind.VIEWED, who, VIEW, person=person)
    trail.write(Kind.SEARCHED, who, VIEW, found=3, page=2)
    trail.write(Kind.REFUSED, who, "specimen.move_visit", why="OutOfReach")


@pytest.mark.parametrize("reach", [(), (Reach.NAMED,)])
def test_what_stands_apart_from_a_reader_leaves_nothing_in_the_trail_that_they_see(
    apart, someone_granted, officer, signed_in, cast, reach
):
    grants = {SEARCH_TRAIL: Reach.ORGANISATION, VIEW_ROWS: Reach.ALL} | (
        {VIEW: reach} if reach else {}
    )
    reader = someone_granted(grants, organisation=cast.police)
    person = uuid.uuid4()
    trail.write(Kind.VIEWED, officer, "people.view_person", person=person)
    client = signed_in(reader)
    before = trail_queries.looked_at([person], reader)
    write_apart(officer, person)
    assert trail_queries.looked_at([person], reader) == before
    rows = trail_queries.of_organisation(reader).filter(user=officer.user)
    assert [(each.name, each.subject) for each in rows] == [("people.view_person", None)]
    taken = client.get(f"{TRAIL}?download=csv").content.decode()
    assert taken.count(officer.name) == 1


def test_to_whom_it_is_open_and_who_did_it_the_trail_shows_it(apart, someone_granted, cast):
    reader = someone_granted(
        {SEARCH_TRAIL: Reach.ORGANISATION, VIEW: Reach.TEAM}, organisation=cast.police
    )
    named = someone_granted(
        {SEARCH_TRAIL: Reach.ORGANISATION, VIEW: Reach.NAMED}, organisation=cast.police
    )
    person = uuid.uuid4()
    write_apart(named, person)
    write_apart(reader, person)
    assert trail_queries.of_organisation(reader).count() == 12
    assert trail_queries.of_organisation(named).count() == 6
    assert sum(each.times for each in trail_queries.looked_at([person], named)) == 3


def test_what_is_done_in_a_role_that_works_on_what_stands_apart_is_told_to_that_role_alone(
    apart, someone_granted, lead, cast
):
    grants = {SEARCH_TRAIL: Reach.ORGANISATION, VIEW: Reach.TEAM}
    worker, colleague = (someone_granted(grants, organisation=cast.police) for _ in range(2))
    person = uuid.uuid4()
    for kind in (Kind.VIEWED, Kind.EXPORTED, Kind.SEARCHED):
        trail.write(kind, worker, "people.view_person", person=person)
    assert not trail_queries.of_organisation(lead).filter(user=worker.user).exists()
    assert trail_queries.looked_at([person], lead) == []
    assert trail_queries.of_organisation(colleague).filter(user=worker.user).count() == 3
    assert sum(each.times for each in trail_queries.looked_at([person], colleague)) == 2


def test_of_an_area_that_has_no_other_kinds_nothing_is_told_at_all(lead, someone, cast):
    reporter = someone("police_officer", organisation=cast.police)
    for name in ("allegations.export_figures", "allegations:figures", "allegations.submit_report"):
        trail.write(Kind.EXPORTED, reporter, name)
    assert not trail_queries.of_organisation(lead).filter(user=reporter.user).exists()


def test_the_page_bears_its_address(lead):
    assert reverse("access:trail") == TRAIL
