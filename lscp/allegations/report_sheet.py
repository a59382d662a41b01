"""What pages show of reports to the LADO: to the service, and to whoever made one."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from lscp.allegations.models import Allegation, Consultation, Report
from lscp.allegations.policy import VIEW_ALLEGATION, VIEW_CONSULTATION
from lscp.allegations.queries.due import reports_to_destroy
from lscp.allegations.workflow import ReportState
from lscp.core.actions import ACTIONS
from lscp.core.pages.records import page_of
from lscp.core.policy import Actor, may, visible_to
from lscp.core.time_limits import TAG, clocks_of, due

Known = Mapping[str, Any]
# For whoever made it: where it stands, and what that means for them.
STATES = {
    ReportState.RECEIVED: "Received",
    ReportState.TAKEN_UP: "Being dealt with",
    ReportState.ENDED: "Not for the LADO",
}
MEANS = {
    ReportState.RECEIVED: "The LADO has your report and has not decided yet what to do. They look "
    "at it within one working day, and may call you.",
    ReportState.TAKEN_UP: "The LADO is dealing with it. They may not be able to tell you all that "
    "is done.",
    ReportState.ENDED: "The LADO decided that it is not for them. If you were not told why, call "
    "them.",
}
# What comes of a report, and the pages on which that begins.
ONWARD = (
    ("Start a consultation", "record_consultation", "consult_on_report"),
    ("Record an allegation", "record_allegation", "adults_of_report"),
)


def adult(report: Report) -> str:
    """Return whom a report is about, in a line."""
    return ", ".join(filter(None, (report.adult_name, report.adult_job)))


def urgency(report: Report) -> Markup:
    """Return what is seen of a report at once: danger, and that it is about a service."""
    found = []
    if report.immediate_danger:
        found.append(TAG.format("red", "!", "Danger now"))
    if report.restricted:
        found.append(TAG.format("pink", "✕", "Restricted"))
    return Markup(" ").join(found)


def to_take_up(report: Any) -> Markup:
    """Return by which day a report of a list is to be taken up, and how pressing that is."""
    return Markup("") if report.ended_on else due(report.due_on, is_done=False)


def state(report: Report) -> str:
    """Return where a report stands, to whoever made it."""
    return STATES.get(ReportState(report.state), "")


def around(report: Report, actor: Actor) -> Known:
    """Return what the LADO’s page of a report shows besides the record."""
    came = _came_of(report, actor)
    restricted = [each for each in came if getattr(each, "reporting_restricted", False)]
    return {
        "urgency": urgency(report),
        "clocks": clocks_of(report),
        "additions": list(report.additions.order_by("at", "pk")),
        "came_of": [(str(each), page_of(each)) for each in came],
        "reporting": restricted[0] if restricted else None,
        "onward": _onward(report, actor),
        "to_destroy": _may_go(report, actor),
    }


def as_its_maker_sees_it(report: Report) -> Known:
    """Return what whoever made a report sees of it besides what they told."""
    additions = list(report.additions.order_by("at", "pk"))
    return {
        "state": state(report), "meaning": MEANS[ReportState(report.state)],
        "answers": [each for each in additions if each.is_answer],
        "added": [each for each in additions if each.is_reporters],
    }  # fmt: skip


def _came_of(report: Report, actor: Actor) -> list[Any]:
    kinds = ((Consultation, VIEW_CONSULTATION), (Allegation, VIEW_ALLEGATION))
    return [
        each for model, permission in kinds
        for each in visible_to(model._default_manager.filter(report=report.pk), actor, permission)
    ]  # fmt: skip


def _may_go(report: Report, actor: Actor) -> bool:
    """Say whether a report has been kept long enough, and the actor may destroy it."""
    rows = reports_to_destroy(actor).filter(pk=report.pk)
    return bool(may(actor, "allegations.destroy_report")) and rows.exists()


def _onward(report: Report, actor: Actor) -> list[tuple[str, str]]:
    """Return the ways to go on that the actor may go now; a file on a second adult, at any time."""
    waits = bool(ACTIONS["allegations.take_up_report"].allowed(report, actor))
    is_there = report.state != ReportState.DESTROYED
    return [
        (text, reverse(f"allegations:{page}", args=[report.pk]))
        for (text, verb, page), possible in zip(ONWARD, (waits, is_there), strict=True)
        if possible and may(actor, f"allegations.{verb}")
    ]
