"""What was heard in a process: the words that others may read, and the voices behind insights."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.contribution import Contribution
from tracker.domain.insight import Evidence
from tracker.domain.participant import Participant
from tracker.domain.sharing import Shared, circles, shared_in
from tracker.domain.voices import voices_of
from tracker.reports.document import Passage


@dataclass(frozen=True, slots=True)
class Heard:
    """`stances`: how each contribution stands to the insights it is evidence for; `voices`: of
    all, `behind`: of each insight, those that contradict it left out; `several`: whether one of
    them is of more than one; `circles`: with whom somebody is one voice.

    `passages`: what was made for one reader, and can stand in the report of the next.
    """

    shared: Sequence[Shared] = ()
    stances: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    voices: int = 0
    several: bool = False
    behind: Mapping[int, int] = field(default_factory=dict)
    circles: Mapping[int, set[int]] = field(default_factory=dict)
    passages: dict[Hashable, Passage] = field(default_factory=dict)

    def by_others(self, reader: int) -> list[Shared]:
        """The words of all but the reader and those who are one voice with them."""
        own = self.circles.get(reader, {reader})
        return [words for words in self.shared if words.author not in own]


def heard_in(session: Session, process_id: int) -> Heard:
    """With the same statements for any number of contributions."""
    circle = circles(session, process_id)
    members = {(one, other) for one, others in circle.items() for other in others if one != other}
    people: dict[int, tuple[int, str, int]] = {}
    by_contribution: dict[int, int] = {}
    for contribution, number, kind, size in session.execute(
        select(Contribution.id, Participant.id, Participant.kind, Participant.size)
        .join(Participant, Participant.id == Contribution.participant_id)
        .where(Contribution.process_id == process_id, Contribution.withdrawn_event_id.is_(None))
    ):
        people[number] = number, kind, size
        by_contribution[contribution] = number
    stances: dict[int, dict[int, str]] = {}
    behind: dict[int, set[int]] = {}
    for contribution, insight, stance in session.execute(
        select(Evidence.contribution_id, Evidence.insight_id, Evidence.stance)
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .where(Contribution.process_id == process_id, Evidence.ended_event_id.is_(None))
    ):
        stances.setdefault(contribution, {})[insight] = stance
        if stance != "contradicts" and contribution in by_contribution:
            behind.setdefault(insight, set()).add(by_contribution[contribution])
    return Heard(
        shared_in(session, process_id),
        stances,
        voices_of(people.values(), members).count,
        any(kind != "person" for _, kind, _ in people.values()),
        {
            insight: voices_of([people[p] for p in whose], members).count
            for insight, whose in behind.items()
        },
        circle,
    )
