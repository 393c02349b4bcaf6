"""Outcomes: how far an insight's people are, and what it was used for, decided once and openly."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk, contributions, statements
from tests.qualifying.answers import main, rows
from tests.qualifying.forms import form_to
from tests.qualifying.test_inbox import Answers
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.outcome import Outcome
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.domain.round import Round
from tracker.listening.services import log_contribution
from tracker.outbound.clock import due
from tracker.oversight.services import except_loop
from tracker.qualifying.outcomes import INSIGHTS, led
from tracker.qualifying.services import decide, delivery_to
from tracker.returning.checks import Reasons
from tracker.returning.services import fix_round, freeze_next, plan_round, record_contact, release
from tracker.weaving.services import add_insight, answer_obstacle, note_obstacle, set_aside

REASON = "Vi sætter tre lamper op."


def page_of(answers: Answers) -> str:
    return f"/processes/{answers.process}/outcomes/{answers.insight}"


def far(desk: Desk, answers: Answers) -> dict[str, int]:
    """How many of the insight's people are how far, where there are any."""

    def counted(act: Act) -> dict[str, int]:
        process = act.session.get_one(Process, answers.process)
        row = act.session.get_one(Insight, answers.insight)
        return {how: n for how, n in led(act, process, row).far.items() if n}

    return desk.do(counted)


def decided(desk: Desk, answers: Answers, use: str, reason: str, **values: str) -> None:
    def verb(act: Act) -> None:
        decide(act, act.session.get_one(Insight, answers.insight), use, reason, **values)

    desk.do(verb)


def test_who_answered_who_was_silent_and_who_could_not_are_counted_apart(desk: Desk) -> None:
    answers = Answers(desk, "nuance", "", "", "recognise", ago=60)

    def later(act: Act) -> None:
        process = act.session.get_one(Process, answers.process)
        person = act.session.get_one(Participant, answers.people[3])
        except_loop(act, process, person, "other", "Flyttet.")

    desk.do(later)
    assert far(desk, answers) == {"answered": 1, "not_yet": 2, "excepted": 1}

    def reminded(act: Act) -> None:
        row = act.session.get_one(Round, answers.round)
        for person in answers.people[1:3]:
            at = act.now - timedelta(days=50)
            record_contact(act, delivery_to(act, row, person), "told", at, reminder=True)
        due(act)

    desk.do(reminded)
    assert far(desk, answers) == {"answered": 1, "silent": 2, "excepted": 1}


def test_one_who_was_silent_elsewhere_has_answered_here(desk: Desk) -> None:
    answers = Answers(desk, "nuance", ago=60)

    def elsewhere(act: Act) -> None:
        """Set aside, and told so; nothing came of that before the window was over."""
        person = act.session.get_one(Participant, answers.people[0])
        said = log_contribution(act, person, "Noget andet.")
        set_aside(act, [said], "Det er en anden afdelings.")
        process = act.session.get_one(Process, answers.process)
        round_ = plan_round(act, process, "update", [], [person])
        fix_round(act, round_, Reasons("", "a test"))
        freeze_next(act, round_)
        release(act, round_, timedelta(0))
        record_contact(act, delivery_to(act, round_, person.id), "told", act.now)

    desk.do(elsewhere, ago=50)
    desk.do(due)
    loop = desk.do(lambda act: act.session.get_one(LoopRow, answers.people[0]))
    assert loop.no_answer
    assert far(desk, answers) == {"answered": 1}


