"""Calendar entries of meetings, as files that every calendar reads (RFC 5545); no peer is named in one."""

import re
from datetime import datetime, timedelta
from unicodedata import combining, normalize

from bot.core.card import File
from bot.domain.meeting import Meeting

MEDIA = "text/calendar"
REMINDER = timedelta(hours=-1)
_NAME = 24


def entry(meeting: Meeting, now: datetime) -> File:
    """Make a meeting's entry, with an alarm an hour before; that of a moved one takes the earlier one's place."""
    from icalendar import Alarm, Calendar, Event  # half a tenth of a second, which the start need not take

    event = Event()
    event.add("uid", f"meeting-{meeting.id}@netlearn")
    event.add("sequence", meeting.version)
    event.add("dtstamp", now)
    event.add("dtstart", meeting.start)
    event.add("dtend", meeting.end)
    event.add("summary", f"Meet someone at {meeting.company}")
    event.add("description", f"{meeting.whom}\nTo prepare: /meeting prep {meeting.company}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"In an hour you meet someone at {meeting.company}")
    alarm.add("trigger", REMINDER)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Netlearn//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return File(_file_name(meeting), MEDIA, calendar.to_ical().decode())


def _file_name(meeting: Meeting) -> str:
    letters = "".join(each for each in normalize("NFKD", meeting.company.key) if not combining(each))
    plain = re.sub(r"[^a-z0-9]+", "-", letters)[:_NAME].strip("-")
    return f"{plain or 'meeting'}.ics"
