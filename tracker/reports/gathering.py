"""Reads all that a round's reports are written from, with a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.commitment import Commitment, Obstacle
from tracker.domain.contribution import (
    Contribution,
    ContributionWording,
    SettingAside,
    SettingAsideReason,
)
from tracker.domain.facts import Answer, Key, Loop
from tracker.domain.history import facts_across, facts_of
from tracker.domain.insight import (
    Insight,
    InsightLineage,
    InsightTranslation,
    InsightVersion,
    Source,
)
from tracker.domain.loop import fold
from tracker.domain.outcome import Outcome
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter, Process
from tracker.domain.response import Resolution, ResolutionResponse, Response
from tracker.domain.round import Question, Round, RoundInsight
from tracker.domain.steps import touched
from tracker.domain.workdays import local_date
from tracker.reports.causes import answering, causes_of, taken_out, withdrawing
from tracker.reports.heard import heard_in
from tracker.reports.known import Dissent, Known, Own, Reader, taken_back

K = TypeVar("K")
T = TypeVar("T")


def gather(
    session: Session,
    round_: Round,
    participants: Sequence[Participant],
    channels: Mapping[int, str],
    now: datetime,
    privacy_url: str | None = None,
) -> Known:
    """All there is to know for the reports of some participants (at most as many as one list)."""
    process_id = round_.process_id
    dissenting = _dissenting(session, [process_id])
    authors = {author.id for _, _, author in dissenting}
    people = {p.id: p for p in participants}
    loops = {
        participant: fold(facts, participant)
        for participant, facts in facts_of(session, process_id, sorted({*people, *authors})).items()
    }
    versions = _versions(session, process_id)
    insights = {
        i.id: i for i in session.scalars(select(Insight).where(Insight.process_id == process_id))
    }
    return Known(
        round=round_,
        process=session.get_one(Process, process_id),
        today=local_date(now),
        privacy_url=privacy_url,
        people=_people(session, process_id),
        insights=insights,
        versions=versions,
        round_versions=_round_versions(session, round_, insights, versions),
        predecessors=_predecessors(session, process_id),
        causes=causes_of(session, process_id),
        answering=answering(session, process_id),
        withdrawing=withdrawing(session, process_id),
        taken_out=taken_out(session, process_id),
        knowledge=_knowledge(session, round_),
        outcomes=_outcomes(session, process_id),
        obstacles=_obstacles(session, process_id),
        commitments=_commitments(session, process_id),
        questions=_questions(session, round_),
        resolutions=_resolutions(session, list(people)),
        dissents=_dissents(dissenting, loops),
        heard=heard_in(session, process_id),
        readers=_readers(session, people, loops, channels),
        translations=_translations(session, process_id, people.values()),
    )


def _readers(
    session: Session,
    people: Mapping[int, Participant],
    loops: Mapping[int, Loop],
    channels: Mapping[int, str],
) -> dict[int, Reader]:
    own = _own(session, list(people))
    reasons = _reasons(session, list(people))
    answers = _grouped(
        (response.participant_id, response)
        for response in session.scalars(select(Response).where(Response.participant_id.in_(people)))
    )
    return {
        id_: Reader(
            participant,
            loops[id_],
            participant.kind == "unknown" or channels.get(id_) == "public",
            {o.contribution.id: o for o in own.get(id_, ()) if _stands(o, loops[id_])},
            {response.id: response for response in answers.get(id_, ())},
            {reason.id: reason for reason in reasons.get(id_, ())},
            frozenset(_told(loops[id_])),
        )
        for id_, participant in people.items()
    }


def _stands(own: Own, loop: Loop) -> bool:
    said = loop.said.get(own.contribution.id)
    return own.contribution.withdrawn_event_id is None and not (said and said.withdrawn)


def _told(loop: Loop) -> Iterable[Key]:
    for delivery in loop.deliveries.values():
        yield from delivery.told


def _own(session: Session, people: Sequence[int]) -> dict[int, list[Own]]:
    theirs = Contribution.participant_id.in_(people)
    wordings = _grouped(
        (wording.contribution_id, wording)
        for wording in session.scalars(
            select(ContributionWording)
            .join(Contribution, Contribution.id == ContributionWording.contribution_id)
            .where(theirs)
            .order_by(ContributionWording.id)
        )
    )
    rows = session.execute(
        select(Contribution, Encounter)
        .join(Encounter, Encounter.id == Contribution.encounter_id, isouter=True)
        .where(theirs)
        .order_by(Contribution.received_at, Contribution.id)
    )
    return _grouped(
        (contribution.participant_id, Own(contribution, encounter, wordings[contribution.id]))
        for contribution, encounter in rows
        if contribution.id in wordings
    )


def _reasons(session: Session, people: Sequence[int]) -> dict[int, list[SettingAsideReason]]:
    rows = session.execute(
        select(Contribution.participant_id, SettingAsideReason)
        .join(SettingAside, SettingAside.contribution_id == Contribution.id)
        .join(SettingAsideReason, SettingAsideReason.setting_aside_id == SettingAside.id)
        .where(Contribution.participant_id.in_(people))
        .order_by(SettingAsideReason.id)
    )
    return _grouped((participant, reason) for participant, reason in rows)


def _people(session: Session, process_id: int) -> int:
    counted = select(func.count()).where(
        Participant.process_id == process_id, Participant.kind != "unknown"
    )
    return session.scalars(counted).one()


def _versions(session: Session, process_id: int) -> dict[int, list[InsightVersion]]:
    found = session.scalars(
        select(InsightVersion)
        .join(Insight, Insight.id == InsightVersion.insight_id)
        .where(Insight.process_id == process_id)
        .order_by(InsightVersion.insight_id, InsightVersion.number)
    )
    return _grouped((version.insight_id, version) for version in found)


def _round_versions(
    session: Session,
    round_: Round,
    insights: Mapping[int, Insight],
    versions: Mapping[int, Sequence[InsightVersion]],
) -> list[InsightVersion]:
    """What the round tells; the last version where none is fixed yet. What has ended is left."""
    chosen = session.execute(
        select(RoundInsight.insight_id, RoundInsight.version_id)
        .where(RoundInsight.round_id == round_.id)
        .order_by(RoundInsight.insight_id)
    )
    return [
        next((v for v in versions[insight] if v.id == version), versions[insight][-1])
        for insight, version in chosen
        if insights[insight].ended_event_id is None
    ]


def _predecessors(session: Session, process_id: int) -> dict[int, list[int]]:
    rows = session.execute(
        select(InsightLineage.successor_id, InsightLineage.predecessor_id)
        .join(Insight, Insight.id == InsightLineage.successor_id)
        .where(Insight.process_id == process_id)
        .order_by(InsightLineage.predecessor_id)
    )
    return _grouped((successor, predecessor) for successor, predecessor in rows)


def _translations(
    session: Session, process_id: int, people: Iterable[Participant]
) -> Mapping[int, Mapping[str, Mapping[int, str]]]:
    """What was translated into the readers' languages; of other words than a version's, that it
    was."""
    spoken = {person.language for person in people}
    found: dict[int, dict[str, dict[int, str]]] = {}
    if spoken == {session.get_one(Process, process_id).language}:
        return found
    rows = session.execute(
        select(InsightTranslation, InsightVersion)
        .join(InsightVersion, InsightVersion.id == InsightTranslation.version_id)
        .join(Insight, Insight.id == InsightVersion.insight_id)
        .where(Insight.process_id == process_id, InsightTranslation.language.in_(spoken))
    )
    for translation, version in rows:
        by_language = found.setdefault(version.insight_id, {})
        said = by_language.setdefault(translation.language, {})
        if translation.of == version.text:
            said[version.id] = translation.text
    return found


def _knowledge(session: Session, round_: Round) -> dict[int, list[Source]]:
    found = session.scalars(
        select(Source)
        .join(RoundInsight, RoundInsight.insight_id == Source.insight_id)
        .where(RoundInsight.round_id == round_.id)
        .order_by(Source.id)
    )
    return _grouped((source.insight_id, source) for source in found)


def _outcomes(session: Session, process_id: int) -> dict[int, Outcome]:
    """The present outcome of each insight: the latest."""
    found = session.scalars(
        select(Outcome)
        .join(Insight, Insight.id == Outcome.insight_id)
        .where(Insight.process_id == process_id)
        .order_by(Outcome.id)
    )
    return {outcome.insight_id: outcome for outcome in found}


def _obstacles(session: Session, process_id: int) -> dict[int | None, list[Obstacle]]:
    found = session.scalars(
        select(Obstacle).where(Obstacle.process_id == process_id).order_by(Obstacle.id)
    )
    return _grouped((obstacle.insight_id, obstacle) for obstacle in found)


def _commitments(session: Session, process_id: int) -> list[Commitment]:
    made = select(Commitment).where(Commitment.process_id == process_id)
    return list(session.scalars(made.order_by(Commitment.due, Commitment.id)))


def _questions(session: Session, round_: Round) -> list[Question]:
    asked = select(Question).where(Question.round_id == round_.id).order_by(Question.id)
    return list(session.scalars(asked))


def _resolutions(session: Session, people: Sequence[int]) -> dict[int, Resolution]:
    found = session.scalars(
        select(Resolution)
        .join(ResolutionResponse, ResolutionResponse.resolution_id == Resolution.id)
        .join(Response, Response.id == ResolutionResponse.response_id)
        .where(Response.participant_id.in_(people))
        .distinct()
    )
    return {resolution.id: resolution for resolution in found}


def standing_dissents(session: Session, processes: Collection[int]) -> list[Dissent]:
    """The disagreement that stands in some processes, whoever reads of it."""
    dissenting = _dissenting(session, processes)
    if not dissenting:
        return []
    authors = _grouped((author.process_id, author.id) for _, _, author in dissenting)
    facts = facts_across(session, {process: sorted({*some}) for process, some in authors.items()})
    return _dissents(dissenting, {author: fold(each, author) for author, each in facts.items()})


Dissenting = tuple[Resolution, Response, Participant]


def _dissenting(session: Session, processes: Collection[int]) -> list[Dissenting]:
    rows = session.execute(
        select(Resolution, Response, Participant)
        .join(ResolutionResponse, ResolutionResponse.resolution_id == Resolution.id)
        .join(Response, Response.id == ResolutionResponse.response_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Resolution.process_id.in_(processes), Resolution.how == "dissent")
        .order_by(Resolution.id, Response.id)
    )
    return [(resolution, response, author) for resolution, response, author in rows]


def _dissents(dissenting: Sequence[Dissenting], loops: Mapping[int, Loop]) -> list[Dissent]:
    """What still stands as dissent, and beside which insights."""
    by_resolution = _grouped((row[0].id, row) for row in dissenting)
    found = (_dissent(rows, loops) for rows in by_resolution.values())
    return [dissent for dissent in found if dissent.answers]


def _dissent(rows: Sequence[Dissenting], loops: Mapping[int, Loop]) -> Dissent:
    """One resolution, with those of its answers that it still settles and nobody took back."""
    (resolution, _, _), *_ = rows
    kept = [(response, loops[author.id]) for _, response, author in rows]
    kept = [(r, loop) for r, loop in kept if not taken_back(loop, loop.answers[r.id])]
    standing = [(r, loop) for r, loop in kept if loop.answers[r.id].resolution == resolution.id]
    return Dissent(
        resolution,
        # They were written of all the answers: of one that is taken back nothing may be read.
        (resolution.shareable or "") if len(kept) == len(rows) else "",
        {response.id: response for response, _ in standing},
        {author.id: author for _, _, author in rows},
        frozenset().union(*(_touched(loop, loop.answers[r.id]) for r, loop in standing)),
    )


def _touched(loop: Loop, answer: Answer) -> set[int]:
    """R11; also an insight that none of their own words are part of."""
    if answer.insight is not None:
        about = answer.insight
        return {insight for insight in loop.lineage if loop.related(about, insight)}
    return {s.insight for s in touched(loop, answer) if s.insight is not None}


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
