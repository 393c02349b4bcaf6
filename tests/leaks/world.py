"""A process that a plan describes, lived through the services; every text in it has a canary."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Engine

from tests.leaks.canaries import Book
from tests.leaks.plans import INSIGHTS, Plan, Somebody, Telling
from tests.stories.office import Office
from tracker.domain.act import Act, Actor
from tracker.domain.contribution import Contribution
from tracker.domain.evidence import weave
from tracker.domain.hearing import unknown_of
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.listening import occasions
from tracker.listening import services as listening
from tracker.listening.services import Details
from tracker.oversight import services as oversight
from tracker.processes import services as processes
from tracker.qualifying import services as qualifying
from tracker.settings import Settings
from tracker.weaving import services as weaving


@dataclass
class Said:
    """A contribution: its number, the canaries of its wordings and occasion, what became of it."""

    id: int
    telling: Telling
    present: str
    shareable: str = ""
    occasion: frozenset[str] = frozenset()
    earlier: set[str] = field(default_factory=set)
    # Words that others could read once, and may no more.
    unshared: set[str] = field(default_factory=set)
    reason: str = ""
    insights: set[int] = field(default_factory=set)
    withdrawn: bool = False


@dataclass
class Person:
    """One who takes part, and all of theirs."""

    id: int
    plan: Somebody
    name: str
    email: str
    address: str
    said: list[Said] = field(default_factory=list)

    @property
    def standing(self) -> list[Said]:
        return [said for said in self.said if not said.withdrawn]


@dataclass
class Thought:
    """An insight: the canaries of its versions, of the reasons for them, and of what came of it."""

    id: int
    versions: list[str]
    about: set[str] = field(default_factory=set)
    reasons: list["Reason"] = field(default_factory=list)
    ended: bool = False


@dataclass(frozen=True)
class Reason:
    """Why an insight was changed: whose answers did it, and whether it was written to them."""

    canary: str
    people: frozenset[int] = frozenset()
    to_them: bool = False


class World(Office):
    """The office, and what is known of whom."""

    def __init__(self, settings: Settings, engine: Engine, plan: Plan, book: Book) -> None:
        self.plan = plan
        self._act: Act | None = None
        self.book = book
        self.public = {self.book.new("contact"), self.book.new("hours")}
        contact, hours = self.public
        super().__init__(
            settings, engine, kind=plan.kind, language=plan.language, mail=plan.mail,
            contact=(contact, "87 13 00 00", hours),
        )  # fmt: skip
        # Whose name a mail carries.
        self.senders: set[str] = set()
        self.people: list[Person] = []
        self.thoughts: list[Thought] = []
        with self.unit():
            self.describes()
            for somebody in plan.people:
                self.joins(somebody)
            for number in range(INSIGHTS):
                self.understands(number)
            self.sets_aside()
        if plan.excepted:
            self.excepts(self.people[-1])

    @contextmanager
    def unit(self, actor: Actor | None = None) -> Iterator[Act]:
        """A commit of its own, or part of the one that is under way."""
        if self._act is not None:
            yield self._act
            return
        with super().unit(actor) as self._act:
            try:
                yield self._act
            finally:
                self._act = None

    def agrees(self) -> None:
        """That all agree is shown elsewhere."""

    @property
    def is_case(self) -> bool:
        return self.plan.kind == "case"

    def open_word(self, label: str) -> str:
        """One that anybody who takes part may read."""
        canary = self.book.new(label)
        self.public.add(canary)
        return canary

    def describes(self) -> None:
        with self.unit() as act:
            process = self.the_process(act)
            process.title = self.open_word("title")
            process.department.name = self.open_word("department")
            self.senders = {process.department.name}
            process.department.address = self.open_word("department's address")
            texts = ("purpose", "at_stake", "can_influence", "cannot_influence", "case_number")
            given = {name: self.open_word(name) for name in texts}
            about = replace(processes.about_of(process), until=date(2026, 6, 1), **given)
            processes.describe(act, process, about)
            qualifying.promise(act, process, self.open_word("promise"), date(2026, 6, 1))
            stands = self.open_word("obstacle")
            obstacle = weaving.note_obstacle(act, process, stands, self.book.new("owner"))
            weaving.answer_obstacle(act, obstacle, self.open_word("answer to the obstacle"))
            for user in act.session.query(User):
                user.name = self.book.new(f"name of a {user.email}")

    # People and what they tell

    def _of(self, number: int, what: str) -> str:
        return self.book.new(f"P{number}'s {what}")

    def joins(self, somebody: Somebody) -> None:
        number = len(self.people) + 1
        new = partial(self._of, number)
        name, address = new("name"), new("address")
        email = self.book.word(f"P{number}'s e-mail")
        with self.unit() as act:
            if somebody.kind == "unknown":
                row = self._unknown(act, somebody, new("occasion"))
                name = ""
            else:
                row = self._known(act, somebody, new, name, f"{email}@example.dk", address)
            person = Person(row.id, somebody, name, email, address)
            self.people.append(person)
            for telling in somebody.tells:
                person.said.append(self._tells(act, row, telling, new))

    def _known(
        self, act: Act, somebody: Somebody, new: Any, name: str, email: str, address: str
    ) -> Participant:
        details = Details(
            name=name, email=email, phone=f"{new('phone')} 8", address=address,
            channel=somebody.channel, protected=somebody.protected,
            may_quote=somebody.may_quote, language=somebody.language,
            perspectives=new("perspectives"), guardian=new("guardian"),
            guardian_proof=new("guardian's proof"), public_return=somebody.public,
        )  # fmt: skip
        group = somebody.kind == "group"
        groups = [p.id for p in self.people if p.plan.kind == "group"][: int(somebody.member)]
        return listening.add_participant(
            act, self.the_process(act), details, ref=new("ref"),
            group_size=24 if group else None,
            groups=[] if group else self.rows(act, Participant, groups),
        )  # fmt: skip

    def _unknown(self, act: Act, somebody: Somebody, occasion: str) -> Participant:
        process = self.the_process(act)
        encounter = occasions.add_encounter(act, process, "workshop", occasion, act.now)
        unknown = unknown_of(act, encounter)
        unknown.public_return = somebody.public
        return unknown

    def _tells(self, act: Act, row: Participant, telling: Telling, new: Any) -> Said:
        title, place = new("occasion"), new("place")
        process = self.the_process(act)
        encounter = occasions.add_encounter(act, process, "walk", title, act.now, place)
        words, shareable = new("words"), new("words for sharing") if telling.shareable else ""
        readers = [act.session.get_one(User, self.caseworker.id)] if telling.confidential else None
        contribution = listening.log_contribution(
            act, row, words, how=telling.how, encounter=encounter, shareable=shareable,
            readers=readers,
        )  # fmt: skip
        return Said(contribution.id, telling, words, shareable, frozenset({title, place}))

    # What the office makes of it

    def understands(self, number: int) -> None:
        text, other = self.book.new(f"insight {number}"), self.book.new(f"knowledge of {number}")
        cited = self.book.new(f"source of {number}")
        with self.unit() as act:
            insight = weaving.draft(act, self.the_process(act), text)
            thought = Thought(insight.id, [text], {other, cited})
            self.thoughts.append(thought)
            weaving.add_source(act, insight, "research", "supports", other, cited)
            for said in self.all_said():
                if not said.telling.aside and number in said.telling.insights:
                    weave(act, insight, self.rows(act, Contribution, [said.id]))
                    said.insights.add(number)

    def sets_aside(self) -> None:
        for number, person in enumerate(self.people, start=1):
            for said in person.said:
                if said.telling.aside:
                    said.reason = self.book.new(f"P{number}'s reason for setting aside")
                    with self.unit() as act:
                        weaving.set_aside(act, self.rows(act, Contribution, [said.id]), said.reason)

    def excepts(self, person: Person) -> None:
        with self.unit(self.manager) as act:
            row = act.session.get_one(Participant, person.id)
            reason = self.book.new("reason of the exception")
            oversight.except_loop(act, self.the_process(act), row, "other", reason)

    def circle(self, person: Person) -> list[Person]:
        """Those who are one voice with somebody: a group with its members."""
        members = [p for p in self.people if p.plan.member and p.plan.kind == "person"]
        groups = [p for p in self.people if p.plan.kind == "group"]
        found = [person]
        for member in members:
            before = self.people[: self.people.index(member)]
            joined = [group for group in groups if group in before][:1]
            for group in joined:
                found += [group] * (member is person) + [member] * (group is person)
        return found

    def all_said(self) -> list[Said]:
        return [said for person in self.people for said in person.said]

    def living(self) -> list[int]:
        """The insights that can be given back."""
        woven = {i for said in self.all_said() if not said.withdrawn for i in said.insights}
        return [n for n, t in enumerate(self.thoughts) if not t.ended and n in woven]

    def insight(self, act: Act, number: int) -> Insight:
        return act.session.get_one(Insight, self.thoughts[number].id)
