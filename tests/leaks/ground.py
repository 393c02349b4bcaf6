"""A database in memory that is filled anew from an empty copy for each example."""

from pathlib import Path

from tests.factories import Emptied, some_settings
from tests.leaks.canaries import Book
from tests.leaks.plans import Plan
from tests.leaks.rounds import Rounds


class Ground:
    """What the examples of a run share."""

    def __init__(self, folder: Path) -> None:
        self.settings = some_settings(folder)
        self.outbox = folder / "outbox"
        self._database = Emptied(self.settings.keys)
        self.engine = self._database.engine

    def played(self, plan: Plan, book: Book | None = None) -> Rounds:
        """The plan, lived to its end on an empty database."""
        self._database.anew()
        return Rounds(self.settings, self.engine, plan, book or Book(), self.outbox)

    def close(self) -> None:
        self.engine.dispose()
