"""The forms of oversight."""

from tracker.domain.participant import BECAUSE
from tracker.forms import Choice, Form, Prose
from tracker.language.given import TEXT


class ExceptForm(Form):
    """Why a loop cannot be walked."""

    because = Choice("except.because", values=BECAUSE, missing="except.because_missing")
    reason = Prose("except.reason", longest=TEXT, missing="except.reason_missing")
