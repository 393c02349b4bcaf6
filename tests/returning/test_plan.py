"""Planning a round: what it is for, what it tells and asks, and whom; a draft until it is sent."""

import re
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk, statements
from tests.returning.office import (
    LETTER,
    MAIL,
    a_draft,
    address,
    count,
    planned,
    rows,
    says_no_thanks,
    send,
)
from tests.web import pages
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.round import Question, Round, RoundInsight, RoundRecipient
from tracker.qualifying.services import decide
from tracker.returning.planning import recipients
from tracker.weaving.services import edit_insight


def plan(reader: Reader, process: int, **fields: Any) -> Any:
    """Send the form for a new round, with what is preselected unless another thing is said."""
    reader.get(f"/processes/{process}/rounds/add")
    (insights,) = [ticked(reader, "insights")]
    given = {"purpose": "qualify", "to": "all", "insights": insights, **fields}
    hidden = {n: v for n, v in pages.fields_of(reader.page).items() if n in ("csrf_token", "once")}
    return reader.post(f"/processes/{process}/rounds/add", data={**hidden, **given})


def ticked(reader: Reader, name: str) -> list[str]:
    boxes = [e for e in reader.page.iter("input") if e.get("name") == name]
    return [str(e.get("value")) for e in boxes if "checked" in e.attrib]


def people_of(desk: Desk, round_: int) -> list[int]:
    return desk.do(lambda act: recipients(act, act.session.get_one(Round, round_)))


def number_of(answer: Any) -> int:
    assert answer.status_code == 303, answer.text
    return int(answer.location.rpartition("/")[2])


def test_every_insight_with_evidence_is_chosen_and_says_how_many_it_concerns(
    desk: Desk, staff: Reader
) -> None:
    process, people, _ = a_draft(desk)
    planned(desk, process, people[:1], "Bænkene mangler.")
    page = staff.get(f"/processes/{process}/rounds/add").text
    assert len(ticked(staff, "insights")) == 2
    assert "Bygger på ord fra 2 deltagere." in page and "Bygger på ord fra 1 deltager." in page


def test_a_plan_is_a_draft_for_everybody_with_its_questions(desk: Desk, staff: Reader) -> None:
    process, people, _ = a_draft(desk)
    answer = plan(staff, process, question1="Hvor er der mørkest?", question3="Hvornår?", days="10")
    row = desk.read(Round, number_of(answer))
    assert (row.purpose, row.days, row.fixed_at) == ("qualify", 10, None)
    assert people_of(desk, row.id) == people
    asked = select(Question.text).where(Question.round_id == row.id).order_by(Question.id)
    assert desk.do(lambda act: list(act.session.scalars(asked))) == [
        "Hvor er der mørkest?",
        "Hvornår?",
    ]


def test_days_that_are_not_said_are_those_of_the_purpose(desk: Desk, staff: Reader) -> None:
    process, _, _ = a_draft(desk)
    for purpose, days in (("qualify", 21), ("closing", 14), ("update", 14)):
        answer = plan(staff, process, purpose=purpose)
        assert desk.read(Round, number_of(answer)).days == days


def test_a_round_can_go_to_those_who_are_owed_something_or_to_some_alone(
    desk: Desk, staff: Reader
) -> None:
    process, people, _ = a_draft(desk)
    new = desk.said(process, "Ny", details=MAIL)
    round_ = planned(desk, process, [new], "Nyt.")
    only = number_of(plan(staff, process, to="chosen", people=[str(people[1])]))
    assert people_of(desk, only) == [people[1]]
    desk.told(process, people, "De er fortalt.")
    send(staff, process, round_)
    owed = number_of(plan(staff, process, to="owed"))
    assert new not in people_of(desk, owed)


def test_who_is_owed_something_gets_the_round_that_gives_it(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=8, details=MAIL)
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=7)
    desk.answered(round_, anna, "recognise", ago=6)

    def used(act: Act) -> None:
        (insight,) = act.session.get_one(Round, round_).insights
        decide(act, insight, "used", "Vi sætter lamper op.")

    desk.do(used, ago=5)
    new = desk.said(process, "Bo", details=MAIL)
    woven = planned(desk, process, [new], "Nyt.")
    assert people_of(desk, woven) == [new]
    page = staff.get(f"/processes/{process}/rounds/add?purpose=qualify&to=owed").text
    assert "1 deltager har ikke fået at vide, hvad vi har forstået." in page
    assert "1 deltager har ikke fået at vide, hvad det blev brugt til." in page
    for purpose, who in (("qualify", [new]), ("closing", [anna]), ("update", [anna, new])):
        answer = plan(staff, process, purpose=purpose, to="owed")
        assert people_of(desk, number_of(answer)) == who


