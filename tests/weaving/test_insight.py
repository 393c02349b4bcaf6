"""One insight: its words beside its voices, and what stands beside it."""

from flask import Flask
from sqlalchemy import func, select

from tests.oversight.desk import Desk, statements
from tests.weaving.threads import REASON, address, count, evidence, insight, main, told, undoing
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.evidence import weave
from tracker.domain.history import Event
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.listening.services import log_contribution, share_wording
from tracker.weaving.one_insight import OBSTACLES, VOICES
from tracker.weaving.services import add_source, edit_insight, note_obstacle


def test_the_words_stand_beside_the_voices_by_how_they_stand_to_it(
    desk: Desk, staff: Reader, process: int
) -> None:
    dark, light = told(desk, process, "Anna", "Der er mørkt.", "Der er lyst nok.")
    number = insight(desk, process, "Stien er mørk.", [dark])

    def against(act: Act) -> None:
        row = act.session.get_one(Insight, number)
        weave(act, row, [act.session.get_one(Contribution, light)], "contradicts")
        said = act.session.get_one(Contribution, dark)
        share_wording(act, said, "Nogen synes, der er mørkt.")
        # With so few taking part, nobody is quoted who has not said yes.
        act.session.get_one(Participant, said.participant_id).may_quote = True

    desk.do(against)
    staff.get(address(process, number))
    page = main(staff)
    assert page.index("Støtter") < page.index("Der er mørkt.") < page.index("Taler imod")
    assert page.index("Taler imod") < page.index("Der er lyst nok.")
    assert "Sådan må andre læse det Nogen synes, der er mørkt." in page
    assert "Ikke delt med andre. Skriv indsigten med andre ord." in page
    assert "Kladde 1 stemme 2 bidrag" in page
    assert "insight" in {what for what, _ in desk.seen("participant")}


def test_a_contribution_is_taken_out_with_a_reason_and_put_back(
    desk: Desk, staff: Reader, process: int
) -> None:
    dark, light = told(desk, process, "Anna", "Der er mørkt.", "Der er lyst nok.")
    number = insight(desk, process, "Stien er mørk.", [dark, light])
    where = address(process, number, "/unweave")
    answer = staff.send(where, contribution=str(light))
    assert answer.status_code == 422 and "Skriv, hvorfor det tages ud." in main(staff)
    why = "Det siger det modsatte."
    assert staff.send(where, contribution=str(light), why=why).status_code == 303
    assert evidence(desk, number) == [(dark, "supports")]
    staff.get(address(process, number))
    assert "Bidraget er taget ud af indsigten. Fortryd" in main(staff)
    undo, fields = undoing(staff)
    back = staff.post(undo, data=fields)
    assert back.location == f"{address(process, number)}#said-{light}"
    assert evidence(desk, number) == [(dark, "supports"), (light, "supports")]
    # By then there is nothing to undo.
    assert staff.post(undo, data=fields).status_code == 422
    assert staff.send(where, contribution="999999", why="Nej.").status_code == 404
    (other,) = told(desk, process, "Bo")
    assert staff.send(where, contribution=str(other), why="Nej.").status_code == 422


def test_how_a_contribution_stands_is_one_choice_and_can_be_undone(
    desk: Desk, staff: Reader, process: int
) -> None:
    (dark,) = told(desk, process, "Anna", "Der er mørkt.")
    number = insight(desk, process, "Stien er mørk.", [dark])
    where = address(process, number, "/stance")
    answer = staff.send(where, contribution=str(dark), stance="x")
    assert answer.status_code == 422
    assert "Vælg, om det støtter, nuancerer eller taler imod." in main(staff)
    changed = staff.send(where, contribution=str(dark), stance="contradicts")
    assert changed.location == f"{address(process, number)}#said-{dark}"
    assert evidence(desk, number) == [(dark, "contradicts")]
    staff.get(address(process, number))
    assert "Det er rettet, hvordan bidraget passer til indsigten. Fortryd" in main(staff)
    undo, fields = undoing(staff)
    assert staff.post(undo, data=fields).status_code == 303
    assert evidence(desk, number) == [(dark, "supports")]
    staff.send(where, contribution=str(dark), stance="supports")
    staff.get(address(process, number))
    assert "Sådan passede det i forvejen" in main(staff)
    (other,) = told(desk, process, "Bo")
    assert staff.send(where, contribution=str(other), stance="supports").status_code == 422


