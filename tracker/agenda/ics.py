"""A calendar as calendars read it (RFC 5545): days with how many of what, and never who."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from tracker.agenda.queries import Opened
from tracker.domain.agenda import Entry
from tracker.domain.sessions_ahead import InCalendar
from tracker.reports.agenda import session_summary, summary
from tracker.reports.words import Words

MAKER = "-//Fælles Viden//Kalender//DA"
# How often it is worth asking again.
EVERY = timedelta(hours=4)


def written(
    words: Words, opened: Opened, base_url: str, way: Callable[[Entry | InCalendar], str]
) -> bytes:
    """The file. `way` says at which address, below the base, the work of an entry is done."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # Older names beside the standard's: Outlook and Google know these alone.
    for name in ("name", "x-wr-calname"):
        calendar.add(name, words.say("product"))
    calendar.add("refresh-interval", EVERY, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    host = urlsplit(base_url).hostname or "localhost"
    for entry in opened.entries:
        calendar.add_component(_day(words, entry, host, base_url + way(entry)))
    for session in opened.sessions:
        calendar.add_component(_session(words, session, host, base_url + way(session)))
    return bytes(calendar.to_ical())


def _day(words: Words, entry: Entry, host: str, link: str) -> Event:
    """What is promised for a day. It takes up no time."""
    event = Event()
    day = entry.day
    event.add("uid", f"{entry.kind}-{entry.about.id}-{day:%Y%m%d}@{host}")
    # What is changed in an entry came about by a fact of its process: its last one's number grows.
    _add(event, entry.change, entry.changed, day, day + timedelta(days=1))
    event.add("summary", summary(words, entry))
    _add_way(event, words, link)
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    return event


def _session(words: Words, session: InCalendar, host: str, link: str) -> Event:
    """A session is an appointment; where it is may be somebody's home, and stands on its page."""
    event = Event()
    event.add("uid", f"session-{session.number}@{host}")
    ends = session.at + timedelta(minutes=session.minutes)
    _add(event, session.edition, session.changed_at, session.at, ends)
    event.add("summary", session_summary(words, session.about))
    _add_way(event, words, link)
    event.add("transp", "OPAQUE")
    return event


def _add(event: Event, change: int, changed: datetime, begins: date, ends: date) -> None:
    event.add("sequence", change)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", begins)
    event.add("dtend", ends)


def _add_way(event: Event, words: Words, link: str) -> None:
    # Not every calendar shows the address that is meant for it.
    event.add("url", link)
    event.add("description", words.say("agenda.way", link=link))
    # A calendar that is shared shows it to nobody else.
    event.add("class", "PRIVATE")
