"""Two managers at the page of a process's exceptions."""

import pytest
from flask import Flask

from tests.oversight.desk import Desk
from tests.oversight.exceptions import Office
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.people import RoleHeld, User


@pytest.fixture
def office(app: Flask, desk: Desk, boss: Reader) -> Office:
    def hired(act: Act) -> None:
        held = RoleHeld(department_id=desk.side.department, role="manager")
        act.session.add(
            User(
                email="berit@kommune.dk",
                name="Berit Holm",
                fs_uniquifier="sessions of Berit",
                active=True,
                roles_held=[held],
            )
        )

    desk.do(hired)
    desk.side.users["second"] = "sessions of Berit"
    second = Reader(app, app.response_class)
    second.sign_in_as("sessions of Berit")
    return Office(desk, boss, second)
