"""Undoing: what was recorded by mistake is taken back, while nothing was built on it.

The events stay, and so does the one that undoes them; every rule reads on as if neither had been.
Rows that were undone are deleted with their words, but for a round's.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select, update

from tracker.domain import history, projection, search
from tracker.domain.act import Act
from tracker.domain.base import Base
from tracker.domain.contribution import Contribution, ContributionReader, ContributionWording
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.hearing import hear, word_again
from tracker.domain.history import Event, EventAbout, NewEvent, in_pieces
from tracker.domain.office import ImportedFile, Look
from tracker.domain.participant import Membership, Participant
from tracker.domain.planned import ExpectedThere
from tracker.domain.process import Encounter
from tracker.domain.projection import DeliveryStanding
from tracker.domain.round import (
    Attempt,
    Delivery,
    DeliveryPassage,
    Passage,
    Round,
    RoundRecipient,
)
from tracker.domain.workdays import local_date

# What goes with a contribution, and with a participant; whatever else refers to one was built on
# it, also in a table that is yet to come.
_OF_A_CONTRIBUTION = frozenset(
    {"contribution_wording.contribution_id", "contribution_reader.contribution_id"}
)
_OF_A_PARTICIPANT = frozenset(
    {
        "contribution.participant_id",
        "event_about.participant_id",
        "expected_there.participant_id",
        "look.participant_id",
        "membership.person_id",
        "round_recipient.participant_id",
    }
)
# The projection's rows follow from the facts; on them nothing is built.
_PROJECTED = frozenset(table.__tablename__ for table, _ in projection.Projected().tables())


def take_back(act: Act, contributions: Iterable[Contribution]) -> None:
    """Take back contributions of one process that were recorded by mistake, all or none.

    RuleBroken names the first that something was built on.
    """
    listed = list(contributions)
    if not listed:
        return
    process_id = listed[0].process_id
    for contribution in listed:
        if contribution.process_id != process_id:
            raise BadInput(
                "contribution", "other_process_contribution", contribution=contribution.id
            )
    whose = {contribution.id: contribution.participant_id for contribution in listed}
    history.wait_for_others(act.session)
    built_on = those_built_on(act, whose)
    if built_on:
        raise RuleBroken("already_built_on", contribution=min(built_on))
    _undo(act, process_id, whose, [])


def mend(
    act: Act,
    contribution: Contribution,
    text: str,
    *,
    how: str,
    participant: Participant,
    encounter: Encounter | None,
    confidential: bool,
    shareable: str = "",
) -> Contribution:
    """Take a contribution back and hear it anew, as of when it was received.

    It keeps the source's own id; one that stays confidential keeps its readers, and one that
    becomes it is read by whoever mends it. RuleBroken as `take_back`.
    """
    received_at, ref = contribution.received_at, contribution.ref
    readers = select(ContributionReader.user_id)
    own = readers.where(ContributionReader.contribution_id == contribution.id)
    kept = list(act.session.scalars(own)) if confidential else []
    if confidential and not kept and act.actor.id is not None:
        kept = [act.actor.id]
    take_back(act, [contribution])
    heard = hear(
        act,
        participant,
        text,
        received_at=received_at,
        how=how,
        ref=None if ref.startswith("sha256:") else ref,
        encounter=encounter,
        confidential=confidential,
    )
    act.session.add_all(ContributionReader(contribution_id=heard.id, user_id=user) for user in kept)
    if shareable:
        word_again(act, heard, "shareable", shareable)
    act.session.flush()
    return heard


def undo_participants(act: Act, participants: Iterable[Participant]) -> None:
    """Take back participants of one process who were added by mistake, all or none.

    RuleBroken names the first of whom something else is written, a contribution too.
    """
    listed = list(participants)
    if not listed:
        return
    process_id = listed[0].process_id
    for participant in listed:
        if participant.process_id != process_id:
            raise BadInput("participant", "other_process_participant", participant=participant.id)
    people = [participant.id for participant in listed]
    history.wait_for_others(act.session)
    built_on = _people_built_on(act, people, ())
    if built_on:
        raise RuleBroken("participant_built_on", participant=min(built_on))
    _undo(act, process_id, {}, people)


def undo_import(act: Act, imported: ImportedFile) -> None:
    """Take back every contribution and participant that a file brought in, or nothing.

    Occasions stay, and so do details that the file told of people whom we knew before. RuleBroken
    counts what was built on.
    """
    if imported.undone_at is not None:
        raise RuleBroken("import_undone", file=imported.name)
    history.wait_for_others(act.session)
    whose = _still_there(act, Contribution, _recorded(act, imported, "contribution"))
    people = list(_still_there(act, Participant, _recorded(act, imported, "participant")))
    built_on = len(those_built_on(act, whose))
    built_on += len(_people_built_on(act, people, whose))
    if built_on:
        raise RuleBroken("import_built_on", count=built_on, file=imported.name)
    _undo(act, imported.process_id, whose, people)
    imported.undone_at = act.now


_RECORDING = {"contribution": "contribution_recorded", "participant": "participant_added"}


def _recorded(act: Act, imported: ImportedFile, name: str) -> list[int]:
    """What was recorded by the events of an import."""
    query = select(Event.data).where(
        Event.process_id == imported.process_id,
        Event.kind == _RECORDING[name],
        Event.id.between(imported.first_event or 0, imported.last_event or 0),
    )
    return [data[name] for data in act.session.scalars(query)]


def _still_there(
    act: Act, table: type[Contribution | Participant], ids: Iterable[int]
) -> dict[int, int]:
    """Those that were not undone one by one; of contributions, whose they are."""
    whose = Contribution.participant_id if table is Contribution else Participant.id
    found: dict[int, int] = {}
    for some in in_pieces(ids):
        rows = act.session.execute(select(table.id, whose).where(table.id.in_(some)))
        found |= {number: owner for number, owner in rows}
    return found


def those_built_on(act: Act, contributions: Iterable[int]) -> set[int]:
    """Those that anything refers to, a withdrawal too, or whose author was given a report."""
    found: set[int] = set()
    for some in in_pieces(contributions):
        referring = _referring(Contribution.__table__, _OF_A_CONTRIBUTION, some)
        for query in [*referring, _reported_since(some), _quoted(some)]:
            found |= set(act.session.scalars(query))
    return found


def _reported_since(some: Sequence[int]) -> Select[int]:
    """Those for whose author a report was frozen since; it holds their own words."""
    return (
        select(Contribution.id)
        .join(Delivery, Delivery.participant_id == Contribution.participant_id)
        .join(Round, Round.id == Delivery.round_id)
        .where(Contribution.id.in_(some), Delivery.event_id > Contribution.event_id)
        .where(Round.called_back_event_id.is_(None))
    )


def _quoted(some: Sequence[int]) -> Select[int]:
    """Those whose words stand in anybody's report."""
    return (
        select(ContributionWording.contribution_id)
        .join(Passage, Passage.source_id == ContributionWording.id)
        .join(DeliveryPassage, DeliveryPassage.passage_id == Passage.id)
        .join(Delivery, Delivery.id == DeliveryPassage.delivery_id)
        .join(Round, Round.id == Delivery.round_id)
        .where(ContributionWording.contribution_id.in_(some), Passage.source_kind == "wording")
        .where(Round.called_back_event_id.is_(None))
    )


