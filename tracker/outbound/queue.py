"""The queue: it wakes the worker, and knows nothing that the database does not.

A task that is lost with a process costs time, and no mail: the outbox is looked through when the
worker starts, and every minute.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey, crontab
from sqlalchemy.engine import make_url

from tracker.settings import Settings

log = logging.getLogger("tracker.outbound")

NAME = "tracker"
# A page that has saved something waits no longer than this to say so.
PATIENCE_SECONDS = 2
SWEEP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Tasks:
    """What the worker does when it is woken; sending says when the next mail may go."""

    send_waiting: Callable[[], datetime | None]
    run_due: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue and its tasks: to call one is to ask for it."""

    huey: Huey
    send_waiting: Any
    run_due: Any

    def close(self) -> None:
        """Let go of the connection."""
        self.huey.storage.close()


def wake(settings: Settings) -> bool:
    """Say, after the commit, that there is something to send. Never raises.

    False when the queue is out of reach: then it is seen within a minute.
    """
    try:
        queue = opened(settings.queue_url, _NOTHING)
        try:
            queue.send_waiting()
        finally:
            queue.close()
    except Exception as error:
        log.warning("the queue is out of reach: %s", type(error).__name__)
        return False
    return True


def opened(url: str, tasks: Tasks) -> Queue:
    """The queue at an address. Raises what its engine does when it is out of reach."""
    huey = _huey(url)

    def send_waiting() -> None:
        moment = tasks.send_waiting()
        if moment is None:
            return
        # A mail that is held goes when its hold is over, and not with the next sweep.
        delay = (moment - datetime.now(UTC)).total_seconds()
        if delay < SWEEP_SECONDS:
            queue.send_waiting.schedule(delay=max(delay, 0))

    def run_due() -> None:
        tasks.run_due()
        queue.send_waiting()

    queue = Queue(
        huey,
        huey.task(name="send_waiting")(send_waiting),
        huey.task(name="run_due")(run_due),
    )
    huey.periodic_task(crontab(minute="*"), name="sweep")(send_waiting)
    huey.periodic_task(crontab(minute="*/15"), name="tick")(run_due)
    return queue


def _huey(url: str) -> Huey:
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return SqliteHuey(
            NAME, filename=make_url(url).database, timeout=PATIENCE_SECONDS, results=False
        )
    if scheme == "postgresql":
        return PostgresHuey(NAME, dsn=url, connect_timeout=PATIENCE_SECONDS, results=False)
    patience = f"socket_connect_timeout={PATIENCE_SECONDS}&socket_timeout={PATIENCE_SECONDS}"
    return RedisHuey(NAME, url=f"{url}{'&' if '?' in url else '?'}{patience}", results=False)


_NOTHING = Tasks(send_waiting=lambda: None, run_due=lambda: None)
