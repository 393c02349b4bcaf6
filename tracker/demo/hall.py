"""Ny idrætshal ved Søndermarken: three hundred voices, and most of them still without a word.

The first circle was asked, and there all went wrong that can; the others are long overdue.
"""

from datetime import timedelta

from sqlalchemy import select

from tracker.demo import hall_words as words
from tracker.demo.hall_voices import rows_of, voices
from tracker.demo.stage import Acting, Staff, Stage
from tracker.domain.answering import added_by
from tracker.domain.commitment import say_kept
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.evidence import weave
from tracker.domain.round import Round
from tracker.domain.workdays import COPENHAGEN
from tracker.listening.importing import bring_in
from tracker.listening.occasions import add_encounter
from tracker.outbound.outbox import bounced
from tracker.oversight.services import except_loop, except_loops
from tracker.qualifying.services import decide, promise, resolve
from tracker.returning.meetings import hold_session
from tracker.returning.services import versions_told
from tracker.returning.session_plans import SessionPlan, plan_session
from tracker.weaving.services import (
    add_insight,
    add_source,
    assume,
    edit_insight,
    note_obstacle,
    set_aside,
)

# Of the voices of the hearing, how many came in when it was over; they are not woven yet.
NEWEST = 12
# Percent of the loops that one manager excepts alone.
SHARE = 1


def tell(acting: Acting, staff: Staff) -> None:
    """The whole story, from the meeting in the school to today."""
    stage = _begin(acting, staff)
    _the_meeting(stage)
    _access_comes_first(stage)
    _the_hearing(stage)
    first = _ask_the_first_circle(stage)
    _the_first_days(stage, first)
    _the_place(stage, first)
    _the_window_ends(stage, first)
    _lately(stage)
    _soon(stage, first)


def _begin(acting: Acting, staff: Staff) -> Stage:
    stage = Stage.begun(
        acting,
        staff,
        119,
        words.TITLE,
        words.DEPARTMENT,
        words.ABOUT,
        contact=words.CONTACT,
        public_return=True,
        lasts=170,
    )
    act = stage.on(119)
    for text, days, became in words.PROMISES:
        made = promise(act, stage.process, text, (act.now + timedelta(days=days)).date())
        say_kept(act, made, became)
    assume(act, stage.process, words.BELIEVED)
    stage.process.department.except_share = SHARE
    return stage


def _the_meeting(stage: Stage) -> None:
    act = stage.on(114)
    title, place = words.MEETING
    meeting = add_encounter(act, stage.process, "hearing", title, act.now, place)
    stage.meet(114, words.ACCESS)
    stage.meet(114, words.CIRCLE)
    for key, (who, how, text) in words.SAID.items():
        if who in stage.people:
            shareable = words.SHAREABLE.get(key, "")
            stage.hear(114, key, who, text, how, meeting, shareable=shareable)


def _access_comes_first(stage: Stage) -> None:
    """Three people's loops are walked to the end."""
    act = stage.on(106)
    for name, text in words.INSIGHTS.items():
        evidence = [said for key, said in stage.said.items() if key.startswith(f"{name}-")]
        stage.insights[name] = add_insight(act, stage.process, text, evidence)
    asked = stage.send(104, "qualify", list(words.ACCESS), ["access"], [words.QUESTION])
    stage.record(asked, 103, "posted", "aase")
    stage.opens(asked, 103, "grethe", "villads")
    for days_ago, name in ((102, "grethe"), (101, "villads"), (97, "aase")):
        by_letter = name == "aase"
        stage.reply(asked, days_ago, name, "recognise", insight="access", by_staff=by_letter)
    decide(stage.on(95), stage.insights["access"], "used", words.ACCESS_OUTCOME)
    told = stage.send(93, "closing", list(words.ACCESS), ["access"])
    stage.record(told, 92, "posted", "aase")
    stage.opens(told, 92, "grethe", "villads")
    stage.clock(86)


def _the_hearing(stage: Stage) -> None:
    """The file of the hearing, woven in two long afternoons."""
    everything = voices()
    act = stage.on(72)
    main = everything[:-NEWEST]
    first, last = stage.on(110).now, stage.on(74).now
    bring_in(act, stage.process, rows_of(main, first, last, 1))
    for name, insight in stage.insights.items():
        weave(stage.on(66), insight, _heard(stage, [v.text for v in main if v.theme == name]))
    pool = [v.text for v in main if v.theme == "pool"]
    set_aside(stage.on(65), _heard(stage, pool), words.POOL_ASIDE)
    add_source(stage.on(64), stage.insights["traffic"], *words.SOURCE)
    add_source(stage.on(64), stage.insights["traffic"], *words.CHALLENGE)
    note_obstacle(
        stage.on(64), stage.process, *words.OBSTACLE, insight=stage.insights["traffic"].id
    )


def _heard(stage: Stage, texts: list[str]) -> list[Contribution]:
    """The contributions of the file with these texts."""
    query = (
        select(Contribution)
        .join(ContributionWording, ContributionWording.contribution_id == Contribution.id)
        .where(Contribution.process_id == stage.process.id, ContributionWording.text.in_(texts))
        .where(Contribution.ref.startswith("h-"))
    )
    return list(stage.on(0).session.scalars(query))


