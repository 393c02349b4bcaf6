"""The form of what was said at a session: who, how and the words, some rows for each thing."""

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import SelectField

from tracker.domain.answering import NEEDS_WORDS
from tracker.forms import OnceForm, Prose
from tracker.interface import Saying, say
from tracker.language.given import WORDS
from tracker.phrases import called
from tracker.qualifying.said_there import NewRemark, Present
from tracker.qualifying.writing_in import SAID_OF, Thing

# What can be written at once about one thing; what is saved makes room for more.
ROWS = range(4)

NOBODY = "nobody"


class SaidThereForm(OnceForm):
    """The rows that `said_about` adds; one in which nothing is said is left alone."""

    things: Sequence[Thing] = ()

    def validate(self, extra_validators: object = None) -> bool:
        if not super().validate(extra_validators):
            return False
        valid = all([self._is_whole(thing, row) for thing, row in self._written()])
        if valid and not self.remarks:
            self.form_errors.append(say("said_there.nothing"))
            valid = False
        return valid

    @property
    def remarks(self) -> list[NewRemark]:
        """What was said: words without a move are free words."""
        found = []
        for thing, row in self._written():
            who, move, text = self.of(thing, row)
            number = None if who == NOBODY else int(who or 0)
            found.append(NewRemark(thing, row, number, move or "said", text))
        return found

    def of(self, thing: Thing, row: int) -> tuple[str, str, str]:
        """What a row says: who, the move and the words, each perhaps nothing."""
        who, move, text = (self[f"{part}_{thing.name}_{row}"].data for part in PARTS)
        return str(who or ""), str(move or ""), str(text or "")

    def _written(self) -> Iterator[tuple[Thing, int]]:
        for thing in self.things:
            for row in ROWS:
                _, move, text = self.of(thing, row)
                if move or text:
                    yield thing, row

    def _is_whole(self, thing: Thing, row: int) -> bool:
        who, move, text = self.of(thing, row)
        if not who:
            return self._wrong("who", thing, row, "said_there.who_missing")
        if not text and (move in NEEDS_WORDS or who == NOBODY):
            return self._wrong("text", thing, row, "written.needs_words")
        if who == NOBODY and move not in FOR_NOBODY:
            return self._wrong("move", thing, row, "said_there.nobody_cannot")
        return True

    def _wrong(self, part: str, thing: Thing, row: int, key: str) -> bool:
        field = self[f"{part}_{thing.name}_{row}"]
        field.errors = [*field.errors, say(key)]
        return False


PARTS = ("who", "move", "text")
# What nobody in particular said is neither a correction nor a no to being asked.
FOR_NOBODY = frozenset({"", "recognise", "nuance", "add", "disagree"})


def said_about(things: Sequence[Thing], present: Sequence[Present]) -> SaidThereForm:
    """The form for these things, of these people."""
    fields: dict[str, Any] = {"things": things}
    alone = str(present[0].who.id) if len(present) == 1 else ""
    for thing in things:
        for row in ROWS:
            place = f"{thing.name}_{row}"
            fields[f"who_{place}"] = SelectField(Saying("said_there.who"), default=alone)
            fields[f"move_{place}"] = SelectField(Saying("said_there.move"))
            fields[f"text_{place}"] = Prose("said_there.text", longest=WORDS)
    kind: type[SaidThereForm] = type("SaidThereFormOfThings", (SaidThereForm,), fields)
    form = kind()
    who = [("", say("said_there.choose"))]
    who += [(str(each.who.id), called(each.who)) for each in present]
    who += [(NOBODY, say("said_there.nobody"))]
    for thing in things:
        moves = [(move, say(f"move.{move}")) for move in SAID_OF[thing.kind]]
        for row in ROWS:
            form[f"who_{thing.name}_{row}"].choices = who
            form[f"move_{thing.name}_{row}"].choices = [("", say("move.said")), *moves]
    return form
