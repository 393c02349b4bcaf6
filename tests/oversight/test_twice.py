"""What is sent twice is done once: one after the other, and at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.oversight.desk import Desk
from tests.qualifying.forms import form_to
from tests.web.reader import Reader
from tests.web.world import NOW
from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.oversight.services import except_loop

REASON = "Vi har ringet tre gange og skrevet to breve."
PRESSES = 4


class Press(NamedTuple):
    """A form, filled in: where it goes, what it says, and the kind of fact that it records."""

    address: str
    fields: dict[str, str]
    records: str


def _marked(desk: Desk, reader: Reader) -> tuple[str, str]:
    where = f"/processes/{desk.ids['worked']}/responses/{desk.ids['answer']}"
    reader.get(where)
    return where, form_to(reader, where)["seen"]


def _resolve(desk: Desk, reader: Reader) -> Press:
    where, seen = _marked(desk, reader)
    fields = {"seen": seen, "how": "answered", "reason": REASON}
    return Press(where, fields, "resolution_recorded")


def _sort(desk: Desk, reader: Reader) -> Press:
    where, seen = _marked(desk, reader)
    fields = {"seen": seen, "move": "add", "about": "round"}
    return Press(f"{where}/sort", fields, "response_sorted")


def _except(desk: Desk, reader: Reader) -> Press:
    where = f"/processes/{desk.ids['worked']}/loops/{desk.ids['person']}/except"
    return Press(where, {"because": "other", "reason": REASON}, "loop_excepted")


def _lift(desk: Desk, reader: Reader) -> Press:
    def stop(act: Act) -> None:
        who = act.session.get_one(Participant, desk.ids["person"])
        except_loop(act, act.session.get_one(Process, desk.ids["worked"]), who, "other", REASON)

    desk.do(stop)
    where = f"/processes/{desk.ids['worked']}/loops/{desk.ids['person']}/lift"
    return Press(where, {}, "exception_lifted")


def _sign(desk: Desk, reader: Reader) -> Press:
    process = desk.process("Stien", ago=9)
    anna = desk.said(process, "Anna", ago=8)
    where = f"/processes/{process}/loops/{anna}/except"
    assert reader.send(where, because="died", reason=REASON).status_code == 303
    return Press(f"/processes/{process}/sign", {}, "process_closed")


FORMS = [_resolve, _sort, _except, _lift, _sign]
Form = Callable[[Desk, Reader], Press]


def recorded(desk: Desk, kind: str) -> int:
    """Since the world was made."""
    query = select(func.count(Event.id)).where(Event.kind == kind, Event.recorded > NOW)
    return desk.do(lambda act: act.session.scalar(query) or 0)


@pytest.mark.parametrize("form", FORMS)
def test_sent_again_it_is_done_once(desk: Desk, boss: Reader, form: Form) -> None:
    press = form(desk, boss)
    data = {"csrf_token": boss.token(), **press.fields}
    first, again = (boss.post(press.address, data=data).status_code for _ in range(2))
    # To take back what was taken back already is told to be so; all else was received already.
    assert (first, again) == (303, 409 if form is _lift else 303)
    assert recorded(desk, press.records) == 1


@pytest.mark.parametrize("form", FORMS)
def test_pressed_several_times_at_the_same_moment_it_is_done_once(
    app: Flask, desk: Desk, boss: Reader, form: Form
) -> None:
    press = form(desk, boss)
    data = {"csrf_token": boss.token(), **press.fields}
    cookie = boss.get_cookie("session")
    assert cookie is not None

    def at_once(_: int) -> int:
        browser = Reader(app, app.response_class)
        browser.set_cookie(cookie.key, cookie.value)
        return browser.post(press.address, data=data).status_code

    with ThreadPoolExecutor(PRESSES) as threads:
        found = sorted(threads.map(at_once, range(PRESSES)))
    assert found == [303, *[409 if form is _lift else 303] * (PRESSES - 1)]
    assert recorded(desk, press.records) == 1
