"""What every form shares: its words, its texts checked, and what refuses it shown in it.

class ProcessForm(OnceForm): …

form = ProcessForm()
if form.validate_on_submit() and form.carry_out(services.add_process, form.title.data):
    return redirect(url_for("processes.show", number=form.result))
return render_template("processes/add.html", form=form), form.status
"""

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from babel.messages.pofile import read_po
from flask import flash, request
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import (
    DateField,
    DateTimeField,
    DateTimeLocalField,
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    MonthField,
    PasswordField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms import Form as WTForm
from wtforms.validators import StopValidation
from wtforms.widgets import HiddenInput

from tracker.access import acting
from tracker.domain.act import Act, Actor
from tracker.domain.errors import BadInput, Conflict, NotAllowed, Refused
from tracker.domain.office import Submission
from tracker.domain.workdays import COPENHAGEN
from tracker.interface import Saying, current_language, refusal, say
from tracker.reports.languages import TRANSLATIONS

MONTHS = ("%Y-%m", "%m.%Y", "%m-%Y", "%m/%Y")
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y")
MOMENTS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H.%M")

# Overrides of the direction of writing, by which a text can look like another one.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LAYOUT = frozenset("\t\n\r")


class Form(FlaskForm):
    """A form whose own messages, and what the domain says no with, are the reader's language."""

    result: Any = None
    _refused: Refused | None = None

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: WTForm) -> "Messages":
            return Messages(current_language())

    def carry_out(
        self, verb: Callable[..., Any], *args: Any, actor: Actor | None = None, **values: Any
    ) -> bool:
        """Do it, and commit; False when it is refused, and then the form says why.

        `verb` is given an Act first, by who is signed in unless another actor is named. What it
        returns is `result`.
        """
        try:
            with acting(actor) as act:
                self.result = verb(act, *args, **values)
        except Refused as refused:
            self.refuse(refused)
            return False
        return True

    def hidden_tag(self, *fields: Any) -> Markup:
        """The hidden fields, without ids: two forms on a page would both have the token's."""
        hidden = (f for f in fields or self if isinstance(f.widget, HiddenInput))
        return Markup("\n").join(f(id=False) for f in hidden)

    def refuse(self, refused: Refused) -> None:
        """Show beside its field, or above the form, why it was refused."""
        self._refused = refused
        sentence = refusal(refused)
        # A command calls the same thing by its option: --at.
        named = refused.field.lstrip("-") if isinstance(refused, BadInput) else None
        field = self._fields.get(named) if named else None
        if field is None:
            self.form_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows the form."""
        if isinstance(self._refused, Conflict):
            return 409
        if isinstance(self._refused, NotAllowed):
            return 403
        return 422 if request.method == "POST" else 200


class OnceForm(Form):
    """A form that makes something new: sent twice, it makes one, and `already` says so.

    Its `once` is a key that the page was given; the draft of its texts is dropped by the same key.
    """

    already = False
    once = HiddenField(default=lambda: secrets.token_urlsafe(18))

    def carry_out(
        self, verb: Callable[..., Any], *args: Any, actor: Actor | None = None, **values: Any
    ) -> bool:
        """As any form; what was received before is not done again, and `result` is its number."""

        def once(act: Act, *args: Any, **values: Any) -> Any:
            key = str(self.once.data or "")[:64]
            before = act.session.get(Submission, key) if key else None
            if before is not None and before.user_id == act.actor.id:
                self.already = True
                return before.made
            made = verb(act, *args, **values)
            if key:
                number = getattr(made, "id", None)
                act.session.add(Submission(key=key, user_id=act.actor.id, at=act.now, made=number))
            return made

        done = super().carry_out(once, *args, actor=actor, **values)
        if done:
            flash(str(self.once.data), "saved")
            if self.already:
                flash(say("form.already"))
            # The page that shows the form again shows another one.
            self.once.data = secrets.token_urlsafe(18)
        return done


class _Text(Field):
    """Checks a text that somebody wrote, and says what to do when it cannot be kept.

    `label` and `missing` are keys of the interface's words, the label also what is said by one;
    without `missing` it may be empty.
    """

    layout: frozenset[str] = frozenset()
    data: Any

    def __init__(
        self, label: str | Saying, *, longest: int, missing: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(Saying(label) if isinstance(label, str) else label, **kwargs)
        self.longest = longest
        self.missing = missing

    def pre_validate(self, form: WTForm) -> None:
        text = self.data or ""
        if is_blank(text):
            if self.missing:
                raise StopValidation(say(self.missing))
            self.data = ""
        elif forbidden := sorted({c for c in text if self._forbids(c)}):
            raise StopValidation(say("form.forbidden", n=len(forbidden)))
        elif len(text) > self.longest:
            over = len(text) - self.longest
            raise StopValidation(say("form.too_long", n=over, longest=self.longest))

    def _forbids(self, letter: str) -> bool:
        if letter in _OVERRIDES:
            return True
        return unicodedata.category(letter) == "Cc" and letter not in self.layout


class Line(_Text, StringField):
    """A text on one line."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([value.strip() for value in valuelist])


