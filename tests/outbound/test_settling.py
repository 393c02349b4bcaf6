"""A person says what became of a mail that nobody else can know about."""

import pytest

from tests.outbound.office import Office
from tests.outbound.sink import Rude
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.errors import NotAllowed, RuleBroken
from tracker.domain.people import User
from tracker.domain.round import Delivery
from tracker.outbound.settling import settle


@pytest.fixture
def in_doubt(open_office) -> Office:
    """Two reports by mail, whose answer never came."""
    with Rude("<dot>", "hang up") as server:
        office = open_office(TRACKER_MAIL_URL=server.url)
        office.gives_back(2, mail="report")
        office.sends()
    return office


def the_deliveries(act: Act) -> list[Delivery]:
    return [act.session.get_one(Delivery, number) for number in (1, 2)]


@pytest.fixture
def somebody(in_doubt: Office) -> Actor:
    def hire(act: Act) -> Actor:
        user = User(email="s@example.dk", name="Susanne", fs_uniquifier="x")
        act.session.add(user)
        act.session.flush()
        return Actor.of(user)

    return in_doubt.do(hire)


def test_settled_as_sent_it_reached_them(in_doubt: Office, somebody: Actor):
    in_doubt.do(lambda act: settle(act, the_deliveries(act), sent=True), somebody)
    assert in_doubt.states() == ["reached", "reached"]
    assert [(a.state, a.reason) for a in in_doubt.attempts()] == [("sent", "settled")] * 2


def test_settled_as_not_sent_it_is_queued_anew_under_an_id_of_its_own(
    in_doubt: Office, somebody: Actor
):
    in_doubt.do(lambda act: settle(act, the_deliveries(act), sent=False), somebody)
    assert in_doubt.states() == ["waiting", "waiting"]
    assert [a.state for a in in_doubt.attempts()] == ["failed"] * 2 + ["waiting"] * 2
    assert len({a.message_id for a in in_doubt.attempts()}) == 4
    assert {a.message for a in in_doubt.attempts()} == {"report"}


def test_what_is_not_uncertain_cannot_be_settled_and_then_nothing_is(
    in_doubt: Office, somebody: Actor
):
    in_doubt.do(lambda act: settle(act, the_deliveries(act)[:1], sent=True), somebody)
    with pytest.raises(RuleBroken, match="not_uncertain"):
        in_doubt.do(lambda act: settle(act, the_deliveries(act), sent=True), somebody)
    assert in_doubt.states() == ["reached", "uncertain"]


def test_the_system_does_not_settle(in_doubt: Office):
    act = in_doubt.act(SYSTEM)
    with pytest.raises(NotAllowed, match="settle_needs_a_person"):
        settle(act, the_deliveries(act), sent=True)
