"""A round's questions in the languages that its readers have, beside the process's own."""

from typing import Any

import pytest

from tests.factories import an_approved_language
from tests.oversight.desk import Desk
from tests.returning.office import LETTER, MAIL, a_draft, address, send
from tests.returning.test_plan import change, number_of, plan, ticked
from tests.weaving.threads import main
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.round import Delivery, Round
from tracker.reports.freezing import document_of
from tracker.weaving.translating import translate

DANISH, ARABIC = "Hvor er der mørkest?", "أين المكان الأكثر ظلمة؟"
FIELD = "question1_ar"


def asked(desk: Desk, round_: int) -> list[tuple[str, dict[str, str]]]:
    def read(act: Act) -> list[tuple[str, dict[str, str]]]:
        return [(q.text, q.translations) for q in act.session.get_one(Round, round_).questions]

    return desk.do(read)


def names(reader: Reader) -> list[str]:
    return [e.get("name") or "" for e in reader.page.iter("input")]


def values(reader: Reader) -> dict[str, str]:
    return {e.get("name") or "": e.get("value") or "" for e in reader.page.iter("input")}


def read_by(desk: Desk, person: int, language: str = "ar") -> None:
    def reads(act: Act) -> None:
        an_approved_language(act)
        act.session.get_one(Participant, person).language = language

    desk.do(reads)


def of_the_draft(reader: Reader, **fields: Any) -> dict[str, Any]:
    """The draft's plan as its page has it, with other fields."""
    return {"purpose": "qualify", "insights": ticked(reader, "insights"), "to": "all", **fields}


@pytest.fixture
def draft(desk: Desk) -> tuple[int, int]:
    """A process and a round in it that asks nothing yet; one of its two people reads Arabic."""
    process, (_, person), round_ = a_draft(desk, MAIL, LETTER)
    read_by(desk, person)
    return process, round_


def test_there_is_a_field_for_each_language_that_somebody_reads(
    desk: Desk, staff: Reader, draft: tuple[int, int]
) -> None:
    staff.get(f"/processes/{draft[0]}/rounds/add")
    assert FIELD in names(staff) and "question5_ar" in names(staff)
    assert "Spørgsmål 1 på arabisk" in main(staff) and "Én i forløbet læser det." in main(staff)
    assert "question1_en" not in names(staff) and "question1_da" not in names(staff)
    process, _, _ = a_draft(desk)
    staff.get(f"/processes/{process}/rounds/add")
    assert FIELD not in names(staff)


def test_what_is_written_of_a_question_goes_with_it(
    desk: Desk, staff: Reader, draft: tuple[int, int]
) -> None:
    process, _ = draft
    more = {"question3": "Hvornår?", FIELD: ARABIC, "question1": DANISH}
    round_ = number_of(plan(staff, process, **more))
    assert asked(desk, round_) == [(DANISH, {"ar": ARABIC}), ("Hvornår?", {})]
    staff.get(address(process, round_, "change"))
    assert (values(staff)[FIELD], values(staff)["question2_ar"]) == (ARABIC, "")
    fields = of_the_draft(
        staff, question1=DANISH, question2="Hvornår?", question2_ar="متى؟", **{FIELD: ""}
    )
    assert change(staff, process, round_, **fields).status_code == 303
    assert asked(desk, round_) == [(DANISH, {}), ("Hvornår?", {"ar": "متى؟"})]


def test_a_question_in_another_language_alone_is_no_question(
    desk: Desk, staff: Reader, draft: tuple[int, int]
) -> None:
    process, round_ = draft
    staff.get(address(process, round_, "change"))
    answer = change(staff, process, round_, **of_the_draft(staff, **{FIELD: ARABIC}))
    assert answer.status_code == 422 and asked(desk, round_) == []
    assert "Skriv også spørgsmålet på forløbets eget sprog." in main(staff)
    assert values(staff)[FIELD] == ARABIC


