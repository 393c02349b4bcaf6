"""Hearing: a contribution is recorded, corrected by its author, taken out."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from tracker.domain import search
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionWording, SettingAside
from tracker.domain.insight import Evidence
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter


def hear(
    act: Act,
    participant: Participant,
    text: str,
    *,
    received_at: datetime | None = None,
    how: str = "verbatim",
    ref: str | None = None,
    encounter: Encounter | None = None,
    confidential: bool = False,
    response: int | None = None,
    about: tuple[int | None, str] | None = None,
) -> Contribution:
    """Record what a participant told us, as it was said. `response`: the *add* that made it;
    `about`: the insight that was spoken of (none: the whole round), and the move."""
    at = received_at or act.now
    contribution = Contribution(
        process_id=participant.process_id,
        participant=participant,
        ref=ref or unnamed_ref(participant.id, at, text, response),
        how=how,
        received_at=at,
        encounter=encounter,
        confidential=confidential,
    )
    spoken_of: dict[str, Any] = dict(zip(("about", "move"), about, strict=True)) if about else {}
    act.record(
        participant.process_id,
        "contribution_recorded",
        participant=participant.id,
        contribution=contribution,
        wording=ContributionWording(contribution=contribution, kind="recorded", text=text),
        response=response,
        at=at,
        **spoken_of,
    )
    search.index(act.session, [(contribution.id, contribution.process_id, text)])
    return contribution


def unknown_of(act: Act, encounter: Encounter) -> Participant:
    """The *Ukendte* of an occasion, to whom what nobody put a name to belongs (R19)."""
    query = select(Participant).where(Participant.encounter_id == encounter.id)
    found = act.session.scalars(query).first()
    if found is not None:
        return found
    process = encounter.process
    unknown = Participant(
        process_id=process.id,
        kind="unknown",
        encounter_id=encounter.id,
        language=process.language,
        public_return=process.public_return,
        channel="none",
    )
    act.session.add(unknown)
    act.session.flush()
    act.record(
        process.id,
        "participant_added",
        participant=unknown.id,
        who="unknown",
        public_return=unknown.public_return,
    )
    return unknown


def unnamed_ref(participant: int, at: datetime, text: str, response: int | None = None) -> str:
    """What stands for the source's own id where it has none: who, when and what."""
    said = f"{participant}\n{at.isoformat()}\n{response or ''}\n{text}"
    return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


def word_again(act: Act, contribution: Contribution, kind: str, text: str) -> ContributionWording:
    """Add a `corrected` or `shareable` wording; the recorded one stays as it is."""
    wording = ContributionWording(contribution=contribution, kind=kind, text=text)
    act.record(
        contribution.process_id,
        "contribution_worded",
        participant=contribution.participant_id,
        contribution=contribution.id,
        wording=wording,
        wording_kind=kind,
    )
    search.index_again(act.session, contribution)
    return wording


def take_out(act: Act, contributions: Iterable[Contribution], number: int) -> None:
    """Mark what the event of that number withdrew, with all it was evidence for (R8)."""
    ids = [contribution.id for contribution in contributions]
    for contribution in contributions:
        contribution.withdrawn_event_id = number
    end_evidence(act, ids, number)
    end_settings_aside(act, ids, number)
    search.forget(act.session, ids)


def end_evidence(act: Act, contributions: list[int], number: int, reason: str = "") -> None:
    """The contributions' evidence ends, by the event of that number."""
    act.session.execute(
        update(Evidence)
        .where(Evidence.contribution_id.in_(contributions), Evidence.ended_event_id.is_(None))
        .values(ended_event_id=number, end_reason=reason)
    )


def end_settings_aside(act: Act, contributions: list[int], number: int) -> None:
    """The contributions are no longer set aside, by the event of that number."""
    act.session.execute(
        update(SettingAside)
        .where(
            SettingAside.contribution_id.in_(contributions), SettingAside.ended_event_id.is_(None)
        )
        .values(ended_event_id=number)
    )


def setting_aside_of(act: Act, contribution: Contribution) -> SettingAside | None:
    """How the contribution is set aside at present, if it is."""
    query = select(SettingAside).where(
        SettingAside.contribution_id == contribution.id, SettingAside.ended_event_id.is_(None)
    )
    return act.session.scalars(query).first()
