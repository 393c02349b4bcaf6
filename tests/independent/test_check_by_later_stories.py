"""The stories from 19 on, told to the check: people, deliveries, and answers of other kinds."""

from datetime import date

import pytest

from .check import standing
from .story import HER, Story, closed_story, told_story

A, B = 10, 20


def woven_story(who: str = "person", public_return: bool = False) -> Story:
    story = Story(who, public_return)
    story.contribution(1)
    story.woven(1, A)
    return story


def test_19_nobody_to_reach() -> None:
    story = woven_story()
    delivery = story.frozen("qualify", A, channel="none")
    story.stands(1, "reach", state="open")
    story.fact("loop_excepted", participant=HER, because="no-contact")
    story.stands(1, "none", state="excepted", due=None)
    story.on(delivery, "conversation_held", attempt=story.id())
    story.stands(2, "await", state="open")
    story.answers_insight(delivery, A, "recognise")
    story.stands(3, "decide", state="open")


@pytest.mark.parametrize(
    ("because", "lapsing"),
    [
        ("no-contact", {"contact", "conversation", "session", "answer", "manager"}),
        ("other", {"contact", "conversation", "session", "answer", "manager"}),
        ("asked-not", {"wish", "answer", "manager"}),
        ("died", {"manager"}),
    ],
)
def test_19_what_makes_an_exception_lapse(because: str, lapsing: set[str]) -> None:
    for fact in ("contact", "wish", "conversation", "session", "answer", "manager"):
        story, delivery = told_story()
        story.fact("loop_excepted", participant=HER, because=because)
        if fact in ("contact", "wish"):
            story.fact("participant_changed", participant=HER, **{fact: True})
        elif fact == "conversation":
            story.on(delivery, "conversation_held", attempt=story.id())
        elif fact == "session":
            story.fact("session_held", session=1, round=0, versions=[], present=[[HER, 1]])
        elif fact == "answer":
            story.answers(delivery, "no_thanks")
        else:
            story.fact("exception_lifted", participant=HER)
        assert (story.loop()["state"] == "open") == (fact in lapsing), fact


def test_21_a_letter_comes_back() -> None:
    story = woven_story()
    delivery = story.frozen("qualify", A, channel="letter")
    story.stands(1, "reach")
    letter = story.id()
    story.on(delivery, "letter_posted", attempt=letter, reminder=False)
    story.stands(2, "await")
    story.on(delivery, "letter_returned", attempt=letter)
    story.stands(1, "reach")


def test_21_an_answer_stands_when_the_letter_comes_back() -> None:
    story = woven_story()
    delivery = story.frozen("qualify", A, channel="letter")
    letter = story.id()
    story.on(delivery, "letter_posted", attempt=letter, reminder=False)
    story.answers_insight(delivery, A, "recognise")
    story.on(delivery, "letter_returned", attempt=letter)
    story.stands(3, "decide")


def test_22_settled_by_a_person() -> None:
    story = woven_story()
    delivery = story.frozen("qualify", A, channel="email", mail="report")
    mail = {"attempt": story.id(), "message": "report"}
    story.stands(1, "await")
    story.on(delivery, "attempt_claimed", **mail)
    story.on(delivery, "attempt_uncertain", **mail)
    story.stands(1, "settle")
    story.on(delivery, "attempt_settled", sent=False, **mail)
    story.stands(1, "await")
    story.on(delivery, "attempt_claimed", **mail)
    story.on(delivery, "attempt_uncertain", **mail)
    story.on(delivery, "attempt_settled", sent=True, **mail)
    story.stands(2, "await")


def test_22_a_file_reaches_nobody() -> None:
    for via, step in (("file", 1), ("demo", 2), ("smtp", 2)):
        story = woven_story()
        delivery = story.frozen("qualify", A, channel="email", mail="report")
        story.mailed(delivery, "report", via)
        story.stands(step, "await")


def test_23_a_group_at_a_session() -> None:
    story = woven_story(who="group")
    delivery = story.frozen("qualify", A)
    story.fact(
        "session_held",
        session=1,
        round=story.rounds[delivery],
        versions=[story.versions[A]],
        present=[[HER, 6]],
    )
    story.stands(3, "decide")


def test_23_a_session_tells_what_it_showed_and_no_more() -> None:
    story = woven_story()
    story.contribution(2)
    story.woven(2, B)
    delivery = story.frozen("qualify", A, B, channel="email", mail="report")
    story.fact(
        "session_held",
        session=1,
        round=story.rounds[delivery],
        versions=[story.versions[A]],
        present=[[HER, 1]],
    )
    story.stands(1, "await", steps=(0, 1, 0, 1, 0, 0))


def test_25_a_public_return() -> None:
    for promised, step, action in ((True, 2, "await"), (False, 1, "reach")):
        story = woven_story("unknown", promised)
        delivery = story.frozen("qualify", A, channel="public")
        story.stands(1, "reach")
        story.on(delivery, "returned_publicly", attempt=story.id(), reminder=False)
        story.stands(step, action)
        story.window_over(delivery, 21)
        assert story.loop()["step"] == (3 if promised else 1)
        assert story.loop()["no_answer"] is promised


