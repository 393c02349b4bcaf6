"""What the stories leave untold of the rules from R12 on; each test names its rule."""

from datetime import date, timedelta

from .check import standing
from .dues import easter_of, holidays_of, working_day
from .story import HER, Story, closed_story, told_story

A, B, C = 10, 20, 30


def test_r12_only_the_present_resolution_must_be_told() -> None:
    story, delivery = told_story()
    response = story.answers_insight(delivery, A, "disagree")
    first = story.resolved("declined", response)
    story.decided(A)
    story.closing(A, also=(first,))
    story.stands(5, "none")
    second = story.resolved("dissent", response)
    story.stands(4, "tell", stale=True)
    story.update(also=(second,))
    story.stands(5, "none")


def test_r13_exactly_the_strands_below_three_in_open_loops() -> None:
    story, delivery = told_story()
    story.decided(A, decided_first=False)
    story.stands(2, "await")
    story.decided(A, "undecided", decided_first=True)
    story.stands(2, "await")
    story.answers(delivery, "recognise")
    story.decided(A, decided_first=True)
    story.stands(4, "tell")
    story.contribution(2)
    story.woven(2, A)
    story.closing(A)
    story.stands(2, "return", steps=(0, 0, 1, 0, 0, 1))


def test_r13_not_in_excepted_loops() -> None:
    story, _delivery = told_story()
    story.fact("loop_excepted", participant=HER, because="other")
    story.decided(A, decided_first=True)
    story.stands(2, "none", state="excepted")
    story.fact("exception_lifted", participant=HER)
    story.stands(2, "await", state="open")


def test_r16_the_reason_is_owed_to_those_who_were_told() -> None:
    for is_told, step in ((True, 4), (False, 5)):
        story, delivery = told_story()
        story.contribution(2)
        story.woven(2, B)
        if is_told:
            story.qualify(B)
        story.answers(delivery, "recognise")
        story.fact("insight_withdrawn", insight=B)
        story.woven(2, A)
        again = story.qualify(A)
        story.answers(again, "recognise")
        story.decided(A)
        story.closing(A)
        assert story.loop()["step"] == step


def test_r16_open_answers_follow_to_the_successor() -> None:
    story, delivery = told_story()
    response = story.answers_insight(delivery, A, "disagree")
    story.merged(C, A, contributions=[1])
    story.stands(3, "resolve")
    story.resolved("changed", response)
    story.stands(3, "decide")


def test_r17_never_said_of_ended_or_excepted() -> None:
    story, closing = closed_story()
    story.new_version(A)
    story.fact("loop_excepted", participant=HER, because="died")
    story.stands(4, "none", state="excepted")
    story.answers(closing, "withdraw", contributions=[1])
    story.stands(None, "none", state="ended")


def test_r21_a_stopped_delivery_and_the_last_frozen() -> None:
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    first = story.frozen("qualify", A, channel="email", mail="notice")
    story.stands(1, "await")
    story.on(first, "delivery_stopped")
    story.stands(1, "reach")
    story.frozen("closing", A, channel="email", mail="notice")
    story.stands(1, "await")


def test_r22_imported_contributions_count_from_their_import() -> None:
    story = Story()
    story.contribution(1)
    received = story.events[-1]
    for days, due in ((-100, date(2026, 3, 23)), (0, date(2026, 3, 23)), (1, date(2026, 3, 24))):
        at = received.at + timedelta(days=days)
        story.events[-1] = received._replace(at=at)
        assert story.loop()["due"] == due


def test_r22_counts_from_the_day_it_came_to_its_step_for_good() -> None:
    story, delivery = told_story()
    story.answers(delivery, "recognise")
    story.decided(A)
    first = story.loop()["due"]
    story.later(8)
    response = story.answers(delivery, "disagree")
    story.later(8)
    story.resolved("declined", response)
    assert story.loop()["due"] == first + timedelta(days=16)


def test_r22_danish_holidays() -> None:
    assert easter_of(2026) == date(2026, 4, 5)
    assert date(2023, 5, 5) in holidays_of(2023)
    assert date(2024, 4, 26) not in holidays_of(2024)
    assert working_day(date(2026, 12, 24)) == date(2026, 12, 24)
    assert working_day(date(2026, 12, 25)) == date(2026, 12, 28)
    assert working_day(date(2026, 4, 2)) == date(2026, 4, 7)
    assert working_day(date(2026, 6, 5)) == date(2026, 6, 5)


def test_nothing_comes_of_nothing() -> None:
    assert standing([], HER) is None


def test_r16_evidence_that_was_not_named_is_at_nothing() -> None:
    story, delivery = told_story()
    story.contribution(2)
    story.woven(2, A)
    story.answers(delivery, "recognise")
    story.merged(C, A, contributions=[1])
    assert [strand[:4] for strand in story.loop()["strands"]] == [
        (1, C, None, 3),
        (2, None, None, 0),
    ]


def test_r16_the_successor_itself_and_a_predecessor_give_one_strand() -> None:
    story, delivery = told_story()
    story.drafted(C)
    story.woven(1, C)
    story.answers(delivery, "recognise")
    story.fact(
        "insight_succeeded",
        predecessors=[A],
        successors=[{"insight": C, "contributions": [1]}],
    )
    story.stands(3, "decide", steps=(0, 0, 0, 1, 0, 0))


def test_r16_a_decision_that_came_first_goes_with_the_evidence() -> None:
    story, _delivery = told_story()
    story.decided(A, decided_first=True)
    story.merged(C, A, contributions=[1])
    story.stands(3, "decide", decided_first=True)
    story.unwoven(1, C)
    story.woven(1, C)
    story.stands(1, "return")
