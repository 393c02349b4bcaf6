"""The stories of the rules, told to the check: the numbers are those of the stories.

C1 and C2 are contributions 1 and 2; A, B and C are insights 10, 20 and 30.
"""

from datetime import date

from .check import standing
from .story import HER, Story, closed_story, told_story

A, B, C = 10, 20, 30


def noticed_story() -> tuple[Story, int]:
    """Story 3: a bare notice by mail."""
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    delivery = story.frozen("qualify", A, channel="email", mail="notice")
    story.mailed(delivery, "notice")
    return story, delivery


def unopened_story() -> tuple[Story, int, int]:
    """Story 4: never opened, reminded 7 days before the end, the window over."""
    story, delivery = noticed_story()
    story.later(14)
    reminder = story.mailed(delivery, "reminder")
    story.window_over(delivery, 7, counted=True)
    return story, delivery, reminder


def test_01_the_whole_way_round() -> None:
    story = Story()
    assert standing(story.events, HER) is None
    story.contribution(1)
    story.stands(0, "weave")
    story.woven(1, A)
    story.stands(1, "return")
    delivery = story.qualify(A)
    story.stands(2, "await")
    story.answers_insight(delivery, A, "recognise")
    story.stands(3, "decide")
    story.decided(A)
    story.stands(4, "tell")
    story.closing(A)
    story.stands(5, "none", state="closed", due=None)
    assert story.loop()["strands"] == ((1, A, None, 5, "none", None),)


def test_01_with_its_days() -> None:
    story = Story()
    story.contribution(1)  # Monday 2 March 2026
    assert story.loop()["due"] == date(2026, 3, 23)
    story.woven(1, A)
    delivery = story.qualify(A)
    assert story.loop()["due"] == date(2026, 3, 23)
    story.later(18)  # Friday 20 March; fourteen days on it is Good Friday
    story.answers_insight(delivery, A, "recognise")
    assert story.loop()["due"] == date(2026, 4, 7)
    story.decided(A)
    assert story.loop()["due"] == date(2026, 4, 10)


def test_02_a_dissent() -> None:
    story, delivery = told_story()
    response = story.answers_insight(delivery, A, "disagree", words=True)
    story.stands(3, "resolve")
    story.decided(A)
    story.stands(3, "resolve")
    dissent = story.resolved("dissent", response)
    story.stands(4, "tell")
    story.closing(A)
    story.stands(4, "tell")
    story.closing(A, also=(dissent,))
    story.stands(5, "none")


def test_03_a_notice_only_notifies() -> None:
    story, delivery = noticed_story()
    story.stands(1, "await")
    story.on(delivery, "report_opened")
    story.stands(2, "await")


def test_04_notice_and_reminder_and_silence() -> None:
    story, _delivery, _reminder = unopened_story()
    story.stands(3, "decide", unopened=True, no_answer=True)
    story.decided(A)
    letter = story.frozen("closing", A, channel="letter")
    story.stands(4, "reach", unopened=True, no_answer=True)
    story.on(letter, "letter_posted", attempt=story.id(), reminder=False)
    story.stands(5, "none", unopened=True, no_answer=True)


def test_04_counts_already_when_only_the_counting_is_recorded() -> None:
    story, _delivery, _reminder = unopened_story()
    assert story.events.pop().kind == "window_ended"
    story.stands(2, "await", unopened=True)


def test_05_the_reminder_bounces() -> None:
    story, delivery, reminder = unopened_story()
    story.on(delivery, "attempt_bounced", attempt=reminder, message="reminder")
    story.stands(1, "reach")


def test_06_a_setting_aside_that_was_wrong() -> None:
    story = Story()
    story.contribution(1)
    aside = story.set_aside(1)
    story.stands(1, "return")
    delivery = story.given_back("qualify", also=(("reason", story.versions[aside]),))
    story.stands(2, "await")
    response = story.answers(delivery, "disagree", True, contribution=1, aside=aside)
    story.stands(3, "resolve")
    story.woven(1, A)
    story.resolved("added", response)
    story.stands(1, "return")


def test_07_silence_about_a_setting_aside() -> None:
    story = Story()
    story.contribution(1)
    aside = story.set_aside(1)
    delivery = story.closing(also=(("reason", story.versions[aside]),))
    story.stands(2, "await")
    assert story.loop()["due"] == date(2026, 3, 16)
    story.window_over(delivery, 14)
    story.stands(5, "none", no_answer=True)


