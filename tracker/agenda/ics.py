"""A calendar as calendars read it (RFC 5545): days with how many of what, and never who."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from tracker.domain.agenda import Entry
from tracker.reports.agenda import summary
from tracker.reports.words import Words

MAKER = "-//Fælles Viden//Kalender//DA"
# How often it is worth asking again.
EVERY = timedelta(hours=4)


def written(
    words: Words, entries: Iterable[Entry], base_url: str, way: Callable[[Entry], str]
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
    for entry in entries:
        calendar.add_component(_event(words, entry, host, base_url + way(entry)))
    return bytes(calendar.to_ical())


def _event(words: Words, entry: Entry, host: str, link: str) -> Event:
    event = Event()
    day = entry.day
    event.add("uid", f"{entry.kind}-{entry.about.id}-{day:%Y%m%d}@{host}")
    # What is changed in an entry came about by a fact of its process: its last one's number grows.
    event.add("sequence", entry.change)
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary(words, entry))
    # Not every calendar shows the address that is meant for it.
    event.add("url", link)
    event.add("description", words.say("agenda.way", link=link))
    # It takes up no time, and a calendar that is shared shows it to nobody else.
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    event.add("class", "PRIVATE")
    return event
