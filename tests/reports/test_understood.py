"""What we think we have understood: whose comes first, what changed and why, what has gone."""

from tests.factories import (
    a_contribution,
    a_response,
    a_version,
    an_insight,
    an_insight_withdrawn,
    knowledge,
    reached,
)
from tests.reports.scenes import (
    a_scene,
    composed,
    everything,
    lines,
    passages,
    version_of,
)
from tracker.domain.act import Act
from tracker.reports.document import Source
from tracker.reports.freezing import freeze_reports, tells


def test_an_insight_is_told_as_the_version_the_round_fixed(act: Act):
    scene = a_scene(act)
    round_ = scene.round()
    freeze_reports(act, round_, [scene.other], {})
    fixed = version_of(act, scene.insight)
    a_version(act, scene.insight, "Stien er alt for mørk.", "Vi så efter.")
    document = composed(act, round_, scene.karen)
    (insight,) = passages(document, "understood", "insight")
    assert insight.text == "Stien ved søen er for mørk."
    assert insight.source == Source("version", fixed.id)
    assert insight.insight == scene.insight.id
    assert insight.about is None


def test_theirs_come_first_and_the_rest_can_be_folded(act: Act):
    scene = a_scene(act)
    rest = [
        an_insight(act, scene.process, "Cyklerne kører for stærkt."),
        an_insight(act, scene.process, "Der mangler bænke."),
    ]
    mine = a_contribution(act, scene.karen, "Hunden.")
    last = an_insight(act, scene.process, "Hunde skal have plads.", [mine])
    section = passages(scene.report(insights=[*rest, scene.insight, last]), "understood")
    assert [(p.detail or p.text) for p in section if p.kind in {"heading", "insight"}][1:] == [
        "yours",
        "Stien ved søen er for mørk.",
        "Hunde skal have plads.",
        "also",
        "Cyklerne kører for stærkt.",
        "Der mangler bænke.",
    ]


def test_without_words_in_any_nothing_is_folded(act: Act):
    scene = a_scene(act)
    other = an_insight(act, scene.process, "Der mangler bænke.")
    document = scene.report(insights=[other])
    assert [p.detail for p in passages(document, "understood", "heading")] == [None]
    assert lines(document, "understood", "insight") == ["Der mangler bænke."]


def test_words_that_were_withdrawn_make_no_insight_theirs(act: Act):
    scene = a_scene(act)
    (delivery,) = scene.qualified(scene.karen)
    a_response(act, delivery, "withdraw", withdrawn=scene.contributions[:1])
    assert not [p for p in passages(scene.report(), "understood") if p.detail == "yours"]


def test_other_knowledge_stands_beside_it(act: Act):
    scene = a_scene(act)
    knowledge(act, scene.insight, "40 cykler kører uden lys.", citation="Tælling 2025")
    knowledge(act, scene.insight, "Der er målt lys nok.", "challenges")
    assert lines(scene.report(), "understood", "knowledge") == [
        "Det passer med andet, vi ved: 40 cykler kører uden lys. (Kilde: Tælling 2025)",
        "Andet, vi ved, peger en anden vej: Der er målt lys nok.",
    ]


def test_a_withdrawn_insight_owes_its_reason_to_those_it_was_told_to(act: Act):
    scene = a_scene(act)
    scene.qualified(scene.karen)
    an_insight_withdrawn(act, scene.insight, "Vi havde misforstået det.")
    document = scene.report("update")
    owed = [p for p in passages(document, "understood") if p.source.kind == "withdrawal"]
    assert [p.text for p in owed] == [
        "Det her mener vi ikke mere: Stien ved søen er for mørk.",
        "Derfor tog vi det ud: Vi havde misforstået det.",
    ]
    assert tells(document) == [("withdrawal", scene.insight.id)]
    assert not passages(document, "understood", "insight")
    assert "misforstået" not in everything(composed(act, scene.round("update"), scene.other))


def test_the_reason_is_owed_until_it_has_reached_them(act: Act):
    scene = a_scene(act)
    scene.qualified(scene.karen)
    an_insight_withdrawn(act, scene.insight, "Vi havde misforstået det.")
    (delivery,) = freeze_reports(act, scene.round("update"), [scene.karen], {})
    assert "misforstået" in everything(scene.report("update"))
    reached(act, delivery)
    assert "misforstået" not in everything(scene.report("update"))
