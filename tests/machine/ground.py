"""A database for each example: one connection in memory, filled anew from an empty copy."""

from pathlib import Path

from sqlalchemy.pool import StaticPool

from tests.factories import some_settings
from tests.machine.player import Player
from tests.machine.seen import Seen
from tests.stories.office import a_database


class Ground:
    """What the examples of one run share: an engine whose database is emptied, and the counts."""

    def __init__(self, folder: Path) -> None:
        self.settings = some_settings(folder)
        self.engine = a_database("sqlite://", self.settings, poolclass=StaticPool)
        self.seen = Seen()
        self._empty = self._connection().serialize()

    def new_player(self, **process: object) -> Player:
        """An office of its own, on an empty database."""
        self._connection().deserialize(self._empty)
        return Player(self.settings, self.engine, self.seen, **process)

    def close(self) -> None:
        self.engine.dispose()

    def _connection(self):
        with self.engine.connect() as connection:
            return connection.connection.driver_connection
