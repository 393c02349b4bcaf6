"""Rounds for the tests of giving back: people who said something, an insight of it, and a draft."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from tests.oversight.desk import Desk, contributions
from tests.web import pages
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.projection import DeliveryStanding
from tracker.domain.round import Attempt, Delivery, Round
from tracker.domain.workdays import COPENHAGEN
from tracker.qualifying.services import delivery_to, respond
from tracker.returning.services import plan_round
from tracker.weaving.services import add_insight

MAIL = {"email": "anna@borger.dk"}
LETTER = {"address": "Søvej 3\n8220 Brabrand"}
INSIGHT = "Der er for mørkt på stien."


def a_draft(
    desk: Desk,
    *details: dict[str, Any],
    insight: str = INSIGHT,
    purpose: str = "qualify",
    kind: str = "development",
    questions: Sequence[str] = (),
) -> tuple[int, list[int], int]:
    """A process, its people (one for each of the details) and a round planned for all of them."""
    process = desk.process("Stien om søen", kind=kind)
    names = ("Anna Sørensen", "Bo Lindhardt", "Cemile Yilmaz", "Dorthe Holm")
    people = [
        desk.said(process, names[n] if n < 4 else f"Person {n}", f"Ord nummer {n}.", details=each)
        for n, each in enumerate(details or (MAIL, LETTER))
    ]
    return process, people, planned(desk, process, people, insight, purpose, questions)


def planned(
    desk: Desk,
    process: int,
    people: Sequence[int],
    insight: str = INSIGHT,
    purpose: str = "qualify",
    questions: Sequence[str] = (),
) -> int:
    """A draft for these people of an insight of all that they said; its number."""

    def plan(act: Act) -> int:
        row = act.session.get_one(Process, process)
        who = [act.session.get_one(Participant, person) for person in people]
        said = [c for person in who for c in contributions(act, person)]
        woven = add_insight(act, row, insight, said)
        return plan_round(act, row, purpose, [woven], who, questions=questions).id

    return desk.do(plan)


def says_no_thanks(desk: Desk, round_: int, person: int, ago: int = 0) -> None:
    """Somebody who was told a round answers that they want to hear no more."""

    def answer(act: Act) -> None:
        respond(act, delivery_to(act, act.session.get_one(Round, round_), person), "no-thanks")

    desk.do(answer, ago=ago)


def address(process: int, round_: int, *more: object) -> str:
    return "/".join(map(str, (f"/processes/{process}/rounds/{round_}", *more)))


def send(reader: Reader, process: int, round_: int, **fields: Any) -> Any:
    """Press the button on the draft's page, as it stands."""
    reader.get(address(process, round_))
    seen = pages.fields_of(reader.page)
    return reader.post(address(process, round_, "send"), data={**seen, **fields})


def rows(reader: Reader) -> list[str]:
    """The rows of the page's table, each as it is read."""
    (body,) = reader.page.iter("tbody")
    return [text_of(row) for row in body.iter("tr")]


def deliveries(desk: Desk, round_: int) -> list[Delivery]:
    query = select(Delivery).where(Delivery.round_id == round_).order_by(Delivery.id)
    return desk.do(lambda act: list(act.session.scalars(query)))


def attempts(desk: Desk, round_: int) -> list[Attempt]:
    query = select(Attempt).join(Delivery).where(Delivery.round_id == round_).order_by(Attempt.id)
    return desk.do(lambda act: list(act.session.scalars(query)))


def count(desk: Desk, table: type[Any]) -> int:
    return desk.do(lambda act: act.session.scalars(select(func.count()).select_from(table)).one())


def round_row(desk: Desk, number: int) -> Round:
    return desk.read(Round, number)


def is_released(desk: Desk, number: int) -> bool:
    return desk.read(Round, number).released_at is not None


def sent(desk: Desk, reader: Reader, *details: dict[str, Any]) -> tuple[int, list[int], int]:
    process, people, round_ = a_draft(desk, *details)
    assert send(reader, process, round_).status_code == 303
    return process, people, round_


def record(
    reader: Reader, process: int, round_: int, reports: list[int], how: str, **more: Any
) -> Any:
    reader.get(address(process, round_))
    form = fields_of_form(reader)
    fields = {**form, "at": now(), "how": how, "deliveries": reports, **more}
    return reader.post(address(process, round_, "record"), data=fields)


def now() -> str:
    """As the field of a moment has it."""
    return f"{datetime.now(COPENHAGEN):%Y-%m-%dT%H:%M}"


def fields_of_form(reader: Reader) -> dict[str, str]:
    """The hidden fields of the form around the list."""
    (form,) = [e for e in reader.page.iter("form") if (e.get("action") or "").endswith("/record")]
    hidden = [e for e in form.iter("input") if e.get("type") == "hidden"]
    return {str(e.get("name")): str(e.get("value")) for e in hidden}


def ids(desk: Desk, round_: int) -> list[int]:
    return [delivery.id for delivery in deliveries(desk, round_)]


def state(desk: Desk, delivery: int) -> str:
    return desk.read(DeliveryStanding, delivery).state
