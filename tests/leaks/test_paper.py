"""What holds of pages and mails holds of letters: alone, in large print and among others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.leaks.canaries import seen_in
from tests.leaks.check import leaks, missing
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, Plan
from tests.leaks.rounds import Copy, Rounds
from tests.leaks.showing import Shown, looking, on_paper
from tests.printed import pages
from tracker.domain.act import Act
from tracker.domain.round import Delivery, Round
from tracker.returning.printing import printed
from tracker.returning.queries import letters_of

FIRST_PAGE = re.compile(r"(Side|Page) 1 (af|of) \d")


def last_of(world: Rounds) -> list[Copy]:
    return [copy for copy in world.copies if copy.purpose == "closing"]


@pytest.mark.parametrize("plan", [FULL, replace(FULL_CASE, language="en")], ids=["open", "case"])
def test_letters_hold_nothing_of_another(ground: Ground, plan: Plan):
    world = ground.played(plan)
    act = looking(world)
    with act.session:
        forms = [shown for copy in last_of(world) for shown in on_paper(act, copy)]
    assert len(forms) == 4 * len(plan.people)
    assert leaks(world, forms) == set()
    assert missing(world, forms) == set()


def batch(act: Act, world: Rounds, protected: bool) -> tuple[str, list[Shown]]:
    """The closing round as it comes out of the printer: the index, and each letter by its pages."""
    (number,) = {act.session.get_one(Delivery, copy.id).round_id for copy in last_of(world)}
    found = letters_of(act, act.session.get_one(Round, number), protected)
    with printed(act, found).file as file:
        pdf = file.read()
    copies = {copy.id: copy for copy in last_of(world)}
    sheets = pages(pdf)
    firsts = [at for at, page in enumerate(sheets) if FIRST_PAGE.search(page)]
    letters = ["".join(sheets[a:b]) for a, b in pairwise([*firsts, len(sheets)])]
    those = [copies[delivery.id] for delivery in found.deliveries]
    return "".join(sheets[: firsts[0]]), list(_parted(letters, those, protected))


def _parted(letters: Sequence[str], copies: Sequence[Copy], protected: bool) -> Iterator[Shown]:
    assert len(letters) == len(copies)
    for copy in copies:
        person = copy.person
        address = {person.address} if protected or not person.plan.protected else set()
        more = frozenset({person.name, *address})
        # Both what must and what may: the code on the slip is this letter's.
        (text,) = (letter for letter in letters if copy.secrets[0] in letter)
        yield Shown(copy, "letter of many", text, more)


@pytest.mark.parametrize("protected", [False, True])
def test_of_many_letters_each_holds_its_own(ground: Ground, protected: bool):
    world = ground.played(FULL)
    act = looking(world)
    with act.session:
        index, forms = batch(act, world, protected)
        process = world.the_process(act)
        office = seen_in(f"{process.title} {process.department.name}")
    # Who gets one, by name and code: the one who folds needs no more.
    names = {shown.copy.person.name for shown in forms}
    assert seen_in(index) == seen_in("\n".join(names)) | office
    assert all(shown.copy.secrets[0] in index for shown in forms)
    assert len(forms) == (3 if protected else 2)
    assert leaks(world, forms) == set()
    assert missing(world, forms) == set()
    addressed = [shown.copy.person.address in shown.text for shown in forms]
    assert all(addressed)