def _ask_the_first_circle(stage: Stage) -> Round:
    names = [name for name in words.CIRCLE if name not in ("dorte", "vagn", "else")]
    told = [name for name in words.INSIGHTS if name != "access"]
    return stage.send(58, "qualify", names, told, [words.QUESTION])


def _the_first_days(stage: Stage, first: Round) -> None:
    (notice,) = stage.delivery(first, "jorgen").attempts
    bounced(stage.on(57.9), notice)
    stage.record(first, 57, "posted", "karen", "bodil")
    stage.opens(first, 57, "bo", "tove", "liv")
    stage.opens(first, 56, "hassan", "per", "anders", "ida")
    stage.reply(first, 56, "hassan", "said", words.HASSAN_ANSWERS)
    stage.reply(first, 56, "ida", "recognise", insight="noise")
    stage.record(first, 56, "tried", "ove", note=words.TRIED)
    stage.record(first, 55, "told", "ruben")
    stage.reply(first, 55, "anders", "withdraw", own="price-2")
    act = stage.on(54)
    there = [(stage.people["club"], 12)]
    hold_session(act, first, act.now, words.MEETING[1], there, versions_told(act, first))
    stage.record(first, 54, "told", "ove")
    stage.reply(first, 54, "per", "correct", words.PER_CORRECTS, own="open-2")
    stage.reply(first, 53, "club", "said", words.CLUB_ANSWERS, by_staff=True)
    stage.record(first, 51, "returned", "karen", note=words.RETURNED)
    stage.reply(first, 50, "bodil", "nuance", words.BODIL_ANSWERS, "noise", by_staff=True)


def _the_place(stage: Stage, first: Round) -> None:
    """Decided before most had been asked; Tove stands beside it, and Liv was heard."""
    place = stage.insights["place"]
    tove = stage.reply(first, 49.5, "tove", "disagree", words.TOVE_ANSWERS, "place")
    liv = stage.reply(first, 49, "liv", "add", words.LIV_ADDS)
    act = stage.on(48)
    resolve(act, [tove], "dissent", words.TOVE_RESOLVED, shareable=words.TOVE_SHAREABLE)
    made = added_by(act, liv)
    weave(act, place, [made] if made is not None else [])
    resolve(act, [liv], "added", words.LIV_RESOLVED)
    decide(act, place, "partly", words.PLACE_OUTCOME, decided_first=words.PLACE_FIRST)


def _the_window_ends(stage: Stage, first: Round) -> None:
    """Maja never opened it, Bo never answered, and Signe did when it was over."""
    stage.clock(47, 36)
    stage.opens(first, 33, "signe")
    stage.reply(first, 33, "signe", "nuance", words.SIGNE_ANSWERS, "trees")
    jens = stage.by_jens(30)
    except_loop(jens, stage.process, stage.people["eigil"], "died", words.EIGIL_EXCEPTED)
    act = stage.on(28)
    decide(
        act,
        stage.insights["noise"],
        "undecided",
        words.NOISE_OUTCOME,
        decider=words.NOISE_DECIDER,
        expected=(act.now + timedelta(days=60)).date(),
    )
    told = stage.send(27, "update", ["ida", "bodil"], ["noise"])
    stage.record(told, 26, "posted", "bodil")
    stage.opens(told, 26, "ida")
    edit_insight(stage.on(24), stage.insights["access"], words.ACCESS_AGAIN, words.ACCESS_REASON)
    stage.clock(19)


def _lately(stage: Stage) -> None:
    stage.meet(16, words.MOGENS)
    stage.meet(14, words.AKSEL)
    for key, (who, how, text) in words.SAID.items():
        if who in ("mogens", "aksel"):
            stage.hear(14, key, who, text, how)
    noise = [stage.said["noise-4"], stage.said["noise-5"]]
    weave(stage.on(12), stage.insights["noise"], noise)
    weave(stage.on(12), stage.insights["traffic"], [stage.said["traffic-3"]])
    set_aside(stage.on(12), [stage.said["pool-1"]], words.POOL_ASIDE)
    stage.send(11, "qualify", ["mogens"], ["noise"], lost=True)
    stage.clock(10)
    people = [stage.people[name].id for name in ("dorte", "vagn", "else")]
    except_loops(stage.by_jens(9), stage.process, people, "no-contact", words.NO_CONTACT)
    newest = voices()[-NEWEST:]
    act, first, last = stage.on(5), stage.on(9).now, stage.on(5.5).now
    bring_in(act, stage.process, rows_of(newest, first, last, 1001))
    add_insight(act, stage.process, words.DRAFT)
    stage.send(4, "qualify", ["aksel"], ["traffic", "noise"], [words.WHERE_FIRST])


def _soon(stage: Stage, first: Round) -> None:
    """Those who live closest are to look at it together, a week from now."""
    act = stage.on(3)
    ahead = (act.now + timedelta(days=10)).astimezone(COPENHAGEN)
    evening = ahead.replace(hour=19, minute=0, second=0, microsecond=0)
    insights = [stage.insights[name].id for name in ("noise", "trees")]
    people = [person.id for person in stage.some(["bodil", "signe", "hassan", "club"])]
    place, note = words.COMING
    plan_session(
        act,
        first.id,
        SessionPlan(
            evening,
            place,
            led_by=stage.staff.mette.id,
            insights=insights,
            expected=people,
            note=note,
        ),
    )
