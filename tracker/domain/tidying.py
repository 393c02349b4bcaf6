"""What is kept for a day alone: a file that was sent and never brought in."""

from datetime import timedelta

from sqlalchemy import ColumnElement, delete

from tracker.domain.act import Act
from tracker.domain.office import ImportedFile

KEPT = timedelta(days=1)


def still_waits(act: Act) -> ColumnElement[bool]:
    """The files that wait to be brought in, and have not waited too long."""
    return ImportedFile.content.is_not(None) & (ImportedFile.at > act.now - KEPT)


def drop_old_files(act: Act) -> int:
    """Delete the files that nobody brought in within a day; how many they were."""
    old = delete(ImportedFile).where(
        ImportedFile.content.is_not(None), ImportedFile.at <= act.now - KEPT
    )
    # A row that is read beside this is not looked up again.
    dropped = act.session.execute(old.execution_options(synchronize_session=False))
    return int(getattr(dropped, "rowcount", 0))
