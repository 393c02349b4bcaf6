"""What the stories leave untold of the rules; each test names its rule."""

from collections.abc import Callable

import pytest

from .check import Event
from .story import HER, Story, told_story

A, B, C = 10, 20, 30


def two_strands() -> Story:
    """C1 in A and C2 in B."""
    story = Story()
    for contribution, insight in ((1, A), (2, B)):
        story.contribution(contribution)
        story.woven(contribution, insight)
    return story


def session(story: Story, delivery: int, *insights: int, present: int = HER) -> None:
    story.fact(
        "session_held",
        session=story.id(),
        round=story.rounds[delivery],
        versions=[story.versions[insight] for insight in insights],
        present=[[present, 1]],
    )


def test_r1_weaving_ends_a_setting_aside_for_good() -> None:
    story = Story()
    story.contribution(1)
    aside = story.set_aside(1)
    assert story.loop()["strands"][0][:3] == (1, None, aside)
    story.woven(1, A)
    assert story.loop()["strands"][0][:3] == (1, A, None)
    story.unwoven(1, A)
    assert story.loop()["strands"][0][:3] == (1, None, None)
    again = story.set_aside(1)
    assert story.loop()["strands"][0][:3] == (1, None, again)


def test_r1_a_new_reason_is_told_anew() -> None:
    story = Story()
    story.contribution(1)
    aside = story.set_aside(1)
    delivery = story.closing(also=(("reason", story.versions[aside]),))
    story.answers(delivery, "recognise")
    story.stands(5, "none")
    story.fact("reason_changed", participant=HER, contribution=1, aside=aside, reason=7)
    story.stands(1, "return", stale=True)
    story.update(also=(("reason", 7),))
    story.stands(2, "await", stale=True)


def test_r1_an_answer_before_the_telling_or_about_another_thing_does_not_count() -> None:
    story = two_strands()
    closing = story.closing(A)
    story.answers_insight(closing, A, "recognise")
    delivery = story.qualify(A, B)
    story.stands(2, "await", steps=(0, 0, 2, 0, 0, 0))
    story.answers_insight(delivery, B, "recognise")
    story.stands(2, "await", steps=(0, 0, 1, 1, 0, 0))
    story.answers(delivery, "recognise", contribution=1)
    story.stands(3, "decide", steps=(0, 0, 0, 2, 0, 0))


def test_r1_presence_counts_where_it_was_discussed_after_the_telling() -> None:
    for present, shown, step in ((HER, A, 3), (2, A, 2), (HER, B, 2)):
        story = two_strands()
        story.fact("participant_added", participant=2, who="person")
        story.qualify(A, B)
        other = story.frozen("closing", B)
        session(story, other, shown, present=present)
        steps = {strand[1]: strand[3] for strand in story.loop()["strands"]}
        assert steps[A] == step


def test_r1_everything_missing_may_stand_in_several_reports() -> None:
    story, delivery = told_story()
    story.answers_insight(delivery, A, "recognise")
    story.update(A)
    story.decided(A)
    story.stands(4, "tell")
    story.update(also=(("outcome", story.outcomes[A]),))
    story.stands(5, "none")


def test_r3_only_reports_frozen_after_the_weaving_count() -> None:
    story = Story()
    story.contribution(1)
    story.drafted(A)
    delivery = story.frozen("qualify", A)
    story.woven(1, A)
    story.on(delivery, "conversation_held", attempt=story.id())
    story.answers(delivery, "recognise")
    story.stands(1, "return")
    again = story.qualify(A)
    story.stands(2, "await")
    story.unwoven(1, A)
    story.woven(1, A)
    story.answers(again, "recognise")
    story.stands(1, "return")


def test_r3_an_add_is_no_answer_to_what_was_never_qualified() -> None:
    story, delivery = told_story()
    response = story.answers(delivery, "add", True, contribution=1)
    story.contribution(2, response)
    story.contribution(3)
    story.woven(2, A)
    story.woven(3, A)
    assert [strand[3] for strand in story.loop()["strands"]] == [3, 3, 1]
    closing = Story()
    closing.contribution(1)
    closing.woven(1, A)
    response = closing.answers_insight(closing.closing(A), A, "add", words=True)
    closing.contribution(2, response)
    closing.woven(2, A)
    assert [strand[3] for strand in closing.loop()["strands"]] == [2, 1]


