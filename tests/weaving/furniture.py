"""What each department of the web's small world has on the pages of weaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.process import Process
from tracker.weaving.services import add_source, assume, note_obstacle

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    """The insight of the process at work, with what stands beside it; and an assumption."""
    process = act.session.get_one(Process, side.ids["worked"])
    insight = act.session.scalars(select(Insight).where(Insight.process_id == process.id)).one()
    knowledge = f"Canary knowledge of {side.name}."
    source = add_source(act, insight, "research", "supports", knowledge)
    obstacle = note_obstacle(act, process, f"Canary obstacle of {side.name}.", "Jura", insight.id)
    assumption = assume(act, process, f"Canary assumption of {side.name}.")
    side.ids |= {"insight": insight.id, "obstacle": obstacle.id, "assumption": assumption.id}
    side.ids["source"] = source.id
