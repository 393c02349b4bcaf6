"""Nothing of another person stands in any form of a report; and a leak would be seen here."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import false

from tests.factories import (
    a_contribution,
    a_participant,
    a_process,
    a_resolution,
    a_response,
    a_round,
    a_setting_aside,
    a_version,
    a_wording,
    an_encounter,
    an_insight,
    an_outcome,
)
from tests.printed import text_of
from tests.reports.scenes import Scene, composed, given, version_of
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.reports import freezing, gathering
from tracker.reports.document import Document, Outside
from tracker.reports.freezing import document_of, freeze_reports, outside_of
from tracker.reports.html import as_html
from tracker.reports.known import Known
from tracker.reports.mail import Envelope, report
from tracker.reports.paper.pdf import as_pdf
from tracker.reports.text import as_text

ENVELOPE = Envelope(
    to="karen@example.dk",
    sender_name="Natur og Vej",
    sender_address="viden@example.dk",
    message_id="<17.1@viden.example.dk>",
    at=datetime(2026, 4, 1, 9, 30, tzinfo=UTC),
)
# Each stands in one thing that is another's: one that is seen names what leaked.
CANARIES = {
    "name": "Olebruun",
    "words": "Kanariord",
    "corrected": "Kanariret",
    "shared words": "Kanaridelt",
    "observed": "Kanarisyn",
    "set aside": "Kanarivæk",
    "reason": "Kanarigrund",
    "answer": "Kanarisvar",
    "resolution": "Kanaribesked",
    "dissent": "Kanariuenig",
    "words of dissent": "Kanaripæn",
    "encounter": "Kanaristed",
    "guardian": "Kanariværge",
    "perspective": "Kanarirolle",
    "address": "Kanarivej",
}


def forms(document: Document, outside: Outside) -> dict[str, str]:
    """The report as each form shows it, as text without its line breaks."""
    arrived = message_from_bytes(report(ENVELOPE, document, outside).as_bytes(), policy=default)
    return {
        "text": as_text(document, outside),
        "html": str(as_html(document)),
        "pdf": text_of(as_pdf(document, outside)),
        "mail": "".join(arrived.get_body((kind,)).get_content() for kind in ("plain", "html")),
        "kept": repr(document),
    }


def seen(found: dict[str, str]) -> set[str]:
    return {name for name, canary in CANARIES.items() for t in found.values() if canary in t}


def scene_with_canaries(act: Act, kind: str = "development") -> Scene:
    """Karen, and Ole, of whom each thing that can be known has a word of its own."""
    process = a_process(act, kind)
    karen = a_participant(act, process, "Karen Møller")
    ole = a_participant(
        act,
        process,
        CANARIES["name"],
        address=CANARIES["address"],
        guardian=CANARIES["guardian"],
        perspectives=CANARIES["perspective"],
        may_quote=False,
        channel="letter",
    )
    home = an_encounter(act, process, CANARIES["encounter"], place=CANARIES["encounter"])
    mine = a_contribution(act, karen, "Der er mørkt.")
    theirs = a_contribution(act, ole, f"{CANARIES['words']} er mørkt.", encounter=home)
    a_wording(act, theirs, f"{CANARIES['corrected']} er mørkt.")
    a_wording(act, theirs, f"{CANARIES['shared words']} er mørkt.", "shareable")
    seen_there = a_contribution(
        act, ole, f"{CANARIES['observed']} faldt.", how="observed", encounter=home
    )
    coffee = a_contribution(act, ole, f"{CANARIES['set aside']} kaffe.")
    a_setting_aside(act, coffee, f"{CANARIES['reason']}: ikke vores.")
    insight = an_insight(act, process, "Stien er mørk.", [mine, theirs, seen_there])
    scene = Scene(act, process, karen, ole, insight, [mine, theirs])
    _, to_ole = scene.qualified(karen, ole)
    version = version_of(act, insight)
    said = a_response(act, to_ole, "said", f"{CANARIES['answer']}!", version=version)
    a_resolution(act, [said], "answered", f"{CANARIES['resolution']}.")
    no = a_response(act, to_ole, "disagree", f"{CANARIES['dissent']}!", version=version)
    shareable = f"{CANARIES['words of dissent']} nej."
    a_resolution(act, [no], "dissent", f"{CANARIES['resolution']}.", shareable=shareable)
    a_version(act, insight, "Stien er mørk om natten.", "Vi blev klogere.", because=[said])
    an_outcome(act, insight, "used", "12 lamper.")
    return scene


def frozen(scene: Scene, who=None, purpose: str = "closing") -> dict[str, str]:
    reader = who or scene.karen
    round_ = scene.round(purpose)
    (delivery,) = freeze_reports(scene.act, round_, [reader], {reader.id: "letter"})
    document = document_of(scene.act.session, delivery)
    return forms(document, outside_of(delivery, scene.act.settings, scene.act.now))


@pytest.mark.parametrize("purpose", ["qualify", "closing", "update"])
@pytest.mark.parametrize("kind", ["development", "case"])
def test_nothing_of_another_stands_in_any_form(act: Act, kind, purpose):
    scene = scene_with_canaries(act, kind)
    assert seen(frozen(scene, purpose=purpose)) == set()


def test_in_their_own_report_all_that_is_theirs_is_seen(act: Act):
    scene = scene_with_canaries(act)
    found = frozen(scene, scene.other)
    # Their recorded words were corrected; the rest is for staff, or for others.
    staffs = {"words", "shared words", "words of dissent", "guardian", "perspective"}
    assert seen(found) == set(CANARIES) - staffs
    # Each form can be searched: what stands in all of them is found in all of them.
    for everywhere in ("name", "corrected", "observed", "answer", "reason", "dissent"):
        assert all(CANARIES[everywhere] in text for text in found.values()), everywhere


def test_without_the_question_of_consent_the_dissent_would_be_seen(
    act: Act, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Known, "may_quote", lambda *_: True)
    scene = scene_with_canaries(act)
    # What is shown of a frozen report is asked for once more.
    assert seen(frozen(scene)) == set()
    monkeypatch.setattr(freezing, "hidden_now", false)
    assert seen(frozen(scene)) == {"words of dissent"}


def test_without_the_question_whose_words_they_are_they_would_be_seen(
    act: Act, monkeypatch: pytest.MonkeyPatch
):
    own = gathering._own
    scene = scene_with_canaries(act)

    def everybodys(session, people):
        every = own(session, [scene.karen.id, scene.other.id])
        return {reader: [*every[scene.karen.id], *every[scene.other.id]] for reader in people}

    monkeypatch.setattr(gathering, "_own", everybodys)
    leaked = seen(frozen(scene))
    assert {"corrected", "observed", "set aside", "encounter"} <= leaked


def of_another(act: Act, kind: str) -> tuple[Scene, Insight]:
    """A scene with an insight that the other's words alone are part of."""
    scene = scene_with_canaries(act, kind)
    theirs = a_contribution(act, scene.other, "Kun Ole.")
    insight = an_insight(act, scene.process, "Kanarifamilien er træt.", [theirs])
    an_outcome(act, insight, "not", "Kanariafslag.")
    return scene, insight


