"""A process that was signed for, in the world that the pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.closing.services import close
from tracker.domain.act import Act
from tracker.domain.people import Department
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.oversight.services import except_loop
from tracker.processes.services import add_process

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    department = act.session.get_one(Department, side.department)
    process = add_process(act, f"Canary of {side.name}: lukket", "development", department)
    person = add_participant(act, process, Details(name=f"Bo Canary {side.name}"))
    log_contribution(act, person, f"A canary that {side.name} closed.")
    except_loop(act, process, person, "no-contact", "Vi har ringet tre gange.")
    side.ids |= {"closed": process.id, "signature": close(act, process).id}
