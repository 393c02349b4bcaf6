"""The forms of oversight."""

from wtforms.validators import ValidationError

from tracker.domain.participant import BECAUSE
from tracker.forms import Choice, Day, Form, Prose
from tracker.interface import say
from tracker.language.given import TEXT


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
