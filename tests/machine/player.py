"""Plays an office by chance: all that exists can be asked for, and every commit is counted."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar

from sqlalchemy import Engine, select

from tests.machine.seen import Seen
from tests.stories.agreement import kept, unlike_a_slow_count, unlike_the_check
from tests.stories.service_teller import ServiceTeller
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.answering import added_by, answer
from tracker.domain.errors import BadInput, NotAllowed, RuleBroken
from tracker.domain.history import Event
from tracker.domain.insight import Evidence, Insight
from tracker.domain.projection import OpenResponse, StrandRow
from tracker.domain.response import Response
from tracker.domain.round import Attempt, Delivery, Round, RoundInsight
from tracker.outbound import outbox
from tracker.outbound.transport import Result
from tracker.oversight import services as oversight
from tracker.processes import services as processes
from tracker.qualifying import services as qualifying
from tracker.returning import services as returning
from tracker.settings import Settings
from tracker.weaving import services as weaving
from tracker.weaving import undoing

P = ParamSpec("P")
T = TypeVar("T")
REFUSALS = (RuleBroken, BadInput, NotAllowed)
# How a report is brought to somebody, by the channel it was frozen for.
BRINGS = {"letter": "posted", "phone": "told", "in_person": "told", "public": "public"}


class Copy(NamedTuple):
    """A delivery, with the names that the teller has for whose and which round's it is."""

    id: int
    round: int
    who: str
    channel: str
    released: bool


def asked_once(question: Callable[P, T]) -> Callable[P, T]:
    """The answer to a question about what there is stands until something is done."""

    @wraps(question)
    def ask(player: "Player", *args: Any) -> Any:
        key = (question.__name__, args)
        if key not in player.known:
            player.known[key] = question(player, *args)
        return player.known[key]

    return ask


