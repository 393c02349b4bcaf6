"""Mending what was written down, and taking it back: while nothing is built on it."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from tracker.domain import history
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionReader
from tracker.domain.errors import BadInput, Conflict, Unseen
from tracker.domain.hearing import unnamed_ref
from tracker.domain.history import Event
from tracker.domain.marks import demand_unchanged, mark_of
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.policies import one_of_process
from tracker.domain.process import Process
from tracker.domain.undoing import mend, take_back, those_built_on, undo_participants
from tracker.language.given import WORDS, text_given
from tracker.listening.latest import readers_of
from tracker.listening.noting import (
    Noted,
    Said,
    author_said,
    occasion_said,
    readers_said,
    same_said,
)


def mend_note(act: Act, process: Process, number: int, seen: str, said: Said) -> Noted:
    """Write an entry anew, while nothing is built on it; Conflict when somebody was faster."""
    history.wait_for_others(act.session)
    if act.session.get(Contribution, number, populate_existing=True) is None:
        raise Conflict("changed_meanwhile")
    contribution = one_of_process(act, Contribution, number, process)
    demand_unchanged(seen, *standing(act, contribution))
    encounter = occasion_said(act, process, said)
    participant, new = author_said(act, process, said, encounter)
    text = text_given("text", said.text, WORDS)
    _demand_new_words(act, process, contribution, participant, text)
    readers = readers_said(act, process, said)
    mended = mend(
        act,
        contribution,
        text,
        how=said.how,
        participant=participant,
        encounter=encounter,
        confidential=readers is not None,
        shareable=said.shareable and text_given("shareable", said.shareable, WORDS),
    )
    _let_read(act, mended, readers or ())
    return Noted(mended.id, participant, new, encounter)


def take_back_note(act: Act, process: Process, number: int, participant: int | None) -> None:
    """Take back what was just written down, and who was new with it, if they said nothing else."""
    if act.session.get(Contribution, number) is None:
        return
    take_back(act, [one_of_process(act, Contribution, number, process)])
    if participant is None:
        return
    person = one_of_process(act, Participant, participant, process)
    left = select(Contribution.id).where(Contribution.participant_id == person.id).limit(1)
    if act.session.scalars(left).first() is None:
        undo_participants(act, [person])


def is_built_on(act: Act, contribution: Contribution) -> bool:
    """Whether something rests on an entry, so that it has to stand as it is."""
    return bool(those_built_on(act, [contribution.id]))


def standing(act: Act, contribution: Contribution) -> list[object]:
    """What an entry says, for the mark of it."""
    return [
        contribution.present,
        contribution.shareable,
        contribution.how,
        contribution.participant_id,
        contribution.encounter_id,
        contribution.confidential,
        readers_of(act, contribution),
    ]


def seen_mark(act: Act, contribution: Contribution) -> str:
    """The mark of an entry as it stands."""
    return mark_of(*standing(act, contribution))


def successor(act: Act, process: Process, number: int) -> Contribution | None:
    """What an entry that is gone was mended to; None when it was taken back.

    Unseen when there never was one, or when it is not theirs to read.
    """
    undone = (
        select(Event.id, Event.at, Event.data)
        .where(Event.process_id == process.id, Event.kind == "contribution_undone")
        .order_by(Event.id.desc())
    )
    for id_, at, data in act.session.execute(undone):
        if data["contribution"] == number:
            return _written_again(act, process, id_, at)
    raise Unseen("contribution", number)


def _written_again(act: Act, process: Process, undone: int, at: object) -> Contribution | None:
    heard = select(Event.data).where(
        Event.process_id == process.id,
        Event.kind == "contribution_recorded",
        Event.id > undone,
        Event.recorded == at,
    )
    data = act.session.scalars(heard.order_by(Event.id).limit(1)).first()
    if data is None:
        return None
    if act.session.get(Contribution, data["contribution"]) is None:
        return successor(act, process, data["contribution"])
    return one_of_process(act, Contribution, data["contribution"], process)


def _demand_new_words(
    act: Act, process: Process, contribution: Contribution, who: Participant, text: str
) -> None:
    """BadInput when another entry says the same, of the same person and moment."""
    same = same_said(act, process, unnamed_ref(who.id, contribution.received_at, text))
    if same is not None and same.id != contribution.id:
        raise BadInput("text", "said_already")


def _let_read(act: Act, contribution: Contribution, readers: Sequence[User]) -> None:
    """Let these people alone read it."""
    act.session.execute(
        delete(ContributionReader).where(ContributionReader.contribution_id == contribution.id)
    )
    act.session.add_all(
        ContributionReader(contribution_id=contribution.id, user_id=user.id) for user in readers
    )
    act.session.flush()
