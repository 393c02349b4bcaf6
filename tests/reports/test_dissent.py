"""Disagreement that stands: beside the insight, in its own words only when they may be shared."""

import pytest

from tests.factories import (
    a_contribution,
    a_participant,
    a_resolution,
    a_response,
    a_setting_aside,
    a_succession,
    an_insight,
)
from tests.reports.scenes import Scene, a_scene, composed, everything, lines, passages, version_of
from tracker.domain.act import Act
from tracker.domain.response import Resolution, Response
from tracker.reports.document import Source
from tracker.reports.freezing import document_of, freeze_reports, tells
from tracker.reports.known import Known

SOMEONE = "Nogen er uenig i dette."
SHARED = "Nogen er uenig i dette og siger: Lyset er der nok af."


def disagrees(scene: Scene, who=None, shareable: str | None = None) -> tuple[Response, Resolution]:
    """Someone answers that they disagree, and it stands."""
    (delivery,) = scene.qualified(who or scene.other)
    version = version_of(scene.act, scene.insight)
    response = a_response(scene.act, delivery, "disagree", "Ib ser skidt.", version=version)
    resolution = a_resolution(
        scene.act, [response], "dissent", "Ib tager fejl.", shareable=shareable
    )
    return response, resolution


def dissent(scene: Scene) -> list[str]:
    return lines(scene.report("update"), "understood", "dissent")


def test_dissent_without_words_for_sharing_is_said_without_any(act: Act):
    scene = a_scene(act)
    scene.more_people()
    disagrees(scene)
    document = scene.report("update")
    assert lines(document, "understood", "dissent") == [SOMEONE]
    assert "Ib" not in everything(document)


def test_words_for_sharing_stand_among_five_when_nobody_said_no(act: Act):
    scene = a_scene(act)
    scene.more_people()
    _, resolution = disagrees(scene, shareable="Lyset er der nok af.")
    (passage,) = passages(scene.report("update"), "understood", "dissent")
    assert passage.text == SHARED
    assert passage.source == Source("dissent", resolution.id)
    assert passage.about == Source("participant", scene.other.id)


@pytest.mark.parametrize(
    ("may_quote", "neighbours", "said"),
    [
        (None, 0, SOMEONE),
        (None, 2, SOMEONE),
        (None, 3, SHARED),
        (True, 0, SHARED),
        (False, 5, SOMEONE),
        (True, 5, SHARED),
    ],
)
def test_with_fewer_than_five_a_yes_is_needed_and_a_no_always_holds(
    act: Act, may_quote, neighbours, said
):
    scene = a_scene(act)
    scene.more_people(neighbours)
    scene.other.may_quote = may_quote
    disagrees(scene, shareable="Lyset er der nok af.")
    assert dissent(scene) == [said]


def test_an_occasions_unknown_are_not_counted_among_the_five(act: Act):
    scene = a_scene(act)
    scene.more_people(2)
    a_participant(act, scene.process, kind="unknown")
    disagrees(scene, shareable="Lyset er der nok af.")
    assert dissent(scene) == [SOMEONE]


def test_the_readers_own_dissent_stands_in_their_own_words(act: Act):
    scene = a_scene(act)
    response, _ = disagrees(scene, scene.karen, shareable="Lyset er der nok af.")
    (passage,) = passages(scene.report("update"), "understood", "dissent")
    assert passage.text == "Du er uenig i dette. Du siger: Ib ser skidt."
    assert passage.source == Source("response", response.id)
    assert passage.about == Source("participant", scene.karen.id)


def test_the_readers_own_dissent_without_words(act: Act):
    scene = a_scene(act)
    (delivery,) = scene.qualified(scene.karen)
    response = a_response(act, delivery, "disagree", version=version_of(act, scene.insight))
    a_resolution(act, [response], "dissent", "Vi ser det ikke sådan.")
    assert dissent(scene) == ["Du er uenig i dette."]


def test_theirs_and_anothers_both_stand(act: Act):
    scene = a_scene(act)
    disagrees(scene, scene.karen)
    disagrees(scene, scene.other)
    assert dissent(scene) == [
        "Du er uenig i dette. Du siger: Ib ser skidt.",
        "Der er flere, som er uenige i dette.",
    ]


def test_a_later_resolution_takes_the_dissent_away(act: Act):
    scene = a_scene(act)
    response, _ = disagrees(scene)
    assert dissent(scene) == [SOMEONE]
    a_resolution(act, [response], "answered", "Vi talte sammen.")
    assert dissent(scene) == []


