"""A whole report: its opening, its order, its cost, and how it reads from first to last."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from tests.factories import (
    a_contribution,
    a_participant,
    a_process,
    a_resolution,
    a_response,
    a_round,
    a_setting_aside,
    an_insight,
    woven,
)
from tests.reports.scenes import (
    a_bit_of_everything,
    a_scene,
    composed,
    everything,
    given,
    lines,
    passages,
    version_of,
)
from tests.reports.test_words import lix
from tracker.domain.act import Act
from tracker.reports.composing import compose_reports
from tracker.reports.document import SECTIONS
from tracker.reports.freezing import document_of, documents_of, freeze_reports


@contextmanager
def statements(act: Act) -> Iterator[list[str]]:
    """Every statement that is sent to the database meanwhile."""
    sent: list[str] = []
    engine = act.session.get_bind()

    def note(_connection, _cursor, statement, *_more) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_the_sections_come_in_the_reports_order(act: Act):
    document = document_of(act.session, a_bit_of_everything(act, "da")["closing"])
    found = [section.name for section in document.sections()]
    assert found == [s for s in SECTIONS if s in found]
    assert set(found) == set(SECTIONS) - {"help", "others_more"}


def test_a_section_without_anything_to_say_is_left_out(act: Act):
    process = a_process(act)
    nobody = a_participant(act, process)
    document = composed(act, a_round(act, process, "update"), nobody)
    assert [s.name for s in document.sections()] == ["opening", "next", "rights"]


def test_the_opening_names_the_reader_and_the_process(act: Act):
    scene = a_scene(act, purpose="Vi skal lave stien om.", at_stake="At komme trygt hjem.")
    opening = lines(scene.report(), "opening")
    assert opening[0] == "Har vi forstået dig?"
    assert "Kære Karen Møller" in opening
    assert "Det handler om Stien om søen." in opening
    assert "Derfor spurgte vi: Vi skal lave stien om." in opening
    assert "Det er det vigtigste: At komme trygt hjem." in opening
    assert not any("afgørelse" in line for line in opening)


def test_a_group_is_told_together(act: Act):
    process = a_process(act)
    group = a_participant(act, process, "Bænkens venner", kind="group", size=24)
    a_contribution(act, group, "Vi vil gerne sidde i solen.")
    document = composed(act, a_round(act, process), group)
    assert "Brevet er til jer alle i Bænkens venner." in lines(document, "opening")
    assert lines(document, "told", "heading") == ["Det fortalte I os"]


def test_who_is_only_told_of_a_setting_aside_is_told_so_at_once(act: Act):
    process = a_process(act)
    karen = a_participant(act, process)
    a_setting_aside(act, a_contribution(act, karen, "Kaffe."), "Vi ejer ikke boden.")
    round_ = a_round(act, process, "update")
    (lead,) = lines(composed(act, round_, karen), "opening", "lead")
    assert lead.startswith("Du fortalte os noget, som vi ikke har brugt.")


def test_who_has_never_heard_from_us_is_not_told_of_what_is_new_since(act: Act):
    scene = a_scene(act)
    lead = lines(scene.report("update"), "opening", "lead")
    assert lead == ["Tak, fordi du fortalte os, hvad du ved. Her kan du se, hvor langt vi er."]
    scene.qualified(scene.karen)
    (lead,) = lines(scene.report("update"), "opening", "lead")
    assert lead.startswith("Der er sket noget, siden du sidst hørte fra os.")


def test_a_case_says_that_it_is_no_decision(act: Act):
    scene = a_scene(act, "case", case_number="26-1234")
    opening = passages(scene.report(), "opening")
    assert [p.kind for p in opening][-1] == "decision_notice"
    assert opening[-1].text.startswith("Dette er ikke en afgørelse.")
    assert "Sagens nummer: 26-1234" in lines(scene.report(), "opening")


def test_a_report_is_in_the_readers_language(act: Act):
    scene = a_scene(act)
    scene.karen.language = "en"
    document = scene.report()
    assert document.language == "en"
    assert lines(document, "opening")[0] == "Have we understood you?"
    (insight,) = passages(document, "understood", "insight")
    assert insight.language == "da"


def test_nothing_is_kept_by_composing(act: Act):
    scene = a_scene(act)
    round_ = scene.round()
    with statements(act) as sent:
        composed(act, round_, scene.karen)
    assert not [s for s in sent if not s.startswith("SELECT")]


def crowd(act: Act, count: int):
    """So many people with words, answers, a dissent and a setting aside each."""
    process = a_process(act)
    insight = an_insight(act, process, f"Stien {process.id} er mørk.")
    people = []
    for n in range(count):
        person = a_participant(act, process, f"P{n}")
        woven(act, a_contribution(act, person, f"Mørkt {n}."), insight)
        a_setting_aside(act, a_contribution(act, person, f"Kaffe {n}."), "Boden er ikke vores.")
        people.append(person)
    round_ = a_round(act, process, "qualify", [insight])
    for person in people:
        delivery = given(act, round_, person)
        version = version_of(act, insight)
        response = a_response(act, delivery, "disagree", "Nej.", version=version)
        a_resolution(act, [response], "dissent", "Vi ser det ikke sådan.", shareable="Nej.")
    return a_round(act, process, "closing", [insight]), people


@pytest.mark.parametrize("work", ["compose", "freeze"])
def test_thirty_reports_take_as_many_statements_as_two(act: Act, work):
    counts = []
    for count in (2, 30):
        round_, people = crowd(act, count)
        act.session.commit()
        with statements(act) as sent:
            if work == "compose":
                compose_reports(act.session, round_, people, {}, act.now)
            else:
                freeze_reports(act, round_, people, {})
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_a_single_persons_report_is_the_same_composed_alone_or_among_others(act: Act):
    round_, people = crowd(act, 3)
    together = compose_reports(act.session, round_, people, {}, act.now)[people[1].id]
    alone = composed(act, round_, people[1])
    assert everything(together) == everything(alone)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_composed_report_reads_easily(act: Act, language):
    no_running_text = {"title", "heading", "quote", "contact", "origin"}
    deliveries = a_bit_of_everything(act, language).values()
    for document in documents_of(act.session, list(deliveries)).values():
        said = [p.text for p in document.passages if p.kind not in no_running_text and p.text]
        assert lix(" ".join(said)) <= 35
