"""Each rule of what others may see, taken out: the same check finds the leak then."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import false, true

from tests.leaks import showing
from tests.leaks.check import leaks
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, TAKEN_BACK, Answering, Plan, Somebody
from tests.leaks.showing import in_words, looking
from tracker.domain import sharing
from tracker.domain.contribution import ContributionWording
from tracker.domain.participant import Participant
from tracker.outbound import stopping
from tracker.reports import freezing, gathering, heard, known
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
    what_was_sent_is_shown_for_good(patch)


def words_stand_without_a_question(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Known, "may_tell", lambda self, dissent, to=None: bool(dissent.words))
    what_was_sent_is_shown_for_good(patch)


def a_case_is_like_any_other(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Known, "is_case", False)


def the_public_reads_what_was_recorded(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Known, "words_of", lambda self, reader, own: own.present)
    what_was_sent_is_shown_for_good(patch)


def an_answer_to_one_is_told_to_all(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Known, "reason_for", lambda self, reader, version: version.reason)


def nothing_is_taken_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(known, "taken_back", lambda loop, answer: False)
    patch.setattr(gathering, "taken_back", lambda loop, answer: False)
    what_was_sent_is_shown_for_good(patch)


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


def the_rule_is_written_anew(patch: pytest.MonkeyPatch) -> None:
    """It is written once, and would keep what it was written of."""
    for place in (freezing, stopping):
        patch.setattr(place, "hidden_now", sharing.hidden_now.__wrapped__)


def no_author_is_asked(patch: pytest.MonkeyPatch) -> None:
    the_rule_is_written_anew(patch)
    patch.setattr(sharing, "may_be_quoted", true)


def what_is_for_sharing_is_shared(patch: pytest.MonkeyPatch) -> None:
    the_rule_is_written_anew(patch)
    patch.setattr(sharing, "in_use", lambda: ContributionWording.kind == "shareable")


def a_group_is_others_to_its_members(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(heard, "circles", lambda session, process: {})


def what_was_sent_is_shown_for_good(patch: pytest.MonkeyPatch) -> None:
    for place in (freezing, stopping):
        patch.setattr(place, "hidden_now", false)


CHANGES = replace(
    FULL, people=(Somebody(answers=(Answering(how="changed"), Answering(silent=True))), Somebody())
)
QUOTED = "P3's words of dissent for sharing"
PLANS = {"open": FULL, "case": FULL_CASE, "changes": CHANGES, "taken back": TAKEN_BACK}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_while_all_rules_stand_nothing_is_seen(ground: Ground, plan: Plan):
    assert found(ground, plan) == set()


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
        (no_author_is_asked, FULL, {"P3's words for sharing"}),
        (what_is_for_sharing_is_shared, FULL, {"P3's words for sharing", "P4's words for sharing"}),
        (a_group_is_others_to_its_members, FULL, {"P1's words for sharing"}),
        (what_was_sent_is_shown_for_good, TAKEN_BACK, {"P2's words for sharing"}),
    ],
)
def test_what_a_rule_kept_back_is_seen_without_it(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, taken_out: Take, plan: Plan, leaked: set[str]
):
    taken_out(monkeypatch)
    assert leaked <= found(ground, plan)
