"""What each department of the web's small world has on the pages of qualifying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.act import Act
from tracker.domain.people import Department
from tracker.domain.response import Response
from tracker.qualifying.services import note_for_colleagues
from tracker.qualifying.templates import keep_template

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    """A note about Anna's answer, and a template of the department."""
    answer = act.session.get_one(Response, side.ids["answer"])
    note = note_for_colleagues(act, answer, f"Canary note of {side.name}.", act.actor.id)
    department = act.session.get_one(Department, side.department)
    text = f"Canary template of {side.name}: tak for [hvad]."
    template = keep_template(act, department, "Tak", text)
    side.ids |= {"note": note.id, "template": template.id, "department": department.id}
