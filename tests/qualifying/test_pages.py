"""The answers that wait beside what they are about, and what is done with one of them."""

import pytest
from flask import Flask
from markupsafe import escape
from sqlalchemy import select

from tests.oversight.desk import Desk, contributions, statements
from tests.qualifying.answers import REASON, address, is_open, main, rows, seen
from tests.qualifying.forms import form_to
from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.evidence import weave
from tracker.domain.insight import InsightVersion
from tracker.domain.participant import Participant
from tracker.domain.response import Resolution, Response
from tracker.domain.round import Round
from tracker.listening.services import log_contribution
from tracker.qualifying import services
from tracker.qualifying.inbox import ANSWERS
from tracker.weaving.services import set_aside


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_answer_stands_beside_what_it_is_about(
    desk: Desk, staff: Reader, language: str
) -> None:
    staff.get(f"/processes/{desk.ids['worked']}/responses?lang={language}")
    page = main(staff)
    assert "Canary answer of own." in page and "Canary insight of own." in page
    assert ("Fri tekst" if language == "da" else "Free words") in page
    assert ("Skrevet ind af Manager Own" if language == "da" else "Written in by") in page
    assert ("answers", str(desk.ids["person"])) in desk.seen("participant")


def test_where_no_answer_waits_it_says_so(desk: Desk, staff: Reader) -> None:
    assert "Ingen svar venter" in staff.get(f"/processes/{desk.process()}/responses").text


def test_an_answer_is_answered(desk: Desk, staff: Reader) -> None:
    where = address(desk)
    answer = staff.send(where, seen=seen(staff, where), how="answered", reason=REASON)
    assert (answer.status_code, answer.location) == (303, where.rpartition("/")[0])
    page = staff.get(answer.location).text
    assert "Dit svar til Anna Canary own er gemt." in page and "Ingen svar venter" in page
    assert not is_open(desk, int(desk.ids["answer"]))
    staff.get(where)
    assert REASON in main(staff) and "Caseworker Own svarede" in main(staff)


def test_changed_makes_a_version_that_the_answer_caused(desk: Desk, staff: Reader) -> None:
    where = address(desk)
    sent = {"how": "changed", "reason": REASON, "text": "Stien er mørk om vinteren."}
    assert staff.send(where, seen=seen(staff, where), **sent).status_code == 303
    insight = desk.insight_of(int(desk.ids["answer"]))
    assert [v.text for v in insight.versions][-1] == "Stien er mørk om vinteren."
    staff.get(where)
    assert "Sådan lyder det nu Stien er mørk om vinteren." in main(staff)


