"""Stier og lys i Elmeparken: who said what, what was made of it, and how far each has come.

All of it is invented. Somebody stands on every step, and each kind of ending is there.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tracker.demo import words
from tracker.domain import projection
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.answering import WHOLE_ROUND, about_contribution, about_insight, answer
from tracker.domain.contribution import Contribution
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.domain.round import Delivery, Round
from tracker.listening.occasions import add_encounter
from tracker.listening.services import Details, add_participant, log_contribution, unknown_of
from tracker.outbound.claims import Claimant
from tracker.outbound.clock import due
from tracker.outbound.outbox import mark, take
from tracker.outbound.work import transport_of
from tracker.oversight.services import except_loop
from tracker.processes.services import (
    about_of,
    add_process,
    department_named,
    describe,
)
from tracker.qualifying.services import decide, promise, resolve
from tracker.returning.checks import Reasons
from tracker.returning.meetings import hold_session
from tracker.returning.services import (
    How,
    deliveries_to,
    fix_round,
    freeze_next,
    plan_round,
    record_contact,
    release,
    versions_told,
)
from tracker.weaving.services import add_insight, add_source, note_obstacle, set_aside, weave

Acting = Callable[[Actor, float], Act]


@dataclass(slots=True)
class Stage:
    """Those who act, and what there is so far, by the names that the story gives it."""

    acting: Acting
    mette: Actor
    jens: Actor
    process: Process
    people: dict[str, Participant] = field(default_factory=dict)
    said: dict[str, Contribution] = field(default_factory=dict)
    insights: dict[str, Insight] = field(default_factory=dict)

    def on(self, days_ago: float) -> Act:
        """What Mette did so many days ago."""
        return self.acting(self.mette, days_ago)

    def some(self, *names: str) -> list[Participant]:
        return [self.people[name] for name in names]


def tell(acting: Acting, colleagues: dict[str, Actor]) -> None:
    """The whole story, from the first walk to today."""
    stage = _begin(acting, colleagues["caseworker"], colleagues["manager"])
    _listen(stage)
    _weave(stage)
    first = _look_together(stage)
    _hear_answers(stage, first)
    _decide(stage)
    _tell_what_came_of_it(stage)
    _go_on(stage)


def _begin(acting: Acting, mette: Actor, jens: Actor) -> Stage:
    act = acting(mette, 74)
    process = add_process(
        act,
        words.TITLE,
        "development",
        department_named(act, words.DEPARTMENT),
        contact=words.CONTACT,
        public_return=True,
        mail="report",
        demo=True,
    )
    until = (act.now + timedelta(days=150)).date()
    describe(act, process, replace(about_of(process), **words.ABOUT, until=until))
    promise(act, process, words.PROMISE, (act.now + timedelta(days=120)).date())
    return Stage(acting, mette, jens, process)


def _listen(stage: Stage) -> None:
    act = stage.on(73)
    title, place = words.WALK
    walk = add_encounter(act, stage.process, "walk", title, act.now, place, "own")
    later = stage.on(72)
    title, place = words.CAFE
    cafe = add_encounter(later, stage.process, "workshop", title, later.now, place)
    for name, details in words.PEOPLE.items():
        stage.people[name] = add_participant(act, stage.process, Details(**details))
    stage.people["club"] = add_participant(
        act, stage.process, Details(name=words.CLUB, channel="in_person"), group_size=24
    )
    stage.people["unknown"] = unknown_of(act, walk)
    for key, (who, how, text) in words.SAID.items():
        stage.said[key] = log_contribution(
            stage.on(words.SAID_LATER.get(who, 72 if who in words.AT_THE_CAFE else 73)),
            stage.people[who],
            text,
            how=how,
            encounter=cafe
            if who in words.AT_THE_CAFE
            else None
            if who in words.SAID_LATER
            else walk,
            shareable=words.SHAREABLE.get(key, ""),
        )


def _weave(stage: Stage) -> None:
    act = stage.on(66)
    for name, (text, evidence) in words.INSIGHTS.items():
        stage.insights[name] = add_insight(
            act, stage.process, text, [stage.said[key] for key in evidence]
        )
    add_source(act, stage.insights["light"], *words.STATISTICS)
    set_aside(act, [stage.said["parking"]], words.PARKING_ASIDE)


def _look_together(stage: Stage) -> Round:
    """A round for all who had said something by then; Ole gets his three weeks later."""
    everybody = [name for name in stage.people if name not in ("lone", "emil", "ole")]
    planned = _send(stage, 63, "qualify", stage.some(*everybody), [words.QUESTION])
    _record(stage, planned, 62, "posted", "ahmed", "kirsten", "poul")
    _record(stage, planned, 60, "told", "sofie")
    _record(stage, planned, 60, "public", "unknown")
    hold_session(
        stage.on(58),
        planned,
        stage.on(58).now,
        words.MEETING,
        [(stage.people["club"], 6)],
        versions_told(stage.on(58), planned),
    )
    return planned


def _hear_answers(stage: Stage, first: Round) -> None:
    answered = _answers(stage, first)
    act = stage.on(47)
    resolve(
        act,
        [answered["ahmed"]],
        "changed",
        words.AHMED_RESOLVED,
        new_text=words.LIGHT_AGAIN,
    )
    resolve(act, [answered["club"]], "answered", words.CLUB_RESOLVED)
    # The clock: reminders at half of the window, and the window's end.
    _clock(stage, 52)
    _clock(stage, 38)


def _answers(stage: Stage, first: Round) -> dict[str, Response]:
    """What they answered, each in their own way."""

    def by(name: str, days_ago: float) -> tuple[Act, Delivery]:
        act = stage.on(days_ago)
        (delivery,) = deliveries_to(act, first, [stage.people[name].id])
        return act, delivery

    found: dict[str, Response] = {}
    act, delivery = by("birthe", 59)
    light = about_insight(act, delivery, stage.insights["light"].id)
    found["birthe"] = answer(act, delivery, "recognise", "", light)
    act, delivery = by("ahmed", 55)
    light = about_insight(act, delivery, stage.insights["light"].id)
    found["ahmed"] = answer(act, delivery, "nuance", words.AHMED_ANSWERS, light)
    act, delivery = by("kirsten", 46)
    paths = about_insight(act, delivery, stage.insights["paths"].id)
    found["kirsten"] = answer(act, delivery, "disagree", words.KIRSTEN_ANSWERS, paths)
    act, delivery = by("sofie", 58)
    found["sofie"] = answer(act, delivery, "no-thanks", "", WHOLE_ROUND)
    act, delivery = by("club", 57)
    found["club"] = answer(act, delivery, "said", words.CLUB_ANSWERS, WHOLE_ROUND)
    act, delivery = by("poul", 56)
    own = stage.said["dogs"]
    found["poul"] = answer(
        act, delivery, "withdraw", "", about_contribution(act, delivery, own), withdraws=[own]
    )
    return found


def _decide(stage: Stage) -> None:
    jens = stage.acting(stage.jens, 36)
    inge = stage.people["inge"]
    except_loop(jens, stage.process, inge, "no-contact", words.INGE_EXCEPTED)
    act = stage.on(34)
    light = stage.insights["light"]
    decide(act, light, "partly", words.LIGHT_OUTCOME)
    note_obstacle(act, stage.process, *words.OBSTACLE, insight=light.id)


def _tell_what_came_of_it(stage: Stage) -> None:
    """Some are told by now; Ahmed's letter is not posted yet."""
    told = _send(stage, 30, "closing", stage.some("birthe", "club", "ahmed"), insights=["light"])
    _record(stage, told, 29, "told", "club")


