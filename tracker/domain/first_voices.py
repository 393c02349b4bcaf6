"""Which voices of a process the department had not heard before, as far as contacts tell.

Nobody has a number across processes: who comes again is known by the same e-mail address or phone
number. It is counted once a week, for it would take reading everybody to say it at any moment.
"""

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    and_,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, aliased, mapped_column

from tracker.domain.act import Act
from tracker.domain.base import Base
from tracker.domain.participant import Membership, Participant
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow

KINDS = ("first", "known", "untold")


class VoiceCount(Base):
    """How many voices of a process (R19) were new, were known, or gave nothing to know them by."""

    __tablename__ = "voice_count"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    first: Mapped[int]
    known: Mapped[int]
    untold: Mapped[int]


def voices_of(act: Act) -> list[dict[str, int]]:
    """The voices of every process, those whose words stand, as rows of `VoiceCount`."""
    untold = Participant.email_lookup.is_(None) & Participant.phone_lookup.is_(None)
    known = or_(_heard_before(Participant.email_lookup), _heard_before(Participant.phone_lookup))
    kinds = case((untold, "untold"), (known, "known"), else_="first")
    voices = (
        select(LoopRow.process_id, kinds.label("kind"))
        .join(Participant, Participant.id == LoopRow.participant_id)
        .join(Process, Process.id == LoopRow.process_id)
        .where(LoopRow.state != "ended", ~_speaks_in_a_group())
        .subquery()
    )
    counts = (func.sum(case((voices.c.kind == each, 1), else_=0)).label(each) for each in KINDS)
    counted = select(voices.c.process_id, *counts).group_by(voices.c.process_id)
    return [dict(row) for row in act.session.execute(counted).mappings()]


def _heard_before(contact: InstrumentedAttribute[str | None]) -> ColumnElement[bool]:
    """Somebody with this contact had said something in an earlier process of the department.

    Not in a narrowed one: that somebody is in it is for its own people to know.
    """
    earlier, process, loop = aliased(Participant), aliased(Process), aliased(LoopRow)
    return exists().where(
        and_(
            getattr(earlier, contact.key) == contact,
            process.id == earlier.process_id,
            process.id < Process.id,
            process.department_id == Process.department_id,
            ~process.narrowed,
            loop.participant_id == earlier.id,
        )
    )


def _speaks_in_a_group() -> ColumnElement[bool]:
    """R19: a member and her group are one voice."""
    group = aliased(LoopRow)
    return exists().where(
        Membership.person_id == Participant.id,
        group.participant_id == Membership.group_id,
        group.state != "ended",
    )
