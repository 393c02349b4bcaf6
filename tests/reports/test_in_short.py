"""The few lines on a report's first page: what they told, what became of it, what they can do."""

from dataclasses import replace

import pytest

from tests.factories import (
    a_contribution,
    a_participant,
    a_process,
    a_resolution,
    a_response,
    a_round,
    a_setting_aside,
    a_version,
    an_approved_language,
    an_insight,
    an_insight_withdrawn,
    an_outcome,
    woven,
)
from tests.reports.scenes import Scene, a_scene, composed, everything, given, version_of
from tracker.domain.act import Act
from tracker.domain.process import Process
from tracker.reports.document import Document, Passage
from tracker.reports.freezing import tells
from tracker.reports.sections.in_short import LONGEST, first_words
from tracker.reports.text import as_text

# One sign to see, of five characters.
FAMILY = "👩\u200d👩\u200d👧"
LONG = "Jeg går den samme vej hver dag, og hver dag tænker jeg på det. " * 16


def in_short(document: Document) -> tuple[Passage, ...]:
    return document.in_short("told", "became", "now")


def labelled(document: Document) -> list[tuple[str, str]]:
    """Each label of the summary, and what is said after it."""
    found: list[tuple[str, str]] = []
    for passage in in_short(document):
        if passage.kind == "label":
            found.append((passage.text or "", ""))
        elif found:
            label, said = found[-1]
            found[-1] = (label, f"{said} {passage.text}".strip())
    return found


def said(document: Document, place: int) -> str:
    """What is said of the first thing, the second (what became of it), or the last (what now)."""
    return labelled(document)[place][1]


def long_scene(act: Act, **columns) -> Scene:
    """One who said so much that it fills the first page."""
    scene = a_scene(act, **columns)
    woven(act, a_contribution(act, scene.karen, LONG), scene.insight)
    return scene


def test_it_says_what_they_told_what_became_of_it_and_what_they_can_do(act: Act):
    assert labelled(long_scene(act).report()) == [
        ("Du fortalte os 2 ting. Her er en af dem:", "Der er så mørkt ved søen."),
        ("Sådan har vi forstået det:", "Stien ved søen er for mørk."),
        (
            "Det kan du gøre nu:",
            "Sig, om vi har forstået dig rigtigt, og om der mangler noget. "
            "Svar gerne inden 21 dage. Du kan ringe til os på 87 13 00 00.",
        ),
    ]


def test_a_report_that_shows_it_at_once_says_only_what_can_be_done(act: Act):
    ((label, text),) = labelled(a_scene(act).report())
    assert label == "Det kan du gøre nu:"
    assert "inden 21 dage" in text


def test_without_a_number_it_says_that_the_ways_follow(act: Act):
    scene = a_scene(act, contact_phone="")
    assert said(scene.report(), -1).endswith("Længere fremme i brevet står der, hvordan du svarer.")


def test_all_of_it_stands_before_anything_else_that_is_long(act: Act):
    scene = long_scene(act, purpose="Vi skal lave stien om.", at_stake="At komme trygt hjem.")
    text = as_text(scene.report())
    assert text.index("Kort fortalt") < text.index("Det kan du gøre nu:")
    assert text.index("Det kan du gøre nu:") < text.index("Derfor spurgte vi:")
    assert text.index("Derfor spurgte vi:") < text.index("Det fortalte du os\n")


def test_words_that_can_stand_whole_come_before_words_that_must_be_cut(act: Act):
    process, karen = reader(act)
    a_contribution(act, karen, LONG)
    a_contribution(act, karen, "Der mangler lys.")
    assert said(composed(act, a_round(act, process), karen), 0) == "Der mangler lys."


@pytest.mark.parametrize(
    ("how", "label", "quoted"),
    [
        ("verbatim", "Du fortalte os:", True),
        ("retold", "Du fortalte os noget. Sådan skrev vi det ned:", False),
        ("observed", "Vi var sammen, og vi så:", False),
    ],
)
def test_only_their_own_words_are_quoted(act: Act, how, label, quoted):
    process, karen = reader(act)
    a_contribution(act, karen, LONG, how=how)
    document = composed(act, a_round(act, process), karen)
    assert labelled(document)[0][0] == label
    assert [p.quoted for p in in_short(document) if p.kind == "quote"] == [quoted]


def test_a_group_is_told_what_it_said(act: Act):
    process = a_process(act)
    group = a_participant(act, process, "Bænkens venner", kind="group", size=24)
    a_contribution(act, group, LONG)
    document = composed(act, a_round(act, process), group)
    assert labelled(document)[0][0] == "I fortalte os:"


