"""A database of its own for each test that composes or freezes reports."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import a_unit, some_settings
from tracker.domain.act import Act


@pytest.fixture
def act(tmp_path: Path) -> Iterator[Act]:
    with a_unit(some_settings(tmp_path / "instance")) as act:
        yield act
