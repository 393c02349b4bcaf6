"""What was believed beforehand and what became of it; and what stands in the way."""

import pytest
from flask import Flask

from tests.oversight.desk import Desk, statements
from tests.weaving.threads import count, insight, main, told
from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.commitment import Obstacle
from tracker.domain.insight import Insight
from tracker.domain.office import Assumption
from tracker.domain.process import Process
from tracker.weaving.beforehand import ASSUMPTIONS
from tracker.weaving.services import answer_assumption, assume, note_obstacle


@pytest.fixture
def process(desk: Desk) -> int:
    return desk.process("Stien langs åen", ago=9)


def place(process: int, rest: str = "assumptions") -> str:
    return f"/processes/{process}/{rest}"


def believed(desk: Desk, process: int, text: str, ago: int = 0) -> int:
    return desk.do(lambda act: assume(act, act.session.get_one(Process, process), text).id, ago=ago)


def test_the_first_page_says_what_to_do(desk: Desk, staff: Reader, process: int) -> None:
    staff.get(place(process))
    assert "I har ikke skrevet nogen antagelser ned" in main(staff)
    assert "Det første bidrag kom" not in main(staff)
    staff.get(f"/processes/{process}/weave")
    assert "Antagelser og hindringer" in main(staff)


def test_an_assumption_says_when_it_was_written_as_seen_from_the_first_contribution(
    desk: Desk, staff: Reader, process: int
) -> None:
    believed(desk, process, "De fleste bruger stien om sommeren.", ago=8)
    staff.get(place(process))
    assert "– før nogen har fortalt noget." in main(staff)
    desk.said(process, "Anna", "Der er mørkt.", ago=5)
    believed(desk, process, "Ingen har noget imod lys.", ago=2)
    staff.get(place(process))
    page = main(staff)
    assert page.index("– før det første bidrag") < page.index("– efter det første bidrag")
    assert "at stå, at den er skrevet bagefter" in page and "Manager Own" in page


def test_sent_twice_it_is_written_down_once(desk: Desk, staff: Reader, process: int) -> None:
    staff.get(place(process))
    (once, *_) = [e.get("value") for e in staff.page.iter("input") if e.get("name") == "once"]
    before = count(desk, Assumption)
    for _ in range(2):
        sent = {"belief": "Ingen har noget imod lys.", "once": str(once)}
        assert staff.send(place(process), **sent).status_code == 303
    assert count(desk, Assumption) == before + 1


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Skriv, hvad I tror."),
        (" \u200b", "Skriv, hvad I tror."),
        ("x" * 5001, "Teksten er ét tegn for lang."),
        ("Ring 010190-1234.", "ligner et CPR-nummer"),
    ],
)
def test_what_cannot_be_kept_says_why(
    desk: Desk, staff: Reader, process: int, text: str, error: str
) -> None:
    before = count(desk, Assumption)
    answer = staff.send(place(process), belief=text)
    assert answer.status_code == 422 and error in main(staff)
    assert text.strip(" \u200b") in answer.text and count(desk, Assumption) == before


def test_what_became_of_it_is_said_in_words_and_by_which_insight(
    desk: Desk, staff: Reader, boss: Reader, process: int
) -> None:
    (said,) = told(desk, process, "Anna", "Der er lyst nok.")
    number = insight(desk, process, "Folk holder af mørket.", [said])
    row = believed(desk, process, "Ingen har noget imod lys.")
    where = place(process, f"assumptions/{row}")
    answer = staff.send(where, became="loved")
    assert answer.status_code == 422
    assert "Vælg, om det holdt." in main(staff) and "Skriv, hvad I lærte." in main(staff)
    for reader in (staff, boss):
        reader.get(where)
    seen = fields_of(staff.page)["seen"]
    sent = {"became": "wrong", "answer": "Man kan se stjerner.", "insight": str(number)}
    theirs = {**sent, "became": "partly", "answer": "Nogen har."}
    assert boss.send(where, seen=fields_of(boss.page)["seen"], **theirs).status_code == 303
    assert staff.send(where, seen=seen, **sent).status_code == 409
    assert "Nogen har." in main(staff) and "Man kan se stjerner." in main(staff)
    again = fields_of(staff.page)["seen"]
    assert staff.send(where, seen=again, **sent).status_code == 303
    staff.get(place(process))
    page = main(staff)
    assert "Vi tog fejl. Man kan se stjerner." in page
    assert "Det viste indsigten: Folk holder af mørket." in page


