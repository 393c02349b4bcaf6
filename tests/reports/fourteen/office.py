"""What all fourteen have in common: an office that writes, its people, and the days that pass."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from tests.factories import NOW, a_participant, a_process, a_round, kept, reached
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.people import Department
from tracker.domain.process import Process
from tracker.domain.round import Delivery
from tracker.reports.freezing import freeze_reports

ADDRESSES = {
    "Teknik og Miljø": "Karen Blixens Boulevard 7\n8220 Brabrand",
    "Sundhed og Omsorg": "Rådhuspladsen 2\n8000 Aarhus C",
    "Sociale Forhold": "Værkmestergade 15\n8000 Aarhus C",
    "Børn og Unge": "Grøndalsvej 2\n8260 Viby J",
    "Kultur og Borgerservice": "Dokk1, Hack Kampmanns Plads 2\n8000 Aarhus C",
}
UNTIL = date(2026, 6, 15)


def a_process_of(act: Act, office: str, title: str, kind: str = "development", **more: Any):
    """A process of one of the offices, each of which is there once."""
    found = act.session.scalars(select(Department).where(Department.name == office)).first()
    department = found or kept(act, Department(name=office, address=ADDRESSES[office]))
    given = {
        "department": department,
        "contact_name": "Jens Holm",
        "contact_phone": "89 40 20 11",
        "contact_hours": "mandag til torsdag kl. 9-14",
    }
    return a_process(act, kind, title=title, **{**given, **more})


def somebody(act: Act, process: Process, name: str, address: str = "", **more: Any) -> Participant:
    """One who takes part and is written to."""
    return a_participant(act, process, name, channel="letter", address=address, **more)


def others(act: Act, process: Process, count: int = 6) -> list[Participant]:
    """So many more take part that nobody is one of a few."""
    return [a_participant(act, process, f"Nabo {n}") for n in range(count)]


def given(
    act: Act,
    process: Process,
    reader: Participant,
    purpose: str = "qualify",
    insights: Sequence[Insight] = (),
    *,
    channel: str = "letter",
    also: Sequence[Participant] = (),
    questions: Sequence[str] = (),
) -> Delivery:
    """A round frozen for the reader and others, and told to each."""
    round_ = a_round(act, process, purpose, insights, questions=questions)
    people = [reader, *also]
    for delivery in freeze_reports(act, round_, people, {p.id: channel for p in people}):
        reached(act, delivery)
    return delivery_of(act, round_.id, reader)


def delivery_of(act: Act, round_id: int, reader: Participant) -> Delivery:
    """The reader's copy of a round."""
    query = select(Delivery).where(
        Delivery.round_id == round_id, Delivery.participant_id == reader.id
    )
    return act.session.scalars(query).one()


def days(act: Act, after: int) -> None:
    """It is so many days after everything began."""
    act.now = NOW + timedelta(days=after)
