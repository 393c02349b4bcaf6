"""`tracker doctor`: what works here, and how to mend what does not."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.orm import Session

from tracker.domain import database
from tracker.domain.people import Department
from tracker.entry import head, migrate, schema_of
from tracker.language import spelling
from tracker.language.officialese import bad_lines
from tracker.outbound.composing import mail_host
from tracker.outbound.transport import OutOfReach, greeted
from tracker.settings import Settings, SettingsWrong

LEAST_FREE = 500 * 1024 * 1024
# Of a file's bad lines.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `mend` says what to do when it does not work."""

    what: str
    works: bool
    says: str
    mend: str = ""


@click.command()
def doctor() -> None:
    """Say what works and how to mend what does not; exits 1 when something does not."""
    try:
        settings = Settings.from_env(os.environ)
    except SettingsWrong as wrong:
        _show(Finding("settings", False, str(wrong), "correct the setting it names"))
        sys.exit(1)
    findings = list(looked_at(settings))
    for finding in findings:
        _show(finding)
    sys.exit(0 if all(finding.works for finding in findings) else 1)


def looked_at(settings: Settings) -> Iterator[Finding]:
    """All that is looked at, one after the other; nothing is changed, but a database migrated."""
    yield Finding("settings", True, f"the instance is {settings.instance}")
    yield from _database(settings)
    yield _keys(settings)
    yield _fonts()
    yield _pdf()
    yield _mail(settings)
    yield _links(settings)
    yield _words(settings.words)
    yield _spelling()
    yield _disk(settings.instance)


def _database(settings: Settings) -> Iterator[Finding]:
    opened = create_engine(settings.database_url)
    database.prepare(opened, settings.keys)
    try:
        with database.reading(), opened.connect() as connection:
            connection.execute(text("SELECT 1"))
            if opened.dialect.name == "sqlite":
                whole = connection.execute(text("PRAGMA quick_check")).scalar()
                yield Finding(
                    "database", whole == "ok", f"SQLite: {whole}", "restore the latest backup"
                )
            else:
                yield Finding("database", True, opened.dialect.name)
    except Exception as error:
        yield Finding(
            "database",
            False,
            f"it cannot be opened ({type(error).__name__})",
            "see that TRACKER_DATABASE_URL names a database that runs and can be written",
        )
    else:
        yield _migrations(opened)
        yield _languages(opened)
        yield _senders(opened)
    finally:
        opened.dispose()


def _migrations(opened: Engine) -> Finding:
    """Like every command, this one makes and migrates the database when it comes first."""

    def migrated() -> str:
        if schema_of(opened) != head():
            migrate(opened)
        return f"at {head()}"

    return _tried("migrations", migrated, "use the program's version that the database is of")


def _languages(opened: Engine) -> Finding:
    """Which of those that there are texts in somebody has approved."""

    def told() -> str:
        from tracker.reports.approvals import offered
        from tracker.reports.languages import LANGUAGES

        with Session(opened) as session:
            known = offered(session)
        others = [code for code in LANGUAGES if code not in known]
        unread = f"; nobody has approved the texts in {', '.join(others)}" if others else ""
        return f"citizens are offered {', '.join(known)}{unread}"

    return _tried("languages", told, "put whole texts back in translations/")


def _senders(opened: Engine) -> Finding:
    """Where the answers to letters come back to."""

    def told() -> str:
        without = select(Department.name).where(func.trim(Department.address) == "")
        with Session(opened) as session:
            names = list(session.scalars(without.order_by(Department.name)))
        if not names:
            return "every department has a postal address"
        shown = [*names[:SHOWN], *([f"{len(names) - SHOWN} more"] if names[SHOWN:] else [])]
        return f"set before letters are sent: the postal address of {', '.join(shown)}"

    return _tried("senders", told, "migrate the database")


def _keys(settings: Settings) -> Finding:
    folder = settings.instance / "keys"
    where = f"kept in {folder}" if folder.is_dir() else "derived from TRACKER_SECRET_KEY"
    return Finding("keys", True, f"{where}; no backup holds them: keep a copy apart")


def _fonts() -> Finding:
    from tracker.reports.paper.pdf import missing_fonts

    missing = missing_fonts()
    says = f"missing: {', '.join(missing)}" if missing else "all here"
    return Finding("fonts", not missing, says, "run ./run --setup")


def _pdf() -> Finding:
    def made() -> str:
        from weasyprint.text import ffi

        from tracker.reports.paper.pdf import page_as_pdf

        # The layout engine does without, says so in a warning that nobody sees, and takes long.
        if getattr(ffi, "harfbuzz_subset", ...) is None:
            raise LookupError("without libharfbuzz-subset0 letters take 2 to 4 times as long")
        page = '<html lang="da"><head><title>x</title></head><body><h1>Hej</h1></body></html>'
        return f"a page took {len(page_as_pdf(page, 'da'))} bytes"

    mend = "install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0, or run ./run --setup"
    return _tried("PDF", made, mend)


def _mail(settings: Settings) -> Finding:
    route = settings.mail
    if route.scheme == "file":
        return Finding(
            "mail",
            True,
            f"no server is set: mails become files in {route.folder}, and reach nobody",
        )

    mend = "see that TRACKER_MAIL_URL names the right server and password"
    try:
        answer = greeted(route, mail_host(settings))
    except OutOfReach as error:
        return Finding("mail", False, f"{route.host}:{route.port}: {error}", mend)
    return Finding("mail", True, f"{route.host}:{route.port} answered {answer}")


def _links(settings: Settings) -> Finding:
    """What the law wants citizens to find at the foot of every page."""
    given = {
        "TRACKER_ACCESSIBILITY_URL": settings.accessibility_url,
        "TRACKER_PRIVACY_URL": settings.privacy_url,
    }
    missing = [name for name, address in given.items() if not address]
    if not missing:
        return Finding("links", True, "the accessibility statement and the privacy notice")
    return Finding("links", True, f"set before citizens are written to: {', '.join(missing)}")


def _words(folder: Path) -> Finding:
    """The office's own lists of officialese."""
    bad = bad_lines(folder)
    if not bad:
        lists = [path.name for path in sorted(folder.glob("officialese.*.txt"))]
        return Finding("words", True, ", ".join(lists) or f"no lists of your own in {folder}")
    says = "; ".join([*bad[:SHOWN], *([f"and {len(bad) - SHOWN} more"] if bad[SHOWN:] else [])])
    return Finding("words", False, says, "write the office's word, a tab, and a plainer one")


def _spelling() -> Finding:
    there = spelling.is_there()
    says = "the Danish dictionary is here" if there else "there is no Danish dictionary"
    return Finding("spelling", there, says, "run ./run --setup")


def _disk(instance: Path) -> Finding:
    free = shutil.disk_usage(instance).free
    return Finding(
        "disk",
        free >= LEAST_FREE,
        f"{free // 2**20} MB free",
        f"make room on the disk of {instance}",
    )


def _tried(what: str, look: Callable[[], str], mend: str) -> Finding:
    try:
        return Finding(what, True, look())
    except Exception as error:
        return Finding(what, False, f"{type(error).__name__}: {error}", mend)


def _show(finding: Finding) -> None:
    mark = "ok  " if finding.works else "FAIL"
    click.echo(f"{mark}  {finding.what}: {finding.says}")
    if not finding.works:
        click.echo(f"      {finding.mend}")
