"""Clocks are wound from the dates of a record: as long as a table says, or until an agreed day."""

from datetime import date
from types import SimpleNamespace

import pytest

from lscp.core.models import RunningClock
from lscp.core.running import wind
from lscp.core.tests.specimen.models import Visit
from lscp.core.workflow import Runs

pytestmark = pytest.mark.django_db
FRIDAY, TUESDAY = date(2026, 5, 22), date(2026, 5, 26)


def wound(visit, *clocks):
    wind(visit, SimpleNamespace(of="specimen.Visit", clocks=clocks))
    return list(RunningClock.objects.values_list("due_on", "stopped_on", "user"))


def visit(**facts):
    known = {"agreed_on": FRIDAY, "due_on": TUESDAY, "done_on": None, "owner_id": None}
    made = Visit(on=FRIDAY)
    for name, value in {**known, **facts}.items():
        setattr(made, name, value)
    return made


AGREED = Runs("agreed_action", starts_on="agreed_on", stops_on="done_on", due_on="due_on")


def test_a_clock_whose_day_is_agreed_is_due_on_the_day_that_the_record_holds():
    made = visit()
    assert wound(made, AGREED) == [(TUESDAY, None, None)]
    made.due_on = date(2026, 6, 1)
    assert wound(made, AGREED) == [(date(2026, 6, 1), None, None)], "it moves with the record"
    made.done_on = TUESDAY
    assert wound(made, AGREED) == [(date(2026, 6, 1), TUESDAY, None)]


def test_a_clock_without_an_agreed_day_is_as_long_as_the_table_says():
    told = Runs("lado_told", starts_on="agreed_on", stops_on="done_on")
    assert wound(visit(), told) == [(TUESDAY, None, None)], "the next working day"


def test_a_clock_whose_day_is_agreed_needs_that_day():
    with pytest.raises(TypeError, match="stands on its record"):
        wound(visit(due_on=None), AGREED)
