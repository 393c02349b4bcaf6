"""Tells a story through the services; each verb is one commit, after which all must agree."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from tests.stories.office import Office
from tracker.closing import services as signing
from tracker.domain.act import CITIZEN, SYSTEM, Act
from tracker.domain.answering import added_by
from tracker.domain.contribution import Contribution
from tracker.domain.evidence import weave
from tracker.domain.hearing import unknown_of
from tracker.domain.history import facts_of
from tracker.domain.insight import Insight
from tracker.domain.loop import fold, reminder_due
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter
from tracker.domain.response import Response
from tracker.domain.round import Attempt, Delivery, Round
from tracker.domain.undoing import call_back, take_back, undo_participants
from tracker.listening import occasions
from tracker.listening import services as listening
from tracker.listening.services import Details
from tracker.outbound import clock, outbox, settling
from tracker.outbound.claims import Claimant
from tracker.outbound.outbox import Taken
from tracker.outbound.transport import Result
from tracker.oversight import services as oversight
from tracker.qualifying import services as qualifying
from tracker.reports.document import Document
from tracker.reports.freezing import document_of
from tracker.returning import meetings
from tracker.returning import services as returning
from tracker.returning.checks import Reasons
from tracker.settings import Settings
from tracker.weaving import services as weaving

WORKER = Claimant("host", "boot", 1, "start")
MARKS = ("no_answer", "unopened", "decided_first", "stale", "waiting_until")
REACHES = {
    "phone": Details(phone="20 30 40 50", channel="phone"),
    "email": Details(email="karen@example.dk", channel="email"),
    "letter": Details(address="Søvej 3\n8220 Brabrand", channel="letter"),
    "in_person": Details(channel="in_person"),
    "none": Details(channel="none"),
}


class ServiceTeller(Office):
    """One process; `who` is the participant that the verbs are about unless another is named."""

    def __init__(self, settings: Settings, engine: Engine, **process: Any) -> None:
        super().__init__(settings, engine, **process)
        self.participants: dict[str, int] = {}
        self.contributions: dict[str, int] = {}
        self.insights: dict[str, int] = {}
        self.rounds: list[int] = []
        self.answered: list[int] = []

    def walks(self, step: int, contribution: str = "C1", insight: str = "A") -> None:
        """One contribution and one insight, told by conversation, as far as a step."""
        deeds = (
            lambda: contribution in self.contributions or self.tells(contribution),
            lambda: self.weaves(contribution, insight),
            lambda: self.gives_back("qualify", insight),
            lambda: self.answers("recognise", insight),
            lambda: self.decides(insight),
            lambda: self.gives_back("closing", insight),
        )
        for deed in deeds[: step + 1]:
            deed()

    # People and what they said

    def joins(
        self, name: str, channel: str = "phone", size: int | None = None, of: Sequence[str] = ()
    ) -> None:
        with self.unit() as act:
            self.participants[name] = listening.add_participant(
                act,
                self.the_process(act),
                REACHES[channel],
                group_size=size,
                groups=[self.person(act, group) for group in of],
            ).id

    def nobody_knows(self, name: str, occasion: str) -> None:
        """The unknown of an occasion."""
        with self.unit() as act:
            encounter = occasions.add_encounter(
                act, self.the_process(act), "workshop", occasion, act.now
            )
            self.participants[name] = unknown_of(
                act, act.session.get_one(Encounter, encounter.id)
            ).id

    def changes(self, details: Details, who: str = "P") -> None:
        with self.unit() as act:
            listening.edit_participant(act, self.person(act, who), details)

    def tells(self, name: str, who: str = "P", text: str = "", shareable: str = "") -> None:
        with self.unit() as act:
            self.contributions[name] = listening.log_contribution(
                act, self.person(act, who), text or f"Vi mangler lys her, {name}.",
                shareable=shareable,
            ).id  # fmt: skip

    def takes_back(self, *names: str) -> None:
        """What was written down by mistake; it has no name any more."""
        with self.unit() as act:
            take_back(act, [self.contribution(act, name) for name in names])
        for name in names:
            del self.contributions[name]

    def never_joined(self, *names: str) -> None:
        """Those who were added by mistake."""
        with self.unit() as act:
            undo_participants(act, [self.person(act, name) for name in names])
        for name in names:
            del self.participants[name]

    # Weaving

    def weaves(self, contribution: str, insight: str) -> None:
        if insight not in self.insights:
            self.drafts(insight)
        with self.unit() as act:
            weave(act, self.insight(act, insight), [self.contribution(act, contribution)])

    def drafts(self, insight: str) -> None:
        with self.unit() as act:
            process = self.the_process(act)
            self.insights[insight] = weaving.draft(act, process, f"Stien er mørk, {insight}.").id

    def unweaves(self, contribution: str, insight: str) -> None:
        with self.unit() as act:
            woven = [self.contribution(act, contribution)]
            weaving.unweave(act, self.insight(act, insight), woven, "Det hørte til et andet sted.")

    def rewrites(
        self,
        insight: str,
        text: str,
        because: int = 0,
        wording: bool = False,
        reason: str = "Det sagde I.",
    ) -> None:
        with self.unit() as act:
            causes = self.rows(act, Response, [because] if because else [])
            row = self.insight(act, insight)
            weaving.edit_insight(act, row, text, reason, causes, wording)

    def sets_aside(self, contribution: str, reason: str = "Det er ikke vores vej.") -> None:
        with self.unit() as act:
            weaving.set_aside(act, [self.contribution(act, contribution)], reason)

    def merges(self, insights: Sequence[str], into: str, text: str) -> None:
        with self.unit() as act:
            rows = [self.insight(act, insight) for insight in insights]
            process = self.the_process(act)
            merged = weaving.merge_insights(act, process, rows, text, "De handler om det samme.")
            self.insights[into] = merged.id

    def withdraws_insight(self, insight: str, reason: str) -> None:
        with self.unit() as act:
            weaving.withdraw_insight(act, self.insight(act, insight), reason)

    # Giving back

    def gives_back(
        self, purpose: str, *insights: str, how: str = "told", who: Iterable[str] = ("P",)
    ) -> int:
        """A round for some people; `how` is told, posted, public, mailed or sent (not yet)."""
        round_id = self.sends(purpose, *insights, who=who)
        for person in who:
            if how == "mailed":
                self.mails("sent")
            elif how != "sent":
                self.records(how, person, round_id)
        return round_id

    def sends(self, purpose: str, *insights: str, who: Iterable[str] = ("P",)) -> int:
        """Plan, fix, freeze and release, each a commit as the command makes it."""
        with self.unit() as act:
            chosen = [self.insight(act, insight) for insight in insights]
            people = [self.person(act, person) for person in who]
            process = self.the_process(act)
            round_id = returning.plan_round(act, process, purpose, chosen, people).id
            self.rounds.append(round_id)
        with self.unit() as act:
            returning.fix_round(act, act.session.get_one(Round, round_id), Reasons())
        with self.unit() as act:
            assert returning.freeze_next(act, act.session.get_one(Round, round_id)) == 0
        with self.unit() as act:
            returning.release(act, act.session.get_one(Round, round_id), act.now - act.now)
        return round_id

    def calls_back(self, round_id: int = 0) -> int:
        """A round, or the last; how many mails were stopped."""
        with self.unit() as act:
            return call_back(act, act.session.get_one(Round, round_id or self.rounds[-1]))

    def records(self, how: Any, who: str = "P", round_id: int = 0, reminder: bool = False) -> None:
        with self.unit() as act:
            returning.record_contact(act, self.delivery(act, who, round_id), how, act.now, reminder)

    def takes(self) -> Taken | None:
        """The worker claims the oldest mail that may go."""
        with self.unit(SYSTEM) as act:
            return outbox.take(act, WORKER)

    def attempts_wait(self) -> bool:
        with self.looking() as session:
            return outbox.next_moment(session) is not None

    def mails(self, kind: Any, via: str = "smtp") -> int:
        """The worker sends one mail, and the server says so much; the attempt's number."""
        taken = self.takes()
        assert taken is not None and taken.mail is not None, taken
        with self.unit(SYSTEM) as act:
            outbox.mark(act, taken.attempt, Result(kind, via if kind == "sent" else ""))
        return taken.attempt

    def bounces(self, attempt: int) -> None:
        with self.unit(SYSTEM) as act:
            outbox.bounced(act, act.session.get_one(Attempt, attempt))

    def settles(self, sent: bool, who: str = "P", round_id: int = 0) -> None:
        with self.unit() as act:
            settling.settle(act, [self.delivery(act, who, round_id)], sent)

    def opens(self, who: str = "P", round_id: int = 0) -> None:
        """By their own POST."""
        with self.unit(CITIZEN) as act:
            delivery = self.delivery(act, who, round_id)
            act.record(
                self.process, "report_opened", participant=delivery.participant_id,
                delivery=delivery.id,
            )  # fmt: skip

    def meets(self, *insights: str, present: Sequence[tuple[str, int]], round_id: int = 0) -> int:
        """A session of a round, or the last; those present first get a report."""
        with self.unit() as act:
            planned = act.session.get_one(Round, round_id or self.rounds[-1])
            people = [(self.person(act, who), count) for who, count in present]
            returning.include(act, planned, [person for person, _ in people])
            told = returning.versions_told(act, planned)
            shown = meetings.shown(told, [self.insight(act, i) for i in insights])
            held = meetings.hold_session(act, planned, act.now, "Biblioteket", people, shown)
            return held.id

    # Answers

    def answers(
        self,
        move: str,
        about: str = "",
        text: str = "",
        who: str = "P",
        makes: str = "",
        round_id: int = 0,
    ) -> int:
        """An answer to a round, or the last; `makes`: the name of what an *add* makes."""
        with self.unit() as act:
            delivery = self.delivery(act, who, round_id)
            response = qualifying.respond(act, delivery, move, text, **self._about(act, about))
            self._made(act, response, makes)
            self.answered.append(response.id)
        return self.answered[-1]

    def sorts(self, response: int, move: str, about: str = "", makes: str = "") -> None:
        with self.unit() as act:
            row = act.session.get_one(Response, response)
            qualifying.sort_into(act, row, move, **self._about(act, about))
            self._made(act, row, makes)

    def _about(self, act: Act, about: str) -> dict[str, Any]:
        if about in self.insights:
            return {"insight": self.insight(act, about)}
        return {"contribution": self.contribution(act, about)} if about else {}

    def _made(self, act: Act, response: Response, name: str) -> None:
        made = added_by(act, response) if name else None
        if made is not None:
            self.contributions[name] = made.id

    def resolves(self, how: str, *responses: int, reason: str = "Vi svarer jer her.") -> int:
        with self.unit() as act:
            rows = self.rows(act, Response, responses or self.answered[-1:])
            return qualifying.resolve(act, rows, how, reason).id

    def decides(self, insight: str, use: str = "used", **more: Any) -> None:
        with self.unit() as act:
            row = self.insight(act, insight)
            qualifying.decide(act, row, use, "Vi gør noget ved det.", **more)

    def excepts(self, because: str, who: str = "P") -> None:
        with self.unit(self.manager) as act:
            reason = "Vi har ingen adresse."
            oversight.except_loop(
                act, self.the_process(act), self.person(act, who), because, reason
            )

    def signs(self) -> int:
        with self.unit(self.manager) as act:
            return signing.close(act, self.the_process(act)).id

    def due(self) -> clock.Counts:
        with self.unit(SYSTEM) as act:
            return clock.due(act)

    # What stands

    def stands(self, step: int | None, action: str, who: str = "P", **expected: Any) -> None:
        """Step and next action are these, and so is every mark; marks not named are off."""
        loop = self.loop(self.participants[who])
        steps = expected.pop("steps", None)
        state = {None: "ended", 5: "closed"}.get(step, "open")
        wanted = dict.fromkeys(MARKS, False) | {"waiting_until": None, "state": state} | expected
        wanted |= {"step": step, "next_action": action}
        seen = {name: getattr(loop, name) for name in wanted}
        assert seen == wanted, f"{seen} is not {wanted}"
        counts = [loop.n0, loop.n1, loop.n2, loop.n3, loop.n4, loop.n5]
        assert steps in (None, counts), counts

    def report(self, who: str = "P", round_id: int = 0) -> Document:
        """The report of a round as it was frozen; of the last when none is named."""
        with self.looking() as session:
            act = Act(session, SYSTEM, self.now, self.settings)
            return document_of(session, self.delivery(act, who, round_id))

    def reminder_wanted(self, who: str = "P") -> bool:
        person = self.participants[who]
        with self.looking() as session:
            act = Act(session, SYSTEM, self.now, self.settings)
            loop = fold(facts_of(session, self.process, [person])[person], person)
            return reminder_due(loop, loop.deliveries[self.delivery(act, who).id]) is not None

    def overdue_on(self, day: date) -> int:
        return self.overdue(self.participants["P"], day)

    def person(self, act: Act, name: str) -> Participant:
        return act.session.get_one(Participant, self.participants[name])

    def insight(self, act: Act, name: str) -> Insight:
        return act.session.get_one(Insight, self.insights[name])

    def contribution(self, act: Act, name: str) -> Contribution:
        return act.session.get_one(Contribution, self.contributions[name])

    def delivery(self, act: Act, who: str = "P", round_id: int = 0) -> Delivery:
        query = select(Delivery).where(
            Delivery.round_id == (round_id or self.rounds[-1]),
            Delivery.participant_id == self.participants[who],
        )
        return act.session.scalars(query).one()
