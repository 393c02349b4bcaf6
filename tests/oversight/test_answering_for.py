"""What a manager answers for by name: that a loop cannot be walked, that a process is closed."""

import pytest
from sqlalchemy import func, select

from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import NOW
from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.participant import LoopException
from tracker.domain.people import RoleHeld, User
from tracker.domain.process import Signature
from tracker.domain.projection import LoopRow

REASON = "Vi har ringet tre gange og skrevet to breve."


def exceptions(desk: Desk) -> int:
    """How many loops were excepted since the world was made, in which one of each side was."""
    query = select(func.count(LoopException.id)).join(Event, Event.id == LoopException.event_id)
    return desk.do(lambda act: act.session.scalar(query.where(Event.recorded > NOW)) or 0)


def signatures(desk: Desk) -> int:
    """How many signed since the world was made, in which one process of each side is closed."""
    query = select(func.count(Signature.id)).where(Signature.at > NOW)
    return desk.do(lambda act: act.session.scalar(query) or 0)


def loop_address(desk: Desk) -> str:
    return f"/processes/{desk.ids['worked']}/loops/{desk.ids['person']}"


def stopped(desk: Desk, boss: Reader) -> str:
    """A process whose only loop is excepted: its address."""
    process = desk.process("Stien", ago=9)
    anna = desk.said(process, "Anna", ago=8)
    address = f"/processes/{process}/loops/{anna}/except"
    assert boss.send(address, because="died", reason=REASON).status_code == 303
    return f"/processes/{process}"


def test_a_manager_excepts_a_loop_and_takes_it_back(desk: Desk, boss: Reader) -> None:
    address = loop_address(desk)
    answer = boss.send(f"{address}/except", because="no-contact", reason=REASON)
    assert (answer.status_code, answer.location) == (303, address)
    page = boss.get(address).text
    assert "Undtaget" in page and "Vi kan ikke få kontakt" in page and REASON in page
    assert desk.read(LoopRow, int(desk.ids["person"])).state == "excepted"
    assert boss.send(f"{address}/lift").status_code == 303
    assert desk.read(LoopRow, int(desk.ids["person"])).state == "open"
    assert boss.send(f"{address}/lift").status_code == 409


def test_a_caseworker_sees_why_they_cannot(desk: Desk, staff: Reader) -> None:
    page = staff.get(loop_address(desk)).text
    assert "Kun en leder i afdelingen kan undtage et kredsløb." in page
    assert f"{loop_address(desk)}/except" not in page
    for end in ("except", "lift"):
        answer = staff.send(f"{loop_address(desk)}/{end}", because="other", reason=REASON)
        assert answer.status_code == 403
        assert "Kun en leder i afdelingen kan det" in answer.text
    assert staff.send(f"/processes/{desk.ids['worked']}/sign").status_code == 403
    assert exceptions(desk) == signatures(desk) == 0


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, ["Vælg, hvorfor", "Skriv, hvad I har prøvet."]),
        ({"because": "other", "reason": "\u200b \u200b"}, ["Skriv, hvad I har prøvet."]),
        ({"because": "tired", "reason": REASON}, ["Vælg, hvorfor"]),
        ({"because": "other", "reason": "x" * 5002}, ["Teksten er 2 tegn for lang."]),
        ({"because": "other", "reason": "Vend \u202e om."}, ["usynligt tegn"]),
        ({"because": "other", "reason": "Se 010190-1234."}, ["ligner et CPR-nummer"]),
    ],
)
def test_bad_input_keeps_the_text_and_says_what_to_do(
    desk: Desk, boss: Reader, fields: dict[str, str], errors: list[str]
) -> None:
    answer = boss.send(f"{loop_address(desk)}/except", **fields)
    assert answer.status_code == 422
    beside = [
        text_of(e) for e in boss.page.iter("span") if "form-error-message" in e.get("class", "")
    ]
    assert len(beside) == len(errors)
    for error, found in zip(errors, beside, strict=True):
        assert error in found
    (area,) = boss.page.iter("textarea")
    assert (area.text or "").strip() == fields.get("reason", "").strip()
    assert exceptions(desk) == 0


