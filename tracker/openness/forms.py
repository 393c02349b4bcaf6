"""What is asked before something leaves the fence."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, SelectMultipleField

from tracker.domain.commitment import Commitment
from tracker.forms import Form, Line, Prose
from tracker.interface import Saying
from tracker.language.given import LINE, TEXT
from tracker.openness.shown import Draft, ShownInsight


class OpenForm(Form):
    """That one has looked: `seen` is a mark of what was shown."""

    seen = HiddenField()
    confirmed = BooleanField(Saying("open.confirm"))


class ShutForm(Form):
    """It asks for nothing."""


class Chosen(SelectMultipleField):
    """Some of what is offered; what is offered no more is left out, and the preview shows it."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(Saying(label), coerce=int, choices=[], validate_choice=False, **kwargs)


class PageForm(OpenForm):
    """A process's page for everybody: its own words, and what stands on it."""

    title = Line("page_form.title", longest=LINE, missing="page_form.title.missing")
    about = Prose("page_form.about", longest=TEXT, missing="page_form.about.missing")
    insights = Chosen("page_form.insights")
    promises = Chosen("page_form.promises")
    contact = Line("page_form.contact", longest=LINE, missing="page_form.contact.missing")

    def among(self, insights: Sequence[ShownInsight], promises: Sequence[Commitment]) -> "PageForm":
        """Offer these to choose among."""
        self.insights.choices = [(each.insight, each.text) for each in insights]
        self.promises.choices = [(each.id, each.text) for each in promises]
        return self

    @property
    def draft(self) -> Draft:
        return Draft(
            self.title.data or "",
            self.about.data or "",
            self.contact.data or "",
            self.insights.data or (),
            self.promises.data or (),
        )
