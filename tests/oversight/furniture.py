"""What each department of the web's small world has on its pages: a person, and her answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.domain.act import Act
from tracker.domain.people import Department
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.processes.services import add_process
from tracker.qualifying.services import delivery_to, respond
from tracker.reports import links
from tracker.returning.checks import Reasons
from tracker.returning.services import fix_round, freeze_next, plan_round, record_contact, release
from tracker.weaving.services import add_insight

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    """A process in which Anna has said something, was told it in a conversation, and answered."""
    department = act.session.get_one(Department, side.department)
    process = add_process(act, f"Canary of {side.name}: stien", "development", department)
    details = Details(name=f"Anna Canary {side.name}", email=f"anna.{side.name}@kommune.dk")
    anna = add_participant(act, process, details)
    said = log_contribution(act, anna, f"Canary words of {side.name}.")
    insight = add_insight(act, process, f"Canary insight of {side.name}.", [said])
    round_ = plan_round(act, process, "qualify", [insight], [anna])
    fix_round(act, round_, Reasons("", "the words are a canary"))
    freeze_next(act, round_)
    release(act, round_, timedelta(0))
    delivery = delivery_to(act, round_, anna.id)
    record_contact(act, delivery, "told", act.now)
    answer = respond(act, delivery, "said", f"Canary answer of {side.name}.", insight)
    side.ids |= {"worked": process.id, "person": anna.id, "answer": answer.id}
    side.ids["as_csv"] = "csv"
    side.ids["link"] = links.token(act.settings.keys.links, delivery.id, delivery.generation)
