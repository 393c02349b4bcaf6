"""Changing what is known of somebody, as it was read: who saves later is told."""

from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.errors import BadInput, Conflict, RuleBroken
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.whom import groups_named, person_meant
from tracker.listening.people import mark_of_person
from tracker.listening.services import Details, edit_participant

# By what `Details` calls it, where the participant calls it otherwise.
_COLUMNS = {"protected": "protected_address"}


def edit_as_read(
    act: Act,
    number: int,
    seen: str,
    details: Details,
    *,
    never_asked: bool = False,
    group_size: int | None = None,
    member_of: int | None = None,
) -> None:
    """Change what is told otherwise than it was known; Conflict when somebody was faster.

    `never_asked`: that they were never asked whether they may be quoted, after all.
    """
    query = select(Participant).where(Participant.id == number).with_for_update()
    participant = act.session.scalars(query).one()
    if participant.kind == "unknown":
        raise RuleBroken("unknown_is_not_edited")
    if mark_of_person(act, participant) != seen:
        raise Conflict("changed_meanwhile")
    groups = groups_named(act, participant.process, [member_of] if member_of else [])
    if group_size == participant.size:
        group_size = None
    new = _otherwise(participant, details)
    asked_before = never_asked and participant.may_quote is not None
    if not new.given() and group_size is None and not groups and not asked_before:
        return
    if never_asked:
        participant.may_quote = None
    edit_participant(act, participant, new, group_size=group_size, groups=groups)


def add_to_group(act: Act, process: Process, group: Participant, who: str) -> Participant:
    """Add somebody of the process to a group, by a name or a number; who they are."""
    person = person_meant(act, process, who, None)
    if person is None:
        raise BadInput("who", "nobody_of_that_name", name=who)
    if person.kind != "person":
        raise BadInput("who", "only_people_are_members")
    edit_participant(act, person, Details(), groups=[group])
    return person


def _otherwise(participant: Participant, details: Details) -> Details:
    """What the details say that is not known already."""
    same: dict[str, Any] = {}
    for field in fields(details):
        said = getattr(details, field.name)
        known = getattr(participant, _COLUMNS.get(field.name, field.name))
        # Of all but leave to quote, nothing said and a no or an empty text are the same.
        empty = field.name != "may_quote" and not said and not known
        if empty or said == known:
            same[field.name] = None
    return replace(details, **same)
