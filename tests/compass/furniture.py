"""What each department of the web's small world has written about its process at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.compass.services import mark_of_text, reflect
from tracker.domain.act import Act
from tracker.domain.process import Process

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    """A word from the start, and one from midway."""
    process = act.session.get_one(Process, side.ids["worked"])
    unseen = {1: mark_of_text("")}
    reflect(act, process, "start", {1: f"Canary reflection of {side.name}."}, unseen)
    reflect(act, process, "midway", {1: f"Canary second thought of {side.name}."}, unseen)
