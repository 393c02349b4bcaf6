"""R23: what stands in the way of closing a process, each kind by itself."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.factories import NOW, a_participant, a_process, a_unit, some_settings
from tracker.domain.act import Act
from tracker.domain.closing import in_the_way
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.projection import DeliveryStanding, LoopRow
from tracker.domain.round import Attempt, Delivery, Round

pytestmark = pytest.mark.rule("R23")


@pytest.fixture
def act(tmp_path: Path) -> Iterator[Act]:
    with a_unit(some_settings(tmp_path)) as act:
        yield act


@pytest.fixture
def process(act: Act) -> Process:
    return a_process(act)


@pytest.fixture
def anna(act: Act, process: Process) -> Participant:
    return a_participant(act, process, name="Anna")


def kinds(act: Act, process: Process) -> list[str]:
    return [hindrance.kind for hindrance in in_the_way(act.session, process, NOW)]


def loop(act: Act, process: Process, anna: Participant, state: str) -> None:
    counts = dict.fromkeys(("contributions", "strands", "n0", "n1", "n2", "n3", "n4", "n5"), 0)
    marks = dict.fromkeys(("no_answer", "unopened", "decided_first", "stale"), False)
    act.session.add(
        LoopRow(
            participant_id=anna.id,
            process_id=process.id,
            step=2,
            state=state,
            next_action="await",
            **counts,
            **marks,
        )
    )
    act.session.flush()


def delivered(
    act: Act, process: Process, anna: Participant, state: str, opened: bool = False
) -> Delivery:
    planned = Round(process=process, purpose="closing", days=14, created_at=NOW)
    act.session.add(planned)
    act.session.flush()
    delivery = Delivery(
        round_id=planned.id,
        participant_id=anna.id,
        channel="email",
        language="da",
        hash="v1:x",
        slip_code=f"code-{planned.id}",
        event_id=1,
    )
    act.session.add(delivery)
    act.session.flush()
    act.session.add(
        DeliveryStanding(
            delivery_id=delivery.id,
            participant_id=anna.id,
            process_id=process.id,
            state=state,
            opened=opened,
        )
    )
    act.session.flush()
    return delivery


def mailed(act: Act, delivery: Delivery, hours_ago: float, reason: str = "") -> None:
    at = NOW - timedelta(hours=hours_ago)
    act.session.add(
        Attempt(delivery=delivery, message="report", state="sent", reason=reason, at=at, tries=1)
    )
    act.session.flush()


def test_nothing_stands_in_the_way_of_an_empty_process(act: Act, process: Process) -> None:
    assert kinds(act, process) == []


@pytest.mark.parametrize("state", ["closed", "excepted", "ended"])
def test_a_loop_that_is_over_does_not(
    act: Act, process: Process, anna: Participant, state: str
) -> None:
    loop(act, process, anna, state)
    assert kinds(act, process) == []


def test_an_open_loop_does(act: Act, process: Process, anna: Participant) -> None:
    loop(act, process, anna, "open")
    (found,) = in_the_way(act.session, process, NOW)
    assert (found.kind, found.participant, found.step, found.action) == (
        "open_loop",
        anna.id,
        2,
        "await",
    )


def test_an_uncertain_delivery_does(act: Act, process: Process, anna: Participant) -> None:
    delivered(act, process, anna, "uncertain")
    assert kinds(act, process) == ["uncertain_delivery"]


@pytest.mark.parametrize(
    ("hours", "reason", "opened", "found"),
    [
        (71, "", False, ["young_mail"]),
        (73, "", False, []),
        (1, "file", False, []),
        (1, "", True, []),
    ],
)
def test_a_mail_that_may_still_bounce_does(
    act: Act,
    process: Process,
    anna: Participant,
    hours: float,
    reason: str,
    opened: bool,
    found: list[str],
) -> None:
    mailed(act, delivered(act, process, anna, "reached", opened), hours, reason)
    assert kinds(act, process) == found
