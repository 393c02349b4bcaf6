"""A round that was sent too early is called back through the services, while nothing has left."""

from collections.abc import Iterator
from threading import Thread

import pytest
from sqlalchemy import func, select

from tests.stories.conftest import Open
from tests.stories.service_teller import WORKER, ServiceTeller
from tracker.closing.record import closing_record
from tracker.closing.sealing import content_of
from tracker.domain.act import SYSTEM, Act
from tracker.domain.errors import RuleBroken
from tracker.domain.projection import DeliveryStanding
from tracker.domain.round import Attempt, Delivery, Passage, Round
from tracker.domain.undoing import call_back
from tracker.outbound import outbox
from tracker.reports.freezing import document_of
from tracker.returning import services as returning
from tracker.returning.checks import Reasons
from tracker.returning.links import revoke_link
from tracker.returning.queries import deliveries_of, letters_of


def refused(deed: object, *given: object, code: str) -> None:
    with pytest.raises(RuleBroken) as no:
        deed(*given)
    assert no.value.code == code


@pytest.fixture
def held(opened: Open) -> Iterator[ServiceTeller]:
    """A round to three people by mail, letter and no way at all; nothing of it has left."""
    t = opened("email")
    t.joins("Q", "letter")
    t.joins("R", "none")
    for who in "PQR":
        t.tells(f"C{who}", who)
        t.weaves(f"C{who}", "A")
    t.sends("qualify", "A", who="PQR")
    yield t


def listed(t: ServiceTeller) -> list[tuple[str, str]]:
    with t.looking() as session:
        act = Act(session, SYSTEM, t.now, t.settings)
        rows = deliveries_of(act, session.get_one(Round, t.rounds[-1]))
    return [(row["state"], row["reason"]) for row in rows]


@pytest.mark.rule("R2")
def test_a_held_round_is_called_back(held: ServiceTeller) -> None:
    t = held
    t.stands(1, "await")
    with t.looking() as session:
        assert session.scalars(select(Delivery.token_hash)).first() is not None
    assert t.calls_back() == 1
    for who in "PQR":
        t.stands(1, "return", who)
    assert listed(t) == [("stopped", "called_back")] * 3
    assert not t.attempts_wait()
    with t.looking() as session:
        assert set(session.scalars(select(Delivery.token_hash))) == {None}
        assert set(session.scalars(select(Delivery.link_until))) == {None}
        assert session.scalar(select(func.count()).select_from(DeliveryStanding)) == 0
        mail = session.scalars(select(Attempt)).one()
        assert (mail.state, mail.reason) == ("stopped", "called_back")


@pytest.mark.rule("R2")
def test_another_round_goes_on_where_the_first_was_called_back(held: ServiceTeller) -> None:
    t = held
    t.calls_back()
    t.sends("qualify", "A", who="PQR")
    t.mails("sent")
    t.records("posted", "Q")
    t.stands(1, "await", "P")
    t.stands(2, "await", "Q")
    with t.looking() as session:
        act = Act(session, SYSTEM, t.now, t.settings)
        rounds = content_of(closing_record(act, t.the_process(act))[0])["rounds"]
    assert [row["round"] for row in rounds] == t.rounds[1:]


@pytest.mark.rule("R15")
def test_what_it_froze_stays_frozen(held: ServiceTeller) -> None:
    t = held
    t.calls_back()
    t.rewrites("A", "Stien er meget mørk.")
    with t.looking() as session:
        act = Act(session, SYSTEM, t.now, t.settings)
        assert [v.number for v in t.insight(act, "A").versions] == [1, 2]


@pytest.mark.rule("R2")
def test_nothing_happens_to_a_round_that_was_called_back(held: ServiceTeller) -> None:
    t, round_id = held, held.rounds[-1]
    t.calls_back()
    refused(t.calls_back, code="called_back")
    refused(t.records, "posted", "Q", code="called_back")
    refused(t.answers, "recognise", code="called_back")
    with t.unit() as act:
        refused(lambda: t.meets("A", present=[("P", 1)]), code="called_back")
        planned = act.session.get_one(Round, round_id)
        refused(returning.fix_round, act, planned, Reasons(), code="called_back")
        refused(letters_of, act, planned, True, code="called_back")


