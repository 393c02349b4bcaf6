"""Who has a mail in hand: a process on a machine, told from any other that had its number."""

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tracker.domain.on_its_way import OnItsWay

PROC = Path("/proc")
# No mail is in hand for so long, not even on a machine that we cannot ask.
ABANDONED_AFTER = timedelta(days=1)
_GONE = ("Z", "X", "x")


@dataclass(frozen=True, slots=True)
class Claimant:
    """A process. What the system does not tell of it is empty, and then tells nothing apart."""

    host: str
    boot: str
    pid: int
    started: str

    @classmethod
    def this_process(cls) -> "Claimant":
        """The process that asks."""
        pid = os.getpid()
        return cls(socket.gethostname()[:255], boot_id(), pid, start_of(pid) or "")

    def claim(self, attempt: OnItsWay) -> None:
        """Write on an attempt who has it in hand."""
        attempt.claim_host = self.host
        attempt.claim_boot = self.boot
        attempt.claim_pid = self.pid
        attempt.claim_started = self.started

    def knows_dead(self, attempt: OnItsWay, now: datetime) -> bool:
        """Whether nobody has a claimed attempt in hand any more.

        To be asked between two mails: what this process itself claimed, it has then let go.
        Other machines' processes cannot be looked at; their claims are left alone for a day.
        """
        if attempt.claim_host != self.host:
            return now - attempt.at > ABANDONED_AFTER
        if attempt.claim_boot != self.boot or attempt.claim_pid is None:
            return True
        return attempt.claim_pid == self.pid or not _is_running(
            attempt.claim_pid, attempt.claim_started or ""
        )


def release(attempt: OnItsWay) -> None:
    """Nobody has the attempt in hand any more."""
    attempt.claim_host = attempt.claim_boot = attempt.claim_started = None
    attempt.claim_pid = None


def boot_id() -> str:
    """What tells this start of the machine from every other; empty where nothing does."""
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def start_of(pid: int) -> str | None:
    """When a process began, in the system's own ticks; None when it is gone or cannot be seen."""
    try:
        line = (PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    # The name stands in brackets and may hold any character; state and start come after it.
    rest = line.rpartition(")")[2].split()
    return None if len(rest) < 20 or rest[0] in _GONE else rest[19]


def _is_running(pid: int, started: str) -> bool:
    if (PROC / "self").exists():
        return start_of(pid) == started
    # Without /proc another process may be taken for ours: then a person waits, nothing is lost.
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
