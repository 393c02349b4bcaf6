"""A teller of facts for the stories: each method records one fact, the clock goes on by itself."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from .check import Event, standing

HER = 1
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
Told = tuple[str, int]


class Story:
    """One process and, unless told otherwise, one participant."""

    def __init__(self, who: str = "person", public_return: bool = False) -> None:
        self.events: list[Event] = []
        self.now = START
        self.used = 100
        self.versions: dict[int, int] = {}
        self.outcomes: dict[int, int] = {}
        self.rounds: dict[int, int] = {}
        self.sent: dict[int, dict[str, Any]] = {}
        self.fact("process_created", days_to_return=21, days_to_answer=14, days_to_close=21)
        self.fact("participant_added", participant=HER, who=who, public_return=public_return)

    def fact(self, kind: str, **data: Any) -> None:
        """Record a fact one minute after the one before."""
        self.now += timedelta(minutes=1)
        self.events.append(Event(len(self.events) + 1, kind, self.now, self.now, data))

    def id(self) -> int:
        self.used += 1
        return self.used

    def later(self, days: float) -> None:
        self.now += timedelta(days=days)

    # What was said, and what it became.

    def contribution(self, c: int, response: int | None = None) -> None:
        self.fact("contribution_recorded", contribution=c, participant=HER, response=response)

    def woven(self, c: int, insight: int) -> None:
        if insight not in self.versions:
            self.drafted(insight)
        self.fact("evidence_began", participant=HER, contribution=c, insight=insight)

    def unwoven(self, c: int, insight: int) -> None:
        self.fact("evidence_ended", participant=HER, contribution=c, insight=insight)

    def drafted(self, insight: int) -> None:
        self.versions[insight] = self.id()
        self.fact("insight_drafted", insight=insight, version=self.versions[insight])

    def new_version(self, insight: int, wording_only: bool = False) -> None:
        self.versions[insight] = self.id()
        self.fact(
            "insight_versioned",
            insight=insight,
            version=self.versions[insight],
            wording_only=wording_only,
        )

    def merged(self, successor: int, *predecessors: int, contributions: list[int]) -> None:
        self.drafted(successor)
        self.fact(
            "insight_succeeded",
            predecessors=list(predecessors),
            successors=[{"insight": successor, "contributions": contributions}],
        )

    def set_aside(self, c: int) -> int:
        aside, reason = self.id(), self.id()
        self.fact("set_aside", participant=HER, contribution=c, aside=aside, reason=reason)
        self.versions[aside] = reason
        return aside

    def decided(
        self,
        insight: int,
        use: str = "used",
        expected: date | None = None,
        decided_first: bool = False,
    ) -> None:
        self.outcomes[insight] = self.id()
        self.fact(
            "outcome_recorded",
            insight=insight,
            outcome=self.outcomes[insight],
            use=use,
            expected=expected,
            decided_first=decided_first,
        )

    # What was given back.

    def frozen(
        self,
        purpose: str,
        *insights: int,
        channel: str = "phone",
        mail: str | None = None,
        also: tuple[Told, ...] = (),
    ) -> int:
        """A report is frozen: the insights' current versions and outcomes, and what else."""
        delivery, round_ = self.id(), self.id()
        tells = [("version", self.versions[i]) for i in insights]
        tells += [("outcome", self.outcomes[i]) for i in insights if i in self.outcomes]
        self.rounds[delivery] = round_
        self.sent[delivery] = {"mail": mail}
        self.fact(
            "report_frozen",
            delivery=delivery,
            round=round_,
            participant=HER,
            purpose=purpose,
            days=21 if purpose == "qualify" else 14,
            channel=channel,
            mail=mail,
            tells=[*tells, *also],
        )
        return delivery

    def on(self, delivery: int, kind: str, **data: Any) -> None:
        """Something happens to a delivery."""
        self.fact(kind, delivery=delivery, participant=HER, **data)

    def given_back(self, purpose: str, *insights: int, also: tuple[Told, ...] = ()) -> int:
        """Frozen, and told by a conversation recorded as held."""
        delivery = self.frozen(purpose, *insights, also=also)
        self.on(delivery, "conversation_held", attempt=self.id(), reminder=False)
        return delivery

    def qualify(self, *insights: int) -> int:
        return self.given_back("qualify", *insights)

    def closing(self, *insights: int, also: tuple[Told, ...] = ()) -> int:
        return self.given_back("closing", *insights, also=also)

    def update(self, *insights: int, also: tuple[Told, ...] = ()) -> int:
        return self.given_back("update", *insights, also=also)

    def mailed(self, delivery: int, message: str, via: str = "smtp") -> int:
        attempt = self.id()
        self.on(delivery, "attempt_claimed", attempt=attempt, message=message)
        self.on(delivery, "attempt_sent", attempt=attempt, message=message, via=via)
        return attempt

    def window_over(self, delivery: int, days: int, counted: bool = False) -> None:
        """The days have gone since now, and `due` records it."""
        self.later(days)
        if counted:
            self.on(delivery, "notice_counted")
        self.on(delivery, "window_ended", end=self.now)

    # What was answered.

    def answers(self, delivery: int, move: str, words: bool = False, **about: Any) -> int:
        response = self.id()
        self.fact(
            "response_given",
            response=response,
            participant=HER,
            round=self.rounds[delivery],
            sending=self.id(),
            move=move,
            words=words,
            **about,
        )
        return response

    def answers_insight(self, delivery: int, insight: int, move: str, words: bool = False) -> int:
        version = self.versions[insight]
        return self.answers(delivery, move, words, insight=insight, version=version)

    def resolved(self, how: str, *responses: int) -> Told:
        resolution = self.id()
        self.fact("resolution_recorded", resolution=resolution, responses=list(responses), how=how)
        return ("resolution", resolution)

    # Where it stands.

    def loop(self) -> dict[str, Any]:
        loop = standing(self.events, HER)
        assert loop is not None
        return loop

    def stands(self, step: int | None, action: str, **marks: Any) -> None:
        """Step and next action are these, and so is every mark; marks not named are off."""
        loop = self.loop()
        seen = {name: loop[name] for name in ("step", "action")}
        assert seen == {"step": step, "action": action}
        usual = {"stale", "no_answer", "unopened", "decided_first"}
        for name in usual | marks.keys():
            assert loop[name] == marks.get(name, False), (name, loop[name])


def closed_story() -> tuple[Story, int]:
    """Story 1, walked to its end; with the delivery of its closing round."""
    story = Story()
    story.contribution(1)
    story.woven(1, 10)
    delivery = story.qualify(10)
    story.answers_insight(delivery, 10, "recognise")
    story.decided(10)
    return story, story.closing(10)


def told_story() -> tuple[Story, int]:
    """A contribution woven into insight 10, told in a qualify round; not yet answered."""
    story = Story()
    story.contribution(1)
    story.woven(1, 10)
    return story, story.qualify(10)
