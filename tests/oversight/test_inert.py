"""Whatever is written in any field is text on every page of the staff: the same elements, all of
it to be read, and nothing of it done."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from flask import Flask
from markupsafe import Markup

from tests.leaks.canaries import bare
from tests.leaks.evil import SHORT, Skeleton, payloads
from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tests.web.world import World
from tracker import create_app
from tracker.closing.services import close
from tracker.domain.act import Act
from tracker.domain.commitment import promise
from tracker.domain.people import Department
from tracker.domain.process import Process
from tracker.extensions import db
from tracker.listening.occasions import add_encounter
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.oversight.services import except_loop
from tracker.processes.services import (
    about_of,
    add_process,
    describe,
)
from tracker.qualifying.forms import SHOWN
from tracker.qualifying.services import decide, delivery_to, resolve, respond
from tracker.returning.checks import Reasons
from tracker.returning.services import fix_round, freeze_next, plan_round, record_contact, release
from tracker.settings import Settings
from tracker.weaving.services import add_insight, edit_insight, set_aside

PLAIN = "ord"
# Those that are another thing on a page than on paper; nobody listens at the port.
NAMES = (
    "script", "end of a tag", "template", "format", "sql", "image", "style", "attribute",
    "drawing", "entity", "link", "rtl", "emoji",
)  # fmt: skip
PAYLOADS = {name: payloads(9)[name] for name in NAMES}
# In brackets it would be a gap that a template left, which is refused.
PAYLOADS["link"] = PAYLOADS["link"].replace("[x]", "x")
# What is another for each who asks, and each time.
PASSING = {"csrf_token", "seen", "once"}
WRITTEN = (
    "department", "manager", "title", "purpose", "stake", "influence", "limits", "number",
    "contact", "phone", "hours", "name", "role", "guardian", "address", "walk", "place",
    "contribution", "corrected", "unused", "aside", "insight", "changed", "why", "outcome",
    "note", "nuance", "free", "resolution", "dissent", "promise", "gone", "typed",
)  # fmt: skip
# Of these no page needs to show anything; one that does is compared like all others.
UNSHOWN = {"place", "why", "dissent"}

Pages = dict[str, str]


class Office:
    """A department in which every field holds the payload, behind a word that says which it is."""

    def __init__(self, desk: Desk, payload: str) -> None:
        self.desk, self.payload = desk, payload
        self.process, self.person, self.answer, self.sorted = desk.do(self._filled, ago=9)
        self.closed, self.gone = desk.do(self._closed)

    def word(self, label: str, longest: int = 200) -> str:
        assert label in WRITTEN
        return f"felt{label}{self.payload}"[:longest]

    def _process(self, act: Act) -> Process:
        w, department = self.word, act.session.get_one(Department, self.desk.side.department)
        department.name = w("department")
        self.desk.user(act.session, "manager").name = w("manager")
        contact = w("contact"), w("phone", SHORT), w("hours")
        return add_process(act, w("title"), "development", department, contact=contact)

    def _filled(self, act: Act) -> tuple[int, int, int, int]:
        w, process = self.word, self._process(act)
        about = replace(
            about_of(process),
            purpose=w("purpose"),
            at_stake=w("stake"),
            can_influence=w("influence"),
            cannot_influence=w("limits"),
            case_number=w("number", SHORT),
        )
        describe(act, process, about)
        promise(act, process, w("promise"), (act.now + timedelta(days=30)).date())
        details = Details(
            name=w("name"),
            phone=w("phone", SHORT),
            address=w("address"),
            perspectives=w("role"),
            guardian=w("guardian"),
        )
        anna = add_participant(act, process, details)
        walk = add_encounter(act, process, "walk", w("walk"), act.now, w("place"))
        said = log_contribution(act, anna, w("contribution"), encounter=walk)
        unused = log_contribution(act, anna, w("unused"))
        set_aside(act, [unused], w("aside"))
        insight = add_insight(act, process, w("insight"), [said])
        round_ = plan_round(act, process, "qualify", [insight], [anna])
        fix_round(act, round_, Reasons("Prøve", "Prøve"))
        freeze_next(act, round_)
        release(act, round_, timedelta(0))
        delivery = delivery_to(act, round_, anna.id)
        record_contact(act, delivery, "told", act.now, note=w("note"))
        nuance = respond(act, delivery, "nuance", w("nuance"), insight)
        resolve(act, [nuance], "changed", w("resolution"), new_text=w("changed"))
        corrected = respond(act, delivery, "correct", w("corrected"), None, said)
        resolve(act, [corrected], "changed", w("resolution"))
        other = respond(act, delivery, "disagree", w("nuance"), insight)
        resolve(act, [other], "dissent", w("resolution"), shareable=w("dissent"))
        edit_insight(act, insight, f"{w('changed')} nu", w("why"))
        decide(act, insight, "used", w("outcome"), decided_first=w("outcome"))
        waits = respond(act, delivery, "nuance", w("nuance"), insight)
        free = respond(act, delivery, "said", w("free"), insight)
        return process.id, anna.id, waits.id, free.id

    def _closed(self, act: Act) -> tuple[int, int]:
        w, process = self.word, self._process(act)
        bo = add_participant(act, process, Details(name=w("name")))
        log_contribution(act, bo, w("contribution"))
        except_loop(act, process, bo, "died", w("gone"))
        close(act, process)
        log_contribution(act, add_participant(act, process), w("contribution"))
        return process.id, bo.id

    def pages(self, reader: Reader) -> Pages:
        """Every page of the staff's, in their usual order, with forms that were refused too."""
        process, typed = f"/processes/{self.process}", self.word("typed")
        late = {"reason": f"Se {typed}", typed: f"Se {typed}"}
        loop, responses = f"{process}/loops/{self.person}", f"{process}/responses"
        waits, free = f"{responses}/{self.answer}", f"{responses}/{self.sorted}"
        closed = f"/processes/{self.closed}"
        gone = f"{closed}/loops/{self.gone}"
        excepted = f"{closed}/exceptions"
        places = ("/", "/processes/", process, closed, gone, excepted, loop, responses, waits, free)
        found = {where: reader.get(where) for where in places}
        found |= {
            "contacts": reader.send(f"{loop}/contacts"),
            "refused": reader.send(waits, reason=typed, text=typed, shareable=typed),
            "unsorted": reader.send(f"{free}/sort", move=typed, about=typed),
            "meanwhile": reader.send(waits, seen=typed, how="answered", reason=typed),
            "unexcepted": reader.send(f"{loop}/except", because=typed, reason=typed),
            "expired": reader.post(waits, data=late),
            "missing": reader.get(f"/processes/{quote(typed, safe='')}"),
            "signing in": reader.send("/sign-in", email=typed, next=typed),
        }
        assert {name: a.status_code for name, a in found.items() if a.status_code != 200} == {
            "refused": 422, "unsorted": 422, "meanwhile": 409, "unexcepted": 422, "expired": 400,
            "missing": 404, "signing in": 422,
        }  # fmt: skip
        return {name: answer.text for name, answer in found.items()}


