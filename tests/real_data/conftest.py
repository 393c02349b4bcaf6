"""What the citizens of a town wrote, as a file: theirs where it is, else an invented one.

What they said is not ours to hand out with the code: it lies beside the repository, and is never in
it. A checkout by itself has a town of its own, with as many people and the same columns.
"""

import csv
import os
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "bowling-green"
CONTRIBUTIONS, PEOPLE = 896, 403
COLUMNS = ("timestamp", "comment-id", "author-id", "comment-body")
# Some who wrote again and again, each time of one of these.
OFTEN = 40
ABOUT = ("road", "sidewalk", "internet", "opioid", "teen", "housing", "school", "restaurant")


@pytest.fixture(scope="session")
def comments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """896 contributions of 403 people, as they wrote them."""
    path = DATA / "comments.csv"
    if path.exists():
        return path
    # Where the whole is checked, it is checked with what people really wrote.
    assert not os.environ.get("CI"), f"{path} is missing"
    return invented(tmp_path_factory.mktemp("town") / "comments.csv")


def invented(path: Path) -> Path:
    """A town that there is not: each tells something, and some tell a lot more."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for number in range(CONTRIBUTIONS):
            again = number >= PEOPLE
            author = number % OFTEN if again else number
            what = ABOUT[number % len(ABOUT)] if again else "river"
            text = f"Nr. {number}: the “{what}”, naïve as it is,\nis not what we need – æøå 🙂."
            rows.writerow([1_518_500_000_000 + number, number, author, text])
    return path