def test_a_form_that_was_not_accepted_keeps_all_of_it(desk: Desk, staff: Reader) -> None:
    process, _, _ = a_draft(desk)
    rounds = count(desk, Round)
    answer = plan(staff, process, to="chosen", people=[], days="0", question2="Hvor?", insights=[])
    assert answer.status_code == 422
    for said in (
        "Vælg mindst én deltager.",
        "Skriv et antal dage fra 1 til 365.",
        "Vælg mindst én indsigt, som borgerne skal kigge med på.",
        'value="Hvor?"',
    ):
        assert said in answer.text
    assert plan(staff, process, days="syv").status_code == 422
    assert plan(staff, process, purpose="andet").status_code == 422
    assert plan(staff, process, question1="x" * 501).status_code == 422
    assert plan(staff, process, insights=["abc"]).status_code == 422
    assert count(desk, Round) == rounds


def test_sent_twice_it_is_planned_once(desk: Desk, staff: Reader) -> None:
    process, _, _ = a_draft(desk)
    staff.get(f"/processes/{process}/rounds/add")
    hidden = {n: v for n, v in pages.fields_of(staff.page).items() if n in ("csrf_token", "once")}
    fields = {**hidden, "purpose": "closing", "to": "all"}
    before = count(desk, Round)
    first = staff.post(f"/processes/{process}/rounds/add", data=fields)
    second = staff.post(f"/processes/{process}/rounds/add", data=fields)
    assert first.location == second.location
    assert count(desk, Round) == before + 1


def test_another_process_lends_neither_its_insights_nor_its_people(
    desk: Desk, foreign: Desk, staff: Reader
) -> None:
    process, _, _ = a_draft(desk)
    _, theirs, _ = a_draft(foreign)
    before = count(desk, RoundRecipient)
    answer = plan(staff, process, to="chosen", people=[str(theirs[0])])
    assert answer.status_code == 422 and "Noget af det, du valgte" in answer.text
    assert plan(staff, process, insights=["999999"]).status_code == 422
    assert count(desk, RoundRecipient) == before


def test_who_cannot_be_reached_is_named_with_the_reason(desk: Desk, staff: Reader) -> None:
    no_mail = {"channel": "email", "phone": "20 30 40 50"}
    process, _, _ = a_draft(desk, MAIL, {}, no_mail)
    staff.get(f"/processes/{process}/rounds/add")
    (list_,) = [e for e in staff.page.iter("ul") if e.get("class") == "reasons"]
    assert [text_of(e) for e in list_.iter("li")] == [
        "Bo Lindhardt: Vi har ingen måde at nå dem på.",
        "Cemile Yilmaz: Vil have mail, men vi har ingen adresse.",
    ]


def test_a_case_says_how_it_reaches_people_and_that_letters_ask_for_a_code(
    desk: Desk, staff: Reader
) -> None:
    by_phone = {"phone": "20 30 40 50"}
    process, _, round_ = a_draft(desk, MAIL, LETTER, by_phone, kind="case")
    for page in (f"/processes/{process}/rounds/add", address(process, round_)):
        text = staff.get(page).text
        assert "Linket åbner først, når man skriver en kode" in text
    assert "Får en mail" in text and "Får et brev" in text
    # Nobody is told of a case by telephone.
    assert "Får det fortalt, når I mødes." in text


def test_two_rounds_within_a_week_are_warned_of_by_name_and_not_refused(
    desk: Desk, staff: Reader
) -> None:
    process, people, round_ = a_draft(desk)
    assert "to runder inden for en uge" not in staff.get(address(process, round_)).text
    desk.told(process, people[:1], "For nylig.", ago=2)
    page = staff.get(address(process, round_)).text
    assert "1 får to runder inden for en uge: Anna Sørensen" in page
    assert send(staff, process, round_).status_code == 303


def test_a_round_of_long_ago_is_not_warned_of(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk)
    desk.told(process, people, "Længe siden.", ago=8)
    assert "to runder inden for en uge" not in staff.get(address(process, round_)).text


def change(reader: Reader, process: int, round_: int, **fields: Any) -> Any:
    reader.get(address(process, round_, "change"))
    seen = [e for e in reader.page.iter("input") if e.get("name") == "seen"]
    return reader.send(
        address(process, round_, "change"), **{"seen": seen[0].get("value"), **fields}
    )


def test_a_draft_can_be_changed_and_dropped(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, questions=["Hvorfor?"])
    page = staff.get(address(process, round_, "change")).text
    assert 'value="Hvorfor?"' in page and len(ticked(staff, "insights")) == 1
    insights = ticked(staff, "insights")
    answer = change(
        staff,
        process,
        round_,
        purpose="update",
        insights=insights,
        to="chosen",
        people=[str(people[0])],
        question1="Hvordan?",
    )
    assert answer.status_code == 303
    row = desk.read(Round, round_)
    assert (row.purpose, row.days) == ("update", 14)
    assert people_of(desk, round_) == [people[0]]
    assert staff.send(address(process, round_, "drop")).status_code == 303
    assert desk.do(lambda act: act.session.get(Round, round_)) is None
    links = select(RoundInsight).where(RoundInsight.round_id == round_)
    assert desk.do(lambda act: act.session.scalars(links).all()) == []


