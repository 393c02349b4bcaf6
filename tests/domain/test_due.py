"""R22: by when the next step is promised, as a Danish office reckons days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.domain.fact_teller import START, FactTeller
from tracker.domain.facts import Fact
from tracker.domain.workdays import local_date, promised, working_day

# 2 March 2026 was a Monday; Easter Sunday was 5 April.
RECEIVED = START.date()


@pytest.mark.rule("R22")
@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2026, 3, 6), date(2026, 3, 6)),
        (date(2026, 3, 7), date(2026, 3, 9)),
        (date(2026, 3, 8), date(2026, 3, 9)),
        (date(2026, 4, 2), date(2026, 4, 7)),
        (date(2026, 5, 14), date(2026, 5, 15)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_days_off_are_moved_to_the_next_working_day(day: date, moved: date) -> None:
    assert working_day(day) == moved


@pytest.mark.rule("R22")
def test_days_are_those_of_copenhagen() -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    assert local_date(late) == date(2026, 3, 3)
    assert local_date(late - timedelta(hours=1)) == date(2026, 3, 2)
    assert promised(late, 7) == date(2026, 3, 10)


@pytest.mark.rule("R22")
@pytest.mark.parametrize("step", [0, 1])
def test_to_be_returned_so_many_days_from_its_receipt(t: FactTeller, step: int) -> None:
    t.walks(0)
    t.passes(4)
    if step:
        t.weaves("C1", "A")
    t.stands(step=step, due=RECEIVED + timedelta(days=21))


@pytest.mark.rule("R22")
def test_the_promise_is_the_process_s_and_its_present_one(t: FactTeller) -> None:
    t.walks(0)
    t.record("promises_changed", days_to_return=30, days_to_answer=3, days_to_close=4)
    t.stands(due=RECEIVED + timedelta(days=30))
    t.gives_back("qualify")
    t.walks(3)
    t.stands(due=RECEIVED + timedelta(days=3))
    t.decides("A")
    t.stands(due=RECEIVED + timedelta(days=4))


@pytest.mark.rule("R22")
@pytest.mark.parametrize(("before", "counts_from"), [(True, "import"), (False, "receipt")])
def test_what_is_older_than_its_process_counts_from_its_import(
    t: FactTeller, before: bool, counts_from: str
) -> None:
    received = START + timedelta(minutes=-1 if before else 1)
    t.passes(8)
    t.record("promises_changed", days_to_return=21, days_to_answer=14, days_to_close=21)
    t.tells("C1")
    t.facts[-1] = t.facts[-1]._replace(at=received)
    days = 21 if counts_from == "receipt" else 29
    t.stands(due=working_day(RECEIVED + timedelta(days=days)))


@pytest.mark.rule("R22")
def test_to_be_qualified_by_the_window_s_end(t: FactTeller) -> None:
    t.walks(1)
    t.passes(1)
    t.gives_back("qualify", "A")
    t.stands(step=2, due=date(2026, 3, 24))
    t.passes(2)
    t.gives_back("update", "A")
    t.stands(step=2, due=date(2026, 3, 24))
    t.passes(2)
    t.gives_back("qualify", "A")
    t.stands(step=2, due=date(2026, 3, 30))


@pytest.mark.rule("R22")
def test_a_delivery_that_told_it_not_has_no_say(t: FactTeller) -> None:
    t.walks(2)
    t.passes(5)
    t.gives_back("qualify", "A", how="notice")
    t.stands(step=2, due=date(2026, 3, 23))


@pytest.mark.rule("R22")
def test_to_be_answered_so_many_days_from_when_it_came_to_3(t: FactTeller) -> None:
    t.walks(2)
    t.passes(3)
    t.answers("recognise", "A")
    t.passes(4)
    t.answers("recognise", "A")
    t.stands(step=3, due=date(2026, 3, 19))


@pytest.mark.rule("R22")
def test_the_day_it_came_to_3_is_that_since_which_it_stood_there(t: FactTeller) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    t.opens(mail)
    t.answers("recognise", "A")
    t.passes(3)
    t.unweaves("C1", "A")
    t.weaves("C1", "A")
    t.stands(step=1)
    t.passes(4)
    t.gives_back("qualify", "A")
    t.answers("recognise", "A")
    t.stands(step=3, due=date(2026, 3, 23))


@pytest.mark.rule("R22")
def test_an_open_response_counts_from_when_it_was_given(t: FactTeller) -> None:
    t.walks(3)
    t.passes(2)
    t.answers("add", "A", words=True)
    t.passes(1)
    t.answers("add", "A", words=True)
    t.stands(step=3, due=date(2026, 3, 18))
    t.resolves("added", t.answered[-2])
    t.stands(step=3, due=date(2026, 3, 19))
    t.resolves("added")
    t.stands(step=3, due=date(2026, 3, 16))


@pytest.mark.rule("R22", "R14")
def test_once_undecided_was_told_its_date_is_due_unmoved(t: FactTeller) -> None:
    t.walks(3)
    saturday = date(2026, 10, 3)
    t.decides("A", "undecided", expected=saturday)
    t.stands(step=3, due=date(2026, 3, 16))
    t.gives_back("update", "A")
    t.stands(step=3, due=saturday)
    assert t.overdue(saturday) == 0
    assert t.overdue(saturday + timedelta(days=3)) == 3


@pytest.mark.rule("R22")
def test_to_be_closed_so_many_days_from_when_it_came_to_4(t: FactTeller) -> None:
    t.walks(3)
    t.passes(3)
    t.decides("A")
    t.passes(3)
    t.decides("A", "not")
    t.stands(step=4, due=date(2026, 3, 26))


@pytest.mark.rule("R22")
def test_back_at_4_it_is_still_since_then_that_it_stood_there(t: FactTeller) -> None:
    t.walks(5)
    t.passes(3)
    t.rewrites("A")
    t.stands(step=4, due=date(2026, 3, 23))
    t.answers("disagree", "A")
    t.passes(4)
    t.resolves("declined")
    t.stands(step=4, due=date(2026, 3, 30))


@pytest.mark.rule("R22")
def test_the_loop_is_due_when_its_first_strand_is(t: FactTeller) -> None:
    t.walks(3)
    t.tells("C2")
    assert [s.due for s in t.standing().strands] == [date(2026, 3, 16), date(2026, 3, 23)]
    t.stands(step=0, due=date(2026, 3, 16))


@pytest.mark.rule("R22")
def test_nothing_is_due_when_closed(t: FactTeller) -> None:
    t.walks(5)
    t.stands(due=None)
    assert t.overdue(date(2030, 1, 1)) == 0


@pytest.mark.rule("R22", "R18")
@pytest.mark.parametrize("state", ["excepted", "ended"])
def test_nothing_is_due_when_excepted_or_ended(t: FactTeller, state: str) -> None:
    t.walks(2)
    if state == "excepted":
        t.excepts("other")
    else:
        t.answers("withdraw", withdraws=["C1"])
    t.stands(state=state, due=None)


@pytest.mark.rule("R22", "R20")
def test_overdue_from_the_day_after(t: FactTeller) -> None:
    t.walks(0)
    due = RECEIVED + timedelta(days=21)
    assert [t.overdue(due + timedelta(days=n)) for n in (-30, 0, 1, 9)] == [0, 0, 1, 9]


@pytest.mark.rule("R22")
def test_facts_may_be_written_down_later_than_they_happened(t: FactTeller) -> None:
    t.walks(2)
    t.answers("recognise", "A")
    fact: Fact = t.facts[-1]
    t.facts[-1] = fact._replace(recorded=fact.at + timedelta(days=9))
    t.stands(step=3, due=date(2026, 3, 16))
