"""Tells a story by its bare facts, and asks the pure function where the loop stands.

The verbs are those of the office; each records the facts that a service would record.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from tracker.domain.facts import Fact, Loop
from tracker.domain.loop import (
    Standing,
    fold,
    overdue_days,
    reminder_due,
    standing_of,
    waits_over,
    windows_over,
)

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAYS = {"qualify": 21, "closing": 14, "update": 14}


class FactTeller:
    """One process; `who` is the participant that the verbs are about unless another is named."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.now = START
        self._ids = count(1)
        self._named: dict[str, int] = {}
        self.participants: dict[str, int] = {}
        self.versions: dict[str, int] = {}
        self.outcomes: dict[str, int] = {}
        self.asides: dict[str, tuple[int, int]] = {}
        self.resolutions: list[int] = []
        self.withdrawn: list[int] = []
        self.rounds: dict[str, tuple[int, dict[str, int]]] = {}
        self.answered: list[int] = []
        self.record("process_created", days_to_return=21, days_to_answer=14, days_to_close=21)
        self.joins("P")

    def record(self, kind: str, at: datetime | None = None, **data: Any) -> None:
        self.now += timedelta(minutes=1)
        self.facts.append(Fact(len(self.facts) + 1, kind, at or self.now, self.now, data))

    def named(self, name: str) -> int:
        return self._named.setdefault(name, next(self._ids))

    def passes(self, days: float) -> None:
        self.now += timedelta(days=days)

    def walks(self, step: int, contribution: str = "C1", insight: str = "A") -> None:
        """One contribution and one insight, told by conversation, as far as a step."""
        deeds = (
            lambda: contribution in self._named or self.tells(contribution),
            lambda: self.weaves(contribution, insight),
            lambda: self.gives_back("qualify", insight),
            lambda: self.answers("recognise", insight),
            lambda: self.decides(insight),
            lambda: self.gives_back("closing", insight),
        )
        for deed in deeds[: step + 1]:
            deed()

    # People and what they said

    def joins(self, name: str, who: str = "person", public_return: bool = False) -> None:
        self.participants[name] = self.named(name)
        self.record(
            "participant_added",
            participant=self.named(name),
            who=who,
            public_return=public_return,
        )

    def tells(self, name: str, who: str = "P", response: int | None = None) -> None:
        self.record(
            "contribution_recorded",
            contribution=self.named(name),
            participant=self.named(who),
            response=response,
        )

    # Weaving

    def weaves(self, contribution: str, insight: str, who: str = "P") -> None:
        self.drafts(insight)
        self.asides.pop(contribution, None)
        self.record("evidence_began", **self._pair(contribution, insight, who))

    def unweaves(self, contribution: str, insight: str, who: str = "P") -> None:
        self.record("evidence_ended", **self._pair(contribution, insight, who))

    def drafts(self, insight: str) -> None:
        if insight not in self.versions:
            self.versions[insight] = next(self._ids)
            self.record(
                "insight_drafted", insight=self.named(insight), version=self.versions[insight]
            )

    def rewrites(self, insight: str, wording_only: bool = False) -> None:
        self.versions[insight] = next(self._ids)
        self.record(
            "insight_versioned",
            insight=self.named(insight),
            version=self.versions[insight],
            wording_only=wording_only,
        )

    def sets_aside(self, contribution: str, who: str = "P") -> None:
        self.asides[contribution] = next(self._ids), next(self._ids)
        aside, reason = self.asides[contribution]
        self.record(
            "set_aside",
            participant=self.named(who),
            contribution=self.named(contribution),
            aside=aside,
            reason=reason,
        )

    def changes_reason(self, contribution: str) -> None:
        aside, _ = self.asides[contribution]
        self.asides[contribution] = aside, next(self._ids)
        self.record(
            "reason_changed",
            participant=self.named("P"),
            contribution=self.named(contribution),
            aside=aside,
            reason=self.asides[contribution][1],
        )

    def merges(self, insights: list[str], into: str, contributions: list[str]) -> None:
        self.succeeds(insights, {into: contributions})

    def succeeds(self, insights: list[str], successors: dict[str, list[str]]) -> None:
        for insight in successors:
            self.drafts(insight)
        self.record(
            "insight_succeeded",
            predecessors=[self.named(i) for i in insights],
            successors=[
                {"insight": self.named(i), "contributions": [self.named(c) for c in contributions]}
                for i, contributions in successors.items()
            ],
        )

    def withdraws_insight(self, insight: str) -> None:
        self.withdrawn.append(self.named(insight))
        self.record("insight_withdrawn", insight=self.named(insight))

    # Giving back

    def gives_back(
        self,
        purpose: str,
        *insights: str,
        how: str = "told",
        who: Iterable[str] = ("P",),
        tells: Iterable[tuple[str, int]] = (),
    ) -> str:
        """Freeze a round for some people; `how` is told, posted, mail, notice, none or queued."""
        name = f"R{len(self.rounds) + 1}"
        passages = [*self._passages(insights), *tells]
        self.rounds[name] = self.named(name), {}
        for person in who:
            delivery = self.rounds[name][1][person] = next(self._ids)
            self.record(
                "report_frozen",
                delivery=delivery,
                round=self.named(name),
                participant=self.named(person),
                purpose=purpose,
                days=DAYS[purpose],
                channel=_CHANNELS[how],
                mail={"mail": "report", "notice": "notice"}.get(how),
                tells=passages,
            )
            self._reaches(how, delivery, person)
        return name

    def _passages(self, insights: Iterable[str]) -> list[tuple[str, int]]:
        insights = list(insights)
        return [
            *(("version", self.versions[i]) for i in insights),
            *(("outcome", self.outcomes[i]) for i in insights if i in self.outcomes),
            *(("reason", reason) for _, reason in self.asides.values()),
            *(("resolution", r) for r in self.resolutions),
            *(("withdrawal", i) for i in self.withdrawn),
        ]

    def _reaches(self, how: str, delivery: int, person: str) -> None:
        if how == "told":
            self.attempts("conversation_held", delivery, person)
        elif how == "posted":
            self.attempts("letter_posted", delivery, person)
        elif how == "public":
            self.attempts("returned_publicly", delivery, person)
        elif how in {"mail", "notice"}:
            message = "report" if how == "mail" else "notice"
            self.mails("attempt_sent", delivery, person, message, via="smtp")

    def attempts(self, kind: str, delivery: int, person: str = "P", reminder: bool = False) -> None:
        self.last_attempt = next(self._ids)
        self.record(
            kind,
            delivery=delivery,
            participant=self.named(person),
            attempt=self.last_attempt,
            reminder=reminder,
        )

    def mails(
        self, kind: str, delivery: int, person: str = "P", message: str = "report", **data: Any
    ) -> None:
        self.last_attempt = next(self._ids)
        self.again(kind, delivery, person, message, **data)

    def again(
        self, kind: str, delivery: int, person: str = "P", message: str = "report", **data: Any
    ) -> None:
        """Something more about the last attempt."""
        self.record(
            kind,
            delivery=delivery,
            participant=self.named(person),
            attempt=self.last_attempt,
            message=message,
            **data,
        )

    def returned_by_post(self, round_name: str, person: str = "P") -> None:
        self.record(
            "letter_returned",
            delivery=self.delivery(round_name, person),
            participant=self.named(person),
            attempt=self.last_attempt,
        )

    def delivery(self, round_name: str, person: str = "P") -> int:
        return self.rounds[round_name][1][person]

    def opens(self, round_name: str, person: str = "P") -> None:
        self.record(
            "report_opened",
            delivery=self.delivery(round_name, person),
            participant=self.named(person),
        )

    def meets(self, round_name: str, *insights: str, present: list[tuple[str, int]]) -> None:
        self.record(
            "session_held",
            session=next(self._ids),
            round=self.named(round_name),
            versions=[self.versions[i] for i in insights],
            present=[[self.named(person), number] for person, number in present],
        )

    # Answers

    def answers(
        self,
        move: str,
        about: str | None = None,
        words: bool = False,
        round_name: str | None = None,
        who: str = "P",
        withdraws: Iterable[str] = (),
    ) -> int:
        response = next(self._ids)
        self.answered.append(response)
        self.record(
            "response_given",
            response=response,
            participant=self.named(who),
            round=self.named(round_name or list(self.rounds)[-1]),
            sending=next(self._ids),
            move=move,
            words=words,
            **self._about(about),
            contributions=[self.named(c) for c in withdraws],
        )
        return response

    def sorts(
        self,
        response: int,
        move: str,
        about: str | None = None,
        withdraws: Iterable[str] = (),
    ) -> None:
        self.record(
            "response_sorted",
            response=response,
            participant=self.named("P"),
            move=move,
            **self._about(about),
            contributions=[self.named(c) for c in withdraws],
        )

    def _about(self, about: str | None) -> dict[str, int | None]:
        is_insight = about in self.versions
        aside = self.asides.get(about or "")
        return {
            "insight": self.named(about) if about and is_insight else None,
            "version": self.versions[about] if about and is_insight else None,
            "contribution": self.named(about) if about and not is_insight else None,
            "aside": aside[0] if aside else None,
        }

    def resolves(self, how: str, *responses: int) -> None:
        self.resolutions.append(next(self._ids))
        self.record(
            "resolution_recorded",
            resolution=self.resolutions[-1],
            responses=list(responses or self.answered[-1:]),
            how=how,
        )

    def decides(
        self,
        insight: str,
        use: str = "used",
        expected: date | None = None,
        decided_first: bool = False,
    ) -> None:
        self.outcomes[insight] = next(self._ids)
        self.record(
            "outcome_recorded",
            insight=self.named(insight),
            outcome=self.outcomes[insight],
            use=use,
            expected=expected,
            decided_first=decided_first,
        )

    def excepts(self, because: str, who: str = "P") -> None:
        self.record("loop_excepted", participant=self.named(who), because=because)

    def changes(self, who: str = "P", **changed: bool) -> None:
        """`contact`: a detail was entered; `wish`: how they wish to be contacted."""
        data = {"contact": False, "wish": False, "public_return": False} | changed
        self.record("participant_changed", participant=self.named(who), **data)

    # The clock

    def due(self, who: str = "P") -> None:
        """Record what the clock has brought about by now (R20)."""
        loop, now = self.loop(who), self.now
        for over in windows_over(loop, now):
            data = {} if over.end is None else {"end": over.end}
            data |= {"delivery": over.subject, "participant": self.named(who)}
            self.record(over.kind, at=over.at, **data)
        for over in waits_over(loop, now):
            outcome = loop.decisions[over.subject].id
            self.record(over.kind, at=over.at, insight=over.subject, outcome=outcome)

    def reminder_wanted(self, round_name: str, who: str = "P") -> bool:
        loop = self.loop(who)
        return reminder_due(loop, loop.deliveries[self.delivery(round_name, who)]) is not None

    # What stands

    def loop(self, who: str = "P") -> Loop:
        return fold(self.facts, self.named(who))

    def standing(self, who: str = "P") -> Standing:
        found = standing_of(self.loop(who))
        assert found is not None
        return found

    def stands(self, who: str = "P", **expected: Any) -> None:
        """Hold the loop against some of what the projection would say of it."""
        standing = self.standing(who)
        assert {name: getattr(standing, name) for name in expected} == expected

    def overdue(self, day: date, who: str = "P") -> int:
        return overdue_days(self.standing(who), day)

    def _pair(self, contribution: str, insight: str, who: str) -> dict[str, int]:
        return {
            "participant": self.named(who),
            "contribution": self.named(contribution),
            "insight": self.named(insight),
        }


_CHANNELS = {
    "told": "phone",
    "phone": "phone",
    "posted": "letter",
    "letter": "letter",
    "mail": "email",
    "notice": "email",
    "queued": "email",
    "none": "none",
    "public": "public",
}