def test_an_insight_of_elsewhere_answers_nothing_here(
    desk: Desk, foreign: Desk, staff: Reader, process: int
) -> None:
    row = believed(desk, process, "Ingen har noget imod lys.")
    theirs = insight(foreign, foreign.process(), "Deres.")
    where = place(process, f"assumptions/{row}")
    staff.get(where)
    sent = {"seen": fields_of(staff.page)["seen"], "became": "held", "answer": "Ja."}
    assert staff.send(where, **sent, insight=str(theirs)).status_code == 422
    assert desk.read(Assumption, row).became == "open"


def test_what_is_of_another_process_is_not_there(
    desk: Desk, foreign: Desk, staff: Reader, process: int
) -> None:
    elsewhere = desk.process("Et andet")
    strange = foreign.process("Deres")
    rows = [believed(desk, elsewhere, "Noget."), believed(foreign, strange, "Noget andet.")]
    for number in (*rows, 999999, 2**40):
        for kind in ("assumptions", "obstacles"):
            where = place(process, f"{kind}/{number}")
            assert staff.get(where).status_code == 404
            assert staff.send(where).status_code == 404


def test_what_stands_in_the_way_of_the_whole_process_is_written_down(
    desk: Desk, staff: Reader, process: int
) -> None:
    number = insight(desk, process, "Stien er mørk.")
    desk.do(
        lambda act: note_obstacle(
            act, act.session.get_one(Process, process), "Åloven.", insight=number
        )
    )
    where = place(process, "obstacles")
    assert staff.send(where).status_code == 422 and "Skriv, hvad der står i vejen." in main(staff)
    before = count(desk, Obstacle)
    assert staff.send(where, obstacle="Vejen er fredet.", owner="Kulturarv").status_code == 303
    assert count(desk, Obstacle) == before + 1
    staff.get(place(process))
    page = main(staff)
    assert "Åloven. Ingen har ansvaret for det endnu · Indsigt: Stien er mørk." in page
    assert "Vejen er fredet. Kulturarv har ansvaret for det" in page


def test_many_assumptions_come_in_pages(desk: Desk, staff: Reader, process: int) -> None:
    def many(act: Act) -> None:
        row = act.session.get_one(Process, process)
        for n in range(ASSUMPTIONS + 1):
            assume(act, row, f"Nummer {n}.")

    desk.do(many)
    staff.get(place(process))
    assert f"Nummer {ASSUMPTIONS - 1}." in main(staff)
    assert f"Nummer {ASSUMPTIONS}." not in main(staff)
    (more,) = [e for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
    staff.get(more.get("href") or "")
    assert f"Nummer {ASSUMPTIONS}." in main(staff)
    for nonsense in ("-1", "abc", "1000000000"):
        assert staff.get(f"{place(process)}?after={nonsense}").status_code == 200


def test_the_page_costs_as_much_for_one_as_for_fifty(app: Flask, desk: Desk, staff: Reader) -> None:
    costs = []
    for many in (1, 25):
        process = desk.process()
        number = insight(desk, process, "Stien er mørk.")

        def filled(act: Act, process: int = process, many: int = many, n: int = number) -> None:
            row = act.session.get_one(Process, process)
            for each in range(many):
                about = act.session.get_one(Insight, n)
                answer_assumption(act, assume(act, row, f"Tro {each}."), "held", "Ja.", about)
                note_obstacle(act, row, f"Lov {each}.", insight=n)

        desk.do(filled)
        costs.append(statements(app, staff, place(process)))
    assert costs[0] == costs[1]
