"""What each department of the web's small world has opened to others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.closing.services import close
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.opening import OpenPage
from tracker.domain.participant import Participant
from tracker.domain.people import Department
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow, follow
from tracker.domain.response import Response
from tracker.domain.round import Delivery, RoundInsight
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.openness.publishing import publish
from tracker.openness.services import mark, offered, open_insight
from tracker.openness.shown import Draft, drafted
from tracker.oversight.services import except_loops
from tracker.processes.services import add_process
from tracker.qualifying.services import decide, delivery_to, resolve, respond
from tracker.returning.checks import Reasons
from tracker.returning.services import fix_round, freeze_next, plan_round, record_contact, release
from tracker.weaving.services import add_insight

if TYPE_CHECKING:
    from tests.web.world import Side

PEOPLE = ("Asta", "Birk", "Clara", "Dagny", "Ejnar", "Filippa")


def learned(
    act: Act, process: Process, text: str, people: int = len(PEOPLE), use: str = "used"
) -> Insight:
    """An insight that so many people were told, and that was decided about."""
    named = [
        add_participant(act, process, Details(name=f"{name} Birkelund")) for name in PEOPLE[:people]
    ]
    said = [log_contribution(act, who, f"{who.name} vil have lys.") for who in named]
    insight = add_insight(act, process, text, said)
    round_ = plan_round(act, process, "qualify", [insight], named)
    fix_round(act, round_, Reasons("", "a test"))
    while freeze_next(act, round_):
        pass
    release(act, round_, timedelta(0))
    for who in named:
        record_contact(act, delivery_to(act, round_, who.id), "told", act.now)
    decide(act, insight, use, f"{text} Nu er der sat lamper op.", decided_first="Det hastede.")
    return insight


def disagrees(act: Act, insight: Insight, words: str, shareable: str = "") -> Response:
    """Somebody who was told an insight disagrees, and that is to stand beside it."""
    told = select(Delivery).join(RoundInsight, RoundInsight.round_id == Delivery.round_id)
    told = told.where(RoundInsight.insight_id == insight.id)
    first = act.session.scalars(told.order_by(Delivery.id)).first()
    assert first is not None
    response = respond(act, first, "disagree", words, insight)
    resolve(act, [response], "dissent", "Vi ser det ikke sådan.", shareable=shareable)
    return response


def tells(act: Act, insights: Sequence[Insight]) -> None:
    """Everybody who took part is told some insights of a process, and who disagrees with them."""
    process = insights[0].process
    people = select(Participant).where(Participant.process_id == process.id)
    round_ = plan_round(act, process, "update", insights, act.session.scalars(people).all())
    fix_round(act, round_, Reasons("", "a test"))
    while freeze_next(act, round_):
        pass


def closed(act: Act, process: Process) -> None:
    """Signed for, as everybody's loop is excepted."""
    people = [row.participant_id for row in _loops(act, process)]
    except_loops(act, process, people, "other", "De ville ikke vente længere.")
    close(act, process)


def opened(act: Act, insight: Insight) -> None:
    open_insight(act, insight, mark(offered(act, insight)), confirmed=True)


def furnish(act: Act, side: Side) -> None:
    department = act.session.get_one(Department, side.department)
    process = add_process(act, f"Canary of {side.name}: parken", "development", department)
    insight = learned(act, process, f"Parken i {side.name} er mørk om vinteren.")
    closed(act, process)
    opened(act, insight)
    side.ids |= {"shared": process.id, "lesson": insight.id}
    goes_public(act, process, [insight.id])
    # Nothing was chosen for this one.
    goes_public(act, act.session.get_one(Process, side.ids["closed"]))


def goes_public(
    act: Act, process: Process, insights: Sequence[int] = (), promises: Sequence[int] = ()
) -> OpenPage:
    """The page of a process, published by whoever acts."""
    about = "Vi spurgte, hvordan parken er at gå i."
    draft = Draft("Lys i parken", about, "Mette Holm, 87 13 00 00", insights, promises)
    mark = drafted(act, process, draft).mark
    return publish(act, process, draft, mark, confirmed=True)


def _loops(act: Act, process: Process) -> list[LoopRow]:
    follow(act.session)
    return list(act.session.scalars(select(LoopRow).where(LoopRow.process_id == process.id)))