def elements(page: str, payload: str) -> list[tuple[object, ...]]:
    """What a page is made of, with the payload taken for a plain word."""
    return [_element(*found, payload=payload) for found in Skeleton(page).tags]


def _element(
    tag: object, attributes: object = (), *, payload: str
) -> tuple[object, tuple[tuple[str, str], ...]]:
    if not isinstance(attributes, tuple):
        return tag, (("comment", str(attributes)),)
    values = {name: unquote(value or "").replace(payload, PLAIN) for name, value in attributes}
    if values.get("name") in PASSING:
        values.pop("value", None)
    values.pop("datetime", None)
    return tag, tuple(values.items())


def said(page: str, payload: str) -> dict[str, int]:
    """How often each field's text stands in a page, with all of the payload that has room there."""
    text, found = bare(Skeleton(page).text), {}
    for label in WRITTEN:
        room = SHORT if label in ("phone", "number") else SHOWN
        found[label] = text.count(bare(f"felt{label}{payload}"[:room]))
    return found


@pytest.fixture
def seen(app: Flask, world: World) -> Callable[[str], Pages]:
    """The pages of a department whose fields hold something."""

    def look(payload: str) -> Pages:
        reader = Reader(app, app.response_class)
        reader.sign_in_as(world.own.users["manager"])
        return Office(Desk(app, world.own), payload).pages(reader)

    return look


@pytest.fixture(scope="module")
def plain(
    made: tuple[Settings, World], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pages]:
    """The same pages, where nobody has written anything strange."""
    settings, world = made
    path: Path = tmp_path_factory.mktemp("plain") / "instance"
    shutil.copytree(settings.instance, path)
    database = f"sqlite:///{path / 'tracker.db'}"
    app = create_app(replace(settings, instance=path, database_url=database))
    reader = Reader(app, app.response_class)
    reader.sign_in_as(world.own.users["manager"])
    yield Office(Desk(app, world.own), PLAIN).pages(reader)
    with app.app_context():
        db.engine.dispose()


def test_what_is_written_is_seen_on_some_page(plain: Pages) -> None:
    counts = [said(page, PLAIN) for page in plain.values()]
    unseen = {label for label in WRITTEN if not any(count[label] for count in counts)}
    assert unseen <= UNSHOWN


@pytest.mark.parametrize("name", PAYLOADS)
def test_on_no_page_it_is_more_than_text(
    plain: Pages, seen: Callable[[str], Pages], name: str
) -> None:
    payload = PAYLOADS[name]
    pages = seen(payload)
    assert pages.keys() == plain.keys()
    for (where, page), usual in zip(pages.items(), plain.values(), strict=True):
        assert elements(page, payload) == elements(usual, PLAIN), where
        assert said(page, payload) == said(usual, PLAIN), where


def test_the_comparison_would_see_it(
    app: Flask, plain: Pages, seen: Callable[[str], Pages], monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = PAYLOADS["image"]
    monkeypatch.setitem(app.jinja_env.filters, "prose", Markup)
    pages = seen(payload)
    other = [w for w in pages if elements(pages[w], payload) != elements(plain[w], PLAIN)]
    assert len(other) > 3
