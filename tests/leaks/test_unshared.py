"""An insight in somebody's own words: twelve in a row stop a round, unless they may be shared."""

from typing import Any

import pytest

from tests.leaks.ground import Ground
from tests.leaks.plans import Plan, Somebody, Telling
from tracker.domain.contribution import Contribution
from tracker.domain.errors import RuleBroken
from tracker.domain.participant import Participant
from tracker.listening import services as listening
from tracker.returning import services as returning
from tracker.returning.checks import Reasons
from tracker.weaving import services as weaving
from tracker.weaving import translating

RECORDED = "Min datter Asta går en lang omvej hver aften, for der er så mørkt ved søen om vinteren."
SHARED = "Et barn går en lang omvej hver aften, for der er så mørkt ved søen om vinteren."
OF_SHARED = "Nogen går en lang omvej hver aften, for der er så mørkt ved søen om vinteren."
OF_RECORDED = "Datter Asta går en lang omvej hver aften, for der er så mørkt ved søen."
PLAN = Plan((Somebody(may_quote=True, tells=(Telling(aside=True),)), Somebody()))
READABLE = Reasons(readability="Prøve")


def fixed(
    ground: Ground, insight: str, reasons: Reasons = READABLE, shareable: str = SHARED, **more: Any
) -> list[str]:
    """What fixing a round says of an insight that is made of one contribution."""
    world = ground.played(PLAN)
    with world.unit() as act:
        process = world.the_process(act)
        person = act.session.get_one(Participant, world.people[0].id)
        said = listening.log_contribution(act, person, RECORDED, shareable=shareable)
        person.may_quote = more.get("may_quote", True)
        said.confidential = more.get("confidential", False)
        row = act.session.get_one(Contribution, said.id)
        made = weaving.add_insight(act, process, insight, [row])
        if "translated" in more:
            translating.translate(act, made, "en", more["translated"])
        round_ = returning.plan_round(act, process, "qualify", [made], [person])
        return returning.fix_round(act, round_, reasons)


def test_what_stands_in_the_words_for_sharing_may_be_said(ground: Ground):
    fixed(ground, OF_SHARED)


@pytest.mark.parametrize(
    "more",
    [{"shareable": ""}, {"may_quote": False}, {"confidential": True}],
    ids=["no words for sharing", "said no", "confidential"],
)
def test_not_when_they_are_not_to_be_shared(ground: Ground, more: dict[str, Any]):
    with pytest.raises(RuleBroken) as refused:
        fixed(ground, OF_SHARED, **more)
    assert refused.value.code == "unshared_words"


def test_nor_in_a_translation(ground: Ground):
    fixed(ground, "Der er for mørkt.", translated="It is too dark.")
    with pytest.raises(RuleBroken) as refused:
        fixed(ground, "Der er for mørkt.", translated=OF_RECORDED)
    assert refused.value.code == "unshared_words"


def test_what_the_words_for_sharing_left_out_may_not(ground: Ground):
    with pytest.raises(RuleBroken) as refused:
        fixed(ground, OF_RECORDED)
    assert refused.value.code == "unshared_words"
    assert "Asta" in str(refused.value.values["words"])


def test_a_person_can_confirm_it(ground: Ground):
    fixed(ground, OF_RECORDED, Reasons(readability="Prøve", words="Hun har bedt om det."))
