"""Rows without names: what is personal or special is not shown, nor asked of the database."""

from dataclasses import replace
from datetime import date

import pytest

from lscp.core.pages import list_page
from lscp.core.policy import Reach
from lscp.core.records import without_names
from lscp.core.scope import acting
from lscp.core.tests.specimen import actions
from lscp.core.tests.specimen.models import Visit
from lscp.core.tests.specimen.policy import VIEW_ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lscp.core.tests.specimen.urls")]
EVERYTHING = ("record_child", "view_child", "plan_visit", "view_visit")


@pytest.fixture
def visit(someone_granted):
    worker = someone_granted({f"specimen.{verb}": Reach.TEAM for verb in EVERYTHING})
    child = actions.record_child(by=worker, name="Ada Moss")
    return actions.plan_visit(by=worker, child=child, on=date(2026, 5, 26), place="home")


@pytest.fixture
def scrutineer(someone_granted, cast):
    return someone_granted({VIEW_ROWS: Reach.ALL}, organisation=cast.partnership)


def test_a_list_without_names_shows_what_is_plain_and_leads_nowhere(
    signed_in, scrutineer, visit
):  # fmt: skip
    page = signed_in(scrutineer).get("/specimen/visits/rows/").text
    assert "26 May 2026" in page
    assert "At home" in page
    for hidden in "Ada Moss", "Notes", "Whose", str(visit.pk), str(visit.child_id):
        assert hidden not in page


def test_rows_without_names_ask_the_database_for_nothing_else(scrutineer, visit):
    with acting(scrutineer):
        rows = without_names(Visit.objects.all())
        assert "notes" not in str(rows.query)
        assert "child" not in str(rows.query)
        [row] = rows
    assert row["on"] == date(2026, 5, 26)
    with acting(replace(scrutineer, grants={})):
        assert list(without_names(Visit.objects.all())) == []


def test_a_list_without_names_cannot_be_searched():
    with pytest.raises(TypeError, match="would say who it is"):
        list_page(
            Visit, permission=VIEW_ROWS, title="Visits", columns={"Day": "on"}, ordering="on",
            empty="None", search=lambda rows, text: rows,
        )  # fmt: skip
