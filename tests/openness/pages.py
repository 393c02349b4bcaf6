"""A page that everybody reads, for its tests: put out, changed, and read."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from tests.openness.furniture import goes_public
from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.process import Process

TEXT = "Stien er for mørk."
NEWS = "{http://www.w3.org/2005/Atom}"


def publishes(desk: Desk, begun: tuple[int, int, int]) -> None:
    process, insight, promised = begun
    in_process(desk, process, lambda act, row: goes_public(act, row, [insight], [promised]))


def in_process(desk: Desk, number: int, verb: Callable[[Act, Process], Any]) -> Any:
    return desk.do(lambda act: verb(act, act.session.get_one(Process, number)))


def to_insight(desk: Desk, number: int, verb: Callable[[Act, Insight], Any]) -> None:
    desk.do(lambda act: verb(act, act.session.get_one(Insight, number)))


def said_to(reader: Reader, number: int) -> str:
    assert reader.get(f"/open/{number}").status_code == 200
    return text_of(reader.page)


def news(reader: Reader, number: int) -> list[Element]:
    answer = reader.get(f"/open/{number}/feed.atom")
    assert answer.mimetype == "application/atom+xml"
    return fromstring(answer.text).findall(f"{NEWS}entry")


def titles(reader: Reader, number: int) -> list[str]:
    return [entry.findtext(f"{NEWS}title") or "" for entry in news(reader, number)]
