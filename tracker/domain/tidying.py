"""What is kept for a day alone: files that nobody brought in, and letters made in one file."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, delete

from tracker.domain.act import Act
from tracker.domain.office import ImportedFile, LetterBatch
from tracker.settings import Settings

KEPT = timedelta(days=1)


def still_waits(act: Act) -> ColumnElement[bool]:
    """The files that wait to be brought in, and have not waited too long."""
    return ImportedFile.content.is_not(None) & (ImportedFile.at > act.now - KEPT)


def letters_folder(settings: Settings) -> Path:
    """Where letters lie that were made in one file."""
    return settings.instance / "letters"


def drop_old_files(act: Act) -> int:
    """Delete the files that nobody brought in within a day; how many they were."""
    old = delete(ImportedFile).where(
        ImportedFile.content.is_not(None), ImportedFile.at <= act.now - KEPT
    )
    # A row that is read beside this is not looked up again.
    dropped = act.session.execute(old.execution_options(synchronize_session=False))
    return int(getattr(dropped, "rowcount", 0))


def drop_old_letters(act: Act) -> None:
    """Delete the letters that were made in one file a day ago, whether or not a row names them."""
    old = delete(LetterBatch).where(LetterBatch.at <= act.now - KEPT)
    act.session.execute(old.execution_options(synchronize_session=False))
    for file in letters_folder(act.settings).glob("*"):
        # Another may drop it at this moment.
        with suppress(FileNotFoundError):
            if file.stat().st_mtime <= (act.now - KEPT).timestamp():
                file.unlink()
