"""A meeting as a calendar file, which goes into calendars that others can read: it names nobody."""

from datetime import UTC, timedelta

from django.conf import settings
from django.urls import reverse

from lscp.allegations.models import Meeting
from lscp.allegations.workflow import MeetingState
from lscp.core.time import now

SUMMARY = "Safeguarding meeting"


def calendar_file(meeting: Meeting) -> bytes:
    """Return a meeting as iCalendar: the same event each time, with its number of changes."""
    from icalendar import Calendar, Event

    starts_at = meeting.starts_at.astimezone(UTC)
    event = Event()
    event.add("uid", f"{meeting.pk}@openlscp")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now())
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=meeting.minutes_long))
    event.add("summary", SUMMARY)
    event.add("location", meeting.place)
    event.add("class", "PRIVATE")
    # To one’s messages, which lead to the meeting: its own address would say what it is about.
    event.add("url", settings.LSCP_ADDRESS + reverse("core:notifications"))
    cancelled = meeting.state == MeetingState.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//OpenLSCP//EN")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
