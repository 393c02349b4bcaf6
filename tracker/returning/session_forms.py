"""What the pages of a session ask for: when it is planned, and when it was held."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import request
from wtforms import HiddenField, SelectField

from tracker.domain.act import Act
from tracker.domain.errors import BadInput
from tracker.domain.named import Named
from tracker.domain.people import User
from tracker.domain.planned import PlannedSession
from tracker.domain.process import PLACES, Process
from tracker.forms import Choice, Form, Line, OnceForm, Prose, When, WholeNumber, is_blank
from tracker.interface import Saying, say
from tracker.language.given import LINE, TEXT
from tracker.phrases import called
from tracker.returning.offering import people_named
from tracker.returning.page_forms import Happened, Many, ReasonFields, wrong
from tracker.returning.session_plans import LONGEST_MINUTES, MINUTES, SessionPlan


class WithOthers(Form):
    """Beside a list of people, those who do not stand on it: one on each line."""

    others = Prose("session.others", longest=TEXT)

    def ticks_others(self, act: Act, process: Process, listed: Many) -> bool:
        """Have them ticked on the list; False when one is nobody of the process."""
        said = self.others.data or ""
        if is_blank(said) or len(said) > TEXT:
            return True
        try:
            listed.data = [*(listed.data or []), *people_named(act, process, said)]
        except BadInput as bad:
            self.refuse(bad)
            return False
        self.others.data = ""
        return True


class SessionFields(WithOthers):
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


class ChangeSessionForm(SessionFields, OnceForm):
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


class MeetingForm(OnceForm, WithOthers, ReasonFields):
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

    people: Mapping[int, Named] = {}

    def offering(self, insights: Collection[int], people: Sequence[Named]) -> None:
        """Let these be chosen."""
        self.people = {who.id: who for who in people}
        self.insights.offered, self.present.offered = insights, self.people

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if not self.present.data and not self.present.errors:
            valid = wrong(self.present, "meeting.present_missing")
        if self.insights.offered and not self.insights.data and not self.insights.errors:
            valid = wrong(self.insights, "meeting.insights_missing")
        uncounted = [who for who, count in self.there if not count]
        if uncounted:
            first = say("meeting.count_wrong", who=called(self.people[uncounted[0]]))
            self.present.errors = [*self.present.errors, first]
        return valid and not uncounted

    @property
    def there(self) -> list[tuple[int, int]]:
        """Who was there, and how many of them; 0 where what is said is no such number."""
        chosen = [self.people[who] for who in self.present.data or () if who in self.people]
        return [(who.id, self._count(who)) for who in dict.fromkeys(chosen)]

    def counted(self, who: int) -> str:
        """What is said of how many they were."""
        return request.form.get(f"count-{who}", "").strip()

    def _count(self, who: Named) -> int:
        given = self.counted(who.id)
        count = int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0
        return 1 if who.size == 1 else count if count <= who.size else 0
