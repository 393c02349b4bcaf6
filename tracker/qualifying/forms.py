"""The forms of qualifying: what an answer led to, and what free words mean."""

from collections.abc import Sequence

from wtforms import HiddenField, SelectField

from tracker.domain.response import RESOLUTIONS, SORTED
from tracker.forms import Choice, Form, Prose
from tracker.interface import Saying, say
from tracker.language.given import TEXT
from tracker.qualifying.answers import Answer, Subject

# So much of a text stands in a list to choose from.
SHOWN = 90


class ResolveForm(Form):
    """What an answer led to; `seen` is the mark of the answer as it was read."""

    seen = HiddenField()
    how = Choice("resolve.how", values=RESOLUTIONS, missing="resolve.how_missing")
    text = Prose("resolve.text", longest=TEXT)
    shareable = Prose("resolve.shareable", longest=TEXT)
    reason = Prose("resolve.reason", longest=TEXT, missing="resolve.reason_missing")

    def about(self, answer: Answer) -> "ResolveForm":
        """Offer what can be done with this answer."""
        self.how.offer([how for how in RESOLUTIONS if _can_be(how, answer)])
        return self


def _can_be(how: str, answer: Answer) -> bool:
    insight = answer.about.kind == "insight"
    if how == "changed":
        corrected = answer.move == "correct" and answer.about.kind == "contribution"
        return corrected or (insight and answer.about.ending is None)
    if how == "added":
        return answer.woven
    return insight if how == "dissent" else True


class SortForm(Form):
    """What free words mean, and what they are about: `insight-3`, `contribution-7` or `round`."""

    seen = HiddenField()
    move = Choice("sort.move", values=SORTED, missing="sort.move_missing")
    about = SelectField(Saying("sort.about"))

    def among(self, subjects: Sequence[Subject]) -> "SortForm":
        """Let these be what the words are about."""
        listed = [(f"{s.kind}-{s.number}", _named(s)) for s in subjects]
        self.about.choices = [("round", say("sort.about.round")), *listed]
        return self

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if self.move.data == "withdraw" and self.subject[0] != "contribution":
            self.about.errors = [*self.about.errors, say("sort.withdraw_names_own")]
            return False
        return valid

    @property
    def subject(self) -> tuple[str, int]:
        """What was chosen: its kind and its number."""
        kind, _, number = str(self.about.data).partition("-")
        return kind, int(number or 0)


def _named(subject: Subject) -> str:
    line = " ".join(subject.text.split())
    short = line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
    return say(f"sort.about.{subject.kind}", text=short)