def test_what_may_be_read_by_anybody_holds_only_what_may_be_shared(act: Act):
    process, karen = reader(act, may_quote=True)
    a_contribution(act, karen, f"Hemmeligt. {LONG}")
    a_contribution(act, karen, f"Åbent. {LONG}", shareable=f"Deles. {LONG}")
    document = composed(act, a_round(act, process), karen, channel="public")
    label, words = labelled(document)[0]
    assert label == "I fortalte os blandt andet:"
    assert words.startswith("Deles.")


def test_many_insights_are_counted_and_the_first_is_named(act: Act):
    scene = long_scene(act)
    more = an_insight(act, scene.process, "Bænken er væk.", [scene.contributions[0]])
    report = scene.report(insights=[scene.insight, more])
    assert said(report, 1) == (
        "Stien ved søen er for mørk. Dine ord er med i 2 ting, som vi tror, vi har forstået."
    )


def test_what_changed_is_told_with_who_changed_it(act: Act):
    scene = long_scene(act)
    (delivery,) = scene.qualified(scene.karen)
    near = a_response(act, delivery, "nuance", "Kun om vinteren.",
                      version=version_of(act, scene.insight))  # fmt: skip
    second = a_version(act, scene.insight, "Stien er mørk om vinteren.", because=[near])
    a_resolution(act, [near], "changed", version=second)
    became = said(scene.report("update"), 1)
    assert became.endswith("Nu skriver vi: Stien er mørk om vinteren.")
    assert became.count("Du rettede os.") == 1


def test_outcomes_are_named_when_they_are_few_and_counted_when_they_are_many(act: Act):
    scene = long_scene(act)
    mine = scene.contributions[0]
    insights = [scene.insight]
    an_outcome(act, scene.insight, "used", "Der kommer lys.")
    closing = scene.report("closing", insights)
    assert said(closing, 1) == "»Stien ved søen er for mørk.« Det gør vi noget ved."
    for number in range(3):
        insights.append(an_insight(act, scene.process, f"Ting {number}.", [mine]))
        an_outcome(act, insights[-1], "not", "Der er ikke penge.")
    assert said(scene.report("closing", insights), 1) == (
        "Dine ord er med i 4 ting. 1 af dem gør vi noget ved. 3 gør vi ikke noget ved."
    )


def test_a_change_of_the_wording_alone_hides_no_other_change(act: Act):
    scene = long_scene(act)
    more = an_insight(act, scene.process, "Bænken er væk.", [scene.contributions[0]])
    given(act, scene.round(insights=[scene.insight, more]), scene.karen)
    a_version(act, scene.insight, "Stien om søen er for mørk.", wording_only=True)
    a_version(act, more, "Bænken er væk om vinteren.")
    became = said(scene.report("update", [scene.insight, more]), 1)
    assert became.endswith("Nu skriver vi: Bænken er væk om vinteren.")
    assert "søen" not in became


def test_what_others_told_takes_the_place_of_no_news_of_ones_own(act: Act):
    scene = long_scene(act)
    bench = an_insight(act, scene.process, "Bænken er væk.", [scene.contributions[1]])
    an_outcome(act, bench, "not", "Der er ikke penge.")
    closing = said(scene.report("closing", [scene.insight, bench]), 1)
    assert closing == (
        "Stien ved søen er for mørk. Andre har også fortalt os noget: "
        "»Bænken er væk.« Det gør vi ikke noget ved."
    )


def test_each_way_to_be_answered_is_told_once(act: Act):
    scene = long_scene(act)
    (delivery,) = scene.qualified(scene.karen)
    for how in ("declined", "dissent", "added"):
        response = a_response(act, delivery, "said", f"Svar {how}.")
        a_resolution(act, [response], how, "Vi kan ikke.")
    a_response(act, delivery, "said", "Hører I mig?")
    became = said(scene.report("update"), 1)
    assert became.startswith(
        "Vi har taget noget med, som du syntes manglede. Vi ser det på en anden måde end dig. "
        "Nu står din uenighed ved siden af det, vi skrev. Noget har vi ikke lavet om, og vi skriver"
    )
    assert "Vi har ikke svaret dig endnu. Det gør vi senest" in became


def test_their_own_words_go_before_what_we_retold(act: Act):
    process, karen = reader(act)
    a_contribution(act, karen, LONG, how="retold")
    a_contribution(act, karen, "Der mangler lys.")
    told, _, _ = labelled(composed(act, a_round(act, process), karen))
    assert told == ("Du fortalte os 2 ting. Her er en af dem:", "Der mangler lys.")