def _people_built_on(act: Act, people: Iterable[int], besides: Collection[int]) -> set[int]:
    """Those of whom something is written, besides some contributions and what goes with them."""
    found: set[int] = set()
    for some in in_pieces(people):
        told = select(Contribution.id, Contribution.participant_id)
        rows = act.session.execute(told.where(Contribution.participant_id.in_(some)))
        found |= {participant for number, participant in rows if number not in besides}
        fixed = (
            select(RoundRecipient.participant_id)
            .join(Round, Round.id == RoundRecipient.round_id)
            .where(RoundRecipient.participant_id.in_(some), Round.fixed_at.is_not(None))
        )
        for query in [*_referring(Participant.__table__, _OF_A_PARTICIPANT, some), fixed]:
            found |= set(act.session.scalars(query))
    return found


def _referring(table: Any, goes_with: frozenset[str], some: Sequence[int]) -> Iterator[Select[int]]:
    """For each column that refers to a table, which of some rows it names."""
    for other in Base.metadata.sorted_tables:
        for key in other.foreign_keys:
            apart = other.name not in _PROJECTED and str(key.parent) not in goes_with
            if apart and key.references(table):
                yield select(key.parent).where(key.parent.in_(some))


def _undo(act: Act, process_id: int, whose: Mapping[int, int], people: Sequence[int]) -> None:
    """Record it, bring the loops up to it, and delete the rows."""
    said = [
        NewEvent("contribution_undone", act.now, {"participant": p, "contribution": c}, [p])
        for c, p in whose.items()
    ]
    gone = [NewEvent("participant_undone", act.now, {"participant": p}, [p]) for p in people]
    events = [*said, *gone]
    if not events:
        return
    act.session.flush()
    act.record_all(process_id, history.reserve(act.session, len(events)), events)
    projection.follow(act.session)
    for some in in_pieces(whose):
        _delete_contributions(act, some)
    search.forget(act.session, list(whose))
    for some in in_pieces(people):
        _delete_people(act, some)


