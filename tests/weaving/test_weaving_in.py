"""What is done with contributions: woven in, set aside, made a new insight, and undone."""

import pytest
from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.weaving.threads import (
    aside,
    count,
    evidence,
    insight,
    listed,
    main,
    place,
    told,
    undoing,
)
from tests.web.pages import fields_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.history import Event
from tracker.domain.insight import Evidence, Insight
from tracker.domain.process import Process
from tracker.weaving import loom
from tracker.weaving.services import set_aside


def test_weaving_is_one_step_and_so_is_undoing_it(desk: Desk, staff: Reader, process: int) -> None:
    said = told(desk, process, "Anna", "Der er mørkt.", "Der er sort.", "Der er langt.")
    number = insight(desk, process, "Stien er mørk.", [said[0]])
    where = f"{place(process)}/into?show=all"
    both = ",".join(map(str, said[:2]))
    answer = staff.send(where, contribution=both, insight=str(number), stance="nuances")
    assert answer.status_code == 303 and answer.location.startswith(f"{place(process)}?show=all")
    assert evidence(desk, number) == [(said[0], "supports"), (said[1], "nuances")]
    staff.get(answer.location)
    assert "Bidraget er flettet ind. Fortryd" in main(staff)
    address, fields = undoing(staff)
    # Only what this step wove is taken out again; and one comes back to it, in the same list.
    back = staff.post(address, data=fields)
    assert back.location == f"{place(process)}?show=all#mark-{said[1]}"
    assert evidence(desk, number) == [(said[0], "supports")]


def test_sent_twice_it_is_woven_once(desk: Desk, staff: Reader, process: int) -> None:
    (said,) = told(desk, process)
    number = insight(desk, process, "Stien er mørk.")
    before = count(desk, Evidence)
    for _ in range(2):
        sent = {"contribution": str(said), "insight": str(number)}
        assert staff.send(f"{place(process)}/into", **sent).status_code == 303
    assert evidence(desk, number) == [(said, "supports")] and count(desk, Evidence) == before + 1
    staff.get(place(process))
    assert "Det var flettet ind i forvejen" in main(staff)


def test_the_page_goes_on_at_the_contribution_that_comes_next(
    desk: Desk, staff: Reader, process: int
) -> None:
    said = told(desk, process, "Anna", "Et.", "To.", "Tre.")
    number = insight(desk, process, "Stien er mørk.")
    for done, following in (
        (said[2], f"#mark-{said[1]}"),
        (said[1], f"#mark-{said[0]}"),
        (said[0], ""),
    ):
        sent = {"contribution": str(done), "insight": str(number)}
        answer = staff.send(f"{place(process)}/into", **sent)
        assert answer.location == f"{place(process)}{following}"


def test_a_contribution_is_set_aside_with_a_reason_that_comes_back(
    desk: Desk, staff: Reader, process: int
) -> None:
    first, second = told(desk, process, "Anna", "Tak for kaffe.", "Tak for turen.")
    where = f"{place(process)}/aside"
    assert staff.send(where, contribution=str(first), reason="Det er en tak.").status_code == 303
    staff.get(place(process))
    assert "Vil I bruge det alligevel, så find det under Lagt til side, og flet det ind." in main(
        staff
    )
    again = [e for e in staff.page.iter("button") if e.get("name") == "again"]
    assert [e.get("value") for e in again] == ["Det er en tak."]
    sent = {"contribution": str(second), "again": "Det er en tak.", "reason": ""}
    assert staff.send(where, **sent).status_code == 303
    assert [aside(desk, each) for each in (first, second)] == ["Det er en tak."] * 2
    # Weaving it later ends its setting aside.
    number = insight(desk, process, "De er glade.")
    staff.send(f"{place(process)}/into", contribution=str(first), insight=str(number))
    assert aside(desk, first) is None and aside(desk, second) is not None
    # And undoing it brings it back with its reason, also where a new insight was made of it.
    staff.get(place(process))
    address, fields = undoing(staff)
    assert staff.post(address, data=fields).status_code == 303
    assert aside(desk, first) == "Det er en tak."
    staff.send(f"{place(process)}/new", contribution=str(first), text="De er glade for turen.")
    assert aside(desk, first) is None
    staff.get(place(process))
    address, fields = undoing(staff)
    assert staff.post(address, data=fields).status_code == 303
    assert aside(desk, first) == "Det er en tak."
    assert staff.post(address, data=fields | {"done": "x"}).status_code == 422
    assert "Der er ikke noget at fortryde." in main(staff)


