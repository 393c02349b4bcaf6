"""After a round was sent: what became of each report, and what people record about it."""

from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk, contributions, statements
from tests.returning.office import (
    LETTER,
    MAIL,
    a_draft,
    address,
    attempts,
    deliveries,
    fields_of_form,
    ids,
    now,
    planned,
    record,
    round_row,
    rows,
    send,
    sent,
    state,
)
from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.differences import differences
from tracker.domain.participant import Participant
from tracker.domain.projection import LoopRow
from tracker.domain.round import Attempt, Delivery
from tracker.outbound import outbox


def fail_mail(desk: Desk, delivery: int) -> None:
    def happen(act: Act) -> None:
        (attempt,) = act.session.get_one(Delivery, delivery).attempts
        outbox.stop(act, attempt, "bounced")

    desk.do(happen)


def fail(desk: Desk, round_: int, state: str, reason: str) -> None:
    """What the outbox says of the round's only mail."""

    def happen(act: Act) -> None:
        attempt = act.session.scalars(
            select(Attempt).join(Delivery).where(Delivery.round_id == round_)
        ).one()
        if state == "uncertain":
            outbox.doubt(act, attempt, reason)
        else:
            outbox.stop(act, attempt, reason)

    desk.do(happen)


def test_letters_are_recorded_as_posted_for_many_at_once(desk: Desk, staff: Reader) -> None:
    process, people, round_ = sent(desk, staff, LETTER, LETTER, MAIL)
    first, second, mail = ids(desk, round_)
    assert "2 breve er ikke sendt endnu." in staff.get(address(process, round_)).text
    answer = record(staff, process, round_, [first, second], "posted", note="Afhentet kl. 10")
    assert answer.status_code == 303
    assert [state(desk, d) for d in (first, second, mail)] == ["reached", "reached", "waiting"]
    page = staff.get(answer.location).text
    assert "Det er skrevet ned, at 2 breve er sendt." in page
    assert "ikke sendt endnu" not in page
    assert "Brevet er sendt " in rows(staff)[0] and "Afhentet kl. 10" in rows(staff)[0]
    assert desk.read(LoopRow, people[0]).step == 2
    assert desk.do(lambda act: differences(act.session, process)) == []


def test_nobody_is_recorded_as_posted_to_whom_no_letter_can_have_come(
    desk: Desk, staff: Reader
) -> None:
    process, _, round_ = sent(desk, staff, LETTER, MAIL, {"phone": "12345678"}, {**MAIL, **LETTER})
    letter, mail, call, both = ids(desk, round_)
    assert "kan ikke fortrydes" in staff.get(address(process, round_)).text
    answer = record(staff, process, round_, [letter, mail], "posted")
    assert answer.status_code == 422
    assert "Mailen til Bo Lindhardt er ikke sendt endnu." in answer.text
    answer = record(staff, process, round_, [letter, call], "posted")
    assert answer.status_code == 422
    assert "Cemile Yilmaz får ikke brev og har ingen adresse." in answer.text
    assert {state(desk, each) for each in (letter, mail, call, both)} == {"waiting"}
    # Who has an address can be sent the letter all the same, when their mail did not come.
    fail_mail(desk, both)
    assert record(staff, process, round_, [letter, both], "posted").status_code == 303
    assert [state(desk, each) for each in (letter, both)] == ["reached", "reached"]


def test_a_letter_that_came_back_is_to_be_reached_again(desk: Desk, staff: Reader) -> None:
    process, _, round_ = sent(desk, staff, LETTER)
    (letter,) = ids(desk, round_)
    record(staff, process, round_, [letter], "posted")
    assert record(staff, process, round_, [letter], "returned").status_code == 303
    staff.get(address(process, round_))
    assert "Kom ikke frem. Brevet kom tilbage." in rows(staff)[0]
    assert state(desk, letter) == "failed"


def test_one_that_cannot_be_recorded_leaves_the_others_unrecorded_too(
    desk: Desk, staff: Reader
) -> None:
    process, _, round_ = sent(desk, staff, LETTER, LETTER)
    first, second = ids(desk, round_)
    record(staff, process, round_, [first], "posted")
    answer = record(staff, process, round_, [first, second], "returned", note="Begge to")
    assert answer.status_code == 422 and "ikke sendt noget brev" in answer.text
    assert state(desk, first) == "reached"
    ticked = [
        int(str(e.get("value")))
        for e in staff.page.iter("input")
        if e.get("name") == "deliveries" and "checked" in e.attrib
    ]
    assert ticked == [first, second] and "Begge to" in answer.text


