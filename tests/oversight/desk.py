"""Work that is done outside the pages, in the world that the pages show. Each call is committed."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from threading import get_ident
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.web.reader import Reader
from tests.web.world import Side
from tracker.domain.act import Act, Actor
from tracker.domain.contribution import Contribution
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.people import AccessRecord, Department, User
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.domain.round import Round
from tracker.extensions import db
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.processes.services import add_process
from tracker.qualifying.services import delivery_to, respond
from tracker.returning.checks import Reasons
from tracker.returning.services import fix_round, freeze_next, plan_round, record_contact, release
from tracker.weaving.services import add_insight

T = TypeVar("T")


class Desk:
    """Somebody of one department at work."""

    def __init__(self, app: Flask, side: Side) -> None:
        self.app = app
        self.side = side
        self.ids = side.ids

    def do(self, verb: Callable[[Act], T], role: str = "manager", ago: int = 0) -> T:
        """What a verb returns, done so many days ago by the department's user of that role."""
        now = datetime.now(UTC) - timedelta(days=ago)
        with self.app.app_context(), Session(db.engine, expire_on_commit=False) as session:
            act = Act(session, Actor.of(self.user(session, role)), now, self.app.config["SETTINGS"])
            result = verb(act)
            session.commit()
        return result

    def user(self, session: Session, role: str) -> User:
        query = select(User).where(User.fs_uniquifier == self.side.users[role])
        return session.scalars(query).one()

    def process(self, title: str = "Nyt forløb", ago: int = 0, **columns: Any) -> int:
        def begun(act: Act) -> int:
            department = act.session.get_one(Department, self.side.department)
            process = add_process(act, title, columns.pop("kind", "development"), department)
            for name, value in columns.items():
                setattr(process, name, value)
            return process.id

        return self.do(begun, ago=ago)

    def said(
        self,
        process: int,
        name: str,
        *texts: str,
        ago: int = 0,
        details: dict[str, Any] | None = None,
    ) -> int:
        """Somebody who says something; their number."""

        def heard(act: Act) -> int:
            row = act.session.get_one(Process, process)
            person = add_participant(act, row, Details(name=name, **(details or {})))
            for text in texts or ("Det er for mørkt.",):
                log_contribution(act, person, text)
            return person.id

        return self.do(heard, ago=ago)

    def told(
        self, process: int, people: Sequence[int], text: str, ago: int = 0, spoken: bool = True
    ) -> int:
        """All that these people said becomes one insight, given back to each; the round's number.

        Unless it is `spoken`, it waits to be sent.
        """

        def given_back(act: Act) -> int:
            row = act.session.get_one(Process, process)
            who = [act.session.get_one(Participant, person) for person in people]
            said = [c for person in who for c in contributions(act, person)]
            insight = add_insight(act, row, text, said)
            round_ = plan_round(act, row, "qualify", [insight], who)
            fix_round(act, round_, Reasons("", "a test"))
            while freeze_next(act, round_):
                pass
            release(act, round_, timedelta(0))
            for person in who if spoken else ():
                record_contact(act, delivery_to(act, round_, person.id), "told", act.now)
            return round_.id

        return self.do(given_back, ago=ago)

    def answered(self, round_: int, person: int, move: str, text: str = "", ago: int = 0) -> int:
        """An answer about the round's insight; its number."""

        def answer(act: Act) -> int:
            row = act.session.get_one(Round, round_)
            (insight,) = row.insights
            return respond(act, delivery_to(act, row, person), move, text, insight).id

        return self.do(answer, ago=ago)

    def read(self, kind: type[T], number: int) -> T:
        """A row as it stands."""
        return self.do(lambda act: act.session.get_one(kind, number))

    def insight_of(self, response: int) -> Insight:
        """The insight an answer is about, with its versions."""

        def found(act: Act) -> Insight:
            row = act.session.get_one(Response, response)
            (insight,) = row.round.insights
            assert insight.versions
            return insight

        return self.do(found)

    def seen(self, kind: str) -> list[tuple[str, str]]:
        """What the access log says of that kind: what was seen, and its number."""
        query = select(AccessRecord.what, AccessRecord.number).where(AccessRecord.kind == kind)
        return self.do(lambda act: [tuple(row) for row in act.session.execute(query)])


def contributions(act: Act, person: Participant) -> list[Contribution]:
    query = select(Contribution).where(Contribution.participant_id == person.id)
    return list(act.session.scalars(query.order_by(Contribution.id)))


def statements(app: Flask, reader: Reader, address: str) -> int:
    """How many statements a page costs; what goes on beside it costs it nothing."""
    counted: list[str] = []
    here = get_ident()

    def count(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if get_ident() == here:
            counted.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    assert reader.get(address).status_code == 200
    event.remove(engine, "before_cursor_execute", count)
    return len(counted)