def test_r4_an_answer_reaches_only_its_own_round() -> None:
    story = two_strands()
    first = story.frozen("qualify", A)
    story.frozen("qualify", B)
    story.answers(first, "recognise")
    story.stands(1, "reach", steps=(0, 1, 0, 1, 0, 0))


def test_r4_a_notice_carries_no_report() -> None:
    for mail, message, step in (
        ("report", "notice", 1),
        ("report", "report", 2),
        ("report", "reminder", 2),
        ("notice", "report", 1),
        ("notice", "reminder", 1),
    ):
        story = Story()
        story.contribution(1)
        story.woven(1, A)
        story.mailed(story.frozen("qualify", A, channel="email", mail=mail), message)
        story.stands(step, "await")


def test_r5_opened_is_no_longer_unopened() -> None:
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    delivery = story.frozen("qualify", A, channel="email", mail="notice")
    story.mailed(delivery, "notice")
    story.mailed(delivery, "reminder")
    story.window_over(delivery, 21)
    story.stands(3, "decide", unopened=True, no_answer=True)
    story.on(delivery, "report_opened")
    story.stands(3, "decide", no_answer=True)
    story.events.pop()
    session(story, delivery, A)
    story.stands(3, "decide")


@pytest.mark.parametrize(
    ("channel", "told_by", "step"),
    [
        ("phone", "report_opened", 3),
        ("in_person", "report_opened", 3),
        ("email", "conversation_held", 3),
        ("email", "report_opened", 2),
        ("letter", "letter_posted", 2),
    ],
)
def test_r7_a_call_that_nobody_took(channel: str, told_by: str, step: int) -> None:
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    delivery = story.frozen("qualify", A, channel=channel)
    story.on(delivery, told_by, attempt=story.id())
    story.on(delivery, "contact_tried", attempt=story.id(), reminder=True)
    story.window_over(delivery, 21)
    assert story.loop()["step"] == step


def test_r7_an_attempt_that_failed_prevents_silence() -> None:
    for trouble in ("attempt_failed", "attempt_uncertain", "attempt_bounced"):
        story, delivery = told_story()
        story.on(delivery, "contact_tried", attempt=story.id(), reminder=True)
        mail = {"attempt": story.id(), "message": "report"}
        story.on(delivery, trouble, **mail)
        story.window_over(delivery, 21)
        story.stands(2, "settle" if trouble == "attempt_uncertain" else "reach")
        story.on(delivery, "attempt_settled", sent=False, **mail)
        story.stands(3, "decide", no_answer=True)


def test_r21_a_mail_that_is_put_off_is_in_doubt_no_more() -> None:
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    delivery = story.frozen("qualify", A, channel="email", mail="report")
    mail = {"attempt": story.id(), "message": "report"}
    story.on(delivery, "attempt_uncertain", **mail)
    story.stands(1, "settle")
    story.on(delivery, "attempt_deferred", **mail)
    story.stands(1, "await")


def test_r7_a_window_that_ended_earlier_than_it_now_ends_is_not_over() -> None:
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    delivery = story.frozen("qualify", A, channel="letter")
    first, second = story.id(), story.id()
    story.on(delivery, "letter_posted", attempt=first)
    story.later(10)
    story.on(delivery, "letter_posted", attempt=second, reminder=True)
    story.window_over(delivery, 11)
    story.stands(3, "decide", no_answer=True)
    story.on(delivery, "letter_returned", attempt=first)
    story.stands(2, "await")


def test_r9_what_is_open() -> None:
    for move, words, action in (
        ("recognise", False, "decide"),
        ("recognise", True, "resolve"),
        ("said", True, "resolve"),
        ("no_thanks", False, "decide"),
        ("nuance", False, "resolve"),
        ("add", False, "resolve"),
        ("correct", False, "resolve"),
    ):
        story, delivery = told_story()
        story.answers_insight(delivery, A, move, words)
        story.stands(3, action)