def test_what_was_just_set_aside_is_put_back_by_one_press(
    desk: Desk, staff: Reader, process: int
) -> None:
    said = told(desk, process, "Anna", "Der er mørkt.", "Tak for kaffe.")
    both = [str(each) for each in said]
    staff.send(f"{place(process)}/aside", contribution=both, reason="Det er en tak.")
    staff.get(place(process))
    assert "2 bidrag er lagt til side." in main(staff) and listed(staff) == []
    again, fields = undoing(staff)
    back = staff.post(again, data=fields)
    assert back.location == f"{place(process)}#mark-{said[1]}"
    staff.get(back.location)
    assert "2 bidrag er lagt tilbage." in main(staff) and sorted(listed(staff)) == said
    assert staff.post(again, data=fields).status_code == 422
    assert "er ikke lagt til side." in main(staff)


def test_what_is_set_aside_is_put_back_later_and_another_reason_is_not_undone(
    desk: Desk, staff: Reader, process: int
) -> None:
    (said,) = told(desk, process, "Anna", "Der er mørkt.")
    for reason in ("Det er en tak.", "Det hører til et andet sted."):
        staff.send(f"{place(process)}/aside?show=aside", contribution=str(said), reason=reason)
    staff.get(f"{place(process)}?show=aside")
    assert listed(staff) == [said]
    with pytest.raises(AssertionError):
        undoing(staff)
    (back,) = [
        e.get("formaction") or ""
        for e in staff.page.iter("button")
        if (e.text or "").startswith("Læg det markerede tilbage")
    ]
    assert staff.send(back, contribution=str(said)).status_code == 303
    assert aside(desk, said) is None


def test_a_new_insight_is_made_of_what_is_marked_and_can_be_undone(
    desk: Desk, staff: Reader, process: int
) -> None:
    said = told(desk, process, "Anna", "Der er mørkt.", "Der er sort.")
    staff.get(place(process))
    once = fields_of(staff.page)["once"]
    sent = {"once": once, "contribution": [str(each) for each in said], "text": "Stien er mørk."}
    assert staff.send(f"{place(process)}/new", **sent).status_code == 303
    staff.get(place(process))
    assert "Stien er mørk." in main(staff) and "Indsigten er skrevet. Fortryd" in main(staff)
    address, fields = undoing(staff)
    assert staff.send(f"{place(process)}/new", **sent).status_code == 303
    (row,) = desk.do(
        lambda act: list(act.session.scalars(select(Insight).where(Insight.process_id == process)))
    )
    assert evidence(desk, row.id) == [(each, "supports") for each in said]
    assert staff.post(address, data=fields).status_code == 303
    assert desk.read(Insight, row.id).ending == "withdrawn"
    staff.get(place(process))
    assert sorted(listed(staff)) == said


def test_an_insight_in_words_nobody_has_shared_is_warned_of(
    desk: Desk, staff: Reader, process: int
) -> None:
    (said,) = told(desk, process, "Anna", "Jeg tør ikke gå hjem alene om vinteren.")
    sent = {"contribution": str(said), "text": "Nogen tør ikke gå hjem alene om vinteren."}
    answer = staff.send(f"{place(process)}/new", **sent)
    assert answer.status_code == 422
    assert "»tør ikke gå hjem alene om vinteren« har en borger sagt" in main(staff)
    assert listed(staff) == [said] and "checked" in answer.text
    assert staff.send(f"{place(process)}/new", **sent, anyway="y").status_code == 303
    (five,) = told(desk, process, "Bo", "Der er alt for langt hjem.")
    few = {"contribution": str(five), "text": "Der er alt for langt, siger mange."}
    assert staff.send(f"{place(process)}/new", **few).status_code == 303


