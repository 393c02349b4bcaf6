"""What the pages of a session ask for: when it is planned, and when it was held."""

from collections.abc import Collection
from typing import Any

from wtforms import HiddenField, SelectField

from tracker.domain.people import User
from tracker.domain.planned import PlannedSession
from tracker.domain.process import PLACES
from tracker.forms import Choice, Form, Line, OnceForm, Prose, When, WholeNumber
from tracker.interface import Saying, say
from tracker.language.given import LINE, TEXT
from tracker.returning.page_forms import Happened, Many, ReasonFields, wrong
from tracker.returning.session_plans import LONGEST_MINUTES, MINUTES, SessionPlan


class SessionFields(Form):
    """When and where a session is to be, what it is to show, and who is expected."""

    at = When("planned.at", missing="planned.at_missing")
    minutes = WholeNumber("planned.minutes", least=5, most=LONGEST_MINUTES, default=MINUTES)
    place = Line("planned.place", longest=LINE, missing="planned.place_missing")
    place_kind = Choice(
        "planned.place_kind",
        values=PLACES,
        missing="planned.place_kind_missing",
        default="neutral",
    )
    led_by = SelectField(Saying("planned.led_by"), default="")
    insights = Many("planned.insights")
    expected = Many("planned.expected")
    note = Prose("planned.note", longest=TEXT)

    def offering(
        self, insights: Collection[int], people: Collection[int], colleagues: Collection[User]
    ) -> None:
        """Let these be chosen."""
        self.insights.offered, self.expected.offered = insights, people
        named = [(str(user.id), user.name) for user in colleagues]
        self.led_by.choices = [("", say("planned.led_by.nobody")), *named]

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if self.insights.offered and not self.insights.data and not self.insights.errors:
            valid = wrong(self.insights, "planned.insights_missing")
        return valid

    @property
    def plan(self) -> SessionPlan:
        """What a form that was accepted says."""
        if self.at.moment is None:
            raise ValueError("the form was not accepted")
        return SessionPlan(
            self.at.moment,
            self.place.data,
            self.place_kind.data,
            self.minutes.data,
            int(self.led_by.data) if self.led_by.data else None,
            self.insights.data or [],
            self.expected.data or [],
            self.note.data,
        )


class PlanSessionForm(SessionFields, OnceForm):
    """A new plan."""


class ChangeSessionForm(SessionFields):
    """A plan as it is to be; `seen` is the edition that was read."""

    seen = HiddenField()

    @property
    def edition(self) -> int:
        """The edition that was read; 0, which there never is, for what is no number."""
        given = self.seen.data or ""
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def as_fields(planned: PlannedSession) -> dict[str, Any]:
    """A plan as the form has it."""
    return {
        "at": planned.at,
        "minutes": planned.minutes,
        "place": planned.place,
        "place_kind": planned.place_kind,
        "led_by": str(planned.led_by_id or ""),
        "insights": [insight.id for insight in planned.shown],
        "expected": [person.id for person in planned.expected],
        "note": planned.note,
        "seen": planned.edition,
    }


class MeetingForm(OnceForm, ReasonFields):
    """A meeting about a round. How many of each group were there stands beside the group."""

    at = Happened("meeting.at", missing="meeting.at_missing")
    place = Line("meeting.place", longest=LINE, missing="meeting.place_missing")
    place_kind = Choice(
        "occasion.place_kind",
        values=PLACES,
        missing="occasion.place_kind_missing",
        default="neutral",
    )
    present = Many("meeting.present")
    insights = Many("meeting.insights")

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if not self.present.data and not self.present.errors:
            valid = wrong(self.present, "meeting.present_missing")
        if self.insights.offered and not self.insights.data and not self.insights.errors:
            valid = wrong(self.insights, "meeting.insights_missing")
        return valid
