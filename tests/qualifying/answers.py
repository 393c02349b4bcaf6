"""Answers for the tests of qualifying: where each is, how it is read, and what lies there."""

from sqlalchemy import func, select

from tests.oversight.desk import Desk
from tests.qualifying.forms import form_to
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.projection import OpenResponse

REASON = "Tak, det vidste vi ikke. Vi har skrevet det om."


def main(reader: Reader) -> str:
    (found,) = reader.page.iter("main")
    return text_of(found)


def address(desk: Desk, response: int | None = None, process: int | None = None) -> str:
    number = process or desk.ids["worked"]
    return f"/processes/{number}/responses/{response or desk.ids['answer']}"


def seen(reader: Reader, where: str) -> str:
    """The mark of an answer as somebody reads it now."""
    reader.get(where)
    return form_to(reader, where)["seen"]


def rows(desk: Desk, kind: type) -> int:
    return desk.do(lambda act: act.session.scalar(select(func.count(kind.id))) or 0)


def is_open(desk: Desk, response: int) -> bool:
    return desk.do(lambda act: act.session.get(OpenResponse, response) is not None)
