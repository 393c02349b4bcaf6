"""The form of a process: what it is about, what it promises, and who works on it."""

from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField

from tracker.domain.people import Department, User
from tracker.domain.process import KINDS, LANGUAGES, MAILS
from tracker.forms import Choice, Day, Form, Line, OnceForm, Prose, WholeNumber
from tracker.interface import Saying, say
from tracker.language.given import LINE, TEXT
from tracker.processes.services import About, Promises

MOST_DAYS = 3650


class ProcessForm(OnceForm):
    """What can be changed later; `seen` is the mark of the process as it was read."""

    seen = HiddenField()
    title = Line("process_form.title", longest=LINE, missing="process_form.title_missing")
    purpose = Prose("process_form.purpose", longest=TEXT)
    at_stake = Prose("process.at_stake", longest=TEXT)
    can_influence = Prose("process.can_influence", longest=TEXT)
    cannot_influence = Prose("process.cannot_influence", longest=TEXT)
    until = Day("process_form.until")
    case_number = Line("process_form.case_number", longest=60)
    contact_name = Line("process_form.contact_name", longest=LINE)
    contact_phone = Line("process_form.contact_phone", longest=60)
    contact_hours = Line("process_form.contact_hours", longest=LINE)
    to_return = WholeNumber("process_form.to_return", least=1, most=MOST_DAYS, default=21)
    to_answer = WholeNumber("process_form.to_answer", least=1, most=MOST_DAYS, default=14)
    to_close = WholeNumber("process_form.to_close", least=1, most=MOST_DAYS, default=21)
    second_thing = BooleanField(Saying("process_form.second_thing"))
    responsible = SelectField(Saying("process_form.responsible"), coerce=int)
    narrowed = BooleanField(Saying("process_form.narrowed"))
    members = SelectMultipleField(Saying("process_form.members"), coerce=int)

    def among(self, colleagues: Sequence[User]) -> "ProcessForm":
        """Let these be responsible, and be those it is narrowed to."""
        _offer(self, colleagues)
        return self

    @property
    def about(self) -> About:
        return About(
            title=self.title.data,
            purpose=self.purpose.data,
            at_stake=self.at_stake.data,
            can_influence=self.can_influence.data,
            cannot_influence=self.cannot_influence.data,
            until=self.until.data,
            case_number=self.case_number.data,
            contact_name=self.contact_name.data,
            contact_phone=self.contact_phone.data,
            contact_hours=self.contact_hours.data,
        )

    @property
    def promises(self) -> Promises:
        return Promises(self.to_return.data, self.to_answer.data, self.to_close.data)


class TranslateForm(OnceForm):
    """What everybody is told of a process, in another language; `seen` marks how both stood."""

    seen = HiddenField()
    purpose = ProcessForm.purpose
    at_stake = ProcessForm.at_stake
    can_influence = ProcessForm.can_influence
    cannot_influence = ProcessForm.cannot_influence


class HandOverForm(Form):
    """Who has a process, and who may see it; `seen` is the mark of how it was read."""

    seen = HiddenField()
    responsible = SelectField(Saying("process_form.responsible"), coerce=int)
    narrowed = BooleanField(Saying("hand_over.narrowed"))
    members = SelectMultipleField(Saying("process_form.members"), coerce=int)

    def among(self, colleagues: Sequence[User]) -> "HandOverForm":
        """Let one of these have it, and these be those it is narrowed to."""
        _offer(self, colleagues)
        return self


def _offer(form: ProcessForm | HandOverForm, colleagues: Sequence[User]) -> None:
    named = [(user.id, user.name) for user in colleagues]
    form.responsible.choices = [(0, say("process_form.nobody")), *named]
    form.members.choices = named


class NewProcessForm(OnceForm):
    """What a process begins with; all else is written on its own page, when one knows it."""

    title = Line("process_form.title", longest=LINE, missing="process_form.title_missing")
    kind = Choice("process.kind", values=KINDS, missing="process_form.kind_missing")
    department = SelectField(Saying("process_form.department"), coerce=int)
    language = Choice(
        "process_form.language",
        values=LANGUAGES,
        missing="process_form.language_missing",
        default="da",
    )
    mail = Choice(
        "process_form.mail", values=MAILS, missing="process_form.mail_missing", default="notice"
    )
    second_thing = BooleanField(Saying("process_form.second_thing"))
    public_return = BooleanField(Saying("process_form.public_return"))

    def among(self, departments: Sequence[Department]) -> "NewProcessForm":
        """Let one of these own it; the only one is chosen already."""
        self.department.choices = [(each.id, each.name) for each in departments]
        return self
