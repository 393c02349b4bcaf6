"""The forms of oversight."""

from typing import Any

from wtforms import Form as WTForm
from wtforms import SelectMultipleField, ValidationError
from wtforms.validators import StopValidation

from tracker.domain.participant import BECAUSE
from tracker.domain.policies import LARGEST
from tracker.forms import Choice, Day, Form, OnceForm, Prose
from tracker.interface import Saying, say
from tracker.language.given import TEXT


def _number(given: Any) -> int:
    """A number that a row can have."""
    number = int(given)
    if not 0 < number <= LARGEST:
        raise ValueError(given)
    return number


class Ticked(SelectMultipleField):
    """The numbers of the lines that are ticked; at least one."""

    def __init__(self, label: str, *, missing: str, **kwargs: Any) -> None:
        super().__init__(Saying(label), coerce=_number, validate_choice=False, **kwargs)
        self.missing = missing

    def pre_validate(self, form: WTForm) -> None:
        if not self.data and not self.errors:
            raise StopValidation(say(self.missing))


class ExceptForm(Form):
    """Why a loop cannot be walked."""

    because = Choice("except.because", values=BECAUSE, missing="except.because_missing")
    reason = Prose("except.reason", longest=TEXT, missing="except.reason_missing")


class LedgerForm(Form):
    """Between which days it happened; an address asks, and nothing is changed."""

    class Meta(Form.Meta):
        csrf = False

    since = Day("ledger.since")
    until = Day("ledger.until")

    def validate_until(self, until: Day) -> None:
        if self.since.data and until.data and until.data < self.since.data:
            raise ValidationError(say("ledger.until_before"))


class ExceptManyForm(OnceForm):
    """Whose loops cannot be walked, and why: the same of all of them."""

    people = Ticked("excepting.people", missing="excepting.people_missing")
    because = Choice("except.because", values=BECAUSE, missing="except.because_missing")
    reason = Prose("except.reason", longest=TEXT, missing="except.reason_missing")


class SecondForm(OnceForm):
    """What a second manager says to exceptions that were asked for."""

    askings = Ticked("excepting.askings", missing="excepting.askings_missing")
    verdict = Choice("excepting.verdict", values=("yes", "no"), missing="excepting.verdict_missing")
    answer = Prose("excepting.answer", longest=TEXT)

    def validate_answer(self, field: Prose) -> None:
        if self.verdict.data == "no" and not field.data:
            raise ValidationError(say("excepting.answer_missing"))
