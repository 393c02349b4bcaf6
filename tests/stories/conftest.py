"""What every story through the services starts from."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.factories import some_settings
from tests.stories.office import a_database
from tests.stories.service_teller import ServiceTeller

Open = Callable[..., ServiceTeller]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens tellers: with the person's channel, and what is said of the process."""
    settings = some_settings(tmp_path)
    engines: list[Engine] = []

    def open_one(channel: str = "phone", **process: Any) -> ServiceTeller:
        url = f"sqlite:///{tmp_path / f'office{len(engines)}.db'}"
        engines.append(a_database(url, settings))
        teller = ServiceTeller(settings, engines[-1], **process)
        teller.joins("P", channel)
        return teller

    yield open_one
    for engine in engines:
        engine.dispose()


@pytest.fixture
def t(opened: Open) -> ServiceTeller:
    """One whose participant is told by phone."""
    return opened()
