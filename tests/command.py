"""Calls the `tracker` command as a shell would, in this process."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tracker.cli import main


class Command:
    """The command on an instance of its own; each call reads its settings afresh."""

    def __init__(self, instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.instance = instance
        monkeypatch.setenv("TRACKER_INSTANCE", str(instance))
        monkeypatch.chdir(instance.parent)
        for name in ("TRACKER_ACTOR", "TRACKER_MAIL_URL", "TRACKER_DATABASE_URL"):
            monkeypatch.delenv(name, raising=False)

    def run(self, *words: object) -> Result:
        """What came of it, whatever the exit code; an unforeseen exception is raised."""
        result = CliRunner().invoke(main, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def __call__(self, *words: object) -> str:
        """The output of a call that succeeds."""
        result = self.run(*words)
        assert result.exit_code == 0, f"{words}: {result.stderr}"
        return result.stdout.strip()

    def number(self, *words: object) -> int:
        """The id that a call prints."""
        return int(self(*words))

    def read(self, *words: object) -> Any:
        """What a call writes as JSON."""
        return json.loads(self(*words, "--format", "json"))

    def refused(self, *words: object) -> str:
        """The one line on stderr of a call that is refused with exit code 2."""
        result = self.run(*words)
        assert result.exit_code == 2, f"{words}: exit {result.exit_code}, {result.stdout}"
        lines = result.stderr.strip().splitlines()
        assert len(lines) == 1, lines
        assert result.stdout == ""
        return lines[0]
