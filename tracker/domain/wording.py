"""The wordings of contributions as pages read them: one statement for many, and no objects."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.domain.contribution import ContributionWording
from tracker.domain.history import in_pieces


class Worded(NamedTuple):
    """What `Contribution` says under the same names: `shareable` only while nothing was corrected
    since (R8)."""

    recorded: str
    present: str
    shareable: str | None


_WORDINGS = (
    select(ContributionWording.contribution_id, ContributionWording.kind, ContributionWording.text)
    .where(ContributionWording.contribution_id.in_(bindparam("contributions", expanding=True)))
    .order_by(ContributionWording.id)
)


def worded(session: Session, contributions: Iterable[int]) -> dict[int, Worded]:
    """The words of these contributions by their numbers."""
    found: dict[int, Worded] = {}
    for some in in_pieces(contributions):
        for number, kind, text in session.execute(_WORDINGS, {"contributions": some}):
            before = found.get(number)
            if before is None:
                found[number] = Worded(text, text, None)
            elif kind == "shareable":
                found[number] = before._replace(shareable=text)
            else:
                found[number] = before._replace(present=text, shareable=None)
    return found
