"""Insights end: withdrawn with a reason, merged with all their voices, or split."""

from typing import Any

from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.weaving.threads import address, evidence, insight, is_given_back, main, place, told
from tests.web.pages import fields_of
from tests.web.reader import Reader
from tracker.domain.insight import Insight


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