def silent_story() -> tuple[Story, int]:
    """Told by phone, reminded by a call that nobody took, the window over."""
    story, delivery = told_story()
    story.later(10)
    story.on(delivery, "contact_tried", attempt=story.id(), reminder=True)
    story.window_over(delivery, 11)
    return story, delivery


def test_26_a_late_answer_takes_the_silence_away() -> None:
    story, delivery = silent_story()
    story.stands(3, "decide", no_answer=True)
    story.later(5)
    story.answers_insight(delivery, A, "recognise")
    story.stands(3, "decide")


def test_26_without_a_reminder_there_is_no_silence() -> None:
    story, delivery = told_story()
    story.window_over(delivery, 21)
    story.stands(2, "reach")


def test_26_a_late_reminder_moves_the_end() -> None:
    story, delivery = told_story()
    story.later(20)
    story.on(delivery, "contact_tried", attempt=story.id(), reminder=True)
    assert story.loop()["due"] == date(2026, 3, 27)
    story.window_over(delivery, 1)
    story.stands(2, "await")
    story.window_over(delivery, 4)
    story.stands(3, "decide", no_answer=True)


def test_27_the_closing_mail_bounces() -> None:
    story, delivery = told_story()
    story.answers_insight(delivery, A, "recognise")
    story.decided(A)
    closing = story.frozen("closing", A, channel="email", mail="report")
    mail = story.mailed(closing, "report")
    story.stands(5, "none", state="closed")
    story.on(closing, "attempt_bounced", attempt=mail, message="report")
    story.stands(4, "reach", stale=True)


def test_28_the_later_supersedes() -> None:
    story, delivery = told_story()
    story.answers_insight(delivery, A, "nuance", words=True)
    story.stands(3, "resolve")
    story.answers_insight(delivery, A, "recognise")
    story.stands(3, "decide")


def test_28_never_for_a_group_nor_about_another_thing() -> None:
    story = woven_story(who="group")
    delivery = story.qualify(A)
    story.answers_insight(delivery, A, "nuance", words=True)
    story.answers_insight(delivery, A, "recognise")
    story.stands(3, "resolve")
    story, delivery = told_story()
    story.answers_insight(delivery, A, "nuance", words=True)
    story.answers(delivery, "recognise")
    story.stands(3, "resolve")


def test_29_corrects_own_words() -> None:
    story, delivery = told_story()
    response = story.answers(delivery, "correct", True, contribution=1)
    story.stands(3, "resolve")
    story.resolved("changed", response)
    story.stands(3, "decide")


@pytest.mark.parametrize("about", [{"insight": A}, {}])
def test_30_free_words_sorted_as_an_add(about: dict[str, int]) -> None:
    story, delivery = told_story()
    response = story.answers(delivery, "said", words=True)
    story.stands(3, "resolve")
    version = story.versions[A] if about else None
    story.fact(
        "response_sorted",
        response=response,
        participant=HER,
        move="add",
        version=version,
        **about,
    )
    story.stands(3, "resolve")
    story.contribution(2, response)
    story.stands(0, "weave", steps=(1, 0, 0, 1, 0, 0))
    story.woven(2, A)
    story.stands(3, "resolve")
    assert [strand[4] for strand in story.loop()["strands"]] == ["resolve", "resolve"]
    story.resolved("added", response)
    story.stands(3, "decide", steps=(0, 0, 0, 2, 0, 0))


def test_31_no_thanks() -> None:
    story, delivery = told_story()
    story.answers(delivery, "no-thanks")
    story.stands(3, "decide")


def test_32_a_new_contribution_after_the_end() -> None:
    story, _closing = closed_story()
    story.contribution(2)
    story.stands(0, "weave", stale=True, steps=(1, 0, 0, 0, 0, 1))


def test_33_evidence_moved_after_the_end() -> None:
    story, _closing = closed_story()
    story.unwoven(1, A)
    story.woven(1, B)
    story.stands(1, "return", stale=True)


def test_34_the_last_question() -> None:
    story, closing = closed_story()
    story.answers(closing, "recognise")
    story.stands(5, "none")
    for words in (True, False):
        story, closing = closed_story()
        story.answers(closing, "disagree", words)
        story.stands(3, "resolve", stale=True)


def test_others_change_nothing() -> None:
    story, _closing = closed_story()
    before = story.loop()
    story.fact("participant_added", participant=2, who="person")
    story.fact("contribution_recorded", contribution=9, participant=2)
    story.fact("evidence_began", participant=2, contribution=9, insight=A)
    assert story.loop() == before
    assert standing(story.events, 3) is None
    other = standing(story.events, 2)
    assert other is not None
    assert other["step"] == 1
