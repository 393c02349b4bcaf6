"""Notes between colleagues: kept, asked, done, and in nothing that a citizen gets."""

import json
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk, statements
from tests.qualifying.answers import address, main, rows
from tests.qualifying.forms import form_to
from tests.qualifying.test_inbox import Answers
from tests.web.reader import Reader
from tracker.domain.act import CITIZEN, Act
from tracker.domain.answering import answer
from tracker.domain.notes import notes_for
from tracker.domain.office import Note
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.domain.round import Round
from tracker.domain.spoken import last_spoken
from tracker.listening.services import log_contribution
from tracker.qualifying import services
from tracker.qualifying.queries import responses_of
from tracker.reports.composing import compose_reports

SECRET = "Ring til Vej og Park, før du svarer."


def user(desk: Desk, role: str) -> int:
    return desk.do(lambda act: desk.user(act.session, role).id)


def asked(desk: Desk, role: str) -> list[str]:
    """What colleagues ask of the department's user of that role."""
    return desk.do(lambda act: [note.text for note in notes_for(act)], role=role)


def test_a_note_for_a_colleague_is_asked_until_it_is_done(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    where = address(desk)
    staff.get(where)
    sent = form_to(staff, f"{where}/notes") | {"note": SECRET, "for_user": user(desk, "manager")}
    for _ in range(2):
        answer = staff.post(f"{where}/notes", data=sent)
        assert (answer.status_code, answer.location) == (303, f"{where}#notes")
    assert "allerede modtaget" in staff.get(where).text
    assert rows(desk, Note) == 3  # Each department of the small world has one.
    assert asked(desk, "manager") == ["Canary note of own.", SECRET]
    assert asked(desk, "caseworker") == []
    boss.get(where)
    assert SECRET in main(boss) and "til Manager Own" in main(boss)
    number = desk.do(lambda act: act.session.scalars(select(Note.id).order_by(-Note.id)).first())
    done = f"/processes/{desk.ids['worked']}/notes/{number}/done"
    assert boss.send(done, done="yes").location == f"{where}#notes"
    assert asked(desk, "manager") == ["Canary note of own."]
    boss.get(where)
    assert "Noten er markeret som gjort." in main(boss)
    undo = form_to(boss, done, which=0)
    assert boss.post(done, data=undo).status_code == 303
    assert SECRET in asked(desk, "manager")


def test_a_note_is_by_its_writer_as_they_write_their_name_or_by_the_system(
    desk: Desk, staff: Reader
) -> None:
    def noted(act: Act) -> None:
        act.session.get_one(User, act.actor.id).name = "Mette von Bülow"
        for writer in (act.actor.id, None):
            asked = desk.user(act.session, "caseworker").id
            note = Note(text=SECRET, user_id=writer, for_user_id=asked, at=act.now)
            note.process_id, note.response_id = int(desk.ids["worked"]), int(desk.ids["answer"])
            act.session.add(note)

    desk.do(noted)
    staff.get(address(desk))
    assert "Mette von Bülow, " in main(staff) and "Systemet, " in main(staff)
    staff.get("/")
    for writer in ("Mette von Bülow", "Systemet"):
        assert f"{writer} spørger dig om svaret" in main(staff)


def test_a_note_without_words_or_with_a_cpr_number_is_not_kept(desk: Desk, staff: Reader) -> None:
    where = address(desk)
    for text, error in (("", "Skriv noten."), ("Cpr 010190-1234", "ligner et CPR-nummer")):
        answer = staff.send(f"{where}/notes", note=text, for_user=0)
        assert answer.status_code == 422 and error in answer.text
        assert text in main(staff)
    assert rows(desk, Note) == 2


def test_no_note_is_for_somebody_who_may_not_read_the_answer(
    desk: Desk, foreign: Desk, boss: Reader
) -> None:
    answers = Answers(desk, "nuance")

    def confide(act: Act) -> int:
        person = act.session.get_one(Participant, answers.people[0])
        readers = [desk.user(act.session, "manager")]
        secret = log_contribution(act, person, "Hemmeligt.", readers=readers)
        delivery = services.delivery_to(act, act.session.get_one(Round, answers.round), person.id)
        return services.respond(act, delivery, "correct", "Hemmelig vrede.", None, secret).id

    number = desk.do(confide)
    where = f"/processes/{answers.process}/responses/{number}/notes"
    reader = user(desk, "caseworker")
    answer = boss.send(where, note=SECRET, for_user=reader)
    assert answer.status_code == 422 and "må ikke læse" in answer.text
    assert SECRET in main(boss)
    stranger = foreign.do(lambda act: foreign.user(act.session, "manager").id)
    assert boss.send(where, note=SECRET, for_user=stranger).status_code == 422
    assert boss.send(where, note=SECRET, for_user=user(desk, "manager")).status_code == 303
    assert SECRET in asked(desk, "manager")

    def taken_off(act: Act) -> None:
        note = act.session.scalars(select(Note).where(Note.response_id == number)).one()
        note.for_user_id = reader

    desk.do(taken_off)
    assert asked(desk, "caseworker") == []


def test_who_left_the_process_is_asked_nothing_about_it(desk: Desk) -> None:
    def narrow(act: Act) -> None:
        act.session.get_one(Process, desk.ids["worked"]).narrowed = True

    assert asked(desk, "manager") == ["Canary note of own."]
    desk.do(narrow)
    assert asked(desk, "manager") == []


def test_a_note_is_within_the_fence_alone(desk: Desk, foreign: Desk, staff: Reader) -> None:
    worked, note = desk.ids["worked"], desk.ids["note"]
    for process, number in (
        (foreign.ids["worked"], foreign.ids["note"]),
        (worked, foreign.ids["note"]),
        (desk.process(), note),
        (worked, 987654),
        (worked, 10**20),
    ):
        assert staff.send(f"/processes/{process}/notes/{number}/done").status_code == 404
    assert desk.read(Note, int(note)).done_at is None


def test_no_note_is_in_anything_the_citizen_gets_or_in_what_is_exported(desk: Desk) -> None:
    def looked(act: Act) -> str:
        answer = act.session.get_one(Response, desk.ids["answer"])
        services.note_for_colleagues(act, answer, SECRET)
        process = act.session.get_one(Process, desk.ids["worked"])
        round_ = act.session.get_one(Round, answer.round_id)
        who = answer.participant
        (document,) = compose_reports(
            act.session, round_, [who], {who.id: "letter"}, act.now
        ).values()
        texts = [passage.text or "" for passage in document.passages]
        return "\n".join([*texts, json.dumps(responses_of(act, process))])

    everything = desk.do(looked)
    assert "Canary insight of own." in everything
    assert SECRET not in everything and "Canary note" not in everything


def test_many_notes_cost_no_more_statements_than_one(app: Flask, desk: Desk, staff: Reader) -> None:
    few = statements(app, staff, address(desk))

    def more(act: Act) -> None:
        answer = act.session.get_one(Response, desk.ids["answer"])
        for number in range(30):
            services.note_for_colleagues(act, answer, f"Note {number}", act.actor.id)

    desk.do(more)
    assert statements(app, staff, address(desk)) == few


def test_who_last_spoke_with_whom_is_the_newest_of_what_a_colleague_did(
    desk: Desk, staff: Reader
) -> None:
    answers = Answers(desk, "nuance", "")
    first, second = answers.people

    def spoken(act: Act) -> dict[int, tuple[str, str]]:
        found = last_spoken(act.session, [*answers.people, 987654])
        return {person: (one.kind, one.by) for person, one in found.items()}

    assert desk.do(spoken) == {
        first: ("response_given", "Manager Own"),
        second: ("conversation_held", "Manager Own"),
    }

    def by_others(act: Act) -> None:
        """The citizen alone, and a colleague who writes down what came a month ago."""
        row = act.session.get_one(Round, answers.round)
        delivery = services.delivery_to(act, row, second)
        services.respond(act, delivery, "said", "I telefonen.", at=act.now - timedelta(days=30))
        act.actor = CITIZEN
        answer(act, delivery, "said", "Selv skrevet.")

    desk.do(by_others, role="caseworker")
    assert desk.do(spoken)[second] == ("conversation_held", "Manager Own")
    staff.get(f"/processes/{answers.process}/responses/{answers.numbers[0]}")
    assert "Manager Own tog sidst imod et svar fra Person 0." in main(staff)
    staff.get(f"/processes/{answers.process}/loops/{second}")
    assert "Manager Own talte sidst med Person 1." in main(staff)
