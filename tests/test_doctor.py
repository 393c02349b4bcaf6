"""`tracker doctor`: what works, what does not and how to mend it, and its exit code."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from weasyprint.text import ffi

from tests.command import Command
from tests.commands.town import database
from tests.outbound.sink import Sink, free_port
from tracker import doctor
from tracker.entry import head, migrate, schema_of
from tracker.language import spelling
from tracker.reports.paper import pdf

WHAT = [
    *("settings", "database", "migrations", "languages", "senders", "keys", "fonts", "PDF", "mail"),
    *("links", "words", "spelling", "disk"),
]


@pytest.fixture
def tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(tmp_path / "instance", monkeypatch)


def looked_at(tracker: Command, **settings: str) -> tuple[int, dict[str, str]]:
    """The exit code, and what was said of each thing, with its mark and how to mend it."""
    result = tracker.run("doctor", **settings)
    assert result.stderr == ""
    said: dict[str, str] = {}
    for line in result.stdout.splitlines():
        if line.startswith(" "):
            said[next(reversed(said))] += line
        else:
            mark, _, rest = line.partition("  ")
            what, _, says = rest.partition(": ")
            said[what.strip()] = f"{mark.strip()} {says}"
    return result.exit_code, said


def failing(said: dict[str, str]) -> list[str]:
    return [what for what, says in said.items() if says.startswith("FAIL ")]


def test_all_works_on_an_instance_that_it_makes_itself(tracker: Command) -> None:
    code, said = looked_at(tracker)
    assert (code, list(said), failing(said)) == (0, WHAT, [])
    assert said["migrations"] == f"ok at {head()}"
    assert said["languages"] == (
        "ok citizens are offered da, en; nobody has approved the texts in ar"
    )
    opened = database(tracker)
    assert schema_of(opened) == head()
    opened.dispose()


def test_a_department_that_no_letter_can_be_answered_to_is_named(tracker: Command) -> None:
    tracker("process", "add", "Stien", "--kind", "development", "--department", "Park")
    code, said = looked_at(tracker)
    assert code == 0
    assert said["senders"] == "ok set before letters are sent: the postal address of Park"


def test_an_older_database_is_migrated(tracker: Command) -> None:
    opened = database(tracker)
    migrate(opened, "base")
    assert schema_of(opened) is None
    assert looked_at(tracker)[0] == 0
    assert schema_of(opened) == head()
    opened.dispose()


def test_wrong_settings_are_all_that_can_be_said(tracker: Command) -> None:
    code, said = looked_at(tracker, TRACKER_MAIL_URL="http://x", TRACKER_ACTOR="nobody")
    assert (code, failing(said)) == (1, ["settings"])
    assert "TRACKER_MAIL_URL" in said["settings"] and "TRACKER_ACTOR" in str(said)


def no_database(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker.instance.mkdir()
    (tracker.instance / "tracker.db").write_bytes(b"Dear citizen, " * 1000)


def a_later_database(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = database(tracker)
    with opened.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.dispose()


def no_fonts(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "FONTS", tracker.instance / "fonts")


def no_layout(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_pango(page: str, language: str) -> bytes:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf, "page_as_pdf", without_pango)


def a_full_disk(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tracker.instance.parent)
    full = usage._replace(free=doctor.LEAST_FREE - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)


def a_bad_word(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    words = tracker.instance / "words"
    words.mkdir(parents=True)
    (words / "officialese.da.txt").write_text("# vores\nkloakering\tkloak\nmatrikel\n", "utf-8")


def no_dictionary(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "DICTIONARY", tracker.instance / "dictionary")


def no_mail_server(tracker: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"smtp://127.0.0.1:{free_port()}?tls=none"
    tracker.settings |= {"TRACKER_MAIL_URL": url}


BROKEN = {
    "database": (no_database, "TRACKER_DATABASE_URL"),
    "migrations": (a_later_database, "version"),
    "fonts": (no_fonts, "./run --setup"),
    "PDF": (no_layout, "libpango"),
    "disk": (a_full_disk, "make room"),
    "words": (a_bad_word, "officialese.da.txt, line 3: 'matrikel'"),
    "spelling": (no_dictionary, "./run --setup"),
    "mail": (no_mail_server, "TRACKER_MAIL_URL"),
}


@pytest.mark.parametrize(("what", "broken", "mend"), [(w, *b) for w, b in BROKEN.items()])
def test_what_does_not_work_is_named_with_how_to_mend_it(
    what: str,
    broken: Callable[[Command, pytest.MonkeyPatch], None],
    mend: str,
    tracker: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken(tracker, monkeypatch)
    code, said = looked_at(tracker)
    assert (code, failing(said)) == (1, [what])
    assert mend in said[what]


def test_what_makes_letters_slow_is_named(
    tracker: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    code, said = looked_at(tracker)
    assert (code, failing(said)) == (1, ["PDF"])
    assert "libharfbuzz-subset0 letters take" in said["PDF"]


def test_a_mail_server_is_greeted_and_gets_no_mail(tracker: Command) -> None:
    with Sink() as sink:
        code, said = looked_at(tracker, TRACKER_MAIL_URL=sink.url)
        assert (code, said["mail"]) == (0, f"ok 127.0.0.1:{sink.port} answered 250 OK")
        assert (sink.mails, sink.asked) == ([], [])


def test_a_server_without_tls_is_not_given_the_password(tracker: Command) -> None:
    with Sink() as sink:
        url = f"smtp://me:hemmelig@localhost:{sink.port}"
        code, said = looked_at(tracker, TRACKER_MAIL_URL=url)
    assert (code, failing(said)) == (1, ["mail"])
    assert "STARTTLS" in said["mail"] and "hemmelig" not in said["mail"]


def test_the_links_that_the_law_wants_are_missed_until_they_are_set(tracker: Command) -> None:
    def links() -> str:
        return looked_at(tracker)[1]["links"]

    assert "TRACKER_ACCESSIBILITY_URL, TRACKER_PRIVACY_URL" in links()
    tracker.settings["TRACKER_PRIVACY_URL"] = "https://kommune.dk/privat"
    assert links().endswith("TRACKER_ACCESSIBILITY_URL")
    tracker.settings["TRACKER_ACCESSIBILITY_URL"] = "https://kommune.dk/was"
    assert "the privacy notice" in links()
