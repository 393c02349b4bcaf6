"""What is saved for others to read and names somebody is told of once more, whatever it is."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.oversight.desk import Desk
from tests.weaving.threads import address, insight, told
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.process import Process
from tracker.weaving.services import add_source, note_obstacle

NAME = "Aase Lind"
WORDS = f"Det siger {NAME}."
SAVED = "Det er gemt, men se på det igen: Navnet på en, der er med."

OTHERWISE = "Skriv det på en anden måde"

# The page with the form, its address, and what is typed.
Sent = tuple[str, str, dict[str, Any]]
Prepared = Callable[[Desk, int], Sent]


def knowledge(desk: Desk, process: int) -> Sent:
    here = address(process, insight(desk, process, "Stien er mørk."))
    typed = {"kind": "research", "source_stance": "supports", "knowledge": WORDS}
    return here, f"{here}/knowledge", typed


def knowledge_changed(desk: Desk, process: int) -> Sent:
    number = insight(desk, process, "Stien er mørk.")

    def added(act: Act) -> int:
        about = act.session.get_one(Insight, number)
        return add_source(act, about, "research", "supports", "Vi målte det.").id

    here = f"{address(process, number)}/knowledge/{desk.do(added)}"
    return here, here, {"kind": "research", "source_stance": "supports", "knowledge": WORDS}


def obstacle(desk: Desk, process: int) -> Sent:
    here = address(process, insight(desk, process, "Stien er mørk."))
    return here, f"{here}/obstacles", {"obstacle": WORDS}


def obstacle_of_the_process(desk: Desk, process: int) -> Sent:
    here = f"/processes/{process}"
    return f"{here}/assumptions", f"{here}/obstacles", {"obstacle": WORDS}


def answer_to_an_obstacle(desk: Desk, process: int) -> Sent:
    def noted(act: Act) -> int:
        return note_obstacle(act, act.session.get_one(Process, process), "Åloven.").id

    here = f"/processes/{process}/obstacles/{desk.do(noted)}"
    return here, here, {"obstacle": "Åloven.", "answer": WORDS}


def reason_of_setting_aside(desk: Desk, process: int) -> Sent:
    here = f"/processes/{process}/weave"
    (said,) = told(desk, process, "Bo", "Tak.")
    return here, f"{here}/aside", {"contribution": str(said), "reason": WORDS}


def promise(desk: Desk, process: int) -> Sent:
    here = f"/processes/{process}/outcomes/promises"
    return here, here, {"text": WORDS, "due": "1.6.2099"}


def what_is_at_stake(desk: Desk, process: int) -> Sent:
    here = f"/processes/{process}/edit"
    return here, here, {"title": "Stien", "at_stake": WORDS}


def question(desk: Desk, process: int) -> Sent:
    here = f"/processes/{process}/rounds/add"
    return here, here, {"purpose": "update", "to": "all", "question1": WORDS}


KINDS: list[Prepared] = [
    knowledge,
    knowledge_changed,
    obstacle,
    obstacle_of_the_process,
    answer_to_an_obstacle,
    reason_of_setting_aside,
    promise,
    what_is_at_stake,
    question,
]


@pytest.mark.parametrize("prepared", KINDS, ids=lambda kind: kind.__name__)
def test_it_is_saved_and_told_of_on_the_next_page_with_the_way_to_it(
    desk: Desk, staff: Reader, prepared: Prepared
) -> None:
    process = desk.process("Stien")
    desk.said(process, NAME)
    page, form, typed = prepared(desk, process)
    staff.get(page)
    sent = {**_standing(staff), **typed}
    answer = staff.send(form, **sent)
    assert answer.status_code == 303, answer.text
    assert SAVED in staff.get(answer.location).text
    (way,) = [e.get("href") or "" for e in staff.page.iter("a") if text_of(e) == OTHERWISE]
    assert staff.get(way).status_code == 200
    # It is said once.
    assert SAVED not in staff.get(answer.location).text


def _standing(reader: Reader) -> dict[str, str]:
    """The mark of what is changed, and the days that a process promises."""
    inputs = {e.get("name") or "": e.get("value") or "" for e in reader.page.iter("input")}
    return {name: value for name, value in inputs.items() if name[:3] in ("see", "to_")}