def _go_on(stage: Stage) -> None:
    """Who came later: Ole has his report, Lone's words are woven, Emil's are new."""
    act = stage.on(8)
    for key, name in words.CAME_LATER.items():
        weave(act, stage.insights[name], [stage.said[key]])
    _send(stage, 6, "qualify", stage.some("ole"), [words.QUESTION])


def _send(
    stage: Stage,
    days_ago: float,
    purpose: str,
    people: list[Participant],
    questions: list[str] | None = None,
    insights: list[str] | None = None,
) -> Round:
    act = stage.on(days_ago)
    chosen = None if insights is None else [stage.insights[name] for name in insights]
    planned = plan_round(act, stage.process, purpose, chosen, people, questions=questions or ())
    fix_round(act, planned, Reasons())
    freeze_next(act, planned)
    release(act, planned, timedelta())
    _mail(stage, days_ago)
    return planned


def _record(stage: Stage, planned: Round, days_ago: float, how: How, *names: str) -> None:
    act = stage.on(days_ago)
    for delivery in deliveries_to(act, planned, [person.id for person in stage.some(*names)]):
        record_contact(act, delivery, how, act.now)


def _clock(stage: Stage, days_ago: float) -> None:
    act = stage.acting(SYSTEM, days_ago)
    projection.follow(act.session)
    due(act)
    _mail(stage, days_ago)


def _mail(stage: Stage, days_ago: float) -> None:
    """The demo's mails become files, as the worker makes them: nobody gets them."""
    act = stage.acting(SYSTEM, days_ago)
    claimant = Claimant.this_process()
    transport = transport_of(act.settings, time.sleep)
    act.session.flush()
    while taken := take(act, claimant):
        if taken.mail is not None:
            mark(act, taken.attempt, transport.send(taken.mail))
        act.session.flush()
