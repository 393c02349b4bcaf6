"""Those who take part, as a test opens their pages and writes in them."""

from typing import Any

from sqlalchemy import select

from tests.listening.sheets import fields
from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.participant import Membership
from tracker.domain.process import Process
from tracker.listening.services import Details, add_participant

ANNA = {
    "email": "anna@kommune.dk",
    "phone": "87 13 00 00",
    "address": "Stien 4\n8000 Aarhus C",
    "perspectives": "nabo",
}


def list_of(process: object, asked: str = "") -> str:
    return f"/processes/{process}/participants{asked}"


def page_of(process: object, person: object) -> str:
    return f"{list_of(process)}/{person}"


def edit(reader: Reader, where: str, **said: Any) -> int:
    """Open somebody's page, write this in it, and save; the answer's status."""
    reader.get(where)
    return reader.post(where, data=fields(reader, where) | said).status_code


def group(desk: Desk, process: int, name: str = "Klubben", size: int = 9) -> int:
    def added(act: Act) -> int:
        row = act.session.get_one(Process, process)
        return add_participant(act, row, Details(name=name), group_size=size).id

    return desk.do(added)


def members(desk: Desk, club: int) -> list[int]:
    query = select(Membership.person_id).where(Membership.group_id == club)
    return desk.do(lambda act: list(act.session.scalars(query)))
