"""An insight in its reader's own language, as long as it says what the insight says now."""

import pytest

from tests.factories import a_contribution, a_round, a_version, an_approved_language, kept
from tests.reports.scenes import (
    Scene,
    a_scene,
    composed,
    given,
    lines,
    passages,
    version_of,
)
from tracker.domain.act import Act
from tracker.domain.insight import InsightTranslation
from tracker.reports.freezing import document_of, tells
from tracker.reports.languages import APART, APART_NO_MORE
from tracker.reports.paper.pdf import slip
from tracker.reports.words import citizen
from tracker.returning.checks import lix_of, unshared_words
from tracker.weaving.services import set_aside

SAY = citizen("ar").say
DARK = "الطريق عند البحيرة مظلم جدًا."
WINTER = "الطريق عند البحيرة مظلم جدًا في الشتاء."
WHERE, WHEN = "أين؟", "متى؟"
DANISH = "Stien ved søen er for mørk."
ORIGINAL = f"النص الأصلي، {APART}الدانمركية{APART_NO_MORE}: {APART}{DANISH}{APART_NO_MORE}"


@pytest.fixture
def scene(act: Act) -> Scene:
    an_approved_language(act)
    scene = a_scene(act)
    scene.karen.language = "ar"
    return scene


def translated(scene: Scene, text: str, language: str = "ar") -> InsightTranslation:
    version = version_of(scene.act, scene.insight)
    row = InsightTranslation(
        version_id=version.id, language=language, of=version.text, text=text, at=scene.act.now
    )
    found: InsightTranslation = kept(scene.act, row)
    return found


def test_who_reads_another_language_gets_it_in_that_with_the_danish_beneath(scene: Scene) -> None:
    translated(scene, DARK)
    report = scene.report()
    (insight,) = passages(report, "understood", "insight")
    assert (insight.text, insight.language, insight.direction) == (DARK, "ar", "rtl")
    assert lines(report, "understood", "origin") == [ORIGINAL]
    assert tells(report) == [("version", version_of(scene.act, scene.insight).id)]


def test_without_one_the_report_says_that_there_is_none(scene: Scene) -> None:
    report = scene.report()
    (insight,) = passages(report, "understood", "insight")
    assert (insight.text, insight.language, insight.direction) == (DANISH, "da", "ltr")
    assert lines(report, "understood", "origin") == [SAY("understood.untranslated")]


def test_who_reads_danish_hears_nothing_of_translations(act: Act, scene: Scene) -> None:
    translated(scene, DARK)
    scene.karen.language = "da"
    assert lines(scene.report(), "understood") == lines(a_scene(act).report(), "understood")


@pytest.mark.parametrize("wording_only", [False, True])
def test_changed_words_leave_the_translation_behind_until_it_is_made_again(
    scene: Scene, wording_only: bool
) -> None:
    translated(scene, DARK)
    a_version(scene.act, scene.insight, f"{DANISH[:-1]} om vinteren.", wording_only=wording_only)
    report = scene.report()
    (insight,) = passages(report, "understood", "insight")
    assert (insight.text, insight.language) == (f"{DANISH[:-1]} om vinteren.", "da")
    assert lines(report, "understood", "origin") == [SAY("understood.outdated")]
    assert DARK not in "".join(lines(report, "understood"))
    translated(scene, WINTER)
    (insight,) = passages(scene.report(), "understood", "insight")
    assert (insight.text, insight.language) == (WINTER, "ar")


def test_a_drafts_words_that_were_changed_leave_it_behind_too(scene: Scene) -> None:
    translated(scene, DARK)
    version_of(scene.act, scene.insight).text = "Stien er glat."
    assert lines(scene.report(), "understood", "insight") == ["Stien er glat."]
    assert lines(scene.report(), "understood", "origin") == [SAY("understood.outdated")]


def test_what_they_were_told_before_is_said_in_the_words_that_they_were_told(scene: Scene) -> None:
    translated(scene, DARK)
    scene.qualified(scene.karen)
    a_version(scene.act, scene.insight, f"{DANISH[:-1]} om vinteren.")
    assert lines(scene.report(), "understood", "before") == [DARK]
    translated(scene, WINTER)
    assert lines(scene.report(), "understood", "before") == [DARK]


def test_what_was_told_stays_when_the_translation_is_mended(scene: Scene) -> None:
    row = translated(scene, DARK)
    delivery = given(scene.act, scene.round(), scene.karen)
    row.text = WINTER
    told = document_of(scene.act.session, delivery)
    assert lines(told, "understood", "insight") == [DARK]
    assert told.verify()


