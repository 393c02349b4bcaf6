"""Stier og lys i Elmeparken: a process from the first walk to the second signature.

It was closed; somebody answered late, was answered, and it was signed for again.
"""

from datetime import timedelta

from sqlalchemy import select

from tracker.closing.services import close
from tracker.demo import paths_words as words
from tracker.demo.stage import Acting, Staff, Stage
from tracker.domain.commitment import Commitment, say_kept
from tracker.domain.evidence import weave
from tracker.domain.hearing import unknown_of
from tracker.domain.round import Round
from tracker.listening.occasions import add_encounter
from tracker.openness.publishing import publish
from tracker.openness.services import mark, offered, open_insight
from tracker.openness.shown import Draft, drafted
from tracker.oversight.services import except_loop
from tracker.qualifying.services import decide, promise, resolve
from tracker.returning.meetings import hold_session
from tracker.returning.services import versions_told
from tracker.weaving.services import (
    add_insight,
    add_source,
    answer_assumption,
    answer_obstacle,
    assume,
    note_obstacle,
    set_aside,
)

CAME_LATER = ("ole", "lone", "emil")


def tell(acting: Acting, staff: Staff) -> None:
    """The whole story."""
    stage = _begin(acting, staff)
    _listen(stage)
    _weave(stage)
    first = _look_together(stage)
    _hear_answers(stage, first)
    _those_who_came_later(stage)
    _decide(stage)
    told = _tell_what_came_of_it(stage)
    close(stage.by_jens(23), stage.process)
    _hear_late(stage, told)
    _open(stage)


def _begin(acting: Acting, staff: Staff) -> Stage:
    stage = Stage.begun(
        acting,
        staff,
        118,
        words.TITLE,
        words.DEPARTMENT,
        words.ABOUT,
        contact=words.CONTACT,
        public_return=True,
        mail="report",
        lasts=110,
    )
    act = stage.on(118)
    kept = promise(act, stage.process, words.PROMISE, (act.now + timedelta(days=92)).date())
    broken = promise(act, stage.process, words.BENCH, (act.now + timedelta(days=85)).date())
    say_kept(stage.on(28), kept, "kept")
    say_kept(stage.on(32), broken, "broken")
    return stage


def _listen(stage: Stage) -> None:
    act, later = stage.on(116), stage.on(115)
    title, place = words.WALK
    walk = add_encounter(act, stage.process, "walk", title, act.now, place, "own")
    title, place = words.CAFE
    cafe = add_encounter(later, stage.process, "workshop", title, later.now, place)
    stage.meet(116, {name: who for name, who in words.PEOPLE.items() if name not in CAME_LATER})
    stage.people["unknown"] = unknown_of(act, walk)
    for days_ago, occasion, there in ((116, walk, False), (115, cafe, True)):
        for key, (who, how, text) in words.SAID.items():
            if who not in CAME_LATER and (who in words.AT_THE_CAFE) is there:
                shareable = words.SHAREABLE.get(key, "")
                stage.hear(days_ago, key, who, text, how, occasion, shareable=shareable)


def _weave(stage: Stage) -> None:
    act = stage.on(108)
    believed = assume(stage.on(117), stage.process, words.BELIEVED)
    for name, (text, evidence) in words.INSIGHTS.items():
        stage.insights[name] = add_insight(
            act, stage.process, text, [stage.said[key] for key in evidence]
        )
    add_source(act, stage.insights["light"], *words.STATISTICS)
    set_aside(act, [stage.said["parking"]], words.PARKING_ASIDE)
    answer_assumption(act, believed, "wrong", words.BELIEVED_WRONG, stage.insights["light"])


def _look_together(stage: Stage) -> Round:
    """A round for all who had said something by then."""
    first = stage.send(104, "qualify", list(stage.people), questions=[words.QUESTION])
    stage.record(first, 103, "posted", "ahmed", "kirsten", "poul")
    stage.record(first, 101, "told", "sofie")
    stage.record(first, 101, "public", "unknown")
    return first


