"""Who gets what at the addresses of listening."""

from tests.web.matrix import staff

PERSON = {"number": "worked", "person": "person"}
GROUP = {"number": "worked", "person": "group"}

ROWS = (
    staff("listening.log", "GET", 200, 404, number="worked"),
    staff("listening.log", "POST", 422, 404, number="worked"),
    staff("listening.undo", "POST", 422, 404, number="worked"),
    staff("listening.participants", "GET", 200, 404, number="worked"),
    staff("listening.add_participant", "GET", 200, 404, number="worked"),
    staff("listening.add_participant", "POST", 422, 404, number="worked"),
    staff("listening.participant", "GET", 200, 404, **PERSON),
    staff("listening.participant", "POST", 409, 404, **PERSON),
    staff("listening.remove_participant", "POST", 422, 404, **PERSON),
    staff("listening.add_member", "POST", 422, 404, **GROUP),
    staff("listening.leave", "POST", 303, 404, **GROUP, member="member"),
)
