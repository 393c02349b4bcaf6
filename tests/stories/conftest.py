"""What every story through the services starts from."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.factories import a_database, some_settings
from tests.stories.service_teller import ServiceTeller

Open = Callable[..., ServiceTeller]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens tellers: with the person's channel, and what is said of the process."""
    settings = some_settings(tmp_path)
    with ExitStack() as offices:

        def open_one(channel: str = "phone", **process: Any) -> ServiceTeller:
            engine = offices.enter_context(a_database(settings.keys))
            teller = ServiceTeller(settings, engine, **process)
            teller.joins("P", channel)
            return teller

        yield open_one


@pytest.fixture
def t(opened: Open) -> ServiceTeller:
    """One whose participant is told by phone."""
    return opened()