def test_those_who_were_not_asked_first_are_counted_apart(desk: Desk) -> None:
    answers = Answers(desk, "nuance", "", ago=6)
    decided(desk, answers, "used", REASON, decided_first="Byrådet stemte den 3.")
    assert far(desk, answers) == {"answered": 1, "first": 1}


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_living_insight_stands_with_what_it_led_to(
    desk: Desk, staff: Reader, language: str
) -> None:
    answers = Answers(desk, "nuance")

    def more(act: Act) -> None:
        process = act.session.get_one(Process, answers.process)
        obstacle = note_obstacle(act, process, "Loven om lys.", "Vejchefen", answers.insight)
        answer_obstacle(act, obstacle, "Vi spørger ministeren.")
        note_obstacle(act, process, "Budgettet.", insight=answers.insight)
        row = act.session.get_one(Insight, answers.insight)
        expected = (datetime.now(UTC) + timedelta(days=30)).date()
        decide(act, row, "undecided", "Det er dyrt.", decider="Byrådet", expected=expected)

    desk.do(more)
    staff.get(f"/processes/{answers.process}/outcomes?lang={language}")
    page = main(staff)
    for text in ("Der er mørkt.", "Det er dyrt.", "Loven om lys.", "Vi spørger ministeren."):
        assert text in page
    danish = language == "da"
    assert ("Byrådet beslutter, ventet" if danish else "Byrådet decides, expected") in page
    waits = "Ledelsen har ikke svaret endnu." if danish else "The leadership has not answered yet."
    assert page.count(waits) == 1


def test_where_there_is_no_insight_it_says_what_comes_first(desk: Desk, staff: Reader) -> None:
    staff.get(f"/processes/{desk.process()}/outcomes")
    assert "Ingen indsigter endnu" in main(staff)


