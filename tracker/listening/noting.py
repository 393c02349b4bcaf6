"""Writing down what somebody has just said: whom, when and where in the same breath."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.errors import BadInput
from tracker.domain.hearing import unnamed_ref
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.policies import demand_person
from tracker.domain.process import Encounter, Process
from tracker.domain.whom import groups_named, person_meant
from tracker.domain.workdays import local_date
from tracker.listening.latest import colleagues_of
from tracker.listening.occasions import NewOccasion, note_occasion, occasion_of
from tracker.listening.services import (
    Details,
    add_participant,
    edit_participant,
    log_contribution,
)

NOTHING = Details()


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, and what is known of it. `readers`, beside who writes: None, if anybody."""

    text: str
    who: str
    which: str = ""
    how: str = "verbatim"
    occasion: int | NewOccasion | None = None
    shareable: str = ""
    readers: Sequence[int] | None = None
    # Of who said it: what was told of them now, how many a new group is, and the group they are of.
    details: Details = NOTHING
    group: int | None = None
    member_of: int | None = None


class Noted(NamedTuple):
    """The contribution by its number, who said it, and whether they are new here."""

    id: int
    participant: Participant
    new: bool
    encounter: Encounter | None


def note(act: Act, process: Process, said: Said) -> Noted:
    """Log what somebody said, with who they are and the occasion, where these are new."""
    encounter = occasion_said(act, process, said)
    participant, new = author_said(act, process, said, encounter)
    contribution = log_contribution(
        act,
        participant,
        said.text,
        received_at=_said_at(act, process, participant, said.text, encounter),
        how=said.how,
        encounter=encounter,
        shareable=said.shareable,
        readers=readers_said(act, process, said),
    )
    return Noted(contribution.id, participant, new, encounter)


def occasion_said(act: Act, process: Process, said: Said) -> Encounter | None:
    """The occasion, noted when it is new."""
    if isinstance(said.occasion, NewOccasion):
        return note_occasion(act, process, said.occasion)
    return occasion_of(act, process, said.occasion)


def author_said(
    act: Act, process: Process, said: Said, encounter: Encounter | None
) -> tuple[Participant, bool]:
    """Who said it, and whether they are new; what was told of somebody we know is kept too."""
    groups = groups_named(act, process, [said.member_of] if said.member_of else [])
    found = person_meant(act, process, said.who, encounter, said.which)
    try:
        if found is None:
            details = replace(said.details, name=" ".join(said.who.split()))
            new = add_participant(act, process, details, group_size=said.group, groups=groups)
            return new, True
        if said.details.given() or said.group is not None or groups:
            edit_participant(act, found, said.details, group_size=said.group, groups=groups)
    except BadInput as bad:
        if bad.field == "name":
            raise BadInput("who", bad.code, **bad.values) from None
        raise
    return found, False


def readers_said(act: Act, process: Process, said: Said) -> list[User] | None:
    """Who may read it, beside who writes it down; None: whoever sees the process."""
    if said.readers is None:
        return None
    demand_person(act)
    named = set(said.readers)
    return [who for who in colleagues_of(act, process) if who.id in named | {act.actor.id}]


def same_said(act: Act, process: Process, ref: str) -> Contribution | None:
    """What was said in the same words by the same person at the same moment."""
    query = select(Contribution).where(
        Contribution.process_id == process.id, Contribution.ref == ref
    )
    return act.session.scalars(query).first()


def _said_at(
    act: Act, process: Process, who: Participant, text: str, encounter: Encounter | None
) -> datetime | None:
    """When it was said, if it is written down on a later day: promises count from then."""
    if encounter is None or local_date(encounter.held_at) >= local_date(act.now):
        return None
    at = encounter.held_at
    # Of the unknown several may have said the same: what they said is told apart by the moment.
    while same_said(act, process, unnamed_ref(who.id, at, text)):
        at += timedelta(microseconds=1)
    return at
