"""Every page that shows the demo says that people and words are invented."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.citizen.letters import filled
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker import create_app
from tracker.access import acting
from tracker.demo import words
from tracker.demo.services import OPENS_ALL, STAFF, open_letter
from tracker.domain.act import SYSTEM
from tracker.domain.people import Department
from tracker.extensions import db
from tracker.processes.services import add_process
from tracker.reports.words import citizen, interface
from tracker.settings import Settings

# A page that names one of these shows the demo.
OF_IT = [words.TITLE, words.CLUB, *(str(person["name"]) for person in words.PEOPLE.values())]
SAID = interface("da").say("frame.demo.text")
AMONG = interface("da").say("frame.demo.among.text")
INVENTED = citizen("da").say("invented")


@pytest.fixture
def app(told: Settings, tmp_path: Path) -> Iterator[Flask]:
    """The demo's application, on a copy."""
    shutil.copytree(told.instance, tmp_path / "instance")
    path = tmp_path / "instance" / "tracker.db"
    settings = replace(told, instance=path.parent, database_url=f"sqlite:///{path}")
    app = create_app(settings)
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


def signed_in(app: Flask, email: str) -> Reader:
    reader = Reader(app, app.response_class)
    assert reader.send("/sign-in", email=email, password=OPENS_ALL).status_code == 303
    return reader


def main_of(reader: Reader) -> str:
    (main,) = reader.page.iter("main")
    return text_of(main)


def walked(reader: Reader, *begins: str) -> Iterator[str]:
    """Each address that links lead to, once it is the reader's page."""
    ahead, seen = list(begins), set(begins)
    while ahead:
        address = ahead.pop()
        if reader.get(address).mimetype != "text/html":
            continue
        yield address
        for link in reader.page.iter("a"):
            found = (link.get("href") or "").partition("#")[0]
            if re.match(r"/(?!/)", found) and "lang=" not in found and found not in seen:
                seen.add(found)
                ahead.append(found)


@pytest.mark.parametrize("email", [each.email for each in STAFF if each.role != "administrator"])
def test_all_pages_of_the_staff_say_so(app: Flask, email: str) -> None:
    reader = signed_in(app, email)
    pages = []
    for address in walked(reader, "/", "/processes/"):
        main = main_of(reader)
        if any(name in main for name in OF_IT):
            assert SAID in main, address
            pages.append(address)
    assert len(pages) > 20
    assert {"/", "/processes/", "/processes/1"} <= set(pages)


def test_a_list_with_others_in_it_says_which_are_invented(app: Flask) -> None:
    with app.test_request_context(), acting(SYSTEM) as act:
        department = act.session.scalars(select(Department)).one()
        add_process(act, "Stien om søen", "development", department)
    reader = signed_in(app, STAFF[0].email)
    reader.get("/processes/")
    assert AMONG in main_of(reader) and SAID not in main_of(reader)
    badges = [text_of(each) for each in reader.page.iter("span") if each.get("class") == "badge"]
    assert badges == [interface("da").say("process.demo")]
    reader.get("/")
    assert SAID in main_of(reader), "nothing waits in the other one"


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
