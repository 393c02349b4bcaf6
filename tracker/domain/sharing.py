"""Which words of one person another may read: one rule, for what is written and what was sent."""

from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.participant import Membership, Participant
from tracker.domain.policies import taken_back
from tracker.domain.process import Process
from tracker.domain.response import ResolutionResponse, Response
from tracker.domain.round import Delivery, Passage
from tracker.domain.voices import FEW

# Where others' words stand in a report.
OTHERS = ("others", "others_more")


class Shared(NamedTuple):
    """What somebody said, in the words that others may read."""

    wording: int
    contribution: int
    author: int
    how: str
    text: str


def may_be_quoted() -> ColumnElement[bool]:
    """Of a Participant: never in a case, and with few taking part only after a yes."""
    other = aliased(Participant)
    enough = (
        select(other.id)
        .where(other.process_id == Participant.process_id, other.kind != "unknown")
        .correlate(Participant)
        .offset(FEW - 1)
        .limit(1)
    )
    case = exists().where(Process.id == Participant.process_id, Process.kind == "case")
    asked = func.coalesce(Participant.may_quote, enough.scalar_subquery().is_not(None))
    return and_(asked, ~case.correlate(Participant))


def in_use() -> ColumnElement[bool]:
    """Of a ContributionWording with its Contribution and Participant: whether others may read it.

    A later wording takes it out of use: its author corrected it, or we wrote it anew (R8).
    """
    later = aliased(ContributionWording)
    replaced = exists().where(
        later.contribution_id == ContributionWording.contribution_id,
        later.id > ContributionWording.id,
    )
    return and_(
        ContributionWording.kind == "shareable",
        ~replaced.correlate(ContributionWording),
        Contribution.withdrawn_event_id.is_(None),
        Contribution.confidential.is_(False),
        may_be_quoted(),
    )


def shared_in(session: Session, process_id: int) -> list[Shared]:
    """All words of a process that others may read."""
    query = (
        select(
            ContributionWording.id,
            Contribution.id,
            Participant.id,
            Contribution.how,
            ContributionWording.text,
        )
        .join(Contribution, Contribution.id == ContributionWording.contribution_id)
        .join(Participant, Participant.id == Contribution.participant_id)
        .where(Contribution.process_id == process_id, in_use())
    )
    return [Shared(*row) for row in session.execute(query)]


def circles(session: Session, process_id: int) -> dict[int, set[int]]:
    """Whose words are nobody else's to each: a member's and her group's are one voice (R19)."""
    found: dict[int, set[int]] = {}
    rows = session.execute(
        select(Membership.person_id, Membership.group_id)
        .join(Participant, Participant.id == Membership.person_id)
        .where(Participant.process_id == process_id)
    )
    for person, group in rows:
        found.setdefault(person, {person}).add(group)
        found.setdefault(group, {group}).add(person)
    return found


@cache
def hidden_now() -> ColumnElement[bool]:
    """Of a Passage in a Delivery: whether somebody said it, and others may read it no more.

    Its author took it back, or the yes to be quoted, or other words stand for it by now. What is
    told publicly is read by others all through. Written once: that takes a fifth of what a report's
    page takes.
    """
    by_others = or_(Passage.section.in_(OTHERS), _is_public())
    said = and_(by_others, Passage.source_kind == "wording", ~_stands())
    disagreed = and_(Passage.source_kind == "dissent", _dissent_is_over())
    return and_(Passage.erased_on.is_(None), or_(said, disagreed))


def _stands() -> ColumnElement[bool]:
    words = exists().where(
        ContributionWording.id == Passage.source_id,
        Contribution.id == ContributionWording.contribution_id,
        Participant.id == Contribution.participant_id,
        in_use(),
    )
    return words.correlate(Passage)


def _is_public() -> ColumnElement[bool]:
    """Anybody may come to read it: it is told publicly, or is of those whose names nobody knows."""
    unknown = exists().where(
        Participant.id == Delivery.participant_id, Participant.kind == "unknown"
    )
    return or_(Delivery.channel == "public", unknown.correlate(Delivery))


def _dissent_is_over() -> ColumnElement[bool]:
    """One of those who said it has taken it back or may not be quoted to this reader, or all of
    them were answered otherwise since."""
    own = and_(Response.participant_id == Delivery.participant_id, Delivery.channel != "public")
    later = aliased(ResolutionResponse)
    replaced = exists().where(
        later.response_id == ResolutionResponse.response_id,
        later.resolution_id > ResolutionResponse.resolution_id,
    )
    stands = exists().where(
        ResolutionResponse.resolution_id == Passage.source_id,
        ~replaced.correlate(ResolutionResponse),
    )
    over = exists().where(
        ResolutionResponse.resolution_id == Passage.source_id,
        Response.id == ResolutionResponse.response_id,
        Participant.id == Response.participant_id,
        or_(taken_back(), and_(~own, ~may_be_quoted())),
    )
    return or_(over.correlate(Passage, Delivery), ~stands.correlate(Passage))
