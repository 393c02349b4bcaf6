"""Every page that shows the demo says that people and words are invented."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.citizen.letters import filled
from tests.demo.conftest import signed_in
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.access import acting
from tracker.demo import family_words, hall_words, paths_words
from tracker.demo.services import JENS, METTE, open_letter
from tracker.domain.act import SYSTEM
from tracker.domain.people import Department
from tracker.domain.process import Process
from tracker.extensions import db
from tracker.processes.services import add_process
from tracker.reports.words import citizen, interface

# A page that names one of these shows the demo.
STORIES = (paths_words, family_words, hall_words)
PEOPLE = [paths_words.PEOPLE, family_words.PEOPLE, hall_words.CIRCLE, hall_words.AKSEL]
OF_IT = [
    *(story.TITLE for story in STORIES),
    *(str(person["name"]) for people in PEOPLE for person in people.values()),
]
SAID = interface("da").say("frame.demo.text")
AMONG = interface("da").say("frame.demo.among.text")
INVENTED = citizen("da").say("invented")


def main_of(reader: Reader) -> str:
    (main,) = reader.page.iter("main")
    return text_of(main)


def kind_of(address: str) -> str:
    """An address without its numbers, but that of the process, and without what is asked."""
    path = address.partition("?")[0]
    inside = re.match(r"/processes/\d+", path)
    begins = inside[0] if inside else ""
    return begins + re.sub(r"\d+", "0", path.removeprefix(begins))


def walked(reader: Reader, *begins: str) -> Iterator[str]:
    """Addresses that links lead to, one of each kind, once each is the reader's page."""
    ahead, seen, kinds = list(begins), set(begins), set[str]()
    while ahead:
        address = ahead.pop()
        if kind_of(address) in kinds:
            continue
        kinds.add(kind_of(address))
        if reader.get(address).mimetype != "text/html":
            continue
        yield address
        for link in reader.page.iter("a"):
            found = (link.get("href") or "").partition("#")[0]
            if re.match(r"/(?!/)", found) and "lang=" not in found and found not in seen:
                seen.add(found)
                ahead.append(found)


@pytest.mark.parametrize("email", [METTE.email, JENS.email])
def test_all_pages_of_the_staff_say_so(app: Flask, email: str) -> None:
    reader = signed_in(app, email)
    pages = []
    for address in walked(reader, "/", "/processes/"):
        main = main_of(reader)
        if any(name in main for name in OF_IT):
            assert SAID in main, address
            pages.append(address)
    assert len(pages) > 40
    assert {"/", "/processes/", "/processes/1", "/processes/2", "/processes/3"} <= set(pages)


def test_a_list_with_others_in_it_says_which_are_invented(app: Flask) -> None:
    with app.test_request_context(), acting(SYSTEM) as act:
        department = act.session.scalars(select(Department).order_by(Department.id)).first()
        assert department is not None
        add_process(act, "Stien om søen", "development", department)
    reader = signed_in(app, METTE.email)
    reader.get("/processes/")
    assert AMONG in main_of(reader) and SAID not in main_of(reader)
    badges = [text_of(each) for each in reader.page.iter("span") if each.get("class") == "badge"]
    assert badges.count(interface("da").say("process.demo")) == len(STORIES)
    reader.get("/")
    assert SAID in main_of(reader), "nothing waits in the other one"


def test_what_the_closed_one_led_to_is_open_to_all_and_says_so(app: Flask) -> None:
    with app.app_context():
        query = select(Process.id).where(Process.title == paths_words.TITLE)
        number = db.session.scalars(query).one()
    stranger = Reader(app, app.response_class)
    stranger.get(f"/open/{number}")
    everybodys = main_of(stranger)
    for words in (SAID, paths_words.PATHS_OUTCOME, paths_words.PROMISE, paths_words.BENCH):
        assert words in everybodys
    colleague = signed_in(app, METTE.email)
    colleague.get("/knowledge")
    assert SAID in main_of(colleague) and paths_words.PATHS_OUTCOME in main_of(colleague)


def test_the_letter_and_its_receipt_say_so_outside_what_is_frozen(app: Flask) -> None:
    with app.app_context():
        found = open_letter(db.session(), app.config["SETTINGS"], datetime.now(UTC))
    assert found is not None
    reader = Reader(app, app.response_class)
    path = "/r/" + found[1].rpartition("/")[2]
    reader.get(path)
    (form,) = reader.page.iter("form")
    reader.post(path, data=filled(form))
    reader.get("/r/?at=2")
    assert main_of(reader).startswith(INVENTED)
    (form,) = (each for each in reader.page.iter("form") if each.get("action") == "/r/")
    assert INVENTED not in text_of(form)
    fields = filled(form)
    name = next(name for name in fields if name.startswith("words-"))
    reader.post("/r/", data=fields | {name: "Ved skolen."})
    reader.get("/r/received")
    assert main_of(reader).startswith(INVENTED)
