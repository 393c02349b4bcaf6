"""What every mail on its way is, whoever it goes to: claimed before it is sent, marked after."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.base import Moment


class OnItsWay:
    """The columns of a row that is a mail."""

    state: Mapped[str] = mapped_column(String(10))
    # Why it stands so, as a word of the catalogue; for a server's own words, see `answer`.
    reason: Mapped[str] = mapped_column(String(40), default="")
    answer: Mapped[str] = mapped_column(String(500), default="")
    message_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    not_before: Mapped[datetime | None] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    # Since when it is being tried: nothing is tried for ever.
    tried_since: Mapped[datetime | None] = mapped_column(Moment)
    at: Mapped[datetime] = mapped_column(Moment)
    # Who has claimed it: the machine, its start, the process and that one's start.
    claim_host: Mapped[str | None] = mapped_column(String(255))
    claim_boot: Mapped[str | None] = mapped_column(String(64))
    claim_pid: Mapped[int | None]
    claim_started: Mapped[str | None] = mapped_column(String(40))
