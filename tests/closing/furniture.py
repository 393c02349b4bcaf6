"""A process that was signed for, in the world that the pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.closing.services import close
from tracker.domain.act import Act
from tracker.domain.process import Process
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.oversight.services import except_loop

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    process = Process(
        department_id=side.department,
        title=f"Canary of {side.name}: lukket",
        kind="development",
        language="da",
        created_at=act.now,
        demo=False,
    )
    act.session.add(process)
    act.session.flush()
    person = add_participant(act, process, Details(name=f"Bo Canary {side.name}"))
    log_contribution(act, person, f"A canary that {side.name} closed.")
    except_loop(act, process, person, "no-contact", "Vi har ringet tre gange.")
    side.ids |= {"closed": process.id, "signature": close(act, process).id}
