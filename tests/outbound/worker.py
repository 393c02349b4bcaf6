"""A worker as it is run: the command, in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.outbound.office import Office

COMMAND = Path(sys.executable).with_name("tracker")


class Worker:
    """`tracker worker` for an office; what it says is kept in a file."""

    def __init__(self, office: Office, mail_url: str) -> None:
        folder = office.settings.instance
        self.log = folder / "worker.log"
        self._environment = {
            "PATH": os.environ["PATH"],
            "TRACKER_INSTANCE": str(folder),
            "TRACKER_MAIL_URL": mail_url,
            # What is tested is the way out, not the warnings of libraries at their start.
            "PYTHONWARNINGS": "ignore",
        }

    def __enter__(self) -> "Worker":
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [COMMAND, "worker"], env=self._environment, cwd=self.log.parent, stderr=log
            )
        return self

    def __exit__(self, *error: object) -> None:
        if self._process.poll() is None:
            self.ask_to_end()
            self.ends()

    def kill(self) -> None:
        """SIGKILL, and nothing is left of it."""
        self._process.kill()
        self._process.wait()

    def ask_to_end(self, by: signal.Signals = signal.SIGTERM) -> None:
        self._process.send_signal(by)

    def ends(self) -> int:
        """Wait until it has ended of itself; its exit code."""
        return self._process.wait(40)


def until(holds: Callable[[], bool], seconds: float = 30) -> float:
    """Wait until something holds, and say how long that took; AssertionError when it never does."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, "it never came to be"
        time.sleep(0.05)
    return time.monotonic() - began
