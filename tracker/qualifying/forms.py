"""The forms of answers: what they led to, what free words mean, and what the office keeps."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import request
from wtforms import HiddenField, SelectField
from wtforms.validators import StopValidation

from tracker.access import current_act
from tracker.domain.errors import Refused
from tracker.domain.insight import Insight
from tracker.domain.office import AnswerTemplate
from tracker.domain.outcome import USES
from tracker.domain.people import User
from tracker.domain.process import Process
from tracker.domain.response import RESOLUTIONS, SORTED
from tracker.domain.workdays import local_date
from tracker.forms import Choice, Day, Form, Line, OnceForm, Prose
from tracker.interface import Saying, say
from tracker.language.given import LINE, TEXT
from tracker.qualifying.answers import Answer, Subject
from tracker.warned import warn_of_private

# So much of a text stands in a list to choose from.
SHOWN = 90


class ResolveForm(OnceForm):
    """What one or several answers led to; `seen` are their marks as they were read."""

    # What the insight says by now, where only new words would be a change.
    before: str | None = None
    seen = HiddenField()
    how = Choice("resolve.how", values=RESOLUTIONS, missing="resolve.how_missing")
    text = Prose("resolve.text", longest=TEXT)
    shareable = Prose("resolve.shareable", longest=TEXT)
    reason = Prose("resolve.reason", longest=TEXT, missing="resolve.reason_missing")
    template = SelectField(Saying("resolve.template"), validate_choice=False)

    def about(self, answers: Sequence[Answer]) -> "ResolveForm":
        """Offer what can be done with all of these answers."""
        offered = [how for how in RESOLUTIONS if all(_can_be(how, each) for each in answers)]
        if "changed" in offered and not _one_thing(answers):
            offered.remove("changed")
        self.how.offer(offered)
        first = answers[0].about
        # A later version than the one they read can be what was changed.
        stands = any(each.about.version == each.about.current for each in answers)
        self.before = first.now if first.kind == "insight" and stands else None
        return self

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if self.how.data == "changed" and self.before is not None and not self.text.errors:
            if self.text.data in ("", None, self.before):
                self.text.errors = [say("refused.changed_needs_new_words")]
                valid = False
        return valid

    def warn(self, process: Process, address: str, reader: str = "") -> None:
        """Warn of whom it names, once it is saved; the reason may name its `reader`."""
        others_read = self.text.data if self.how.data == "changed" else "", self.shareable.data
        told = self.reason.data
        warn_of_private(current_act(), process, address, *others_read, told=told, reader=reader)

    def begun_with(self, templates: Sequence[AnswerTemplate]) -> "ResolveForm":
        """Offer the department's templates; each carries its text for who has scripts."""
        self.template.choices = [
            ("", say("resolve.template.none"), {}),
            *((str(t.id), t.title, {"data-text": t.text}) for t in templates),
        ]
        return self

    def helped(self, templates: Sequence[AnswerTemplate]) -> bool:
        """Whether only help with the reason was asked for: to begin it so, or to read it over."""
        asked = request.form.get("help") if request.method == "POST" else None
        if asked == "template":
            texts = {str(template.id): template.text for template in templates}
            begun = texts.get(str(self.template.data), "")
            self.reason.data = "\n\n".join(filter(None, (self.reason.data, begun)))
        return asked in ("template", "read")


def _one_thing(answers: Sequence[Answer]) -> bool:
    """Whether all answers are about one insight, or each corrects its author's own words."""
    return len({answer.about.insight for answer in answers}) == 1


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

    @classmethod
    def begun(cls, answer: Answer) -> "SortForm":
        """As the answer stands: nobody moves it away from what it is about without choosing so."""
        kind, number = answer.about.subject
        about = f"{kind}-{number}" if number else kind
        return cls(formdata=None, data={"move": answer.move, "about": about})

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
    return say(f"sort.about.{subject.kind}", text=short(subject.text))


def short(text: str) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


class NoteForm(OnceForm):
    """Something for colleagues alone, perhaps for one of them."""

    note = Prose("note.text", longest=TEXT, missing="note.text_missing")
    for_user = SelectField(Saying("note.for"), coerce=int)

    def among(self, colleagues: Sequence[User]) -> "NoteForm":
        """Let these be whom a note can be for."""
        self.for_user.choices = [(0, say("note.for.all")), *((u.id, u.name) for u in colleagues)]
        return self


class HandForm(Form):
    """Who answers it; `seen`: who did when it was read. 0: nobody."""

    seen = HiddenField()
    user = SelectField(Saying("hand.user"), coerce=int)

    def among(self, colleagues: Sequence[User]) -> "HandForm":
        """Let these be who can answer."""
        self.user.choices = [(0, say("hand.nobody")), *((u.id, u.name) for u in colleagues)]
        return self

    @property
    def seen_number(self) -> int:
        given = str(self.seen.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


class TemplateForm(OnceForm):
    """How an answer can begin; `seen` is the mark of one that is edited."""

    seen = HiddenField()
    heading = Line("template.heading", longest=LINE, missing="template.heading_missing")
    text = Prose("template.text", longest=TEXT, missing="template.text_missing")


class DecideForm(OnceForm):
    """What an insight was used for; `seen`: the outcome that stood when it was read."""

    words = ""
    seen = HiddenField()
    use = Choice("decide.use", values=USES, missing="decide.use_missing")
    decider = Line("decide.decider", longest=LINE)
    expected = Day("decide.expected")
    decided_first = Prose("decide.decided_first", longest=TEXT)
    reason = Prose("decide.reason", longest=TEXT, missing="decide.reason_missing")

    def about(self, insight: Insight) -> "DecideForm":
        """Say what is refused of this insight by its words: people know it by no number."""
        self.words = short(insight.current.text)
        return self

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if self.use.data == "undecided" and not (self.decider.data and self.expected.data):
            missing = say("refused.undecided_names_who_and_when")
            if not self.decider.errors and not self.expected.errors:
                self.decider.errors = [missing]
            valid = False
        return valid

    def refuse(self, refused: Refused) -> None:
        if refused.code != "decide_before_qualified":
            super().refuse(refused)
            return
        said = say("decide.too_early", n=refused.values["people"], insight=self.words)
        self.decided_first.errors = [*self.decided_first.errors, said]

    @property
    def only_read_over(self) -> bool:
        """Whether only help with the reason was asked for."""
        return request.method == "POST" and request.form.get("help") == "read"


class PromiseForm(OnceForm):
    """Something promised, and by when."""

    text = Prose("promise.text", longest=TEXT, missing="promise.text_missing")
    due = Day("promise.due", missing="promise.due_missing")

    def validate_due(self, field: Day) -> None:
        """One that is over would be a broken one from the start."""
        if field.data and field.data < local_date(datetime.now(UTC)):
            raise StopValidation(say("promise.due_passed"))


class KeptForm(Form):
    """Whether a promise was kept; `seen`: how it was when it was read."""

    seen = HiddenField()
    state = HiddenField()
