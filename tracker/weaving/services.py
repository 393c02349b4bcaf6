"""What is done with insights: written, woven, merged, split, withdrawn; and what was set aside."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from tracker.domain import history
from tracker.domain.act import Act
from tracker.domain.commitment import Obstacle
from tracker.domain.contribution import Contribution, SettingAside, SettingAsideReason
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.evidence import demand_usable, living_evidence, weave
from tracker.domain.hearing import setting_aside_of
from tracker.domain.insight import Evidence, Insight, InsightLineage, InsightVersion, Source
from tracker.domain.office import Assumption
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.domain.versions import demand_living, is_draft, word_insight
from tracker.language.given import LINE, TEXT, line_given, text_given


def add_insight(
    act: Act, process: Process, text: str, evidence: Sequence[Contribution] = ()
) -> Insight:
    """Draft an insight, with the contributions that support it."""
    insight = draft(act, process, text)
    if evidence:
        weave(act, insight, evidence)
    return insight


def draft(act: Act, process: Process, text: str) -> Insight:
    """Write down what we think we have understood: version 1, a draft."""
    insight = Insight(process_id=process.id)
    version = InsightVersion(insight=insight, number=1, text=text_given("text", text, TEXT))
    act.record(process.id, "insight_drafted", insight=insight, version=version)
    return insight


def edit_insight(
    act: Act,
    insight: Insight,
    text: str,
    reason: str,
    because: Sequence[Response] = (),
    wording_only: bool = False,
) -> InsightVersion:
    """Give an insight other words, and say why."""
    for response in because:
        if response.process_id != insight.process_id:
            raise BadInput("because", "other_process_response", response=response.id)
    return word_insight(
        act,
        insight,
        text_given("text", text, TEXT),
        text_given("reason", reason, TEXT),
        because,
        wording_only,
    )


def redraft(act: Act, insight: Insight, text: str) -> InsightVersion:
    """Give a draft other words; nobody was told the old ones, so nobody is owed a reason."""
    if not is_draft(insight):
        raise RuleBroken("told_already", insight=insight.id)
    return word_insight(act, insight, text_given("text", text, TEXT), "")


def unweave(act: Act, insight: Insight, contributions: Sequence[Contribution], reason: str) -> None:
    """Take contributions out of an insight, and keep why."""
    reason = text_given("reason", reason, TEXT)
    woven = living_evidence(act, insight, contributions)
    for contribution in contributions:
        if contribution.id not in woven:
            raise RuleBroken("not_woven", contribution=contribution.id, insight=insight.id)
        number = act.record(
            insight.process_id,
            "evidence_ended",
            participant=contribution.participant_id,
            contribution=contribution.id,
            insight=insight.id,
        )
        row = woven[contribution.id]
        row.ended_event_id, row.end_reason = number, reason


def change_stance(
    act: Act, insight: Insight, contributions: Sequence[Contribution], stance: str
) -> dict[int, str]:
    """Say otherwise how evidence stands to its insight; it stays evidence, since when it was.

    Returns those that stood otherwise, each with how it did.
    """
    woven = living_evidence(act, insight, contributions)
    changed: dict[int, str] = {}
    for contribution in contributions:
        if contribution.id not in woven:
            raise RuleBroken("not_woven", contribution=contribution.id, insight=insight.id)
        row = woven[contribution.id]
        if row.stance == stance:
            continue
        act.record(
            insight.process_id,
            "stance_changed",
            participant=contribution.participant_id,
            contribution=contribution.id,
            insight=insight.id,
            before=row.stance,
            stance=stance,
        )
        changed[contribution.id], row.stance = row.stance, stance
    return changed


def set_aside(act: Act, contributions: Sequence[Contribution], reason: str) -> list[Contribution]:
    """Say that contributions are not used, and why; once more gives them another reason.

    Returns those that were not set aside before.
    """
    reason = text_given("reason", reason, TEXT)
    demand_usable(contributions)
    woven = _woven_at_all(act, contributions)
    new: list[Contribution] = []
    for contribution in dict.fromkeys(contributions):
        if contribution.id in woven:
            raise RuleBroken("woven_is_not_set_aside", contribution=contribution.id)
        aside = setting_aside_of(act, contribution)
        kind = "set_aside" if aside is None else "reason_changed"
        if aside is None:
            new.append(contribution)
        elif aside.reason.text == reason:
            continue
        aside = aside or SettingAside(contribution=contribution)
        act.record(
            contribution.process_id,
            kind,
            participant=contribution.participant_id,
            contribution=contribution.id,
            aside=aside,
            reason=SettingAsideReason(setting_aside=aside, text=reason),
        )
        act.session.expire(aside, ["reasons"])
    return new


def withdraw_insight(act: Act, insight: Insight, reason: str) -> None:
    """Take an insight back; those who were told it are owed the reason (R16)."""
    demand_living(insight)
    reason = text_given("reason", reason, TEXT)
    number = act.record(insight.process_id, "insight_withdrawn", insight=insight.id)
    _end(act, insight, "withdrawn", number, reason)


def merge_insights(
    act: Act, process: Process, insights: Sequence[Insight], text: str, reason: str
) -> Insight:
    """Make one insight of several: a new one, to which all their evidence moves (R16)."""
    if len({insight.id for insight in insights}) < 2:
        raise BadInput("insight", "merge_takes_two")
    into = _draft_successor(act, process, insights, text)
    everything = list(_evidence_of(act, insights))
    _succeed(act, process, insights, {into: everything}, "merged", reason)
    return into


def split_insight(
    act: Act,
    process: Process,
    insight: Insight,
    parts: Sequence[tuple[str, Sequence[Contribution]]],
    reason: str,
) -> list[Insight]:
    """Make several insights of one; each contribution goes to the parts that name it.

    RuleBroken when a contribution is named by none: its author would be left without.
    """
    if len(parts) < 2:
        raise BadInput("insight", "split_takes_two")
    evidence = _evidence_of(act, [insight])
    named = {c.id for _, contributions in parts for c in contributions}
    left = sorted(set(evidence) - named)
    if left:
        raise RuleBroken("split_leaves_out", contributions=", ".join(map(str, left)))
    if named - set(evidence):
        raise RuleBroken("not_woven", contribution=min(named - set(evidence)), insight=insight.id)
    successors = {
        _draft_successor(act, process, [insight], text): [c.id for c in contributions]
        for text, contributions in parts
    }
    _succeed(act, process, [insight], successors, "split", reason)
    return list(successors)


def add_source(
    act: Act, insight: Insight, kind: str, stance: str, text: str, citation: str = ""
) -> Source:
    """Put other knowledge beside an insight: it supports or challenges it."""
    source = Source(insight_id=insight.id)
    change_source(act, source, kind, stance, text, citation)
    act.session.add(source)
    act.session.flush()
    return source


def change_source(
    act: Act, source: Source, kind: str, stance: str, text: str, citation: str
) -> None:
    """Put it otherwise; what was sent stays as it was."""
    source.kind, source.stance = kind, stance
    source.text = text_given("text", text, TEXT)
    source.citation = citation and text_given("citation", citation, TEXT)


def note_obstacle(
    act: Act, process: Process, text: str, owner: str = "", insight: int | None = None
) -> Obstacle:
    """Note what law or procedure stands in the way, and who has it in hand."""
    obstacle = Obstacle(process_id=process.id, insight_id=insight)
    change_obstacle(act, obstacle, text, owner)
    act.session.add(obstacle)
    act.session.flush()
    return obstacle


def change_obstacle(act: Act, obstacle: Obstacle, text: str, owner: str, answer: str = "") -> None:
    """Put it otherwise, and write down what the leadership says to it; what was sent stays."""
    obstacle.text = text_given("text", text, TEXT)
    obstacle.owner = owner and line_given("owner", owner, LINE)
    obstacle.answer = answer and text_given("answer", answer, TEXT)


def answer_obstacle(act: Act, obstacle: Obstacle, answer: str) -> None:
    """Write down what the leadership says to it."""
    change_obstacle(act, obstacle, obstacle.text, obstacle.owner, answer)


def drop(act: Act, row: Source | Obstacle) -> None:
    """Take out other knowledge, or an obstacle; what was sent stays as it was."""
    act.session.execute(delete(type(row)).where(type(row).id == row.id))


def assume(act: Act, process: Process, text: str) -> Assumption:
    """Write down what we believe before we have listened."""
    assumption = Assumption(
        process_id=process.id,
        text=text_given("text", text, TEXT),
        user_id=act.actor.id,
        at=act.now,
        became="open",
    )
    act.session.add(assumption)
    act.session.flush()
    return assumption


def answer_assumption(
    act: Act, assumption: Assumption, became: str, answer: str, insight: Insight | None = None
) -> None:
    """Say whether it held, in words, and which insight says so."""
    if insight is not None and insight.process_id != assumption.process_id:
        raise BadInput("insight", "other_process_insight", insight=insight.id)
    assumption.became = became
    assumption.answer = text_given("answer", answer, TEXT)
    assumption.insight_id = insight.id if insight is not None else None


def _draft_successor(act: Act, process: Process, insights: Sequence[Insight], text: str) -> Insight:
    for insight in insights:
        demand_living(insight)
        if insight.process_id != process.id:
            raise BadInput("insight", "other_process_insight", insight=insight.id)
    return draft(act, process, text)


def _succeed(
    act: Act,
    process: Process,
    predecessors: Sequence[Insight],
    successors: Mapping[Insight, Sequence[int]],
    ending: str,
    reason: str,
) -> None:
    reason = text_given("reason", reason, TEXT)
    stances = _evidence_of(act, predecessors)
    old = [insight.id for insight in predecessors]
    number = act.record(
        process.id,
        "insight_succeeded",
        insights=[*old, *(insight.id for insight in successors)],
        predecessors=old,
        successors=[
            {"insight": insight.id, "contributions": list(contributions)}
            for insight, contributions in successors.items()
        ],
    )
    for insight in predecessors:
        _end(act, insight, ending, number, reason)
    for insight, contributions in successors.items():
        moved: list[dict[str, Any]] = [
            {"contribution_id": c, "insight_id": insight.id, "stance": stances[c]}
            for c in contributions
        ]
        if moved:
            act.session.execute(insert(Evidence), [row | {"event_id": number} for row in moved])
        act.session.add_all(
            InsightLineage(predecessor_id=p, successor_id=insight.id, event_id=number) for p in old
        )
    act.session.flush()


def _end(act: Act, insight: Insight, ending: str, number: int, reason: str) -> None:
    insight.ending, insight.ended_event_id, insight.end_reason = ending, number, reason
    act.session.execute(
        update(Evidence)
        .where(Evidence.insight_id == insight.id, Evidence.ended_event_id.is_(None))
        .values(ended_event_id=number)
    )


def _evidence_of(act: Act, insights: Sequence[Insight]) -> dict[int, str]:
    """The contributions that are evidence for any of the insights, with a stance."""
    query = (
        select(Evidence.contribution_id, Evidence.stance)
        .where(Evidence.insight_id.in_([i.id for i in insights]), Evidence.ended_event_id.is_(None))
        .order_by(Evidence.contribution_id)
    )
    return {contribution: stance for contribution, stance in act.session.execute(query)}


def _woven_at_all(act: Act, contributions: Sequence[Contribution]) -> set[int]:
    found: set[int] = set()
    for some in history.in_pieces([c.id for c in contributions]):
        query = select(Evidence.contribution_id).where(
            Evidence.contribution_id.in_(some), Evidence.ended_event_id.is_(None)
        )
        found |= set(act.session.scalars(query))
    return found
