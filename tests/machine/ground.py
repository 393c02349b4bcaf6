"""A database for each example: one connection in memory, filled anew from an empty copy."""

from pathlib import Path

from tests.factories import Emptied, some_settings
from tests.machine.player import Player
from tests.machine.seen import Seen


class Ground:
    """What the examples of one run share: an engine whose database is emptied, and the counts."""

    def __init__(self, folder: Path) -> None:
        self.settings = some_settings(folder)
        self._database = Emptied(self.settings.keys)
        self.engine = self._database.engine
        self.seen = Seen()

    def new_player(self, **process: object) -> Player:
        """An office of its own, on an empty database."""
        self._database.anew()
        return Player(self.settings, self.engine, self.seen, **process)

    def close(self) -> None:
        self.engine.dispose()
