"""What the pages of giving back ask for."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, NamedTuple, TypeVar

from wtforms import BooleanField, Field, HiddenField, IntegerField, SelectMultipleField
from wtforms import Form as WTForm
from wtforms.validators import StopValidation

from tracker.access import current_act
from tracker.domain.errors import Refused
from tracker.domain.marks import mark_of
from tracker.domain.named import named
from tracker.domain.round import PURPOSES, Question, Round
from tracker.forms import Choice, Form, Line, OnceForm, Prose, When
from tracker.interface import Saying, current_language, say
from tracker.language.given import LINE, SLACK, TEXT
from tracker.phrases import listed, near_moment
from tracker.returning.contacting import WAYS
from tracker.returning.offering import Reading
from tracker.returning.planning import Asked, Plan

TO = ("all", "owed", "chosen")
QUESTIONS = 5
LONGEST_QUESTION = 500
LONGEST_DAYS = 365
# So many are named in one sentence.
NAMED_TOGETHER = 5


class Many(SelectMultipleField):
    """Some numbers among those that are offered; the page itself says what each one is."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(Saying(label), coerce=int, choices=[], validate_choice=False, **kwargs)
        self.offered: Collection[int] = ()

    def pre_validate(self, form: WTForm) -> None:
        if not set(self.data or ()) <= set(self.offered):
            raise StopValidation(say("round.not_offered"))


class Happened(When):
    """When something was done; what is yet to come was not, nor what was before `since`."""

    # When there was first something to do it with: by the minute, as the field has it.
    since: datetime | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        # The page proposes this moment; emptied, it is not meant.
        self.data = None
        super().process_formdata(valuelist)

    def pre_validate(self, form: WTForm) -> None:
        super().pre_validate(form)
        if self.moment is not None and self.moment > datetime.now(UTC) + SLACK:
            raise StopValidation(say("round.not_yet"))
        since = self.since and self.since.replace(second=0, microsecond=0)
        if self.moment is not None and since and self.moment < since:
            raise StopValidation(say("round.not_before", when=near_moment(since)))

    @property
    def given(self) -> datetime:
        """The moment of a form that was accepted."""
        if self.moment is None:
            raise ValueError("the form was not accepted")
        return self.moment


class Days(IntegerField):
    """How many days there are to answer; empty: as many as the purpose has."""

    def process_formdata(self, valuelist: list[str]) -> None:
        # Emptied it says nothing, whatever stood in it before.
        self.data = None
        if any(value.strip() for value in valuelist):
            super().process_formdata([value.strip() for value in valuelist])

    def pre_validate(self, form: WTForm) -> None:
        if self.data is not None and not 1 <= self.data <= LONGEST_DAYS:
            raise StopValidation(say("plan.days_wrong", most=LONGEST_DAYS))


class AskFields(NamedTuple):
    """A question's own field, and those for what it is in other languages."""

    own: Line
    others: Sequence[tuple[Reading, Line]]

    @property
    def asked(self) -> Asked:
        others = {each.language.code: line.data for each, line in self.others if line.data}
        return Asked(self.own.data or "", others, self.own.name)


class PlanFields(Form):
    """What a round is: its purpose, what it tells and asks, and whom."""

    # Those that the questions can be asked in too, each with a field for each question.
    read: ClassVar[Sequence[Reading]] = ()

    purpose = Choice("plan.purpose", values=PURPOSES, missing="plan.purpose_missing")
    insights = Many("plan.insights")
    to = Choice("plan.to", values=TO, missing="plan.to_missing")
    people = Many("plan.people")
    question1 = Line(Saying("plan.question", n=1), longest=LONGEST_QUESTION)
    question2 = Line(Saying("plan.question", n=2), longest=LONGEST_QUESTION)
    question3 = Line(Saying("plan.question", n=3), longest=LONGEST_QUESTION)
    question4 = Line(Saying("plan.question", n=4), longest=LONGEST_QUESTION)
    question5 = Line(Saying("plan.question", n=5), longest=LONGEST_QUESTION)
    days = Days(Saying("plan.days"))

    def offering(self, insights: Collection[int], people: Collection[int]) -> None:
        """Let these be chosen."""
        self.insights.offered, self.people.offered = insights, people

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if self.purpose.data == "qualify" and self.insights.offered and not self.insights.data:
            valid = wrong(self.insights, "plan.insights_missing")
        if self.to.data == "chosen" and not self.people.data:
            valid = wrong(self.people, "plan.people_missing")
        for question in self.questions:
            if question.asked.translations and not question.own.data:
                valid = wrong(question.own, "plan.question_missing")
        return valid

    @property
    def questions(self) -> list[AskFields]:
        return [
            AskFields(
                self[f"question{number}"],
                [(each, self[_translated(number, each.language.code)]) for each in self.read],
            )
            for number in range(1, QUESTIONS + 1)
        ]

    @property
    def plan(self) -> Plan:
        return Plan(
            self.purpose.data,
            self.insights.data or [],
            self.to.data,
            self.people.data or [],
            self.days.data,
            [question.asked for question in self.questions if question.own.data],
        )


