"""What each department of the web's small world has on the pages of qualifying."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.act import Act
from tracker.domain.people import Department
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.qualifying.services import note_for_colleagues, promise
from tracker.qualifying.templates import keep_template

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    """A note about Anna's answer, a promise to her, and a template of the department."""
    answer = act.session.get_one(Response, side.ids["answer"])
    note = note_for_colleagues(act, answer, f"Canary note of {side.name}.", act.actor.id)
    department = act.session.get_one(Department, side.department)
    text = f"Canary template of {side.name}: tak for [hvad]."
    template = keep_template(act, department, "Tak", text)
    process = act.session.get_one(Process, side.ids["worked"])
    promised = promise(act, process, f"Canary promise of {side.name}.", date(2026, 6, 1))
    (insight,) = answer.round.insights
    side.ids |= {"promise": promised.id, "insight": insight.id, "answered_round": answer.round_id}
    side.ids |= {"note": note.id, "template": template.id, "department": department.id}