@pytest.mark.rule("R2")
@pytest.mark.parametrize(
    "left",
    [
        lambda t: t.takes(),
        lambda t: t.mails("sent"),
        lambda t: t.mails("later"),
        lambda t: t.records("posted", "Q"),
        lambda t: t.records("tried", "R"),
        lambda t: t.opens(),
        lambda t: t.answers("recognise"),
        lambda t: t.meets("A", present=[("Q", 1)]),
    ],
    ids=["claimed", "sent", "deferred", "posted", "tried", "opened", "answered", "met"],
)
def test_what_has_left_is_not_called_back(held: ServiceTeller, left: object) -> None:
    left(held)
    refused(held.calls_back, code="already_left")
    assert "round_called_back" not in held.kinds()


@pytest.mark.rule("R2")
def test_a_mail_that_was_stopped_or_put_off_has_not_left(held: ServiceTeller) -> None:
    t = held
    with t.unit(SYSTEM) as act:
        assert outbox.postpone(act, "no server") == 0
    assert t.calls_back() == 1
    t.sends("qualify", "A", who="PQR")
    with t.unit(SYSTEM) as act:
        last = select(Attempt).order_by(Attempt.id.desc()).limit(1)
        outbox.stop(act, act.session.scalars(last).one(), "wish")
    assert t.calls_back() == 0
    assert listed(t) == [("stopped", "called_back")] * 3


def test_a_round_that_was_not_sent_is_not_called_back(t: ServiceTeller) -> None:
    t.walks(1)
    with t.unit() as act:
        planned = returning.plan_round(act, t.the_process(act), "qualify", None, None)
        refused(call_back, act, planned, code="round_not_sent")


@pytest.mark.rule("R1")
def test_a_report_that_was_called_back_does_not_keep_a_mistake(held: ServiceTeller) -> None:
    """What stands in it is erased, and its hash stands."""
    t = held
    t.tells("C2", text="Lygterne er slukket.")
    t.sends("update", "A", who="P")
    refused(t.takes_back, "C2", code="already_built_on")
    t.calls_back()
    t.takes_back("C2")
    with t.looking() as session:
        act = Act(session, SYSTEM, t.now, t.settings)
        document = document_of(session, t.delivery(act, "P"))
        assert document.verify()
        assert not any("Lygterne" in (text or "") for text in session.scalars(select(Passage.text)))
        erased = select(func.count()).select_from(Passage).where(Passage.erased_on.is_not(None))
        assert session.scalar(erased)


@pytest.mark.parametrize("first", ["claim", "call"])
def test_a_claim_and_a_calling_back_never_both_win(held: ServiceTeller, first: str) -> None:
    """Whoever comes second waits for the first, and finds what it did."""
    t = held
    came: list[object] = []

    def claims() -> None:
        with t.unit(SYSTEM) as act:
            came.append(outbox.take(act, WORKER))

    def calls() -> None:
        try:
            t.calls_back()
        except RuleBroken as no:
            came.append(no.code)

    if first == "claim":
        with t.unit(SYSTEM) as act:
            assert outbox.take(act, WORKER) is not None
            second = Thread(target=calls)
            second.start()
            second.join(0.2)
            assert second.is_alive()
        second.join()
        assert came == ["already_left"]
    else:
        with t.unit() as act:
            assert call_back(act, act.session.get_one(Round, t.rounds[-1])) == 1
            second = Thread(target=claims)
            second.start()
            second.join(0.2)
            assert second.is_alive()
        second.join()
        assert came == [None]


def test_a_link_that_was_revoked_has_not_left(held: ServiceTeller) -> None:
    t = held
    with t.unit() as act:
        revoke_link(act, t.delivery(act, "P"))
    assert t.calls_back() == 1
    with t.unit() as act:
        refused(revoke_link, act, t.delivery(act, "P"), code="no_link")