def test_what_became_of_others_is_not_how_they_were_understood(act: Act):
    process, karen = reader(act)
    a_contribution(act, karen, LONG)
    theirs = an_insight(
        act,
        process,
        "Naboerne vil sove.",
        [a_contribution(act, a_participant(act, process), "Støj.")],
    )
    an_outcome(act, theirs, "not", "Det er ikke vores.")
    _, (label, became), _ = labelled(
        composed(act, a_round(act, process, "qualify", [theirs]), karen)
    )
    assert label == "Så langt er vi:"
    assert became.startswith("Andre har også fortalt os noget: »Naboerne vil sove.«")


def test_the_words_it_quotes_are_behind_the_insight_it_tells(act: Act):
    scene = long_scene(act)
    bench = a_contribution(act, scene.karen, "Bænken er væk. Så vender jeg om.")
    a_setting_aside(act, a_contribution(act, scene.karen, "Kaffe."), "Boden er ikke vores.")
    gone = an_insight(act, scene.process, "Uden bænke går folk ikke så langt.", [bench])
    told, became, _ = labelled(scene.report(insights=[gone]))
    assert told[1] == "Bænken er væk. Så vender jeg om."
    assert became[1].startswith("Uden bænke går folk ikke så langt.")


def test_so_they_are_where_something_came_of_them(act: Act):
    scene = long_scene(act)
    bench = a_contribution(act, scene.karen, "Bænken er væk. Så vender jeg om.")
    gone = an_insight(act, scene.process, "Uden bænke går folk ikke så langt.", [bench])
    given(act, scene.round(insights=[scene.insight, gone]), scene.karen)
    a_version(act, gone, "Uden bænke vender folk om.")
    told, became, _ = labelled(scene.report("update", [scene.insight, gone]))
    assert told[1] == "Bænken er væk. Så vender jeg om."
    assert became[1].endswith("Nu skriver vi: Uden bænke vender folk om.")
    an_outcome(act, gone, "not", "Der er ikke penge.")
    told, became, _ = labelled(scene.report("closing", [scene.insight, gone]))
    assert told[1] == "Bænken er væk. Så vender jeg om."
    assert became[1].startswith("»Uden bænke vender folk om.«")


def test_words_that_say_another_thing_than_an_insight_are_not_told_as_understood_by_it(act: Act):
    scene = long_scene(act)
    no = a_contribution(act, scene.karen, "Der er lyst nok ved skolen.")
    school = an_insight(act, scene.process, "Ved skolen er der mørkt.", [scene.contributions[1]])
    woven(act, no, school).stance = "contradicts"
    labels = labelled(scene.report(insights=[school]))
    assert labels[0] == ("Så langt er vi:", "Ved skolen er der mørkt.")
    told, became, _ = labelled(scene.report(insights=[school, scene.insight]))
    assert told[1] == "Der er så mørkt ved søen."
    assert became[1].startswith("Stien ved søen er for mørk.")


@pytest.mark.parametrize("purpose", ["qualify", "closing"])
def test_what_came_of_others_words_did_not_come_of_theirs(act: Act, purpose: str):
    scene = long_scene(act)
    ole = a_contribution(act, scene.other, "Støj.")
    noise = an_insight(act, scene.process, "Naboerne vil sove.", [ole])
    an_outcome(act, noise, "not", "Det er ikke vores.")
    label, became = labelled(scene.report(purpose, [noise]))[1]
    assert label == "Så langt er vi:"
    assert became.startswith("Andre har også fortalt os noget: »Naboerne vil sove.«")


@pytest.mark.parametrize("purpose", ["qualify", "update"])
def test_whoever_had_all_set_aside_is_not_told_that_some_of_it_was(act: Act, purpose: str):
    scene = long_scene(act)
    viggo = a_participant(act, scene.process, "Viggo")
    a_setting_aside(act, a_contribution(act, viggo, f"Kaffe. {LONG}"), "Boden er ikke vores.")
    an_outcome(act, scene.insight, "used")
    round_ = scene.round(purpose)
    told, became, now = labelled(composed(act, round_, viggo))
    assert told[1].startswith("Kaffe.")
    assert became[1].startswith("Det har vi ikke brugt. Her er grunden: Boden er ikke vores. Andre")
    assert now[1].startswith("Sig til, hvis du er uenig.")
    given(act, round_, viggo)
    _, became, now = labelled(composed(act, scene.round(purpose), viggo))
    assert became == (
        "Det er nyt:" if purpose == "update" else "Så langt er vi:",
        "Det har vi ikke brugt. Andre har også fortalt os noget: "
        "»Stien ved søen er for mørk.« Det gør vi noget ved.",
    )
    assert now[1].startswith("Sig til, hvis du er uenig.")


