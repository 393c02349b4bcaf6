"""What people said in a process, and which of it others may read: nobody repeats the rest."""

from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.participant import Participant
from tracker.domain.response import Response
from tracker.domain.sharing import in_use


def said_in(session: Session, process: int) -> tuple[dict[str, str], dict[str, str]]:
    """What people said, by a name of its own; and of what others may read, in which words."""
    rows = session.execute(
        select(ContributionWording, in_use())
        .join(Contribution, Contribution.id == ContributionWording.contribution_id)
        .join(Participant, Participant.id == Contribution.participant_id)
        .where(Contribution.process_id == process)
        .order_by(ContributionWording.contribution_id, ContributionWording.id)
    )
    said: dict[str, str] = {}
    shared: dict[str, str] = {}
    for _, wordings in groupby(rows, key=lambda row: row[0].contribution_id):
        found = list(wordings)
        last, may_be_read = found[-1]
        own = {f"wording {w.id}": w.text for w, _ in found if w.kind != "shareable"}
        said |= own
        if may_be_read:
            shared |= dict.fromkeys(own, last.text)
    return said, shared


def answered_in(session: Session, process: int) -> dict[str, str]:
    """What people answered, by a name of its own."""
    answered = session.execute(
        select(Response.id, Response.text).where(
            Response.process_id == process, Response.text != ""
        )
    )
    return {f"response {number}": text for number, text in answered}