Planning = TypeVar("Planning", bound=PlanFields)


class PlanForm(PlanFields, OnceForm):
    """A new round."""


class ChangeForm(PlanFields, OnceForm):
    """A draft as it is to be; `seen` is the mark of how it was.

    A translation that stood beside other words of its question is asked about once: `fits` is the
    mark of those that were.
    """

    seen = HiddenField()
    fits = HiddenField()
    # What the draft asks until now.
    stood: Sequence[Question] = ()

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        outdated = [
            (own, line)
            for own, others in self.questions
            for each, line in others
            if own.data and self._is_of_other_words(own.data, each.language.code, line.data)
        ]
        mark = mark_of([[own.data, line.data] for own, line in outdated])
        if outdated and self.fits.data != mark:
            self.fits.data = mark
            for _, line in outdated:
                valid = wrong(line, "plan.question_outdated")
        return valid

    def _is_of_other_words(self, question: str, code: str, translation: str) -> bool:
        of = [q.text for q in self.stood if translation and q.translations.get(code) == translation]
        return bool(of) and question not in of


def asking_in(kind: type[Planning], read: Sequence[Reading]) -> type[Planning]:
    """The form with a field for each question in each of these languages too."""
    fields = {
        _translated(number, each.language.code): Line(
            Saying("plan.question_in", n=number, language=each.language.called(current_language())),
            longest=LONGEST_QUESTION,
        )
        for number in range(1, QUESTIONS + 1)
        for each in read
    }
    return type(kind.__name__, (kind,), {**fields, "read": read})


def _translated(number: int, code: str) -> str:
    return f"question{number}_{code}"


def as_form(round_: Round, people: Collection[int], everybody: bool) -> dict[str, Any]:
    """A draft as the form has it."""
    asked: dict[str, str] = {}
    for number, question in enumerate(round_.questions[:QUESTIONS], 1):
        asked[f"question{number}"] = question.text
        for code, text in question.translations.items():
            asked[_translated(number, code)] = text
    return {
        "purpose": round_.purpose,
        "insights": [insight.id for insight in round_.insights],
        "to": "all" if everybody else "chosen",
        "people": list(people),
        "days": round_.days,
        **asked,
    }


class ReasonFields(Form):
    """Why a round goes out all the same; asked for when it would be stopped."""

    readability = Prose("send.readability", longest=TEXT)
    words = Prose("send.words", longest=TEXT)

    def refuse(self, refused: Refused) -> None:
        """A reason that is missing is asked for beside its field."""
        asked = {"too_hard_to_read": self.readability, "unshared_words": self.words}
        if refused.code in asked:
            field = asked[refused.code]
            field.errors = [*field.errors, say(f"refused.{refused.code}", **refused.values)]
        else:
            super().refuse(refused)


class SendForm(ReasonFields):
    """That a round is to leave; `seen` is the mark of the round that was looked at."""

    seen = HiddenField()


class LookForm(Form):
    """That somebody looked; `mark` is that of the report they saw."""

    mark = HiddenField()


class ContactForm(OnceForm):
    """What was done about some reports."""

    deliveries = Many("contact.deliveries")
    how = Choice("contact.how", values=WAYS, missing="contact.how_missing")
    at = Happened("contact.at", missing="contact.at_missing")
    by = Line("contact.by", longest=LINE)
    note = Prose("contact.note", longest=TEXT - LINE)
    reminder = BooleanField(Saying("contact.reminder"))

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if not self.deliveries.data and not self.deliveries.errors:
            valid = wrong(self.deliveries, "contact.deliveries_missing")
        return valid

    def refuse(self, refused: Refused) -> None:
        """Who is ticked by mistake is named, beside the list."""
        numbers = refused.values.get("participants")
        if not isinstance(numbers, list):
            super().refuse(refused)
            return
        people = named(current_act().session, numbers[:NAMED_TOGETHER])
        who = listed([people[n] for n in numbers[:NAMED_TOGETHER]], len(numbers))
        self.deliveries.errors = [
            *self.deliveries.errors,
            say(f"refused.{refused.code}", participants=who),
        ]


class ToldForm(OnceForm):
    """A conversation with one person, or that it was tried."""

    how = Choice("told.how", values=("told", "tried"), missing="told.how_missing")
    at = Happened("contact.at", missing="contact.at_missing")
    by = Line("contact.by", longest=LINE)
    note = Prose("contact.note", longest=TEXT - LINE)
    reminder = BooleanField(Saying("contact.reminder"))


def wrong(field: Field, key: str) -> bool:
    """Say what is wrong with a field; it is not valid then."""
    field.errors = [*field.errors, say(key)]
    return False
