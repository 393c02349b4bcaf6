"""Who gets what at the addresses of accounts."""

from tests.web.matrix import Row, everybody

COLLEAGUE = {"number": "colleague"}


def administers(name: str, method: str, status: int, foreign: int | None = None, **ids: str) -> Row:
    """What an administrator alone gets; a caseworker and a manager are refused."""
    asked = 302 if method == "GET" else 303
    endpoint = f"accounts.administration.{name}"
    return Row(
        endpoint, method, asked, 403, 403, 403, status, foreign, ids, enter=("administrator",)
    )


ROWS = (
    everybody("accounts.sign_in", "GET", 200),
    everybody("accounts.sign_in", "POST", 422),
    everybody("accounts.sign_out", "POST", 303),
    everybody("accounts.choose_password", "GET", 404, token="no_link"),
    everybody("accounts.choose_password", "POST", 404, token="no_link"),
    everybody("accounts.accessibility_statement", "GET", 200),
    everybody("accounts.privacy_notice", "GET", 200),
    everybody("accounts.healthz", "GET", 200),
    # administration
    administers("people", "GET", 200),
    administers("people", "POST", 422),
    administers("person", "GET", 200, 404, **COLLEAGUE),
    # their name stays as it is
    administers("person", "POST", 303, 404, **COLLEAGUE),
    administers("roles", "POST", 303, 404, **COLLEAGUE, department="department"),
    administers("link", "POST", 200, 404, **COLLEAGUE),
    administers("shut_out", "POST", 303, 404, **COLLEAGUE),
    administers("let_in", "POST", 303, 404, **COLLEAGUE),
    administers("departments", "GET", 200),
    administers("departments", "POST", 422),
    administers("department", "GET", 200, 404, number="department"),
    administers("department", "POST", 409, 404, number="department"),
    everybody("static", "GET", 200, filename="a_file"),
)
