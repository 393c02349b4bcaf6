"""A database for each example, filled anew from an empty copy."""

from collections.abc import Iterator

import pytest

from tests.leaks.ground import Ground


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    opened = Ground(tmp_path_factory.mktemp("leaks"))
    yield opened
    opened.close()
