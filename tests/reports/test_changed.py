"""How an insight changed, told as somebody would: what stood there, who did it, what stands now."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from tests.factories import (
    a_contribution,
    a_response,
    a_succession,
    a_version,
    an_insight,
)
from tests.reports.samples import erased
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
from tracker.domain.participant import Participant
from tracker.domain.round import Delivery
from tracker.reports.document import Source
from tracker.reports.freezing import document_of, freeze_reports, tells
from tracker.reports.html import as_html

FIRST = "Stien ved søen er for mørk."
SECOND = "Stien ved søen er for mørk om vinteren."
THIRD = "Stien ved søen er for mørk om vinteren, og der er glat."
WORDS = "Kun om vinteren."


def story(scene: Scene, who: Participant | None = None, channel: str = "letter") -> list[str]:
    """What the reader is told of the insight's way."""
    document = composed(scene.act, scene.round("update"), who or scene.karen, channel)
    kinds = {"change", "before"}
    return [p.text or "" for p in passages(document, "understood") if p.kind in kinds]


def answer(act: Act, scene: Scene, delivery: Delivery, words: str = WORDS, move: str = "correct"):
    return a_response(act, delivery, move, words, version=version_of(act, scene.insight))


def changed(act: Act, *authors: str, kind: str = "development") -> Scene:
    """A scene in which these people's answers changed the insight that all were told."""
    scene = a_scene(act, kind)
    deliveries = dict(zip(("karen", "ole"), scene.qualified(scene.karen, scene.other), strict=True))
    causes = [answer(act, scene, deliveries[author], f"{author}: {WORDS}") for author in authors]
    a_version(act, scene.insight, SECOND, "Om sommeren er det lyst.", because=causes)
    return scene


BEFORE = ["Sidst skrev vi:", FIRST]
WHY = "Derfor ændrede vi det: Om sommeren er det lyst."
NOW = "Nu skriver vi det på en ny måde. Vi har sat »om vinteren« ind."


def test_what_is_heard_first_has_no_changes(act: Act):
    scene = a_scene(act)
    a_version(act, scene.insight, SECOND, "Vi så efter.")
    assert story(scene) == []


def test_what_is_new_to_somebody_told_before_says_so(act: Act):
    scene = a_scene(act)
    scene.qualified(scene.karen)
    other = an_insight(act, scene.process, "Der mangler bænke.")
    assert lines(scene.report("update", [other]), "understood", "change") == [
        "Det her er nyt siden sidst."
    ]


def test_it_is_told_from_what_stood_there_to_what_stands_now(act: Act):
    assert story(changed(act)) == [*BEFORE, "Vi har ændret det.", WHY, NOW]


def test_whoever_put_us_right_reads_that_they_did_and_what_they_answered(act: Act):
    assert story(changed(act, "karen")) == [
        *BEFORE, "Du rettede os.", f"Du svarede: »karen: {WORDS}«", WHY, NOW,
    ]  # fmt: skip


def test_of_others_it_is_told_that_they_did_and_nothing_of_what_they_said(act: Act):
    scene = changed(act, "ole")
    assert story(scene) == [*BEFORE, "Andre rettede os.", WHY, NOW]
    assert "ole" not in everything(scene.report("update"))


def test_you_and_others(act: Act):
    told = story(changed(act, "karen", "ole"))
    assert told[2:4] == ["Du og andre rettede os.", f"Du svarede: »karen: {WORDS}«"]
    assert "ole" not in " ".join(told)


def test_ones_own_answer_is_about_oneself_alone(act: Act):
    scene = changed(act, "karen")
    found = [p for p in passages(scene.report("update"), "understood") if p.detail == "answer"]
    assert [p.about for p in found] == [Source("participant", scene.karen.id)]


def test_where_anybody_may_read_it_all_are_others(act: Act):
    told = story(changed(act, "karen"), channel="public")
    assert told[2] == "Andre rettede os."
    assert "karen" not in " ".join(told)


def test_in_a_case_nothing_is_said_of_others(act: Act):
    assert story(changed(act, "ole", kind="case")) == [*BEFORE, NOW]


def test_what_they_were_told_of_changes_is_not_told_again(act: Act):
    scene = changed(act, "karen")
    given(act, scene.round("update"), scene.karen)
    assert story(scene) == []


def test_several_changes_since_are_told_one_after_the_other(act: Act):
    scene = changed(act, "karen")
    (oles,) = scene.qualified(scene.other)
    because = [answer(act, scene, oles, "Og glat.", "add")]
    a_version(act, scene.insight, THIRD, "Det er glat.", because=because)
    assert story(scene) == [
        *BEFORE,
        "Du rettede os.",
        f"Du svarede: »karen: {WORDS}«",
        WHY,
        "Bagefter rettede andre os.",
        "Derfor ændrede vi det: Det er glat.",
        "Nu skriver vi det på en ny måde. Vi har sat »om vinteren, og der er glat« ind.",
    ]


