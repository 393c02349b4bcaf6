"""Letters to send, and what is to be found afterwards: each deed is one commit."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from tests import factories as f
from tests.web.reader import Reader
from tests.web.world import Side, World
from tracker.domain.act import SYSTEM, Act
from tracker.domain.history import Event
from tracker.domain.office import AnswerDraft
from tracker.domain.process import LANGUAGES, Process
from tracker.domain.projection import OpenResponse
from tracker.domain.response import Response
from tracker.domain.round import Delivery
from tracker.domain.second_thing import CodeTries
from tracker.extensions import db
from tracker.reports import links
from tracker.reports.freezing import freeze_reports
from tracker.returning.codes import code_told
from tracker.returning.forms import written
from tracker.returning.links import revoke_link

TITLE, NAME, TOPIC = "Færre ture alene", "Inger Thomsen", "Bussen kører for sjældent."
QUOTE = "Bussen kører kun hver anden time."
ASIDE = "Der burde være kaffe i venteværelset."
WHY = "Lægen ejer selv venteværelset."
PHONE = "89 40 20 11"
UNTOUCHED = ("csrf_token", "key", "language")


@dataclass
class Sent:
    """A letter that went out: its link, and the numbers of what stands in it."""

    token: str
    delivery: int
    round: int
    process: int
    participant: int
    insights: list[int] = field(default_factory=list)
    quote: int = 0
    aside: int = 0

    @property
    def link(self) -> str:
        return f"/r/{self.token}"


class Office:
    """Those who write letters."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    @contextmanager
    def act(self) -> Iterator[Act]:
        now = datetime.now(UTC) - timedelta(minutes=1)
        with self.app.app_context():
            yield Act(db.session(), SYSTEM, now, self.app.config["SETTINGS"])
            db.session.commit()

    def letter(
        self,
        purpose: str = "qualify",
        *,
        language: str = "da",
        count: int = 2,
        kind: str = "development",
        second_thing: bool = False,
        channel: str = "email",
        address: str | None = None,
        name: str = NAME,
        quote: str = QUOTE,
        others: int = 0,
        aside: bool = True,
        questions: Sequence[str] = ("Hvor langt er der til bussen?",),
        can: str = "",
        cannot: str = "",
    ) -> Sent:
        """Write one: own words in `count` insights, `others` not theirs, one thing set aside."""
        with self.act() as act:
            if language not in LANGUAGES:
                f.an_approved_language(act, language)
            process = f.a_process(
                act,
                kind,
                title=TITLE,
                language=language if language in LANGUAGES else "da",
                contact_phone=PHONE,
                second_thing=second_thing,
                can_influence=can,
                cannot_influence=cannot,
                created_at=act.now,
            )
            person = f.a_participant(act, process, name, language=language, address=address)
            said = f.a_contribution(act, person, quote)
            insights = [f.an_insight(act, process, TOPIC, [said]) for _ in range(count)]
            neighbour = f.a_participant(act, process, "Poul")
            theirs = f.a_contribution(act, neighbour, "Bakken er glat.")
            insights += [f.an_insight(act, process, "Bakken.", [theirs]) for _ in range(others)]
            coffee = f.a_contribution(act, person, ASIDE) if aside else said
            if aside:
                f.a_setting_aside(act, coffee, WHY)
            round_ = f.a_round(act, process, purpose, insights, questions=questions)
            (delivery,) = freeze_reports(act, round_, [person], {person.id: channel})
            token = links.token(act.settings.keys.links, delivery.id, 1)
            return Sent(
                token,
                delivery.id,
                round_.id,
                process.id,
                person.id,
                [insight.id for insight in insights],
                said.id,
                coffee.id,
            )

    def change(self, sent: Sent, how: Callable[[Delivery], None]) -> None:
        with self.act() as act:
            how(act.session.get_one(Delivery, sent.delivery))

    def revoke(self, sent: Sent) -> Sent:
        """Another link opens the letter: the same letter, with that link."""
        with self.act() as act:
            delivery = act.session.get_one(Delivery, sent.delivery)
            revoke_link(act, delivery)
            made = links.token(act.settings.keys.links, delivery.id, delivery.generation)
        return replace(sent, token=made)

    def code(self, sent: Sent) -> str:
        """The code that opens the letter now, as it is read aloud."""
        with self.act() as act:
            return code_told(act, act.session.get_one(Delivery, sent.delivery))

    def tries(self, sent: Sent) -> CodeTries | None:
        with self.app.app_context():
            return db.session.get(CodeTries, sent.delivery)

    def printed(self, sent: Sent) -> str:
        """The letter as it would be printed now, as text."""
        with self.act() as act:
            delivery = act.session.get_one(Delivery, sent.delivery)
            return written(act, delivery, "txt").decode()

    def end_link(self, sent: Sent) -> None:
        self.change(sent, lambda d: setattr(d, "link_until", datetime.now(UTC)))

    def responses(self, sent: Sent) -> list[Response]:
        with self.app.app_context():
            query = select(Response).where(Response.round_id == sent.round).order_by(Response.id)
            return list(db.session.scalars(query))

    def waiting(self, sent: Sent) -> int:
        """How many of the reader's answers wait for ours."""
        with self.app.app_context():
            whose = OpenResponse.participant_id == sent.participant
            return len(db.session.scalars(select(OpenResponse.response_id).where(whose)).all())

    def draft(self, sent: Sent) -> AnswerDraft | None:
        """What was written and not sent, as it is kept."""
        with self.app.app_context():
            return db.session.get(AnswerDraft, sent.delivery)

    def department_seen_by(self, sent: Sent, world: World) -> Side:
        """Give the letter's process to the department whose people can be signed in."""
        with self.act() as act:
            process = act.session.get_one(Process, sent.process)
            process.department_id = world.own.department
        return world.own

    def openings(self, sent: Sent) -> int:
        with self.app.app_context():
            query = select(Event).where(Event.kind == "report_opened")
            return sum(e.data["delivery"] == sent.delivery for e in db.session.scalars(query))

    def events(self) -> int:
        with self.app.app_context():
            return len(db.session.scalars(select(Event.id)).all())

    def forget_all(self, table: type[Any]) -> None:
        with self.act() as act:
            act.session.execute(delete(table))


