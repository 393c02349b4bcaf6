"""What their answers led to: each told until it has reached them, and to nobody else."""

from datetime import timedelta

from tests.factories import (
    a_contribution,
    a_resolution,
    a_response,
    a_setting_aside,
    a_version,
    reached,
    woven,
)
from tests.reports.scenes import Scene, a_scene, composed, everything, lines, passages, version_of
from tracker.domain.act import Act
from tracker.reports.document import Source
from tracker.reports.freezing import document_of, freeze_reports, tells


def answer(scene: Scene, move: str, text: str = "", **about):
    """Karen answers a qualify round."""
    (delivery,) = scene.qualified(scene.karen)
    return a_response(scene.act, delivery, move, text, **about)


def led_to(scene: Scene) -> list[str]:
    return lines(scene.report("update"), "answered", "resolution")


def test_the_answer_stands_before_what_it_led_to(act: Act):
    scene = a_scene(act)
    response = answer(scene, "said", "I glemmer cyklerne.")
    resolution = a_resolution(act, [response], "declined", "Der er ikke plads.")
    section = passages(scene.report("update"), "answered")
    assert [(p.kind, p.text) for p in section] == [
        ("heading", "Det førte dit svar til"),
        ("lead", "Tak for dit svar. Her er vores."),
        ("quote", "I glemmer cyklerne."),
        ("origin", "Det svarede du 1. april 2026."),
        ("resolution", "Vi har ikke ændret det. Her er grunden: Der er ikke plads."),
    ]
    assert section[2].source == Source("response", response.id)
    assert section[4].source == Source("resolution", resolution.id)
    assert section[2].about == section[4].about == Source("participant", scene.karen.id)


def test_who_wrote_it_for_them_is_said_to_them_and_to_nobody_else(act: Act):
    scene = a_scene(act)
    said, ticked = answer(scene, "disagree", "Nej."), answer(scene, "disagree")
    said.helper, ticked.helper = "datteren Lise", "Bo {fra} hjemmeplejen"
    a_resolution(act, [said, ticked], "dissent", "Vi ser det ikke sådan.")
    section = passages(scene.report("update"), "answered")
    mine = [p for p in section if p.text.startswith("Skrevet af")]
    assert [(p.kind, p.text) for p in mine] == [
        ("origin", "Skrevet af: datteren Lise."),
        ("paragraph", "Skrevet af: Bo {fra} hjemmeplejen."),
    ]
    assert {p.about for p in mine} == {Source("participant", scene.karen.id)}
    others = composed(act, scene.round("update"), scene.other)
    assert "Lise" not in everything(others)


def test_what_was_told_is_not_told_again_and_what_did_not_arrive_is(act: Act):
    scene = a_scene(act)
    a_resolution(act, [answer(scene, "said", "Tak.")], "answered", "Selv tak.")
    (delivery,) = freeze_reports(act, scene.round("update"), [scene.karen], {})
    assert led_to(scene) == ["Vores svar: Selv tak."]
    reached(act, delivery)
    assert led_to(scene) == []
    assert led_to(scene) == lines(scene.report("closing"), "answered")


def test_the_present_resolution_alone_is_told(act: Act):
    scene = a_scene(act)
    response = answer(scene, "disagree", "Nej.")
    a_resolution(act, [response], "declined", "Det er for dyrt.")
    present = a_resolution(act, [response], "dissent", "Vi ser det ikke sådan.")
    document = scene.report("update")
    assert lines(document, "answered", "resolution") == [
        "Vi ser det på en anden måde. Derfor står din mening nu ved siden af vores. "
        "Her er grunden: Vi ser det ikke sådan."
    ]
    assert ("resolution", present.id) in tells(document)
    assert "dyrt" not in everything(document)


def test_one_resolution_of_two_answers_is_told_once_after_both(act: Act):
    scene = a_scene(act)
    (delivery,) = scene.qualified(scene.karen)
    both = [a_response(act, delivery, "said", text) for text in ("Lys?", "Bænke?")]
    a_resolution(act, both, "answered", "Begge dele.")
    kinds = [p.kind for p in passages(scene.report("update"), "answered")][2:]
    assert kinds == ["quote", "origin", "quote", "origin", "resolution"]


def test_an_answer_without_words_is_named_by_its_move_and_what_it_was_about(act: Act):
    scene = a_scene(act)
    response = answer(scene, "disagree", version=version_of(act, scene.insight))
    a_resolution(act, [response], "answered", "Sig endelig mere.")
    section = lines(scene.report("update"), "answered")
    assert section[2:] == [
        "Du svarede 1. april 2026: Jeg er uenig.",
        "Det handlede om det her: Stien ved søen er for mørk.",
        "Vores svar: Sig endelig mere.",
    ]


