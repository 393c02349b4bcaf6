"""Writing in what came by letter, by phone or at a meeting: several at once, person by person."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk, contributions, statements
from tests.qualifying.answers import main, rows
from tests.qualifying.forms import form_to
from tests.qualifying.test_inbox import Answers
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.participant import Participant
from tracker.domain.response import Response
from tracker.domain.workdays import local_date
from tracker.listening.services import log_contribution
from tracker.qualifying.writing_in import PEOPLE
from tracker.weaving.services import set_aside

WORDS = "Det er værst om vinteren."


def where(answers: Answers, place: int = 0) -> str:
    person = answers.people[place]
    return f"/processes/{answers.process}/rounds/{answers.round}/participants/{person}/answer"


def own(desk: Desk, answers: Answers) -> int:
    def first(act: Act) -> int:
        return contributions(act, act.session.get_one(Participant, answers.people[0]))[0].id

    return desk.do(first)


def kept(desk: Desk) -> list[Response]:
    """The answers of the process that was made last, in their order."""
    query = select(Response).order_by(Response.id)
    return desk.do(lambda act: list(act.session.scalars(query)))[2:]


def test_what_they_were_told_stands_beside_what_they_answered(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "")

    def aside(act: Act) -> None:
        person = act.session.get_one(Participant, answers.people[0])
        set_aside(act, [log_contribution(act, person, "Bænkene.")], "Det er en anden afdelings.")

    desk.do(aside)
    staff.get(where(answers))
    page = main(staff)
    for text in ("Der er mørkt.", "Det er for mørkt.", "Bænkene.", "Det er en anden afdelings."):
        assert text in page
    assert ("answers", str(answers.people[0])) in desk.seen("participant")
    # The address is a round's, the work that of the answers.
    here = [e for e in staff.page.iter("a") if e.get("aria-current") == "true"]
    assert "Svar" in [" ".join("".join(e.itertext()).split())[:4] for e in here]


def test_several_answers_are_written_in_at_once_and_only_once(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "")
    page, contribution = where(answers), own(desk, answers)
    staff.get(page)
    sent = form_to(staff, page) | {
        f"move_insight_{answers.insight}": "nuance",
        f"text_insight_{answers.insight}": WORDS,
        f"move_contribution_{contribution}": "correct",
        f"text_contribution_{contribution}": "Det er for sort.",
        f"text_round_{answers.round}": "Hils Jens.",
    }
    inbox = f"/processes/{answers.process}/responses"
    assert [staff.post(page, data=sent).location for _ in range(2)] == [inbox, inbox]
    nuance, correct, said = kept(desk)
    assert [row.move for row in (nuance, correct, said)] == ["nuance", "correct", "said"]
    assert [row.text for row in (nuance, correct, said)] == [
        WORDS,
        "Det er for sort.",
        "Hils Jens.",
    ]
    assert len({row.sending for row in (nuance, correct, said)}) == 1
    assert len({row.written_by_id for row in (nuance, correct, said)}) == 1
    corrected = desk.do(lambda act: act.session.get_one(Contribution, contribution).present)
    assert corrected == "Det er for sort."


def test_it_came_on_the_day_that_is_written(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "")
    staff.get(where(answers))
    day = desk.do(lambda act: local_date(act.now) - timedelta(days=3))
    sent = form_to(staff, where(answers)) | {
        "came": f"{day.day}.{day.month}.{day.year}",
        f"text_insight_{answers.insight}": WORDS,
    }
    assert staff.post(where(answers), data=sent).status_code == 303
    (row,) = kept(desk)
    assert local_date(row.at) == day and row.move == "said"


def test_their_own_words_can_be_taken_back_for_them(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "")
    contribution = own(desk, answers)
    staff.get(where(answers))
    sent = form_to(staff, where(answers)) | {f"move_contribution_{contribution}": "withdraw"}
    assert staff.post(where(answers), data=sent).status_code == 303
    assert desk.read(Contribution, contribution).withdrawn_event_id is not None
    staff.get(where(answers))
    assert "Det er for mørkt." not in main(staff)


def test_saving_leads_to_the_next_of_whom_nothing_is_here(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "", "nuance", "")
    text = f"text_insight_{answers.insight}"
    for place, then in (
        (0, where(answers, 2)),
        (2, f"/processes/{answers.process}/responses/write-in?round={answers.round}"),
    ):
        staff.get(where(answers, place))
        sent = form_to(staff, where(answers, place)) | {text: WORDS, "then": "next"}
        assert staff.post(where(answers, place), data=sent).location == then


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "Vælg eller skriv mindst ét svar."),
        ({"move": "correct"}, "Skriv ordene"),
        ({"move": "vote"}, "Vælg en af mulighederne."),
        ({"text": "Cpr 010190-1234"}, "CPR-nummer"),
        ({"text": "x" * 50001}, "ét tegn for lang"),
        ({"text": WORDS, "came": ""}, "Skriv, hvornår svaret kom."),
        ({"text": WORDS, "came": "i går"}, "dato"),
        ({"text": WORDS, "came": "2090-01-01"}, "ikke sket endnu"),
        ({"text": WORDS, "came": "0001-01-01"}, "kan ikke være rigtig"),
        ({"text": WORDS, "came": "2019-01-01"}, "Så tidligt kan det ikke være: Brevet er fra "),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_half_saved(
    desk: Desk, staff: Reader, fields: dict[str, str], error: str
) -> None:
    answers = Answers(desk, "")
    staff.get(where(answers))
    named = {
        name if name == "came" else f"{name}_insight_{answers.insight}": value
        for name, value in fields.items()
    }
    good = {f"text_round_{answers.round}": "Hils Jens."} if "text" in fields else {}
    answer = staff.post(where(answers), data=form_to(staff, where(answers)) | good | named)
    assert answer.status_code == 422 and error in answer.text
    assert fields.get("text", "") in answer.text and kept(desk) == []


def test_nobody_else_s_answer_is_written_in_here(desk: Desk, foreign: Desk, staff: Reader) -> None:
    answers, others = Answers(desk, ""), Answers(desk, "")
    for process, round_, person in (
        (answers.process, answers.round, others.people[0]),
        (answers.process, others.round, answers.people[0]),
        (others.process, answers.round, answers.people[0]),
        (answers.process, answers.round, foreign.ids["person"]),
        (answers.process, 987654, answers.people[0]),
        (answers.process, answers.round, 10**20),
    ):
        place = f"/processes/{process}/rounds/{round_}/participants/{person}/answer"
        assert staff.get(place).status_code == 404
    newcomer = desk.said(answers.process, "Ny")
    place = where(answers).replace(f"/{answers.people[0]}/answer", f"/{newcomer}/answer")
    assert staff.get(place).status_code == 404


def test_what_was_confided_is_not_shown_to_whoever_writes_in(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    answers = Answers(desk, "")

    def confide(act: Act) -> int:
        person = act.session.get_one(Participant, answers.people[0])
        readers = [desk.user(act.session, "manager")]
        return log_contribution(act, person, "Hemmeligt.", readers=readers).id

    secret = desk.do(confide)
    staff.get(where(answers))
    assert "Hemmeligt." not in main(staff)
    sent = form_to(staff, where(answers)) | {f"move_contribution_{secret}": "withdraw"}
    assert staff.post(where(answers), data=sent).status_code == 422
    assert desk.read(Contribution, secret).withdrawn_event_id is None
    boss.get(where(answers))
    assert "Hemmeligt." in main(boss)


def test_whom_it_came_from_is_found_by_round_and_name(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance", *[""] * PEOPLE)
    place = f"/processes/{answers.process}/responses/write-in"
    staff.get(place)
    assert main(staff).count("Person ") == PEOPLE and main(staff).count("har svaret") == 1
    (link,) = [a.get("href", "") for a in staff.page.iter("a") if "after=" in a.get("href", "")]
    staff.get(link)
    assert main(staff).count("Person ") == 1
    staff.get(f"{place}?round={answers.round}&name=person%207.")
    assert main(staff).count("Person ") == 1
    staff.get(f"{place}?name=%25")
    assert "Ingen i runden hedder det." in main(staff)
    for asked in ("round=x&after=-1", "round=987654&after=abc", "after=" + "9" * 40):
        assert staff.get(f"{place}?{asked}").status_code == 200
    staff.get(f"/processes/{desk.process()}/responses/write-in")
    assert "Ingen har fået en tilbagemelding endnu" in main(staff)


def test_many_rows_cost_no_more_statements_than_one(app: Flask, desk: Desk, staff: Reader) -> None:
    few, many = Answers(desk, "nuance"), Answers(desk, *["nuance"] * 12)

    def more(act: Act) -> None:
        person = act.session.get_one(Participant, many.people[0])
        for number in range(30):
            set_aside(act, [log_contribution(act, person, f"Ord {number}.")], "En anden.")

    desk.do(more)

    def one_aside(act: Act) -> None:
        person = act.session.get_one(Participant, few.people[0])
        set_aside(act, [log_contribution(act, person, "Ord.")], "En anden.")

    desk.do(one_aside)
    for one, other in (
        (where(few), where(many)),
        (
            f"/processes/{few.process}/responses/write-in",
            f"/processes/{many.process}/responses/write-in",
        ),
    ):
        assert statements(app, staff, one) == statements(app, staff, other)
    assert rows(desk, Response) == 15


def test_all_that_is_missing_is_said_at_once(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "")
    staff.get(where(answers))
    move = {f"move_insight_{answers.insight}": "correct", "came": ""}
    answer = staff.post(where(answers), data=form_to(staff, where(answers)) | move)
    assert "Skriv, hvornår svaret kom." in answer.text and "Skriv ordene" in answer.text
