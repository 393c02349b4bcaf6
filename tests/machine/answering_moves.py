"""Moves of those who answer, and of those who answer them; and whole stretches of the way."""

from collections.abc import Callable

from tests.machine.player import REFUSALS, Copy
from tests.machine.world import Choose, World, move
from tracker.domain.projection import StrandRow
from tracker.domain.response import MOVES, RESOLUTIONS, SORTED

SERVERS = ("sent", "sent", "sent", "sent", "later", "refused", "unsure", "unsure")
WORDS = ("", "Det er ikke rigtigt.")


class AnsweringMoves(World):
    def about(self, choose: Choose, copy: Copy) -> str:
        """An insight of the round, an own contribution, or the whole round."""
        return choose.of("", *self.t.insights_in(copy.round), *self.own(copy.who))

    def answers(self, choose: Choose, copy: Copy, moves: tuple[str, ...], words: str) -> None:
        move = choose.of(*moves)
        about = self.about(choose, copy)
        if move == "withdraw":
            about = choose.one(self.own(copy.who)) or ""
        self.t.answers(move, about, words, copy.who, round_id=copy.round)

    @move(8, given=lambda t: t.copies())
    def answer(self, choose: Choose) -> None:
        copy = self.a_copy(choose)
        if copy is not None:
            self.answers(choose, copy, MOVES, choose.of(*WORDS))

    @move(2, given=lambda t: t.copies())
    def recognise(self, choose: Choose) -> None:
        copy = self.a_copy(choose)
        if copy is not None:
            self.answers(choose, copy, ("recognise", "no-thanks"), "")

    @move(3, given=lambda t: t.copies())
    def take_everything_back(self, choose: Choose) -> None:
        copy = self.a_copy(choose)
        if copy is not None:
            for contribution in self.own(copy.who):
                self.t.answers("withdraw", contribution, who=copy.who, round_id=copy.round)

    @move(3, given=lambda t: t.copies())
    def answer_twice(self, choose: Choose) -> None:
        """About the same thing, in two sendings."""
        copy = self.a_copy(choose)
        if copy is not None:
            about = self.about(choose, copy)
            for move in (choose.of("nuance", "disagree", "add"), choose.of(*MOVES)):
                self.t.answers(move, about, "Ja, men ikke altid.", copy.who, round_id=copy.round)

    @move(given=lambda t: t.copies())
    def answer_together(self, choose: Choose) -> None:
        copy = self.a_copy(choose)
        if copy is not None:
            moves = choose.some(("nuance", "recognise", "disagree", "said"), least=2)
            self.t.answers_together(copy, moves, choose.of("Kun om vinteren.", "Ja."))

    @move(5, given=lambda t: t.copies())
    def say_and_sort(self, choose: Choose) -> None:
        copy = self.a_copy(choose)
        if copy is not None:
            response = self.t.answers("said", "", "Og lyset?", copy.who, round_id=copy.round)
            self.sorts(choose, response, copy)

    @move(3, given=lambda t: t.free_words())
    def sort(self, choose: Choose) -> None:
        copy = self.a_copy(choose)
        if copy is not None:
            others = choose.of(*self.t.answered)
            self.sorts(choose, choose.of(*self.t.free_words(), others), copy)

    def sorts(self, choose: Choose, response: int, copy: Copy) -> None:
        move = choose.of(*SORTED)
        about = choose.one(self.own(copy.who)) if move == "withdraw" else self.about(choose, copy)
        self.t.sorts(response, move, about or "")

    @move(9, given=lambda t: t.waiting_answers())
    def resolve(self, choose: Choose) -> None:
        if self.t.answered:
            responses = choose.some(self.t.waiting_answers()) or [choose.of(*self.t.answered)]
            self.t.resolves(choose.of("answered", "declined", *RESOLUTIONS), *responses)

    @move(5, given=lambda t: t.waiting_answers())
    def resolve_by_a_change(self, choose: Choose) -> None:
        if self.t.answered:
            response = choose.one(self.t.waiting_answers()) or choose.of(*self.t.answered)
            text, version = choose.of(("Stien er mørk nu.", None), ("", 1), ("", 2))
            self.t.changes_for([response], text, version)

    # Stretches of the way: whatever is asked for next is done

    @move(12)
    def walk(self, choose: Choose) -> None:
        self.walks(choose, self.somebody(choose), 6)

    @move(4)
    def walk_on(self, choose: Choose) -> None:
        self.walks(choose, self.somebody(choose), 3)

    @move(3)
    def walk_all(self, choose: Choose) -> None:
        for who in list(self.t.participants):
            self.walks(choose, who, 4)

    def walks(self, choose: Choose, who: str, far: int) -> None:
        for _ in range(far if self.t.has_told(who) else 0):
            loop = self.t.loop(self.t.participants[who])
            if loop.next_action == "none":
                return
            try:
                _DOES[loop.next_action](self, choose, who, self.t.lowest(who))
            except REFUSALS:
                return

    def _weave(self, choose: Choose, who: str, strands: list[StrandRow]) -> None:
        for strand in strands:
            name = self.t.name_of_contribution(strand.contribution_id)
            if choose.of(True, True, False):
                self.t.weaves(name, choose.one(self.t.living()) or "I0")
            else:
                self.t.sets_aside(name)

    def _round(self, choose: Choose, purpose: str, who: str, strands: list[StrandRow]) -> None:
        found = {s.insight_id for s in strands if s.insight_id is not None}
        insights = [self.t.name_of_insight(i) for i in sorted(found)]
        self.t.sends(purpose, *insights, who=[who])
        self.t.brings(self.t.copies()[0], choose.of(*SERVERS))

    def _return(self, choose: Choose, who: str, strands: list[StrandRow]) -> None:
        self._round(choose, "qualify", who, strands)

    def _tell(self, choose: Choose, who: str, strands: list[StrandRow]) -> None:
        self._round(choose, choose.of("closing", "update"), who, strands)

    def _reach(self, choose: Choose, who: str, strands: list[StrandRow]) -> None:
        for copy in self.theirs(who)[:2]:
            self.t.records(choose.of("told", "told", "tried"), who, copy.round)

    def _settle(self, choose: Choose, who: str, strands: list[StrandRow]) -> None:
        for copy in self.theirs(who):
            if copy.channel == "email":
                self.t.settles(choose.of(True, False), who, copy.round)

    def _await(self, choose: Choose, who: str, strands: list[StrandRow]) -> None:
        """They answer, or the days pass; what is on its way arrives."""
        self.t.sends_all()
        copy = next(iter(self.theirs(who)), None)
        if copy is not None and choose.of(True, True, False):
            self.t.answers("recognise", who=who, round_id=copy.round)
            return
        for _ in range(2):
            self.t.passes(12)
            self.t.due()
            self.t.sends_all()

    def _resolve(self, choose: Choose, who: str, strands: list[StrandRow]) -> None:
        self.t.resolves(choose.of("answered", "dissent"), *self.t.waiting_answers())

    def _decide(self, choose: Choose, who: str, strands: list[StrandRow]) -> None:
        for strand in strands:
            if strand.insight_id is not None:
                insight = self.t.name_of_insight(strand.insight_id)
                self.t.decides(insight, "used", decided_first="Det kunne ikke vente.")

    def theirs(self, who: str) -> list[Copy]:
        return [copy for copy in self.t.copies() if copy.who == who]


_DOES: dict[str, Callable[[AnsweringMoves, Choose, str, list[StrandRow]], None]] = {
    "weave": AnsweringMoves._weave,
    "return": AnsweringMoves._return,
    "reach": AnsweringMoves._reach,
    "settle": AnsweringMoves._settle,
    "await": AnsweringMoves._await,
    "resolve": AnsweringMoves._resolve,
    "decide": AnsweringMoves._decide,
    "tell": AnsweringMoves._tell,
}
