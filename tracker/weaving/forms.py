"""The forms of weaving: what is woven into what, and how an insight is written."""

from collections.abc import Sequence
from typing import Any, ClassVar

from wtforms import BooleanField, Field, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.domain.errors import BadInput, Conflict, Refused
from tracker.domain.insight import SOURCES, STANCES, Insight
from tracker.domain.office import BECAME
from tracker.domain.policies import LARGEST
from tracker.domain.versions import is_draft
from tracker.forms import Choice, Form, Line, OnceForm, Prose
from tracker.interface import Saying, say
from tracker.language.given import LINE, TEXT
from tracker.phrases import called
from tracker.weaving.one_insight import Answered, Kin

# What is marked at once, and how many parts an insight is made.
MOST = 500
PARTS = (1, 2, 3)


class Numbers(Field):
    """The numbers of rows, as checkboxes, buttons or a list with commas send them."""

    data: list[int]

    def __init__(self, missing: str = "", **kwargs: Any) -> None:
        super().__init__("", **kwargs)
        self.missing = missing

    def process_data(self, value: Any) -> None:
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        given = [part.strip() for value in valuelist for part in value.split(",")]
        self.data = list(dict.fromkeys(map(int, filter(_is_number, given))))[:MOST]

    def pre_validate(self, form: Any) -> None:
        if self.missing and not self.data:
            raise StopValidation(say(self.missing))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST


class Beside(Form):
    """A form whose fields are named otherwise than what the verb refuses.

    `beside`: by the field or the code of a refusal, the field that it is shown beside.
    """

    beside: ClassVar[dict[str, str]] = {}

    def refuse(self, refused: Refused) -> None:
        field = refused.field if isinstance(refused, BadInput) else ""
        place = self.beside.get(refused.code) or self.beside.get(field)
        if place and not isinstance(refused, Conflict):
            refused = BadInput(place, refused.code, **refused.values)
        super().refuse(refused)


class Worded(Beside):
    """A form with an insight's words; `borrowed` when they repeat what somebody has not shared."""

    anyway = BooleanField(Saying("words.anyway"))
    borrowed = False

    def refuse(self, refused: Refused) -> None:
        self.borrowed = refused.code == "words_of_others"
        super().refuse(refused)


class WeaveForm(Form):
    """What is woven into which insight, and how it stands to it."""

    contribution = Numbers("weave.none_marked")
    insight = Numbers("weave.no_insight")
    stance = Choice("stance", values=STANCES, missing="stance.missing", default="supports")


class AsideForm(Form):
    """What is set aside; `again` is a reason that was given before."""

    contribution = Numbers("weave.none_marked")
    again = Line("aside.reason", longest=TEXT)
    reason = Prose("aside.reason", longest=TEXT)

    @property
    def why(self) -> str:
        return str(self.again.data or self.reason.data or "")

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if valid and not self.why:
            self.reason.errors = [*self.reason.errors, say("aside.reason_missing")]
        return valid and bool(self.why)


class BackForm(Form):
    """What is set aside no longer, as if it never was."""

    contribution = Numbers("weave.none_marked")


class NewForm(Worded, OnceForm):
    """An insight that is new, of what is marked."""

    contribution = Numbers()
    text = Prose("insight.text", longest=TEXT, missing="insight.text_missing")
    stance = Choice("stance", values=STANCES, missing="stance.missing", default="supports")


