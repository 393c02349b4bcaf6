"""Who gets what at the addresses of accounts."""

from tests.web.matrix import everybody

ROWS = (
    everybody("accounts.sign_in", "GET", 200),
    everybody("accounts.sign_in", "POST", 422),
    everybody("accounts.sign_out", "POST", 303),
    everybody("accounts.choose_password", "GET", 404, token="no_link"),
    everybody("accounts.choose_password", "POST", 404, token="no_link"),
    everybody("accounts.accessibility_statement", "GET", 200),
    everybody("accounts.healthz", "GET", 200),
    everybody("static", "GET", 200, filename="a_file"),
)