def told_of(scene: Scene, insight: Insight) -> str:
    round_ = a_round(scene.act, scene.process, "closing", [scene.insight, insight])
    return as_text(composed(scene.act, round_, scene.karen))


def test_a_case_has_nothing_of_others_at_all(act: Act, monkeypatch: pytest.MonkeyPatch):
    scene, insight = of_another(act, "case")
    text = told_of(scene, insight)
    for of_others in ("Kanari", "Andre", "Nogen", "alle", "flere", "Vi blev klogere"):
        assert of_others not in text
    assert "Stien er mørk om natten." in text
    assert "Dette er ikke en afgørelse." in text
    monkeypatch.setattr(Known, "is_case", False)
    open_text = told_of(scene, insight)
    for of_others in (
        "Kanarifamilien",
        "Kanariafslag",
        "Andre rettede",
        "Nogen",
        "Vi blev klogere",
    ):
        assert of_others in open_text


def test_in_a_case_ones_own_answer_is_named_as_the_cause(act: Act):
    scene = scene_with_canaries(act, "case")
    delivery = given(act, scene.round(), scene.karen)
    version = version_of(act, scene.insight)
    mine = a_response(act, delivery, "nuance", "Kun hjemme.", version=version)
    a_version(act, scene.insight, "Hjemme er der mørkt.", "Du sagde hvor.", because=[mine])
    text = as_text(composed(act, scene.round("update"), scene.karen))
    assert "Du rettede os." in text
    assert "Derfor ændrede vi det: Du sagde hvor." in text
