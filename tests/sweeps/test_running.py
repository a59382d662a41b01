"""Each record's clocks run as its dates say, and each clock that is in the documents is wound."""

import re
from pathlib import Path

from django.apps import apps

from lscp.core import clocks
from lscp.core.models import RunningClock
from lscp.core.workflow import WORKFLOWS
from tests.sweeps.partnership import rows_of

DRAWN = Path(__file__).parents[2] / "docs" / "generated" / "workflows.md"


def check():
    """Compare the clocks that run with the dates of each record that has one."""
    running = {(each.subject, each.clock): each for each in RunningClock.objects.all()}
    expected = set()
    for workflow in WORKFLOWS.values():
        for runs in workflow.clocks:
            for record in rows_of(apps.get_model(workflow.of)):
                start = getattr(record, runs.starts_on)
                if start is None:
                    continue
                expected.add((record.pk, runs.clock))
                found = running.get((record.pk, runs.clock))
                assert found, f"{runs.clock} does not run on {workflow.of}"
                assert found.due_on == due(runs, record, start)
                assert found.stopped_on == getattr(record, runs.stops_on)
    assert expected
    assert set(running) == expected


def due(runs, record, start):
    """Return when a clock is due: on the day that people agreed on, or as the table says."""
    if runs.due_on:
        return getattr(record, runs.due_on)
    return clocks.due(clocks.clock(runs.clock, start), start)


def check_table():
    """Compare the clocks of the workflows with those drawn in the committed documents."""
    drawn = re.findall(r"(?m)^## (\S+)|^- .* from `(\w+)` to `(\w+)`", DRAWN.read_text("utf-8"))
    found, of = set(), ""
    for heading, starts_on, stops_on in drawn:
        of = heading or of
        if starts_on:
            found.add((of, starts_on, stops_on))
    declared = {
        (workflow.of, each.starts_on, each.stops_on)
        for workflow in WORKFLOWS.values()
        for each in workflow.clocks
        if not workflow.of.startswith("specimen.")
    }
    assert found == declared
    assert declared


def test_each_clock_runs_as_the_dates_of_its_record_say(partnership):
    check()


def test_each_clock_is_drawn_in_the_documents():
    check_table()