def test_changed_wants_new_words_or_names_those_that_stand(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    people = [desk.said(process, name, ago=8) for name in ("Anna", "Bo")]
    round_ = desk.told(process, people, "Der er mørkt.", ago=7)
    anna, bo = (desk.answered(round_, p, "nuance", "Kun om vinteren.", ago=6) for p in people)
    where = address(desk, anna, process)
    same = {"how": "changed", "reason": REASON, "text": "Der er mørkt."}
    answer = staff.send(where, seen=seen(staff, where), **same)
    assert answer.status_code == 422 and "Skriv indsigten med nye ord." in answer.text
    # All that is missing is said at once.
    answer = staff.send(where, seen=seen(staff, where), **{**same, "reason": ""})
    for said in ("Skriv indsigten med nye ord.", "Skriv det, borgeren skal læse."):
        assert said in answer.text
    new = {**same, "text": "Der er mørkt om vinteren."}
    assert staff.send(where, seen=seen(staff, where), **new).status_code == 303
    other = address(desk, bo, process)
    assert staff.send(other, seen=seen(staff, other), **new).status_code == 303
    assert len(desk.insight_of(bo).versions) == 2 and rows(desk, Resolution) == 2


def test_dissent_stands_in_words_for_others(desk: Desk, staff: Reader) -> None:
    where = address(desk)
    sent = {"how": "dissent", "reason": REASON, "shareable": "Nogen synes, der er lyst."}
    assert staff.send(where, seen=seen(staff, where), **sent).status_code == 303
    (resolution,) = desk.do(lambda act: list(act.session.scalars(select(Resolution))))
    assert (resolution.how, resolution.shareable) == ("dissent", "Nogen synes, der er lyst.")


def test_words_for_another_choice_are_left_alone(desk: Desk, staff: Reader) -> None:
    where = address(desk)
    sent = {"how": "declined", "reason": REASON, "text": "Noget nyt.", "shareable": "Noget andet."}
    assert staff.send(where, seen=seen(staff, where), **sent).status_code == 303
    (resolution,) = desk.do(lambda act: list(act.session.scalars(select(Resolution))))
    assert (resolution.shareable, resolution.version_id) == (None, None)
    assert len(desk.insight_of(int(desk.ids["answer"])).versions) == 1


def test_added_is_offered_once_it_is_woven(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=8)
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=7)
    answer = desk.answered(round_, anna, "add", "Der mangler bænke.", ago=6)
    where = address(desk, answer, process)
    staff.get(where)
    assert "er ikke flettet ind endnu" in main(staff) and "Det er føjet til" not in main(staff)
    sent = {"how": "added", "reason": REASON}
    assert staff.send(where, seen=seen(staff, where), **sent).status_code == 422

    def woven(act: Act) -> None:
        (insight,) = act.session.get_one(Round, round_).insights
        weave(act, insight, contributions(act, act.session.get_one(Participant, anna))[-1:])

    desk.do(woven, ago=5)
    assert staff.send(where, seen=seen(staff, where), **sent).status_code == 303
    assert not is_open(desk, answer)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, ["Vælg, hvad svaret førte til.", "Skriv det, borgeren skal læse."]),
        ({"how": "answered", "reason": " \u200b"}, ["Skriv det, borgeren skal læse."]),
        ({"how": "answered", "reason": "x" * 5001}, ["Teksten er ét tegn for lang."]),
        ({"how": "answered", "reason": "Vend \u202e om."}, ["usynligt tegn"]),
        ({"how": "answered", "reason": "Ring til 010190-1234."}, ["ligner et CPR-nummer"]),
        ({"how": "closed", "reason": REASON}, ["Vælg, hvad svaret førte til."]),
        ({"how": "changed", "reason": REASON, "text": "\u202eneddo"}, ["usynligt tegn"]),
        ({"how": "dissent", "reason": REASON, "shareable": "Se 010190-1234"}, ["CPR-nummer"]),
    ],
)
def test_bad_input_keeps_the_text_and_says_what_to_do(
    desk: Desk, staff: Reader, fields: dict[str, str], errors: list[str]
) -> None:
    where = address(desk)
    answer = staff.send(where, seen=seen(staff, where), **fields)
    assert answer.status_code == 422
    beside = [
        text_of(e) for e in staff.page.iter("span") if "form-error-message" in e.get("class", "")
    ]
    assert len(beside) == len(errors)
    for error, found in zip(errors, beside, strict=True):
        assert error in found
    shown = {e.get("name"): text_of(e) for e in staff.page.iter("textarea")}
    assert shown["reason"] == fields.get("reason", "").strip(" ")
    assert rows(desk, Resolution) == 0


def test_sent_twice_it_is_received_once(desk: Desk, staff: Reader) -> None:
    where = address(desk)
    sent = {"seen": seen(staff, where), "how": "answered", "reason": REASON}
    assert [staff.send(where, **sent).status_code for _ in range(2)] == [303, 303]
    assert rows(desk, Resolution) == 1


@pytest.mark.parametrize("expired", ["", "from yesterday"])
def test_a_form_that_stood_open_for_too_long_gives_every_word_back(
    desk: Desk, staff: Reader, expired: str
) -> None:
    where = address(desk)
    texts = {
        "reason": "\r\nKære Åse – æøåÆØÅ, é, e\u0301, العربية, 🙂.\r\n\r\n  Tak.\r\n",
        "text": "Stien er mørk\r\nom vinteren. <b>&amp;</b>",
    }
    written = {"seen": seen(staff, where), "how": "changed", "shareable": "", **texts}
    answer = staff.post(where, data={"csrf_token": expired, **written})
    assert answer.status_code == 400 and rows(desk, Resolution) == 0
    for text in texts.values():
        # To the letter in the answer itself, and in what a browser makes of it.
        assert f">\n{escape(text)}</textarea>" in answer.text
    given = fields_of(staff.page)
    assert given["csrf_token"] not in ("", expired)
    # A browser holds a line break as one sign, and sends it as two.
    back = {name: value.replace("\n", "\r\n") for name, value in given.items()}
    assert {name: back[name] for name in written} == written
    assert staff.post(where, data=back).status_code == 303
    (kept,) = desk.do(lambda act: list(act.session.scalars(select(Resolution))))
    assert kept.reason == texts["reason"]
    assert desk.insight_of(int(desk.ids["answer"])).versions[-1].text == texts["text"]


