"""Never twice, never silently lost: the worker is killed while the server has a mail in hand."""

import asyncio
import signal
import threading
from collections import Counter

import pytest

from tests.command import Command
from tests.outbound.office import Office
from tests.outbound.sink import Sink
from tests.outbound.worker import Worker, until

PEOPLE = 200
KILLS = 10
INSIDE_SECONDS = 0.03


class Trap:
    """Keeps every mail a while inside DATA; the one that it is set for, until it is let go."""

    def __init__(self, sink: Sink) -> None:
        sink.on["DATA"] = self
        self._set = threading.Event()
        self.inside = threading.Event()
        self.gone = threading.Event()

    def set(self) -> None:
        self.inside.clear()
        self.gone.clear()
        self._set.set()

    async def __call__(self) -> str:
        await asyncio.sleep(INSIDE_SECONDS)
        if self._set.is_set():
            self._set.clear()
            self.inside.set()
            while not self.gone.is_set():
                await asyncio.sleep(0.005)
        return "250 OK"


@pytest.fixture
def trap(sink: Sink) -> Trap:
    return Trap(sink)


def test_a_worker_that_is_killed_ten_times_sends_nothing_twice(
    open_office, sink: Sink, trap: Trap, monkeypatch: pytest.MonkeyPatch
):
    office: Office = open_office(migrated=True, TRACKER_MAIL_URL=sink.url)
    office.gives_back(PEOPLE)
    for kill in range(1, KILLS + 1):
        trap.set()
        with Worker(office, sink.url) as worker:
            assert trap.inside.wait(60), worker.log.read_text()
            worker.kill()
        trap.gone.set()
        # Before the next one starts, what this one had in hand is claimed, and nothing else is.
        states = Counter(office.states())
        assert (states["claimed"], states["uncertain"]) == (1, kill - 1)
    with Worker(office, sink.url) as worker:
        took = until(lambda: set(office.states()) <= {"sent", "uncertain"}, 240)
        worker.ask_to_end()
        assert worker.ends() == 0
    states = Counter(office.states())
    print(f"{dict(states)}; the rest within {took:.1f} s of the last start")
    assert states == {"sent": PEOPLE - KILLS, "uncertain": KILLS}
    ids = Counter(sink.ids())
    assert max(ids.values()) == 1
    assert set(ids) == {a.message_id for a in office.attempts()}
    recipients = Counter(mail["To"] for mail in sink.mails)
    assert len(recipients) == PEOPLE and max(recipients.values()) == 1
    command = Command(office.settings.instance, monkeypatch)
    said = Counter(row["state"] for row in command.read("deliveries", 1))
    assert said == states and said.total() == PEOPLE


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_asked_to_end_finishes_the_mail_in_hand(
    by: signal.Signals, open_office, sink: Sink, trap: Trap
):
    office: Office = open_office(migrated=True, TRACKER_MAIL_URL=sink.url)
    office.gives_back(20)
    trap.set()
    with Worker(office, sink.url) as worker:
        assert trap.inside.wait(60)
        worker.ask_to_end(by)
        trap.gone.set()
        assert worker.ends() == 0
    states = Counter(office.states())
    assert states["sent"] == len(sink.mails) > 0
    assert set(states) == {"sent", "waiting"}
    log = worker.log.read_text()
    assert "delivery 1: sent 250" in log
    assert "@" not in log
    assert "/r/" not in log