class Email(Line, EmailField):
    """Looks like an address; whether it is one, the service finds out."""


class Password(_Text, PasswordField):
    """A password, which is never shown again."""


class Prose(_Text, TextAreaField):
    """A text of several lines, kept as it was written."""

    layout = _LAYOUT


class _Dated(DateTimeField):
    """A day or a moment. Without `missing` it may be left empty, and is None then."""

    formats: tuple[str, ...]

    def __init__(self, label: str, *, missing: str | None = None, **kwargs: Any) -> None:
        super().__init__(Saying(label), format=list(self.formats), **kwargs)
        self.missing = missing

    def process_formdata(self, valuelist: list[str]) -> None:
        given = [value.strip() for value in valuelist if value.strip()]
        if given:
            super().process_formdata(given)
        elif valuelist:
            # What stood there was taken out.
            self.data = None

    def pre_validate(self, form: WTForm) -> None:
        if self.data is None and not self.errors and self.missing:
            raise StopValidation(say(self.missing))


class Day(_Dated, DateField):
    """A day, as the browser's own calendar gives it, or as people write it: 3.10.2026."""

    formats = DAYS


class Month(_Dated, MonthField):
    """A month, by its first day: as the browser's own calendar gives it, or as 3.2027."""

    formats = MONTHS


class When(_Dated, DateTimeLocalField):
    """A moment in Copenhagen, as the browser gives it; `moment` is the same, aware."""

    formats = MOMENTS

    def process_data(self, value: datetime | None) -> None:
        aware = value is not None and value.tzinfo is not None
        super().process_data(
            value.astimezone(COPENHAGEN).replace(tzinfo=None) if aware and value else value
        )

    @property
    def moment(self) -> datetime | None:
        """What was given, as a moment in UTC; of the hour that comes twice, the first."""
        if self.data is None:
            return None
        here: datetime = self.data.replace(tzinfo=COPENHAGEN)
        return here.astimezone(UTC)


class WholeNumber(IntegerField):
    """A whole number within bounds; one that is `optional` may be left empty, and is None then."""

    data: Any

    def __init__(
        self, label: str, *, least: int, most: int, optional: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(Saying(label), **kwargs)
        self.least = least
        self.most = most
        self.optional = optional

    def process_formdata(self, valuelist: list[str]) -> None:
        self.left_empty = self.optional and not any(map(str.strip, valuelist))
        if self.left_empty:
            self.data = None
        else:
            super().process_formdata(valuelist)

    def pre_validate(self, form: WTForm) -> None:
        if self.left_empty:
            return
        if not self.errors and (self.data is None or not self.least <= self.data <= self.most):
            raise StopValidation(say("form.out_of_bounds", least=self.least, most=self.most))


class Choice(RadioField):
    """One of some values, of which none is chosen yet; `label.value` is what each is called."""

    def __init__(self, label: str, *, values: Sequence[str], missing: str, **kwargs: Any) -> None:
        super().__init__(Saying(label), validate_choice=False, **kwargs)
        self.called = label
        self.missing = missing
        self.offer(values)

    def offer(self, values: Sequence[str]) -> None:
        """Let these values alone be chosen."""
        self.choices = [(value, Saying(f"{self.called}.{value}")) for value in values]

    def pre_validate(self, form: WTForm) -> None:
        if self.data not in [value for value, _ in self.choices]:
            raise StopValidation(say(self.missing))


class Messages:
    """WTForms' own messages in a language; it brings none in Danish."""

    def __init__(self, language: str) -> None:
        self.language = language

    def gettext(self, string: str) -> str:
        return self._of(string, 0)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        if self.language == "en":
            return singular if n == 1 else plural
        return self._of(singular, 0 if n == 1 else 1)

    def _of(self, string: str, number: int) -> str:
        # What is in no catalogue is the name of a field without a label, which nobody is shown.
        forms = () if self.language == "en" else danish_messages().get(string, ())
        return forms[number] if forms else string


@cache
def danish_messages() -> dict[str, tuple[str, ...]]:
    """Each message of WTForms in Danish, for one and for several."""
    with (TRANSLATIONS / "da" / "LC_MESSAGES" / "wtforms.po").open("rb") as file:
        catalogue = read_po(file, locale="da", abort_invalid=True)
    found = {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if key:
            found[key] = tuple(map(str, forms))
    return found


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: spaces, and letters without a width."""
    return all(c.isspace() or unicodedata.category(c) in ("Cf", "Cc") for c in text)