@pytest.mark.parametrize(
    ("first", "then", "action"),
    [
        ("disagree", "recognise", "decide"),
        ("nuance", "correct", "resolve"),
        ("recognise", "nuance", "resolve"),
        ("add", "recognise", "resolve"),
        ("said", "recognise", "resolve"),
        ("nuance", "no_thanks", "resolve"),
    ],
)
def test_r10_what_supersedes(first: str, then: str, action: str) -> None:
    story, delivery = told_story()
    story.answers_insight(delivery, A, first, words=True)
    story.answers_insight(delivery, A, then)
    story.stands(3, action)


def test_r10_the_same_sending_supersedes_nothing() -> None:
    story, delivery = told_story()
    story.answers_insight(delivery, A, "nuance", words=True)
    story.answers_insight(delivery, A, "recognise")
    last = story.events[-1]
    same = {**last.data, "sending": story.events[-2].data["sending"]}
    story.events[-1] = Event(last.n, last.kind, last.at, last.recorded, same)
    story.stands(3, "resolve")


def test_r11_what_an_answer_touches() -> None:
    def about_insight(story: Story, delivery: int) -> None:
        story.answers_insight(delivery, A, "disagree")

    def about_contribution(story: Story, delivery: int) -> None:
        story.answers(delivery, "disagree", contribution=1)

    def about_round(story: Story, delivery: int) -> None:
        story.answers(delivery, "disagree")

    def about_what_is_no_strand(story: Story, delivery: int) -> None:
        story.drafted(C)
        story.answers_insight(delivery, C, "disagree")

    def about_a_withdrawn_contribution(story: Story, delivery: int) -> None:
        story.contribution(3)
        story.answers(delivery, "disagree", contribution=3)
        story.answers(delivery, "withdraw", True, contributions=[3])

    told: list[tuple[Callable[[Story, int], None], list[str]]] = [
        (about_insight, ["resolve", "decide"]),
        (about_contribution, ["resolve", "decide"]),
        (about_round, ["resolve", "decide"]),
        (about_what_is_no_strand, ["resolve", "resolve"]),
        (about_a_withdrawn_contribution, ["decide", "decide"]),
    ]
    for answer, actions in told:
        story = two_strands()
        deliveries = [story.qualify(A), story.qualify(B)]
        for delivery in deliveries:
            story.answers(delivery, "recognise")
        answer(story, deliveries[0])
        assert [strand[4] for strand in story.loop()["strands"]] == actions, answer.__name__


def test_r3_what_an_add_made_is_told_before_it_closes() -> None:
    story, delivery = told_story()
    response = story.answers_insight(delivery, A, "add", words=True)
    story.decided(A)
    added = story.resolved("added", response)
    story.closing(A, also=(added,))
    story.contribution(2, response)
    story.woven(2, A)
    story.stands(4, "tell", stale=True, steps=(0, 0, 0, 0, 1, 1))
    story.update(A)
    story.stands(4, "tell", stale=True, steps=(0, 0, 0, 0, 1, 1))
    story.update(also=(added,))
    story.stands(5, "none")


def test_r5_a_reminder_alone_or_a_notice_to_a_file_does_not_count() -> None:
    for notice, reminder in (("file", "smtp"), ("smtp", "file")):
        story = Story()
        story.contribution(1)
        story.woven(1, A)
        delivery = story.frozen("qualify", A, channel="email", mail="notice")
        story.mailed(delivery, "notice", notice)
        story.mailed(delivery, "reminder", reminder)
        story.window_over(delivery, 21)
        story.stands(1, "reach")


def test_r7_silence_in_a_closing_round_qualifies_no_insight() -> None:
    story, qualify = told_story()
    story.window_over(qualify, 21)
    closing = story.closing(A)
    story.on(closing, "contact_tried", attempt=story.id(), reminder=True)
    story.window_over(closing, 14)
    story.stands(2, "reach")


def test_r11_an_answer_to_a_round_touches_what_its_report_could_tell() -> None:
    story, delivery = told_story()
    story.contribution(2)
    story.woven(2, A)
    story.answers(delivery, "recognise")
    later = story.qualify(A)
    story.answers_insight(later, A, "recognise")
    story.answers(delivery, "disagree")
    assert [strand[4] for strand in story.loop()["strands"]] == ["resolve", "decide"]
