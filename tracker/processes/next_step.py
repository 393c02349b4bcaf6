"""The one next thing to do in a process, and what else waits in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.domain.sums import WaitingCount, waiting_on
from tracker.domain.workdays import local_date
from tracker.paging import NEVER, promised_day
from tracker.processes.queries import InTheWay, Standing

# People who are named where one says what to do.
NAMES = 3

# What also waits when no loop's own next action says so: the answers of loops that are walked no
# more, and messages of which nobody knows whether they arrived (R23).
ALSO = {"open_response": "resolve", "uncertain_delivery": "settle"}


@dataclass(slots=True)
class Task:
    """One action: how many loops or people wait for it, since when it is due, the first whose.

    `in_the_way`: no loop's own next action is it; only closing names it.
    """

    action: str
    loops: int
    late: int = 0
    due: date | None = None
    people: Sequence[Named] = field(default_factory=tuple)
    in_the_way: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now, in one word, and the tasks behind it, the oldest promise first.

    `kind` is log (nobody has said anything), do (the first of `tasks`), await (only the citizens
    can go on), mail (the last mails may still bounce), sign or closed.
    """

    kind: str
    tasks: Sequence[Task] = ()
    awaiting: int = 0


def next_step(
    act: Act, process: Process, standing: Standing, in_the_way: Sequence[InTheWay]
) -> NextStep:
    """The next step of a process, of what its loops wait for and what keeps it open."""
    if not standing.tally.loops:
        return NextStep("closed" if standing.state == "closed" else "log")
    tasks = _waiting(act, process)
    awaiting = sum(task.loops for task in tasks if task.action == "await")
    to_do = [task for task in tasks if task.action != "await"]
    to_do += _also(in_the_way, {task.action for task in to_do})
    to_do.sort(key=lambda task: (task.due or NEVER, task.action))
    if to_do:
        to_do[0].people = to_do[0].people or _first_of(act, process, to_do[0].action)
        return NextStep("do", to_do, awaiting)
    if awaiting:
        return NextStep("await", awaiting=awaiting)
    if in_the_way:
        return NextStep("mail")
    return NextStep("closed" if standing.state == "closed" else "sign")


def _waiting(act: Act, process: Process) -> list[Task]:
    """How many open loops have each next action."""
    query = waiting_on(local_date(act.now)).where(WaitingCount.process_id == process.id)
    return [Task(*row) for _, *row in act.session.execute(query)]


def _also(in_the_way: Sequence[InTheWay], said: set[str]) -> list[Task]:
    """What stands in the way of closing that no loop's next action names."""
    return [
        Task(action, each.whose, people=each.people[:NAMES], in_the_way=True)
        for each in in_the_way
        if (action := ALSO.get(each.kind)) and action not in said
    ]


def _first_of(act: Act, process: Process, action: str) -> list[Named]:
    """Whose loops have an action, the oldest promises first."""
    people = select(*NAMED).join(LoopRow, LoopRow.participant_id == Participant.id)
    query = (
        with_occasion(people)
        .where(LoopRow.process_id == process.id, LoopRow.state == "open")
        .where(LoopRow.next_action == action)
        .order_by(promised_day(LoopRow.due), LoopRow.participant_id)
        .limit(NAMES)
    )
    return [Named(*row) for row in act.session.execute(query)]