class Player(ServiceTeller):
    """An office whose every commit is held to agree and counted; a refusal changes nothing."""

    def __init__(self, settings: Settings, engine: Engine, seen: Seen, **process: Any) -> None:
        self.seen = seen
        self.recorded = 0
        self.told = 0
        self.checked = True
        self.stood: dict[int, dict[str, Any]] = {}
        self.owners: dict[str, str] = {}
        self.known: dict[tuple[str, tuple[Any, ...]], Any] = {}
        super().__init__(settings, engine, **process)

    @contextmanager
    def unit(self, actor: Actor | None = None) -> Iterator[Act]:
        self.known.clear()
        try:
            with super().unit(actor) as act:
                yield act
        except REFUSALS as refused:
            assert self._new_kinds() == [], refused.code
            self.seen.refusal(refused.code)
            raise

    def agrees(self) -> None:
        """Where nothing was recorded, nothing stands otherwise than it did."""
        new = self._new_kinds()
        if not new:
            return
        with self.looking() as session:
            stands = kept(session, self.process)
        self.checked = False
        self.recorded += len(new)
        self.seen.facts(new)
        self.seen.loops(self.stood, stands)
        self.stood = stands

    def holds_against_the_check(self) -> None:
        """After a move, of however many commits."""
        if self.checked:
            return
        with self.looking() as session:
            found = unlike_the_check(session, self.process)
        assert not found, "\n".join(found)
        self.checked = True

    def adds_up(self) -> None:
        """What the board and the indicators say is what one counts who counts all there is."""
        with self.looking() as session:
            found = unlike_a_slow_count(session, self.process)
        assert not found, "\n".join(found)

    def _new_kinds(self) -> list[str]:
        with self.looking() as session:
            query = select(Event.kind).order_by(Event.id).offset(self.recorded)
            return list(session.scalars(query))

    # What there is

    @asked_once
    def woven(self) -> list[tuple[str, str]]:
        """The contributions and the insights that they are evidence for."""
        query = select(Evidence.contribution_id, Evidence.insight_id).where(
            Evidence.ended_event_id.is_(None)
        )
        with self.looking() as session:
            return [
                (_name(self.contributions, c), _name(self.insights, i))
                for c, i in session.execute(query.order_by(Evidence.id))
            ]

    @asked_once
    def living(self) -> list[str]:
        """The insights that can be woven into, edited, merged and so on."""
        with self.looking() as session:
            query = select(Insight.id).where(Insight.ending.is_(None)).order_by(Insight.id)
            return [_name(self.insights, id_) for id_ in session.scalars(query)]

    @asked_once
    def copies(self) -> list[Copy]:
        """Every frozen report that was not called back, the last first."""
        query = (
            select(Delivery, Round.released_at)
            .join(Round, Round.id == Delivery.round_id)
            .where(Round.called_back_event_id.is_(None))
            .order_by(Delivery.id.desc())
        )
        with self.looking() as session:
            return [
                Copy(
                    d.id, d.round_id, _name(self.participants, d.participant_id), d.channel,
                    released is not None,
                )
                for d, released in session.execute(query)
            ]  # fmt: skip

    @asked_once
    def insights_in(self, round_id: int) -> list[str]:
        with self.looking() as session:
            query = select(RoundInsight.insight_id).where(RoundInsight.round_id == round_id)
            return [
                _name(self.insights, id_) for id_ in session.scalars(query.order_by("insight_id"))
            ]

    @asked_once
    def attempts(self, *states: str) -> list[int]:
        """The mails in one of these states."""
        mails = ("notice", "report", "reminder")
        query = select(Attempt.id).where(Attempt.state.in_(states), Attempt.message.in_(mails))
        with self.looking() as session:
            return list(session.scalars(query.order_by(Attempt.id)))

    @asked_once
    def waiting_answers(self) -> list[int]:
        """The open responses."""
        with self.looking() as session:
            query = select(OpenResponse.response_id).order_by(OpenResponse.response_id)
            return list(session.scalars(query))

    @asked_once
    def free_words(self) -> list[int]:
        """The responses whose move a caseworker may say."""
        with self.looking() as session:
            said = select(Response.id).where(Response.move == "said")
            return list(session.scalars(said.order_by(Response.id)))

    def has_told(self, who: str) -> bool:
        """Whether they have a loop: all that they told may have been undone."""
        return self.participants[who] in self.stood

    def excepted(self) -> list[str]:
        """Those whose loops are."""
        found = (p for p, loop in self.stood.items() if loop["state"] == "excepted")
        return [self.name_of_participant(p) for p in found]

    def lowest(self, who: str) -> list[StrandRow]:
        """The strands that keep a loop where it stands, with the action that it asks for."""
        loop = self.loop(self.participants[who])
        query = select(StrandRow).where(
            StrandRow.participant_id == loop.participant_id,
            StrandRow.step == loop.step,
            StrandRow.next_action == loop.next_action,
        )
        with self.looking() as session:
            return list(session.scalars(query.order_by(StrandRow.id)))

    def name_of_insight(self, id_: int) -> str:
        return _name(self.insights, id_)

    def name_of_contribution(self, id_: int) -> str:
        return _name(self.contributions, id_)

    def name_of_participant(self, id_: int) -> str:
        return _name(self.participants, id_)

    # Verbs that no story needs

    def says(self, who: str) -> None:
        """Something new is told."""
        self.told += 1
        name = f"S{self.told}"
        self.tells(name, who)
        self.owners[name] = who

    def takes_back(self, *names: str) -> None:
        super().takes_back(*names)
        for name in names:
            del self.owners[name]

    def _made(self, act: Act, response: Response, name: str) -> None:
        """Whatever an *add* has made is known by its number."""
        made = added_by(act, response)
        if made is not None:
            name = f"C{made.id}"
            self.contributions[name] = made.id
            self.owners[name] = self.name_of_participant(made.participant_id)

    def undoes(self, verb: Callable[..., None], contribution: str, insight: str) -> None:
        """A weaving, or a taking out, was a slip."""
        with self.unit() as act:
            verb(act, self.insight(act, insight), [self.contribution(act, contribution)])

    def puts_back(self, contribution: str) -> None:
        """That it was set aside was a slip."""
        with self.unit() as act:
            undoing.undo_setting_aside(act, [self.contribution(act, contribution)])

    def splits(self, insight: str, parts: Sequence[Sequence[str]]) -> None:
        with self.unit() as act:
            given = [
                (f"Stien er mørk, {insight}{i}.", [self.contribution(act, c) for c in part])
                for i, part in enumerate(parts)
            ]
            row, process = self.insight(act, insight), self.the_process(act)
            made = weaving.split_insight(act, process, row, given, "Det var to ting.")
            names = {f"{insight}{i}": new.id for i, new in enumerate(made)}
        self.insights |= names

    def answers_together(self, copy: Copy, moves: Sequence[str], text: str) -> None:
        """Several moves about the whole round in one sending."""
        with self.unit() as act:
            delivery = act.session.get_one(Delivery, copy.id)
            given = [answer(act, delivery, move, text, sending=copy.id) for move in moves]
            self.answered += [response.id for response in given]

    def changes_for(self, responses: Sequence[int], text: str, version: int | None) -> None:
        """Answers are resolved by a change."""
        with self.unit() as act:
            rows = self.rows(act, Response, responses)
            qualifying.resolve(
                act, rows, "changed", "Det har vi ændret.", new_text=text, version=version
            )

    def lifts(self, who: str) -> None:
        with self.unit(self.manager) as act:
            oversight.lift_exception(act, self.the_process(act), self.person(act, who))

    def promises(self, days: int) -> None:
        with self.unit() as act:
            promised = processes.Promises(days, days + 1, days + 2)
            processes.change_promises(act, self.the_process(act), promised)

    def marks(self, attempt: int, kind: Any, via: str = "") -> None:
        """What the server said of a mail that was claimed."""
        with self.unit(SYSTEM) as act:
            outbox.mark(act, attempt, Result(kind, via))

    def doubts(self, attempt: int) -> None:
        """Whoever had claimed it is no more."""
        with self.unit(SYSTEM) as act:
            outbox.doubt(act, act.session.get_one(Attempt, attempt), "interrupted")

    def sends_all(self, kind: Any = "sent", via: str = "smtp") -> None:
        """The worker sends what may go now; each is taken once."""
        for _ in range(20):
            taken = self.takes()
            if taken is None:
                return
            if taken.mail is not None:
                self.marks(taken.attempt, kind, via if kind == "sent" else "")

    def brings(self, copy: Copy, server: str = "sent") -> None:
        """By the channel it was frozen for; whom none reaches is told when they come by."""
        if copy.channel == "email":
            self.sends_all(server)
        else:
            self.records(BRINGS.get(copy.channel, "told"), copy.who, copy.round)

    def records_ago(self, how: Any, copy: Copy, reminder: bool, days: int) -> None:
        with self.unit() as act:
            delivery = act.session.get_one(Delivery, copy.id)
            at = act.now - timedelta(days=days)
            returning.record_contact(act, delivery, how, at, reminder)

    def undecides(self, insight: str, days: int) -> None:
        """Left undecided until so many days from now."""
        expected: date = (self.now + timedelta(days=days)).date()
        self.decides(insight, "undecided", decider="Kommunalbestyrelsen", expected=expected)


def _name(names: dict[str, int], id_: int) -> str:
    return next(name for name, known in names.items() if known == id_)