def test_08_a_closing_round_qualifies_nothing() -> None:
    story = Story()
    for contribution, insight in ((1, A), (2, B)):
        story.contribution(contribution)
        story.woven(contribution, insight)
    delivery = story.qualify(A)
    story.answers_insight(delivery, A, "recognise")
    story.stands(1, "return", steps=(0, 1, 0, 1, 0, 0))
    story.closing(A, B)
    story.stands(2, "return", steps=(0, 0, 1, 1, 0, 0))


def test_09_recognised_in_a_closing_round_only() -> None:
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    delivery = story.closing(A)
    story.answers(delivery, "recognise")
    story.stands(2, "return")


def test_10_disagrees_in_the_end() -> None:
    for about in ({}, {"insight": A}):
        story, closing = closed_story()
        if about:
            response = story.answers_insight(closing, A, "disagree", words=True)
        else:
            response = story.answers(closing, "disagree", True)
        story.stands(3, "resolve", stale=True)
        resolution = story.resolved("declined", response)
        story.stands(4, "tell", stale=True)
        update = story.update(also=(resolution,))
        story.stands(5, "none")
        story.answers(update, "recognise")
        story.stands(5, "none")


def test_11_a_new_version_after_the_end() -> None:
    story, _closing = closed_story()
    story.new_version(A)
    story.stands(4, "tell", stale=True)
    story.update(A)
    story.stands(5, "none")
    story.new_version(A, wording_only=True)
    story.stands(5, "none")


def test_12_decided_first() -> None:
    story, delivery = told_story()
    story.decided(A, decided_first=True)
    story.stands(4, "tell", decided_first=True)
    story.answers_insight(delivery, A, "recognise")
    story.stands(4, "tell", decided_first=True)


def test_12_is_marked_from_when_it_is_told() -> None:
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    story.decided(A, decided_first=True)
    story.stands(1, "return")
    story.contribution(2)
    story.woven(2, A)
    story.closing(A)
    story.stands(2, "return", decided_first=True, steps=(0, 0, 1, 0, 0, 1))


def test_13_undecided() -> None:
    story, delivery = told_story()
    story.answers_insight(delivery, A, "recognise")
    story.decided(A, "undecided", expected=date(2026, 10, 1))
    story.stands(3, "tell", waiting_until=None)
    story.update(A)
    story.stands(3, "await", waiting_until=date(2026, 10, 1), due=date(2026, 10, 1))
    story.fact("waiting_ended", insight=A, outcome=story.outcomes[A])
    story.stands(3, "decide", waiting_until=None, due=date(2026, 10, 1))


def test_14_adds_something() -> None:
    for insight, step, action in ((A, 3, "resolve"), (B, 1, "return")):
        story, delivery = told_story()
        response = story.answers_insight(delivery, A, "add", words=True)
        story.contribution(2, response)
        story.stands(0, "weave", steps=(1, 0, 0, 1, 0, 0))
        story.woven(2, insight)
        story.stands(step, action)
        assert story.loop()["strands"][1][3:5] == (step, action)
        story.resolved("added", response)
        story.stands(step, "decide" if insight == A else "return")


def test_15_withdraws_all() -> None:
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    story.woven(1, B)
    delivery = story.qualify(A, B)
    story.answers(delivery, "withdraw", contributions=[1])
    story.stands(None, "none", state="ended", strands=(), contributions=(1,), due=None)


def test_16_withdraws_one() -> None:
    story = Story()
    for contribution in (1, 2):
        story.contribution(contribution)
        story.woven(contribution, A)
    delivery = story.frozen("qualify", A)
    story.stands(1, "reach")
    story.answers(delivery, "withdraw", contributions=[1])
    story.stands(2, "await", contributions=(1, 2), steps=(0, 0, 1, 0, 0, 0))


def test_17_two_become_one() -> None:
    story = Story()
    for contribution, insight in ((1, A), (2, B)):
        story.contribution(contribution)
        story.woven(contribution, insight)
    delivery = story.qualify(A, B)
    story.answers(delivery, "recognise")
    story.decided(A)
    story.decided(B)
    story.closing(A, B)
    story.stands(5, "none")
    story.merged(C, A, B, contributions=[1, 2])
    story.stands(3, "decide", stale=True, steps=(0, 0, 0, 2, 0, 0))
    story.decided(C)
    story.stands(4, "tell", stale=True)
    story.update(C)
    story.stands(5, "none")


def test_18_an_insight_is_withdrawn() -> None:
    story, _closing = closed_story()
    story.fact("insight_withdrawn", insight=A)
    story.stands(0, "weave", stale=True)
    story.woven(1, B)
    delivery = story.qualify(B)
    story.answers_insight(delivery, B, "recognise")
    story.decided(B)
    story.closing(B)
    story.stands(4, "tell", stale=True)
    story.update(also=(("withdrawal", A),))
    story.stands(5, "none")
