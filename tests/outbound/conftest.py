"""An office, and a server to send to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.outbound.office import Office
from tests.outbound.sink import Sink


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """Opens offices, each with the settings given, and closes them."""
    opened: list[Office] = []

    def open_one(migrated: bool = False, **environ: str) -> Office:
        opened.append(Office(tmp_path / f"office{len(opened)}", migrated, **environ))
        return opened[-1]

    yield open_one
    for office in opened:
        office.close()


@pytest.fixture
def office(open_office: Callable[..., Office]) -> Office:
    """One whose mails become files."""
    return open_office()


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as opened:
        yield opened


@pytest.fixture
def mailing(open_office: Callable[..., Office], sink: Sink) -> Office:
    """One that mails by the sink."""
    return open_office(TRACKER_MAIL_URL=sink.url)
