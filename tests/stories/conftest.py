"""What every story through the services starts from."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.stories.service_teller import ServiceTeller

Open = Callable[..., ServiceTeller]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens tellers: with the person's channel, and what is said of the process."""
    tellers: list[ServiceTeller] = []

    def open_one(**given: Any) -> ServiceTeller:
        tellers.append(ServiceTeller(tmp_path / f"office{len(tellers)}", **given))
        return tellers[-1]

    yield open_one
    for teller in tellers:
        teller.close()


@pytest.fixture
def t(opened: Open) -> ServiceTeller:
    """One whose participant is told by phone."""
    return opened()
