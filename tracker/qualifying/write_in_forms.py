"""The form of what came by letter, by phone or at a meeting: a move and words for each thing."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField

from tracker.domain.answering import NEEDS_WORDS
from tracker.forms import Day, OnceForm, Prose
from tracker.interface import Saying, say
from tracker.language.given import WORDS
from tracker.qualifying.writing_in import SAID_OF, Entry, Thing


class WriteInForm(OnceForm):
    """When it came; what was said of which thing `written_about` adds."""

    came = Day("written.came", missing="written.came_missing")
    things: Sequence[Thing] = ()

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        for thing in self.things:
            move, text = self._of(thing)
            if move in NEEDS_WORDS and not text:
                field = self[f"text_{thing.name}"]
                field.errors = [*field.errors, say("written.needs_words")]
                valid = False
        if not self.entries:
            self.form_errors.append(say("written.nothing"))
            valid = False
        return valid

    @property
    def entries(self) -> list[Entry]:
        """What was said: words without a move are free words."""
        found = [(thing, *self._of(thing)) for thing in self.things]
        return [Entry(thing, move or "said", text) for thing, move, text in found if move or text]

    def _of(self, thing: Thing) -> tuple[str, str]:
        move, text = self[f"move_{thing.name}"].data, self[f"text_{thing.name}"].data
        return str(move or ""), str(text or "")


def written_about(things: Sequence[Thing], **values: Any) -> WriteInForm:
    """The form for these things."""
    fields: dict[str, Any] = {"things": things}
    for thing in things:
        fields[f"move_{thing.name}"] = SelectField(Saying("written.move"))
        fields[f"text_{thing.name}"] = Prose("written.text", longest=WORDS)
    kind: type[WriteInForm] = type("WriteInFormOfThings", (WriteInForm,), fields)
    form = kind(**values)
    for thing in things:
        moves = [(move, say(f"move.{move}")) for move in SAID_OF[thing.kind]]
        form[f"move_{thing.name}"].choices = [("", say("written.move.none")), *moves]
    return form
