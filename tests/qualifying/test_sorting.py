"""Free words are sorted into a move, by what they are about."""

import pytest
from sqlalchemy import select

from tests.oversight.desk import Desk, contributions
from tests.qualifying.answers import REASON, address, main, rows, seen
from tests.qualifying.forms import form_to
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.response import ResponseContribution, ResponseSorting
from tracker.domain.round import Round
from tracker.qualifying import services


def test_free_words_are_sorted_and_stay_as_they_are(desk: Desk, staff: Reader) -> None:
    where = address(desk)
    insight = desk.insight_of(int(desk.ids["answer"])).id
    sent = {"seen": seen(staff, where), "move": "nuance", "about": f"insight-{insight}"}
    for _ in range(2):
        answer = staff.send(f"{where}/sort", **sent)
        assert (answer.status_code, answer.location) == (303, where)
    assert rows(desk, ResponseSorting) == 1
    staff.get(where)
    assert "Nuancerer (vi læste det sådan; valgt af borgeren: Fri tekst)" in main(staff)
    assert "Canary answer of own." in main(staff)


def test_an_answer_is_sorted_about_what_it_is_about_and_anew_until_it_is_answered(
    desk: Desk, staff: Reader
) -> None:
    where = address(desk)
    insight = desk.insight_of(int(desk.ids["answer"])).id
    staff.get(where)
    begun = form_to(staff, f"{where}/sort")
    assert begun["about"] == f"insight-{insight}"
    assert staff.send(f"{where}/sort", **begun, move="nuance").status_code == 303
    # "We changed something" is there still: the answer is about the insight.
    staff.get(where)
    assert "Vi ændrede noget" in main(staff) and "Sortér svaret på en anden måde" in main(staff)
    begun = form_to(staff, f"{where}/sort")
    assert (begun["move"], begun["about"]) == ("nuance", f"insight-{insight}")
    assert staff.send(f"{where}/sort", **{**begun, "about": "round"}).status_code == 303
    assert rows(desk, ResponseSorting) == 2
    staff.get(where)
    assert form_to(staff, f"{where}/sort")["about"] == "round"
    staff.send(where, seen=seen(staff, where), how="answered", reason=REASON)
    staff.get(where)
    assert "Sortér svaret" not in main(staff)


def test_an_answer_about_own_words_is_sorted_about_them(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=8)
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=7)

    def answers(act: Act) -> tuple[int, int]:
        (own,) = contributions(act, act.session.get_one(Participant, anna))
        delivery = services.delivery_to(act, act.session.get_one(Round, round_), anna)
        return services.respond(act, delivery, "said", "Nej.", None, own).id, own.id

    answer, own = desk.do(answers)
    where = address(desk, answer, process)
    staff.get(where)
    assert form_to(staff, f"{where}/sort")["about"] == f"contribution-{own}"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"about": "round"}, "Vælg, hvordan du læser svaret."),
        ({"move": "withdraw", "about": "round"}, "Vælg de ord, der skal trækkes tilbage."),
        ({"move": "nuance", "about": "insight-987654"}, "Vælg en af mulighederne."),
        ({"move": "close", "about": "round"}, "Vælg, hvordan du læser svaret."),
    ],
)
def test_what_cannot_be_sorted_so_says_why(
    desk: Desk, staff: Reader, fields: dict[str, str], error: str
) -> None:
    where = address(desk)
    answer = staff.send(f"{where}/sort", seen=seen(staff, where), **fields)
    assert answer.status_code == 422 and error in answer.text
    assert rows(desk, ResponseSorting) == 0


def test_who_sorts_what_somebody_answered_meanwhile_is_told(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    where = address(desk)
    mark = seen(staff, where)
    boss.send(where, seen=seen(boss, where), how="answered", reason=REASON)
    answer = staff.send(f"{where}/sort", seen=mark, move="add", about="round")
    assert answer.status_code == 409 and rows(desk, ResponseSorting) == 0


def added(desk: Desk) -> list[int]:
    """The contributions that answers made."""
    made = select(ResponseContribution.contribution_id)
    return desk.do(lambda act: list(act.session.scalars(made)))


def test_what_an_answer_added_is_one_press_from_being_woven(desk: Desk, staff: Reader) -> None:
    where = address(desk)
    sent = {"seen": seen(staff, where), "move": "add", "about": "round"}
    assert staff.send(f"{where}/sort", **sent).status_code == 303
    staff.get(where)
    (made,) = added(desk)
    place = f"/processes/{desk.ids['worked']}/weave"
    links = {(e.text or "").strip(): e.get("href") for e in staff.page.iter("a")}
    assert links["Flet det ind"] == f"{place}?only={made}"
    # Read otherwise, nothing was added.
    sent = {"seen": seen(staff, where), "move": "nuance", "about": "round"}
    assert staff.send(f"{where}/sort", **sent).status_code == 303
    staff.get(where)
    assert "Flet det ind" not in main(staff)
    assert added(desk) == []


def test_what_was_woven_meanwhile_says_how_to_read_the_answer(desk: Desk, staff: Reader) -> None:
    where = address(desk)
    insight = desk.insight_of(int(desk.ids["answer"])).id
    sent = {"seen": seen(staff, where), "move": "add", "about": f"insight-{insight}"}
    staff.send(f"{where}/sort", **sent)
    (made,) = added(desk)
    woven = {"contribution": str(made), "insight": str(insight)}
    staff.send(f"/processes/{desk.ids['worked']}/weave/into", **woven)
    sent = {"seen": seen(staff, where), "move": "nuance", "about": f"insight-{insight}"}
    answer = staff.send(f"{where}/sort", **sent)
    assert answer.status_code == 422
    assert "Lad svaret stå som Tilføjer, og svar på det." in main(staff)
    assert added(desk) == [made]
