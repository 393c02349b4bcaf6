"""What each department of the web's small world tells everybody of its process at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.act import Act
from tracker.domain.process import Process

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    """What is at stake; it is not translated yet."""
    act.session.get_one(Process, side.ids["worked"]).at_stake = f"Canary stake of {side.name}."