def test_what_is_missing_is_said_beside_its_field(desk: Desk, staff: Reader) -> None:
    process, _, round_ = sent(desk, staff)
    answer = record(staff, process, round_, [], "", at="")
    assert answer.status_code == 422
    for said in (
        "Sæt kryds ved mindst én på listen.",
        "Vælg, hvad der er sket.",
        "Skriv, hvornår det skete.",
    ):
        assert said in answer.text
    answer = record(staff, process, round_, ids(desk, round_), "told", at="2999-01-01T10:00")
    assert answer.status_code == 422 and "Det er ikke sket endnu." in answer.text
    assert record(staff, process, round_, [10**9], "told").status_code == 422
    assert len(attempts(desk, round_)) == 1


def test_nothing_was_done_about_a_letter_before_there_was_one(desk: Desk, staff: Reader) -> None:
    process, people, round_ = sent(desk, staff, LETTER)
    before = "Så tidligt kan det ikke være: Runden er fra "
    answer = record(staff, process, round_, ids(desk, round_), "posted", at="2019-01-01T10:00")
    assert answer.status_code == 422 and before in answer.text
    told = address(process, round_, "participants", people[0], "told")
    staff.get(told)
    fields = {**fields_of(staff.page), "at": "2019-01-01T10:00", "how": "told"}
    answer = staff.post(told, data=fields)
    assert answer.status_code == 422 and before in answer.text
    assert [a for a in attempts(desk, round_) if a.state == "sent"] == []


def test_recorded_twice_it_is_recorded_once(desk: Desk, staff: Reader) -> None:
    process, _, round_ = sent(desk, staff, LETTER)
    staff.get(address(process, round_))
    fields = {**fields_of_form(staff), "at": now(), "how": "posted"}
    fields["deliveries"] = str(ids(desk, round_)[0])
    for _ in range(2):
        assert staff.post(address(process, round_, "record"), data=fields).status_code == 303
    assert len(attempts(desk, round_)) == 1


def test_an_uncertain_mail_is_settled_by_a_person(desk: Desk, staff: Reader) -> None:
    for how, wanted in (("sent", "sent"), ("not-sent", "waiting")):
        process, _, round_ = sent(desk, staff, MAIL)
        assert "Den uvisse mail" not in staff.get(address(process, round_)).text
        fail(desk, round_, "uncertain", "interrupted")
        page = staff.get(address(process, round_)).text
        assert "Uvist, om den er sendt. Vi blev afbrudt" in rows(staff)[0]
        assert "Den uvisse mail blev sendt" in page
        assert record(staff, process, round_, ids(desk, round_), how).status_code == 303
        assert state(desk, ids(desk, round_)[0]) == wanted


def test_a_new_link_closes_the_old_one(desk: Desk, staff: Reader) -> None:
    process, _, round_ = sent(desk, staff, MAIL)
    (before,) = deliveries(desk, round_)
    assert record(staff, process, round_, [before.id], "new-link").status_code == 303
    (after,) = deliveries(desk, round_)
    assert after.generation == 2 and after.token_hash != before.token_hash


def test_a_stopped_mail_says_why(desk: Desk, staff: Reader) -> None:
    process, _, round_ = sent(desk, staff, MAIL)
    fail(desk, round_, "stopped", "wish")
    staff.get(address(process, round_))
    assert "Stoppet. Deltageren vil nås på en anden måde." in rows(staff)[0]


def test_every_reason_there_is_has_its_words(app: Flask) -> None:
    from tracker.interface import say
    from tracker.outbound.stopping import _REASONS

    others = ("bounced", "refused", "given_up", "not_written", "not_sent", "returned")
    doubts = ("no_answer", "interrupted", "called_back", "settled", "later", "file", "demo")
    with app.test_request_context():
        for reason in (*_REASONS, *others, *doubts):
            assert say(f"delivery.why.{reason}")


def test_the_list_is_narrowed_by_its_address(desk: Desk, staff: Reader) -> None:
    process, _, round_ = sent(desk, staff, MAIL, LETTER, {})
    here = address(process, round_)
    staff.get(f"{here}?state=no_channel")
    assert [row.split(" ")[0] for row in rows(staff)] == ["Cemile"]
    staff.get(f"{here}?channel=letter")
    assert [row.split(" ")[0] for row in rows(staff)] == ["Bo"]
    staff.get(f"{here}?state=nonsense&channel=nonsense&after=-1")
    assert len(rows(staff)) == 3
    assert "Ingen tilbagemeldinger passer" in staff.get(f"{here}?state=failed").text