def test_a_translation_of_other_words_is_asked_about_before_it_is_kept(
    desk: Desk, staff: Reader, draft: tuple[int, int]
) -> None:
    process, _ = draft
    more = {"question1": DANISH, FIELD: ARABIC, "question2": "Hvornår?", "question2_ar": "متى؟"}
    round_ = number_of(plan(staff, process, **more))
    there = address(process, round_, "change")
    staff.get(there)
    seen = values(staff)["seen"]
    # They change places, and the second one's words too.
    fields = of_the_draft(staff, question1="Hvilken dag?", question2=DANISH, seen=seen)
    swapped = fields | {FIELD: "متى؟", "question2_ar": ARABIC}
    answer = staff.send(there, **swapped)
    assert answer.status_code == 422 and "det er oversættelsen ikke" in main(staff)
    assert [e.get("id") for e in staff.page.iter("span") if e.get("id", "").endswith("-error")] == [
        f"{FIELD}-error"
    ]
    assert asked(desk, round_)[0] == (DANISH, {"ar": ARABIC})
    fits = values(staff)["fits"]
    # Another change is asked about anew; the same, saved again, is kept.
    other = swapped | {"fits": fits, "question1": "Hvilken måned?"}
    assert staff.send(there, **other).status_code == 422
    assert staff.send(there, **swapped, fits=fits).status_code == 303
    assert asked(desk, round_) == [("Hvilken dag?", {"ar": "متى؟"}), (DANISH, {"ar": ARABIC})]


def test_too_much_of_it_is_said_beside_its_field(staff: Reader, draft: tuple[int, int]) -> None:
    answer = plan(staff, draft[0], question1=DANISH, **{FIELD: "ا" * 501})
    assert answer.status_code == 422
    (error,) = [e for e in staff.page.iter("span") if e.get("id") == f"{FIELD}-error"]
    assert "500" in text_of(error)


def test_before_it_is_sent_the_draft_says_what_is_not_translated_and_where_to_write_it(
    staff: Reader, draft: tuple[int, int]
) -> None:
    process, round_ = draft
    staff.get(address(process, round_))
    assert "Én tekst er ikke oversat for alle" in main(staff)
    staff.get(address(process, round_, "change"))
    change(staff, process, round_, **of_the_draft(staff, question1=DANISH, question2="Hvornår?"))
    staff.get(address(process, round_))
    assert "3 tekster er ikke oversat for alle" in main(staff)
    ways = [e.get("href") or "" for e in staff.page.iter("a") if text_of(e) in (DANISH, "Hvornår?")]
    assert ways == [address(process, round_, f"change#question{n}_ar") for n in (1, 2)]
    staff.get(ways[0])
    fields = of_the_draft(staff, question1=DANISH, question2="Hvornår?", **{FIELD: ARABIC})
    change(staff, process, round_, **fields)
    staff.get(address(process, round_))
    assert "2 tekster er ikke oversat for alle" in main(staff)


def test_each_is_asked_in_their_own_language_and_a_round_that_is_called_back_keeps_it(
    desk: Desk, staff: Reader, draft: tuple[int, int]
) -> None:
    process, _ = draft
    round_ = number_of(plan(staff, process, question1=DANISH, **{FIELD: ARABIC}))
    assert send(staff, process, round_).status_code == 303

    def told(act: Act) -> list[str]:
        rows = act.session.query(Delivery).filter_by(round_id=round_).order_by(Delivery.id)
        passages = [p for row in rows for p in document_of(act.session, row).passages]
        own = [p for p in passages if p.source and p.source.kind == "question"]
        return [p.text or "" for p in own]

    assert desk.do(told) == [DANISH, ARABIC]
    answer = staff.send(address(process, round_, "call-back"))
    assert asked(desk, number_of(answer)) == [(DANISH, {"ar": ARABIC})]


@pytest.mark.parametrize("what", ["the question", "the insight"])
def test_whoever_sends_has_seen_what_is_said_in_every_language(
    desk: Desk, staff: Reader, draft: tuple[int, int], what: str
) -> None:
    process, _ = draft
    round_ = number_of(plan(staff, process, question1=DANISH))
    staff.get(address(process, round_))
    seen = values(staff)

    def translated(act: Act) -> None:
        planned = act.session.get_one(Round, round_)
        if what == "the question":
            planned.questions[0].translations = {"ar": ARABIC}
        else:
            translate(act, planned.insights[0], "ar", "هناك ظلام.")

    desk.do(translated)
    fields = {name: seen[name] for name in ("csrf_token", "seen")}
    assert staff.post(address(process, round_, "send"), data=fields).status_code == 409


def test_a_language_that_nobody_reads_any_more_keeps_what_was_written(
    desk: Desk, staff: Reader, draft: tuple[int, int]
) -> None:
    process, _ = draft
    round_ = number_of(plan(staff, process, question1=DANISH, **{FIELD: ARABIC}))

    def danish(act: Act) -> None:
        for person in act.session.query(Participant):
            person.language = "da"

    desk.do(danish)
    staff.get(address(process, round_, "change"))
    assert values(staff)[FIELD] == ARABIC and "i forløbet læser det" not in main(staff)
