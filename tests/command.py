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
        # What is set for whoever runs the tests is not set here. None: the variable is not there.
        self.settings: dict[str, str | None] = {
            "TRACKER_INSTANCE": str(instance),
            "TRACKER_ACTOR": None,
            "TRACKER_MAIL_URL": None,
            "TRACKER_DATABASE_URL": None,
        }
        monkeypatch.chdir(instance.parent)

    def run(self, *words: object, given: str = "", **settings: str) -> Result:
        """What came of it, whatever the exit code; an unforeseen exception is raised.

        `given` is standard input; `settings` are those of this call alone.
        """
        called = CliRunner(env=self.settings | settings)
        result = called.invoke(main, [str(word) for word in words], input=given)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def __call__(self, *words: object, **settings: str) -> str:
        """The output of a call that succeeds."""
        result = self.run(*words, **settings)
        assert result.exit_code == 0, f"{words}: {result.stderr}"
        return result.stdout.strip()

    def number(self, *words: object, **settings: str) -> int:
        """The id that a call prints."""
        return int(self(*words, **settings))

    def read(self, *words: object, **settings: str) -> Any:
        """What a call writes as JSON."""
        return json.loads(self(*words, "--format", "json", **settings))

    def refused(self, *words: object, given: str = "", **settings: str) -> str:
        """The one line on stderr of a call that is refused with exit code 2."""
        result = self.run(*words, given=given, **settings)
        assert result.exit_code == 2, f"{words}: exit {result.exit_code}, {result.stdout}"
        lines = result.stderr.splitlines()
        assert len(lines) == 1 and lines[0].strip() == lines[0] != "", lines
        assert result.stdout == ""
        return lines[0]
