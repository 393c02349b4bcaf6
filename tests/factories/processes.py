"""Processes, people and what they say."""

from typing import Any

from tests.factories.ground import WALK, kept, numbers
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.participant import Participant
from tracker.domain.people import Department
from tracker.domain.process import Encounter, Process
from tracker.domain.response import Response, ResponseContribution


def a_process(act: Act, kind: str = "development", **columns: Any) -> Process:
    department = columns.pop("department", None) or kept(
        act,
        Department(
            name=f"Natur og Vej {next(numbers)}",
            address="Karen Blixens Boulevard 7\n8220 Brabrand",
        ),
    )
    given = {
        "title": "Stien om søen",
        "language": "da",
        "contact_name": "Jens Holm",
        "contact_phone": "87 13 00 00",
        "created_at": WALK,
    }
    process = kept(act, Process(department=department, kind=kind, **{**given, **columns}))
    act.record(
        process.id,
        "process_created",
        at=process.created_at,
        days_to_return=process.days_to_return,
        days_to_answer=process.days_to_answer,
        days_to_close=process.days_to_close,
    )
    return process


def a_participant(
    act: Act, process: Process, name: str = "Karen Møller", kind: str = "person", **columns: Any
) -> Participant:
    participant = kept(act, Participant(process_id=process.id, kind=kind, name=name, **columns))
    act.record(
        process.id,
        "participant_added",
        participant=participant.id,
        who=kind,
        public_return=participant.public_return,
    )
    return participant


def an_encounter(
    act: Act, process: Process, title: str = "Gåtur om søen", **columns: Any
) -> Encounter:
    given = {"kind": "walk", "place": "Brabrand", "held_at": WALK}
    return kept(act, Encounter(process_id=process.id, title=title, **{**given, **columns}))


def a_contribution(
    act: Act,
    participant: Participant,
    text: str,
    *,
    shareable: str | None = None,
    response: Response | None = None,
    **columns: Any,
) -> Contribution:
    given = {"ref": f"ref-{next(numbers)}", "received_at": WALK}
    contribution = Contribution(
        process_id=participant.process_id, participant_id=participant.id, **{**given, **columns}
    )
    act.record(
        participant.process_id,
        "contribution_recorded",
        participant=participant.id,
        contribution=contribution,
        wording=ContributionWording(contribution=contribution, kind="recorded", text=text),
        response=response.id if response else None,
        at=contribution.received_at,
    )
    if response is not None:
        kept(
            act,
            ResponseContribution(response_id=response.id, contribution_id=contribution.id),
        )
    if shareable is not None:
        a_wording(act, contribution, shareable, kind="shareable")
    return contribution


def a_wording(
    act: Act, contribution: Contribution, text: str, kind: str = "corrected"
) -> ContributionWording:
    wording = ContributionWording(contribution_id=contribution.id, kind=kind, text=text)
    act.record(
        contribution.process_id,
        "contribution_worded",
        participant=contribution.participant_id,
        contribution=contribution.id,
        wording=wording,
        wording_kind=kind,
    )
    return wording
