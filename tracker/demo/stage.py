"""What the demo's stories share: who acts, what there is so far, and the verbs at their moments.

A moment is a number of days before now. People, contributions and insights go by short names.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from tracker.citizen.services import open_letter, try_code
from tracker.domain import projection
from tracker.domain.act import CITIZEN, SYSTEM, Act, Actor
from tracker.domain.answering import About, about_contribution, about_insight, answer
from tracker.domain.contribution import Contribution
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter, Process
from tracker.domain.response import Response
from tracker.domain.round import Delivery, Round
from tracker.domain.second_thing import TRIES
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.outbound.claims import Claimant
from tracker.outbound.clock import due
from tracker.outbound.outbox import mark, take
from tracker.outbound.transport import Result
from tracker.outbound.work import transport_of
from tracker.processes.services import about_of, add_process, department_named, describe
from tracker.reports.links import DIGITS
from tracker.returning.checks import Reasons
from tracker.returning.services import (
    How,
    deliveries_to,
    fix_round,
    freeze_next,
    plan_round,
    record_contact,
    release,
)

Acting = Callable[[Actor, float], Act]


@dataclass(frozen=True, slots=True)
class Staff:
    """Those who act in the stories."""

    mette: Actor
    jens: Actor


@dataclass(slots=True)
class Stage:
    """One process, and what there is in it so far."""

    acting: Acting
    staff: Staff
    process: Process
    people: dict[str, Participant] = field(default_factory=dict)
    said: dict[str, Contribution] = field(default_factory=dict)
    insights: dict[str, Insight] = field(default_factory=dict)

    @classmethod
    def begun(
        cls,
        acting: Acting,
        staff: Staff,
        days_ago: float,
        title: str,
        department: str,
        about: Mapping[str, Any],
        *,
        kind: str = "development",
        lasts: int = 150,
        **how: Any,
    ) -> "Stage":
        """A process that Mette begins; `lasts`: in days, until citizens cannot influence it."""
        act = acting(staff.mette, days_ago)
        owner = department_named(act, department)
        process = add_process(act, title, kind, owner, demo=True, **how)
        until = (act.now + timedelta(days=lasts)).date()
        describe(act, process, replace(about_of(process), **about, until=until))
        return cls(acting, staff, process)

    def on(self, days_ago: float) -> Act:
        """What Mette does so many days ago."""
        return self.acting(self.staff.mette, days_ago)

    def by_jens(self, days_ago: float) -> Act:
        return self.acting(self.staff.jens, days_ago)

    def meet(self, days_ago: float, people: Mapping[str, Mapping[str, Any]]) -> None:
        """People who take part from then on."""
        act = self.on(days_ago)
        for name, details in people.items():
            said = dict(details)
            size = said.pop("group_size", None)
            self.people[name] = add_participant(act, self.process, Details(**said), group_size=size)

    def hear(
        self,
        days_ago: float,
        key: str,
        who: str,
        text: str,
        how: str = "verbatim",
        encounter: Encounter | None = None,
        **more: Any,
    ) -> None:
        self.said[key] = log_contribution(
            self.on(days_ago), self.people[who], text, how=how, encounter=encounter, **more
        )

    def some(self, names: Sequence[str]) -> list[Participant]:
        return [self.people[name] for name in names]

    def send(
        self,
        days_ago: float,
        purpose: str,
        names: Sequence[str],
        insights: Sequence[str] | None = None,
        questions: Sequence[str] = (),
        lost: bool = False,
    ) -> Round:
        """Give back to these people; of the insights, all or those named. `lost`: nobody knows
        whether its mails arrived."""
        act = self.on(days_ago)
        chosen = None if insights is None else [self.insights[name] for name in insights]
        planned = plan_round(
            act, self.process, purpose, chosen, self.some(names), questions=questions
        )
        fix_round(act, planned, Reasons())
        while freeze_next(act, planned):
            pass
        release(act, planned, timedelta())
        self.mail(days_ago, lost)
        return planned

    def record(
        self,
        planned: Round,
        days_ago: float,
        how: How,
        *names: str,
        reminder: bool = False,
        note: str = "",
    ) -> None:
        act = self.on(days_ago)
        for name in names:
            record_contact(act, self.delivery(planned, name), how, act.now, reminder, note)

    def delivery(self, planned: Round, name: str) -> Delivery:
        act = self.on(0)
        (found,) = deliveries_to(act, planned, [self.people[name].id])
        return found

    def opens(self, planned: Round, days_ago: float, *names: str) -> None:
        """The letter is opened by its link."""
        act = self.acting(CITIZEN, days_ago)
        for name in names:
            open_letter(act, self.delivery(planned, name).token_hash or "")

    def guesses(self, planned: Round, days_ago: float, name: str) -> None:
        """Somebody who holds their link, and not their code, types one after the other."""
        act = self.acting(CITIZEN, days_ago)
        for number in range(TRIES):
            try_code(act, self.delivery(planned, name).token_hash or "", f"{number:0{DIGITS}}")

    def reply(
        self,
        planned: Round,
        days_ago: float,
        name: str,
        move: str,
        text: str = "",
        insight: str = "",
        own: str = "",
        by_staff: bool = False,
    ) -> Response:
        """They answer by link; `by_staff`: by telephone or letter, and Mette writes it in."""
        act = self.on(days_ago) if by_staff else self.acting(CITIZEN, days_ago)
        delivery = self.delivery(planned, name)
        about = About()
        if insight:
            about = about_insight(act, delivery, self.insights[insight].id)
        elif own:
            about = about_contribution(act, delivery, self.said[own])
        withdraws = [self.said[own]] if move == "withdraw" else []
        return answer(act, delivery, move, text, about, withdraws=withdraws)

    def clock(self, *days_ago: float) -> None:
        """What the worker does at each of these moments: reminders, windows, dates."""
        for moment in days_ago:
            act = self.acting(SYSTEM, moment)
            projection.follow(act.session)
            due(act)
            self.mail(moment)

    def mail(self, days_ago: float, lost: bool = False) -> None:
        """The demo's mails become files, as the worker makes them: nobody gets them."""
        act = self.acting(SYSTEM, days_ago)
        claimant = Claimant.this_process()
        transport = transport_of(act.settings, time.sleep)
        act.session.flush()
        while taken := take(act, claimant):
            if taken.mail is not None:
                found = Result("unsure") if lost else transport.send(taken.mail)
                mark(act, taken.attempt, found)
            act.session.flush()