class WriteForm(Worded, OnceForm):
    """An insight's words; once it was told, with what changed and why, and who caused it."""

    beside: ClassVar[dict[str, str]] = {"wording_only_has_no_cause": "wording_only"}

    seen = HiddenField()
    text = Prose("insight.text", longest=TEXT, missing="insight.text_missing")
    reason = Prose("insight.reason", longest=TEXT)
    because = SelectMultipleField(
        Saying("insight.because"),
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    wording_only = BooleanField(Saying("insight.wording_only"))

    def about(self, insight: Insight, answers: Sequence[Answered]) -> "WriteForm":
        """Ask what this insight asks, and let these answers be what caused it."""
        self.because.choices = [(a.number, f"{called(a.who)}: {_told(a)}") for a in answers]
        self.reason.missing = None if is_draft(insight) else "insight.reason_missing"
        return self


class TranslateForm(Worded, OnceForm):
    """An insight's words in another language."""

    seen = HiddenField()
    text = Prose("translation.text", longest=TEXT, missing="translation.text_missing")


def _told(answer: Answered) -> str:
    move = say(f"move.{answer.move}")
    return f"{move} – {start_of(answer.text)}" if answer.text else move


def start_of(text: str, longest: int = 110) -> str:
    """How a text begins, on one line."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return f"{line[:longest].rsplit(' ', 1)[0]}…"


class UnweaveForm(Beside):
    """Which contributions are taken out of an insight, and why."""

    beside: ClassVar[dict[str, str]] = {"reason": "why"}

    contribution = Numbers("weave.none_marked")
    why = Prose("unweave.why", longest=TEXT, missing="unweave.why_missing")


class StanceForm(Form):
    """How a contribution stands to the insight that it is evidence for."""

    contribution = Numbers("weave.none_marked")
    stance = Choice("stance", values=STANCES, missing="stance.missing")


class UndoForm(Form):
    """What is taken back: contributions woven in, taken out, or made a new insight of."""

    contribution = Numbers()
    done = HiddenField()

    def validate_done(self, field: Field) -> None:
        """Only what these pages offer to undo."""
        if field.data not in ("woven", "unwoven", "added"):
            raise StopValidation(say("undo.nothing"))


class WithdrawForm(Beside):
    """Why an insight is taken back."""

    beside: ClassVar[dict[str, str]] = {"reason": "told"}

    told = Prose("withdraw.reason", longest=TEXT, missing="withdraw.reason_missing")


class SourceFields(Beside):
    """Other knowledge beside an insight."""

    beside: ClassVar[dict[str, str]] = {"text": "knowledge"}

    kind = Choice("source.kind", values=SOURCES, missing="source.kind_missing")
    source_stance = Choice(
        "source.stance", values=("supports", "challenges"), missing="source.stance_missing"
    )
    knowledge = Prose("source.text", longest=TEXT, missing="source.text_missing")
    citation = Prose("source.citation", longest=TEXT)


class SourceForm(SourceFields, OnceForm):
    """Such as is new."""


class SourceChangeForm(SourceFields, OnceForm):
    """Such as stands there already."""

    seen = HiddenField()


class ObstacleFields(Beside):
    """What stands in the way, and who has it in hand."""

    beside: ClassVar[dict[str, str]] = {"text": "obstacle"}

    obstacle = Prose("obstacle.text", longest=TEXT, missing="obstacle.text_missing")
    owner = Line("obstacle.owner", longest=LINE)


class ObstacleForm(ObstacleFields, OnceForm):
    """Such as is new."""


class ObstacleChangeForm(ObstacleFields, OnceForm):
    """Such as stands there already, and what the leadership says to it."""

    seen = HiddenField()
    answer = Prose("obstacle.answer", longest=TEXT)


class MergeForm(Worded, OnceForm):
    """One insight of several."""

    insight = Numbers()
    text = Prose("merge.words", longest=TEXT, missing="insight.text_missing")
    reason = Prose("merge.reason", longest=TEXT, missing="merge.reason_missing")


class SplitForm(Worded, OnceForm):
    """Two or three insights of one; which contributions go to which part."""

    text_1 = Prose("split.text_1", longest=TEXT, missing="split.text_1_missing")
    text_2 = Prose("split.text_2", longest=TEXT, missing="split.text_2_missing")
    text_3 = Prose("split.text_3", longest=TEXT)
    part_1 = Numbers()
    part_2 = Numbers()
    part_3 = Numbers()
    reason = Prose("split.reason", longest=TEXT, missing="split.reason_missing")

    @property
    def parts(self) -> list[tuple[str, str, list[int]]]:
        """Each part that has words or contributions: its field, its words, who goes there."""
        every = [(f"text_{n}", self[f"text_{n}"].data, self[f"part_{n}"].data) for n in PARTS]
        return [part for part in every if part[1] or part[2]]

    @property
    def placed(self) -> set[int]:
        """The contributions that go somewhere."""
        return {number for *_, numbers in self.parts for number in numbers}


class AssumeForm(Beside, OnceForm):
    """What we believe beforehand."""

    beside: ClassVar[dict[str, str]] = {"text": "belief"}

    belief = Prose("assumption.text", longest=TEXT, missing="assumption.text_missing")


class BecameForm(Form):
    """What became of an assumption."""

    seen = HiddenField()
    became = Choice("assumption.became", values=BECAME[1:], missing="assumption.became_missing")
    answer = Prose("assumption.answer", longest=TEXT, missing="assumption.answer_missing")
    insight = SelectField(Saying("assumption.insight"), coerce=int)

    def among(self, insights: Sequence[Kin]) -> "BecameForm":
        """Let these insights be what answered it."""
        listed = [(kin.number, start_of(kin.text, 80)) for kin in insights]
        self.insight.choices = [(0, say("assumption.insight.none")), *listed]
        return self
