"""A weaving, or a taking out, that was a slip is undone: every loop stands as it stood before."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from tests.stories.service_teller import ServiceTeller
from tracker.domain.contribution import SettingAside
from tracker.domain.errors import RuleBroken
from tracker.domain.insight import Evidence
from tracker.domain.projection import LoopRow, StrandRow
from tracker.weaving import services, undoing

Verb = Callable[..., None]


def undoes(t: ServiceTeller, verb: Verb, insight: str, *contributions: str) -> None:
    with t.unit() as act:
        said = [t.contribution(act, each) for each in contributions]
        verb(act, t.insight(act, insight), said)


def refused(t: ServiceTeller, code: str, verb: Verb, insight: str, *contributions: str) -> None:
    with pytest.raises(RuleBroken) as no:
        undoes(t, verb, insight, *contributions)
    assert no.value.code == code


def loops(t: ServiceTeller) -> list[Any]:
    """Every column of the loops and their strands, but a strand's own number."""
    with t.looking() as session:
        return [
            sorted(
                str({c.name: getattr(row, c.name) for c in kind.__table__.c if c.name != "id"})
                for row in session.scalars(select(kind))
            )
            for kind in (LoopRow, StrandRow)
        ]


def asides(t: ServiceTeller) -> list[tuple[str, bool]]:
    """The reasons of what was ever set aside, and whether it still is."""
    with t.looking() as session:
        rows: Sequence[SettingAside] = session.scalars(select(SettingAside)).all()
        return [(row.reason.text, row.ended_event_id is None) for row in rows]


@pytest.mark.rule("R1")
def test_what_was_set_aside_is_so_again_with_its_reason(t: ServiceTeller) -> None:
    t.tells("C1")
    t.drafts("A")
    t.sets_aside("C1", "Det er en tak.")
    t.gives_back("closing")
    before = loops(t)
    t.weaves("C1", "A")
    assert asides(t) == [("Det er en tak.", False)] and loops(t) != before
    undoes(t, undoing.undo_weaving, "A", "C1")
    assert asides(t) == [("Det er en tak.", True)] and loops(t) == before
    with t.looking() as session:
        assert session.scalars(select(Evidence)).all() == []


@pytest.mark.rule("R1")
@pytest.mark.parametrize("first", ["A", "B"])
def test_of_two_weavings_the_other_one_ends_it_still(t: ServiceTeller, first: str) -> None:
    t.tells("C1")
    t.sets_aside("C1", "Det er en tak.")
    before = loops(t)
    for insight in ("A", "B"):
        t.weaves("C1", insight)
    undoes(t, undoing.undo_weaving, first, "C1")
    assert asides(t) == [("Det er en tak.", False)]
    undoes(t, undoing.undo_weaving, "B" if first == "A" else "A", "C1")
    assert asides(t) == [("Det er en tak.", True)] and loops(t) == before


@pytest.mark.rule("R3")
def test_what_was_taken_out_is_evidence_since_it_first_was(t: ServiceTeller) -> None:
    t.walks(3)
    before = loops(t)
    t.unweaves("C1", "A")
    t.stands(0, "weave")
    undoes(t, undoing.undo_unweaving, "A", "C1")
    assert loops(t) == before


@pytest.mark.rule("R2")
def test_what_was_told_since_is_not_undone_by_a_button(t: ServiceTeller) -> None:
    t.tells("C1")
    t.weaves("C1", "A")
    t.gives_back("qualify", "A")
    refused(t, "given_back_since", undoing.undo_weaving, "A", "C1")
    t.unweaves("C1", "A")
    t.gives_back("update")
    refused(t, "given_back_since", undoing.undo_unweaving, "A", "C1")


@pytest.mark.rule("R16")
def test_what_moved_with_a_merge_was_not_woven_there(t: ServiceTeller) -> None:
    for contribution, insight in (("C1", "A"), ("C2", "B")):
        t.tells(contribution)
        t.weaves(contribution, insight)
    t.merges(["A", "B"], "C", "Stien er mørk.")
    refused(t, "not_woven", undoing.undo_weaving, "C", "C1")
    refused(t, "not_woven", undoing.undo_weaving, "A", "C1")
    refused(t, "insight_ended", undoing.undo_unweaving, "A", "C1")
    refused(t, "not_taken_out", undoing.undo_unweaving, "C", "C1")


@pytest.mark.rule("R1")
def test_what_is_something_else_by_now_is_not_put_back(t: ServiceTeller) -> None:
    t.tells("C1")
    t.weaves("C1", "A")
    refused(t, "not_taken_out", undoing.undo_unweaving, "A", "C1")
    t.unweaves("C1", "A")
    t.sets_aside("C1")
    refused(t, "not_taken_out", undoing.undo_unweaving, "A", "C1")


