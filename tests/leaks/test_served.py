"""Nothing of another is served behind a link, in no page and in no head."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, Response
from hypothesis import HealthCheck, Phase, example, given, settings

from tests.leaks.check import leaks, missing
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, MAILED, MANY_PEOPLE, TAKEN_BACK, Plan, plans
from tests.leaks.rounds import Rounds
from tests.leaks.served import on_the_web, site
from tests.leaks.showing import Shown
from tracker.citizen import queries
from tracker.domain.round import Delivery

# A whole process is played, and read letter by letter; more of them are in test_no_leak.py.
SOME = settings(
    max_examples=5,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def served(ground: Ground, world: Rounds, change: Callable[[Flask], Any] = id) -> list[Shown]:
    """All that is served behind every link of a world."""
    with site(ground, world) as app:
        change(app)
        return [shown for copy in world.copies for shown in on_the_web(app, copy)]


@SOME
@example(plan=FULL)
@example(plan=FULL_CASE)
@example(plan=TAKEN_BACK)
@example(plan=MANY_PEOPLE)
@example(plan=MAILED)
@given(plan=plans())
def test_what_is_served_holds_nothing_of_another(ground: Ground, plan: Plan):
    world = ground.played(plan)
    forms = served(ground, world)
    assert bool(forms) is any(copy.secrets[1] for copy in world.copies)
    assert leaks(world, forms) == set()
    assert missing(world, forms) == set()


def test_before_its_code_is_given_a_case_is_served_to_nobody(ground: Ground):
    world = ground.played(FULL_CASE)
    asked = [shown for shown in served(ground, world) if "code" in shown.form]
    assert len(asked) >= 3 and leaks(world, asked) == set()


def test_a_name_in_a_head_is_seen(ground: Ground):
    world = ground.played(MAILED)
    name = world.people[0].name

    def tells(app: Flask) -> None:
        @app.after_request
        def told(response: Response) -> Response:
            response.headers["X-Reader"] = name
            return response

    found = leaks(world, served(ground, world, tells))
    assert {label.partition(": ")[0] for label in found} == {
        f"{purpose} heads" for purpose in ("qualify", "update", "closing")
    }


def test_anothers_letter_behind_a_link_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch):
    world, document_of = ground.played(MAILED), queries.document_of
    others = world.copies[0].id

    def another(session: Any, _: Delivery) -> Any:
        return document_of(session, session.get_one(Delivery, others))

    monkeypatch.setattr(queries, "document_of", another)
    found = leaks(world, served(ground, world))
    assert any("page that is served" in label and "words" in label for label in found)
