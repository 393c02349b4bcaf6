"""The second thing as it was typed, and the page that asks for it."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime

from flask import render_template
from sqlalchemy.orm import Session

from tracker.access import current_settings
from tracker.citizen.forms import Problem, showable
from tracker.citizen.showing import hours, moment
from tracker.domain.round import Delivery
from tracker.domain.second_thing import tries_of
from tracker.reports.links import DIGITS, spoken
from tracker.reports.opening import code_of, way_of_code
from tracker.reports.words import citizen

# Between digits people write what makes them easier to read.
BETWEEN = frozenset(" .-–\t\u00a0")
# No code at all: it shows what one looks like.
EXAMPLE = "1234 5678"


class CodeForm:
    """What was typed; nothing yet, when the page is only looked at."""

    def __init__(self, typed: str | None = None, late: bool = False) -> None:
        self.typed = showable(typed or "")
        self.digits = _digits(self.typed)
        self.problem: Problem | None = Problem("code", "code.late") if late else None
        if typed is not None and not late and len(self.digits) != DIGITS:
            empty = not self.typed.strip()
            self.problem = Problem("code", "code.missing" if empty else "code.length")

    def missed(self, left: int) -> "CodeForm":
        """It was a whole code, and not the right one."""
        values: Mapping[str, object] = {} if left == 1 else {"left": left}
        self.problem = Problem("code", "code.wrong.one" if left == 1 else "code.wrong", values)
        return self


def _digits(typed: str) -> str:
    """The digits that were typed, of whatever script; empty when something else stands there."""
    found = [c for c in typed if c not in BETWEEN]
    if not all(c.isdecimal() for c in found):
        return ""
    return "".join(str(unicodedata.decimal(c)) for c in found)


def page(session: Session, delivery: Delivery, form: CodeForm, now: datetime) -> tuple[str, int]:
    """The page that asks, in the letter's language; or that one has to wait, or may call."""
    process, words = delivery.round.process, citizen(delivery.language)
    tries = tries_of(session, delivery)
    until = tries.locked_until if tries.is_locked(now) else None
    code = code_of(delivery, tries.number, current_settings())
    answer = render_template(
        "citizen/locked.html" if until else "citizen/code.html",
        words=words,
        form=form,
        example=EXAMPLE,
        way=way_of_code(delivery.participant, delivery.channel),
        phone=process.phone,
        hours=hours(process),
        # What is invented is anybody's to look at.
        code=spoken(code) if process.demo else "",
        until=moment(words, until) if until else None,
    )
    return answer, 429 if until else 422 if form.problem else 200
