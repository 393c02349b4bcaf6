"""What the reader told us: their own words as they stand now, and what was set aside."""

from datetime import UTC, datetime

from tests.factories import (
    a_contribution,
    a_participant,
    a_process,
    a_response,
    a_round,
    a_setting_aside,
    a_wording,
    an_encounter,
    another_reason,
    reached,
    woven,
)
from tests.reports.scenes import (
    a_scene,
    composed,
    everything,
    lines,
    passages,
)
from tracker.domain.act import Act
from tracker.reports.document import Source
from tracker.reports.freezing import document_of, freeze_reports
from tracker.reports.text import as_text


def told(act: Act, **columns):
    """A reader, their one contribution, and the section that tells it."""
    process = a_process(act)
    reader = a_participant(act, process)
    contribution = a_contribution(act, reader, "Der er mørkt.", **columns)
    return reader, contribution, composed(act, a_round(act, process), reader)


def test_their_words_stand_with_when_and_where(act: Act):
    process = a_process(act)
    reader = a_participant(act, process)
    held = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    workshop = an_encounter(act, process, "Værksted", place="Biblioteket", held_at=held)
    a_contribution(act, reader, "Der er mørkt.", encounter=workshop)
    section = lines(composed(act, a_round(act, process), reader), "told")
    assert section == [
        "Det fortalte du os",
        "Her er dine ord, sådan som vi har dem.",
        "Der er mørkt.",
        "4. marts 2026. Værksted, Biblioteket.",
        "Det står ord for ord.",
        "Er der noget forkert? Sig til, så retter vi det.",
    ]


def test_without_an_occasion_the_day_it_came_is_said(act: Act):
    _, _, document = told(act, received_at=datetime(2026, 2, 1, 9, tzinfo=UTC))
    assert "1. februar 2026." in lines(document, "told", "origin")


def test_what_they_added_in_an_answer_says_so(act: Act):
    scene = a_scene(act)
    (delivery,) = scene.qualified(scene.karen)
    response = a_response(act, delivery, "add", "Også i skolegården.")
    a_contribution(act, scene.karen, "Også i skolegården.", response=response)
    origins = lines(scene.report(), "told", "origin")
    assert "12. marts 2026. Det sagde du, da du svarede os." in origins


def test_their_words_are_theirs_and_known_by_their_wording(act: Act):
    reader, contribution, document = told(act)
    (quote,) = passages(document, "told", "quote")
    assert quote.source == Source("wording", contribution.wordings[0].id)
    assert quote.about == Source("participant", reader.id)


def test_corrected_words_stand_in_place_of_the_recorded(act: Act):
    reader, contribution, _ = told(act)
    corrected = a_wording(act, contribution, "Der er for lyst.")
    document = composed(act, a_round(act, contribution.participant.process), reader)
    assert "mørkt" not in everything(document)
    (quote,) = passages(document, "told", "quote")
    assert (quote.text, quote.source) == ("Der er for lyst.", Source("wording", corrected.id))
    assert "Du har rettet det. Her står det, som du vil have det." in lines(document, "told")


def test_words_for_sharing_never_stand_in_place_of_their_own(act: Act):
    _, _, document = told(act, shareable="En siger, at der er mørkt.")
    assert lines(document, "told", "quote") == ["Der er mørkt."]


def test_confidential_words_are_given_back_to_the_one_who_said_them(act: Act):
    _, _, document = told(act, confidential=True)
    assert lines(document, "told", "quote") == ["Der er mørkt."]


def test_what_we_saw_is_no_quote(act: Act):
    _, _, document = told(act, how="observed")
    assert lines(document, "told", "heading") == ["Det så vi"]
    assert lines(document, "told", "lead")[0].startswith("Det her har du ikke sagt.")
    assert "»" not in as_text(document).partition("Dine rettigheder")[0]
    _, _, spoken = told(act)
    assert "»Der er mørkt.«" in as_text(spoken)


def test_retold_words_say_so_until_they_correct_them(act: Act):
    reader, contribution, document = told(act, how="retold")
    assert "Vi har fortalt det med vores egne ord." in lines(document, "told", "origin")
    assert "»Der er mørkt.«" not in as_text(document)
    a_wording(act, contribution, "Der er for lyst.")
    again = composed(act, a_round(act, reader.process), reader)
    assert "»Der er for lyst.«" in as_text(again)


def test_withdrawn_words_stand_nowhere(act: Act):
    scene = a_scene(act)
    kept = a_contribution(act, scene.karen, "Kaffe i boden, tak.")
    gone = a_contribution(act, scene.karen, "Hemmeligt hul i hegnet.")
    a_setting_aside(act, gone, "Hegnet er ikke vores.")
    (delivery,) = scene.qualified(scene.karen)
    assert "Hemmeligt" in everything(document_of(act.session, delivery))
    a_response(act, delivery, "withdraw", "Glem mit hemmelige hul.", withdrawn=[gone])
    for purpose in ("qualify", "closing", "update"):
        text = everything(scene.report(purpose))
        assert "emmelig" not in text
        assert "Hegnet" not in text
        assert "Kaffe i boden" in text
    assert kept.withdrawn_event_id is None


