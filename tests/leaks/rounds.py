"""A world's rounds, each with what of all that is known may and must stand in whose report."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, select

from tests.leaks.answers import Answered, Answers
from tests.leaks.canaries import Book
from tests.leaks.plans import Plan
from tests.leaks.world import Person, Reason, Thought
from tests.stories.service_teller import WORKER
from tracker.domain.act import CITIZEN, SYSTEM, Act
from tracker.domain.round import Attempt, Delivery
from tracker.outbound import clock, outbox
from tracker.outbound.transport import Files, Mail, Result
from tracker.reports.freezing import outside_of
from tracker.returning import services as returning
from tracker.returning.checks import Reasons
from tracker.settings import Settings

FEW = 5
BRINGS = {"letter": "posted", "phone": "told", "in_person": "told", "public": "public"}
SURE = Reasons(readability="Prøve", words="Prøve")


@dataclass
class Copy:
    """One person's report of a round: what may stand in it, and what must."""

    id: int
    purpose: str
    person: Person
    channel: str
    may: set[str]
    must: set[str]
    # What is this copy's alone: the slip's code and the link.
    secrets: tuple[str, str]


@dataclass(frozen=True)
class Sent:
    """A mail as it left: whose, of what kind, and the file it became."""

    person: Person
    delivery: int
    message: str
    mail: Mail
    file: Path = field(repr=False)


class Rounds(Answers):
    """A whole process, played to its end."""

    def __init__(
        self, settings: Settings, engine: Engine, plan: Plan, book: Book, folder: Path
    ) -> None:
        self.answered = []
        self.copies: list[Copy] = []
        self.sent: list[Sent] = []
        # What each was told before, by their number.
        self.seen: dict[int, set[str]] = {}
        self.folder = folder
        super().__init__(settings, engine, plan, book)
        self.answer_all(*self.gives_back("qualify", wave=0))
        self.turns()
        with self.unit():
            self.decides()
        self.answer_all(*self.gives_back("update", wave=1))
        self.gives_back("closing", wave=1)
        self.passes(11)
        with self.unit(SYSTEM) as act:
            clock.due(act)
        self.mails()

    def gives_back(self, purpose: str, wave: int) -> tuple[int, int, dict[int, list[int]]]:
        """The round, and by whom it was told, which insights each report shows."""
        insights, question = self.living(), self.book.new(f"question of the {purpose} round")
        with self.unit() as act:
            rows = [self.insight(act, number) for number in insights]
            round_ = returning.plan_round(
                act, self.the_process(act), purpose, rows, None, questions=[question]
            )
            returning.fix_round(act, round_, SURE)
            while returning.freeze_next(act, round_):
                pass
            returning.release(act, round_, timedelta())
            deliveries = act.session.scalars(select(Delivery).where(Delivery.round == round_))
            copies = [self._copy(act, d, insights, question) for d in deliveries]
            number = round_.id
        self.copies += copies
        for copy in copies:
            self._tells_of(copy)
        self.mails()
        self._brings(number, copies)
        shown = {c.person.id: insights if not self.is_case else self.own(c.person) for c in copies}
        return number, wave, shown

    def _copy(self, act: Act, delivery: Delivery, insights: list[int], question: str) -> Copy:
        person = self.person_of(delivery)
        public = person.plan.kind == "unknown" or delivery.channel == "public"
        expects, purpose = Expects(self, person, public, insights), delivery.round.purpose
        return Copy(
            delivery.id, purpose, person, delivery.channel,
            expects.may() | {question}, expects.must(purpose),
            (delivery.slip_code or "", outside_of(delivery, act.settings, act.now).link or ""),
        )  # fmt: skip

    def person_of(self, delivery: Delivery) -> Person:
        return next(p for p in self.people if p.id == delivery.participant_id)

    def _tells_of(self, copy: Copy) -> None:
        for answered in self.answered:
            if answered.author is copy.person and answered.reason:
                answered.told = True
        self.seen.setdefault(copy.person.id, set()).update(copy.must)

    def taken_back(self, person: Person) -> set[str]:
        """Words of others that could be read once: by now they stand in no report any more."""
        said = (s for other in self.people if other is not person for s in other.said)
        found = set().union(*(s.unshared for s in said))
        over = (a for a in self.answered if any(b.taken_back for b in a.with_))
        return (found | {a.shareable for a in over}) - {""}

    def own(self, person: Person) -> list[int]:
        """The insights that words of theirs are part of."""
        woven = {i for said in person.standing for i in said.insights}
        return [number for number in self.living() if number in woven]

    def _brings(self, round_id: int, copies: list[Copy]) -> None:
        with self.unit() as act:
            for copy in copies:
                delivery = act.session.get_one(Delivery, copy.id)
                note = self.book.new("note of an attempt")
                returning.record_contact(act, delivery, "tried", act.now, note=note)
                how = BRINGS.get(copy.channel)
                if how:
                    returning.record_contact(act, delivery, how, act.now, note=note)
        with self.unit(CITIZEN) as act:
            for copy in copies:
                if copy.channel == "email" and self.plan.opens:
                    who = copy.person.id
                    number = self.process
                    act.record(number, "report_opened", participant=who, delivery=copy.id)

    def mails(self) -> None:
        """All that may go leaves as a file."""
        files = Files(self.folder)
        while (taken := self._takes()) is not None:
            if taken.mail is None:
                # A reminder of words that were taken back meanwhile.
                assert taken.reason in {"withdrawn", "ended"}
                continue
            result = files.send(taken.mail)
            assert result.kind == "sent"
            with self.unit(SYSTEM) as act:
                attempt = act.session.get_one(Attempt, taken.attempt)
                person = self.person_of(attempt.delivery)
                name = taken.mail.message_id.strip("<>")
                file = self.folder / f"{name}.eml"
                kind = f"{attempt.message}{'+' if attempt.reminder else ''}"
                self.sent.append(Sent(person, attempt.delivery_id, kind, taken.mail, file))
                outbox.mark(act, attempt.id, Result("sent", "smtp"))

    def _takes(self) -> outbox.Taken | None:
        with self.unit(SYSTEM) as act:
            return outbox.take(act, WORKER)


