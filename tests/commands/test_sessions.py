"""Sessions by commands: planned, and their sheets printed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.command import Command
from tests.printed import pages


def test_a_command_plans_and_prints(tracker: Command, tmp_path: Path) -> None:
    by = ("--by", "anna@kommune.dk")
    user = ("user", "add", by[1], "--name", "Anna", "--role", "caseworker")
    tracker(*user, "--department", "Natur")
    new = ("process", "add", "Stien", "--kind", "development", "--department", "Natur")
    process = tracker.number(*new, *by)
    (tmp_path / "a.csv").write_text("participant;id;text\na;1;Der mangler lys på stien\n")
    tracker("import", tmp_path / "a.csv", "--process", process, *by)
    (said,) = tracker.read("contributions", "--process", process, *by)
    tracker(
        "insight", "add", "--process", process, "--text", "Mørkt.", "--evidence", said["id"], *by
    )
    round_ = tracker.number("round", "add", "--process", process, "--purpose", "qualify", *by)
    when = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    plan: tuple[Any, ...] = ("session", "plan", "--round", round_, "--place", "Kajen")
    number = tracker.number(*plan, "--at", when, "--expected", said["participant"], *by)
    out = tmp_path / "sheets.pdf"
    assert tracker("session", "sheets", number, "--out", out, *by) == ""
    assert "Kajen" in pages(out.read_bytes())[0]
    tracker("session", "sheets", "--round", round_, "--only", "table", "--out", out, *by)
    assert len(pages(out.read_bytes())) == 1
    held: tuple[Any, ...] = ("session", "add", "--round", round_, "--place", "Kajen")
    held += ("--at", datetime.now(UTC).isoformat(), "--present", said["participant"])
    twice = tracker.run(*held, "--present", said["participant"], *by)
    assert twice.exit_code == 2 and "twice" in twice.stderr
    assert tracker.number(*held, "--planned", number, *by) > 0
    again = tracker.run(*held, "--planned", number, *by)
    assert again.exit_code == 2 and "is written down" in again.stderr
    for wrong in (("session", "sheets"), ("session", "sheets", number, "--round", round_)):
        assert tracker.run(*wrong, "--out", out, *by).exit_code == 2
    past = tracker.run(*plan, "--at", "2020-01-01T10:00", *by)
    assert past.exit_code == 2 and len(past.stderr.splitlines()) == 1
