"""Who gets what at the addresses of qualifying."""

from tests.web.matrix import Row, staff

ANSWER = {"number": "worked", "response": "answer"}
TEMPLATE = {"number": "department", "template": "template"}

INSIGHT = {"number": "worked", "insight": "insight"}
WRITTEN = {"number": "worked", "round_": "answered_round", "person": "person"}
HELD = {"number": "met", "session": "held"}
PROMISE = {"number": "worked", "promise": "promise"}

ROWS = (
    staff("qualifying.responses", "GET", 200, 404, number="worked"),
    # Of less than two answers there are none to answer together.
    staff("qualifying.together", "GET", 303, 404, number="worked"),
    staff("qualifying.together", "POST", 303, 404, number="worked"),
    staff("qualifying.response", "GET", 200, 404, **ANSWER),
    staff("qualifying.response", "POST", 422, 404, **ANSWER),
    staff("qualifying.sort", "POST", 422, 404, **ANSWER),
    staff("qualifying.hand", "POST", 422, 404, **ANSWER),
    staff("qualifying.note", "POST", 422, 404, **ANSWER),
    staff("qualifying.note_done", "POST", 303, 404, number="worked", note="note"),
    staff("qualifying.templates", "GET", 200, 404, number="department"),
    staff("qualifying.templates", "POST", 422, 404, number="department"),
    staff("qualifying.template", "GET", 200, 404, **TEMPLATE),
    # What is not sent stays as it is.
    staff("qualifying.template", "POST", 303, 404, **TEMPLATE),
    staff("qualifying.drop_template", "POST", 303, 404, **TEMPLATE),
    staff("qualifying.outcomes", "GET", 200, 404, number="worked"),
    staff("qualifying.decide", "GET", 200, 404, **INSIGHT),
    staff("qualifying.decide", "POST", 422, 404, **INSIGHT),
    staff("qualifying.promises", "GET", 200, 404, number="worked"),
    staff("qualifying.promises", "POST", 422, 404, number="worked"),
    # It says no state that a promise can have.
    staff("qualifying.promise", "POST", 422, 404, **PROMISE),
    staff("qualifying.drop_promise", "POST", 303, 404, **PROMISE),
    staff("qualifying.whose_answer", "GET", 200, 404, number="worked"),
    staff("qualifying.write_in", "GET", 200, 404, **WRITTEN),
    staff("qualifying.write_in", "POST", 422, 404, **WRITTEN),
    # It is open to the manager alone.
    Row("qualifying.said_there", "GET", 302, 403, 404, 200, 404, 404, HELD),
    Row("qualifying.said_there", "POST", 303, 403, 404, 422, 404, 404, HELD),
)
