"""What the indicators count is filled in where people had worked before there were any."""

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.factories import some_settings
from tests.stories.service_teller import ServiceTeller
from tracker import entry
from tracker.domain.database import reading, rebuilding
from tracker.domain.differences import differences
from tracker.domain.sums import Tally


def brought_to(engine: Engine, revision: str) -> None:
    """Back to a revision before."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(entry.MIGRATIONS))
    with rebuilding(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_an_older_database_says_afterwards_what_a_new_one_does(tmp_path: Path) -> None:
    settings = some_settings(tmp_path / "instance")
    engine = entry.engine(settings)
    t = ServiceTeller(settings, engine)
    t.joins("P")
    t.walks(2)
    t.resolves("dissent", t.answers("disagree", "A", "Nej, der er lys nok."))
    t.joins("Q")
    t.tells("C2", "Q")
    t.sets_aside("C2")
    t.joins("R")
    t.tells("C3", "R")
    t.weaves("C3", "A")
    t.decides("A", "not", decided_first="Det hastede.")
    t.gives_back("closing", "A", who=["P", "R"])
    before = tally(engine)
    assert before["returned"] == 2 and before["by_waiver"] and before["unchanged"]
    brought_to(engine, "0007")
    entry.migrate(engine)
    assert tally(engine) == before
    with reading(), Session(engine) as session:
        assert differences(session, t.process) == []
    engine.dispose()


def tally(engine: Engine) -> dict[str, int]:
    with reading(), Session(engine) as session:
        row = session.get_one(Tally, 1)
        return {column.key: getattr(row, column.key) for column in Tally.__table__.columns}
