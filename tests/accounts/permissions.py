"""Who gets what at the addresses of accounts."""

from tests.web.matrix import Row, administers, everybody

COLLEAGUE = {"number": "colleague"}


def on_the_pages_of(
    name: str, method: str, status: int, foreign: int | None = None, **ids: str
) -> Row:
    return administers(f"accounts.administration.{name}", method, status, foreign, **ids)


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
    on_the_pages_of("people", "GET", 200),
    on_the_pages_of("people", "POST", 422),
    on_the_pages_of("person", "GET", 200, 404, **COLLEAGUE),
    # their name stays as it is
    on_the_pages_of("person", "POST", 303, 404, **COLLEAGUE),
    on_the_pages_of("roles", "POST", 303, 404, **COLLEAGUE, department="department"),
    on_the_pages_of("link", "POST", 200, 404, **COLLEAGUE),
    on_the_pages_of("shut_out", "POST", 303, 404, **COLLEAGUE),
    on_the_pages_of("let_in", "POST", 303, 404, **COLLEAGUE),
    on_the_pages_of("departments", "GET", 200),
    on_the_pages_of("departments", "POST", 422),
    on_the_pages_of("department", "GET", 200, 404, number="department"),
    on_the_pages_of("department", "POST", 409, 404, number="department"),
    administers("accounts.languages.index", "GET", 200),
    administers("accounts.languages.read", "GET", 200, code="arabic"),
    administers("accounts.languages.read", "POST", 422, code="arabic"),
    administers("accounts.languages.take_back", "POST", 303, code="arabic"),
    everybody("static", "GET", 200, filename="a_file"),
)
