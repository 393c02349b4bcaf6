"""What every story starts from."""

import pytest

from tests.domain.fact_teller import FactTeller


@pytest.fixture
def t() -> FactTeller:
    return FactTeller()