def test_what_was_confided_to_some_is_counted_and_not_shown(
    desk: Desk, staff: Reader, boss: Reader, process: int
) -> None:
    anna = desk.said(process, "Anna", "Der er sort.")

    def confide(act: Act) -> int:
        person = act.session.get_one(Participant, anna)
        readers = [desk.user(act.session, "manager")]
        return log_contribution(act, person, "Det er hemmeligt.", readers=readers).id

    secret = desk.do(confide)
    number = insight(desk, process, "Stien er mørk.", [secret])
    where = address(process, number)
    for page in (where, f"{where}/split", f"/processes/{process}/insights/merge?insight={number}"):
        assert "hemmeligt" not in staff.get(page).text
    staff.get(where)
    assert "Et fortroligt bidrag, som kun navngivne personer kan læse." in main(staff)
    assert "Det er hemmeligt." in boss.get(where).text
    taken = staff.send(f"{where}/unweave", contribution=str(secret), why="Nej.")
    assert taken.status_code == 404 and evidence(desk, number) == [(secret, "supports")]


def test_an_insight_of_another_process_is_not_there(
    desk: Desk, foreign: Desk, staff: Reader, process: int
) -> None:
    theirs = insight(foreign, foreign.process(), "Deres.")
    elsewhere = insight(desk, desk.process(), "Et andet sted.")
    for number in (theirs, elsewhere, 999999, 2**40):
        for rest in ("", "/split"):
            assert staff.get(address(process, number, rest)).status_code == 404
        for rest in ("", "/unweave", "/withdraw", "/knowledge", "/obstacles", "/split"):
            assert staff.send(address(process, number, rest)).status_code == 404
        merge = f"/processes/{process}/insights/merge?insight={number}"
        assert staff.get(merge).status_code in (200, 404)
    before = count(desk, Event)
    assert desk.read(Insight, elsewhere).ending is None and count(desk, Event) == before


def test_the_page_costs_as_much_for_one_as_for_fifty(app: Flask, desk: Desk, staff: Reader) -> None:
    costs = []
    for many in (1, 50):
        process = desk.process()
        people = [desk.said(process, f"Navn {n}", f"Ord {n}.") for n in range(min(many, 12))]
        round_ = desk.told(process, people, "Der er mørkt.")
        number = desk.do(lambda act: act.session.scalars(select(func.max(Insight.id))).one())
        causes = [desk.answered(round_, person, "nuance", "Kun om vinteren.") for person in people]
        said = told(desk, process, "Anna", *(f"Tråd {n}." for n in range(many)))

        def filled(act: Act, n: int = number, said: list[int] = said, many: int = many) -> None:
            row = act.session.get_one(Insight, n)
            weave(act, row, [act.session.get_one(Contribution, each) for each in said])
            about = act.session.get_one(Process, row.process_id)
            for each in range(min(many, 8)):
                edit_insight(act, row, f"Der er mørkt {each}.", REASON)
                add_source(act, row, "expert", "supports", "Sådan er det.")
                note_obstacle(act, about, "Loven.", insight=n)

        desk.do(filled)
        costs.append((statements(app, staff, address(process, number)), len(causes)))
    assert costs[0][0] == costs[1][0]


def test_many_voices_come_in_pages(desk: Desk, staff: Reader, process: int) -> None:
    said = told(desk, process, "Anna", *(f"Nummer {n}." for n in range(VOICES + 2)))
    number = insight(desk, process, "Der er mange.", said)
    staff.get(address(process, number))
    assert "Nummer 39." in main(staff) and "Nummer 40." not in main(staff)
    (more,) = [e for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
    staff.get(more.get("href") or "")
    assert "Nummer 41." in main(staff) and "Nummer 39." not in main(staff)
    for nonsense in ("-1", "abc", "9.9", "0.99999999999", "1000000000"):
        assert staff.get(f"{address(process, number)}?after={nonsense}").status_code == 200


def test_many_obstacles_come_in_pages(desk: Desk, staff: Reader, process: int) -> None:
    number = insight(desk, process, "Der er mange.")

    def noted(act: Act) -> None:
        row = act.session.get_one(Process, process)
        for n in range(OBSTACLES + 1):
            note_obstacle(act, row, f"Lov {n}.", insight=number)

    desk.do(noted)
    staff.get(address(process, number))
    assert "Lov 49." in main(staff) and "Lov 50." not in main(staff)
    (more,) = [e for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
    staff.get(more.get("href") or "")
    assert "Lov 50." in main(staff)
