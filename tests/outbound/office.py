"""An office with a round to give back: what every test of the way out starts from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from tests import factories as f
from tracker import entry
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.database import prepare, reading
from tracker.domain.history import Event
from tracker.domain.people import Department
from tracker.domain.projection import DeliveryStanding
from tracker.domain.round import Attempt, Delivery
from tracker.domain.tables import metadata
from tracker.outbound import outbox, work
from tracker.reports.freezing import freeze_reports
from tracker.settings import Settings

FROM = "viden@example.dk"


class Office:
    """One instance: its settings, its database, and a clock that the test moves."""

    def __init__(self, folder: Path, migrated: bool = False, **environ: str) -> None:
        self.settings: Settings = f.some_settings(folder, **environ)
        self.engine = entry.engine(self.settings) if migrated else self._made()
        self.now = datetime.now(UTC)
        self._open: list[Session] = []

    def _made(self) -> Engine:
        """Quicker than to migrate."""
        engine = create_engine(self.settings.database_url)
        prepare(engine, self.settings.keys)
        metadata.create_all(engine)
        return engine

    def act(self, actor: Actor = SYSTEM) -> Act:
        """A unit that the test commits, or leaves."""
        session = Session(self.engine, expire_on_commit=False)
        self._open.append(session)
        return Act(session, actor, self.now, self.settings)

    def do(self, deed: Callable[[Act], object], actor: Actor = SYSTEM) -> object:
        """One unit of work, committed."""
        act = self.act(actor)
        done = deed(act)
        act.session.commit()
        act.session.close()
        return done

    @contextmanager
    def unit(self) -> Iterator[Act]:
        """A unit as the worker has them, at the test's own time."""
        act = self.act()
        yield act
        act.session.commit()
        act.session.close()

    def close(self) -> None:
        for session in self._open:
            session.close()
        self.engine.dispose()

    def passes(self, days: float) -> None:
        self.now += timedelta(days=days)

    # Giving back

    def gives_back(
        self,
        people: int = 1,
        purpose: str = "qualify",
        hold: float = 0,
        channel: str = "email",
        **process: object,
    ) -> list[int]:
        """A round frozen, queued and released, to so many people; their deliveries' numbers."""

        def give_back(act: Act) -> list[int]:
            made, participants, insight = self._process(act, people, process)
            deliveries = self.again(act, made, participants, purpose, [insight], hold, channel)
            return [delivery.id for delivery in deliveries]

        return self.do(give_back)

    def _process(self, act: Act, people: int, columns: dict):
        department = Department(name=f"Natur og Vej {self.now}", email=FROM)
        columns = {"department": f.kept(act, department), "created_at": act.now, **columns}
        process = f.a_process(act, **columns)
        insight, participants = f.an_insight(act, process, "Der er mørkt ved søen."), []
        for number in range(people):
            email = f"borger{number}@example.dk"
            person = f.a_participant(
                act, process, f"Karen {number}", channel="email", email=email, email_lookup=email
            )
            words = f"Stien om søen er mørk, {number}."
            said = f.a_contribution(act, person, words, received_at=act.now)
            f.woven(act, said, insight)
            participants.append(person)
        return process, participants, insight

    def again(
        self, act: Act, process, participants, purpose, insights, hold=0, channel="email"
    ) -> list[Delivery]:
        round_ = f.a_round(act, process, purpose, insights, to=participants)
        channels = {p.id: channel for p in participants}
        deliveries = freeze_reports(act, round_, participants, channels)
        not_before = act.now + timedelta(seconds=hold) if hold else None
        for delivery in deliveries if channel == "email" else ():
            outbox.queue_message(act, delivery, delivery.mail, not_before=not_before)
        round_.released_at = act.now
        return deliveries

    # Sending

    def sender(self) -> work.Sender:
        return work.Sender(work.units(self.engine, self.settings), self.settings)

    def sends(self) -> None:
        """The worker's thread, until nothing is due."""
        self.sender().send_waiting()

    # Looking

    def attempts(self) -> list[Attempt]:
        with reading(), Session(self.engine) as session:
            return list(session.scalars(select(Attempt).order_by(Attempt.id)))

    def kinds(self, *beginnings: str) -> list[str]:
        """The kinds of the events recorded, in order; those that begin so."""
        with reading(), Session(self.engine) as session:
            kinds = session.scalars(select(Event.kind).order_by(Event.id))
            return [kind for kind in kinds if kind.startswith(beginnings or ("",))]

    def states(self) -> list[str]:
        with reading(), Session(self.engine) as session:
            query = select(DeliveryStanding.state).order_by(DeliveryStanding.delivery_id)
            return list(session.scalars(query))

    def files(self) -> list[Path]:
        return sorted((self.settings.instance / "outbox").glob("*.eml"))
