"""Who gets what at the addresses of listening."""

from tests.web.matrix import staff

PERSON = {"number": "worked", "person": "person"}
GROUP = {"number": "worked", "person": "group"}
FILE = {"number": "worked", "file": "waiting_file"}

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
    staff("listening.import_", "GET", 200, 404, number="worked"),
    staff("listening.import_", "POST", 422, 404, number="worked"),
    staff("listening.import_file", "GET", 200, 404, **FILE),
    # What was guessed of its columns is what is sent.
    staff("listening.import_file", "POST", 303, 404, **FILE),
    staff("listening.import_try", "GET", 200, 404, **FILE),
    staff("listening.import_try", "POST", 422, 404, **FILE),
    staff("listening.import_drop", "POST", 303, 404, **FILE),
    staff("listening.import_undo", "POST", 303, 404, number="worked", file="brought_file"),
)
