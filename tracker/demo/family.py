"""Hverdagen hos familien Berg: a case in the middle of its loop, open to two people alone."""

from datetime import timedelta

from tracker.demo import family_words as words
from tracker.demo.stage import Acting, Staff, Stage
from tracker.domain.evidence import weave
from tracker.domain.people import User
from tracker.domain.round import Round
from tracker.listening.occasions import add_encounter
from tracker.processes.services import narrow
from tracker.qualifying.services import decide, note_for_colleagues, promise, resolve
from tracker.weaving.services import add_insight, add_source, set_aside


def tell(acting: Acting, staff: Staff) -> None:
    """The whole story, from the kitchen table to today."""
    stage = _begin(acting, staff)
    _listen(stage)
    first = _give_back(stage)
    _hear_answers(stage, first)
    _decide(stage, first)
    _go_on(stage)


def _begin(acting: Acting, staff: Staff) -> Stage:
    stage = Stage.begun(
        acting,
        staff,
        64,
        words.TITLE,
        words.DEPARTMENT,
        words.ABOUT,
        kind="case",
        contact=words.CONTACT,
        lasts=90,
    )
    act = stage.on(64)
    users = [act.session.get_one(User, actor.id) for actor in (staff.mette, staff.jens)]
    narrow(act, stage.process, users)
    promise(act, stage.process, words.PROMISE, (act.now + timedelta(days=95)).date())
    return stage


def _listen(stage: Stage) -> None:
    act = stage.on(61)
    title, place = words.HOME
    home = add_encounter(act, stage.process, "interview", title, act.now, place, "own")
    child = words.PEOPLE["freja"] | {"child_until": act.now.date() + timedelta(days=3 * 365)}
    stage.meet(61, words.PEOPLE | {"freja": child})
    mette = [act.session.get_one(User, stage.staff.mette.id)]
    for key, (who, how, text) in words.SAID.items():
        # What Freja told is Mette's alone to read.
        readers = mette if who == "freja" else None
        stage.hear(61, key, who, text, how, home, readers=readers)
    who, text, _ = words.ASIDE
    stage.hear(60, "aside", who, text)


def _give_back(stage: Stage) -> Round:
    act = stage.on(54)
    for name, (text, evidence) in words.INSIGHTS.items():
        stage.insights[name] = add_insight(
            act, stage.process, text, [stage.said[key] for key in evidence]
        )
    add_source(act, stage.insights["mornings"], *words.KNOWLEDGE)
    set_aside(act, [stage.said["aside"]], words.ASIDE[2])
    first = stage.send(50, "qualify", list(stage.people), questions=[words.QUESTION])
    stage.record(first, 49, "posted", "camilla", "rasmus")
    stage.record(first, 48, "told", "freja")
    return first


def _hear_answers(stage: Stage, first: Round) -> None:
    freja = stage.reply(first, 48, "freja", "nuance", words.FREJA_ANSWERS, "freja", by_staff=True)
    stage.record(first, 43, "returned", "rasmus", note=words.RETURNED)
    camilla = stage.reply(
        first, 41, "camilla", "nuance", words.CAMILLA_ANSWERS, "mornings", by_staff=True
    )
    resolve(stage.on(40), [freja], "answered", words.FREJA_RESOLVED)
    resolve(
        stage.on(38), [camilla], "changed", words.CAMILLA_RESOLVED, new_text=words.MORNINGS_AGAIN
    )


def _decide(stage: Stage, first: Round) -> None:
    """The bus could not wait for Rasmus, whose letter came back; the rest waits for others."""
    act = stage.on(24)
    decide(act, stage.insights["way"], "used", words.WAY_OUTCOME, decided_first=words.WAY_FIRST)
    decide(
        act,
        stage.insights["mornings"],
        "undecided",
        words.MORNINGS_OUTCOME,
        decider=words.DECIDER,
        expected=(act.now + timedelta(days=40)).date(),
    )
    stage.record(first, 23, "tried", "rasmus", note=words.TRIED)
    told = stage.send(20, "update", ["camilla"], ["mornings"])
    stage.record(told, 19, "posted", "camilla")
    question = stage.reply(told, 9, "camilla", "said", words.CAMILLA_AGAIN, by_staff=True)
    note_for_colleagues(stage.on(9), question, words.NOTE)
    stage.clock(4)


def _go_on(stage: Stage) -> None:
    """Ruth has just rung, and got a link by mail; her code goes by post. Somebody has guessed."""
    stage.meet(3, words.GRANDMOTHER)
    stage.hear(3, "thursdays", "ruth", words.RUTH_SAYS, "retold")
    weave(stage.on(2.5), stage.insights["way"], [stage.said["thursdays"]])
    told = stage.send(2, "qualify", ["ruth"], ["way"], [words.QUESTION])
    stage.guesses(told, 1, "ruth")
