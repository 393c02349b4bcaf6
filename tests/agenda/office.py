"""A caseworker with a process of their own, and what a calendar's address gives."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from icalendar import Calendar, Event
from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.commitment import Commitment, promise
from tracker.domain.insight import Insight
from tracker.domain.people import User
from tracker.domain.process import Process

PAGE = "/calendar"


def new_address(reader: Reader) -> str:
    """The path of a calendar that somebody who is signed in lets be opened."""
    answer = reader.send(f"{PAGE}/address")
    (found,) = re.findall(r"https?://[^\s<]+\.ics", answer.text)
    return urlsplit(found).path


def settle(reader: Reader, whose: str = "mine", **more: str) -> None:
    assert reader.send(PAGE, whose=whose, **more).status_code == 303


def read(reader: Reader, path: str) -> list[Event]:
    answer = reader.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


def said(events: list[Event]) -> list[str]:
    return [str(event["SUMMARY"]) for event in events]


def user_of(act: Act, desk: Desk, role: str) -> User:
    query = select(User).where(User.fs_uniquifier == desk.side.users[role])
    return act.session.scalars(query).one()


def own_process(desk: Desk, title: str, role: str = "caseworker", ago: int = 5, **columns) -> int:
    number = desk.do(lambda act: user_of(act, desk, role).id)
    return desk.process(title, ago=ago, responsible_id=number, **columns)


@dataclass
class Answered:
    process: int
    people: list[int]
    responses: list[int]


def answered(desk: Desk, title: str = "Stien langs åen", people: int = 3, **columns) -> Answered:
    """A process of the caseworker's in which so many wait for an answer."""
    process = own_process(desk, title, **columns)
    who = [desk.said(process, f"Karen {number}", ago=4) for number in range(people)]
    round_ = desk.told(process, who, "Der er mørkt ved åen.", ago=3)
    responses = [desk.answered(round_, one, "nuance", "Kun om vinteren.", ago=2) for one in who]
    return Answered(process, who, responses)


def promised(desk: Desk, process: int, text: str, due: date) -> int:
    def write(act: Act) -> int:
        return promise(act, act.session.get_one(Process, process), text, due).id

    return desk.do(write)


def an_insight(act: Act, process: int) -> Insight:
    query = select(Insight).where(Insight.process_id == process).limit(1)
    return act.session.scalars(query).one()


def kept_as(state: str, number: int):
    def say(act: Act) -> None:
        act.session.get_one(Commitment, number).state = state

    return say
