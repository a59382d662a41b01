"""A list page: what is in reach, found, filtered, sorted, turned by pages, and taken away."""

import io
import re
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lscp.core.pages import asked as asked_of
from lscp.core.policy import Reach
from lscp.core.tests.specimen import actions, views

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lscp.core.tests.specimen.urls")]

VISITS = "/specimen/visits/"
SEE = {"specimen.view_visit": Reach.TEAM, "specimen.view_child": Reach.TEAM}
EXPORT = {"specimen.export_visits": Reach.ALL}
NAMES = {"specimen.export_names": Reach.ALL}
CHILDREN = ["Ada Moss", "Ben Reed", "Cy Fern", "=SUM(A1)"]


@pytest.fixture
def worker(someone_granted):
    return someone_granted(SEE)


@pytest.fixture
def plan(someone_granted):
    """Plan visits, held by the team of somebody."""
    known = ("record_child", "plan_visit", "view_child", "view_visit")

    def make(names, by):
        who = replace(by, grants={f"specimen.{verb}": frozenset([Reach.TEAM]) for verb in known})
        for n, name in enumerate(names, start=1):
            child = actions.record_child(by=who, name=name)
            place = "home" if n % 2 else "school"
            actions.plan_visit(by=who, child=child, on=date(2026, 5, n), place=place)

    return make


