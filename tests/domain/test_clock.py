"""R20: what the clock brings about, once it is recorded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domain.fact_teller import FactTeller
from tracker.domain.loop import as_of, standing_of, waits_over, windows_over


def notified(t: FactTeller, kind: str = "notice", insight: str = "A") -> str:
    """A mail and its reminder, both accepted."""
    name = t.gives_back("qualify", insight, how=kind)
    t.mails("attempt_sent", t.delivery(name), message="reminder", via="smtp")
    return name


@pytest.mark.rule("R20")
def test_the_clock_alone_changes_nothing(t: FactTeller) -> None:
    t.walks(1)
    notified(t, "mail")
    before = t.standing()
    t.passes(400)
    assert t.standing() == before
    t.due()
    assert t.standing() != before


@pytest.mark.rule("R20")
def test_due_records_a_window_at_its_end_and_once(t: FactTeller) -> None:
    t.walks(2)
    (end,) = (d.window_end for d in t.loop().deliveries.values())
    assert end is not None
    assert windows_over(t.loop(), end - timedelta(seconds=1)) == []
    (over,) = windows_over(t.loop(), end)
    assert (over.kind, over.at, over.end) == ("window_ended", end, end)
    t.passes(22)
    t.due()
    assert windows_over(t.loop(), t.now + timedelta(days=400)) == []


@pytest.mark.rule("R5", "R20")
def test_a_notice_that_counts_is_recorded_as_reached_before_the_silence(t: FactTeller) -> None:
    t.walks(1)
    notified(t)
    t.passes(22)
    t.due()
    assert [fact.kind for fact in t.facts[-2:]] == ["notice_counted", "window_ended"]
    assert windows_over(t.loop(), t.now) == []


@pytest.mark.rule("R5", "R20")
def test_an_opened_notice_is_not_counted(t: FactTeller) -> None:
    t.walks(1)
    t.opens(notified(t))
    t.passes(22)
    t.due()
    assert "notice_counted" not in {fact.kind for fact in t.facts}


@pytest.mark.rule("R20", "R14")
def test_due_records_a_waiting_date_the_day_after_it_and_once(t: FactTeller) -> None:
    t.walks(3)
    t.decides("A", "undecided", expected=date(2026, 10, 1))
    loop = t.loop()
    # Copenhagen is two hours ahead of UTC: its midnight decides.
    assert waits_over(loop, datetime(2026, 10, 1, 21, 59, tzinfo=UTC)) == []
    (over,) = waits_over(loop, datetime(2026, 10, 1, 22, tzinfo=UTC))
    assert (over.kind, over.at) == ("waiting_ended", datetime(2026, 10, 1, 22, tzinfo=UTC))
    t.passes(300)
    t.due()
    t.stands(action="decide")
    assert waits_over(t.loop(), t.now) == []


@pytest.mark.rule("R20")
def test_decided_outcomes_wait_for_no_date(t: FactTeller) -> None:
    t.walks(3)
    t.decides("A", "used", expected=date(2026, 10, 1))
    t.decides("B", "undecided")
    assert waits_over(t.loop(), datetime(2027, 1, 1, tzinfo=UTC)) == []


@pytest.mark.rule("R20")
def test_asked_of_a_later_day_the_loop_stands_where_due_would_bring_it(t: FactTeller) -> None:
    t.walks(3)
    t.decides("A", "undecided", expected=date(2026, 10, 1))
    t.gives_back("update", "A")
    t.tells("C2")
    t.weaves("C2", "B")
    notified(t, insight="B")
    then = t.now + timedelta(days=300)
    foreseen = standing_of(as_of(t.loop(), then))
    assert foreseen != t.standing()
    t.passes(300)
    t.due()
    assert foreseen == t.standing()
    assert foreseen is not None and foreseen.unopened
