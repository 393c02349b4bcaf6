"""What leaves by mail: a notice and a reminder say nothing, and a file's name says nothing."""

from dataclasses import replace

import pytest

from tests.leaks.canaries import seen_in
from tests.leaks.check import leaks_of_mail
from tests.leaks.ground import Ground
from tests.leaks.plans import MAILED
from tests.leaks.rounds import Rounds
from tests.leaks.showing import parts_of


@pytest.fixture(scope="module", params=["notice", "report"])
def world(ground: Ground, request: pytest.FixtureRequest) -> Rounds:
    return ground.played(replace(MAILED, mail=request.param))


def test_no_mail_that_left_holds_anything_of_another(world: Rounds):
    people, kind = len(MAILED.people), world.plan.mail
    kinds = [sent.message for sent in world.sent]
    assert kinds.count(kind) == 3 * people
    # Of a report that came as a mail only a round that asks something reminds.
    assert kinds.count("reminder+") == (3 if kind == "notice" else 1) * people
    for sent in world.sent:
        assert leaks_of_mail(world, sent) == set()


def test_a_mail_says_to_whom_it_goes_and_no_more_in_its_head(world: Rounds):
    for sent in world.sent:
        head = parts_of(sent.mail.content)["head"]
        assert seen_in(head) == {sent.person.email, *world.senders}
        (subject,) = (line for line in head.splitlines() if line.startswith("Subject:"))
        assert seen_in(subject) == set()
        assert sent.file.read_bytes() == sent.mail.content


def test_no_link_of_another_stands_in_a_mail(world: Rounds):
    """Each link stands in the mails of its own delivery, and there alone."""
    for copy in world.copies:
        held = {
            s.delivery for s in world.sent if copy.secrets[1] in parts_of(s.mail.content)["plain"]
        }
        assert held == {copy.id}
