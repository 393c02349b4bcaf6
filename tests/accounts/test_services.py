"""Users: added with a role in a department, whoever and whatever was there before."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from tracker.accounts import services
from tracker.accounts.passwords import is_right
from tracker.domain import database, tables
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.errors import BadInput, Unseen
from tracker.domain.people import Department, User
from tracker.settings import Settings


@pytest.fixture
def act(tmp_path: Path) -> Iterator[Act]:
    environ = {"TRACKER_INSTANCE": str(tmp_path), "TRACKER_SECRET_KEY": "only for tests " * 3}
    settings = Settings.from_env(environ, dotenv=None)
    engine = create_engine(settings.database_url)
    database.prepare(engine, settings.keys)
    tables.metadata.create_all(engine)
    with Session(engine) as session:
        yield Act(session, SYSTEM, datetime.now(UTC), settings)
    engine.dispose()


def count(act: Act, table: type[User] | type[Department]) -> int:
    return act.session.scalar(select(func.count()).select_from(table)) or 0


def test_a_user_is_added_with_a_role_in_a_department_that_is_made(act: Act) -> None:
    user = services.add_user(act, "Bo@Kommune.DK ", " Bo Holm ", "caseworker", "Ældre")
    assert (user.email, user.name, user.password) == ("bo@kommune.dk", "Bo Holm", None)
    assert Actor.of(user).roles == {(1, "caseworker")}
    assert count(act, Department) == 1


def test_a_second_role_is_added_to_the_same_user(act: Act) -> None:
    first = services.add_user(act, "bo@kommune.dk", "Bo", "caseworker", "Ældre", "tre ord i træk")
    again = services.add_user(act, "BO@kommune.dk", "Another", "manager", "Unge")
    services.add_user(act, "bo@kommune.dk", "Another", "manager", "Unge")
    assert again is first
    assert (again.name, count(act, User), count(act, Department)) == ("Bo", 1, 2)
    assert Actor.of(again).roles == {(1, "caseworker"), (2, "manager")}
    assert is_right(again.password, "tre ord i træk")


def test_a_new_password_ends_sessions_and_links(act: Act) -> None:
    user = services.add_user(act, "bo@kommune.dk", "Bo", "caseworker", "Ældre")
    token = services.one_time_link(act, user).rpartition("/")[2]
    assert services.holder_of(act.session, act.settings.keys, token) is user
    before = user.fs_uniquifier
    services.choose_password(act, user, "tre ord i træk")
    assert user.fs_uniquifier != before
    with pytest.raises(Unseen):
        services.holder_of(act.session, act.settings.keys, token)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("email", ("bo", "Bo", "caseworker", "Ældre")),
        ("email", ("a@b.dk, c@d.dk", "Bo", "caseworker", "Ældre")),
        ("email", ("a@b.dk\nBcc: c@d.dk", "Bo", "caseworker", "Ældre")),
        ("name", ("bo@kommune.dk", " ", "caseworker", "Ældre")),
        ("role", ("bo@kommune.dk", "Bo", "boss", "Ældre")),
        ("department", ("bo@kommune.dk", "Bo", "caseworker", " ")),
        ("password", ("bo@kommune.dk", "Bo", "caseworker", "Ældre", "kort")),
        ("password", ("bo@kommune.dk", "Bo", "caseworker", "Ældre", "x" * 201)),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_field(
    act: Act, field: str, given: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        services.add_user(act, *given)
    assert refused.value.field == field


def test_an_office_may_have_a_domain_that_nobody_else_can_reach(act: Act) -> None:
    for email in ("bo@intra", "bo@example.dk", "bo@kommune.test"):
        assert services.add_user(act, email, "Bo", "caseworker", "Ældre").email == email
