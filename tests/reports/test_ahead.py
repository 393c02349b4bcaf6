"""What is asked, what happens now, and what their rights are."""

from datetime import date

import pytest

from tests.factories import (
    a_commitment,
    a_participant,
    a_process,
    a_response,
    a_round,
    an_outcome,
)
from tests.reports.scenes import a_scene, composed, everything, lines, passages
from tracker.domain.act import Act
from tracker.reports.composing import compose_reports


def test_a_qualify_round_asks_its_questions_and_says_what_can_be_changed(act: Act):
    scene = a_scene(
        act,
        can_influence="hvor lyset kommer.",
        cannot_influence="træerne.",
        until=date(2026, 6, 1),
    )
    round_ = a_round(
        act, scene.process, "qualify", [scene.insight], questions=["Hvor?", "Hvornår?"], days=30
    )
    assert lines(composed(act, round_, scene.karen), "help") == [
        "Hjælp os videre",
        "Det kan du være med til at bestemme: hvor lyset kommer.",
        "Det kan vi ikke lave om på: træerne.",
        "Du kan være med til at bestemme frem til 1. juni 2026.",
        "Passer det, vi har skrevet?",
        "Hvor?",
        "Hvornår?",
        "Mangler der noget?",
        "Du bestemmer selv, om du vil svare. Svarer du ikke, tager vi det ikke som et ja.",
    ]


def test_a_questions_source_is_the_question(act: Act):
    scene = a_scene(act)
    round_ = a_round(act, scene.process, "qualify", [scene.insight], questions=["Hvor?"])
    asked = passages(composed(act, round_, scene.karen), "help", "question")
    sources = [(p.source.kind, p.source.id) for p in asked]
    assert sources == [("fixed", 0), ("question", round_.questions[0].id), ("fixed", 0)]


@pytest.mark.parametrize("purpose", ["closing", "update"])
def test_only_a_qualify_round_asks_for_help(act: Act, purpose):
    scene = a_scene(act, can_influence="hvor lyset kommer.")
    assert not passages(scene.report(purpose), "help")


def test_the_last_question_follows_a_closing_round_alone(act: Act):
    scene = a_scene(act)
    an_outcome(act, scene.insight, "used", "12 lamper.")
    last = [p for p in scene.report("closing").passages if p.detail == "last"]
    assert [(p.kind, p.text) for p in last] == [("question", "Svarede vi på det, du sagde?")]
    for purpose in ("qualify", "update"):
        assert not [p for p in scene.report(purpose).passages if p.detail == "last"]


def test_what_happens_now_has_its_days(act: Act):
    scene = a_scene(act, days_to_answer=10, days_to_close=30)
    ahead = lines(scene.report("qualify"), "next")
    assert "Når du har svaret, hører du fra os inden 10 dage." in ahead
    assert "Når det er bestemt, hvad vi gør, får du det at vide inden 30 dage." in ahead
    an_outcome(act, scene.insight, "used", "12 lamper.")
    ahead = lines(scene.report("closing"), "next")
    assert "Det var vores svar på det, du fortalte. Du kan stadig svare os." in ahead
    assert not [line for line in ahead if "30 dage" in line]


def test_nobody_is_told_that_we_are_done_while_their_answer_waits(act: Act):
    scene = a_scene(act)
    (delivery,) = scene.qualified(scene.karen)
    a_response(act, delivery, "said", "Hvad med lyset?")
    an_outcome(act, scene.insight, "used", "12 lamper.")
    ahead = lines(scene.report("closing"), "next")
    assert ahead[1] == "Du hører fra os igen, når der er nyt."
    assert not [line for line in ahead if "Det var vores svar" in line]


def test_promises_say_whether_they_were_kept(act: Act):
    scene = a_scene(act)
    a_commitment(act, scene.process, "Vi rydder stien", date(2026, 2, 1), "kept")
    a_commitment(act, scene.process, "Vi ringer til dig.", date(2026, 2, 2), "broken")
    a_commitment(act, scene.process, "Vi måler lyset.", date(2026, 3, 31))
    a_commitment(act, scene.process, "Vi holder et møde.", date(2026, 4, 1))
    promises = passages(scene.report(), "next", "promise")
    assert [(p.detail, p.text) for p in promises] == [
        ("kept", "Vi rydder stien. Det er sket."),
        ("broken", "Vi ringer til dig. Det holdt vi ikke. Det er vi kede af."),
        (
            "late",
            "Vi måler lyset. Det skulle være sket senest 31. marts 2026. "
            "Det er ikke sket endnu. Det er vi kede af.",
        ),
        ("open", "Vi holder et møde. Det sker senest 1. april 2026."),
    ]


@pytest.mark.parametrize(
    ("name", "phone", "hours", "said"),
    [
        (
            "Jens Holm",
            "87 13",
            "hverdage kl. 9-14",
            ["Ring til Jens Holm på 87 13. Telefontid: hverdage kl. 9-14."],
        ),
        ("Jens Holm", "87 13", "", ["Ring til Jens Holm på 87 13."]),
        ("Jens Holm", "", "", ["Spørg Jens Holm."]),
        (
            "Jens Holm",
            "",
            "Kl. 9-15.",
            ["Spørg Jens Holm. Vi er her: Kl. 9-15."],
        ),
        ("", "87 13", "", ["Ring til os på 87 13."]),
        ("", "87 13", "9-15", ["Ring til os på 87 13. Telefontid: 9-15."]),
        ("", "", "", []),
    ],
)
def test_there_is_a_person_to_ask(act: Act, name, phone, hours, said):
    process = a_process(act, contact_name=name, contact_phone=phone, contact_hours=hours)
    document = composed(act, a_round(act, process), a_participant(act, process))
    assert lines(document, "next", "contact") == said


def test_rights_are_short_and_end_with_where_to_read_more(act: Act):
    scene = a_scene(act)
    rights = lines(scene.report(), "rights", "item")
    assert [right.split("«")[0] for right in rights] == [
        "»Ret det.",
        "»Tag mine ord ud.",
        "»Vis ikke mine ord til andre.",
        "»Slet det.",
        "»Vis mig, hvad I har om mig.",
    ]
    in_a_case = lines(a_scene(act, "case").report(), "rights", "item")
    assert not [right for right in in_a_case if "andre" in right]
    url = "https://aarhus.example.dk/privat"
    assert url not in everything(scene.report())
    found = compose_reports(act.session, scene.round(), [scene.karen], {}, act.now, url)
    assert url in lines(found[scene.karen.id], "rights")[-1]