def test_an_insight_is_decided_once_and_its_history_stays(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance")
    where = page_of(answers)
    staff.get(where)
    page = main(staff)
    assert "Det er for mørkt." in page and "tog sidst imod et svar fra Person 0." in page
    sent = form_to(staff, where) | {"use": "used", "reason": REASON}
    assert [staff.post(where, data=sent).status_code for _ in range(2)] == [303, 303]
    without_key = sent | {"once": ""}
    assert staff.post(where, data=without_key).status_code == 303
    assert rows(desk, Outcome) == 3  # Each department of the small world has one.
    staff.get(where)
    sent = form_to(staff, where) | {"use": "not", "reason": "Pengene slap op."}
    assert staff.post(where, data=sent).status_code == 303
    staff.get(where)
    page = main(staff)
    assert page.index("Pengene slap op.") < page.index(REASON)


def test_a_decision_before_they_could_answer_is_refused_with_how_many(
    desk: Desk, staff: Reader
) -> None:
    answers = Answers(desk, "nuance", "", "")
    where = page_of(answers)
    staff.get(where)
    assert "2 af dem, det handler om, har ikke kunnet svare endnu." in main(staff)
    sent = form_to(staff, where) | {"use": "partly", "reason": REASON}
    answer = staff.post(where, data=sent)
    assert answer.status_code == 422 and "2 deltagere har ikke kunnet svare på »" in main(staff)
    assert REASON in main(staff) and rows(desk, Outcome) == 2
    sent = form_to(staff, where) | {"use": "partly", "decided_first": "Byrådet stemte den 3."}
    assert staff.post(where, data=sent).status_code == 303
    staff.get(where)
    assert "Besluttet, før alle kunne svare: Byrådet stemte den 3." in main(staff)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "Vælg, hvad det blev brugt til."),
        ({"use": "used"}, "Skriv grunden."),
        ({"use": "thrown", "reason": REASON}, "Vælg, hvad det blev brugt til."),
        ({"use": "undecided", "reason": REASON}, "Skriv, hvem der beslutter"),
        ({"use": "undecided", "reason": ""}, "Skriv, hvem der beslutter"),
        (
            {"use": "undecided", "reason": REASON, "decider": "Byrådet", "expected": "2020-01-01"},
            "1. januar 2020 er allerede gået",
        ),
        ({"use": "undecided", "reason": REASON, "expected": "i morgen"}, "dato"),
        ({"use": "used", "reason": "Cpr 010190-1234"}, "CPR-nummer"),
        ({"use": "used", "reason": "x" * 5001}, "ét tegn for lang"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_lost(
    desk: Desk, staff: Reader, fields: dict[str, str], error: str
) -> None:
    answers = Answers(desk, "nuance")
    where = page_of(answers)
    staff.get(where)
    answer = staff.post(where, data=form_to(staff, where) | fields)
    assert answer.status_code == 422 and error in answer.text
    shown = {e.get("name"): e.get("value") or e.text or "" for e in staff.page.iter("textarea")}
    assert shown["reason"].strip() == fields.get("reason", "")
    assert rows(desk, Outcome) == 2


def test_who_decides_what_somebody_decided_meanwhile_sees_both(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    answers = Answers(desk, "nuance")
    where = page_of(answers)
    for reader in (staff, boss):
        reader.get(where)
    theirs = form_to(boss, where) | {"use": "not", "reason": "Der er ingen penge."}
    mine = form_to(staff, where) | {"use": "used", "reason": REASON}
    assert boss.post(where, data=theirs).status_code == 303
    answer = staff.post(where, data=mine)
    assert answer.status_code == 409
    assert "Der er ingen penge." in main(staff) and REASON in main(staff)
    assert rows(desk, Outcome) == 3
    assert staff.post(where, data=form_to(staff, where)).status_code == 303
    assert rows(desk, Outcome) == 4


def test_what_was_chosen_first_does_not_stay_with_another_choice(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance")
    where = page_of(answers)
    staff.get(where)
    fields = {"use": "used", "decider": "Byrådet", "expected": "2020-01-01", "reason": REASON}
    assert staff.post(where, data=form_to(staff, where) | fields).status_code == 303
    query = select(Outcome).order_by(Outcome.id.desc())
    row = desk.do(lambda act: act.session.scalars(query).first())
    assert (row.decider, row.expected) == ("", None)


def test_only_whoever_may_read_them_sees_the_voices(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process(ago=5)
    anna = desk.said(process, "Anna", ago=5)

    def confide(act: Act) -> int:
        person = act.session.get_one(Participant, anna)
        readers = [desk.user(act.session, "manager")]
        secret = log_contribution(act, person, "Det er hemmeligt.", readers=readers)
        row = act.session.get_one(Process, process)
        return add_insight(act, row, "Der er mørkt.", [secret]).id

    where = f"/processes/{process}/outcomes/{desk.do(confide)}"
    staff.get(where)
    assert "hemmeligt" not in main(staff) and "Ingen ord, du kan læse." in main(staff)
    boss.get(where)
    assert "Det er hemmeligt." in main(boss)


def test_anothers_insight_is_not_here(desk: Desk, foreign: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance")
    for process, insight in (
        (desk.process(), answers.insight),
        (answers.process, foreign.ids["insight"]),
        (answers.process, 987654),
        (answers.process, 10**20),
    ):
        assert staff.get(f"/processes/{process}/outcomes/{insight}").status_code == 404


def test_a_long_list_goes_on_and_costs_no_more_statements(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    few = Answers(desk, "nuance")
    many = Answers(desk, *["nuance", "said"] * 8)
    decided(desk, few, "used", REASON)

    def more(act: Act) -> None:
        process = act.session.get_one(Process, many.process)
        for person in many.people:
            said = contributions(act, act.session.get_one(Participant, person))
            for number in (1, 2):
                insight = add_insight(act, process, f"Indsigt {number} af {person}.", said)
                note_obstacle(act, process, "Loven.", insight=insight.id)

    desk.do(more)
    decided(desk, many, "used", REASON)
    lists = [f"/processes/{answers.process}/outcomes" for answers in (few, many)]
    ones = [page_of(answers) for answers in (few, many)]
    for one, other in (lists, ones):
        assert statements(app, staff, one) == statements(app, staff, other)
    staff.get(lists[1])
    assert len([e for e in staff.page.iter("li") if e.get("class") == "outcome"]) == INSIGHTS
    (link,) = [a.get("href", "") for a in staff.page.iter("a") if "after=" in a.get("href", "")]
    staff.get(link)
    assert len([e for e in staff.page.iter("li") if e.get("class") == "outcome"]) == 33 - INSIGHTS
    for after in ("-1", "abc", "9" * 40):
        assert staff.get(f"{lists[1]}?after={after}").status_code == 200