def test_who_answers_what_somebody_answered_meanwhile_sees_both(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    where = address(desk)
    mark = seen(staff, where)
    theirs = {"how": "declined", "reason": "Det må vente."}
    assert boss.send(where, seen=seen(boss, where), **theirs).status_code == 303
    answer = staff.send(where, seen=mark, how="answered", reason=REASON)
    assert answer.status_code == 409
    assert "En anden har set på svaret imens." in answer.text
    assert "Det må vente." in answer.text and REASON in answer.text
    assert rows(desk, Resolution) == 1
    again = form_to(staff, where)["seen"]
    assert staff.send(where, seen=again, how="answered", reason=REASON).status_code == 303
    assert rows(desk, Resolution) == 2


def test_an_insight_that_was_changed_meanwhile_is_not_overwritten(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process(ago=9)
    people = [desk.said(process, name, ago=8) for name in ("Anna", "Bo")]
    round_ = desk.told(process, people, "Der er mørkt.", ago=7)
    anna, bo = (desk.answered(round_, p, "nuance", "Kun om vinteren.", ago=6) for p in people)
    where, other = address(desk, anna, process), address(desk, bo, process)
    mark = seen(staff, where)
    first = {"how": "changed", "reason": REASON, "text": "Mørkt om vinteren."}
    before = rows(desk, InsightVersion)
    assert boss.send(other, seen=seen(boss, other), **first).status_code == 303
    answer = staff.send(where, seen=mark, **{**first, "text": "Mørkt i december."})
    assert answer.status_code == 409
    assert "Mørkt om vinteren." in answer.text and "Mørkt i december." in answer.text
    assert rows(desk, InsightVersion) == before + 1


def test_an_answer_about_a_confidential_contribution_is_its_readers_alone(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=8)

    def confide(act: Act) -> int:
        person = act.session.get_one(Participant, anna)
        readers = [desk.user(act.session, "manager")]
        return log_contribution(act, person, "Det er hemmeligt.", readers=readers).id

    desk.do(confide, ago=8)
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=7)

    def answers(act: Act) -> tuple[int, int, int]:
        _, secret = contributions(act, act.session.get_one(Participant, anna))
        delivery = services.delivery_to(act, act.session.get_one(Round, round_), anna)
        correct = services.respond(act, delivery, "correct", "Hemmeligt, sagde jeg.", None, secret)
        said = services.respond(act, delivery, "said", "Om det hemmelige.")
        services.sort_into(act, said, "nuance", None, secret)
        plain = services.respond(act, delivery, "said", "Noget helt andet.")
        return correct.id, said.id, plain.id

    correct, said, plain = desk.do(answers)
    staff.get(f"/processes/{process}/responses")
    page = main(staff)
    assert "emmelig" not in page and "Noget helt andet." in page
    assert page.count("Svaret handler om et fortroligt bidrag.") == 2
    assert staff.get(address(desk, plain, process)).status_code == 200
    for number in (correct, said):
        where = address(desk, number, process)
        assert staff.get(where).status_code == 404
        assert staff.send(where, how="answered", reason=REASON).status_code == 404
        assert boss.get(where).status_code == 200
    assert ("refused", str(correct)) in desk.seen("response")
    loop = staff.get(f"/processes/{process}/loops/{anna}").text
    assert "emmelig" not in loop and "Noget helt andet." in loop


def test_an_answer_about_a_confidential_setting_aside_is_hidden_too(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=8)
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=7)

    def confide_and_answer(act: Act) -> int:
        person = act.session.get_one(Participant, anna)
        readers = [desk.user(act.session, "manager")]
        secret = log_contribution(act, person, "Det er hemmeligt.", readers=readers)
        set_aside(act, [secret], "Hemmelig grund.")
        delivery = services.delivery_to(act, act.session.get_one(Round, round_), anna)
        return services.respond(act, delivery, "disagree", "Hemmelig vrede.", None, secret).id

    answer = desk.do(confide_and_answer, ago=6)
    assert "emmelig" not in staff.get(f"/processes/{process}/responses").text
    assert staff.get(address(desk, answer, process)).status_code == 404
    assert "emmelig" not in staff.get(f"/processes/{process}/loops/{anna}").text


@pytest.mark.parametrize("after", ["-1", "1000000000", "abc", "9" * 40])
def test_any_address_is_a_page(desk: Desk, staff: Reader, after: str) -> None:
    where = f"/processes/{desk.ids['worked']}/responses?after={after}"
    assert staff.get(where).status_code == 200


def test_an_answer_of_another_process_is_not_here(desk: Desk, foreign: Desk, staff: Reader) -> None:
    other = desk.process()
    for number in (desk.ids["answer"], foreign.ids["answer"], 987654, 10**30):
        assert staff.get(f"/processes/{other}/responses/{number}").status_code == 404


def test_many_rows_cost_no_more_statements_than_one(app: Flask, desk: Desk, staff: Reader) -> None:
    process, person = desk.ids["worked"], int(desk.ids["person"])
    addresses = (f"/processes/{process}/responses", address(desk))
    few = [statements(app, staff, where) for where in addresses]

    def more(act: Act) -> None:
        first = act.session.get_one(Response, desk.ids["answer"])
        (insight,) = first.round.insights
        delivery = services.delivery_to(act, first.round, person)
        for number in range(ANSWERS + 5):
            services.respond(act, delivery, "said", f"Og mere {number}.", insight)

    desk.do(more)
    assert [statements(app, staff, where) for where in addresses] == few
    staff.get(addresses[0])
    assert main(staff).count("Og mere") == ANSWERS - 1
