"""A name with a line's end in it adds no head to a mail: it is refused, and if not, not sent."""

from collections.abc import Callable

import pytest

from tests.leaks.ground import Ground
from tests.leaks.plans import MAILED
from tests.leaks.rounds import SURE, Rounds
from tests.stories.service_teller import WORKER
from tracker.domain.act import SYSTEM, Act
from tracker.domain.errors import BadInput
from tracker.domain.participant import Participant
from tracker.domain.round import Delivery
from tracker.listening import occasions
from tracker.listening import services as listening
from tracker.listening.services import Details
from tracker.outbound import outbox
from tracker.processes import services as processes
from tracker.returning import services as returning
from tracker.returning.forms import written

ENDS = ("\r\n", "\n", "\r", "\u2028", "\0")
ADDED = "Bcc: alle@example.dk"
Deed = Callable[[Rounds, Act, str], object]


@pytest.fixture(scope="module")
def world(ground: Ground) -> Rounds:
    return ground.played(MAILED)


DEEDS: dict[str, Deed] = {
    "name": lambda w, a, bad: listening.add_participant(a, w.the_process(a), Details(name=bad)),
    "e-mail": lambda w, a, bad: listening.add_participant(
        a, w.the_process(a), Details(email=f"karen@example.dk{bad}")
    ),
    "department": lambda w, a, bad: processes.department_named(a, bad),
    "title": lambda w, a, bad: processes.add_process(
        a, bad, "development", w.the_process(a).department
    ),
    "contact": lambda w, a, bad: processes.add_process(
        a, "Stien", "development", w.the_process(a).department, contact=(bad, bad, bad)
    ),
    "occasion": lambda w, a, bad: occasions.add_encounter(a, w.the_process(a), "walk", bad, a.now),
}


@pytest.mark.parametrize("end", ENDS, ids=repr)
@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_it_is_refused_where_it_is_written(world: Rounds, deed: Deed, end: str):
    with world.unit() as act, pytest.raises(BadInput):
        deed(world, act, f"Karen{end}{ADDED}")


def a_mail(world: Rounds, deed: Callable[[Participant], None]) -> outbox.Taken:
    """What becomes of a report by mail whose rows somebody wrote past all that refuses them."""
    with world.unit() as act:
        person = act.session.get_one(Participant, world.people[0].id)
        deed(person)
        insights = [world.insight(act, number) for number in world.living()]
        round_ = returning.plan_round(act, world.the_process(act), "update", insights, [person])
        returning.fix_round(act, round_, SURE)
        returning.freeze_next(act, round_)
        returning.release(act, round_, act.now - act.now)
    with world.unit(SYSTEM) as act:
        taken = outbox.take(act, WORKER)
    assert taken is not None
    return taken


@pytest.mark.parametrize("end", ENDS[:4], ids=repr)
def test_written_past_that_in_a_senders_name_it_is_not_sent(ground: Ground, end: str):
    def name(person: Participant) -> None:
        person.process.department.name = f"Natur{end}{ADDED}"

    taken = a_mail(ground.played(MAILED), name)
    assert (taken.mail, taken.reason) == (None, "not_written")


@pytest.mark.parametrize("end", ENDS[:2], ids=repr)
def test_written_past_that_in_an_address_it_is_not_sent(ground: Ground, end: str):
    def address(person: Participant) -> None:
        person.email = f"karen@example.dk{end}{ADDED}"
        person.email_lookup = person.email

    taken = a_mail(ground.played(MAILED), address)
    assert (taken.mail, taken.reason) == (None, "not_written")


def test_a_citizens_name_stands_in_no_head(ground: Ground):
    def name(person: Participant) -> None:
        person.name = f"Karen\r\n{ADDED}"

    world = ground.played(MAILED)
    taken = a_mail(world, name)
    assert taken.mail is not None
    head, _, _ = taken.mail.content.partition(b"\r\n\r\n")
    assert b"Bcc" not in head
    with world.unit() as act:
        report = written(act, act.session.get_one(Delivery, taken.delivery), "eml")
    assert b"Bcc" not in report.partition(b"\r\n\r\n")[0]
