"""What the page of weaving reads: contributions on one side, insights on the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside, SettingAsideReason
from tracker.domain.insight import Evidence, Insight
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.participant import Membership, Participant
from tracker.domain.policies import seen_contributions
from tracker.domain.process import Encounter, Process
from tracker.domain.search import searching
from tracker.domain.voices import voices_of
from tracker.weaving.queries import state_of

# On one page; and of the reasons that were given, so many are offered again.
CONTRIBUTIONS = 40
INSIGHTS = 60
OCCASIONS = 60
REASONS = 5
# Among so many of the latest reasons those are looked for.
LATEST = 60

SHOW = ("new", "aside", "all")

Rows: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which contributions are asked for; nothing said: those that are not yet anything."""

    show: str = "new"
    insight: int = 0
    person: int = 0
    occasion: int = 0
    words: str = ""
    after: int = 0

    @property
    def narrowed(self) -> bool:
        return bool(self.person or self.occasion or self.words)


@dataclass(slots=True)
class Heard:
    """A contribution as those may read it who may, and what it has become."""

    number: int
    text: str
    how: str
    at: datetime
    confidential: bool
    who: Named
    occasion: Encounter | None
    # The insights it is evidence for, with its stance; the reason it was set aside for.
    insights: list[tuple[int, str, str]] = field(default_factory=list)
    aside: str = ""


class Shown(NamedTuple):
    """A living insight; `state` is draft or living, `version` its number."""

    number: int
    text: str
    state: str
    version: int
    evidence: int
    voices: int


def contributions_asked(act: Act, process: Process, asked: Asked) -> tuple[list[Heard], bool]:
    """The next contributions of those asked for, the newest first, and whether there are more."""
    query, number = _asked(act, process, asked, select(Contribution, *NAMED))
    query = (
        with_occasion(query)
        .options(selectinload(Contribution.wordings), selectinload(Contribution.encounter))
        .order_by(number.desc())
        .limit(CONTRIBUTIONS + 1)
        .execution_options(populate_existing=True)
    )
    rows = act.session.execute(query).all()
    found = {row.id: _heard(row, Named(*who)) for row, *who in rows[:CONTRIBUTIONS]}
    _add_insights(act, found)
    _add_asides(act, found)
    return list(found.values()), len(rows) > CONTRIBUTIONS


def next_after(act: Act, process: Process, asked: Asked, numbers: Sequence[int]) -> int:
    """The first contribution that comes after these in the list; 0 when none does."""
    query, number = _asked(act, process, asked, select(Contribution.id))
    query = query.where(number < min(numbers)).order_by(number.desc()).limit(1)
    return act.session.scalars(query).first() or 0


def _asked(act: Act, process: Process, asked: Asked, query: Rows) -> tuple[Rows, Any]:
    number: Any = Contribution.id
    query = (
        query.select_from(Contribution)
        .join(Participant, Participant.id == Contribution.participant_id)
        .where(Contribution.process_id == process.id, Contribution.withdrawn_event_id.is_(None))
        .where(seen_contributions(act.actor), *_standing(asked))
    )
    if asked.words:
        query, number = searching(act.session, query, process.id, asked.words)
    if asked.person:
        query = query.where(Contribution.participant_id == asked.person)
    if asked.occasion:
        query = query.where(Contribution.encounter_id == asked.occasion)
    if asked.after:
        query = query.where(number < asked.after)
    return query, number


def _standing(asked: Asked) -> list[ColumnElement[bool]]:
    woven = exists().where(
        Evidence.contribution_id == Contribution.id, Evidence.ended_event_id.is_(None)
    )
    aside = exists().where(
        SettingAside.contribution_id == Contribution.id, SettingAside.ended_event_id.is_(None)
    )
    if asked.insight:
        return [woven.where(Evidence.insight_id == asked.insight)]
    if asked.show == "new":
        return [~woven, ~aside]
    return [aside] if asked.show == "aside" else []


def _heard(row: Contribution, who: Named) -> Heard:
    return Heard(
        row.id, row.present, row.how, row.received_at, row.confidential, who, row.encounter
    )


