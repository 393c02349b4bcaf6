"""What was undone, by the check apart: contributions, people, rounds."""

from .check import standing
from .events import Book, Event
from .story import HER, Story, closed_story, told_story

A = 10


def undone(story: Story, contribution: int) -> None:
    story.fact("contribution_undone", participant=HER, contribution=contribution)


def test_r1_nobody_left_without_contributions_has_a_loop() -> None:
    story = Story()
    story.contribution(1)
    story.stands(0, "weave")
    undone(story, 1)
    assert standing(story.events, HER) is None
    story.contribution(2)
    story.stands(0, "weave")


def test_r1_the_others_stand_as_they_stood() -> None:
    story, _delivery = told_story()
    before = story.loop()
    story.contribution(2)
    story.stands(0, "weave")
    undone(story, 2)
    assert story.loop() == before


def test_r17_a_loop_was_at_five_though_a_mistake_stood_beside_it() -> None:
    story, _delivery = closed_story()
    story.contribution(2)
    story.stands(0, "weave", stale=True)
    undone(story, 2)
    story.stands(5, "none", state="closed")


def test_what_is_recorded_after_the_undoing_remains() -> None:
    story = Story()
    story.contribution(1)
    undone(story, 1)
    story.contribution(1)
    story.stands(0, "weave")


def test_r2_a_report_of_a_round_called_back_was_never_frozen() -> None:
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    before = story.loop()
    delivery = story.frozen("qualify", A, channel="email", mail="report")
    story.on(delivery, "delivery_stopped")
    story.stands(1, "reach")
    story.fact("round_called_back", round=story.rounds[delivery])
    assert story.loop() == before
    story.qualify(A)
    story.stands(2, "await")


def weaving_undone(story: Story, contribution: int, insight: int) -> None:
    """The last fact undone, which wove it in or took it out."""
    pair = {"contribution": contribution, "insight": insight}
    story.fact("weaving_undone", participant=HER, **pair, undoes=story.events[-1].n)


def test_r1_a_weaving_undone_ended_no_setting_aside() -> None:
    story = Story()
    story.contribution(1)
    aside = story.set_aside(1)
    story.closing(also=(("reason", story.versions[aside]),))
    before = story.loop()
    story.woven(1, A)
    story.stands(1, "return", stale=before["step"] == 5)
    weaving_undone(story, 1, A)
    assert story.loop() == before


def test_r3_what_was_taken_out_by_a_slip_is_evidence_since_it_first_was() -> None:
    story, _delivery = told_story()
    before = story.loop()
    story.unwoven(1, A)
    story.stands(0, "weave")
    weaving_undone(story, 1, A)
    assert story.loop() == before


def test_only_the_weaving_of_that_number_is_undone() -> None:
    story = Story()
    story.contribution(1)
    story.woven(1, A)
    story.unwoven(1, A)
    story.woven(1, A)
    weaving_undone(story, 1, A)
    story.stands(0, "weave")
    story.woven(1, A)
    story.stands(1, "return")


def test_a_setting_aside_undone_left_it_as_it_was_heard() -> None:
    story = Story()
    story.contribution(1)
    story.set_aside(1)
    story.stands(1, "return")
    aside = story.events[-1].n
    story.fact("setting_aside_undone", participant=HER, contribution=1, undoes=aside)
    story.stands(0, "weave")
    story.set_aside(1)
    story.stands(1, "return")


def test_the_undoing_is_not_read_either() -> None:
    story, delivery = told_story()
    kinds = [event.kind for event in story.events]
    story.contribution(2)
    undone(story, 2)
    story.fact("round_called_back", round=story.rounds[delivery] + 1)
    story.fact("participant_undone", participant=HER + 1)
    assert [event.kind for event in Book(story.events).events] == kinds


def test_all_that_was_said_of_somebody_undone_goes() -> None:
    story = Story()
    when = story.now
    story.events += [
        Event(90, "participant_added", when, when, {"participant": 2, "who": "person"}),
        Event(91, "participant_undone", when, when, {"participant": 2}),
    ]
    assert all(event.data.get("participant") != 2 for event in Book(story.events).events)
