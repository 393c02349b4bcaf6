"""Frozen words of others go from what is shown, once they may be read no more."""

import pytest

from tests.factories import a_resolution, a_response, a_wording, kept
from tests.reports.scenes import Scene, a_scene, everything, freeze, version_of
from tests.reports.shared_words import (
    SHARED,
    a_scene_with_shared,
    is_confidential,
    is_corrected,
    is_not_to_be_quoted,
    is_taken_back,
    quotes,
    was_never_asked,
)
from tests.reports.test_dissent import disagrees
from tracker.domain.act import Act
from tracker.domain.response import ResolutionResponse
from tracker.domain.round import Delivery
from tracker.reports.freezing import document_of, erase_passages_about
from tracker.reports.html import as_html
from tracker.reports.text import as_text


def frozen(scene: Scene) -> Delivery:
    (delivery,) = freeze(scene)
    assert SHARED in everything(document_of(scene.act.session, delivery))
    return delivery


@pytest.mark.parametrize(
    "happens", [is_confidential, is_not_to_be_quoted, was_never_asked, is_corrected, is_taken_back]
)
def test_what_was_frozen_is_shown_no_more_once_it_may_not_be_read(act: Act, happens):
    scene = a_scene_with_shared(act)
    delivery = frozen(scene)
    before = document_of(act.session, delivery)
    happens(scene)
    act.session.flush()
    after = document_of(act.session, delivery)
    assert after.verify()
    assert after.hash == before.hash
    assert SHARED not in everything(after)
    (quote,) = [p for p in after.passages if p.hidden]
    assert quote.hash in {p.hash for p in before.passages}
    for form in (as_text(after), str(as_html(after))):
        assert "Her stod ord fra en anden. Dem viser vi ikke mere." in form
        assert "løber" not in form


def test_it_is_shown_again_when_it_may_be_read_again(act: Act):
    scene = a_scene_with_shared(act)
    delivery = frozen(scene)
    scene.other.may_quote = False
    act.session.flush()
    assert SHARED not in everything(document_of(act.session, delivery))
    scene.other.may_quote = True
    act.session.flush()
    assert SHARED in everything(document_of(act.session, delivery))


def test_other_words_for_the_same_take_the_first_ones_place(act: Act):
    scene = a_scene_with_shared(act)
    delivery = frozen(scene)
    a_wording(act, scene.contributions[1], "Nogen løber.", "shareable")
    assert SHARED not in everything(document_of(act.session, delivery))
    assert quotes(scene.report()) == ["Nogen løber."]


def test_an_authors_own_report_still_holds_their_own_words(act: Act):
    scene = a_scene_with_shared(act)
    (delivery,) = freeze(scene, scene.other)
    scene.other.may_quote = False
    act.session.flush()
    document = document_of(act.session, delivery)
    assert "Jeg løber det sidste stykke." in everything(document)
    assert not [p for p in document.passages if p.hidden]


def test_erasing_takes_a_persons_words_out_of_everybodys_reports(act: Act):
    scene = a_scene_with_shared(act)
    delivery = frozen(scene)
    erase_passages_about(act.session, scene.other.id, act.now.date())
    document = document_of(act.session, delivery)
    assert document.verify()
    assert SHARED not in everything(document)
    assert "Der er så mørkt ved søen." in everything(document)


def test_frozen_words_of_dissent_go_when_their_author_may_not_be_quoted(act: Act):
    scene = a_scene(act)
    scene.other.may_quote = True
    disagrees(scene, shareable="Lyset er der nok af.")
    (delivery,) = freeze(scene, purpose="update")
    assert "nok af" in everything(document_of(act.session, delivery))
    scene.other.may_quote = False
    act.session.flush()
    document = document_of(act.session, delivery)
    assert document.verify()
    assert "nok af" not in everything(document)


@pytest.mark.parametrize("happens", [is_confidential, is_not_to_be_quoted, is_corrected])
def test_what_was_told_publicly_goes_as_soon_as_others_may_not_read_it(act: Act, happens):
    scene = a_scene_with_shared(act)
    (delivery,) = freeze(scene, scene.other, channel="public")
    assert SHARED in everything(document_of(act.session, delivery))
    happens(scene)
    act.session.flush()
    document = document_of(act.session, delivery)
    assert document.verify()
    assert SHARED not in everything(document)


def test_what_nobody_knows_who_said_is_shown_no_more_either(act: Act):
    scene = a_scene_with_shared(act)
    scene.other.kind = "unknown"
    (delivery,) = freeze(scene, scene.other, channel="none")
    assert SHARED in everything(document_of(act.session, delivery))
    is_corrected(scene)
    assert SHARED not in everything(document_of(act.session, delivery))


def test_frozen_words_of_dissent_go_when_other_words_were_put_for_them(act: Act):
    scene = a_scene(act)
    scene.other.may_quote = True
    response, _ = disagrees(scene, shareable="Lyset er der nok af.")
    (delivery,) = freeze(scene, purpose="update")
    a_resolution(act, [response], "dissent", "Ib tager fejl.", shareable="Nogen ser godt.")
    document = document_of(act.session, delivery)
    assert document.verify()
    assert "nok af" not in everything(document)


def test_frozen_words_of_dissent_stay_while_one_of_those_who_said_them_stands_by_them(act: Act):
    scene = a_scene(act)
    scene.other.may_quote = scene.karen.may_quote = True
    first, resolution = disagrees(scene, shareable="Lyset er der nok af.")
    (given,) = scene.qualified(scene.karen)
    second = a_response(act, given, "disagree", version=version_of(act, scene.insight))
    kept(act, ResolutionResponse(resolution_id=resolution.id, response_id=second.id))
    (delivery,) = freeze(scene, purpose="update")
    a_resolution(act, [first], "answered", "Vi har talt om det.")
    assert "nok af" in everything(document_of(act.session, delivery))
    a_resolution(act, [second], "answered", "Det har vi også.")
    assert "nok af" not in everything(document_of(act.session, delivery))
