"""One insight: its words beside its voices, its versions, and what stands beside it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.oversight.desk import Desk, contributions, statements
from tests.weaving.test_weave import count, evidence, insight, main, place, told
from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.commitment import Obstacle
from tracker.domain.contribution import Contribution
from tracker.domain.history import Event
from tracker.domain.insight import Insight, InsightVersion, Source
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.listening.services import log_contribution, share_wording
from tracker.weaving.one_insight import OBSTACLES, VOICES
from tracker.weaving.services import (
    add_source,
    edit_insight,
    note_obstacle,
    weave,
    withdraw_insight,
)

REASON = "Mange skrev, at det kun er om vinteren."


def address(process: int, number: int, rest: str = "") -> str:
    return f"/processes/{process}/insights/{number}{rest}"


def writing(reader: Reader, where: str) -> dict[str, str]:
    """The fields by which the page knows what was read, as a browser has them now."""
    reader.get(where)
    fields = {}
    for form in reader.page.iter("form"):
        if form.get("data-draft"):
            for element in form.iter("input"):
                if element.get("type") == "hidden":
                    fields[element.get("name") or ""] = element.get("value") or ""
    return fields


def versions(desk: Desk, number: int) -> list[InsightVersion]:
    query = select(InsightVersion).where(InsightVersion.insight_id == number)
    return desk.do(lambda act: list(act.session.scalars(query.order_by(InsightVersion.number))))


def is_given_back(desk: Desk, process: int) -> tuple[int, int, list[int]]:
    """An insight that two people were told: the insight, the round, the people."""
    people = [desk.said(process, name, f"{name} synes, der er mørkt.") for name in ("Anna", "Bo")]
    round_ = desk.told(process, people, "Der er mørkt.")
    number = desk.do(lambda act: act.session.scalars(select(func.max(Insight.id))).one())
    return number, round_, people


@pytest.fixture
def process(desk: Desk) -> int:
    return desk.process("Stien langs åen")


def test_the_words_stand_beside_the_voices_by_how_they_stand_to_it(
    desk: Desk, staff: Reader, process: int
) -> None:
    dark, light = told(desk, process, "Anna", "Der er mørkt.", "Der er lyst nok.")
    number = insight(desk, process, "Stien er mørk.", [dark])

    def against(act: Act) -> None:
        row = act.session.get_one(Insight, number)
        weave(act, row, [act.session.get_one(Contribution, light)], "contradicts")
        share_wording(act, act.session.get_one(Contribution, dark), "Nogen synes, der er mørkt.")

    desk.do(against)
    staff.get(address(process, number))
    page = main(staff)
    assert page.index("Støtter") < page.index("Der er mørkt.") < page.index("Taler imod")
    assert page.index("Taler imod") < page.index("Der er lyst nok.")
    assert "Sådan må andre læse det Nogen synes, der er mørkt." in page
    assert "Ikke delt med andre. Skriv indsigten med andre ord." in page
    assert "Kladde 1 stemme 2 bidrag" in page
    assert "insight" in {what for what, _ in desk.seen("participant")}


def test_a_draft_is_edited_freely_in_its_place(desk: Desk, staff: Reader, process: int) -> None:
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number)
    sent = writing(staff, where) | {"text": "Stien er for mørk om vinteren."}
    assert "Hvad er ændret" not in main(staff)
    for _ in range(2):
        answer = staff.send(where, **sent)
        assert (answer.status_code, answer.location) == (303, where)
    assert [v.text for v in versions(desk, number)] == ["Stien er for mørk om vinteren."]


def test_once_told_it_gets_a_version_that_says_why_and_whose_answers_caused_it(
    desk: Desk, staff: Reader, process: int
) -> None:
    number, round_, (anna, bo) = is_given_back(desk, process)
    because = desk.answered(round_, anna, "nuance", "Kun om vinteren.")
    desk.answered(round_, bo, "recognise")
    where = address(process, number)
    sent = writing(staff, where) | {"text": "Der er mørkt om vinteren.", "because": str(because)}
    assert "Anna: Nuancerer – Kun om vinteren." in main(staff) and "Bo: Genkender" in main(staff)
    answer = staff.send(where, **sent)
    assert answer.status_code == 422 and "Skriv, hvad der er ændret, og hvorfor." in answer.text
    for _ in range(2):
        assert staff.send(where, **sent, reason=REASON).status_code == 303
    assert [(v.text, v.reason) for v in versions(desk, number)][1:] == [(sent["text"], REASON)]
    staff.get(where)
    page = main(staff)
    assert f"Hvad er ændret, og hvorfor: {REASON} Svar fra: Anna" in page
    assert "Fra version 1 til version 2 Der er Slettet: mørkt. (slut) Tilføjet: mørkt om" in page
    assert [text_of(e) for e in staff.page.iter("del")] and list(staff.page.iter("ins"))


def test_a_correction_of_the_wording_has_no_cause(desk: Desk, staff: Reader, process: int) -> None:
    number, round_, (anna, _) = is_given_back(desk, process)
    because = desk.answered(round_, anna, "nuance", "Kun om vinteren.")
    where = address(process, number)
    sent = writing(staff, where) | {"text": "Der er for mørkt.", "reason": "Et ord manglede."}
    answer = staff.send(where, **sent, wording_only="y", because=str(because))
    assert answer.status_code == 422
    (beside,) = [e for e in staff.page.iter("span") if e.get("id") == "wording_only-error"]
    assert "Et svar har været årsag til ændringen" in text_of(beside)
    assert staff.send(where, **sent, wording_only="y").status_code == 303
    assert versions(desk, number)[-1].wording_only
    staff.get(where)
    assert "Version 2 Kun ordene" in main(staff)


def test_any_two_versions_are_compared(desk: Desk, staff: Reader, process: int) -> None:
    number, _, _ = is_given_back(desk, process)

    def again(act: Act) -> None:
        row = act.session.get_one(Insight, number)
        for text in ("Der er mørkt nu.", "Her er mørkt nu."):
            edit_insight(act, row, text, REASON)

    desk.do(again)
    where = address(process, number)
    staff.get(where)
    assert "Fra version 2 til version 3" in main(staff)
    staff.get(f"{where}?from=1&to=3")
    assert "Fra version 1 til version 3" in main(staff)
    for nonsense in ("from=9&to=8", "from=abc&to=-1", "from=3&to=3"):
        assert staff.get(f"{where}?{nonsense}").status_code == 200


def test_words_that_nobody_has_shared_are_warned_of(
    desk: Desk, staff: Reader, process: int
) -> None:
    told(desk, process, "Anna", "Jeg tør ikke gå hjem alene om vinteren.")
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number)
    sent = writing(staff, where) | {"text": "Folk tør ikke gå hjem alene om vinteren."}
    answer = staff.send(where, **sent)
    assert answer.status_code == 422 and "»tør ikke gå hjem alene om vinteren«" in main(staff)
    assert "Gem alligevel med de samme ord" in main(staff)
    assert [v.text for v in versions(desk, number)] == ["Stien er mørk."]
    assert staff.send(where, **sent, anyway="y").status_code == 303


def test_shared_words_may_stand(desk: Desk, staff: Reader, process: int) -> None:
    (said,) = told(desk, process, "Anna", "Jeg tør ikke gå hjem alene om vinteren.")
    words = "Nogen tør ikke gå hjem alene om vinteren."
    desk.do(lambda act: share_wording(act, act.session.get_one(Contribution, said), words))
    number = insight(desk, process, "Stien er mørk.", [said])
    where = address(process, number)
    sent = writing(staff, where) | {"text": "Folk tør ikke gå hjem alene om vinteren."}
    assert staff.send(where, **sent).status_code == 303


def test_the_language_is_looked_at_without_saving(desk: Desk, staff: Reader, process: int) -> None:
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number)
    heavy = "Vedrørende belysningsforholdene foretages der implementering. " * 12
    answer = staff.send(where, **writing(staff, where), text=heavy, look="yes")
    assert answer.status_code == 200
    assert "LIX" in main(staff) and "Det er svært at læse." in main(staff)
    assert "Langt ord: belysningsforholdene" in main(staff) and "Kontorsprog" in main(staff)
    (area,) = [e for e in staff.page.iter("textarea") if e.get("name") == "text"]
    assert (area.text or "").strip() == heavy.strip()
    assert [v.text for v in versions(desk, number)] == ["Stien er mørk."]


def test_who_saves_later_sees_both_texts_and_loses_none(
    desk: Desk, staff: Reader, boss: Reader, process: int
) -> None:
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number)
    mine = writing(staff, where) | {"text": "Min sti er mørk."}
    assert boss.send(where, **writing(boss, where), text="Deres sti er mørk.").status_code == 303
    answer = staff.send(where, **mine)
    assert answer.status_code == 409
    assert "Det er ændret, mens du skrev" in main(staff) and "Deres sti er mørk." in main(staff)
    (area,) = [e for e in staff.page.iter("textarea") if e.get("name") == "text"]
    assert "Min sti er mørk." in (area.text or "")
    again = {e.get("name") or "": e.get("value") or "" for e in staff.page.iter("input")}
    fresh = {"seen": again["seen"], "once": again["once"], "text": "Min sti er mørk."}
    assert staff.send(where, **fresh).status_code == 303
    assert [v.text for v in versions(desk, number)] == ["Min sti er mørk."]


def test_a_draft_that_was_given_back_meanwhile_is_no_draft_any_more(
    desk: Desk, staff: Reader, process: int
) -> None:
    anna = desk.said(process, "Anna", "Der er sort.")
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number)
    mine = writing(staff, where) | {"text": "Min sti er mørk.", "reason": REASON}

    def frozen(act: Act) -> None:
        row = act.session.get_one(Insight, number)
        weave(act, row, contributions(act, act.session.get_one(Participant, anna)))
        row.current.frozen = True

    desk.do(frozen)
    assert staff.send(where, **mine).status_code == 409
    assert [v.text for v in versions(desk, number)] == ["Stien er mørk."]


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
    forms = [f for f in staff.page.iter("form") if "/weave/into" in (f.get("action") or "")]
    fields = {e.get("name") or "": e.get("value") or "" for e in forms[0].iter("input")}
    assert staff.post(forms[0].get("action") or "", data=fields).status_code == 303
    assert evidence(desk, number) == [(dark, "supports"), (light, "supports")]
    assert staff.send(where, contribution="999999", why="Nej.").status_code == 404
    (other,) = told(desk, process, "Bo")
    assert staff.send(where, contribution=str(other), why="Nej.").status_code == 422


def test_an_insight_is_withdrawn_with_a_reason(desk: Desk, staff: Reader, process: int) -> None:
    number, _, _ = is_given_back(desk, process)
    where = address(process, number, "/withdraw")
    answer = staff.send(where)
    assert answer.status_code == 422 and "Skriv, hvorfor I trækker den tilbage." in main(staff)
    answer = staff.send(where, told="Vi tog fejl.")
    assert (answer.status_code, answer.location) == (303, place(process))
    row = desk.read(Insight, number)
    assert (row.ending, row.end_reason) == ("withdrawn", "Vi tog fejl.")
    staff.get(address(process, number))
    assert "Indsigten er trukket tilbage Vi tog fejl." in main(staff)
    assert not [f for f in staff.page.iter("form") if f.get("data-draft")]
    assert staff.send(where, told="En gang til.").status_code == 422


def test_other_knowledge_stands_beside_it(desk: Desk, staff: Reader, process: int) -> None:
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number, "/knowledge")
    answer = staff.send(where, citation="Politiet, 2025")
    assert answer.status_code == 422 and "Vælg, hvad slags viden det er." in main(staff)
    assert "Politiet, 2025" in main(staff)
    sent = {"kind": "statistics", "source_stance": "supports", "knowledge": "Vi målte 1 lux."}
    once = [e.get("value") or "" for e in staff.page.iter("input") if e.get("name") == "once"][-1]
    before = count(desk, Source)
    for _ in range(2):
        assert staff.send(where, **sent, citation="Målt i 2025", once=once).status_code == 303
    assert count(desk, Source) == before + 1
    staff.get(address(process, number))
    assert "Støtter · Tal Vi målte 1 lux. Målt i 2025" in main(staff)
    cpr = staff.send(where, **{**sent, "knowledge": "Se 010190-1234"})
    assert cpr.status_code == 422 and "CPR-nummer" in main(staff)


def test_what_stands_in_the_way_has_an_owner_and_an_answer(
    desk: Desk, staff: Reader, boss: Reader, process: int
) -> None:
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number, "/obstacles")
    assert staff.send(where, owner="Jura").status_code == 422
    assert staff.send(where, obstacle="Åloven.", owner="Jura").status_code == 303
    staff.get(address(process, number))
    assert "Åloven. Jura har ansvaret for det Ledelsen har ikke svaret endnu." in main(staff)
    row = desk.do(lambda act: act.session.scalars(select(func.max(Obstacle.id))).one())
    answering = f"/processes/{process}/obstacles/{row}"
    for reader in (staff, boss):
        reader.get(answering)
    seen = fields_of(staff.page)["seen"]
    theirs = boss.send(answering, seen=fields_of(boss.page)["seen"], answer="Vi spørger.")
    assert theirs.status_code == 303
    answer = staff.send(answering, seen=seen, answer="Vi søger om lov.")
    assert answer.status_code == 409
    assert "Vi spørger." in main(staff) and "Vi søger om lov." in main(staff)
    again = fields_of(staff.page)["seen"]
    assert staff.send(answering, seen=again, answer="Vi søger om lov.").status_code == 303
    staff.get(address(process, number))
    assert "Ledelsen svarer: Vi søger om lov." in main(staff)


def test_insights_are_merged_with_all_their_voices(desk: Desk, staff: Reader, process: int) -> None:
    dark, cold = told(desk, process, "Anna", "Der er sort.", "Der er koldt.")
    first = insight(desk, process, "Stien er mørk.", [dark])
    second = insight(desk, process, "Stien er kold.", [cold, dark])
    where = f"/processes/{process}/insights/merge"
    staff.get(f"{where}?insight={first}&insight={second}")
    assert "Der er sort." in main(staff) and "Der er koldt." in main(staff)
    sent: dict[str, Any] = {"insight": [str(first), str(second)], "text": "Stien er mørk og kold."}
    answer = staff.send(where, **sent)
    assert answer.status_code == 422 and "Skriv, hvorfor I samler dem." in main(staff)
    sent |= {"reason": "De hænger sammen.", "once": fields_of(staff.page)["once"]}
    places = {staff.send(where, **sent).location for _ in range(2)}
    assert len(places) == 1
    new = int(places.pop().rpartition("/")[2])
    assert sorted(evidence(desk, new)) == [(dark, "supports"), (cold, "supports")]
    assert desk.read(Insight, first).ending == desk.read(Insight, second).ending == "merged"
    staff.get(address(process, new))
    assert "Den kom af Stien er mørk. Stien er kold." in main(staff)
    staff.get(address(process, first))
    assert "samlet med andre. Nu lyder den sådan: De hænger sammen. Stien er mørk og kold." in main(
        staff
    )
    alone = staff.send(where, insight=str(new), text="Ny.", reason="Fordi.")
    assert alone.status_code == 422 and "Vælg mindst to indsigter." in main(staff)


def test_an_insight_is_split_and_nobody_is_left_out(
    desk: Desk, staff: Reader, process: int
) -> None:
    dark, cold = told(desk, process, "Anna", "Der er sort.", "Der er koldt.")
    number = insight(desk, process, "Stien er mørk og kold.", [dark, cold])
    where = address(process, number, "/split")
    texts = {"text_1": "Stien er mørk.", "text_2": "Stien er kold.", "reason": "To ting."}
    answer = staff.send(where, **texts, part_1=str(dark))
    assert answer.status_code == 422
    assert "Der er koldt." in main(staff) and "Vælg, hvor det hører til." in main(staff)
    assert "Stien er kold." in answer.text and desk.read(Insight, number).ending is None
    empty = staff.send(where, **{**texts, "text_2": ""}, part_1=str(dark), part_2=str(cold))
    assert empty.status_code == 422
    third = staff.send(where, **texts, part_1=str(dark), part_3=str(cold))
    assert third.status_code == 422 and "Skriv noget her." in main(staff)
    both = {"part_1": [str(dark), str(cold)], "part_2": str(cold)}
    answer = staff.send(where, **texts, **both)
    assert (answer.status_code, answer.location) == (303, f"{place(process)}#insights")
    query = select(Insight.id).where(Insight.process_id == process, Insight.ending.is_(None))
    one, two = desk.do(lambda act: list(act.session.scalars(query.order_by(Insight.id))))
    assert [c for c, _ in evidence(desk, one)] == [dark, cold]
    assert [c for c, _ in evidence(desk, two)] == [cold]


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


def test_whose_answers_caused_a_version_is_named_within_the_fence_alone(
    desk: Desk, staff: Reader, process: int
) -> None:
    number, round_, (anna, _) = is_given_back(desk, process)
    because = desk.answered(round_, anna, "nuance", "Kun om vinteren.")
    where = address(process, number)
    sent = writing(staff, where) | {"text": "Der er mørkt om vinteren.", "reason": REASON}
    foreign_answer = str(desk.ids["answer"])
    # An answer to another process is no choice here.
    assert staff.send(where, **sent, because=foreign_answer).status_code == 422
    assert staff.send(where, **sent, because=str(because)).status_code == 303


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


def test_what_has_ended_is_written_no_more(desk: Desk, staff: Reader, process: int) -> None:
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number)
    mine = writing(staff, where) | {"text": "Min sti er mørk."}
    desk.do(lambda act: withdraw_insight(act, act.session.get_one(Insight, number), "Nej."))
    assert staff.send(where, **mine).status_code == 409
    assert [v.text for v in versions(desk, number)] == ["Stien er mørk."]
