"""Writes a new revision from what differs between the tables and the newest revision."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from tracker.domain import database
from tracker.entry import migrate
from tracker.keys import derived_keys


def main(number: str, message: str) -> None:
    """Write `versions/NUMBER_message.py`."""
    config = Config()
    here = str(Path(__file__).parent)
    config.set_main_option("script_location", here.replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/tracker.db")
        database.prepare(engine, derived_keys("only for comparing two schemas"))
        if any(Path(here, "versions").glob("[0-9]*.py")):
            migrate(engine)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=number)
        engine.dispose()


main(*sys.argv[1:])
