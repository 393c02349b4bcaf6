"""Instances for the commands: an empty one for each test, and a town that tests only read."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import Command
from tests.commands.town import Town, built


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with nothing in it but the tables."""
    instance = tmp_path_factory.mktemp("migrated") / "instance"
    with pytest.MonkeyPatch.context() as patch:
        Command(instance, patch)("loops")
    return instance


@pytest.fixture
def tracker(migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command on an empty instance."""
    shutil.copytree(migrated, tmp_path / "instance")
    return Command(tmp_path / "instance", monkeypatch)


@pytest.fixture(scope="session")
def built_town(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("town")
    shutil.copytree(migrated, folder / "instance")
    with pytest.MonkeyPatch.context() as patch:
        return built(Command(folder / "instance", patch), folder)


@pytest.fixture(scope="module")
def town(built_town: Town, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Two departments with a process each; what is refused leaves it as it was."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copytree(built_town.tracker.instance, folder / "instance")
    with pytest.MonkeyPatch.context() as patch:
        yield built_town.at(Command(folder / "instance", patch))


@pytest.fixture
def own_town(built_town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The same for one test, which may change it."""
    shutil.copytree(built_town.tracker.instance, tmp_path / "instance")
    return built_town.at(Command(tmp_path / "instance", monkeypatch))
