"""A database of its own for each test that composes or freezes reports."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import an_act, some_settings
from tracker.domain.act import Act


@pytest.fixture
def act(tmp_path: Path) -> Iterator[Act]:
    act = an_act(some_settings(tmp_path / "instance"))
    yield act
    act.session.close()
    act.session.get_bind().dispose()