def head(client: Reader, address: str) -> int:
    """The status alone: there is no page to look at."""
    answer = FlaskClient.open(client, address, method="HEAD")
    assert not answer.get_data()
    return answer.status_code


def opened(client: Reader, sent: Sent, way: str = "all") -> dict[str, str]:
    """Open a letter, read it all on one page (or `one` thing at a time); its form, untouched."""
    client.get(sent.link)
    (form,) = (form for form in client.page.iter("form"))
    client.post(sent.link, data=filled(form))
    with client.session_transaction() as session:
        session["letter_way"] = way
        # It has lain open for a while.
        session["letter_since"] -= 60
    return reading(client)


def reading(client: Reader, at: str = "/r/") -> dict[str, str]:
    """The form of the letter that is open here."""
    client.get(at)
    return answers(client)


def answers(client: Reader) -> dict[str, str]:
    """What the form for answers on the page would send."""
    (form,) = (form for form in client.page.iter("form") if form.get("action") == "/r/")
    return filled(form)


def filled(form: Element) -> dict[str, str]:
    fields = {}
    for control in form.iter():
        name, chosen = control.get("name"), control.get("checked") is not None
        if name and control.tag != "button" and (control.get("type") != "radio" or chosen):
            fields[name] = control.get("value") or control.text or ""
    return fields


def places(fields: dict[str, str], client: Reader) -> dict[str, list[str]]:
    """The places in the letter, by what can be chosen there: all that a reader can tell them by."""
    found: dict[str, list[str]] = {}
    for control in client.page.iter("input"):
        if control.get("type") == "radio" and control.get("value"):
            place = (control.get("name") or "").removeprefix("move-")
            found.setdefault(control.get("value") or "", []).append(place)
    found["questions"] = [
        name.removeprefix("words-")
        for name in fields
        if name.startswith("words-") and f"move-{name[6:]}" not in _names(client)
    ]
    return found


def _names(client: Reader) -> set[str | None]:
    return {control.get("name") for control in client.page.iter("input")}
