"""Each rule of what others may see, taken out: the same check finds the leak then."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from tests.leaks import showing
from tests.leaks.check import leaks
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, TAKEN_BACK, Answering, Plan, Somebody
from tests.leaks.showing import in_words, looking
from tracker.domain.participant import Participant
from tracker.reports import gathering, known, understood
from tracker.reports.freezing import outside_of
from tracker.reports.known import Known, Reader

Take = Callable[[pytest.MonkeyPatch], Any]


def found(ground: Ground, plan: Plan) -> set[str]:
    """What leaks: which of whose, and no more where."""
    world = ground.played(plan)
    act = looking(world)
    with act.session:
        forms = [shown for copy in world.copies for shown in in_words(act, copy)]
    return {found.partition(": ")[2] for found in leaks(world, forms)}


def everybody_may_be_quoted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Known, "may_quote", lambda self, author: True)


def words_stand_without_a_question(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(understood, "_may_stand", lambda known, reader, dissent: bool(dissent.words))


def a_case_is_like_any_other(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Known, "is_case", False)


def the_public_reads_what_was_recorded(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Known, "words_of", lambda self, reader, own: own.present)


def an_answer_to_one_is_told_to_all(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Known, "reason_for", lambda self, reader, version: version.reason)


def nothing_is_taken_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(known, "taken_back", lambda loop, answer: False)
    patch.setattr(gathering, "taken_back", lambda loop, answer: False)


def words_are_everybodys(patch: pytest.MonkeyPatch) -> None:
    own = gathering._own

    def of_all(session: Any, people: Any) -> dict[int, Any]:
        every = session.scalars(gathering.select(Participant.id)).all()
        said = own(session, every)
        return {reader: [o for their in said.values() for o in their] for reader in people}

    patch.setattr(gathering, "_own", of_all)
    patch.setattr(gathering, "_stands", lambda own, loop: True)


def answers_are_everybodys(patch: pytest.MonkeyPatch) -> None:
    told = gathering._readers

    def of_all(*given: Any) -> dict[int, Reader]:
        readers = told(*given)
        every = {id_: a for reader in readers.values() for id_, a in reader.answers.items()}
        return {id_: replace_answers(reader, every) for id_, reader in readers.items()}

    patch.setattr(gathering, "_readers", of_all)
    patch.setattr(Reader, "answer_of", lambda self, response: response.text)


def replace_answers(reader: Reader, answers: Any) -> Reader:
    return replace(reader, answers=answers)


def an_address_is_no_secret(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(showing, "outside_of", partial(outside_of, protected=True))


CHANGES = replace(
    FULL, people=(Somebody(answers=(Answering(how="changed"), Answering(silent=True))), Somebody())
)
QUOTED = "P3's words of dissent for sharing"


@pytest.mark.parametrize(
    ("taken_out", "plan", "leaked"),
    [
        (everybody_may_be_quoted, FULL, {QUOTED}),
        (words_stand_without_a_question, FULL, {QUOTED}),
        (a_case_is_like_any_other, FULL_CASE, {"insight 0", "insight 1"}),
        (the_public_reads_what_was_recorded, FULL, {"P5's words"}),
        (an_answer_to_one_is_told_to_all, CHANGES, {"P1's resolution's reason (changed)"}),
        (nothing_is_taken_back, TAKEN_BACK, {"P1's words of dissent for sharing"}),
        (words_are_everybodys, FULL, {"P3's words", "P4's words", "P4's occasion"}),
        (words_are_everybodys, FULL_CASE, {"P1's words", "P3's words", "P6's occasion"}),
        (answers_are_everybodys, FULL, {"P3's answer (disagree)"}),
        (an_address_is_no_secret, FULL, {"P4's address"}),
    ],
)
def test_what_a_rule_kept_back_is_seen_without_it(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, taken_out: Take, plan: Plan, leaked: set[str]
):
    assert found(ground, plan) == set()
    taken_out(monkeypatch)
    assert leaked <= found(ground, plan)
