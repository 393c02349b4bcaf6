"""Who gets what at the addresses of oversight."""

from tests.web.matrix import Row, staff

ANNA = {"number": "worked", "person": "person"}

ROWS = (
    # a stranger is shown the sign-in page at /
    Row("oversight.my_work", "GET", 200, 403, 200, 200, 200),
    staff("oversight.done_lately", "GET", 200),
    staff("oversight.loop", "GET", 200, 404, **ANNA),
    staff("oversight.ledger", "GET", 200, 404, **ANNA),
    staff("oversight.ledger_file", "GET", 200, 404, **ANNA, form="as_csv"),
    staff("oversight.verify", "GET", 200, 404, number="worked"),
    staff("oversight.contacts", "POST", 200, 404, **ANNA),
    Row("oversight.dashboard", "GET", 302, 403, 403, 200, 403, enter=("manager",)),
    Row("oversight.loops", "GET", 302, 403, 403, 200, 403, enter=("manager",)),
    Row("oversight.indicators", "GET", 302, 403, 403, 200, 403, enter=("manager",)),
    Row("oversight.everywhere", "GET", 302, 403, 403, 200, 403, enter=("manager",)),
    # what a manager of the department alone answers for
    Row("oversight.except_", "POST", 303, 403, 403, 422, 403, 404, ANNA),
    staff("oversight.exceptions", "GET", 200, 404, number="worked"),
    Row(
        "oversight.except_many",
        *("POST", 303, 403, 403, 422, 403, 404),
        {"number": "worked"},
    ),
    Row("oversight.second", "POST", 303, 403, 403, 422, 403, 404, {"number": "worked"}),
    Row("oversight.lift", "POST", 303, 403, 403, 409, 403, 404, ANNA),
)