@pytest.mark.rule("R1")
def test_what_became_something_else_in_between_is_not_put_back(t: ServiceTeller) -> None:
    t.tells("C1")
    t.weaves("C1", "A")
    t.unweaves("C1", "A")
    t.sets_aside("C1")
    t.weaves("C1", "B")
    refused(t, "not_taken_out", undoing.undo_unweaving, "A", "C1")
    undoes(t, undoing.undo_weaving, "B", "C1")
    assert asides(t)[-1][1] is True


@pytest.mark.rule("R2")
def test_a_round_that_was_called_back_stands_in_no_way(t: ServiceTeller) -> None:
    t.tells("C1")
    t.weaves("C1", "A")
    t.sends("qualify", "A")
    refused(t, "given_back_since", undoing.undo_weaving, "A", "C1")
    t.calls_back()
    undoes(t, undoing.undo_weaving, "A", "C1")
    t.stands(0, "weave")


def undoes_adding(t: ServiceTeller, insight: str, *contributions: str) -> None:
    with t.unit() as act:
        said = [t.contribution(act, each) for each in contributions]
        undoing.undo_adding(act, t.insight(act, insight), said, "Den blev skrevet ved en fejl.")


@pytest.mark.rule("R16")
def test_an_insight_that_was_a_slip_is_withdrawn_and_its_words_stand_as_they_stood(
    t: ServiceTeller,
) -> None:
    t.tells("C1")
    t.sets_aside("C1", "Det er en tak.")
    before = loops(t)
    t.weaves("C1", "A")
    undoes_adding(t, "A", "C1")
    assert asides(t) == [("Det er en tak.", True)] and loops(t) == before
    assert t.kinds()[-1] == "insight_withdrawn"


@pytest.mark.rule("R16")
@pytest.mark.parametrize("contributions", [(), ("C1",)])
def test_an_insight_that_was_told_or_built_on_is_not_undone(
    t: ServiceTeller, contributions: tuple[str, ...]
) -> None:
    for each in ("C1", "C2"):
        t.tells(each)
        t.weaves(each, "A")
    with pytest.raises(RuleBroken) as more:
        undoes_adding(t, "A", *contributions)
    assert more.value.code == "more_woven_since"
    t.gives_back("qualify", "A")
    with pytest.raises(RuleBroken) as told:
        undoes_adding(t, "A", *contributions)
    assert told.value.code == "given_back_since"


@pytest.mark.rule("R17")
def test_another_stance_moves_no_loop(t: ServiceTeller) -> None:
    t.walks(5)
    before = loops(t)
    with t.unit() as act:
        woven = t.insight(act, "A"), [t.contribution(act, "C1")]
        assert services.change_stance(act, *woven, "contradicts") == {
            t.contributions["C1"]: "supports"
        }
        assert services.change_stance(act, *woven, "contradicts") == {}
    assert t.kinds()[-1] == "stance_changed" and loops(t) == before


def puts_back(t: ServiceTeller, contribution: str) -> None:
    with t.unit() as act:
        undoing.undo_setting_aside(act, [t.contribution(act, contribution)])


def not_put_back(t: ServiceTeller, contribution: str) -> str:
    with pytest.raises(RuleBroken) as no:
        puts_back(t, contribution)
    return no.value.code


@pytest.mark.rule("R1")
def test_what_was_set_aside_by_a_slip_has_become_nothing(t: ServiceTeller) -> None:
    t.tells("C1")
    before = loops(t)
    t.sets_aside("C1", "Det er en tak.")
    puts_back(t, "C1")
    assert loops(t) == before and asides(t) == [("Det er en tak.", False)]
    assert not_put_back(t, "C1") == "not_set_aside"
    t.weaves("C1", "A")
    t.stands(1, "return")


@pytest.mark.rule("R2")
def test_who_was_told_of_a_setting_aside_has_it_stand(t: ServiceTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1", "Det er en tak.")
    t.gives_back("closing")
    assert not_put_back(t, "C1") == "told_of_setting_aside"
    assert asides(t) == [("Det er en tak.", True)]


@pytest.mark.rule("R2")
def test_what_others_were_told_stands_in_no_way_of_putting_back(t: ServiceTeller) -> None:
    t.joins("Q")
    t.tells("C1")
    t.tells("D1", "Q")
    t.weaves("D1", "A")
    t.sets_aside("C1")
    t.gives_back("qualify", "A", who=("Q",))
    puts_back(t, "C1")
    t.stands(0, "weave")
