"""What each department of the web's small world has of giving back: a round planned for Anna."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import Round
from tracker.returning.services import plan_round

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    """Beside the round that Anna was told, another for her, which is a draft yet."""
    process = act.session.get_one(Process, side.ids["worked"])
    told = act.session.scalars(select(Round).where(Round.process_id == process.id)).one()
    anna = act.session.get_one(Participant, side.ids["person"])
    draft = plan_round(act, process, "qualify", None, [anna], questions=["Hvorfor?"])
    side.ids |= {"sent_round": told.id, "draft_round": draft.id}
