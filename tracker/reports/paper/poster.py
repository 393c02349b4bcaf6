"""A round as a poster for everybody: the insights it told, what they led to, and how to say more.

It tells what the round's frozen reports tell, and nothing that is about one person: nobody's words,
no name but the contact's, no count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.opening import may_leave, page_of
from tracker.domain.outcome import Outcome
from tracker.domain.process import Process
from tracker.domain.round import Delivery, DeliveryPassage, Passage, Round, RoundInsight
from tracker.domain.workdays import local_date
from tracker.reports.sections.ahead import whom_to_ask
from tracker.reports.sections.used import reasons_to_all, said_of_use
from tracker.reports.templating import environment
from tracker.reports.words import Words, citizen

# What came of an insight, in the order of the poster.
ORDER = ("used", "partly", "undecided", "", "not")

# How it looks on one sheet, the largest first.
ALONE = ("is-alone is-larger", "is-alone is-large", "is-alone", "is-alone is-small")


@dataclass(frozen=True)
class Told:
    """An insight as it was told, what it led to and why, and what stands against it."""

    text: str
    use: str = ""
    led_to: str = ""
    reasons: tuple[str, ...] = ()
    dissent: bool = False


@dataclass(frozen=True)
class Poster:
    """All that stands on a poster. `link`: the process's page for everybody, where it has one."""

    language: str
    purpose: str
    title: str
    sender: str
    day: date
    told: tuple[Told, ...]
    questions: tuple[str, ...]
    ask: str
    link: str | None
    demo: bool


def poster_of(session: Session, round_: Round, base_url: str, now: datetime) -> Poster:
    """The poster of a round. RuleBroken when its process stays within, or it tells nothing yet."""
    process = round_.process
    if process.kind == "case":
        raise RuleBroken("case_never_open")
    if process.narrowed:
        raise RuleBroken("narrowed_stays")
    words = citizen(process.language)
    told = tuple(_told(session, round_, words, local_date(now)))
    if not told:
        raise RuleBroken("nothing_for_a_poster")
    page = page_of(session, process.id)
    asking = round_.purpose == "qualify"
    return Poster(
        language=process.language,
        purpose=round_.purpose,
        title=process.title,
        sender=process.department.name,
        day=local_date(now),
        told=told,
        questions=tuple(question.text for question in round_.questions) if asking else (),
        ask=whom_to_ask(words, process),
        link=f"{base_url}/open/{process.id}" if page and page.ended_event_id is None else None,
        demo=process.demo,
    )


def as_poster(poster: Poster, qr: str | None, look: str = "") -> str:
    """The poster as a page to lay out; `look`: one of ALONE, when it is meant to be one sheet."""
    page: str = environment.get_template("reports/poster.html").render(
        poster=poster, words=citizen(poster.language), qr=qr, look=look
    )
    return page


def _told(session: Session, round_: Round, words: Words, today: date) -> Iterator[Told]:
    led_to = _led_to(session, round_)
    query = (
        select(InsightVersion, _frozen(round_, "dissent"))
        .join(RoundInsight, RoundInsight.version_id == InsightVersion.id)
        .join(Insight, Insight.id == InsightVersion.insight_id)
        .join(Process, Process.id == Insight.process_id)
        .where(RoundInsight.round_id == round_.id, may_leave(), _frozen(round_, "insight"))
        .order_by(Insight.id)
    )
    found = [
        _one(version, led_to.get(version.insight_id), dissent, words, today)
        for version, dissent in session.execute(query)
    ]
    # Sorted alike stays as it was.
    yield from sorted(found, key=lambda each: ORDER.index(each.use))


def _one(
    version: InsightVersion, outcome: Outcome | None, dissent: bool, words: Words, today: date
) -> Told:
    if outcome is None:
        return Told(version.text, dissent=dissent)
    return Told(
        version.text,
        outcome.use,
        said_of_use(words, outcome, today),
        tuple(map("".join, reasons_to_all(words, outcome))),
        dissent,
    )


def _led_to(session: Session, round_: Round) -> dict[int, Outcome]:
    """The outcomes that the round's reports tell; of two of one insight the later."""
    told = (
        select(func.max(Passage.source_id))
        .where(_of(round_), Passage.kind == "outcome")
        .group_by(Passage.insight_id)
    )
    query = select(Outcome).where(Outcome.id.in_(told))
    return {outcome.insight_id: outcome for outcome in session.scalars(query)}


def _frozen(round_: Round, kind: str) -> ColumnElement[bool]:
    """Whether any of the round's reports says something of that kind of an insight."""
    said = (_of(round_), Passage.kind == kind, Passage.insight_id == Insight.id)
    return exists().where(*said).correlate(Insight)


def _of(round_: Round) -> ColumnElement[bool]:
    in_it = (
        select(DeliveryPassage.passage_id)
        .join(Delivery, Delivery.id == DeliveryPassage.delivery_id)
        .where(Delivery.round_id == round_.id)
    )
    return Passage.id.in_(in_it)
