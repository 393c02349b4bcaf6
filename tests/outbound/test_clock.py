"""What the clock brings about is recorded once, and found without reading every loop."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, select

from tests import factories as f
from tests.outbound.office import Office
from tests.outbound.sink import Sink
from tracker.domain import published as numbers
from tracker.domain.act import Act
from tracker.domain.differences import differences
from tracker.domain.history import Event
from tracker.domain.insight import Insight
from tracker.domain.outcome import Outcome
from tracker.domain.projection import DeliveryStanding, LoopRow
from tracker.domain.published import PublishedCell
from tracker.domain.round import Attempt, Delivery
from tracker.outbound import clock, outbox, work
from tracker.outbound.clock import Counts

NOTHING = Counts()


def due(office: Office) -> Counts:
    return office.do(clock.due)


@pytest.fixture
def told(mailing: Office) -> Office:
    """Three had a notice just now."""
    mailing.gives_back(3)
    mailing.sends()
    return mailing


def test_before_half_the_window_nothing_is_due(told: Office):
    told.passes(10.4)
    assert due(told) == NOTHING


def test_at_half_the_window_each_is_reminded_once(told: Office, sink: Sink):
    told.passes(10.6)
    assert due(told) == Counts(reminders=3)
    assert due(told) == NOTHING
    told.sends()
    assert len(sink.mails) == 6
    assert due(told) == NOTHING


def test_who_has_answered_is_not_reminded(told: Office):
    told.do(lambda act: f.a_response(act, act.session.get_one(Delivery, 2), "recognise"))
    told.passes(10.6)
    assert due(told) == Counts(reminders=2)


def test_a_reminder_on_its_way_is_not_queued_again(told: Office, sink: Sink):
    sink.on["RCPT"] = "451 later"
    told.passes(10.6)
    due(told)
    told.sends()
    assert due(told) == NOTHING


@pytest.mark.parametrize("channel", ["phone", "in_person", "letter"])
def test_whom_a_person_tells_a_person_reminds(channel, office: Office):
    office.gives_back(1, channel=channel)
    office.do(lambda act: f.reached(act, act.session.get_one(Delivery, 1)))
    office.passes(10.6)
    assert due(office) == NOTHING
    office.passes(10.6)
    assert due(office) == Counts(windows_ended=1)


def test_at_the_windows_end_a_notice_counts_first_and_then_the_silence(told: Office):
    told.passes(10.6)
    due(told)
    told.sends()
    ends = told.do(lambda act: act.session.get_one(DeliveryStanding, 1).window_ends)
    told.now = ends - timedelta(seconds=1)
    assert due(told) == NOTHING
    told.now = ends + timedelta(days=2)
    assert due(told) == Counts(notices_counted=3, windows_ended=3)
    assert due(told) == NOTHING
    assert told.kinds("notice", "window") == ["notice_counted", "window_ended"] * 3
    act = told.act()
    last = act.session.query(Event).filter_by(kind="window_ended").first()
    assert (last.at, last.data["end"]) == (ends, ends.isoformat())
    loop = act.session.get_one(LoopRow, 1)
    assert (loop.step, loop.no_answer, loop.unopened) == (3, True, True)
    assert differences(act.session, 1) == []


def test_a_window_that_ends_without_a_reminder_is_silent_for_nobody(told: Office):
    told.do(lambda act: outbox.bounced(act, act.session.get_one(Attempt, 1)))
    told.do(lambda act: f.reached(act, act.session.get_one(Delivery, 1)))
    told.passes(21.1)
    counts = due(told)
    assert counts == Counts(reminders=2, windows_ended=3)
    assert told.act().session.get_one(LoopRow, 1).next_action == "reach"


def test_what_is_due_is_recorded_in_small_units(told: Office, monkeypatch):
    monkeypatch.setattr(work, "DUE_AT_ONCE", 2)
    told.passes(10.6)
    units = []

    def unit():
        units.append(1)
        return told.unit()

    work.publish_week(told.unit)
    assert work.run_due(unit) == Counts(reminders=3)
    # Two with reminders, one that finds no more, and a look whether the week was counted.
    assert len(units) == 4


# Waiting dates


@pytest.fixture
def waiting(office: Office) -> Office:
    """Two insights are undecided; one of them was decided later."""
    office.now = datetime(2026, 5, 4, 12, tzinfo=UTC)

    def decide(act: Act) -> None:
        process = f.a_process(act)
        person = f.a_participant(act, process)
        for text in ("Der er mørkt.", "Der er langt."):
            said = f.a_contribution(act, person, text)
            insight = f.an_insight(act, process, text, [said])
            f.an_outcome(act, insight, "undecided", expected=date(2026, 5, 10))
        f.an_outcome(act, insight, "used")

    office.do(decide)
    return office


@pytest.mark.parametrize(
    ("now", "count"),
    [
        (datetime(2026, 5, 10, 21, 59, tzinfo=UTC), 0),
        (datetime(2026, 5, 10, 22, 1, tzinfo=UTC), 1),
    ],
)
def test_a_waiting_date_passes_with_its_day_in_copenhagen(now, count, waiting: Office):
    waiting.now = now
    assert due(waiting) == Counts(waits_ended=count)
    assert due(waiting) == NOTHING


def test_a_waiting_date_is_recorded_once_for_its_insight(waiting: Office):
    waiting.now = datetime(2026, 6, 1, tzinfo=UTC)
    due(waiting)
    act = waiting.act()
    (passed,) = act.session.query(Event).filter_by(kind="waiting_ended")
    assert passed.data == {"insight": 1, "outcome": 1}
    assert passed.at == datetime(2026, 5, 10, 22, tzinfo=UTC)
    f.an_outcome(act, act.session.get_one(Insight, 1), "undecided", expected=date(2026, 5, 20))
    assert clock.due(act) == Counts(waits_ended=1)
    assert act.session.query(Outcome).count() == 4


# How it is found


def test_what_is_not_due_costs_the_same_however_many_there_are(told: Office):
    def statements() -> int:
        seen = []
        event.listen(told.engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
        assert due(told) == NOTHING
        return len([s for s in seen if s.startswith("SELECT")])

    few = statements()
    told.passes(0.001)
    told.gives_back(20)
    assert statements() == few


def test_overdue_loops_are_counted_by_process(told: Office):
    assert told.do(clock.overdue) == []
    told.passes(60)
    (late,) = told.do(clock.overdue)
    assert (late.process, late.loops) == (1, 3)
    assert late.since < told.now.date()


def test_what_is_said_outside_the_fence_is_counted_at_the_first_run_of_a_week(office: Office):
    office.gives_back(7)
    # An hour later it is Monday in Copenhagen, and Sunday yet in UTC.
    for hour, minute in ((22, 30), (22, 45), (23, 30), (23, 45)):
        office.now = datetime(2026, 11, 29, hour, minute, tzinfo=UTC)
        work.run_due(office.unit)
    assert published(office) == [(date(2026, 11, 23), 5), (date(2026, 11, 30), 5)]
    # Nothing is ever said of a week that is over.
    office.now = datetime(2026, 11, 10, tzinfo=UTC)
    work.run_due(office.unit)
    assert len(published(office)) == 2


def test_of_two_who_count_the_same_week_one_is_heard(office: Office):
    office.gives_back(7)
    both = [office.do(numbers.count) for _ in range(2)]
    for counted in both:
        office.do(lambda act, counted=counted: numbers.keep(act, counted))
    assert len(published(office)) == 1
    assert office.do(numbers.count) is None


def published(office: Office) -> list[tuple[date, int]]:
    query = select(PublishedCell.week, PublishedCell.value).where(PublishedCell.cell == "waiting")
    return office.do(lambda act: [tuple(row) for row in act.session.execute(query)])
