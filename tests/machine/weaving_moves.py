"""Moves of those who hear, weave and decide."""

from tests.machine.world import MOST_PEOPLE, MOST_SAID, PEOPLE, Choose, World, move
from tracker.listening.services import Details
from tracker.weaving import undoing


class WeavingMoves(World):
    @move()
    def somebody_joins(self, choose: Choose) -> None:
        if len(self.t.participants) < MOST_PEOPLE:
            self.joins_as(choose.of(*PEOPLE))

    @move(2)
    def somebody_tells(self, choose: Choose) -> None:
        if len(self.t.contributions) < MOST_SAID:
            self.t.says(self.somebody(choose))

    @move(4)
    def somebody_was_misheard(self, choose: Choose) -> None:
        """One of those that became nothing yet is taken back, or one that did, or what was told
        just now."""
        if choose.maybe() and len(self.t.contributions) < MOST_SAID:
            self.t.says(self.somebody(choose))
            self.t.takes_back(list(self.t.contributions)[-1])
            return
        woven = {c for c, _ in self.t.woven()}
        free = [c for c in self.t.contributions if c not in woven]
        self.t.takes_back(choose.one(free) or choose.of(*self.t.contributions))

    @move(4)
    def somebody_was_never_there(self, choose: Choose) -> None:
        """Somebody is added, tells something, and all of it was a mistake; or they were there."""
        if choose.of(True, True, True, False):
            self.t.told += 1
            who = f"X{self.t.told}"
            self.t.joins(who, choose.of("email", "none"))
            if choose.maybe():
                self.t.says(who)
                self.t.takes_back(*self.own(who))
            self.t.never_joined(who)
        else:
            self.t.never_joined(self.somebody(choose))

    @move(3)
    def weave(self, choose: Choose) -> None:
        self.t.weaves(choose.of(*self.t.contributions), self.an_insight(choose))

    @move(given=lambda t: t.woven())
    def unweave(self, choose: Choose) -> None:
        pair = choose.one(self.t.woven())
        if pair is not None:
            self.t.unweaves(*pair)

    @move(4, given=lambda t: t.woven())
    def unweave_by_mistake(self, choose: Choose) -> None:
        pair = choose.one(self.t.woven())
        if pair is not None:
            self.t.unweaves(*pair)
            self.t.undoes(undoing.undo_unweaving, *pair)

    @move(4)
    def weave_by_mistake(self, choose: Choose) -> None:
        pair = choose.of(*self.t.contributions), self.an_insight(choose)
        self.t.weaves(*pair)
        self.t.undoes(undoing.undo_weaving, *pair)

    @move(2, given=lambda t: t.woven())
    def move_evidence(self, choose: Choose) -> None:
        pair = choose.one(self.t.woven())
        if pair is not None:
            self.t.weaves(pair[0], self.an_insight(choose))
            self.t.unweaves(*pair)

    @move(2)
    def set_aside(self, choose: Choose) -> None:
        woven = {c for c, _ in self.t.woven()}
        free = [c for c in self.t.contributions if c not in woven]
        contribution = choose.one(free) or choose.of(*self.t.contributions)
        self.t.sets_aside(contribution, choose.of("Vejen er ikke vores.", "Det er for dyrt."))

    @move(4)
    def set_aside_by_mistake(self, choose: Choose) -> None:
        """At once, or some time after."""
        contribution = choose.of(*self.t.contributions)
        if choose.maybe():
            self.t.sets_aside(contribution)
        self.t.puts_back(contribution)

    @move(5)
    def unweave_and_set_aside(self, choose: Choose) -> None:
        contribution = choose.of(*self.t.contributions)
        for c, insight in self.t.woven():
            if c == contribution:
                self.t.unweaves(c, insight)
        self.t.sets_aside(contribution)
        if choose.of(True, True, False):
            self.t.sets_aside(contribution, "Vi har læst det igen.")

    @move(8, given=lambda t: t.living())
    def edit(self, choose: Choose) -> None:
        told = {i for copy in self.t.copies() for i in self.t.insights_in(copy.round)}
        insight = choose.one(i for i in self.t.living() if i in told) or self.an_insight(choose)
        if insight in self.t.insights:
            wording = choose.maybe()
            # A small correction that names an answer is refused, which is soon seen often enough.
            cause = (
                choose.of(0, 0, 0, *self.t.answered[:1])
                if wording
                else choose.of(0, *self.t.answered)
            )
            self.t.told += 1
            self.t.rewrites(insight, f"Stien er mørk {self.t.told}.", cause, wording)

    @move(5, given=lambda t: len(t.living()) > 1)
    def merge(self, choose: Choose) -> None:
        living = choose.some(self.t.living(), least=2)[:2]
        if len(living) == 2:
            self.t.merges(living, f"M{len(self.t.insights)}", "Der er mørkt overalt.")

    @move(3, given=lambda t: t.woven())
    def split(self, choose: Choose) -> None:
        pair = choose.one(self.t.woven())
        if pair is not None and len(self.t.insights) < 2 * MOST_PEOPLE:
            evidence = [c for c, insight in self.t.woven() if insight == pair[1]]
            first = choose.some(evidence)
            rest = [c for c in evidence if c not in first]
            self.t.splits(pair[1], [first, [*rest, *choose.some(first)]])

    @move(6, given=lambda t: t.living())
    def withdraw_insight(self, choose: Choose) -> None:
        insight = choose.one(self.t.living())
        if insight is not None:
            self.t.withdraws_insight(insight, "Vi tog fejl.")

    @move(4, given=lambda t: t.living())
    def decide(self, choose: Choose) -> None:
        insight = choose.one(self.t.living())
        if insight is not None:
            first = choose.of("", "Rådet skulle stemme.")
            self.t.decides(insight, choose.of("used", "partly", "not"), decided_first=first)

    @move(8, given=lambda t: t.living())
    def leave_undecided(self, choose: Choose) -> None:
        insight = choose.one(self.t.living())
        if insight is not None:
            self.t.undecides(insight, choose.of(10, 1, 60, -5))

    @move(7)
    def except_somebody(self, choose: Choose) -> None:
        because = choose.of("no-contact", "asked-not", "died", "other")
        who = self.somebody(choose)
        self.t.excepts(because, who)
        if choose.maybe():
            self.t.lifts(who)

    @move(7, given=lambda t: t.excepted())
    def lift_an_exception(self, choose: Choose) -> None:
        self.t.lifts(choose.of(*self.t.excepted()))

    @move(5)
    def promise_otherwise(self, choose: Choose) -> None:
        self.t.promises(choose.of(7, 14, 30))

    @move(4)
    def change_details(self, choose: Choose) -> None:
        details = choose.of(
            Details(name="Karen"),
            Details(phone="60 70 80 90"),
            Details(channel="email", email="karen@example.dk"),
            Details(public_return=True),
            Details(public_return=False),
            Details(channel="letter", address="Søvej 9"),
            Details(email="ny@example.dk"),
            Details(channel="none"),
        )
        self.t.changes(details, self.somebody(choose))

    @move()
    def sign(self, choose: Choose) -> None:
        self.t.signs()