def _add_insights(act: Act, found: dict[int, Heard]) -> None:
    query = (
        select(Evidence.contribution_id, Evidence.stance, Insight)
        .join(Insight, Insight.id == Evidence.insight_id)
        .where(Evidence.contribution_id.in_(found), Evidence.ended_event_id.is_(None))
        .options(selectinload(Insight.versions))
        .order_by(Evidence.id)
    )
    for contribution, stance, insight in act.session.execute(query):
        found[contribution].insights.append((insight.id, insight.current.text, stance))


def _add_asides(act: Act, found: dict[int, Heard]) -> None:
    query = (
        select(SettingAside)
        .where(SettingAside.contribution_id.in_(found), SettingAside.ended_event_id.is_(None))
        .options(selectinload(SettingAside.reasons))
    )
    for aside in act.session.scalars(query):
        found[aside.contribution_id].aside = aside.reason.text


def insights_shown(act: Act, process: Process, after: int = 0) -> tuple[list[Shown], bool]:
    """The next living insights, the oldest first, with who stands behind them; and if more are."""
    query = (
        select(Insight)
        .where(Insight.process_id == process.id, Insight.ending.is_(None), Insight.id > after)
        .options(selectinload(Insight.versions))
        .order_by(Insight.id)
        .limit(INSIGHTS + 1)
        .execution_options(populate_existing=True)
    )
    rows = act.session.scalars(query).all()
    behind = _behind(act, process, [row.id for row in rows[:INSIGHTS]])
    shown = [
        Shown(row.id, row.current.text, state_of(row), row.current.number, *behind[row.id])
        for row in rows[:INSIGHTS]
    ]
    return shown, len(rows) > INSIGHTS


def _behind(act: Act, process: Process, insights: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many contributions and how many voices stand behind each insight."""
    who = (Participant.id, Participant.kind, Participant.size)
    rows = act.session.execute(
        select(Evidence.insight_id, func.count(), *who)
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .join(Participant, Participant.id == Contribution.participant_id)
        .where(Evidence.insight_id.in_(insights), Evidence.ended_event_id.is_(None))
        .group_by(Evidence.insight_id, *who)
    )
    counts = dict.fromkeys(insights, 0)
    people: dict[int, list[tuple[int, str, int]]] = {insight: [] for insight in insights}
    for insight, count, person, kind, size in rows:
        counts[insight] += count
        people[insight].append((person, kind, size))
    members = {
        (person, group)
        for person, group in act.session.execute(
            select(Membership.person_id, Membership.group_id)
            .join(Participant, Participant.id == Membership.group_id)
            .where(Participant.process_id == process.id)
        )
    }
    return {i: (counts[i], voices_of(people[i], members).count) for i in insights}


def voices_behind(act: Act, process: Process, insight: int) -> tuple[int, int]:
    """How many contributions, and how many voices, stand behind one insight."""
    return _behind(act, process, [insight])[insight]


def reasons_given(act: Act, process: Process) -> list[str]:
    """The latest reasons for setting something aside, each once."""
    query = (
        select(SettingAsideReason.text)
        .join(SettingAside, SettingAside.id == SettingAsideReason.setting_aside_id)
        .join(Contribution, Contribution.id == SettingAside.contribution_id)
        .where(Contribution.process_id == process.id, seen_contributions(act.actor))
        .where(Contribution.withdrawn_event_id.is_(None))
        .order_by(SettingAsideReason.id.desc())
        .limit(LATEST)
    )
    return list(dict.fromkeys(act.session.scalars(query)))[:REASONS]


def occasions_of(act: Act, process: Process) -> list[Encounter]:
    """The latest occasions, to choose among."""
    query = select(Encounter).where(Encounter.process_id == process.id)
    return list(act.session.scalars(query.order_by(Encounter.id.desc()).limit(OCCASIONS)))


def person_asked(act: Act, process: Process, asked: Asked) -> Named | None:
    """Who is asked for, when it is somebody of this process."""
    query = with_occasion(select(*NAMED)).where(
        Participant.id == asked.person, Participant.process_id == process.id
    )
    row = act.session.execute(query).first()
    return None if row is None else Named(*row)
