"""The forms of listening: what was said and by whom, and what is known of somebody."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import NumberRange, Optional, StopValidation

from tracker.domain.contribution import HOW
from tracker.domain.named import Named
from tracker.domain.participant import CHANNELS
from tracker.domain.people import User
from tracker.domain.process import OCCASIONS, PLACES, Encounter, Process
from tracker.forms import Choice, Day, Form, Line, Month, OnceForm, Prose
from tracker.interface import Saying, current_language, say
from tracker.language.given import LINE, WORDS
from tracker.listening.noting import Said
from tracker.listening.occasions import NewOccasion
from tracker.listening.services import Details
from tracker.phrases import called, near_day
from tracker.reports.languages import language

ADDRESS = 500
LARGEST_GROUP = 100_000
FEWEST_DIGITS = 5
QUOTED = {"yes": True, "no": False}


class Phone(Line):
    """A telephone number: nobody can be called by fewer digits, whatever stands beside them."""

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data and sum(map(str.isdigit, self.data)) < FEWEST_DIGITS:
            raise StopValidation(say("who.phone.too_short"))


class Aspects(Form):
    """What can be known of somebody, beside their name."""

    channel = SelectField(Saying("who.channel"), default="")
    email = Line("who.email", longest=254)
    phone = Phone("who.phone", longest=LINE)
    address = Prose("who.address", longest=ADDRESS)
    protected = BooleanField(Saying("who.protected"))
    large_print = BooleanField(Saying("who.large_print"))
    may_quote = Choice(
        "who.may_quote",
        values=("never", *QUOTED),
        missing="who.may_quote_missing",
        default="never",
    )
    language = SelectField(Saying("who.language"), default="")
    perspectives = Line("who.perspectives", longest=LINE)
    guardian = Line("who.guardian", longest=LINE)
    guardian_proof = Line("who.guardian_proof", longest=LINE)
    represented = BooleanField(Saying("who.represented"))
    child_until = Month("who.child_until")
    group = IntegerField(
        Saying("who.group"), validators=[Optional(), NumberRange(max=LARGEST_GROUP)]
    )
    member_of = SelectField(Saying("who.member_of"), default="")

    def among(
        self, groups: Iterable[Named], process: Process, languages: Sequence[str], now: str = ""
    ) -> None:
        """Offer these groups to be of, these languages, and what the process takes for granted.

        `now`: the language they have, which stays even where it is offered no more.
        """
        usual = say("who.language.usual", language=called_here(process.language))
        not_now = [(now, not_offered(now))] if now and now not in languages else []
        self.channel.choices = [
            ("", say("who.channel.usual")),
            *((channel, say(f"who.channel.{channel}")) for channel in CHANNELS),
        ]
        self.language.choices = [
            ("", usual),
            *((language, called_here(language)) for language in languages),
            *not_now,
        ]
        self.member_of.choices = [
            ("", say("who.member_of.none")),
            *((str(group.id), called(group)) for group in groups),
        ]

    def told(self) -> dict[str, Any]:
        """What was told, by the names of `Details`; what was left empty was not."""
        given = {
            name: self._fields[name].data or None
            for name in ("channel", "email", "phone", "language", "perspectives")
        }
        return given | {
            "address": (self.address.data or "").strip() or None,
            "protected": self.protected.data or None,
            "large_print": self.large_print.data or None,
            "may_quote": QUOTED.get(self.may_quote.data),
            "guardian": self.guardian.data or None,
            "guardian_proof": self.guardian_proof.data or None,
            "represented": self.represented.data or None,
            "child_until": self.child_until.data,
        }

    @property
    def group_joined(self) -> int | None:
        return int(self.member_of.data) if self.member_of.data else None


def called_here(code: str) -> str:
    """What a language is called in the reader's."""
    return language(code).called(current_language())


def not_offered(code: str) -> str:
    """The same, and that nobody has approved its texts."""
    return say("who.language.unapproved", language=called_here(code))


