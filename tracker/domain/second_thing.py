"""The second thing that opens a letter: which code it is, and what becomes of wrong ones.

The code itself is kept nowhere: it is made again from a key (`reports/links.py`). Wrong ones are
no fact of a loop; they are counted for each letter alone, whoever gives them and from wherever.
"""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.domain.act import Act
from tracker.domain.base import Base, Moment
from tracker.domain.round import Delivery

# So many wrong ones lock a letter, for so long.
TRIES = 5
LOCKED = timedelta(minutes=15)


class CodeTries(Base):
    """How it stands with a letter's code, once a wrong one or a new one was given."""

    __tablename__ = "code_tries"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    # Which code opens the letter, of those its link can have.
    number: Mapped[int] = mapped_column(default=1)
    # Since the last right one, or since it was last locked.
    wrong: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Moment)
    # When it was locked, until somebody who works here has seen to it.
    alarm_at: Mapped[datetime | None] = mapped_column(Moment, index=True)

    def is_locked(self, now: datetime) -> bool:
        """Whether not even the right code opens the letter now."""
        return self.locked_until is not None and self.locked_until > now

    @property
    def left(self) -> int:
        """How many wrong ones there can be yet before it locks."""
        return TRIES - self.wrong


def tries_of(session: Session, delivery: Delivery) -> CodeTries:
    """How it stands with a letter's code now; what was never tried has no row yet."""
    found = session.get(CodeTries, delivery.id, populate_existing=True)
    return found or CodeTries(delivery_id=delivery.id, number=1, wrong=0)


def miss(act: Act, tries: CodeTries) -> None:
    """A wrong code was given. The fifth locks the letter, and somebody is to see to it."""
    tries.wrong += 1
    if tries.left <= 0:
        tries.wrong = 0
        tries.locked_until = act.now + LOCKED
        tries.alarm_at = act.now
    act.session.add(tries)
    act.session.flush()


def hit(act: Act, tries: CodeTries) -> None:
    """The right code was given. That others were wrong before is still to be seen to."""
    tries.wrong = 0
    act.session.flush()


def see_to(act: Act, delivery: Delivery) -> None:
    """Somebody has spoken with the one whose letter it is: it can be opened again at once."""
    tries = tries_of(act.session, delivery)
    tries.wrong, tries.locked_until, tries.alarm_at = 0, None, None
    act.session.flush()


def change_code(act: Act, delivery: Delivery) -> None:
    """From now on another code opens the letter, also where it stands open."""
    tries = tries_of(act.session, delivery)
    tries.number += 1
    act.session.add(tries)
    act.session.flush()
    see_to(act, delivery)


def forget_tries(act: Act, delivery: Delivery) -> None:
    """Another link has another code, and nobody has tried one yet."""
    act.session.execute(delete(CodeTries).where(CodeTries.delivery_id == delivery.id))