def test_many_reports_come_page_by_page_and_cost_no_more(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    few, _, few_round = sent(desk, staff, MAIL)
    process, _, round_ = a_draft(desk, *[MAIL] * 51)
    send(staff, process, round_)
    for _ in range(100):
        if round_row(desk, round_).released_at is not None:
            break
        staff.send(address(process, round_, "send"))
    one = statements(app, staff, address(few, few_round))
    assert statements(app, staff, address(process, round_)) == one
    assert len(rows(staff)) == 50
    (way,) = [e.get("href") for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
    staff.get(str(way))
    assert len(rows(staff)) == 1


def test_a_report_is_shown_as_it_was_frozen_without_its_link(desk: Desk, staff: Reader) -> None:
    process, people, round_ = sent(desk, staff, MAIL)
    page = staff.get(address(process, round_, "participants", people[0], "report")).text
    assert "Ord nummer 0." in page and deliveries(desk, round_)[0].hash in page
    assert "/r/" not in page.replace("/rounds/", "")
    answer = staff.get(address(process, round_, "participants", people[0], "report?form=pdf"))
    assert answer.data.startswith(b"%PDF")
    assert ("report", str(people[0])) in desk.seen("participant")


def confide(desk: Desk, person: int) -> None:
    def keep(act: Act) -> None:
        for said in contributions(act, act.session.get_one(Participant, person)):
            act.session.get_one(Contribution, said.id).confidential = True

    desk.do(keep)


def test_what_was_confided_to_others_is_neither_shown_nor_printed(
    desk: Desk, staff: Reader
) -> None:
    process, people, round_ = sent(desk, staff, LETTER, MAIL)
    confide(desk, people[0])
    here = address(process, round_, "participants", people[0])
    assert staff.get(f"{here}/report").status_code == 404
    page = staff.get(f"{here}/told").text
    assert "Ord nummer 0." not in page and "Den kan ikke vises for dig" in page
    assert "1 er ikke med, fordi noget i dem er betroet" in staff.get(address(process, round_)).text
    assert "Kan ikke vises for dig" in rows(staff)[0]
    assert staff.send(address(process, round_, "letters")).status_code == 409
    # Nor is anybody led to where it would be shown.
    answer = record(staff, process, round_, ids(desk, round_)[:1], "told")
    page = staff.get(answer.location).text
    assert "Samtalen er skrevet ned." in page and "Skriv svaret fra" not in page


def test_a_conversation_is_recorded_with_who_held_it(desk: Desk, staff: Reader) -> None:
    process, people, round_ = sent(desk, staff, {"phone": "20 30 40 50"})
    here = address(process, round_, "participants", people[0], "told")
    assert "Ord nummer 0." in staff.get(here).text
    fields = {**fields_of(staff.page), "at": now()}
    answer = staff.post(here, data={**fields, "how": ""})
    assert answer.status_code == 422 and "Vælg, hvordan det gik." in answer.text
    fields = {**fields_of(staff.page), "at": now()}
    more = {"how": "told", "by": "Jens Holm", "note": "Hun var glad."}
    answer = staff.post(here, data={**fields, **more})
    assert answer.status_code == 303
    # What they answered in it is written in next.
    staff.get(answer.location)
    (way,) = [e for e in staff.page.iter("a") if text_of(e) == "Skriv svaret fra Anna Sørensen ind"]
    assert "Samtalen er skrevet ned." in text_of(staff.page)
    assert staff.get(str(way.get("href"))).status_code == 200
    (call,) = attempts(desk, round_)
    assert (call.message, call.note) == ("call", "Af Jens Holm.\nHun var glad.")
    assert state(desk, ids(desk, round_)[0]) == "reached"


def test_who_has_no_report_of_the_round_has_no_conversation_about_it(
    desk: Desk, foreign: Desk, staff: Reader
) -> None:
    process, _, round_ = sent(desk, staff, MAIL)
    other = desk.said(process, "Ikke med", details=MAIL)
    assert staff.get(address(process, round_, "participants", other, "told")).status_code == 409
    theirs, people, theirs_round = a_draft(foreign)
    for page in ("told", "report"):
        assert (
            staff.get(address(theirs, theirs_round, "participants", people[0], page)).status_code
            == 404
        )
        assert (
            staff.get(address(process, round_, "participants", people[0], page)).status_code == 404
        )
    strange = ids(desk, round_)[0]
    assert record(staff, process, round_, [strange], "told").status_code == 303


def test_the_pages_of_one_person_cost_the_same_in_a_large_round(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    few, one, few_round = sent(desk, staff, MAIL)
    process, people, round_ = a_draft(desk, *[MAIL] * 50)
    send(staff, process, round_)
    planned(desk, process, people[:1], "En til.")
    for more in (("participants", "told"), ("participants", "report"), ("session",)):
        least = [*more[:1], one[0], *more[1:]] if len(more) > 1 else more
        most = [*more[:1], people[0], *more[1:]] if len(more) > 1 else more
        assert statements(app, staff, address(few, few_round, *least)) == statements(
            app, staff, address(process, round_, *most)
        ), more
