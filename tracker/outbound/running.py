"""The worker's process: one thread sends, one keeps time, and a signal ends both in good order."""

import logging
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from huey.consumer import Consumer
from sqlalchemy import Engine

from tracker.outbound import queue
from tracker.outbound.work import Sender, run_due, units
from tracker.settings import Settings, SettingsWrong

log = logging.getLogger("tracker.outbound")

# A closed terminal and Ctrl-C end it as gently as a service manager does.
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
LONGEST_SLEEP_SECONDS = 0.5
LOOK_EVERY_SECONDS = 0.1
HEALTH_EVERY_SECONDS = 10


def run(settings: Settings, engine: Engine) -> None:
    """Work until a signal comes; the mail that is in hand then is sent and marked first.

    SettingsWrong when the queue cannot be had.
    """
    stopping = threading.Event()
    unit = units(engine, settings)
    sender = Sender(unit, settings, stopping)
    sender.doubt_abandoned()
    tasks = queue.Tasks(sender.send_waiting, lambda: run_due(unit))
    opened = _opened(settings, tasks)
    # What waits is sent at once: those who queued it may have woken nobody.
    opened.send_waiting()
    opened.run_due()
    consumer = opened.huey.create_consumer(
        workers=1, max_delay=LONGEST_SLEEP_SECONDS, scheduler_interval=1
    )
    asked = _Asked()
    with _blocked():
        consumer.start()
        # In place of the consumer's own, which would cut off the mail in hand at Ctrl-C.
        for number in SIGNALS:
            signal.signal(number, asked)
    log.info("the worker has started")
    _watch(consumer, asked)
    stopping.set()
    consumer.stop(graceful=True)
    opened.close()
    engine.dispose()
    log.info("the worker has stopped")


def _opened(settings: Settings, tasks: queue.Tasks) -> queue.Queue:
    try:
        return queue.opened(settings.queue_url, tasks)
    except Exception as error:
        # Each engine has errors of its own; some say the password.
        problem = f"TRACKER_QUEUE_URL: the queue is out of reach ({type(error).__name__})."
        raise SettingsWrong([problem]) from error


class _Asked:
    """Remembers that a signal came."""

    def __init__(self) -> None:
        self.stop = False

    def __call__(self, number: int, frame: object) -> None:
        # Nothing more: a handler that takes a lock may wait for the thread it interrupted.
        self.stop = True


def _watch(consumer: Consumer, asked: _Asked) -> None:
    """Wait for a signal; a thread that has died meanwhile is replaced."""
    looked = time.monotonic()
    while not asked.stop:
        time.sleep(LOOK_EVERY_SECONDS)
        if time.monotonic() - looked > HEALTH_EVERY_SECONDS:
            consumer.check_worker_health()
            looked = time.monotonic()


@contextmanager
def _blocked() -> Iterator[None]:
    """Signals that come within wait until the end."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