def test_sent_twice_it_is_said_once(desk: Desk, boss: Reader) -> None:
    for _ in range(2):
        answer = boss.send(f"{loop_address(desk)}/except", because="other", reason=REASON)
        assert answer.status_code == 303
    assert exceptions(desk) == 1
    other = boss.send(f"{loop_address(desk)}/except", because="other", reason="Noget andet.")
    assert other.status_code == 422
    assert "er ikke åbent" in other.text and exceptions(desk) == 1


def test_what_stands_in_the_way_is_listed_with_links(desk: Desk, staff: Reader) -> None:
    process = desk.ids["worked"]
    staff.get(f"/processes/{process}")
    (section,) = [e for e in staff.page.iter("section") if e.get("id") == "closing"]
    said = text_of(section)
    assert "1 kredsløb er ikke gået til ende: Anna Canary own" in said
    assert "1 svar mangler et svar fra jer: Anna Canary own" in said
    links = {e.get("href") for e in section.iter("a")}
    assert links == {
        f"/processes/{process}?state=open#loops",
        f"/processes/{process}/responses",
        loop_address(desk),
    }


def test_a_manager_signs_once_when_nothing_stands_in_the_way(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    address = stopped(desk, boss)
    seen = staff.get(address).text
    assert "Forløbet kan lukkes." in seen and "Kun en leder i afdelingen kan skrive under" in seen
    assert "Skriv under, og luk forløbet" in boss.get(address).text
    for _ in range(2):
        assert boss.send(f"{address}/sign").status_code == 303
    assert signatures(desk) == 1
    page = staff.get(address).text
    assert "Manager Own skrev under den" in page and "Lukket" in page
    assert "Skriv under, og luk" not in boss.get(address).text


def test_what_happens_after_the_signature_reopens_the_process(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    address = stopped(desk, boss)
    boss.send(f"{address}/sign")
    desk.said(int(address.split("/")[-1]), "Bo", "Vent lidt.")
    page = staff.get(address).text
    assert "Åbnet igen" in page and "Underskriften står ved magt" in page
    assert "Åbnet igen" in staff.get("/processes/").text


def test_a_process_in_which_something_waits_is_not_signed(desk: Desk, boss: Reader) -> None:
    answer = boss.send(f"/processes/{desk.ids['worked']}/sign")
    assert answer.status_code == 409
    assert "Forløbet kan ikke lukkes. 2 ting står i vejen." in answer.text
    assert signatures(desk) == 0


def test_a_manager_of_another_department_signs_nothing_here(
    desk: Desk, foreign: Desk, boss: Reader
) -> None:
    process, person = foreign.ids["worked"], foreign.ids["person"]
    for end in (f"loops/{person}/except", f"loops/{person}/lift", "sign"):
        assert boss.send(f"/processes/{process}/{end}").status_code == 404

    def both(act: Act) -> None:
        held = RoleHeld(department_id=foreign.side.department, role="caseworker")
        user = act.session.get_one(User, act.actor.id)
        user.roles_held.append(held)

    desk.do(both)
    assert boss.send(f"/processes/{process}/sign").status_code == 403


@pytest.mark.parametrize("end", ["loop/except", "loop/lift", "loop/contacts", "sign", "answer"])
def test_without_a_good_token_nothing_is_done_and_the_text_comes_back(
    desk: Desk, boss: Reader, end: str
) -> None:
    process = f"/processes/{desk.ids['worked']}"
    address = {
        "sign": f"{process}/sign",
        "answer": f"{process}/responses/{desk.ids['answer']}",
    }.get(end, end.replace("loop", loop_address(desk)))
    fields = {"because": "other", "how": "answered", "reason": REASON}
    answer = boss.post(address, data=fields)
    assert answer.status_code == 400 and REASON in answer.text
    assert exceptions(desk) == signatures(desk) == 0
    assert desk.read(LoopRow, int(desk.ids["person"])).step == 3
    assert "contacts" not in [what for what, _ in desk.seen("participant")]
