"""A database in memory that is filled anew from an empty copy for each example."""

from pathlib import Path

from sqlalchemy.pool import StaticPool

from tests.factories import some_settings
from tests.leaks.canaries import Book
from tests.leaks.plans import Plan
from tests.leaks.rounds import Rounds
from tests.stories.office import a_database


class Ground:
    """What the examples of a run share."""

    def __init__(self, folder: Path) -> None:
        self.settings = some_settings(folder)
        self.outbox = folder / "outbox"
        self.engine = a_database("sqlite://", self.settings, poolclass=StaticPool)
        self._empty = self._connection().serialize()

    def played(self, plan: Plan, book: Book | None = None) -> Rounds:
        """The plan, lived to its end on an empty database."""
        self._connection().deserialize(self._empty)
        return Rounds(self.settings, self.engine, plan, book or Book(), self.outbox)

    def close(self) -> None:
        self.engine.dispose()

    def _connection(self):
        with self.engine.connect() as connection:
            return connection.connection.driver_connection