class Expects:
    """What one person's report may hold and must, by the rules and not by the product."""

    def __init__(self, world: Rounds, person: Person, public: bool, insights: list[int]) -> None:
        self.world, self.person, self.public = world, person, public
        self.insights = insights

    def may(self) -> set[str]:
        world = self.world
        found = set(world.public) | self._office()
        found |= self._told_by_others()
        for answered in world.answered:
            found |= self._of_answer(answered)
        if self.public:
            return found | self._own_public() | self._open_words(self.person)
        found |= {self.person.name} | world.seen.get(self.person.id, set())
        for said in self.person.standing:
            found |= {said.present, said.shareable, said.reason, *said.occasion, *said.earlier}
        return found - self._withdrawn() - {""}

    def must(self, purpose: str) -> set[str]:
        """Only what every form must hold."""
        world, own = self.world, set(self.world.own(self.person))
        shown = [i for i in self.insights if not world.is_case or i in own]
        found = {world.thoughts[i].versions[-1] for i in shown}
        found |= self._told_by_others()
        if purpose == "closing":
            found |= {said.reason for said in self.person.standing}
        if not self.public:
            found |= {self.person.name} | {said.present for said in self.person.standing}
            mine = [a for a in world.answered if a.author is self.person and not a.told]
            for answered in mine:
                if answered.reason and not answered.taken_back:
                    found |= {answered.reason, answered.words}
        return found - {""}

    def _withdrawn(self) -> set[str]:
        said = [s for s in self.person.said if s.withdrawn]
        words = {w for s in said for w in (s.present, s.shareable, s.reason, *s.earlier)}
        return words | {a.words for a in self.world.answered if a.taken_back}

    def _own_public(self) -> set[str]:
        found = {said.reason for said in self.person.standing}
        return found | {o for said in self.person.standing for o in said.occasion}

    def _told_by_others(self) -> set[str]:
        one_voice = self.world.circle(self.person)
        others = (p for p in self.world.people if p not in one_voice)
        return set().union(*map(self._open_words, others))

    def _open_words(self, person: Person) -> set[str]:
        """Words for sharing, of one who may be quoted."""
        if not self.may_quote(person):
            return set()
        return {s.shareable for s in person.standing if not s.telling.confidential}

    def may_quote(self, person: Person) -> bool:
        """Of those whom nobody knows nobody has asked it."""
        asked = person.plan.may_quote if person.plan.kind != "unknown" else None
        if self.world.is_case or asked is False:
            return False
        known = [p for p in self.world.people if p.plan.kind != "unknown"]
        return asked is True or len(known) >= FEW

    def _of_answer(self, answered: Answered) -> set[str]:
        mine = answered.author is self.person and not self.public
        found = (
            {answered.words, answered.reason, answered.shareable, answered.text} if mine else set()
        )
        others = [a.author for a in answered.with_ if self.public or a.author is not self.person]
        taken_back = any(a.taken_back for a in answered.with_)
        if not self.world.is_case and all(map(self.may_quote, others)) and not taken_back:
            found.add(answered.shareable)
        return found

    def _office(self) -> set[str]:
        """What the office wrote of insights; in a case of their own alone."""
        world, own = self.world, set(self.world.own(self.person))
        found: set[str] = set()
        for number, thought in enumerate(world.thoughts):
            told = thought.ended and self._was_told(thought)
            if not world.is_case or number in own or told:
                found |= {*thought.versions, *thought.about}
            found |= {r.canary for r in thought.reasons if self._may_know(r, number in own)}
        return found

    def _was_told(self, thought: Thought) -> bool:
        return not self.world.seen.get(self.person.id, set()).isdisjoint(thought.versions)

    def _may_know(self, reason: Reason, own: bool) -> bool:
        others = reason.people - {self.person.id}
        if reason.to_them:
            return not others and not self.public
        return not self.world.is_case or (own and not others)
