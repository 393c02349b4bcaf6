"""What each department of the web's small world has on its pages: a person, and her answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.domain.act import Act, Actor
from tracker.domain.participant import ExceptionAsked
from tracker.domain.people import Department, User
from tracker.domain.process import Process, ProcessMember
from tracker.domain.published import MEDIAN, Publication, PublishedCell, week_of
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.oversight.services import decide_asked, except_loops
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
    _furnish_exceptions(act, side, department)
    _publish(act, process)
    side.ids["link"] = links.token(act.settings.keys.links, delivery.id, delivery.generation)


def _furnish_exceptions(act: Act, side: Side, department: Department) -> None:
    """A process with exceptions of each kind: made, waiting for a second manager, and refused."""
    process = add_process(act, f"Canary of {side.name}: havnen", "development", department)
    names = ("Cemile", "Dorthe", "Erik", "Frida", "Gert", "Hanne", "Ib")
    people = []
    for name in names:
        person = add_participant(act, process, Details(name=f"{name} Canary {side.name}"))
        log_contribution(act, person, f"Canary harbour of {side.name}.")
        people.append(person.id)
    colleague = act.session.scalars(
        select(User).where(User.fs_uniquifier == side.users["administrator"])
    ).one()
    # Who led then, and administers by now.
    led = Actor("user", colleague.id, colleague.name, frozenset({(department.id, "manager")}))
    before = replace(act, actor=led)
    except_loops(act, process, people[:1], "no-contact", "Brevet kom retur to gange.")
    except_loops(before, process, people[1:2], "died", "Hans datter ringede.")
    department.except_share = 10
    except_loops(act, process, people[2:3], "asked-not", "Hun vil ikke høre mere fra os.")
    except_loops(before, process, people[3:5], "no-contact", "Telefonen er lukket.")
    except_loops(before, process, people[5:6], "other", "Flyttet til udlandet.")
    last = act.session.scalars(select(ExceptionAsked.id).order_by(ExceptionAsked.id.desc())).first()
    decide_asked(act, process, [last or 0], False, "Vi har hendes e-mail. Skriv til hende.")
    department.except_share = None
    # The manager's alone: what others find waiting is told by the tests.
    process.narrowed = True
    act.session.add(ProcessMember(process_id=process.id, user_id=act.actor.id))
    side.ids["excepting"] = process.id


# As if a hundred more had told us something there.
PUBLISHED = {
    **{"waiting": 15, "told": 20, "by_answer": 35, "by_silence": 10},
    **{"with_changed": 20, "with_unused": 15, "first": 40},
    **{"promise_kept": 5, MEDIAN: 12},
}


def _publish(act: Act, process: Process) -> None:
    """What is said of a process in the week."""
    week = week_of(act.now)
    act.session.merge(Publication(week=week, at=act.now))
    act.session.flush()
    for cell, value in PUBLISHED.items():
        act.session.add(PublishedCell(week=week, process_id=process.id, cell=cell, value=value))
