"""What the people of a world answer, and what the office does with it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from tests.leaks.plans import Answering, Telling
from tests.leaks.world import Person, Reason, Said, Thought, World
from tracker.domain.act import Act
from tracker.domain.answering import NEEDS_WORDS, added_by
from tracker.domain.contribution import Contribution
from tracker.domain.errors import RuleBroken
from tracker.domain.evidence import weave
from tracker.domain.response import Response
from tracker.domain.round import Delivery
from tracker.qualifying import services as qualifying
from tracker.weaving import services as weaving


@dataclass
class Answered:
    """A response: whose, about what, and the canaries of its words and of what it led to."""

    id: int
    author: Person
    plan: Answering
    words: str
    insight: int | None = None
    said: Said | None = None
    made: Said | None = None
    reason: str = ""
    shareable: str = ""
    text: str = ""
    with_: list["Answered"] = field(default_factory=list)
    told: bool = False

    @property
    def taken_back(self) -> bool:
        """Whether it holds words of a contribution that was withdrawn."""
        about = [said for said in (self.said, self.made) if said is not None]
        return self.plan.move == "withdraw" or any(said.withdrawn for said in about)

    @property
    def waits(self) -> bool:
        done = {"withdraw", "no-thanks"}
        return self.plan.move not in done and (bool(self.words) or self.plan.move != "recognise")


class Answers(World):
    """A world in which people answer."""

    answered: list[Answered]

    def answer_all(self, round_id: int, wave: int, told: dict[int, list[int]]) -> None:
        """Everybody who got a report of the round answers it; then the office answers them."""
        new = []
        with self.unit():
            for person in self.people:
                answering = person.plan.answers[wave]
                if person.id in told and not answering.silent:
                    new += self._answers(round_id, person, answering, told[person.id])
        self.answered += new
        with self.unit():
            self._resolves(new)

    def _answers(
        self, round_id: int, person: Person, plan: Answering, insights: list[int]
    ) -> list[Answered]:
        move, about = plan.move, plan.about
        own = person.standing if about == "contribution" else []
        said = own[plan.which % len(own)] if own else None
        insight = insights[plan.which % len(insights)] if about == "insight" and insights else None
        if said is None and about == "contribution":
            return []
        wordy = plan.words or move in NEEDS_WORDS
        words = self._of(self.people.index(person) + 1, f"answer ({move})") if wordy else ""
        with self.unit() as act:
            response = qualifying.respond(
                act, self.delivery(act, person, round_id), move, words,
                None if insight is None else self.insight(act, insight),
                None if said is None else act.session.get_one(Contribution, said.id),
            )  # fmt: skip
            answered = Answered(response.id, person, plan, words, insight, said)
            made = added_by(act, response) if move == "add" else None
            if made is not None:
                answered.made = Said(made.id, Telling(), words)
                person.said.append(answered.made)
        _takes_effect(said, move, words)
        return [answered]

    def delivery(self, act: Act, person: Person, round_id: int) -> Delivery:
        query = select(Delivery).where(
            Delivery.round_id == round_id, Delivery.participant_id == person.id
        )
        return act.session.scalars(query).one()

    # What the office does with it

    def _resolves(self, new: list[Answered]) -> None:
        waiting = [answered for answered in new if answered.waits]
        at_once = [a for a in waiting if a.plan.move == "disagree"] if self.plan.together else []
        if len(at_once) > 1:
            self._resolve(at_once, "dissent")
        for answered in waiting:
            if not answered.reason:
                self._resolve([answered], answered.plan.how)

    def _resolve(self, some: list[Answered], how: str) -> None:
        first = some[0]
        number = self.people.index(first.author) + 1
        reason = self._of(number, f"resolution's reason ({how})")
        more: dict[str, str] = {}
        with self.unit() as act:
            if how == "added" and not self._woven(act, first):
                how = "answered"
            if how == "changed" and not self._can_change(first):
                how = "declined"
            if how == "changed" and first.insight is not None:
                first.text = more["new_text"] = self._of(number, "changed insight")
            if how == "dissent" and first.plan.shareable:
                more["shareable"] = self._of(number, "words of dissent for sharing")
            rows = self.rows(act, Response, [answered.id for answered in some])
            qualifying.resolve(act, rows, how, reason, **more)
        for answered in some:
            answered.reason, answered.shareable = reason, more.get("shareable", "")
            answered.with_ = some
        if first.text:
            self._has_changed(first)

    def _has_changed(self, answered: Answered) -> None:
        assert answered.insight is not None
        thought = self.thoughts[answered.insight]
        thought.versions.append(answered.text)
        thought.reasons.append(Reason(answered.reason, frozenset({answered.author.id}), True))

    def _can_change(self, answered: Answered) -> bool:
        if answered.insight is not None:
            return not self.thoughts[answered.insight].ended
        return answered.said is not None and answered.plan.move == "correct"

    def _woven(self, act: Act, answered: Answered) -> bool:
        living = self.living()
        if answered.made is None or not living:
            return False
        self._weaves(act, living[0], answered.made)
        return True

    def _weaves(self, act: Act, number: int, said: Said) -> None:
        weave(act, self.insight(act, number), self.rows(act, Contribution, [said.id]))
        said.insights.add(number)

    # What becomes of insights

    def turns(self) -> None:
        living = self.living()
        if self.plan.turn == "none" or not living:
            return
        getattr(self, f"_{self.plan.turn}")(living)

    def _edit(self, living: list[int]) -> None:
        thought = self.thoughts[living[0]]
        text, reason = self.book.new("edited insight"), self.book.new("reason of the edit")
        causes = [a for a in self.answered if a.insight == living[0]]
        with self.unit() as act:
            rows = self.rows(act, Response, [a.id for a in causes])
            weaving.edit_insight(act, self.insight(act, living[0]), text, reason, rows)
        thought.versions.append(text)
        thought.reasons.append(Reason(reason, frozenset(a.author.id for a in causes)))

    def _withdraw(self, living: list[int]) -> None:
        reason = self.book.new("reason of the withdrawal")
        with self.unit() as act:
            weaving.withdraw_insight(act, self.insight(act, living[0]), reason)
        self.thoughts[living[0]].ended = True
        self.thoughts[living[0]].about.add(reason)

    def _merge(self, living: list[int]) -> None:
        old = living[:2]
        if len(old) < 2:
            return
        text, reason = self.book.new("merged insight"), self.book.new("reason of the merging")
        with self.unit() as act:
            rows = [self.insight(act, number) for number in old]
            made = weaving.merge_insights(act, self.the_process(act), rows, text, reason)
            new = Thought(made.id, [text])
        self._succeeds(old, [new])

    def _split(self, living: list[int]) -> None:
        number = living[0]
        texts = [self.book.new("split insight") for _ in range(2)]
        with self.unit() as act:
            woven = [s.id for s in self.all_said() if number in s.insights and not s.withdrawn]
            parts = [(text, self.rows(act, Contribution, woven)) for text in texts]
            row, reason = self.insight(act, number), self.book.new("reason of the split")
            made = weaving.split_insight(act, self.the_process(act), row, parts, reason)
            new = [Thought(m.id, [text]) for m, text in zip(made, texts, strict=True)]
        self._succeeds([number], new)

    def _succeeds(self, old: list[int], new: list[Thought]) -> None:
        numbers = set(range(len(self.thoughts), len(self.thoughts) + len(new)))
        self.thoughts += new
        for number in old:
            self.thoughts[number].ended = True
        for said in self.all_said():
            if said.insights & set(old):
                said.insights = (said.insights - set(old)) | numbers

    def decides(self) -> None:
        for number in self.living():
            thought = self.thoughts[number]
            reason, first = self.book.new("outcome's reason"), self.book.new("why before")
            use = ("used", "undecided", "not")[number % 3]
            more = {"decided_first": first} if self.plan.decided_first else {}
            if use == "undecided":
                decider = self.book.new("decider")
                expected: date = (self.now + timedelta(days=30)).date()
                self._decides(number, use, reason, decider=decider, expected=expected)
                thought.about |= {reason, decider}
                continue
            try:
                self._decides(number, use, reason, **more)
            except RuleBroken:
                self._decides(number, use, reason, decided_first=first)
            thought.about |= {reason, first}

    def _decides(self, number: int, use: str, reason: str, **more: object) -> None:
        with self.unit() as act:
            qualifying.decide(act, self.insight(act, number), use, reason, **more)


def _takes_effect(said: Said | None, move: str, words: str) -> None:
    if said is None:
        return
    if move == "correct":
        said.earlier.add(said.present)
        said.unshared.add(said.shareable)
        said.present, said.shareable = words, ""
    elif move == "withdraw":
        said.withdrawn = True
        said.unshared.add(said.shareable)
