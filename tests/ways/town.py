"""The town in which the stories go on: who has a browser there, the post, and the time."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import time_machine
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from tests.ways.citizen import Citizen
from tests.ways.staff import Staff
from tests.web.browser import PageAt
from tracker.domain.act import SYSTEM, Act
from tracker.extensions import db
from tracker.outbound.work import Sender, run_due, units
from tracker.oversight.queries import processes_of
from tracker.oversight.verifying import verified

DEPARTMENT = "Natur og Miljø"
PASSWORD = "kaffe regn cykel bro"

TELEPHONE = 375
DESK = 1280


@dataclass(frozen=True)
class Worker:
    """Somebody who works in the department."""

    name: str
    email: str


CASEWORKER = Worker("Signe Dahl", "signe@kommune.dk")
MANAGER = Worker("Mads Krogh", "mads@kommune.dk")
ADMINISTRATOR = Worker("Karen Juhl", "karen@kommune.dk")


class Town:
    """People at their browsers, all of them with scripts or all of them without."""

    def __init__(
        self, app: Flask, page_at: PageAt, scripts: bool, clock: time_machine.Traveller
    ) -> None:
        self._app = app
        self._page_at = page_at
        self._scripts = scripts
        self._clock = clock
        self._settings = app.config["SETTINGS"]

    def browser(self, address: str = "/sign-in", width: int = DESK) -> Page:
        """A browser of its own, at a page."""
        return self._page_at(address, width, scripts=self._scripts)

    def at_work(self, who: Worker) -> Staff:
        """Somebody who has signed in, in a browser of their own."""
        staff = Staff(self.browser())
        staff.sign_in(who.email, PASSWORD)
        return staff

    def wait(self, **how_long: float) -> None:
        """Let time pass: `minutes=11`."""
        self._clock.shift(timedelta(**how_long))

    def send_the_post(self) -> None:
        """What the worker does when it looks: all mails leave that are due."""
        with self._app.app_context():
            engine = db.engine
        Sender(units(engine, self._settings), self._settings).send_waiting()

    def keep_time(self) -> None:
        """What the worker does every quarter of an hour."""
        with self._app.app_context():
            engine = db.engine
        run_due(units(engine, self._settings))

    def mails_to(self, address: str) -> list[EmailMessage]:
        """What has come to an address, in order."""
        found = sorted(self._outbox().glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        mails = [message_from_bytes(path.read_bytes(), policy=default) for path in found]
        return [mail for mail in mails if mail["To"] == address]

    def letter_to(self, address: str) -> Citizen:
        """Somebody who follows the link in the newest mail, on a telephone."""
        body = self.mails_to(address)[-1].get_body(("plain",))
        assert body is not None
        (path,) = set(re.findall(r"https?://[^/\s]+(/r/[^\s>]+)", body.get_content()))
        return Citizen(self.browser(path, TELEPHONE))

    def differences(self) -> list[str]:
        """What `tracker loops --verify` would print."""
        with self._app.app_context(), Session(db.engine) as session:
            act = Act(session, SYSTEM, datetime.now(UTC), self._settings)
            processes = processes_of(act, None, None)
            assert processes
            return [line for process in processes for line in verified(session, process.id)]

    def _outbox(self) -> Path:
        folder = self._settings.mail.folder
        assert folder is not None
        return Path(folder)
