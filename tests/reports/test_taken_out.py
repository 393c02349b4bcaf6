"""What somebody took out is told nobody else: not who, not that they did, not what stood there."""

import pytest

from tests.factories import a_contribution, a_response, a_succession, a_version, an_insight
from tests.reports.scenes import (
    Scene,
    a_scene,
    composed,
    everything,
    given,
    lines,
    passages,
    version_of,
)
from tracker.domain.act import Act
from tracker.domain.answering import sort_response
from tracker.domain.participant import Participant
from tracker.domain.response import Response
from tracker.domain.round import Delivery
from tracker.reports.html import as_html

SECOND = "Stien ved søen er mørk."
THIRD = "Stien ved søen er mørk og glat."
REASON = "Ole løber ikke mere."
NEUTRAL = ["Vi har ændret det."]


def story(scene: Scene, who: Participant | None = None, channel: str = "letter") -> list[str]:
    document = composed(scene.act, scene.round("update"), who or scene.karen, channel)
    told = passages(document, "understood")
    return [p.text or "" for p in told if p.kind in {"change", "before"}]


def told(act: Act, kind: str = "development") -> tuple[Scene, Delivery]:
    """A scene in which both were told the insight; and what Ole was told it by."""
    scene = a_scene(act, kind)
    _, oles = scene.qualified(scene.karen, scene.other)
    return scene, oles


def chosen(act: Act, scene: Scene, oles: Delivery) -> Response:
    return a_response(act, oles, "withdraw", withdrawn=scene.contributions[1:])


def sorted_so(act: Act, scene: Scene, oles: Delivery) -> Response:
    response = a_response(act, oles, "said", "Det med at løbe skal ud.")
    sort_response(act, response, oles, "withdraw", withdraws=scene.contributions[1:])
    return response


@pytest.fixture(params=[chosen, sorted_so])
def withdrawn(act: Act, request: pytest.FixtureRequest) -> Scene:
    """A scene in which Ole took his words out, and the insight was changed for it."""
    scene, oles = told(act)
    a_version(act, scene.insight, SECOND, REASON, because=[request.param(act, scene, oles)])
    return scene


def test_others_are_told_it_as_a_change_of_ours_and_see_nothing_of_what_stood_there(
    withdrawn: Scene,
):
    assert story(withdrawn) == NEUTRAL
    document = withdrawn.report("update")
    assert "Ole" not in everything(document)
    assert "for mørk" not in everything(document)
    assert "report-compared" not in str(as_html(document))


def test_so_is_whoever_reads_where_anybody_may(withdrawn: Scene):
    assert story(withdrawn, withdrawn.other, "public") == NEUTRAL


def test_who_took_words_out_reads_that_it_led_to_this(withdrawn: Scene):
    assert story(withdrawn, withdrawn.other) == [
        "Du tog nogle af dine ord ud.",
        f"Derfor ændrede vi det: {REASON}",
    ]


def test_in_a_case_it_is_told_as_a_change_of_ours(act: Act):
    scene, oles = told(act, "case")
    a_version(act, scene.insight, SECOND, REASON, because=[chosen(act, scene, oles)])
    assert story(scene) == NEUTRAL


def test_who_put_us_right_beside_it_is_told_of_and_what_was_taken_out_is_not(act: Act):
    scene, oles = told(act)
    (karens,) = scene.qualified(scene.karen)
    mine = a_response(act, karens, "nuance", "Kun mørk.", version=version_of(act, scene.insight))
    a_version(act, scene.insight, SECOND, REASON, because=[chosen(act, scene, oles), mine])
    assert story(scene) == ["Du rettede os.", "Du svarede: »Kun mørk.«"]


def test_what_stood_there_is_not_shown_though_nobody_is_named_as_the_cause(act: Act):
    scene, oles = told(act)
    chosen(act, scene, oles)
    a_version(act, scene.insight, SECOND, "Vi så efter.")
    assert story(scene) == [*NEUTRAL, "Derfor ændrede vi det: Vi så efter."]


def test_nor_where_it_is_changed_once_more_before_they_hear_of_it(withdrawn: Scene):
    a_version(withdrawn.act, withdrawn.insight, THIRD)
    assert story(withdrawn) == NEUTRAL


def test_what_was_written_after_it_can_be_shown(act: Act, withdrawn: Scene):
    given(act, withdrawn.round("update"), withdrawn.karen)
    a_version(act, withdrawn.insight, THIRD)
    assert story(withdrawn) == [
        "Sidst skrev vi:", SECOND, *NEUTRAL,
        "Nu skriver vi det på en ny måde. Vi har sat »og glat« ind.",
    ]  # fmt: skip


def test_what_was_merged_is_told_without_what_was_taken_out(act: Act):
    scene = a_scene(act)
    bench = a_contribution(act, scene.karen, "Ingen bænk.")
    second = an_insight(act, scene.process, "Der mangler bænke.", [bench])
    first = scene.round("qualify", [scene.insight, second])
    given(act, first, scene.karen)
    chosen(act, scene, given(act, first, scene.other))
    both = an_insight(act, scene.process, "Stien er hverken lys eller rar.")
    a_succession(act, [scene.insight, second], {both: [scene.contributions[0], bench]})
    assert lines(scene.report("update", [both]), "understood", "change") == [
        "Sidst skrev vi »Der mangler bænke«. Nu har vi samlet det med noget andet.", *NEUTRAL,
    ]  # fmt: skip
