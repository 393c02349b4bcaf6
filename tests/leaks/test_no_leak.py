"""Nothing of another stands in any form of a report, and all of one's own that must does."""

from hypothesis import HealthCheck, Phase, example, given, settings

from tests.leaks.check import leaks, leaks_of_mail, missing
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, MANY_PEOPLE, TAKEN_BACK, Plan, plans
from tests.leaks.showing import in_words, looking

MANY = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    # A whole process is slow to make smaller, and each label says what leaked.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@MANY
@example(plan=FULL)
@example(plan=FULL_CASE)
@example(plan=TAKEN_BACK)
@example(plan=MANY_PEOPLE)
@given(plan=plans())
def test_page_text_and_mail_hold_nothing_of_another(ground: Ground, plan: Plan):
    world = ground.played(plan)
    act = looking(world)
    with act.session:
        forms = [shown for copy in world.copies for shown in in_words(act, copy)]
    assert leaks(world, forms) == set()
    assert missing(world, forms) == set()
    for sent in world.sent:
        assert leaks_of_mail(world, sent) == set(), sent.message
