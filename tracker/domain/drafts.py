"""What citizens have written and not sent: kept for them alone, and for no longer than its link.

No rule reads it, and no member of staff is shown it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from tracker.domain.act import Act
from tracker.domain.office import AnswerDraft
from tracker.domain.round import Delivery

# Beside the fields: the link that they were written by. Another link's is not shown.
_LINK = "link"


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the form by their names, and when they were last kept."""

    fields: Mapping[str, str]
    at: datetime

    @property
    def mark(self) -> str:
        """Tells this state of it from any other."""
        return f"{self.at.timestamp():.6f}"


def draft_of(session: Session, delivery: Delivery) -> Draft | None:
    """What was written by the delivery's present link, if it was not sent."""
    row = session.get(AnswerDraft, delivery.id, populate_existing=True)
    if row is None:
        return None
    fields = json.loads(row.fields)
    if fields.pop(_LINK, None) != delivery.token_hash:
        return None
    return Draft(fields, row.at)


def keep_draft(act: Act, delivery: Delivery, fields: Mapping[str, str]) -> None:
    """Keep this, and nothing that was kept before; it is no event."""
    kept = json.dumps({**fields, _LINK: delivery.token_hash}, ensure_ascii=False)
    act.session.merge(AnswerDraft(delivery_id=delivery.id, fields=kept, at=act.now))
    act.session.flush()


def drop_draft(act: Act, delivery: Delivery) -> None:
    """It was sent, or all of it was taken out."""
    act.session.execute(delete(AnswerDraft).where(AnswerDraft.delivery_id == delivery.id))


def drop_drafts_over(act: Act) -> None:
    """Drop those whose link has ended, or is no more."""
    over = select(Delivery.id).where(
        or_(Delivery.link_until.is_(None), Delivery.link_until <= act.now)
    )
    act.session.execute(delete(AnswerDraft).where(AnswerDraft.delivery_id.in_(over)))
