"""A database of its own for each test that composes or freezes reports."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.factories import an_act, some_settings
from tracker.domain.act import Act


@pytest.fixture(scope="session")
def empty_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with every table and nothing in them: copied sooner than made."""
    instance = tmp_path_factory.mktemp("empty") / "instance"
    act = an_act(some_settings(instance))
    act.session.close()
    act.session.get_bind().dispose()
    return instance


@pytest.fixture
def act(tmp_path: Path, empty_instance: Path) -> Iterator[Act]:
    act = an_act(some_settings(copytree(empty_instance, tmp_path / "instance")))
    yield act
    act.session.close()
    act.session.get_bind().dispose()
