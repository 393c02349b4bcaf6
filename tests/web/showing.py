"""How each page is seen: empty, full, and with errors. A browser looks at all of them.

A room's `shown.py` holds `SHOWN`: one `Shown` for each of its endpoints that a GET answers. Where a
page is never so (one without a form has no errors), the reason stands in the place.

    Shown(
        "listening.log",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong=After(At(number="worked"), press("Gem", "Save")),
    )

The parts of an address are filled with a side's numbers by these names (tests/web/world.py).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


class At:
    """The page itself, with what is in the address and, after it, what is asked."""

    def __init__(
        self,
        asked: str = "",
        who: str | None = "caseworker",
        endpoint: str = "",
        **parts: str,
    ) -> None:
        self.asked = asked
        # Where one begins, when that is not the page itself.
        self.endpoint = endpoint
        # The role of who looks; None: nobody is signed in.
        self.who = who
        self.parts = parts


@dataclass(frozen=True)
class After:
    """The page that comes of doing something on another."""

    at: At
    do: Callable[[Page], object]


@dataclass(frozen=True)
class Shown:
    endpoint: str
    empty: At | After | str
    full: At | After | str
    wrong: At | After | str

    @property
    def states(self) -> dict[str, At | After]:
        found = {"empty": self.empty, "full": self.full, "wrong": self.wrong}
        return {name: how for name, how in found.items() if not isinstance(how, str)}


def press(danish: str, english: str) -> Callable[[Page], None]:
    """Press the button of the page's own content that is called so, in either language."""
    name = re.compile(f"^({re.escape(danish)}|{re.escape(english)})")

    def do(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=name).first.click()

    return do
