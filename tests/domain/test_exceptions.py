"""R17 and R18: stale, excepted, ended; never one and the same."""

import pytest

from tests.domain.fact_teller import FactTeller

REASONS = ("no-contact", "asked-not", "died", "other")


@pytest.mark.rule("R17")
def test_stale_is_only_what_was_closed_once(t: FactTeller) -> None:
    for step in range(5):
        t.walks(step, f"C{step}", f"A{step}")
        t.stands(stale=False)
    t = FactTeller()
    t.walks(5)
    t.stands(stale=False)
    t.decides("A", "not")
    t.stands(step=4, stale=True)
    t.gives_back("update", "A")
    t.stands(step=5, stale=False)
    t.answers("disagree", "A")
    t.stands(stale=True)


@pytest.mark.rule("R17")
def test_one_closed_strand_is_not_a_closed_loop(t: FactTeller) -> None:
    t.tells("C2")
    t.walks(5)
    t.answers("disagree", "A")
    t.stands(stale=False)


@pytest.mark.rule("R17")
def test_others_new_evidence_or_dissent_makes_nobody_stale(t: FactTeller) -> None:
    t.walks(5)
    t.joins("Q")
    t.tells("C9", who="Q")
    t.weaves("C9", "A", who="Q")
    t.gives_back("qualify", "A", who=["Q"])
    t.answers("disagree", "A", words=True, who="Q")
    t.resolves("dissent")
    t.stands(step=5, stale=False)


@pytest.mark.rule("R17", "R18")
@pytest.mark.parametrize("state", ["ended", "excepted"])
def test_stale_is_never_said_of_ended_or_excepted(t: FactTeller, state: str) -> None:
    t.walks(5)
    t.answers("disagree", "A")
    if state == "ended":
        t.answers("withdraw", withdraws=["C1"])
    else:
        t.excepts("other")
    t.stands(state=state, stale=False, action="none", due=None)


@pytest.mark.rule("R17")
def test_closed_while_excepted_is_closed_before(t: FactTeller) -> None:
    t.walks(4)
    t.excepts("died")
    t.gives_back("closing", "A", how="posted")
    t.record("exception_lifted", participant=t.named("P"))
    t.returned_by_post("R2")
    t.stands(step=4, stale=True)


LAPSES = {
    "contact": {"no-contact", "other"},
    "conversation": {"no-contact", "other"},
    "session": {"no-contact", "other"},
    "answer": {"no-contact", "other", "asked-not"},
    "wish": {"asked-not"},
    "manager": set(REASONS),
    "tried": set(),
    "letter": set(),
}


def happens(t: FactTeller, what: str, round_name: str) -> None:
    person, delivery = t.named("P"), t.delivery(round_name)
    {
        "contact": lambda: t.changes(contact=True),
        "conversation": lambda: t.attempts("conversation_held", delivery),
        "session": lambda: t.meets(round_name, "A", present=[("P", 1)]),
        "answer": lambda: t.answers("recognise", "A"),
        "wish": lambda: t.changes(wish=True),
        "manager": lambda: t.record("exception_lifted", participant=person),
        "tried": lambda: t.attempts("contact_tried", delivery),
        "letter": lambda: t.attempts("letter_posted", delivery),
    }[what]()


@pytest.mark.rule("R18")
@pytest.mark.parametrize("because", REASONS)
@pytest.mark.parametrize("what", LAPSES)
def test_what_an_exception_lapses_by(t: FactTeller, what: str, because: str) -> None:
    t.walks(1)
    round_name = t.gives_back("qualify", "A", how="letter")
    t.excepts(because)
    t.stands(state="excepted", step=1)
    happens(t, what, round_name)
    t.stands(state="open" if because in LAPSES[what] else "excepted")


@pytest.mark.rule("R18")
def test_what_concerns_others_lifts_nobody_s_exception(t: FactTeller) -> None:
    t.walks(1)
    t.joins("Q")
    meeting = t.gives_back("qualify", "A", how="letter", who=["P", "Q"])
    t.excepts("no-contact")
    t.meets(meeting, "A", present=[("Q", 1)])
    t.changes("Q", contact=True, wish=True)
    t.attempts("conversation_held", t.delivery(meeting, "Q"), "Q")
    t.stands(state="excepted")


@pytest.mark.rule("R18")
def test_an_excepted_loop_still_counts_by_its_step(t: FactTeller) -> None:
    t.walks(4)
    t.excepts("other")
    t.stands(step=4, state="excepted", steps=(0, 0, 0, 0, 1, 0))
    t.gives_back("closing", "A", how="posted")
    t.stands(step=5, state="excepted")


@pytest.mark.rule("R18")
def test_ended_goes_before_excepted(t: FactTeller) -> None:
    t.walks(1)
    t.gives_back("qualify", "A", how="posted")
    t.answers("withdraw", withdraws=["C1"])
    t.excepts("died")
    t.stands(state="ended", step=None)


@pytest.mark.rule("R18")
def test_ended_needs_all_contributions_withdrawn(t: FactTeller) -> None:
    t.walks(1)
    t.tells("C2")
    t.gives_back("qualify", "A")
    t.answers("withdraw", withdraws=["C1"])
    t.stands(state="open", step=0)
    assert not t.loop().ended
    t.answers("withdraw", withdraws=["C2"])
    t.stands(state="ended", step=None, steps=(0, 0, 0, 0, 0, 0))
    assert t.loop().ended
    t.tells("C3")
    t.stands(state="open", step=0)
