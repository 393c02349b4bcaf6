"""Who has read what citizens are told in a language, and said that it can be sent."""

import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from tracker.domain.base import Base, Id, Moment, personal
from tracker.domain.people import User


class LanguageApproval(Base):
    """That somebody who knows a language has read all its fixed texts; who wrote it down, when.

    `texts` holds what they read, as JSON: each sentence in Danish and in the language.
    """

    __tablename__ = "language_approval"
    __table_args__ = (Index("ix_language_approval_language", "language", "taken_back_at"),)

    id: Mapped[Id]
    language: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(
        String(200),
        info=personal("answer for what citizens are told in a language", "while it is offered"),
    )
    texts: Mapped[str] = mapped_column(Text)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    taken_back_by: Mapped[User | None] = relationship(foreign_keys=[taken_back_by_id])

    @property
    def fingerprint(self) -> str:
        """A short sign of the texts: another one when a letter of them is another."""
        return hashlib.sha256(self.texts.encode()).hexdigest()[:20]


def approved_languages(session: Session) -> set[str]:
    """Those that somebody approved, and nobody took back."""
    query = select(LanguageApproval.language).where(LanguageApproval.taken_back_at.is_(None))
    return set(session.scalars(query.distinct()))