def test_declined_is_no_dissent(act: Act):
    scene = a_scene(act)
    (delivery,) = scene.qualified(scene.other)
    response = a_response(act, delivery, "disagree", "Nej.", version=version_of(act, scene.insight))
    a_resolution(act, [response], "declined", "Det er for dyrt.")
    assert dissent(scene) == []


def test_dissent_stands_beside_the_insight_it_is_about_and_no_other(act: Act):
    scene = a_scene(act)
    disagrees(scene)
    other = an_insight(act, scene.process, "Der mangler bænke.")
    assert not passages(scene.report("update", [other]), "understood", "dissent")


def test_dissent_follows_the_insight_into_what_it_becomes(act: Act):
    scene = a_scene(act)
    disagrees(scene)
    new = an_insight(act, scene.process, "Stien er mørk og glat.")
    a_succession(act, [scene.insight], {new: scene.contributions})
    document = scene.report("update", [new])
    assert lines(document, "understood", "dissent") == [SOMEONE]


def test_dissent_about_ones_own_words_stands_where_they_are_woven(act: Act):
    scene = a_scene(act)
    (delivery,) = scene.qualified(scene.other)
    response = a_response(
        act, delivery, "disagree", "Ikke det.", contribution=scene.contributions[1]
    )
    a_resolution(act, [response], "dissent", "Vi hørte det sådan.")
    assert dissent(scene) == [SOMEONE]


def test_dissent_about_a_setting_aside_stands_beside_no_insight(act: Act):
    scene = a_scene(act)
    coffee = a_contribution(act, scene.other, "Kaffe.")
    aside = a_setting_aside(act, coffee, "Boden er ikke vores.")
    (delivery,) = scene.qualified(scene.other)
    response = a_response(act, delivery, "disagree", "Jo.", aside=aside)
    a_resolution(act, [response], "dissent", "Det er den ikke.")
    assert dissent(scene) == []


def test_words_of_several_need_the_leave_of_each_and_are_about_none(act: Act):
    scene = a_scene(act)
    third = a_participant(act, scene.process, "Tina Holm", may_quote=True)
    scene.other.may_quote = True
    version = version_of(act, scene.insight)
    responses = [
        a_response(act, delivery, "disagree", "Nej.", version=version)
        for delivery in scene.qualified(scene.other, third)
    ]
    a_resolution(act, responses, "dissent", "Nej.", shareable="Lyset er der nok af.")
    (passage,) = passages(scene.report("update"), "understood", "dissent")
    assert (passage.text, passage.about) == (SHARED, None)
    third.may_quote = False
    assert dissent(scene) == [SOMEONE]


def test_who_was_answered_otherwise_since_is_still_asked_for_leave(act: Act):
    scene = a_scene(act)
    third = a_participant(act, scene.process, "Tina Holm", may_quote=True)
    scene.other.may_quote = False
    version = version_of(act, scene.insight)
    responses = [
        a_response(act, delivery, "disagree", "Nej.", version=version)
        for delivery in scene.qualified(scene.other, third)
    ]
    a_resolution(act, responses, "dissent", "Nej.", shareable="Lyset er der nok af.")
    a_resolution(act, responses[:1], "answered", "Vi talte sammen.")
    assert dissent(scene) == [SOMEONE]
    scene.other.may_quote = True
    assert dissent(scene) == [SHARED]


def test_dissent_tells_its_resolution_to_nobody(act: Act):
    scene = a_scene(act)
    scene.more_people()
    disagrees(scene, shareable="Lyset er der nok af.")
    (delivery,) = freeze_reports(act, scene.round("update"), [scene.karen], {})
    told = tells(document_of(act.session, delivery))
    assert told == [("version", version_of(act, scene.insight).id)]


def test_what_is_told_publicly_takes_a_readers_own_dissent_for_anothers(act: Act):
    scene = a_scene(act)
    disagrees(scene, scene.karen, shareable="Lyset er der nok af.")
    scene.karen.may_quote = False
    document = composed(act, scene.round("update"), scene.karen, "public")
    assert lines(document, "understood", "dissent") == [SOMEONE]
    assert "Ib" not in everything(document)


def test_in_a_case_others_dissent_stands_nowhere(act: Act, monkeypatch: pytest.MonkeyPatch):
    scene = a_scene(act, "case")
    scene.more_people()
    scene.other.may_quote = True
    disagrees(scene, shareable="Lyset er der nok af.")
    assert dissent(scene) == []
    monkeypatch.setattr(Known, "is_case", False)
    assert dissent(scene) == [SHARED]