def test_changed_shows_the_words_that_now_stand(act: Act):
    scene = a_scene(act)
    response = answer(scene, "nuance", "Kun om vinteren.", version=version_of(act, scene.insight))
    version = a_version(act, scene.insight, "Mørkt om vinteren.", "", because=[response])
    a_resolution(act, [response], "changed", "Det havde du ret i.", version=version)
    assert led_to(scene) == [
        "Vi har ændret det, vi skrev. Nu står der: Mørkt om vinteren.",
        "Her er grunden: Det havde du ret i.",
    ]
    a_version(act, scene.insight, "Mørkt om natten.", "Vi så efter.")
    assert led_to(scene)[0] == "Vi ændrede det, vi skrev. Bagefter har vi ændret det igen."


def test_changed_words_of_their_own_are_theirs(act: Act):
    scene = a_scene(act)
    response = answer(scene, "correct", "Ikke bus, cykel.", contribution=scene.contributions[0])
    a_resolution(act, [response], "changed")
    assert led_to(scene) == ["Vi har rettet dine ord, som du bad om."]


def test_added_names_what_it_is_now_part_of(act: Act):
    scene = a_scene(act)
    response = answer(scene, "add", "Også ved skolen.")
    added = a_contribution(act, scene.karen, "Også ved skolen.", response=response)
    a_resolution(act, [response], "added")
    assert led_to(scene) == ["Vi har taget det med."]
    woven(act, added, scene.insight)
    assert led_to(scene) == [
        "Vi har taget det med. Nu er det en del af: »Stien ved søen er for mørk.«"
    ]


def test_added_names_what_a_setting_aside_became_part_of(act: Act):
    scene = a_scene(act)
    coffee = a_contribution(act, scene.karen, "Kaffe.")
    response = answer(scene, "disagree", "Jo.", aside=a_setting_aside(act, coffee, "Ikke vores."))
    woven(act, coffee, scene.insight)
    a_resolution(act, [response], "added")
    assert led_to(scene)[0].endswith("»Stien ved søen er for mørk.«")


def test_a_resolution_is_read_by_those_whose_answers_it_settles_and_by_nobody_else(act: Act):
    scene = a_scene(act)
    (third, *_) = scene.more_people(1)
    deliveries = scene.qualified(scene.karen, scene.other)
    responses = [a_response(act, d, "said", f"Svar fra {d.participant_id}.") for d in deliveries]
    a_resolution(act, responses, "answered", "Grunden er grøn.")
    for reader, other in ((scene.karen, scene.other), (scene.other, scene.karen)):
        text = everything(composed(act, scene.round("update"), reader))
        assert "Grunden er grøn." in text
        assert f"Svar fra {reader.id}." in text
        assert f"Svar fra {other.id}." not in text
    text = everything(composed(act, scene.round("update"), third))
    assert "Grunden er grøn." not in text
    assert "Svar fra" not in text


def test_an_answer_about_withdrawn_words_is_told_without_them(act: Act):
    scene = a_scene(act)
    (delivery,) = scene.qualified(scene.karen)
    mine = scene.contributions[0]
    correct = a_response(act, delivery, "correct", "Mit hemmelige hul.", contribution=mine)
    add = a_response(act, delivery, "add", "Mit hemmelige hul igen.")
    added = a_contribution(act, scene.karen, "Mit hemmelige hul igen.", response=add)
    a_resolution(act, [correct, add], "answered", "Vi har set på det.")
    assert "hemmelige" in everything(scene.report("update"))
    withdrawn = [mine, added]
    gone = a_response(act, delivery, "withdraw", "Slet mit hemmelige hul.", withdrawn=withdrawn)
    a_resolution(act, [gone], "answered", "Det er gjort.")
    document = scene.report("update")
    assert "hemmelige" not in everything(document)
    assert lines(document, "answered", "resolution") == [
        "Vores svar: Vi har set på det.",
        "Vores svar: Det er gjort.",
    ]


def test_an_answer_that_waits_is_promised_one_by_its_date(act: Act):
    scene = a_scene(act)
    answer(scene, "said", "Hvad med lyset?")
    said = "Vi har ikke svaret dig endnu. Det gør vi senest 15. april 2026."
    assert said in lines(scene.report("update"), "next")
    act.now += timedelta(days=30)
    late = lines(scene.report("update"), "next")
    assert said not in late
    assert (
        "Vi har ikke svaret dig endnu. Det skulle vi have gjort senest 15. april 2026. "
        "Det er vi kede af." in late
    )


def test_the_frozen_report_tells_the_resolution(act: Act):
    scene = a_scene(act)
    resolution = a_resolution(act, [answer(scene, "said", "Tak.")], "answered", "Selv tak.")
    (delivery,) = freeze_reports(act, scene.round("update", []), [scene.karen], {})
    assert tells(document_of(act.session, delivery)) == [("resolution", resolution.id)]
