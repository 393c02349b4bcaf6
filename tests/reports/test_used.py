"""What it was used for and what not: the present outcome, its reason, what stands in the way."""

from datetime import date

import pytest

from tests.factories import (
    a_contribution,
    a_response,
    an_insight,
    an_obstacle,
    an_outcome,
)
from tests.reports.scenes import a_scene, composed, lines, passages, version_of
from tracker.domain.act import Act
from tracker.reports.document import Source
from tracker.reports.freezing import tells


def test_an_outcome_stands_under_its_insight_with_the_reason(act: Act):
    scene = a_scene(act)
    outcome = an_outcome(act, scene.insight, "partly", "Der kommer seks lamper.")
    section = passages(scene.report("closing"), "used")
    assert [(p.kind, p.text) for p in section] == [
        ("heading", "Det blev det brugt til – og det blev det ikke"),
        ("insight", "Stien ved søen er for mørk."),
        ("outcome", "Det gør vi noget ved, men ikke alt."),
        ("reason", "Der kommer seks lamper."),
    ]
    assert section[2].source == Source("outcome", outcome.id)
    assert {p.insight for p in section[1:]} == {scene.insight.id}


@pytest.mark.parametrize(
    ("use", "said"),
    [("used", "Det gør vi noget ved."), ("not", "Det gør vi ikke noget ved.")],
)
def test_each_use_has_its_sentence(act: Act, use, said):
    scene = a_scene(act)
    an_outcome(act, scene.insight, use, "Sådan er det.")
    (outcome,) = passages(scene.report("closing"), "used", "outcome")
    assert (outcome.text, outcome.detail) == (said, use)


def test_the_latest_outcome_is_the_one_told(act: Act):
    scene = a_scene(act)
    an_outcome(act, scene.insight, "not", "Der er ikke penge.")
    latest = an_outcome(act, scene.insight, "used", "Nu er der penge.")
    document = scene.report("closing")
    assert lines(document, "used", "reason") == ["Nu er der penge."]
    assert [told for told in tells(document) if told[0] == "outcome"] == [("outcome", latest.id)]


def test_undecided_says_who_decides_and_when(act: Act):
    scene = a_scene(act)
    an_outcome(act, scene.insight, "undecided", decider="byrådet", expected=date(2026, 10, 1))
    assert lines(scene.report("closing"), "used", "outcome") == [
        "Det er ikke bestemt endnu. Det bestemmer byrådet. "
        "Vi regner med at få svar 1. oktober 2026."
    ]
    ahead = lines(scene.report("closing"), "next")
    assert "Når det er bestemt, hvad vi gør, får du det at vide inden 21 dage." in ahead
    assert "Det var vores svar på det, du fortalte. Du kan stadig svare os." not in ahead


def test_an_expected_date_that_has_passed_is_not_promised_again(act: Act):
    scene = a_scene(act)
    an_outcome(act, scene.insight, "undecided", decider="byrådet", expected=date(2026, 3, 31))
    (said,) = lines(scene.report("closing"), "used", "outcome")
    assert "Svaret skulle være kommet 31. marts 2026. Vi er kede af" in said


def test_a_decision_that_came_first_says_why_to_those_it_passed_by(act: Act):
    scene = a_scene(act)
    an_outcome(act, scene.insight, "used", "12 lamper.", decided_first="Byrådet stemte den 3.")
    assert lines(scene.report("update"), "used", "reason") == [
        "12 lamper.",
        "Det blev bestemt, før du nåede at svare. Her er grunden: Byrådet stemte den 3.",
    ]


def test_to_others_it_says_that_not_all_were_asked(act: Act):
    scene = a_scene(act)
    (neighbour,) = scene.more_people(1)
    an_outcome(act, scene.insight, "used", "12 lamper.", decided_first="Byrådet stemte den 3.")
    document = composed(act, scene.round("update"), neighbour)
    assert lines(document, "used", "reason")[1] == (
        "Det blev bestemt, før alle nåede at svare. Her er grunden: Byrådet stemte den 3."
    )


@pytest.mark.parametrize(("kind", "lines_said"), [("development", 2), ("case", 1)])
def test_in_a_case_nobody_hears_that_others_were_not_asked(act: Act, kind, lines_said):
    scene = a_scene(act, kind)
    (delivery,) = scene.qualified(scene.karen)
    a_response(act, delivery, "recognise", version=version_of(act, scene.insight))
    an_outcome(act, scene.insight, "used", "12 lamper.", decided_first="Byrådet stemte den 3.")
    assert len(lines(scene.report("update"), "used", "reason")) == lines_said


def test_an_obstacle_stands_with_what_the_leadership_says(act: Act):
    scene = a_scene(act)
    an_outcome(act, scene.insight, "not", "Vi må ikke.")
    an_obstacle(act, scene.process, "Loven om natur.", scene.insight, "Vi søger om lov.")
    an_obstacle(act, scene.process, "Fredningen.", scene.insight)
    said = passages(scene.report("closing"), "used", "paragraph")
    assert [p.text for p in said] == [
        "Det her står i vejen: Loven om natur.",
        "Det siger ledelsen: Vi søger om lov.",
        "Det her står i vejen: Fredningen.",
        "Ledelsen har ikke svaret på det endnu.",
    ]
    assert {p.insight for p in said} == {scene.insight.id}


def test_an_obstacle_of_the_whole_process_waits_for_the_first_outcomes(act: Act):
    scene = a_scene(act)
    an_obstacle(act, scene.process, "Loven om natur.")
    assert not passages(scene.report("qualify"), "used")
    assert "Det her står i vejen: Loven om natur." in lines(scene.report("closing"), "used")


def test_an_insight_outside_the_round_is_not_told(act: Act):
    scene = a_scene(act)
    other = an_insight(act, scene.process, "Der mangler bænke.")
    an_outcome(act, other, "not", "Der er ikke penge.")
    assert not passages(scene.report("closing"), "used")


def test_an_insight_without_an_outcome_stands_only_where_it_is_understood(act: Act):
    scene = a_scene(act)
    bench = an_insight(
        act, scene.process, "Der mangler bænke.", [a_contribution(act, scene.karen, "Bænk.")]
    )
    an_outcome(act, scene.insight, "used", "12 lamper.")
    document = scene.report("closing", [scene.insight, bench])
    assert lines(document, "used", "insight") == ["Stien ved søen er for mørk."]
    assert "Der mangler bænke." in lines(document, "understood", "insight")
