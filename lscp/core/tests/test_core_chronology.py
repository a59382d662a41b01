"""A chronology tells what areas declare, as its reader may see it."""

import pytest

from lscp.core import chronology
from lscp.core.chronology import Event, Teller, day_of
from lscp.core.policy import Reach
from lscp.core.scope import acting
from lscp.core.tests.specimen import actions
from lscp.core.tests.specimen.policy import VIEW, VIEW_CHILD
from lscp.core.time import now, today

pytestmark = pytest.mark.django_db


def test_rows_are_told_in_one_line_of_time_as_far_as_the_reader_sees(monkeypatch, someone_granted):
    everything = dict.fromkeys(
        (VIEW, VIEW_CHILD, actions.record_child.name, actions.plan_visit.name), Reach.TEAM
    )
    ours = someone_granted(everything)
    child = actions.record_child(by=ours, name="Amara")
    visit = actions.plan_visit(by=ours, child=child, on=today(), place="home")

    def child_told(row, moves):
        return [Event(day_of(each.at), "Record", each.action) for each in moves]

    def visit_told(row, moves):
        return [Event(row.on.replace(year=row.on.year - 1), "Visit", "A visit")]

    monkeypatch.setattr(chronology, "TELLERS", {
        ("specimen.Child", VIEW_CHILD): Teller("specimen.Child", VIEW_CHILD, child_told),
        ("specimen.Visit", VIEW): Teller("specimen.Visit", VIEW, visit_told),
    })  # fmt: skip
    with acting(ours):
        told = chronology.chronology([child.pk], ours)
    assert [each.words for each in told] == ["A visit", "specimen.record_child"]
    no_visits = someone_granted({VIEW_CHILD: Reach.TEAM})
    with acting(no_visits):
        told = chronology.chronology([child.pk], no_visits)
    assert [each.kind for each in told] == ["Record"]
    assert visit.child_id == child.pk
    nobody = someone_granted({VIEW_CHILD: Reach.NAMED, VIEW: Reach.NAMED})
    with acting(nobody):
        assert chronology.chronology([child.pk], nobody) == []


def test_a_day_is_that_of_england():
    assert day_of(now()) == today()
