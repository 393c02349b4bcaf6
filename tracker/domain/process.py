"""A process that citizens take part in, and the occasions of it."""

from datetime import date, datetime

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, false, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.base import Base, EventId, Id, Moment, one_of, personal
from tracker.domain.people import Department, User

KINDS = ("development", "case")
LANGUAGES = ("da", "en")
MAILS = ("notice", "report")
PLACES = ("own", "neutral", "municipality")
OCCASIONS = ("interview", "workshop", "walk", "call", "letter", "hearing", "web", "session")

_CONTACT = personal("let citizens reach a person", "as long as the process")

# What everybody is told of a process.
TOLD = ("purpose", "at_stake", "can_influence", "cannot_influence")


class Process(Base):
    """What citizens take part in; its purpose, what is at stake, and what it promises them."""

    __tablename__ = "process"
    __table_args__ = (
        one_of("kind", *KINDS),
        one_of("language", *LANGUAGES),
        one_of("mail", *MAILS),
        # Who may see it, and what it is counted by: each page asks this of all there are.
        Index(
            "ix_process_department_id_narrowed_responsible_id_demo",
            "department_id",
            "narrowed",
            "responsible_id",
            "demo",
        ),
    )

    id: Mapped[Id]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    purpose: Mapped[str] = mapped_column(Text, default="")
    at_stake: Mapped[str] = mapped_column(Text, default="")
    can_influence: Mapped[str] = mapped_column(Text, default="")
    cannot_influence: Mapped[str] = mapped_column(Text, default="")
    until: Mapped[date | None]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    contact_name: Mapped[str] = mapped_column(String(200), default="", info=_CONTACT)
    contact_phone: Mapped[str] = mapped_column(String(60), default="", info=_CONTACT)
    contact_hours: Mapped[str] = mapped_column(String(200), default="")
    case_number: Mapped[str] = mapped_column(String(60), default="")
    mail: Mapped[str] = mapped_column(String(10), default="notice")
    # Whether letters open only by a code that came another way than the link.
    second_thing: Mapped[bool] = mapped_column(default=False, server_default=false())
    public_return: Mapped[bool] = mapped_column(default=False)
    narrowed: Mapped[bool] = mapped_column(default=False)
    days_to_return: Mapped[int] = mapped_column(default=21)
    days_to_answer: Mapped[int] = mapped_column(default=14)
    days_to_close: Mapped[int] = mapped_column(default=21)
    # Invented people and texts: what is mailed to them is written to files, and counts.
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    # What everybody is told of it in other languages: by the code and the field, which words were
    # translated, and how.
    translations: Mapped[dict[str, dict[str, tuple[str, str]]]] = mapped_column(JSON, default=dict)
    department: Mapped[Department] = relationship(lazy="joined")
    responsible: Mapped[User | None] = relationship()

    @property
    def told(self) -> tuple[str, ...]:
        """What everybody is told of it: why, what is at stake, what can be changed and what not."""
        return tuple(getattr(self, field) for field in TOLD)

    def in_language(self, field: str, language: str) -> tuple[str, str]:
        """One of these, and the language that it is in: the one that is asked for where the words
        were translated as they are, else the process's own."""
        text: str = getattr(self, field)
        of, translated = self.translations.get(language, {}).get(field, ("", ""))
        return (translated, language) if text and of == text else (text, self.language)

    @property
    def asks_code(self) -> bool:
        """Whether letters open only by a second thing; those of a case always."""
        return self.second_thing or self.kind == "case"

    @property
    def mailed(self) -> str:
        """What goes by mail: word of the letter, or the letter itself, which would ask nothing."""
        return "notice" if self.asks_code else self.mail

    @property
    def phone(self) -> str:
        """The number that citizens can call: its own, else its department's; may be empty."""
        return self.contact_phone or self.department.phone


def asking_code() -> ColumnElement[bool]:
    """The processes whose letters do, to be asked of the database."""
    return or_(Process.second_thing, Process.kind == "case")


class ProcessMember(Base):
    """One of the people to whom a narrowed process is open."""

    __tablename__ = "process_member"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)


class Encounter(Base):
    """One occasion where citizens contributed."""

    __tablename__ = "encounter"
    __table_args__ = (one_of("kind", *OCCASIONS), one_of("place_kind", *PLACES))

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200), default="")
    place_kind: Mapped[str] = mapped_column(String(20), default="neutral")
    held_at: Mapped[datetime] = mapped_column(Moment)
    process: Mapped[Process] = relationship()


class Signature(Base):
    """A manager's name under a process as it stood; never changed afterwards."""

    __tablename__ = "signature"

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    # The closing record as it was signed: JSON without names, and its hash.
    record: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    event_id: Mapped[EventId]
    process: Mapped[Process] = relationship()
    user: Mapped[User] = relationship()