def aside_scene(act: Act):
    scene = a_scene(act)
    coffee = a_contribution(act, scene.karen, "Kaffe i boden.")
    return scene, coffee, a_setting_aside(act, coffee, "Boden er ikke vores.")


def test_what_was_set_aside_is_told_with_its_reason(act: Act):
    scene, _, aside = aside_scene(act)
    section = passages(scene.report("update"), "set_aside")
    assert [p.kind for p in section] == ["heading", "lead", "quote", "reason", "how"]
    quote, reason = section[2], section[3]
    assert quote.text == "Kaffe i boden."
    assert reason.text == "Her er grunden: Boden er ikke vores."
    assert reason.source == Source("reason", aside.reasons[0].id)
    assert quote.about == reason.about == Source("participant", scene.karen.id)


def test_a_reason_that_was_told_is_not_told_again_but_at_the_end(act: Act):
    scene, _, _ = aside_scene(act)
    scene.qualified(scene.karen)
    assert not passages(scene.report("qualify"), "set_aside")
    assert not passages(scene.report("update"), "set_aside")
    assert "Kaffe i boden." in lines(scene.report("closing"), "set_aside", "quote")


def test_a_report_that_did_not_reach_them_told_nothing(act: Act):
    scene, _, _ = aside_scene(act)
    (delivery,) = freeze_reports(act, scene.round(), [scene.karen], {})
    assert passages(scene.report("update"), "set_aside")
    reached(act, delivery)
    assert not passages(scene.report("update"), "set_aside")


def test_another_reason_is_told_as_another(act: Act):
    scene, _, aside = aside_scene(act)
    scene.qualified(scene.karen)
    another_reason(act, aside, "Boden er solgt.")
    (reason,) = lines(scene.report("update"), "set_aside", "reason")
    assert reason == "Grunden er en anden end sidst: Boden er solgt."


def test_words_that_were_used_after_all_are_set_aside_no_more(act: Act):
    scene, coffee, _ = aside_scene(act)
    woven(act, coffee, scene.insight)
    assert not passages(scene.report("closing"), "set_aside")


def test_a_reason_is_nobody_elses_to_read(act: Act):
    scene, _, _ = aside_scene(act)
    for purpose in ("qualify", "closing", "update"):
        document = composed(act, scene.round(purpose), scene.other)
        assert "Boden er ikke vores" not in everything(document)


def test_what_is_told_publicly_shows_only_words_for_sharing(act: Act):
    process = a_process(act)
    unknown = a_participant(act, process, "Ukendte", kind="unknown", may_quote=True)
    a_contribution(act, unknown, "Min nabo Ib drikker.")
    a_contribution(act, unknown, "Min søn faldt.", shareable="Et barn faldt.")
    a_contribution(act, unknown, "Fortroligt.", shareable="Delt.", confidential=True)
    coffee = a_contribution(act, unknown, "Jeg, Ib, vil have kaffe.")
    a_setting_aside(act, coffee, "Boden er ikke vores.")
    document = composed(act, a_round(act, process, "update"), unknown)
    assert lines(document, "told", "quote") == ["Et barn faldt."]
    text = everything(document)
    assert "Boden er ikke vores." in text
    for secret in ("Ib", "Min søn", "Fortroligt", "Delt", "Ukendte"):
        assert secret not in text


def test_a_no_to_being_quoted_holds_for_what_is_told_publicly(act: Act):
    scene = a_scene(act)
    scene.more_people()
    scene.karen.may_quote = False
    a_contribution(act, scene.karen, "Min søn faldt.", shareable="Et barn faldt.")
    round_ = scene.round()
    assert not lines(composed(act, round_, scene.karen, "public"), "told", "quote")
    scene.karen.may_quote = None
    document = composed(act, round_, scene.karen, "public")
    assert lines(document, "told", "quote") == ["Et barn faldt."]
    assert "Karen" not in everything(document)


def test_nothing_said_in_a_case_is_told_publicly(act: Act):
    scene = a_scene(act, "case")
    scene.more_people()
    scene.karen.may_quote = True
    a_contribution(act, scene.karen, "Min søn faldt.", shareable="Et barn faldt.")
    assert not passages(composed(act, scene.round(), scene.karen, "public"), "told")


def test_a_persons_answers_stand_in_nothing_public(act: Act):
    scene = a_scene(act)
    (delivery,) = scene.qualified(scene.karen)
    a_response(act, delivery, "said", "Jeg er bange for Ib.")
    text = everything(composed(act, scene.round("update"), scene.karen, "public"))
    assert "Ib" not in text
    assert "Vi har ikke svaret dig" not in text
