"""The log's form of the bare application: the questions that the product's own asks."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional

NONE = ("", "–")


def among(*values: str) -> list[tuple[str, str]]:
    return [(value, value.capitalize()) for value in values]


class LogForm(FlaskForm):
    occasion = SelectField("Anledning", default="")
    kind = SelectField(
        "Slags",
        choices=among("interview", "workshop", "walk", "call", "letter"),
        default="interview",
    )
    title = StringField("Navn", [Length(max=200)])
    held_on = DateField("Dag", [Optional()])
    place = StringField("Sted", [Length(max=200)])
    place_kind = RadioField(
        "Hvis sted", choices=among("own", "neutral", "municipality"), default="neutral"
    )
    words = TextAreaField("Hvad blev der sagt?", [DataRequired(), Length(max=20_000)])
    who = StringField("Af hvem?", [DataRequired()], render_kw={"list": "people"})
    how = RadioField("Hvordan", choices=among("verbatim", "retold", "observed"), default="verbatim")
    shareable = TextAreaField("Må deles som", [Length(max=20_000)])
    confidential = BooleanField("Fortroligt")
    readers = SelectMultipleField("Læses af")
    channel = SelectField("Vej", choices=[NONE, *among("email", "letter", "phone")], default="")
    email = EmailField("E-mail", [Length(max=254)])
    phone = StringField("Telefon", [Length(max=60)])
    address = TextAreaField("Adresse", [Length(max=500)])
    protected = BooleanField("Beskyttet adresse")
    may_quote = RadioField("Må citeres", choices=among("never", "yes", "no"), default="never")
    language = SelectField("Sprog", choices=[NONE, *among("da", "en")], default="")
    perspectives = StringField("Perspektiver", [Length(max=200)])
    guardian = StringField("Værge", [Length(max=200)])
    guardian_proof = StringField("Bevis", [Length(max=200)])
    group = IntegerField("Hvor mange", [Optional()])
    member_of = SelectField("Med i", default="")
