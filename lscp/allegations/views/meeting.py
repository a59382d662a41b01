"""Allegations management meetings: called, held, and what they agreed: one line a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.text import Truncator

from lscp.allegations import actions
from lscp.allegations.forms import meeting as forms
from lscp.allegations.models import AgreedAction, Allegation, Meeting
from lscp.allegations.policy import VIEW_ACTION, VIEW_ALLEGATION, VIEW_MEETING
from lscp.allegations.queries import meetings as held
from lscp.allegations.queries.allegations import about
from lscp.allegations.queries.calendar_file import calendar_file
from lscp.core import scope, trail, worklists
from lscp.core.pages import Column, action_page, list_page, record_page
from lscp.core.pages.kinds import PageKind, guarded
from lscp.core.pages.records import found_row
from lscp.core.policy import Actor

FORM = "allegations/allegation_form.html"
OF_FILE = {"allegation": (Allegation, VIEW_ALLEGATION)}
AT_MEETING = {"meeting": (Meeting, VIEW_MEETING)}

worklists.listed(
    "allegations.AgreedAction", title=lambda agreed: Truncator(agreed.what).chars(60),
    permission=VIEW_ACTION,
)  # fmt: skip

meetings = list_page(
    Meeting, permission=VIEW_MEETING, title="Meetings to come", ordering="starts_at",
    rows=held.to_come, filters={"Sort": "sort"},
    columns={
        "Meeting": "get_sort_display", "Starts": Column("starts_at", sort="starts_at"),
        "Place": "place", "Chair": Column(lambda row: row.chair, reads=("chair",)),
    },
    empty="No meeting is called. Meetings are called from the page of an allegation.",
)  # fmt: skip
meeting = record_page(
    Meeting, "allegations/meeting.html", permission=VIEW_MEETING, context=held.around,
    fully=actions.record_meeting.name,
    rows=lambda actor: Meeting.objects.select_related("chair", "team", "organisation"),
    offers=[
        actions.answer_invitation, actions.invite, actions.record_meeting, actions.circulate_notes,
        actions.move_meeting, actions.cancel_meeting,
    ],
)  # fmt: skip
call_meeting = action_page(
    actions.call_meeting, forms.CallMeetingForm, within=OF_FILE, choices=held.to_call,
    context=about, template=FORM,
    initial=held.first_known, done="The meeting is called. Invite those who are to come.",
)  # fmt: skip
invite = action_page(actions.invite, forms.InviteForm, choices=held.places, done="They are invited")
answer_invitation = action_page(
    actions.answer_invitation, forms.AnswerInvitationForm, done="Your answer is recorded"
)
move_meeting = action_page(
    actions.move_meeting, forms.WhenAndWhereForm, initial=held.as_it_is,
    done="The meeting is moved, and those who are invited are told",
)  # fmt: skip
cancel_meeting = action_page(
    actions.cancel_meeting, forms.CancelMeetingForm,
    done="The meeting is cancelled, and those who were invited are told",
)  # fmt: skip
record_meeting = action_page(
    actions.record_meeting, forms.RecordMeetingForm, choices=held.to_attend,
    done="The meeting is recorded",
)  # fmt: skip
circulate_notes = action_page(
    actions.circulate_notes, template="allegations/circulate_notes.html",
    done="Those who were invited and use this system are told that the notes are here",
)  # fmt: skip


def _calendar(request: HttpRequest, actor: Actor, **address: Any) -> HttpResponse:
    """Hand out the calendar file of a meeting to whoever sees the meeting."""
    with scope.acting(actor):
        found = found_row(Meeting, VIEW_MEETING, address["pk"], actor)
        trail.write(trail.Kind.VIEWED, actor, VIEW_MEETING, subject=found)
        answer = HttpResponse(calendar_file(found), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


meeting_calendar = guarded(PageKind("record", VIEW_MEETING, Meeting, about="pk"), _calendar)

agreed_action = record_page(
    AgreedAction, "allegations/agreed_action.html", permission=VIEW_ACTION,
    context=held.around_action, offers=[
        actions.do_action, actions.move_action, actions.drop_action,
    ],
    rows=lambda actor: AgreedAction.objects.select_related("owner", "team", "organisation"),
)  # fmt: skip
agree_action = action_page(
    actions.agree_action, forms.AgreeActionForm, within=OF_FILE, choices=held.places,
    context=about, template=FORM, done="The action is agreed",
)  # fmt: skip
agree_at_meeting = action_page(
    actions.agree_action, forms.AgreeActionForm, within=AT_MEETING, choices=held.places,
    done="The action is agreed",
)  # fmt: skip
do_action = action_page(actions.do_action, forms.DoActionForm, done="It is recorded as done")
drop_action = action_page(actions.drop_action, forms.DropActionForm, done="It is dropped")
move_action = action_page(actions.move_action, forms.MoveActionForm, done="It is moved")

FILE, MEETING, ACTION = (
    "allegations/<uuid:allegation>/", "allegations/meetings/<uuid:pk>/",
    "allegations/actions/<uuid:pk>/",
)  # fmt: skip
urlpatterns = [
    path("allegations/meetings/", meetings, name="meetings"),
    path(f"{FILE}meetings/new/", call_meeting, name="call_meeting"),
    path(MEETING, meeting, name="meeting"),
    path(f"{MEETING}calendar/", meeting_calendar, name="meeting_calendar"),
    path(f"{MEETING}invite/", invite, name="invite"),
    path(f"{MEETING}answer/", answer_invitation, name="answer_invitation"),
    path(f"{MEETING}move/", move_meeting, name="move_meeting"),
    path(f"{MEETING}cancel/", cancel_meeting, name="cancel_meeting"),
    path(f"{MEETING}record/", record_meeting, name="record_meeting"),
    path(f"{MEETING}send-notes/", circulate_notes, name="circulate_notes"),
    path(f"{FILE}actions/new/", agree_action, name="agree_action"),
    path(
        "allegations/meetings/<uuid:meeting>/actions/new/", agree_at_meeting,
        name="agree_at_meeting",
    ),
    path(ACTION, agreed_action, name="agreed_action"),
    path(f"{ACTION}done/", do_action, name="do_action"),
    path(f"{ACTION}drop/", drop_action, name="drop_action"),
    path(f"{ACTION}move/", move_action, name="move_action"),
]  # fmt: skip