def test_the_words_that_were_set_aside_now_stand_beside_the_reason(act: Act):
    process, karen = reader(act)
    a_setting_aside(act, a_contribution(act, karen, f"Hunde. {LONG}"), "Der er en hundeskov.")
    given(act, a_round(act, process, "update"), karen)
    a_setting_aside(act, a_contribution(act, karen, f"Kaffe. {LONG}"), "Boden er ikke vores.")
    told, became, _ = labelled(composed(act, a_round(act, process, "update"), karen))
    assert told[1].startswith("Kaffe.")
    assert became[1] == "Det har vi ikke brugt. Her er grunden: Boden er ikke vores."


def test_whoever_has_nothing_understood_yet_is_not_asked_whether_it_is_right(act: Act):
    scene = long_scene(act)
    viggo = a_participant(act, scene.process, "Viggo")
    a_contribution(act, viggo, LONG)
    now = said(composed(act, scene.round(), viggo), -1)
    assert now.startswith("Sig, om dine ord står rigtigt, og om der mangler noget.")


def test_what_is_not_translated_says_so(act: Act):
    an_approved_language(act)
    scene = long_scene(act)
    scene.karen.language = "en"
    assert said(scene.report(), 1) == (
        "Stien ved søen er for mørk. This has not been translated yet."
    )


def test_a_withdrawn_insight_is_said_to_be_gone(act: Act):
    scene = long_scene(act)
    scene.qualified(scene.karen)
    an_insight_withdrawn(act, scene.insight, "Lyset er sat op.")
    assert said(scene.report("update"), 1) == (
        "Det her mener vi ikke mere: Stien ved søen er for mørk."
    )


def test_what_was_set_aside_is_told_with_its_reason_when_it_is_all_there_is(act: Act):
    process, karen = reader(act)
    a_setting_aside(act, a_contribution(act, karen, LONG), "Boden er ikke vores.")
    report = composed(act, a_round(act, process, "update"), karen)
    assert said(report, 1) == "Det har vi ikke brugt. Her er grunden: Boden er ikke vores."
    assert said(report, -1).startswith("Sig til, hvis du er uenig.")


def test_what_is_about_somebody_is_theirs_to_have_erased_here_too(act: Act):
    process, karen = reader(act)
    a_setting_aside(act, a_contribution(act, karen, LONG), "Karens bod er ikke vores.")
    document = composed(act, a_round(act, process, "update"), karen)
    theirs = {p.text for p in in_short(document) if p.about and p.about.id == karen.id}
    assert "Karens bod er ikke vores." in " ".join(t or "" for t in theirs)
    assert first_words(LONG) in theirs


def test_what_was_set_aside_beside_other_things_is_told_too(act: Act):
    scene = long_scene(act)
    a_setting_aside(act, a_contribution(act, scene.karen, "Kaffe."), "Boden er ikke vores.")
    assert said(scene.report(), 1).endswith("Noget har vi ikke brugt, og vi skriver hvorfor.")


def test_where_nothing_is_understood_yet_it_says_so(act: Act):
    process, karen = reader(act)
    a_contribution(act, karen, LONG)
    report = composed(act, a_round(act, process), karen)
    assert labelled(report)[1][0] == "Så langt er vi:"
    assert said(report, 1).startswith("Vi har dine ord, som du sagde dem.")


def test_the_summary_tells_nothing_that_counts_as_told(act: Act):
    scene = long_scene(act)
    outcome = an_outcome(act, scene.insight, "used")
    document = scene.report("closing")
    assert ("outcome", outcome.id) in tells(document)
    summary = replace(document, passages=in_short(document))
    assert "Stien ved søen er for mørk" in everything(summary)
    assert tells(summary) == []


def reader(act: Act, **columns) -> tuple[Process, object]:
    process = a_process(act)
    return process, a_participant(act, process, **columns)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Der er mørkt.", "Der er mørkt."),
        ("Der  er\nmørkt.", "Der er mørkt."),
        (f"{'Der er mørkt. ' * 5}{'a' * 200}", f"{'Der er mørkt. ' * 5}…"),
        (f"Kort. {'meget ' * 40}", f"Kort. {'meget ' * 22}…"),
        ("x" * 200, f"{'x' * LONGEST} …"),
        (FAMILY * 60, f"{FAMILY * 28} …"),
        (f"a{FAMILY * 60}", f"a{FAMILY * 27} …"),
    ],
)
def test_a_long_text_is_cut_where_a_sentence_ends_else_between_words_and_says_so(text, cut):
    assert first_words(text) == cut