def test_who_puts_us_right_twice_reads_that_it_was_again(act: Act):
    scene = changed(act, "karen")
    delivery = given(act, scene.round("update"), scene.karen)
    because = [answer(act, scene, delivery, "Og glat.")]
    a_version(act, scene.insight, THIRD, because=because)
    assert story(scene)[:4] == [
        "Sidst skrev vi:", SECOND, "Du rettede os igen.", "Du svarede: »Og glat.«",
    ]  # fmt: skip


def test_the_same_people_are_named_once(act: Act):
    scene = changed(act)
    a_version(act, scene.insight, THIRD, "Vi så efter igen.")
    assert story(scene)[2:-1] == [
        "Vi har ændret det.", WHY, "Derfor ændrede vi det: Vi så efter igen.",
    ]  # fmt: skip


def test_a_long_answer_is_known_by_its_beginning(act: Act):
    scene = a_scene(act)
    (delivery,) = scene.qualified(scene.karen)
    because = [answer(act, scene, delivery, "Ord " * 40)]
    a_version(act, scene.insight, SECOND, because=because)
    assert f"Du svarede: »{'Ord ' * 35}…«" in story(scene)


def test_a_correction_of_the_wording_is_said_to_be_no_more(act: Act):
    scene = a_scene(act)
    scene.qualified(scene.karen)
    a_version(act, scene.insight, "Stien er for mørk.", "Kommaet.", wording_only=True)
    assert story(scene) == [
        *BEFORE, "Vi har kun gjort det lettere at læse. Meningen er den samme.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (SECOND, "Vi har sat »om vinteren« ind."),
        ("Stien er for mørk.", "Vi har taget »ved søen« ud."),
        # A small word by itself says nothing to who hears it.
        ("Stien på søen er for mørk.", ""),
        ("Stien langs søen er for mørk.", ""),
        ("Stien ved skoven er for mørk.", "Vi har taget »søen« ud. Vi har sat »skoven« ind."),
        ("Der er for mørkt, når man går hjem.", ""),
        ("Stien ved søen er for mørk!", ""),
        ("Stien ved søen er for mørk, siger de.", ""),
    ],
)
def test_what_is_soon_said_of_it_is_said_in_words(act: Act, after: str, said: str):
    scene = a_scene(act)
    scene.qualified(scene.karen)
    a_version(act, scene.insight, after)
    assert story(scene)[-1] == f"Nu skriver vi det på en ny måde. {said}".strip()


# Word by word


def test_the_page_compares_word_by_word_with_signs_and_words_and_not_by_colour(act: Act):
    document = changed(act, "karen").report("update")
    page = str(as_html(document))
    (shown,) = re.findall(r'<details class="report-compared">.*?</details>', page, re.DOTALL)
    assert "Se, hvad der er ændret, ord for ord" in shown
    assert '<ins><span class="unseen"> sat ind: </span>[+ om vinteren]</ins>' in shown
    assert "Det med minus er taget ud. Det med plus er sat ind." in shown
    assert "<details" not in str(as_html(document, paper=True))


def test_both_wordings_can_be_read_off_the_comparison(act: Act):
    scene = a_scene(act)
    scene.qualified(scene.karen)
    after = "Stien ved <skoven> er alt for mørk & glat."
    a_version(act, scene.insight, after)
    page = str(as_html(scene.report("update")))
    (shown,) = re.findall(
        r'<p lang="da" dir="ltr">(.*?)</p>\s*<p class="report-key">', page, re.DOTALL
    )
    assert "<skoven>" not in shown

    def read(without: str, sign: str) -> str:
        """What is left without what was taken out, or put in, and without what only says so."""
        left = re.sub(rf"<{without}>.*?</{without}>|<span .*?</span>", "", shown)
        return unescape(re.sub(rf"<\w+>\[{re.escape(sign)}(.*?)\]</\w+>", r"\1", left)).strip()

    assert read("ins", "–") == FIRST
    assert read("del", "+") == after


def test_nothing_is_compared_where_one_of_the_two_is_gone(act: Act):
    document = changed(act).report("update")
    assert "report-compared" in str(as_html(document))
    for kind in ("before", "insight"):
        gone = [erased(p, date(2026, 5, 1)) if p.kind == kind else p for p in document.passages]
        assert "report-compared" not in str(as_html(replace(document, passages=tuple(gone))))


# What it became


def test_a_change_tells_the_present_version_and_no_earlier_one(act: Act):
    scene = changed(act, "karen")
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
        "Sidst skrev vi »Stien ved søen er for mørk« og »Der mangler bænke«. Nu har vi samlet det."
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
    assert change[0] == (
        "Sidst skrev vi »Stien ved søen er for mørk«. Nu har vi samlet det med noget andet."
    )


def test_a_split_insight_says_that_it_was_split(act: Act):
    scene = a_scene(act)
    scene.qualified(scene.karen)
    one = an_insight(act, scene.process, "Stien er mørk.")
    two = an_insight(act, scene.process, "Skoven er mørk.")
    a_succession(act, [scene.insight], {one: scene.contributions, two: []})
    change = lines(scene.report("update", [one]), "understood", "change")
    assert change[0].startswith("Sidst skrev vi »Stien ved søen er for mørk«. Nu har vi delt")
