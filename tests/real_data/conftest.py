"""The citizens' data lies beside the repository, and is never in it."""

import os
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "bowling-green"


@pytest.fixture(scope="session")
def comments() -> Path:
    """896 contributions of 403 people, as they wrote them."""
    path = DATA / "comments.csv"
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{path} is missing")
        # What citizens said is not ours to hand out with the code: a checkout by itself is without
        # it, and says so; where the whole is checked it must be there.
        pytest.skip("the citizens' data is not beside this checkout")
    return path
