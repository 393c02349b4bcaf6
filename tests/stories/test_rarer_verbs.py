"""Verbs that no command has yet: what each leads to."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.stories.conftest import Open
from tests.stories.service_teller import ServiceTeller
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.commitment import Commitment, Obstacle, say_kept
from tracker.domain.errors import NotAllowed, RuleBroken, Unseen
from tracker.domain.hearing import unknown_of
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.policies import process_for
from tracker.domain.process import Encounter
from tracker.domain.projection import DeliveryStanding
from tracker.domain.round import Attempt
from tracker.listening import services as listening
from tracker.listening.services import Details
from tracker.oversight import services as oversight
from tracker.processes import services as processes
from tracker.processes.services import Promises
from tracker.qualifying import services as qualifying
from tracker.weaving import services as weaving


def texts(t: ServiceTeller, who: str = "P") -> list[str]:
    """All that the last report says."""
    return [passage.text or "" for passage in t.report(who).passages]


def promises(t: ServiceTeller, *days: int) -> None:
    with t.unit() as act:
        processes.change_promises(act, t.the_process(act), Promises(*days))


@pytest.mark.rule("R22")
def test_other_promises_move_everybody_s_due_dates(t: ServiceTeller) -> None:
    t.joins("Q")
    t.tells("C1")
    t.tells("D1", "Q")
    t.walks(3, "D1", "B")
    t.stands(0, "weave", due=date(2026, 3, 23))
    promises(t, 7, 10, 30)
    assert t.kinds()[-1] == "promises_changed"
    t.stands(0, "weave", due=date(2026, 3, 9))
    t.weaves("C1", "A")
    t.stands(1, "return", due=date(2026, 3, 9))


@pytest.mark.rule("R22")
def test_each_promise_is_for_its_own_steps(t: ServiceTeller) -> None:
    t.walks(3)
    promises(t, 7, 10, 30)
    t.stands(3, "decide", due=date(2026, 3, 12))
    t.decides("A")
    # The first of April is the day before Maundy Thursday.
    t.stands(4, "tell", due=date(2026, 4, 1))


@pytest.mark.rule("R18")
def test_an_exception_is_lifted_by_a_manager_alone(t: ServiceTeller) -> None:
    t.walks(1)
    for actor in (t.caseworker, SYSTEM):
        with pytest.raises(NotAllowed, match="manager_only"), t.unit(actor) as act:
            oversight.lift_exception(act, t.the_process(act), t.person(act, "P"))
    with pytest.raises(RuleBroken, match="not_excepted"):
        lifts(t)
    t.excepts("died")
    t.stands(1, "none", state="excepted", due=None)
    t.changes(Details(phone="60 70 80 90"))
    t.stands(1, "none", state="excepted", due=None)
    lifts(t)
    assert t.kinds()[-1] == "exception_lifted"
    t.stands(1, "return", due=date(2026, 3, 23))


def lifts(t: ServiceTeller) -> None:
    with t.unit(t.manager) as act:
        oversight.lift_exception(act, t.the_process(act), t.person(act, "P"))


@pytest.mark.rule("R21")
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (Details(email="ny@example.dk"), "address"),
        (Details(channel="phone", phone="20 30 40 50"), "wish"),
    ],
)
def test_a_mail_to_where_nobody_is_any_more_is_stopped(
    opened: Open, changed: Details, reason: str
) -> None:
    t = opened(channel="email")
    t.walks(1)
    t.sends("qualify", "A")
    t.stands(1, "await")
    t.changes(changed)
    taken = t.takes()
    assert taken is not None and (taken.mail, taken.reason) == (None, reason)
    assert t.kinds()[-1] == "delivery_stopped"
    t.stands(1, "reach")
    with t.looking() as session:
        assert session.scalars(select(DeliveryStanding.state)).one() == "stopped"
        attempt = session.scalars(select(Attempt)).one()
        assert (attempt.state, attempt.reason) == ("stopped", reason)
    t.records("told")
    t.stands(2, "await")


def test_an_obstacle_stands_in_the_report_with_what_the_leadership_says(t: ServiceTeller) -> None:
    t.walks(3)
    with t.unit() as act:
        process = t.the_process(act)
        about = t.insights["A"]
        weaving.note_obstacle(act, process, "Loven kræver mørke for flagermus.", "Jura", about)
        weaving.note_obstacle(act, process, "Vejen er fredet.")
    t.decides("A", "not")
    t.gives_back("update", "A")
    waiting = [text for text in texts(t) if "flagermus" in text or "fredet" in text]
    assert len(waiting) == 2
    with t.unit() as act:
        for obstacle in act.session.scalars(select(Obstacle).order_by(Obstacle.id)):
            weaving.answer_obstacle(act, obstacle, "Vi spørger ministeren.")
    t.gives_back("closing", "A")
    assert sum("Vi spørger ministeren." in text for text in texts(t)) == 2
    t.stands(5, "none")


def test_a_promise_is_told_with_whether_it_was_kept(t: ServiceTeller) -> None:
    t.walks(1)
    with t.unit() as act:
        process = t.the_process(act)
        for text in ("Vi mødes ved søen.", "Vi ringer til alle.", "Vi skriver i bladet."):
            qualifying.promise(act, process, text, date(2026, 6, 1))
    with t.unit() as act:
        met, called, _ = act.session.scalars(select(Commitment).order_by(Commitment.id))
        say_kept(act, met, "kept")
        say_kept(act, called, "broken")
    t.gives_back("qualify", "A")
    said = [p for p in t.report().passages if p.kind == "promise"]
    by_detail = {p.detail: p.text or "" for p in said}
    assert "Vi mødes ved søen" in by_detail["kept"]
    assert "Vi ringer til alle" in by_detail["broken"]
    assert any("Vi skriver i bladet" in text for text in by_detail.values())
    t.stands(2, "await")


def test_other_knowledge_stands_beside_the_insight(t: ServiceTeller) -> None:
    t.walks(1)
    with t.unit() as act:
        insight = t.insight(act, "A")
        weaving.add_source(act, insight, "statistics", "supports", "Vi talte 40 uheld.", "Politiet")
        weaving.add_source(act, insight, "expert", "challenges", "Lys tiltrækker flere.")
    t.gives_back("qualify", "A")
    beside = [p for p in t.report().passages if p.kind == "knowledge"]
    assert [p.detail for p in beside] == ["supports", "challenges"]
    assert "Vi talte 40 uheld" in (beside[0].text or "") and "Politiet" in (beside[0].text or "")
    assert all(p.insight == t.insights["A"] for p in beside)
    t.stands(2, "await")


def test_a_process_is_narrowed_to_some_people_and_then_to_others(t: ServiceTeller) -> None:
    def narrow_to(actor: Actor) -> None:
        """By one whom it stays open to: nobody shuts themselves out."""
        with t.unit(actor) as act:
            user = act.session.get_one(User, actor.id)
            processes.narrow(act, t.the_process(act), [user])

    def sees(act: Act) -> bool:
        try:
            return process_for(act, t.process).id == t.process
        except Unseen as unseen:
            assert unseen.exists
            return False

    for allowed, barred in ((t.caseworker, t.manager), (t.manager, t.caseworker)):
        narrow_to(allowed)
        with t.unit(allowed) as act:
            assert sees(act)
        with t.unit(barred) as act:
            assert not sees(act)
        with t.unit(SYSTEM) as act:
            assert sees(act)


@pytest.mark.rule("R19")
@pytest.mark.parametrize("promised", [True, False])
def test_each_occasion_has_one_unknown_with_what_the_process_promised(
    opened: Open, promised: bool
) -> None:
    t = opened(public_return=promised)
    t.nobody_knows("U", "Værksted på skolen")
    t.nobody_knows("V", "Gåtur")
    assert t.participants["U"] != t.participants["V"]
    with t.unit() as act:
        person = act.session.get_one(Participant, t.participants["U"])
        encounter = act.session.get_one(Encounter, person.encounter_id)
        assert unknown_of(act, encounter).id == person.id
        assert (person.kind, person.public_return, person.channel) == ("unknown", promised, "none")
    t.tells("C1", "U")
    t.stands(0, "weave", who="U")
    assert t.kinds().count("participant_added") == 3


@pytest.mark.rule("R8")
def test_words_for_sharing_are_looked_at_again_after_a_correction(t: ServiceTeller) -> None:
    t.tells("C1", text="Bussen kommer for sent.", shareable="En kommer for sent.")
    t.walks(2)
    assert shareable(t) == "En kommer for sent."
    t.answers("correct", "C1", "Det er cyklen.")
    assert shareable(t) is None
    with t.unit() as act:
        listening.share_wording(act, t.contribution(act, "C1"), "En mangler sin cykel.")
    assert t.kinds()[-1] == "contribution_worded"
    assert shareable(t) == "En mangler sin cykel."
    t.answers("withdraw", "C1")
    with pytest.raises(RuleBroken, match="already_withdrawn"), t.unit() as act:
        listening.share_wording(act, t.contribution(act, "C1"), "Alligevel.")


def shareable(t: ServiceTeller) -> str | None:
    with t.unit() as act:
        return t.contribution(act, "C1").shareable
