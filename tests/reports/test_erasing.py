"""Erasing: the words go from every report, and what is left still verifies."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import a_contribution, a_participant, a_resolution, a_response
from tests.reports.scenes import a_scene, everything, freeze, version_of
from tracker.domain.act import Act
from tracker.reports.freezing import document_of, erase_passages_about, freeze_reports


def test_an_erased_persons_report_verifies_and_says_when(act: Act):
    scene = a_scene(act)
    mine, theirs = freeze(scene, scene.karen, scene.other)
    before = document_of(act.session, mine)
    untouched = document_of(act.session, theirs)
    count = erase_passages_about(act.session, scene.karen.id, date(2026, 5, 1))
    after = document_of(act.session, mine)
    gone = [p for p in after.passages if p.erased_on == date(2026, 5, 1)]
    assert after.verify()
    assert after.hash == before.hash == mine.hash
    assert len(gone) == count == len([p for p in before.passages if p.about])
    assert all((p.text, p.salt, p.about) == (None, "", None) for p in gone)
    assert "Der er så mørkt ved søen." not in everything(after)
    assert "Karen" not in everything(after)
    assert "Stien ved søen er for mørk." in everything(after)
    assert document_of(act.session, theirs) == untouched
    assert erase_passages_about(act.session, scene.karen.id, date(2026, 6, 1)) == 0


def test_an_erased_passage_cannot_get_other_words(act: Act):
    scene = a_scene(act)
    (delivery,) = freeze(scene)
    erase_passages_about(act.session, scene.karen.id, date(2026, 5, 1))
    document = document_of(act.session, delivery)
    at = next(n for n, p in enumerate(document.passages) if p.erased_on)
    forged = list(document.passages)
    forged[at] = replace(forged[at], text="Noget andet.")
    assert not replace(document, passages=tuple(forged)).verify()


@pytest.mark.parametrize("authors", [1, 2])
def test_words_of_dissent_go_from_everybodys_reports(act: Act, authors):
    scene = a_scene(act)
    third = a_participant(act, scene.process, "Tina", may_quote=True)
    scene.other.may_quote = True
    version = version_of(act, scene.insight)
    given = scene.qualified(scene.other, third)[:authors]
    responses = [a_response(act, d, "disagree", "Nej.", version=version) for d in given]
    a_resolution(act, responses, "dissent", "Jo.", shareable="Der er lys nok.")
    (delivery,) = freeze(scene, purpose="update")
    assert "lys nok" in everything(document_of(act.session, delivery))
    erase_passages_about(act.session, scene.other.id, date(2026, 5, 1))
    document = document_of(act.session, delivery)
    assert document.verify()
    assert "lys nok" not in everything(document)
    assert erase_passages_about(act.session, scene.other.id, date(2026, 6, 1)) == 0
    assert document_of(act.session, delivery) == document


def test_what_was_erased_is_not_used_again_by_the_round(act: Act):
    scene = a_scene(act)
    round_ = scene.round()
    freeze_reports(act, round_, [scene.karen], {})
    a_contribution(act, scene.other, "Endnu et ord.")
    erase_passages_about(act.session, scene.karen.id, date(2026, 5, 1))
    (delivery,) = freeze_reports(act, round_, [scene.other], {})
    document = document_of(act.session, delivery)
    assert document.verify()
    assert not [p for p in document.passages if p.erased_on]
