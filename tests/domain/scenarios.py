"""Stories that Hypothesis makes up, and the other orders in which their facts may be recorded."""

from collections.abc import Iterator
from datetime import date

from hypothesis import strategies as st

from tests.domain.fact_teller import FactTeller
from tracker.domain.facts import Fact
from tracker.domain.steps import steps_of

PEOPLE = ("P", "Q")
INSIGHTS = ("A", "B")
# The purpose counts last: what is told and answered in a qualify round happens most.
PURPOSES = ("qualify", "closing", "qualify", "update")
ANSWERS = ("recognise", "nuance", "disagree", "add", "correct", "no-thanks")


class Scenario(FactTeller):
    """What two people told us, woven into two insights, told and answered in rounds of one."""

    def __init__(self) -> None:
        super().__init__()
        self.joins("Q")
        for insight in INSIGHTS:
            self.drafts(insight)
        self.owner: dict[str, str] = {}
        self.woven: dict[str, list[str]] = {}

    def contributes(self, who: str, into: list[str], response: int | None = None) -> None:
        name = f"C{len(self.owner) + 1}"
        self.owner[name], self.woven[name] = who, into
        self.tells(name, who, response)
        for insight in into:
            self.weaves(name, insight, who)
        if not into:
            self.sets_aside(name, who)

    def tells_round(self, purpose: str, who: str, insight: str, how: str) -> str:
        held = [i for c, owner in self.owner.items() if owner == who for i in self.woven[c]]
        return self.gives_back(purpose, *({insight} & {*held}), how=how, who=[who])

    def answers_round(self, round_name: str, who: str, move: str, about: str | None) -> None:
        response = self.answers(move, about, move != "recognise", round_name, who)
        if move == "add":
            self.contributes(who, [about] if about in INSIGHTS else ["A"], response)
        if move in {"nuance", "disagree"}:
            self.resolves("declined", response)

    def decides_legally(self, insight: str) -> None:
        """R13: used, or only left undecided as long as a strand in it is below step 3."""
        loops = [self.loop(who) for who in PEOPLE]
        number = self.named(insight)
        steps = [n for loop in loops for s, n in steps_of(loop).items() if s.insight == number]
        if all(step >= 3 for step in steps):
            self.decides(insight, "used")
        else:
            self.decides(insight, "undecided", expected=date(2026, 10, 1))


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    t = Scenario()
    for who in PEOPLE:
        for _ in range(draw(st.integers(1, 2))):
            t.contributes(who, draw(st.lists(st.sampled_from(INSIGHTS), max_size=2, unique=True)))
    for _ in range(draw(st.integers(1, 5))):
        _goes_round(draw, t)
        if draw(st.booleans()):
            t.decides_legally(draw(st.sampled_from(INSIGHTS)))
    if draw(st.booleans()):
        t.passes(30)
        for who in PEOPLE:
            t.due(who)
    return t


def _goes_round(draw: st.DrawFn, t: Scenario) -> None:
    who, insight = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(INSIGHTS))
    how = draw(st.sampled_from(["told", "posted", "mail", "notice", "letter"]))
    name = t.tells_round(draw(st.sampled_from(PURPOSES)), who, insight, how)
    if how in {"mail", "notice"} and draw(st.booleans()):
        t.mails("attempt_sent", t.delivery(name, who), who, message="reminder", via="smtp")
    if draw(st.booleans()):
        own = [c for c, owner in t.owner.items() if owner == who]
        about = draw(st.sampled_from([None, insight, *own]))
        t.answers_round(name, who, draw(st.sampled_from(ANSWERS)), about)


