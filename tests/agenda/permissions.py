"""Who gets what at the addresses of the agenda."""

from tests.web.matrix import everybody, staff

ROWS = (
    staff("agenda.calendar", "GET", 200),
    # nothing in it was changed
    staff("agenda.calendar", "POST", 303),
    staff("agenda.address", "POST", 200),
    staff("agenda.stop", "POST", 303),
    # who has the address signs in nowhere; whose calendar is shut is told what a stranger is
    everybody("agenda.feed", "GET", 404, secret="no_link"),
)
