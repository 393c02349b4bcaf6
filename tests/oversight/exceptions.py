"""A process whose people are to be excepted, and the two managers who answer for it."""

from sqlalchemy import func, select

from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import NOW
from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.participant import ExceptionAsked
from tracker.domain.people import Department
from tracker.domain.projection import LoopRow

REASON = "Vi har ringet tre gange og skrevet to breve."
NAMES = ("Anna", "Bo", "Cemile", "Dorthe", "Erik")


class Office:
    """A process with five loops, a manager at its page of exceptions, and a second one."""

    def __init__(self, desk: Desk, boss: Reader, second: Reader) -> None:
        self.desk, self.boss, self.second = desk, boss, second
        self.process = desk.process("Havnen", ago=9)
        self.people = {name: desk.said(self.process, name, ago=8) for name in NAMES}
        self.address = f"/processes/{self.process}/exceptions"

    def share(self, percent: int) -> None:
        def settle(act: Act) -> None:
            act.session.get_one(Department, self.desk.side.department).except_share = percent

        self.desk.do(settle)

    def numbers(self, *names: str) -> list[str]:
        return [str(self.people[name]) for name in names]

    def excepts(self, *names: str, because: str = "no-contact") -> int:
        answer = self.boss.send(
            self.address, people=self.numbers(*names), because=because, reason=REASON
        )
        return answer.status_code

    def askings(self) -> list[str]:
        query = select(ExceptionAsked.id).where(ExceptionAsked.process_id == self.process)
        query = query.where(ExceptionAsked.decided_at.is_(None)).order_by(ExceptionAsked.id)
        return [
            str(number) for number in self.desk.do(lambda act: list(act.session.scalars(query)))
        ]

    def says(self, reader: Reader, verdict: str, answer: str = "") -> int:
        return reader.send(
            f"{self.address}/second", askings=self.askings(), verdict=verdict, answer=answer
        ).status_code

    def state(self, name: str) -> str:
        return self.desk.read(LoopRow, self.people[name]).state


def main(reader: Reader) -> str:
    (found,) = reader.page.iter("main")
    return text_of(found)


def part(reader: Reader, name: str) -> str:
    """A section of the page, by its id."""
    (found,) = [e for e in reader.page.iter("section") if e.get("id") == name]
    return text_of(found)


def recorded(desk: Desk, kind: str) -> int:
    query = select(func.count(Event.id)).where(Event.kind == kind, Event.recorded > NOW)
    return desk.do(lambda act: act.session.scalar(query) or 0)