class Orders:
    """Which facts of a scenario have an order by the rules: those that share what they are about.

    Telling and answering share the insight, for an answer counts only with or after a telling;
    so do freezing and weaving (R3). A decision and an answer do not, once R13 allows it.
    """

    def __init__(self, facts: list[Fact]) -> None:
        self.facts = facts
        self.insight_of: dict[int, int] = {}
        self.woven: dict[int, set[int]] = {}
        self.told: dict[int, set[tuple[str, int]]] = {}
        self.about: dict[int, set[tuple[str, int]]] = {}
        self.first: set[tuple[int, int, int]] = set()
        self.subjects = [self._subjects(fact) for fact in facts]

    def reordered(self, draw: st.DrawFn) -> list[Fact]:
        """Another legal order, numbered anew; drawing zeros keeps the order that was told."""
        left = list(range(len(self.facts)))
        found: list[Fact] = []
        while left:
            free = [i for i in left if not any(self.ordered(j, i) for j in left if j < i)]
            # Far ahead is seldom interesting; a few at a time shrinks well.
            chosen = draw(st.sampled_from(free[:6]))
            left.remove(chosen)
            found.append(self.facts[chosen]._replace(n=len(found) + 1))
        return found

    def ordered(self, earlier: int, later: int) -> bool:
        one, other = self.facts[earlier], self.facts[later]
        if one.kind in _BEFORE_ALL:
            return True
        shared = self.subjects[earlier] & self.subjects[later]
        return bool(shared) and not self._free(one, other) and not self._free(other, one)

    def _free(self, decision: Fact, answer: Fact) -> bool:
        """A decision and what is said or resolved; not before all are qualified (R13)."""
        if decision.kind != "outcome_recorded":
            return False
        if answer.kind == "resolution_recorded":
            return True
        undecided = decision.data["use"] == "undecided"
        later = (answer.n, decision.data["insight"]) not in {(n, i) for n, _, i in self.first}
        return answer.kind == "response_given" and (undecided or later)

    def _subjects(self, fact: Fact) -> set[tuple[str, int]]:
        data = fact.data
        if fact.kind == "report_frozen":
            return self._frozen(fact)
        if fact.kind == "response_given":
            return self._response(fact)
        if fact.kind == "resolution_recorded":
            about = set[tuple[str, int]]().union(*(self.about[r] for r in data["responses"]))
            return about | {("resolution", data["resolution"])}
        if "delivery" in data:
            return self.told[data["delivery"]] | {("delivery", data["delivery"])}
        if fact.kind == "insight_drafted":
            self.insight_of[data["version"]] = data["insight"]
        if fact.kind == "evidence_began":
            self.woven.setdefault(data["contribution"], set()).add(data["insight"])
        return {(kind, data[kind]) for kind in _NAMED if data.get(kind) is not None}

    def _frozen(self, fact: Fact) -> set[tuple[str, int]]:
        data = fact.data
        insights = {self.insight_of[id_] for kind, id_ in data["tells"] if kind == "version"}
        about = {("telling of", i) for i in insights} | {("round", data["round"])}
        self.told[data["delivery"]] = about
        passages = {(str(kind), int(id_)) for kind, id_ in data["tells"]}
        return (
            about | passages | {("insight", i) for i in insights} | {("delivery", data["delivery"])}
        )

    def _response(self, fact: Fact) -> set[tuple[str, int]]:
        data = fact.data
        insights = {data["insight"]} - {None} | self.woven.get(data["contribution"], set())
        told = {i for (kind, i) in self._of_round(data["round"]) if kind == "telling of"}
        about = {("insight", i) for i in insights | told}
        about |= {("telling of", i) for i in insights | told}
        about |= {("round", data["round"]), ("response", data["response"])}
        if data["contribution"] is not None:
            about.add(("contribution", data["contribution"]))
        for insight in insights | told:
            if not any((p, i) == (data["participant"], insight) for _, p, i in self.first):
                self.first.add((fact.n, data["participant"], insight))
        self.about[data["response"]] = about
        return about

    def _of_round(self, round_id: int) -> Iterator[tuple[str, int]]:
        for about in self.told.values():
            if ("round", round_id) in about:
                yield from about


_NAMED = ("contribution", "insight", "version", "outcome", "reason", "response")
_BEFORE_ALL = {"process_created", "participant_added"}
