"""What a process's page for everybody shows: as it is drafted, and as it was published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain import closing
from tracker.domain.act import Act
from tracker.domain.commitment import Commitment
from tracker.domain.insight import Insight
from tracker.domain.marks import mark_of
from tracker.domain.opening import (
    OpenPage,
    OpenPageInsight,
    OpenPagePromise,
    may_leave,
    page_of,
    told_words,
)
from tracker.domain.outcome import Outcome
from tracker.domain.policies import LARGEST
from tracker.domain.process import Process
from tracker.domain.published import said_of
from tracker.openness.disagreed import disagreed_with
from tracker.openness.queries import is_changed, outcomes_of, signed_at
from tracker.reports.sections.used import reasons_to_all, said_of_use
from tracker.reports.words import Words

# As many of each are chosen among.
MOST = 200
# What came of it, in the order of the page.
ORDER = ("used", "partly", "undecided", "", "not")


class NoPage(Exception):
    """There never was a page; or, when `gone`, it was taken down, or may not be shown any more."""

    def __init__(self, gone: bool) -> None:
        super().__init__("gone" if gone else "never there")
        self.gone = gone


class ShownInsight(NamedTuple):
    """An insight in the words that everybody reads; `changed`: it has others by now.

    `dissent`: somebody disagrees with it.
    """

    insight: int
    version: int
    text: str
    outcome: Outcome | None
    changed: bool = False
    dissent: bool = False

    @property
    def texts(self) -> dict[str, str]:
        """Every text of it, by a name of its own."""
        texts = {f"insight {self.insight}": self.text}
        if self.outcome is not None:
            texts[f"reason {self.insight}"] = self.outcome.reason
            texts[f"decider {self.insight}"] = self.outcome.decider
            texts[f"decided first {self.insight}"] = self.outcome.decided_first
        return texts

    def led_to(self, words: Words, today: date) -> str:
        """What came of it, in the words of the letters."""
        if self.outcome is None:
            return words.say("outcome.undecided.open")
        return said_of_use(words, self.outcome, today)

    def reasons(self, words: Words) -> Sequence[tuple[str, str]]:
        """Why: what we say before it, and what was written in the language of the process."""
        return list(reasons_to_all(words, self.outcome)) if self.outcome else []

    @property
    def place(self) -> tuple[int, int]:
        return ORDER.index(self.outcome.use if self.outcome else ""), self.insight


@dataclass(frozen=True, slots=True)
class Draft:
    """What a manager chooses for the page: its words, and the numbers of what stands on it."""

    title: str
    about: str
    contact: str
    insights: Sequence[int] = ()
    promises: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """The page. `took_part`: as it was said last, 0 when it was not. `state`: of the process."""

    process: Process
    title: str
    about: str
    contact: str
    took_part: int
    insights: Sequence[ShownInsight]
    promises: Sequence[Commitment]
    state: str
    signed_at: datetime | None

    @property
    def texts(self) -> dict[str, str]:
        """Every text of it, by a name of its own."""
        texts = {"title": self.title, "about": self.about, "contact": self.contact}
        for each in self.insights:
            texts |= each.texts
        return texts | {f"promise {each.id}": each.text for each in self.promises}

    @property
    def mark(self) -> str:
        """A sign of all that stands on it."""
        pinned = [(each.version, each.outcome and each.outcome.id) for each in self.insights]
        promised = [each.id for each in self.promises]
        said = self.title, self.about.replace("\r\n", "\n"), self.contact
        return mark_of(*said, pinned, promised)


def offered_insights(act: Act, process: Process) -> list[ShownInsight]:
    """The insights that may stand on the page, each in the last words that were given back."""
    query = (
        select(Insight)
        .join(Process, Process.id == Insight.process_id)
        .where(Insight.process_id == process.id, may_leave())
        .options(selectinload(Insight.versions))
        .order_by(Insight.id)
        .limit(MOST)
        .execution_options(populate_existing=True)
    )
    rows = act.session.scalars(query).all()
    told = [(row.id, told_words(row)) for row in rows]
    outcomes = outcomes_of(act, [number for number, _ in told])
    disagreed = disagreed_with(act, rows)
    return [
        ShownInsight(
            number,
            version.id,
            version.text,
            outcomes.get(number),
            dissent=number in disagreed,
        )
        for number, version in told
        if version is not None
    ]


def offered_promises(act: Act, process: Process) -> Sequence[Commitment]:
    """The promises that may stand on the page, by their days."""
    query = select(Commitment).where(Commitment.process_id == process.id)
    return act.session.scalars(query.order_by(Commitment.due, Commitment.id).limit(MOST)).all()


def drafted(act: Act, process: Process, draft: Draft) -> Shown:
    """The page as it would be. What may not stand on it is left out, whatever was chosen."""
    insights = [each for each in offered_insights(act, process) if each.insight in draft.insights]
    promises = [each for each in offered_promises(act, process) if each.id in draft.promises]
    return Shown(
        process,
        draft.title,
        draft.about,
        draft.contact,
        said_of(act, process.id),
        sorted(insights, key=lambda each: each.place),
        promises,
        *_standing(act, process),
    )


def published(act: Act, number: int) -> tuple[OpenPage, Shown]:
    """The page of a process as everybody reads it; NoPage says whether there was one."""
    process = act.session.get(Process, number) if number <= LARGEST else None
    page = page_of(act.session, number) if process is not None else None
    if process is None or page is None:
        raise NoPage(gone=False)
    if page.ended_event_id is not None or process.narrowed:
        raise NoPage(gone=True)
    return page, Shown(
        process,
        page.title,
        page.about,
        page.contact,
        said_of(act, process.id),
        _insights_on(act, page),
        _promises_on(act, page),
        *_standing(act, process),
    )


def draft_of(act: Act, process: Process) -> Draft:
    """The page as it was last published; if it never was, what there is to begin with."""
    page = page_of(act.session, process.id)
    if page is None:
        contact = (process.contact_name, process.contact_phone, process.contact_hours)
        return Draft(process.title, process.purpose, ", ".join(filter(None, contact)))
    insights = [each.insight for each in _insights_on(act, page)]
    promises = [each.id for each in _promises_on(act, page)]
    return Draft(page.title, page.about, page.contact, insights, promises)


def _insights_on(act: Act, page: OpenPage) -> list[ShownInsight]:
    query = (
        select(OpenPageInsight, Insight)
        .join(OpenPageInsight.version)
        .join(Insight)
        .join(Process, Process.id == Insight.process_id)
        .where(OpenPageInsight.page_id == page.id, may_leave())
        .options(
            selectinload(OpenPageInsight.version),
            selectinload(OpenPageInsight.outcome),
            selectinload(Insight.versions),
        )
        .order_by(OpenPageInsight.place)
    )
    rows = act.session.execute(query).all()
    latest = outcomes_of(act, [insight.id for _, insight in rows])
    disagreed = disagreed_with(act, [insight for _, insight in rows])
    return [
        ShownInsight(
            insight.id,
            row.version_id,
            row.version.text,
            row.outcome,
            is_changed(insight, row.version_id, row.outcome_id, latest),
            insight.id in disagreed,
        )
        for row, insight in rows
    ]


def _promises_on(act: Act, page: OpenPage) -> Sequence[Commitment]:
    query = (
        select(Commitment)
        .join(OpenPagePromise, OpenPagePromise.commitment_id == Commitment.id)
        .where(OpenPagePromise.page_id == page.id)
    )
    return act.session.scalars(query.order_by(Commitment.due, Commitment.id)).all()


def _standing(act: Act, process: Process) -> tuple[str, datetime | None]:
    return closing.state_of(act.session, process, act.now), signed_at(act, process)