def _delete_contributions(act: Act, some: Sequence[int]) -> None:
    wordings = select(ContributionWording.id).where(ContributionWording.contribution_id.in_(some))
    # Only reports that were called back can still hold the words.
    act.session.execute(
        update(Passage)
        .where(Passage.source_kind == "wording", Passage.source_id.in_(wordings))
        .values(text=None, salt="", about_kind=None, about_id=None)
        .values(erased_on=local_date(act.now))
        .execution_options(synchronize_session=False)
    )
    for table in (ContributionWording, ContributionReader):
        _delete(act, table, table.contribution_id.in_(some))
    _delete(act, Contribution, Contribution.id.in_(some))


def _delete_people(act: Act, some: Sequence[int]) -> None:
    _delete(act, Membership, Membership.person_id.in_(some))
    for table in (RoundRecipient, Look, ExpectedThere, EventAbout):
        _delete(act, table, table.participant_id.in_(some))
    _delete(act, Participant, Participant.id.in_(some))


def _delete(act: Act, table: type[Base], which: ColumnElement[bool]) -> None:
    act.session.execute(
        delete(table).where(which), execution_options={"synchronize_session": "fetch"}
    )


def call_back(act: Act, round_: Round) -> int:
    """Call a round back of which nothing has left; how many mails were stopped.

    RuleBroken when something has, when it was not sent, or was called back before.
    """
    demand_standing(round_)
    if round_.released_at is None:
        raise RuleBroken("round_not_sent", round=round_.id)
    deliveries = _locked(act, round_)
    projection.follow(act.session)
    if _has_left(act, round_):
        raise RuleBroken("already_left", round=round_.id)
    number = act.record(
        round_.process_id,
        "round_called_back",
        participants=list(deliveries.values()),
        round=round_.id,
    )
    round_.called_back_event_id = number
    stopped: Any = act.session.execute(
        update(Attempt)
        .where(Attempt.delivery_id.in_(_of(round_)), Attempt.state == "waiting")
        .values(state="stopped", reason="called_back", at=act.now)
        .execution_options(synchronize_session="fetch")
    )
    act.session.execute(
        update(Delivery)
        .where(Delivery.round_id == round_.id)
        .values(token_hash=None, link_until=None)
        .execution_options(synchronize_session="fetch")
    )
    act.session.flush()
    return int(stopped.rowcount)


def demand_standing(round_: Round) -> None:
    """RuleBroken when the round was called back: nothing happens to its reports any more."""
    if round_.called_back_event_id is not None:
        raise RuleBroken("called_back", round=round_.id)


def _of(round_: Round) -> Select[int]:
    return select(Delivery.id).where(Delivery.round_id == round_.id)


def _locked(act: Act, round_: Round) -> dict[int, int]:
    """The round's deliveries, and whose they are. Whoever takes one in hand, or claims a mail,
    is waited for, and finds it called back after."""
    act.session.flush()
    deliveries = act.session.execute(
        select(Delivery.id, Delivery.participant_id)
        .where(Delivery.round_id == round_.id)
        .order_by(Delivery.id)
        .with_for_update()
    )
    found = {number: participant for number, participant in deliveries}
    mails = select(Attempt.id).where(Attempt.delivery_id.in_(_of(round_))).order_by(Attempt.id)
    act.session.execute(mails.with_for_update()).all()
    history.wait_for_others(act.session)
    return found


def _has_left(act: Act, round_: Round) -> bool:
    """Whether a mail was ever claimed, somebody was met or tried, opened it or answered."""
    never_claimed = or_(
        (Attempt.state == "waiting") & (Attempt.reason == ""),
        (Attempt.state == "stopped") & (Attempt.tries == 0),
    )
    tried = select(Attempt.id).where(Attempt.delivery_id.in_(_of(round_)), ~never_claimed)
    came = select(DeliveryStanding.delivery_id).where(
        DeliveryStanding.delivery_id.in_(_of(round_)), DeliveryStanding.state == "reached"
    )
    return any(act.session.scalars(query.limit(1)).first() is not None for query in (tried, came))