def test_who_changes_it_later_is_told_and_keeps_what_they_wrote(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk)
    staff.get(address(process, round_, "change"))
    (seen,) = [e.get("value") for e in staff.page.iter("input") if e.get("name") == "seen"]
    fields = {"purpose": "update", "to": "all", "question1": "Min", "seen": seen}
    other = change(staff, process, round_, purpose="closing", to="all", question1="Deres")
    assert other.status_code == 303
    answer = staff.send(address(process, round_, "change"), **fields)
    assert answer.status_code == 409 and 'value="Min"' in answer.text
    (notice,) = [e for e in staff.page.iter("dl") if e.get("class") == "theirs"]
    assert "Tilbagemelding" in text_of(notice) and "Spørgsmål 1Deres" in text_of(notice)
    assert desk.read(Round, round_).purpose == "closing"
    # It has been seen now: sent again, it is what counts.
    (fresh,) = [e.get("value") for e in staff.page.iter("input") if e.get("name") == "seen"]
    again = staff.send(address(process, round_, "change"), **{**fields, "seen": fresh})
    assert again.status_code == 303 and desk.read(Round, round_).purpose == "update"


def test_what_is_fixed_is_neither_changed_nor_dropped(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk)
    send(staff, process, round_)
    assert staff.get(address(process, round_, "change")).status_code == 409
    assert staff.send(address(process, round_, "drop")).status_code == 409
    assert desk.read(Round, round_).purpose == "qualify"


def test_a_closing_round_says_which_insights_have_no_decision(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, purpose="closing")
    page = staff.get(address(process, round_)).text
    assert "1 indsigt mangler en beslutning" in page
    assert "siger ikke, hvad de blev brugt til" in page


def test_a_change_of_an_insight_is_a_change_of_the_round(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk)
    staff.get(address(process, round_))
    seen = pages.fields_of(staff.page)

    def reword(act: Act) -> None:
        (insight,) = act.session.get_one(Round, round_).insights
        edit_insight(act, act.session.get_one(Insight, insight.id), "Der mangler lys.", "Kortere")

    desk.do(reword)
    answer = staff.post(address(process, round_, "send"), data=seen)
    assert answer.status_code == 409
    assert desk.read(Round, round_).fixed_at is None


def test_who_last_said_no_thanks_is_told_of_beside_their_name(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna, bo = (desk.said(process, name, ago=8, details=MAIL) for name in ("Anna", "Bo"))
    round_ = desk.told(process, [anna, bo], "Der er mørkt.", ago=7)
    where = f"/processes/{process}/rounds/add"
    staff.get(where)
    assert "Sagde nej tak" not in text_of(staff.page)
    desk.answered(round_, bo, "disagree", "Nej, det er der ikke.", ago=6)
    for person in (anna, bo):
        says_no_thanks(desk, round_, person, ago=5)
    staff.get(where)
    assert len(re.findall(r"Sagde nej tak \d+\. [a-z]+\b", text_of(staff.page))) == 2
    desk.answered(round_, bo, "recognise", ago=4)
    draft = planned(desk, process, [anna, bo], "Der mangler lys.")
    staff.get(address(process, draft))
    assert ["Sagde nej tak" in row for row in rows(staff)] == [True, False]
    for person, said in ((anna, True), (bo, False)):
        staff.get(address(process, draft, "preview", person))
        assert ("Sagde nej tak" in text_of(staff.page)) is said


def test_the_plan_costs_the_same_for_one_person_and_for_fifty(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    process, people, _ = a_draft(desk, MAIL)
    one = statements(app, staff, f"/processes/{process}/rounds/add")
    for number in range(49):
        people.append(desk.said(process, f"Person {number}", details=LETTER))
    planned(desk, process, people, "Om dem alle.")
    assert statements(app, staff, f"/processes/{process}/rounds/add") == one


def test_what_is_wrong_with_a_question_stands_beside_it(desk: Desk, staff: Reader) -> None:
    process, _, _ = a_draft(desk)
    answer = plan(staff, process, question1="Hvor?", question2="Er det 010190-1234?")
    assert answer.status_code == 422
    (error,) = [e for e in staff.page.iter("span") if e.get("id") == "question2-error"]
    assert "CPR-nummer" in text_of(error) and 'value="Hvor?"' in answer.text
    assert desk.do(lambda act: act.session.query(Round).filter_by(process_id=process).count()) == 1


def test_a_draft_that_waits_is_gone_on_with(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk)
    draft = address(process, round_)
    staff.get(f"/processes/{process}/rounds")
    (way,) = [e for e in staff.page.iter("a") if text_of(e) == "Gå videre med kladden"]
    assert way.get("href") == draft
    page = staff.get(f"/processes/{process}/rounds/add").text
    assert "Der ligger en kladde" in page and f'href="{draft}"' in page
    assert "Der ligger en kladde" not in staff.get(address(process, round_, "change")).text
    send(staff, process, round_)
    assert "Der ligger en kladde" not in staff.get(f"/processes/{process}/rounds/add").text
