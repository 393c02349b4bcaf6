"""Joint sessions: a round is looked at together, and what was shown there is told."""

from collections.abc import Sequence
from datetime import datetime

from tracker.domain.act import Act
from tracker.domain.errors import BadInput
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter
from tracker.domain.round import JointSession, Presence, Round, VersionShown
from tracker.language.given import LINE, line_given, moment_given


def hold_session(
    act: Act,
    round_: Round,
    at: datetime,
    place: str,
    present: Sequence[tuple[Participant, int]],
    versions: Sequence[InsightVersion],
    place_kind: str = "neutral",
) -> JointSession:
    """Record a meeting about a round: who was there, how many of each group, what was shown.

    Each of those present must have a report of the round.
    """
    place = line_given("place", place, LINE)
    if not present:
        raise BadInput("present", "nobody_present")
    people = [participant.id for participant, _ in present]
    for participant, count in present:
        if people.count(participant.id) > 1:
            raise BadInput("present", "present_twice", participant=participant.id)
        if count < 1 or count > participant.size:
            raise BadInput(
                "present", "count_beyond_size", participant=participant.id, size=participant.size
            )
    encounter = Encounter(
        process_id=round_.process_id,
        kind="session",
        title=place,
        place=place,
        place_kind=place_kind,
        held_at=moment_given("--at", at, act.now),
    )
    act.session.add(encounter)
    act.session.flush()
    meeting = JointSession(encounter_id=encounter.id, round_id=round_.id)
    act.record(
        round_.process_id,
        "session_held",
        participants=people,
        session=meeting,
        round=round_.id,
        versions=[version.id for version in versions],
        present=[[participant.id, count] for participant, count in present],
        at=at,
    )
    act.session.add_all(
        Presence(session_id=meeting.id, participant_id=participant.id, count=count)
        for participant, count in present
    )
    act.session.add_all(
        VersionShown(session_id=meeting.id, version_id=version.id) for version in versions
    )
    act.session.flush()
    return meeting


def shown(
    told: Sequence[InsightVersion], insights: Sequence[Insight] | None
) -> list[InsightVersion]:
    """The versions of the named insights among those the round tells; all when none are named."""
    if insights is None:
        return list(told)
    by_insight = {version.insight_id: version for version in told}
    for insight in insights:
        if insight.id not in by_insight:
            raise BadInput("insights", "not_in_this_round", insight=insight.id)
    return [by_insight[insight.id] for insight in insights]