def shown(answer):
    """Return the rows of the table, as text."""
    rows = re.findall(r"(?s)<tr.*?</tr>", answer.text)[1:]
    cells = [re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def children(answer):
    return [row[2] for row in shown(answer)]


def entries(kind):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, detail FROM core_entry WHERE kind = %s ORDER BY id", [kind])
        return cursor.fetchall()


def test_a_list_has_what_is_within_reach_the_latest_first(signed_in, worker, plan):
    plan(["Ada Moss", "Ben Reed"], worker)
    assert shown(signed_in(worker).get(VISITS)) == [
        ["A visit", "2 May 2026", "Ben Reed", "At school", "Planned"],
        ["A visit", "1 May 2026", "Ada Moss", "At home", "Planned"],
    ]


def test_a_list_has_nothing_of_another_team_and_says_what_to_do(
    signed_in, worker, plan, someone_granted, cast
):
    plan(["Ada Moss"], someone_granted(SEE, team=cast.westminster_protection))
    answer = signed_in(worker).get(VISITS)
    assert not shown(answer)
    assert "Plan a visit from a child’s page." in answer.text


def test_a_list_asks_as_much_of_the_database_for_many_rows_as_for_one(signed_in, worker, plan):
    client, asked = signed_in(worker), []
    for names in (["Ada Moss"], ["Ben Reed", "Cy Fern"]):
        plan(names, worker)
        with CaptureQueriesContext(connection) as queries:
            client.get(VISITS)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_list_is_turned_page_by_page(signed_in, worker, plan):
    plan(CHILDREN, worker)
    client = signed_in(worker)
    first, second = client.get(VISITS), client.get(f"{VISITS}?page=2")
    assert [len(shown(each)) for each in (first, second)] == [3, 1]
    assert "Showing 1 to 3 of 4" in first.text
    assert "Showing 4 to 4 of 4" in second.text
    assert "?page=2" in first.text
    assert "?page=3" not in second.text
    for odd in ("0", "-1", "x", "99999999999"):
        assert client.get(f"{VISITS}?page={odd}").status_code == 200


def test_a_long_list_is_not_counted_to_its_end(signed_in, worker, plan, monkeypatch):
    monkeypatch.setattr(asked_of, "COUNTED", 3)
    plan(CHILDREN, worker)
    answer = signed_in(worker).get(VISITS)
    assert "Showing 1 to 3 of more than 3" in answer.text
    assert "Search or filter to find them" in answer.text


def test_what_was_searched_for_is_in_no_address_and_not_in_the_trail(signed_in, worker, plan):
    plan(CHILDREN, worker)
    client = signed_in(worker)
    sent = client.post(VISITS, {"text": "Ada"})
    assert "Ada" not in sent["Location"]
    assert children(client.get(sent["Location"])) == ["Ada Moss"]
    [(name, detail)] = entries("searched")
    assert name == "specimen.view_visit"
    assert '"fields": ["text"]' in str(detail)
    assert "Ada" not in str(detail)


def test_a_search_is_of_whoever_made_it(signed_in, worker, plan, someone_granted):
    plan(CHILDREN, worker)
    address = signed_in(worker).post(VISITS, {"text": "Ada"})["Location"]
    other = signed_in(someone_granted(SEE, team=None)).get(address)
    assert 'value="Ada"' not in other.text
    assert children(other) != ["Ada Moss"]


def test_a_search_for_nothing_says_what_is_missing(signed_in, worker):
    answer = signed_in(worker).post(VISITS, {"text": ""})
    assert answer.status_code == 400
    assert '<a href="#text">Enter what to search for</a>' in answer.text


def test_a_search_survives_turning_filtering_and_sorting(signed_in, worker, plan):
    plan([f"Ada {n}" for n in range(4)], worker)
    client = signed_in(worker)
    answer = client.get(client.post(VISITS, {"text": "Ada"})["Location"])
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(\?[^"]+)"', answer.text)]
    assert links
    assert all("asked" in parse_qs(urlsplit(link).query) for link in links)
    assert 'name="asked"' in answer.text


def test_a_list_is_filtered(signed_in, worker, plan):
    plan(CHILDREN, worker)
    client = signed_in(worker)
    answer = client.get(f"{VISITS}?place=school")
    assert children(answer) == ["=SUM(A1)", "Ben Reed"]
    assert re.search(r'value="school"\s+selected', answer.text)
    assert len(shown(client.get(f"{VISITS}?place=nowhere"))) == 3
    assert entries("searched")[0][1] is not None


def test_a_list_is_sorted_by_its_headings_alone(signed_in, worker, plan):
    plan(["Ben Reed", "Ada Moss"], worker)
    client = signed_in(worker)
    answer = client.get(f"{VISITS}?sort=child__name")
    assert children(answer) == ["Ada Moss", "Ben Reed"]
    assert 'aria-sort="ascending"' in answer.text
    assert "sort=-child__name" in answer.text
    assert children(client.get(f"{VISITS}?sort=-child__name")) == ["Ben Reed", "Ada Moss"]
    for odd in ("notes", "-", "child__organisation__name"):
        assert client.get(f"{VISITS}?sort={odd}").status_code == 200


def test_a_list_is_taken_away_only_with_a_grant(signed_in, worker):
    answer = signed_in(worker).get(f"{VISITS}?download=csv")
    assert answer.status_code == 403
    assert "?download" not in signed_in(worker).get(VISITS).text


def test_names_are_taken_away_only_with_a_grant_of_their_own(
    signed_in, worker, plan, someone_granted
):
    plan(["Ada Moss"], worker)
    plainly = signed_in(someone_granted({**SEE, **EXPORT})).get(f"{VISITS}?download=csv")
    assert plainly.content.decode("utf-8-sig") == (
        "Day,Place,State\r\n2026-05-01,At home,Planned\r\n"
    )
    named = signed_in(someone_granted({**SEE, **EXPORT, **NAMES})).get(f"{VISITS}?download=csv")
    assert "Ada Moss" in named.content.decode()
    [first, second] = [detail for _, detail in entries("exported")]
    assert "personal" not in str(first)
    assert "special" in str(second)
    assert "Ada" not in str(second)


def test_no_cell_of_a_download_is_a_formula(signed_in, plan, someone_granted):
    who = someone_granted({**SEE, **EXPORT, **NAMES})
    plan(CHILDREN, who)
    client = signed_in(who)
    assert "'=SUM(A1)" in client.get(f"{VISITS}?download=csv").content.decode()
    answer = client.get(f"{VISITS}?download=xlsx")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_name("List").to_python()
    assert len(rows) == 1 + len(CHILDREN)
    assert rows[1][2] == "=SUM(A1)"
    assert b"<f>" not in answer.content
    assert answer["Content-Disposition"].startswith('attachment; filename="visits-')


def test_a_download_has_what_was_filtered_not_one_page(signed_in, plan, someone_granted):
    who = someone_granted({**SEE, **EXPORT})
    plan([f"Child {n}" for n in range(5)], who)
    answer = signed_in(who).get(f"{VISITS}?place=home&page=2&download=csv")
    assert len(answer.content.decode().splitlines()) == 1 + 3


def test_another_kind_of_download_is_not_there(signed_in, someone_granted):
    who = someone_granted({**SEE, **EXPORT})
    assert signed_in(who).get(f"{VISITS}?download=exe").status_code == 404


def test_columns_know_how_sensitive_what_they_read_is():
    known = {each.heading: each.privacy for each in views.visits.page.columns}
    assert known == {
        "Visit": "special", "Day": "plain", "Child": "personal", "Place": "plain",
        "State": "plain",
    }  # fmt: skip
