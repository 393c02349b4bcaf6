"""The log: what somebody said is written down, and stands below."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.listening.sheets import count, entries, errors, fields, heard, log_of, main, note, people
from tests.oversight.desk import Desk, statements
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionReader
from tracker.domain.process import Encounter, Process
from tracker.listening.services import Details, add_participant, log_contribution

WORDS = "Der mangler lys på stien.\r\nOg bænke."


def test_a_new_person_comes_with_what_they_said(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    answer = note(staff, process, WORDS, "  Signe   Dahl ")
    assert (answer.status_code, answer.location) == (303, log_of(process))
    (said,) = heard(desk, process)
    assert (said.recorded, said.how, said.confidential) == (WORDS, "verbatim", False)
    assert (said.participant.name, said.participant.channel) == ("Signe Dahl", "none")
    staff.get(log_of(process))
    assert "Gemt: Signe Dahl sagde det og er ny deltager." in main(staff)
    assert "Der mangler lys på stien." in entries(staff)[0]
    assert ("words", str(said.participant_id)) in desk.seen("participant")


@pytest.mark.parametrize("how", ["retold", "observed"])
def test_how_we_have_it_is_said(desk: Desk, staff: Reader, how: str) -> None:
    process = desk.process()
    note(staff, process, "Hun går udenom.", "Signe", how=how, shareable="Nogen går udenom.")
    (said,) = heard(desk, process)
    assert (said.how, said.shareable) == (how, "Nogen går udenom.")
    staff.get(log_of(process))
    assert "Har ord, andre må se" in entries(staff)[0]


def test_what_was_said_on_another_day_counts_from_then(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    walk = {"occasion": "new", "kind": "walk", "title": "Gåtur", "held_on": "3.3.2026"}
    for _ in range(2):
        # Of the unknown two may well have said the same.
        assert note(staff, process, "Mere lys.", "ukendt", **walk).status_code == 303
    first, second = heard(desk, process)
    assert first.received_at == datetime(2026, 3, 3, 11, tzinfo=UTC)
    assert timedelta() < second.received_at - first.received_at or (
        first.participant_id != second.participant_id
    )


def test_the_same_words_twice_at_one_occasion_are_two(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    walk = {"occasion": "new", "kind": "walk", "title": "Gåtur", "held_on": "3.3.2026"}
    assert note(staff, process, "Mere lys.", "ukendt", **walk).status_code == 303
    assert note(staff, process, "Mere lys.").status_code == 303
    first, second = heard(desk, process)
    assert first.encounter_id == second.encounter_id
    assert first.received_at < second.received_at


def test_a_confidential_entry_is_its_readers_alone(desk: Desk, staff: Reader, boss: Reader) -> None:
    process = desk.process()
    said = {"confidential": "y"}
    assert note(staff, process, "Det er hemmeligt.", "Signe", **said).status_code == 303
    (secret,) = heard(desk, process)
    query = select(ContributionReader.user_id)
    writer = desk.do(lambda act: desk.user(act.session, "caseworker").id)
    assert desk.do(lambda act: list(act.session.scalars(query))) == [writer]
    staff.get(log_of(process))
    assert "Det er hemmeligt." in entries(staff)[0] and "Fortroligt" in entries(staff)[0]
    boss.get(log_of(process))
    assert entries(boss) == []
    assert boss.get(log_of(process, secret.id)).status_code == 404
    manager = desk.do(lambda act: desk.user(act.session, "manager").id)
    said |= {"readers": str(manager)}
    note(staff, process, "Det er kun for os to.", "Signe", **said)
    boss.get(log_of(process))
    (shared,) = entries(boss)
    assert "Det er kun for os to." in shared


def test_readers_are_colleagues(desk: Desk, foreign: Desk, staff: Reader) -> None:
    process = desk.process()
    other = foreign.do(lambda act: foreign.user(act.session, "manager").id)
    said = {"confidential": "y", "readers": str(other)}
    assert note(staff, process, "Det er hemmeligt.", "Signe", **said).status_code == 422
    assert heard(desk, process) == []


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"text": ""}, "Skriv det, der blev sagt."),
        ({"text": " \u200b"}, "Skriv det, der blev sagt."),
        ({"text": "x" * 50_001}, "Teksten er ét tegn for lang."),
        ({"text": "Vend \u202e om."}, "usynligt tegn"),
        ({"text": "Mit nummer er 010190-1234."}, "ligner et CPR-nummer"),
        ({"who": ""}, "Skriv, hvem der sagde det."),
        ({"who": "Signe 010190-1234"}, "ligner et CPR-nummer"),
        ({"who": "x" * 201}, "Teksten er ét tegn for lang."),
        ({"shareable": "Hun er 010190-1234"}, "ligner et CPR-nummer"),
        ({"how": "sung"}, "Vælg, om det er ordret"),
        ({"email": "signe@"}, "er ikke en e-mailadresse"),
        ({"phone": "010190-1234"}, "ligner et CPR-nummer"),
        ({"phone": "abc"}, "Skriv hele telefonnummeret, mindst fem cifre."),
        ({"phone": "12"}, "Skriv hele telefonnummeret, mindst fem cifre."),
        ({"perspectives": "010190-1234"}, "ligner et CPR-nummer"),
        ({"channel": "dove"}, "Vælg en af mulighederne."),
        ({"occasion": "987654"}, "Vælg en af mulighederne."),
        ({"member_of": "987654"}, "Vælg en af mulighederne."),
        ({"occasion": "new", "title": ""}, "Skriv, hvad I vil kalde anledningen."),
        ({"occasion": "new", "title": "x", "held_on": ""}, "Skriv, hvornår det var."),
        ({"occasion": "new", "title": "x", "held_on": "3.3.2126"}, "3. marts 2126 kan ikke være"),
        ({"occasion": "new", "title": "010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_lost(
    desk: Desk, staff: Reader, said: dict[str, str], error: str
) -> None:
    process = desk.process()
    given = {"text": "Mere lys.\r\n", "who": "Signe", "perspectives": "cyklist"} | said
    answer = note(staff, process, **given)
    assert answer.status_code == 422
    assert any(error in beside for beside in errors(staff)), errors(staff)
    shown = fields(staff)
    for name in ("text", "who", "perspectives"):
        assert shown[name].strip() == given[name].strip().replace("\r\n", "\n"), name
    assert heard(desk, process) == [] and people(desk, process) == []
    assert (
        desk.do(
            lambda act: act.session.scalar(select(Encounter).where(Encounter.process_id == process))
        )
        is None
    )


def test_a_form_that_is_sent_twice_makes_one_entry(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    staff.get(log_of(process))
    sent = fields(staff) | {"text": "Mere lys.", "who": "Signe"}
    assert [staff.post(log_of(process), data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(heard(desk, process)) == len(people(desk, process)) == 1


def test_the_last_ten_stand_below(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    desk.said(process, "Anna", *(f"Nummer {number}." for number in range(12)))
    staff.get(log_of(process))
    shown = entries(staff)
    assert len(shown) == 10 and "Nummer 11." in shown[0] and "Nummer 2." in shown[-1]


def test_where_nothing_was_written_down_it_says_so(desk: Desk, staff: Reader) -> None:
    staff.get(log_of(desk.process()))
    assert "Det første kan du skrive nu." in main(staff)


def test_many_rows_cost_no_more_statements_than_one(app: Flask, desk: Desk, staff: Reader) -> None:
    process = desk.process()
    desk.said(process, "Anna", "Et.")
    note(staff, process, "To.", "Anna", occasion="new", title="Gåtur")
    addresses = (log_of(process), log_of(process, heard(desk, process)[0].id))
    few = [statements(app, staff, where) for where in addresses]

    def more(act: Act) -> None:
        row = act.session.get_one(Process, process)
        walk = act.session.scalars(select(Encounter).order_by(Encounter.id.desc())).first()
        for number in range(50):
            person = add_participant(act, row, Details(name=f"Person {number}"))
            log_contribution(act, person, f"Ord {number}.", encounter=walk)

    desk.do(more)
    assert [statements(app, staff, where) for where in addresses] == few
    assert count(desk, Contribution) > 50


def test_what_was_said_in_another_language_is_marked_as_it(desk: Desk, staff: Reader) -> None:
    process = desk.process(language="en")
    desk.said(process, "Anna", "The path is dark.")
    (anna,) = people(desk, process)
    for page in ("log", "weave", f"loops/{anna.id}"):
        staff.get(f"/processes/{process}/{page}")
        voice = next(staff.page.iter("blockquote"))
        assert "en" in [each.get("lang") for each in voice.iter()], page