def _hear_answers(stage: Stage, first: Round) -> None:
    stage.reply(first, 100, "birthe", "recognise", insight="light")
    stage.reply(first, 99, "sofie", "no-thanks", by_staff=True)
    act = stage.on(98)
    there = [(stage.people["club"], 6)]
    hold_session(act, first, act.now, words.MEETING, there, versions_told(act, first))
    club = stage.reply(first, 97, "club", "said", words.CLUB_ANSWERS, by_staff=True)
    ahmed = stage.reply(first, 96, "ahmed", "nuance", words.AHMED_ANSWERS, "light")
    stage.reply(first, 95, "poul", "withdraw", own="dogs", by_staff=True)
    stage.clock(93)
    kirsten = stage.reply(
        first, 90, "kirsten", "disagree", words.KIRSTEN_ANSWERS, "paths", by_staff=True
    )
    act = stage.on(88)
    resolve(act, [ahmed], "changed", words.AHMED_RESOLVED, new_text=words.LIGHT_AGAIN)
    resolve(act, [club], "answered", words.CLUB_RESOLVED)
    resolve(stage.on(86), [kirsten], "dissent", words.KIRSTEN_RESOLVED)
    stage.clock(81)
    jens = stage.by_jens(80)
    except_loop(jens, stage.process, stage.people["inge"], "no-contact", words.INGE_EXCEPTED)


def _those_who_came_later(stage: Stage) -> None:
    """Ole, Lone and Emil wrote and called when the others had their letters."""
    stage.meet(77, {name: words.PEOPLE[name] for name in CAME_LATER})
    for key, (who, how, text) in words.SAID.items():
        if who in CAME_LATER:
            stage.hear(77, key, who, text, how)
    for key, name in words.CAME_LATER.items():
        weave(stage.on(76), stage.insights[name], [stage.said[key]])
    second = stage.send(75, "qualify", CAME_LATER, questions=[words.QUESTION])
    stage.record(second, 74, "told", "lone")
    stage.reply(second, 72, "ole", "recognise", insight="light")
    stage.reply(second, 70, "lone", "recognise", insight="paths", by_staff=True)
    stage.clock(64, 53)


def _decide(stage: Stage) -> None:
    act = stage.on(51)
    light, paths = stage.insights["light"], stage.insights["paths"]
    decide(act, light, "partly", words.LIGHT_OUTCOME)
    decide(act, paths, "used", words.PATHS_OUTCOME)
    obstacle = note_obstacle(act, stage.process, *words.OBSTACLE, insight=light.id)
    answer_obstacle(stage.by_jens(50), obstacle, words.OBSTACLE_ANSWER)


def _tell_what_came_of_it(stage: Stage) -> Round:
    names = [name for name in stage.people if name not in ("inge", "poul")]
    told = stage.send(48, "closing", names)
    stage.record(told, 47, "posted", "ahmed", "kirsten")
    stage.record(told, 46, "told", "sofie", "lone", "club")
    stage.record(told, 46, "public", "unknown")
    stage.reply(told, 45, "birthe", "recognise")
    no = stage.reply(told, 44, "kirsten", "disagree", words.KIRSTEN_AGAIN, by_staff=True)
    resolve(stage.on(42), [no], "answered", words.KIRSTEN_ANSWERED)
    stage.clock(41)
    more = stage.send(40, "update", ["kirsten"], ["paths"])
    stage.record(more, 39, "posted", "kirsten")
    stage.clock(24)
    return told


def _hear_late(stage: Stage, told: Round) -> None:
    """Hanne answers after it was signed for. She is answered as everybody is, and it is signed
    for once more."""
    late = stage.reply(told, 22, "hanne", "said", words.HANNE_ANSWERS)
    resolve(stage.on(20), [late], "answered", words.HANNE_RESOLVED)
    stage.send(19, "update", ["hanne"], ["paths"])
    stage.clock(11, 4)
    close(stage.by_jens(3), stage.process)


def _open(stage: Stage) -> None:
    """Everybody may read what was heard and what it led to, and other departments may use it."""
    act, process = stage.by_jens(2), stage.process
    insights = list(stage.insights.values())
    for insight in insights:
        open_insight(act, insight, mark(offered(act, insight)), confirmed=True)
    promises = select(Commitment.id).where(Commitment.process_id == process.id)
    draft = Draft(
        words.TITLE,
        words.ABOUT["purpose"],
        words.OPEN_CONTACT,
        [insight.id for insight in insights],
        act.session.scalars(promises).all(),
    )
    publish(act, process, draft, drafted(act, process, draft).mark, confirmed=True)
