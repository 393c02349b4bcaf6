"""Who gets what at every address: written by hand, so that no rule is checked against itself.

A row is an endpoint and a method, and the status that each gets: somebody who is not signed in,
somebody whose roles were all taken away, a caseworker, a manager and an administrator of the
department whose things the address names. `foreign` is what any member of staff of another
department gets, where the address names something: 404, as for a number that does not exist.

A POST is sent with a good token and an otherwise empty form: 422 means that it came so far.
`ids` says which of a side's numbers (tests/web/world.py) fills which part of the address.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    endpoint: str
    method: str
    stranger: int
    roleless: int
    caseworker: int
    manager: int
    administrator: int
    foreign: int | None = None
    ids: dict[str, str] = field(default_factory=dict)


def everybody(endpoint: str, method: str, status: int, **ids: str) -> Row:
    """The same for all."""
    return Row(endpoint, method, status, status, status, status, status, ids=ids)


def staff(endpoint: str, method: str, status: int, foreign: int | None = None, **ids: str) -> Row:
    """The same for everybody who has a role; a stranger is sent to sign in."""
    asked = 302 if method == "GET" else 303
    return Row(endpoint, method, asked, 403, status, status, status, foreign, ids)


ANNA = {"number": "worked", "person": "person"}
ANSWER = {"number": "worked", "response": "answer"}

ROWS = (
    # accounts
    everybody("accounts.sign_in", "GET", 200),
    everybody("accounts.sign_in", "POST", 422),
    everybody("accounts.sign_out", "POST", 303),
    everybody("accounts.choose_password", "GET", 404, token="no_link"),
    everybody("accounts.choose_password", "POST", 404, token="no_link"),
    everybody("accounts.accessibility_statement", "GET", 200),
    everybody("accounts.healthz", "GET", 200),
    everybody("static", "GET", 200, filename="a_file"),
    # citizen: the link alone says what is shown, to staff as to strangers
    everybody("citizen.letter", "GET", 404, token="no_link"),
    everybody("citizen.letter", "POST", 404, token="no_link"),
    everybody("citizen.read", "GET", 404),
    everybody("citizen.answer", "POST", 400),
    everybody("citizen.received", "GET", 404),
    everybody("citizen.close", "POST", 303),
    # oversight: a stranger is shown the sign-in page at /
    Row("oversight.my_work", "GET", 200, 403, 200, 200, 200),
    staff("oversight.loop", "GET", 200, 404, **ANNA),
    staff("oversight.contacts", "POST", 200, 404, **ANNA),
    # what a manager of the department alone answers for
    Row("oversight.except_", "POST", 303, 403, 403, 422, 403, 404, ANNA),
    Row("oversight.lift", "POST", 303, 403, 403, 409, 403, 404, ANNA),
    Row("oversight.sign", "POST", 303, 403, 403, 409, 403, 404, {"number": "worked"}),
    # processes
    staff("processes.index", "GET", 200),
    staff("processes.show", "GET", 200, 404, number="worked"),
    # qualifying
    staff("qualifying.responses", "GET", 200, 404, number="worked"),
    staff("qualifying.response", "GET", 200, 404, **ANSWER),
    staff("qualifying.response", "POST", 422, 404, **ANSWER),
    staff("qualifying.sort", "POST", 422, 404, **ANSWER),
)
