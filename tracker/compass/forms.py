"""The form of the compass: a field for each principle."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field, HiddenField

from tracker.compass.queries import Said
from tracker.compass.services import Written, field_of, mark_of_text
from tracker.domain.office import PRINCIPLES
from tracker.forms import OnceForm, Prose
from tracker.interface import say
from tracker.language.given import TEXT


class CompassForm(OnceForm):
    """What is written at one moment; `seen` are the marks of the texts as they were read."""

    seen = HiddenField()
    principle_1 = Prose("compass.principle.1", longest=TEXT)
    principle_2 = Prose("compass.principle.2", longest=TEXT)
    principle_3 = Prose("compass.principle.3", longest=TEXT)
    principle_4 = Prose("compass.principle.4", longest=TEXT)
    principle_5 = Prose("compass.principle.5", longest=TEXT)
    principle_6 = Prose("compass.principle.6", longest=TEXT)
    principle_7 = Prose("compass.principle.7", longest=TEXT)

    def asking(self, moment: str) -> "CompassForm":
        """Put the questions of a moment."""
        for principle, field in self._by_principle.items():
            field.label.text = say(f"compass.{moment}.{principle}")
        return self

    @property
    def texts(self) -> dict[int, str]:
        return {principle: field.data or "" for principle, field in self._by_principle.items()}

    @property
    def marks(self) -> dict[int, str]:
        """What each text was seen as."""
        return dict(zip(PRINCIPLES, str(self.seen.data or "").split(), strict=False))

    def catch_up(self, said: Mapping[int, Said]) -> list[str]:
        """After a Conflict: show what others wrote, and keep one's own where one wrote.

        Returns the names of the fields that both wrote in.
        """
        both = []
        for principle, field in self._by_principle.items():
            stands = said[principle].text if principle in said else ""
            written = Written(field.data or "", self.marks.get(principle, ""), stands)
            if written.clashes:
                both.append(field.name)
            elif not written.touched:
                field.data = stands
        self.seen.data = filled(said)["seen"]
        return both

    @property
    def _by_principle(self) -> dict[int, Field]:
        return {principle: self[field_of(principle)] for principle in PRINCIPLES}


def filled(said: Mapping[int, Said]) -> dict[str, Any]:
    """The fields of the form, of what is written."""
    texts = {each: said[each].text if each in said else "" for each in PRINCIPLES}
    marks = " ".join(mark_of_text(text) for text in texts.values())
    return {"seen": marks, **{field_of(each): text for each, text in texts.items()}}
