"""How the page of the calendar is seen."""

from tests.web.showing import After, At, Shown, press

SHOWN = [
    Shown(
        "agenda.calendar",
        empty=At(),
        full=After(At(), press("Lav en adresse", "Make an address")),
        wrong="one of its two choices is always made, and nothing is written in it",
    ),
    Shown(
        "agenda.feed",
        empty="it is a file, read by calendars: tests/agenda/test_calendar.py reads it",
        full="it is a file, and no page",
        wrong="a wrong address gets the page that nothing is here",
    ),
]
