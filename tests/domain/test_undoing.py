"""Undone: what was recorded by mistake, for every rule, was never recorded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.fact_teller import FactTeller
from tests.domain.scenarios import PEOPLE, Scenario, scenarios
from tracker.domain.facts import Fact
from tracker.domain.fold import remaining
from tracker.domain.loop import fold, standing_of


def undoes(t: FactTeller, contribution: str, who: str = "P") -> None:
    t.record("contribution_undone", contribution=t.named(contribution), participant=t.named(who))


def undoes_weaving(t: FactTeller, contribution: str, insight: str) -> None:
    """The fact recorded last, which wove it in or took it out."""
    pair = {"contribution": t.named(contribution), "insight": t.named(insight)}
    t.record("weaving_undone", participant=t.named("P"), **pair, undoes=t.facts[-1].n)


def calls_back(t: FactTeller, round_name: str) -> None:
    t.record("round_called_back", round=t.named(round_name))


@pytest.mark.rule("R1")
def test_who_is_left_with_nothing_has_no_loop_as_before_the_first(t: FactTeller) -> None:
    t.tells("C1")
    undoes(t, "C1")
    assert t.loop().said == {}
    assert standing_of(t.loop()) is None


@pytest.mark.rule("R1")
def test_an_undone_contribution_is_no_strand_and_ends_nothing(t: FactTeller) -> None:
    t.walks(2)
    t.tells("C2")
    t.stands(step=0)
    undoes(t, "C2")
    t.stands(step=2, state="open", steps=(0, 0, 1, 0, 0, 0))
    assert t.standing().contributions == (t.named("C1"),)


@pytest.mark.rule("R1")
def test_a_loop_that_had_ended_has_ended_again(t: FactTeller) -> None:
    t.walks(2)
    t.answers("withdraw", withdraws=["C1"])
    t.tells("C2")
    t.stands(state="open", step=0)
    undoes(t, "C2")
    t.stands(state="ended", step=None)


@pytest.mark.rule("R1")
def test_what_is_heard_after_the_undoing_stands(t: FactTeller) -> None:
    """Also if it had the number of what was undone: only what came before is undone."""
    t.tells("C1")
    undoes(t, "C1")
    t.tells("C1")
    t.stands(step=0, action="weave")
    undoes(t, "C1")
    assert standing_of(t.loop()) is None


@pytest.mark.rule("R17")
def test_a_loop_was_closed_though_a_mistake_stood_beside_it(t: FactTeller) -> None:
    t.walks(4)
    closing = t.gives_back("closing", "A", how="phone")
    t.tells("C2")
    t.attempts("conversation_held", t.delivery(closing))
    t.stands(step=0, stale=False)
    undoes(t, "C2")
    t.stands(state="closed", stale=False)
    t.rewrites("A")
    t.stands(step=4, stale=True)


@pytest.mark.rule("R22")
def test_a_day_is_counted_though_a_mistake_stood_beside_it(t: FactTeller) -> None:
    t.walks(3)
    t.passes(10)
    t.tells("C2")
    t.decides("A")
    came = t.now.date()
    t.passes(10)
    undoes(t, "C2")
    due = t.standing().due
    # Twenty-one days, and Easter.
    assert due is not None and 21 <= (due - came).days < 28


@pytest.mark.rule("R1")
def test_a_weaving_that_was_undone_ended_no_setting_aside(t: FactTeller) -> None:
    t.tells("C1")
    t.drafts("A")
    t.sets_aside("C1")
    t.gives_back("closing", how="phone")
    before = t.standing()
    t.weaves("C1", "A")
    t.stands(step=1)
    undoes_weaving(t, "C1", "A")
    assert t.standing() == before


@pytest.mark.rule("R3")
def test_what_was_taken_out_by_a_slip_is_evidence_since_it_first_was(t: FactTeller) -> None:
    t.walks(4)
    before = t.standing()
    t.unweaves("C1", "A")
    t.stands(step=0)
    undoes_weaving(t, "C1", "A")
    assert t.standing() == before


@pytest.mark.rule("R1")
def test_only_the_weaving_of_that_number_is_undone(t: FactTeller) -> None:
    t.tells("C1")
    t.weaves("C1", "A")
    t.unweaves("C1", "A")
    t.weaves("C1", "A")
    undoes_weaving(t, "C1", "A")
    t.stands(step=0)
    t.weaves("C1", "A")
    t.stands(step=1)


@pytest.mark.rule("R1")
def test_a_setting_aside_that_was_undone_left_it_as_it_was_heard(t: FactTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    said = {"participant": t.named("P"), "contribution": t.named("C1")}
    t.stands(step=1)
    t.record("setting_aside_undone", **said, undoes=t.facts[-1].n)
    t.stands(step=0, action="weave")
    t.sets_aside("C1")
    t.stands(step=1)


@pytest.mark.rule("R2")
def test_a_report_that_was_called_back_was_never_frozen(t: FactTeller) -> None:
    t.walks(1)
    t.stands(action="return")
    held = t.gives_back("qualify", "A", how="queued")
    t.stands(action="await")
    calls_back(t, held)
    t.stands(step=1, action="return")
    assert t.loop().deliveries == {}


@pytest.mark.rule("R2")
def test_only_that_round_is_called_back(t: FactTeller) -> None:
    t.walks(2)
    held = t.gives_back("update", "A", how="queued")
    calls_back(t, held)
    t.stands(step=2, action="await")
    assert set(t.loop().deliveries) == {t.delivery("R1")}


@pytest.mark.rule("R2")
def test_what_was_frozen_after_the_calling_back_stands(t: FactTeller) -> None:
    t.walks(1)
    calls_back(t, "R1")
    t.gives_back("qualify", "A")
    t.stands(step=2)


@pytest.mark.rule("R2")
def test_what_befell_a_report_that_was_called_back_befell_nobody(t: FactTeller) -> None:
    t.walks(1)
    held = t.gives_back("qualify", "A", how="queued")
    t.record("delivery_stopped", delivery=t.delivery(held), participant=t.named("P"))
    calls_back(t, held)
    t.stands(step=1, action="return")


@pytest.mark.rule("R1")
def test_what_was_said_of_somebody_who_was_never_there_is_not_read(t: FactTeller) -> None:
    t.joins("Q", public_return=True)
    t.record("participant_undone", participant=t.named("Q"))
    assert not t.loop("Q").public_return
    t.joins("Q", who="group")
    assert t.loop("Q").who == "group"
    assert t.loop("P").who == "person"


def test_where_nothing_was_undone_every_fact_remains(t: FactTeller) -> None:
    t.walks(5)
    assert remaining(t.facts) == t.facts


def _put_in(facts: list[Fact], at: int, kind: str, **data: object) -> None:
    """A fact more, recorded when the one before it was."""
    before = facts[at - 1]
    facts.insert(at, before._replace(kind=kind, data=data))


def _numbered(facts: list[Fact]) -> list[Fact]:
    return [fact._replace(n=n) for n, fact in enumerate(facts, start=1)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data(), scenarios())
def test_doing_and_undoing_leaves_every_loop_as_it_was(data: st.DataObject, t: Scenario) -> None:
    """Whatever happens in between: all but the numbers of the facts is the same."""
    facts, first = list(t.facts), 3
    for number in range(data.draw(st.integers(1, 3))):
        who = t.named(data.draw(st.sampled_from(PEOPLE)))
        done = data.draw(st.integers(first, len(facts)))
        undone = data.draw(st.integers(done, len(facts)))
        if data.draw(st.booleans()):
            said = {"participant": who, "contribution": 1000 + number}
            _put_in(facts, undone, "contribution_undone", **said)
            _put_in(facts, done, "contribution_recorded", **said, response=None)
        else:
            tells = [("version", v) for v in t.versions.values()]
            _put_in(facts, undone, "round_called_back", round=1000 + number)
            _put_in(
                facts, done, "report_frozen", delivery=1000 + number, round=1000 + number,
                participant=who, purpose="qualify", days=21, channel="email", mail="report",
                tells=tells,
            )  # fmt: skip
    for who in PEOPLE:
        as_was, undone_again = fold(t.facts, t.named(who)), fold(_numbered(facts), t.named(who))
        assert standing_of(undone_again) == standing_of(as_was)
        assert set(undone_again.deliveries) == set(as_was.deliveries)
        assert undone_again.came == as_was.came
