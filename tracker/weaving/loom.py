"""What the page of weaving reads: contributions on one side, insights on the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside, SettingAsideReason
from tracker.domain.insight import Evidence, Insight, InsightVersion
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.participant import Membership, Participant
from tracker.domain.policies import seen_contributions
from tracker.domain.process import Encounter, Process
from tracker.domain.projection import StrandRow
from tracker.domain.search import searching
from tracker.domain.wording import worded

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
    # One contribution alone, whatever it has become.
    only: int = 0

    @property
    def narrowed(self) -> bool:
        return bool(self.person or self.occasion or self.words or self.only)


@dataclass(slots=True)
class Heard:
    """A contribution as those may read it who may, and what it has become."""

    number: int
    text: str
    how: str
    at: datetime
    confidential: bool
    who: Named
    occasion: str | None
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


# The occasion of a contribution, apart from that of an occasion's unknown.
_held = aliased(Encounter)
_HEARD = (
    Contribution.id,
    Contribution.how,
    Contribution.received_at,
    Contribution.confidential,
    _held.title,
)


def contributions_asked(act: Act, process: Process, asked: Asked) -> tuple[list[Heard], bool]:
    """The next contributions of those asked for, the newest first, and whether there are more."""
    query, number = _asked(act, process, asked, select(*_HEARD, *NAMED))
    query = (
        with_occasion(query)
        .outerjoin(_held, _held.id == Contribution.encounter_id)
        .order_by(number.desc())
        .limit(CONTRIBUTIONS + 1)
    )
    rows = act.session.execute(query).all()
    words = worded(act.session, [row[0] for row in rows[:CONTRIBUTIONS]])
    found = {
        number: Heard(number, words[number].present, how, at, confidential, Named(*who), occasion)
        for number, how, at, confidential, occasion, *who in rows[:CONTRIBUTIONS]
    }
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
    if asked.only:
        query = query.where(Contribution.id == asked.only)
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


# Of an insight's versions, the one that stands.
_later = aliased(InsightVersion)
_IS_CURRENT = ~exists().where(
    _later.insight_id == InsightVersion.insight_id, _later.number > InsightVersion.number
)
_WOVEN = (
    select(Evidence.contribution_id, Evidence.insight_id, InsightVersion.text, Evidence.stance)
    .join(InsightVersion, InsightVersion.insight_id == Evidence.insight_id)
    .where(Evidence.ended_event_id.is_(None), _IS_CURRENT)
    .order_by(Evidence.id)
)
_SET_ASIDE = (
    select(SettingAside.contribution_id, SettingAsideReason.text)
    .join(SettingAsideReason, SettingAsideReason.setting_aside_id == SettingAside.id)
    .where(SettingAside.ended_event_id.is_(None))
    .order_by(SettingAsideReason.id)
)


def _add_insights(act: Act, found: dict[int, Heard]) -> None:
    rows = act.session.execute(_WOVEN.where(Evidence.contribution_id.in_(found)))
    for contribution, insight, text, stance in rows:
        found[contribution].insights.append((insight, text, stance))


def _add_asides(act: Act, found: dict[int, Heard]) -> None:
    rows = act.session.execute(_SET_ASIDE.where(SettingAside.contribution_id.in_(found)))
    for contribution, reason in rows:
        # The last one stands.
        found[contribution].aside = reason


_frozen = aliased(InsightVersion)
_LIVING = (
    select(
        Insight.id,
        InsightVersion.text,
        InsightVersion.number,
        exists().where(_frozen.insight_id == Insight.id, _frozen.frozen),
    )
    .join(InsightVersion, InsightVersion.insight_id == Insight.id)
    .where(Insight.ending.is_(None), _IS_CURRENT)
    .order_by(Insight.id)
    .limit(INSIGHTS + 1)
)


def insights_shown(act: Act, process: Process, after: int = 0) -> tuple[list[Shown], bool]:
    """The next living insights, the oldest first, with who stands behind them; and if more are."""
    query = _LIVING.where(Insight.process_id == process.id, Insight.id > after)
    rows = act.session.execute(query).all()
    behind = _behind(act, [row.id for row in rows[:INSIGHTS]])
    shown = [
        Shown(insight, text, "living" if told else "draft", version, *behind[insight])
        for insight, text, version, told in rows[:INSIGHTS]
    ]
    return shown, len(rows) > INSIGHTS


def _counting() -> Rows:
    """Contributions and voices by insight: `voices_of` says what a voice is; the database counts
    them, as there can be thousands.
    """
    group, theirs = aliased(Contribution), aliased(Evidence)
    told_with_their_group = (
        exists()
        .where(theirs.insight_id == Evidence.insight_id, theirs.ended_event_id.is_(None))
        .where(group.id == theirs.contribution_id, group.participant_id == Membership.group_id)
    )
    return (
        select(
            Evidence.insight_id,
            func.count(Evidence.id.distinct()),
            func.count(Contribution.participant_id.distinct())
            - func.count(Membership.person_id.distinct()),
        )
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .outerjoin(
            Membership,
            and_(Membership.person_id == Contribution.participant_id, told_with_their_group),
        )
        .where(Evidence.ended_event_id.is_(None))
        .group_by(Evidence.insight_id)
    )


_COUNTED = _counting()


def _behind(act: Act, insights: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many contributions and how many voices stand behind each insight."""
    rows = act.session.execute(_COUNTED.where(Evidence.insight_id.in_(insights)))
    counted = {insight: (count, voices) for insight, count, voices in rows}
    return dict.fromkeys(insights, (0, 0)) | counted


def voices_behind(act: Act, insight: int) -> tuple[int, int]:
    """How many contributions, and how many voices, stand behind one insight."""
    return _behind(act, [insight])[insight]


_REASONS = (
    select(SettingAsideReason.text)
    .join(StrandRow, StrandRow.setting_aside_id == SettingAsideReason.setting_aside_id)
    .join(Contribution, Contribution.id == StrandRow.contribution_id)
    .where(StrandRow.setting_aside_id > 0, Contribution.withdrawn_event_id.is_(None))
    .order_by(StrandRow.setting_aside_id.desc(), SettingAsideReason.id.desc())
    .limit(LATEST)
)


def reasons_given(act: Act, process: Process) -> list[str]:
    """The reasons of what was last set aside, each once."""
    query = _REASONS.where(StrandRow.process_id == process.id, seen_contributions(act.actor))
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
