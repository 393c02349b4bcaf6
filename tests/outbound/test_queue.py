"""The queue wakes the worker; that it is lost costs time, and no mail."""

import subprocess
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.outbound.office import Office
from tests.outbound.sink import Sink, free_port
from tests.outbound.worker import COMMAND, Worker, until
from tracker.outbound.queue import Tasks, opened, wake


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/queue.db",
        "postgresql://127.0.0.1:{port}/nothing",
        "redis://127.0.0.1:{port}/0",
    ],
)
def test_a_queue_out_of_reach_is_told_and_not_raised(url: str, open_office):
    office = open_office(TRACKER_QUEUE_URL=url.format(port=free_port()))
    began = time.monotonic()
    assert wake(office.settings) is False
    assert time.monotonic() - began < 5


def test_to_wake_is_to_ask_for_one_task(office: Office):
    done = []
    assert wake(office.settings) is True
    theirs = opened(office.settings.queue_url, Tasks(lambda: done.append("sent"), lambda: None))
    theirs.huey.execute(theirs.huey.dequeue())
    assert done == ["sent"]
    assert theirs.huey.dequeue() is None
    theirs.close()


@pytest.mark.parametrize(("seconds", "planned"), [(5, 1), (3600, 0)])
def test_what_is_held_for_less_than_a_minute_is_planned(seconds, planned, office: Office):
    moment = datetime.now(UTC) + timedelta(seconds=seconds)
    theirs = opened(office.settings.queue_url, Tasks(lambda: moment, lambda: None))
    theirs.send_waiting()
    theirs.huey.execute(theirs.huey.dequeue())
    # What is planned is put in the queue as a task that is not ready, and then in the schedule.
    while (task := theirs.huey.dequeue()) is not None:
        theirs.huey.execute(task)
    assert len(theirs.huey.scheduled()) == planned
    theirs.close()


def test_the_outbox_is_looked_through_every_minute_and_the_clock_every_quarter(office: Office):
    theirs = opened(office.settings.queue_url, Tasks(lambda: None, lambda: None))

    def at(minute: int) -> list[str]:
        tasks = theirs.huey.read_periodic(datetime(2026, 4, 1, 9, minute))
        return sorted(task.name for task in tasks)

    assert at(1) == ["sweep"]
    assert at(15) == ["sweep", "tick"]
    theirs.close()


# Seconds: well below the minute after which it would be found anyhow, on a busy machine too.
SWEPT = 25


def test_a_running_worker_wakes_and_keeps_its_holds(open_office, sink: Sink):
    office: Office = open_office(migrated=True, TRACKER_MAIL_URL=sink.url)
    with Worker(office, sink.url) as worker:
        until(lambda: "has started" in worker.log.read_text())
        office.now = datetime.now(UTC)
        office.gives_back(1)
        assert wake(office.settings)
        assert until(lambda: len(sink.mails) == 1) < SWEPT
        office.now = datetime.now(UTC)
        office.gives_back(1, hold=3)
        assert wake(office.settings)
        waited = until(lambda: len(sink.mails) == 2)
        assert 2.5 < waited < SWEPT
    assert office.states() == ["sent", "sent"]


def test_the_command_says_what_was_due_and_what_is_overdue(open_office):
    office: Office = open_office(migrated=True)
    office.gives_back(2, mail="report", demo=True)
    office.sends()
    later = (office.now + timedelta(days=25)).isoformat()

    def due() -> list[str]:
        environment = {"TRACKER_INSTANCE": str(office.settings.instance)}
        ran = subprocess.run(
            [COMMAND, "due", "--now", later],
            env=environment, capture_output=True, text=True, cwd=office.settings.instance,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
        return ran.stdout.splitlines()

    said = due()
    assert said[0] == (
        "2 reminders queued, 0 notices counted, 2 windows ended, 0 waiting dates passed."
    )
    assert said[1].startswith("Process 1: 2 overdue, the oldest since ")
    assert due()[0].startswith("0 reminders queued, 0 notices counted, 0 windows")
    woken = opened(office.settings.queue_url, Tasks(lambda: None, lambda: None))
    assert [task.name for task in woken.huey.pending()] == ["send_waiting"]
    woken.close()


def test_a_worker_without_its_queue_says_so_in_one_line(open_office):
    office: Office = open_office(migrated=True)
    environment = {
        "TRACKER_INSTANCE": str(office.settings.instance),
        "TRACKER_QUEUE_URL": "sqlite:////nowhere/at/all/queue.db",
    }
    ran = subprocess.run(
        [COMMAND, "worker"],
        env=environment, capture_output=True, text=True, cwd=office.settings.instance,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "TRACKER_QUEUE_URL: the queue is out of reach (OperationalError).\n"