def test_each_reads_their_own_language_of_one_round(scene: Scene) -> None:
    translated(scene, DARK)
    translated(scene, "The path by the lake is too dark.", "en")
    scene.other.language = "en"
    told = [document_of(scene.act.session, d) for d in scene.qualified(scene.karen, scene.other)]
    assert [lines(each, "understood", "insight") for each in told] == [
        [DARK],
        ["The path by the lake is too dark."],
    ]


def test_a_question_is_asked_in_the_readers_language_where_it_was_written_in_it(
    scene: Scene,
) -> None:
    process = scene.process
    round_ = a_round(
        scene.act, process, "qualify", [scene.insight], questions=["Hvor?", "Hvornår?"]
    )
    where, when = round_.questions

    def asked() -> list[tuple[str | None, str, str]]:
        found = passages(composed(scene.act, round_, scene.karen), "help", "question")
        own = [p for p in found if p.source and p.source.kind == "question"]
        return [(p.text, p.language, p.direction) for p in own]

    def untranslated() -> bool:
        """Whether it is said, in the letter and on its slip: right before the questions."""
        document = composed(scene.act, round_, scene.karen)
        say, told = document.words.say, lines(document, "help")
        on_slip = [asked.text for asked in slip(document, document.words)]
        said = [(told, say("help.fits")), (on_slip, told[told.index(say("help.missing")) - 2])]
        before = {some[some.index(first) - 1] == say("help.untranslated") for some, first in said}
        assert len(before) == 1
        return before.pop()

    assert asked() == [("Hvor?", "da", "ltr"), ("Hvornår?", "da", "ltr")]
    where.translations = {"ar": WHERE, "en": "Where?"}
    assert asked() == [(WHERE, "ar", "rtl"), ("Hvornår?", "da", "ltr")] and untranslated()
    when.translations = {"ar": WHEN}
    assert asked() == [(WHERE, "ar", "rtl"), (WHEN, "ar", "rtl")] and not untranslated()
    scene.karen.language = "da"
    assert asked() == [("Hvor?", "da", "ltr"), ("Hvornår?", "da", "ltr")] and not untranslated()


def test_what_the_process_says_is_told_in_the_readers_language(scene: Scene) -> None:
    process = scene.process
    process.at_stake, process.can_influence = "Lyset.", "Hvor det skal være."
    spoken = citizen("ar").apart("الدانمركية")

    def opened() -> list[str]:
        return lines(scene.report(), "opening")

    def asked() -> str:
        return "".join(lines(scene.report(), "help", "paragraph"))

    mixed = SAY("opening.untranslated", language="الدانمركية")
    assert spoken in mixed and mixed in opened() and "Hvor det skal være." in asked()
    process.translations = {
        "ar": {"at_stake": ("Lyset.", DARK), "can_influence": ("Noget andet.", WINTER)}
    }
    assert DARK in "".join(opened()) and mixed in opened()
    assert WINTER not in asked() and "Hvor det skal være." in asked()
    process.translations = {
        "ar": {"at_stake": ("Lyset.", DARK), "can_influence": ("Hvor det skal være.", WINTER)}
    }
    assert WINTER in asked() and mixed not in opened()
    scene.karen.language = "da"
    assert "Lyset." in "".join(opened())
    assert not passages(scene.report(), "opening", "how")


def test_reasons_that_stand_in_the_offices_language_are_announced(scene: Scene) -> None:
    mixed = SAY("opening.untranslated", language="الدانمركية")
    assert mixed not in lines(scene.report("closing"), "opening", "how")
    set_aside(scene.act, [a_contribution(scene.act, scene.karen, "Tak.")], "Det er en tak.")
    assert mixed in lines(scene.report("closing"), "opening", "how")


def test_a_report_that_cannot_be_measured_is_not_too_hard(scene: Scene) -> None:
    translated(scene, " ".join(["المسؤوليات"] * 80))
    assert lix_of(scene.report()) == 0.0


def test_words_that_nobody_shared_are_found_in_a_translation(scene: Scene) -> None:
    said = "Jeg tør ikke gå der alene efter klokken seks når det er mørkt og vådt i november."
    scene.contributions[1].wordings[0].text = said
    scene.act.session.flush()
    round_ = scene.round()
    assert unshared_words(scene.act, round_) == {}
    translated(scene, said, "en")
    assert list(unshared_words(scene.act, round_)) == [scene.insight.id]
