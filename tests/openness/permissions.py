"""Who gets what at the addresses of what others may read."""

from typing import Any

from tests.web.matrix import Row, everybody, staff

LESSON = {"number": "shared", "insight": "lesson"}


def opens(endpoint: str, method: str, status: int, **ids: Any) -> Row:
    """What a caseworker or a manager gets; an administrator is refused."""
    asked = 302 if method == "GET" else 303
    enter = ("caseworker", "manager")
    return Row(endpoint, method, asked, 403, status, status, 403, 404, ids, enter)


def manages(method: str, endpoint: str, status: int) -> Row:
    """What a manager alone gets."""
    asked = 302 if method == "GET" else 303
    ids = {"number": "shared"}
    return Row(endpoint, method, asked, 403, 403, status, 403, 404, ids, ("manager",))


ROWS = (
    staff("openness.knowledge", "GET", 200),
    opens("openness.opening", "GET", 200, **LESSON),
    # nobody has looked at what is opened
    opens("openness.open_insight", "POST", 409, **LESSON),
    opens("openness.shut_insight", "POST", 303, **LESSON),
    manages("GET", "openness.page", 200),
    # what was published last, looked at without what can be chosen
    manages("POST", "openness.page", 200),
    manages("POST", "openness.take_down", 303),
    everybody("openness.open_page", "GET", 200, number="shared"),
    everybody("openness.feed", "GET", 200, number="shared"),
)