class LogForm(OnceForm, Aspects):
    """What somebody has just said. `seen`: the mark of the entry that is mended."""

    seen = HiddenField()
    occasion = SelectField(Saying("log.occasion"), default="")
    kind = SelectField(Saying("occasion.kind"), default=OCCASIONS[0])
    title = Line("occasion.title", longest=LINE)
    held_on = Day("occasion.held_on")
    place = Line("occasion.place", longest=LINE)
    place_kind = Choice(
        "occasion.place_kind",
        values=PLACES,
        missing="occasion.place_kind_missing",
        default="neutral",
    )
    text = Prose("log.text", longest=WORDS, missing="log.text_missing")
    who = Line("log.who", longest=LINE, missing="log.who_missing")
    which = SelectField(Saying("log.which"), validate_choice=False, default="")
    how = Choice("log.how", values=HOW, missing="log.how_missing", default="verbatim")
    shareable = Prose("log.shareable", longest=WORDS)
    confidential = BooleanField(Saying("log.confidential"))
    readers = SelectMultipleField(Saying("log.readers"))

    def about(
        self, occasions: Sequence[Encounter], colleagues: Sequence[User], me: int | None
    ) -> None:
        """Offer these occasions, and these colleagues as readers."""
        self.occasion.choices = [
            ("", say("log.occasion.none")),
            *((str(each.id), _occasion_called(each)) for each in occasions),
            ("new", say("log.occasion.new")),
        ]
        self.kind.choices = [
            (kind, say(f"occasion.kind.{kind}")) for kind in OCCASIONS if kind != "session"
        ]
        self.readers.choices = [(str(user.id), user.name) for user in colleagues if user.id != me]

    def tell_apart(self, same: Sequence[Named]) -> None:
        """Offer those who are called alike, and somebody new of that name."""
        self.which.choices = [
            *((str(who.id), f"{called(who)} ({who.id})") for who in same),
            ("new", say("log.which.new")),
        ]

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if self.occasion.data != "new":
            return valid
        for field in (self.title, self.held_on):
            if not field.data and not field.errors:
                field.errors = [say(f"occasion.{field.name}_missing")]
                valid = False
        return valid

    @property
    def said(self) -> Said:
        """What the form says."""
        return Said(
            text=self.text.data,
            who=self.who.data,
            which=self.which.data or "",
            how=self.how.data,
            occasion=self._occasion(),
            shareable=self.shareable.data,
            readers=[int(n) for n in self.readers.data] if self.confidential.data else None,
            details=Details(**self.told()),
            group=self.group.data,
            member_of=self.group_joined,
        )

    def _occasion(self) -> int | NewOccasion | None:
        if self.occasion.data != "new":
            return int(self.occasion.data) if self.occasion.data else None
        day: Any = self.held_on.data
        return NewOccasion(
            self.kind.data, self.title.data, day, self.place.data, self.place_kind.data
        )

    @property
    def occasion_line(self) -> str:
        """The occasion that is chosen, on a line."""
        chosen = str(self.occasion.data or "")
        if chosen == "new" and self.title.data:
            return str(self.title.data)
        return str(dict(self.occasion.choices).get(chosen, say("log.occasion.none")))

    def tells(self, *names: str) -> bool:
        """Whether something of these fields is filled in or wrong, so that none is folded away."""
        fields = [self._fields[name] for name in names]
        return any(f.errors or (f.data and f.data != f.default) for f in fields)


def _occasion_called(each: Encounter) -> str:
    return f"{each.title}, {near_day(each.held_at)}"


class AddForm(OnceForm, Aspects):
    """Somebody new."""

    name = Line("who.name", longest=LINE, missing="who.name_missing")
    public_return = BooleanField(Saying("who.public_return"))


class EditForm(Aspects):
    """What is known of somebody. Of how to reach them it says only what there is."""

    seen = HiddenField()
    name = Line("who.name", longest=LINE)
    public_return = BooleanField(Saying("who.public_return"))
    no_email = BooleanField(Saying("who.no_email"))
    no_phone = BooleanField(Saying("who.no_phone"))
    no_address = BooleanField(Saying("who.no_address"))

    def known(self) -> "EditForm":
        """Offer no wish and no language that is for us to find out: both are known by now."""
        for field in (self.channel, self.language):
            field.choices = [choice for choice in field.choices if choice[0]]
        return self

    @property
    def details(self) -> Details:
        """All that the form says; a way to reach them is said where it was written or deleted."""
        told = {"name": self.name.data, "public_return": self.public_return.data}
        names = ("perspectives", "guardian", "guardian_proof", "represented", "protected")
        for name in (*names, "large_print"):
            told[name] = self._fields[name].data
        told["child_until"] = self.child_until.data or ""
        for name in ("email", "phone", "address"):
            gone = "" if self._fields[f"no_{name}"].data else None
            told[name] = (self._fields[name].data or "").strip() or gone
        told |= {"channel": self.channel.data, "language": self.language.data}
        return Details(**told, may_quote=QUOTED.get(self.may_quote.data))


class MemberForm(Form):
    """Who is one of a group."""

    who = Line("members.who", longest=LINE, missing="members.who_missing")


class TakeBackForm(Form):
    """What was just written down, and who was new with it."""

    contribution = IntegerField(validators=[NumberRange(min=1, max=2**31 - 1)])
    participant = IntegerField(validators=[Optional(), NumberRange(min=1, max=2**31 - 1)])