@pytest.mark.parametrize(
    ("where", "fields", "error"),
    [
        ("into", {"insight": "I"}, "Markér mindst ét bidrag."),
        ("into", {"contribution": "C"}, "Vælg den indsigt, det skal flettes ind i."),
        (
            "into",
            {"contribution": "abc,-1,99999999999", "insight": "I"},
            "Markér mindst ét bidrag.",
        ),
        (
            "into",
            {"contribution": "C", "insight": "I", "stance": "loves"},
            "Vælg, om det støtter, nuancerer eller taler imod.",
        ),
        ("aside", {"reason": "En tak."}, "Markér mindst ét bidrag."),
        ("aside", {"contribution": "C"}, "Skriv, hvorfor det er lagt til side."),
        (
            "aside",
            {"contribution": "C", "reason": " \u200b"},
            "Skriv, hvorfor det er lagt til side.",
        ),
        ("aside", {"contribution": "C", "reason": "Se 010190-1234"}, "ligner et CPR-nummer"),
        ("aside", {"contribution": "W", "reason": "En tak."}, "er flettet ind i en indsigt"),
        ("new", {"contribution": "C"}, "Skriv, hvad I tror, I har forstået."),
        ("new", {"contribution": "C", "text": "x" * 5001}, "Teksten er ét tegn for lang."),
        ("new", {"contribution": "C", "text": "Ring 010190-1234."}, "ligner et CPR-nummer"),
    ],
)
def test_bad_input_keeps_the_marks_and_says_what_to_do(
    desk: Desk, staff: Reader, process: int, where: str, fields: dict[str, str], error: str
) -> None:
    open_, woven = told(desk, process, "Anna", "Der er mørkt.", "Der er langt.")
    number = insight(desk, process, "Stien er lang.", [woven])
    named = {"C": str(open_), "W": str(woven), "I": str(number)}
    before = count(desk, Event)
    sent = {name: named.get(value, value) for name, value in fields.items()}
    answer = staff.send(f"{place(process)}/{where}?show=all", **sent)
    assert answer.status_code == 422 and error in main(staff)
    checked = [e.get("value") for e in staff.page.iter("input") if e.get("checked") is not None]
    assert (sent.get("contribution") in checked) is (sent.get("contribution") in named.values())
    for element in staff.page.iter("textarea"):
        name = element.get("name") or ""
        assert (element.text or "").strip() == sent.get(name, "").strip(" \u200b")
    assert count(desk, Event) == before


def test_what_is_not_of_this_process_is_not_there(
    desk: Desk, staff: Reader, foreign: Desk, process: int
) -> None:
    (said,) = told(desk, process)
    number = insight(desk, process, "Stien er mørk.")
    strange = foreign.process("Deres")
    (theirs,) = told(foreign, strange)
    their_insight = insight(foreign, strange, "Deres indsigt.")
    for fields in (
        {"contribution": str(theirs), "insight": str(number)},
        {"contribution": str(said), "insight": str(their_insight)},
        {"contribution": str(said), "insight": "999999"},
        {"contribution": "999999", "insight": str(number)},
    ):
        assert staff.send(f"{place(process)}/into", **fields).status_code == 404
    assert (
        staff.send(f"{place(process)}/aside", contribution=str(theirs), reason="x").status_code
        == 404
    )
    new = staff.send(f"{place(process)}/new", contribution=str(theirs), text="Ny.")
    assert new.status_code == 404
    # Another process of one's own department is another process all the same.
    elsewhere = desk.process("Et andet")
    (other,) = told(desk, elsewhere)
    sent = {"contribution": str(other), "insight": str(number)}
    assert staff.send(f"{place(process)}/into", **sent).status_code in (404, 422)
    assert evidence(desk, number) == [] and evidence(foreign, their_insight) == []


def test_only_so_many_reasons_are_offered_again(desk: Desk, process: int) -> None:
    said = told(desk, process, "Anna", *(f"Nummer {n}." for n in range(loom.REASONS + 3)))

    def put_aside(act: Act) -> None:
        for n, number in enumerate(said):
            set_aside(act, [act.session.get_one(Contribution, number)], f"Grund {n // 2}.")

    def offered(act: Act) -> list[str]:
        return loom.reasons_given(act, act.session.get_one(Process, process))

    desk.do(put_aside)
    newest = (len(said) - 1) // 2
    assert desk.do(offered) == [f"Grund {n}." for n in range(newest, -1, -1)][: loom.REASONS]
