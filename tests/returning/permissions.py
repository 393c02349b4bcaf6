"""Who gets what at the addresses of returning."""

from tests.web.matrix import Row, staff

DRAFT = {"number": "worked", "round_number": "draft_round"}
SENT = {"number": "worked", "round_number": "sent_round"}
STOPPED = {"batch_number": "stopped_batch"}
ANNA = {**SENT, "person": "person"}
CASE = {"number": "case", "round_number": "case_round"}
KARL = {**CASE, "person": "in_case"}


def managers(endpoint: str, method: str, status: int, **ids: str) -> Row:
    """What the manager gets, whom alone the case is open to."""
    asked = 302 if method == "GET" else 303
    return Row(endpoint, method, asked, 403, 404, status, 404, 404, ids)


PLANNED = {"number": "worked", "planned": "planned"}

ROWS = (
    staff("returning.rounds", "GET", 200, 404, number="worked"),
    staff("returning.plan", "GET", 200, 404, number="worked"),
    staff("returning.plan", "POST", 422, 404, number="worked"),
    staff("returning.change", "GET", 200, 404, **DRAFT),
    staff("returning.change", "POST", 422, 404, **DRAFT),
    staff("returning.drop", "POST", 303, 404, **DRAFT),
    staff("returning.round_", "GET", 200, 404, **DRAFT),
    staff("returning.preview", "GET", 200, 404, **DRAFT, person="person"),
    # without the mark of the report that was seen
    staff("returning.preview", "POST", 409, 404, **DRAFT, person="person"),
    # without the mark of the round that was seen
    staff("returning.send", "POST", 409, 404, **DRAFT),
    # a draft was not sent
    staff("returning.call_back", "POST", 409, 404, **DRAFT),
    # nothing of it is held
    staff("returning.stop_held", "POST", 409, 404, **DRAFT),
    staff("returning.record", "POST", 422, 404, **SENT),
    staff("returning.told", "GET", 200, 404, **ANNA),
    staff("returning.told", "POST", 422, 404, **ANNA),
    staff("returning.report", "GET", 200, 404, **ANNA),
    # nobody there gets a letter
    staff("returning.letters", "POST", 409, 404, **SENT),
    managers("returning.code", "GET", 200, **KARL),
    managers("returning.show_code", "POST", 200, **KARL),
    managers("returning.code_letter", "POST", 200, **KARL),
    managers("returning.new_code", "POST", 303, **KARL),
    managers("returning.open_again", "POST", 303, **KARL),
    managers("returning.code_letters", "POST", 200, **CASE),
    # theirs alone who asked for it
    Row("returning.batch", "GET", 302, 403, 404, 200, 404, 404, {**SENT, **STOPPED}),
    Row("returning.batch_file", "POST", 303, 403, 404, 303, 404, 404, {**SENT, **STOPPED}),
    staff("returning.poster", "GET", 200, 404, **SENT),
    staff("returning.meeting", "GET", 200, 404, **SENT),
    staff("returning.meeting", "POST", 422, 404, **SENT),
    staff("returning.session_sheets", "GET", 200, 404, **PLANNED),
    staff("returning.round_sheets", "GET", 200, 404, **SENT),
    staff("returning.plan_session", "GET", 200, 404, **SENT),
    staff("returning.plan_session", "POST", 422, 404, **SENT),
    staff("returning.planned_session", "GET", 200, 404, **PLANNED),
    staff("returning.change_session", "GET", 200, 404, **PLANNED),
    staff("returning.change_session", "POST", 422, 404, **PLANNED),
    staff("returning.cancel_session", "POST", 303, 404, **PLANNED),
    staff("returning.restore_session", "POST", 303, 404, number="worked", planned="called_off"),
)
