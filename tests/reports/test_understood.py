"""What we think we have understood: whose comes first, what changed and why, what has gone."""

from tests.factories import (
    a_contribution,
    a_response,
    a_succession,
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
    given,
    lines,
    passages,
    version_of,
)
from tracker.domain.act import Act
from tracker.reports.document import Source
from tracker.reports.freezing import document_of, freeze_reports, tells


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
        "Anden viden siger det samme: 40 cykler kører uden lys. (Kilde: Tælling 2025)",
        "Anden viden siger noget andet: Der er målt lys nok.",
    ]


def test_what_is_heard_first_has_no_changes(act: Act):
    scene = a_scene(act)
    a_version(act, scene.insight, "Stien er alt for mørk.", "Vi så efter.")
    assert not passages(scene.report(), "understood", "change")


def test_what_is_new_to_somebody_told_before_says_so(act: Act):
    scene = a_scene(act)
    scene.qualified(scene.karen)
    other = an_insight(act, scene.process, "Der mangler bænke.")
    assert lines(scene.report("update", [other]), "understood", "change") == [
        "Det her er nyt siden sidst."
    ]


def changed(act: Act, *authors: str):
    """The reader's lines about a version that these people's answers caused."""
    scene = a_scene(act)
    karens, oles = scene.qualified(scene.karen, scene.other)
    version = version_of(act, scene.insight)
    deliveries = {"karen": karens, "other": oles}
    causes = [a_response(act, deliveries[a], "nuance", "Nej.", version=version) for a in authors]
    a_version(act, scene.insight, "Kun om vinteren.", "Det er lyst om sommeren.", because=causes)
    return scene, lines(scene.report("update"), "understood", "change")


def test_what_changed_is_told_with_what_stood_before_and_why(act: Act):
    _, change = changed(act)
    assert change == [
        "Før skrev vi: Stien ved søen er for mørk.",
        "Det har vi selv ændret.",
        "Derfor ændrede vi det: Det er lyst om sommeren.",
    ]


def test_their_own_answer_changed_it(act: Act):
    assert changed(act, "karen")[1][1] == "Det er ændret på grund af dit svar."


def test_others_answers_changed_it(act: Act):
    assert changed(act, "other")[1][1] == "Det er ændret på grund af andres svar."


def test_both_changed_it(act: Act):
    _, change = changed(act, "karen", "other")
    assert change[1] == "Det er ændret på grund af dit svar og andres svar."


def test_what_they_were_told_of_changes_is_not_told_again(act: Act):
    scene, change = changed(act, "karen")
    assert change
    given(act, scene.round("update"), scene.karen)
    assert not passages(scene.report("closing"), "understood", "change")


def test_several_versions_since_are_told_with_each_reason(act: Act):
    scene, _ = changed(act, "karen")
    a_version(act, scene.insight, "Kun om natten.", "Vi så efter igen.")
    change = lines(scene.report("update"), "understood", "change")
    assert change[0] == "Før skrev vi: Stien ved søen er for mørk."
    assert change[2:] == [
        "Derfor ændrede vi det: Det er lyst om sommeren.",
        "Derfor ændrede vi det: Vi så efter igen.",
    ]


def test_a_correction_of_the_wording_is_said_to_be_no_more(act: Act):
    scene = a_scene(act)
    scene.qualified(scene.karen)
    a_version(act, scene.insight, "Stien er for mørk.", "Kommaet.", wording_only=True)
    assert lines(scene.report("update"), "understood", "change") == [
        "Vi har kun gjort det lettere at læse. Meningen er den samme."
    ]


def test_a_change_tells_the_present_version_and_no_earlier_one(act: Act):
    scene, _ = changed(act, "karen")
    (delivery,) = freeze_reports(act, scene.round("update"), [scene.karen], {})
    present = version_of(act, scene.insight)
    assert tells(document_of(act.session, delivery)) == [("version", present.id)]


def test_a_merged_insight_is_told_once_as_what_it_was(act: Act):
    scene = a_scene(act)
    bench = a_contribution(act, scene.karen, "Ingen bænk.")
    second = an_insight(act, scene.process, "Der mangler bænke.", [bench])
    given(act, scene.round("qualify", [scene.insight, second]), scene.karen)
    both = an_insight(act, scene.process, "Stien er hverken lys eller rar.")
    contributions = [*scene.contributions, bench]
    a_succession(act, [scene.insight, second], {both: contributions})
    (said,) = lines(scene.report("update", [both]), "understood", "change")[:1]
    assert said == (
        "Før stod der »Stien ved søen er for mørk« og »Der mangler bænke«. "
        "Nu er det samlet i det, der står her."
    )
    untold = composed(act, scene.round("update", [both]), scene.other)
    assert not passages(untold, "understood", "change")
    given(act, scene.round("update", [both]), scene.karen)
    assert not passages(scene.report("closing", [both]), "understood", "change")


def test_who_was_told_one_of_the_merged_hears_of_that_one(act: Act):
    scene = a_scene(act)
    second = an_insight(act, scene.process, "Der mangler bænke.")
    scene.qualified(scene.karen)
    both = an_insight(act, scene.process, "Stien er hverken lys eller rar.")
    a_succession(act, [scene.insight, second], {both: scene.contributions})
    third = an_insight(act, scene.process, "Stien er trist.")
    a_succession(act, [both], {third: scene.contributions})
    change = lines(scene.report("update", [third]), "understood", "change")
    assert change[0].startswith("Før stod der »Stien ved søen er for mørk«. Nu er det samlet")


def test_a_split_insight_says_that_it_was_split(act: Act):
    scene = a_scene(act)
    scene.qualified(scene.karen)
    one = an_insight(act, scene.process, "Stien er mørk.")
    two = an_insight(act, scene.process, "Skoven er mørk.")
    a_succession(act, [scene.insight], {one: scene.contributions, two: []})
    change = lines(scene.report("update", [one]), "understood", "change")
    assert change[0].startswith("Før stod der »Stien ved søen er for mørk«. Nu er det delt op.")


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
