"""What was written down is mended in its place, or taken back."""

from tests.listening.sheets import (
    entries,
    errors,
    fields,
    heard,
    log_of,
    main,
    note,
    people,
    save,
    woven,
)
from tests.oversight.desk import Desk, contributions
from tests.web.reader import Reader
from tracker.domain.contribution import Contribution
from tracker.domain.participant import Participant


def test_what_was_just_written_down_is_taken_back(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "En fejl.", "Forkert Navn")
    (said,) = heard(desk, process)
    staff.get(log_of(process))
    back = fields(staff, "/log/undo")
    assert back["contribution"] == str(said.id)
    answer = staff.post(f"{log_of(process)}/undo", data=back)
    assert (answer.status_code, answer.location) == (303, log_of(process))
    assert heard(desk, process) == [] and people(desk, process) == []
    staff.get(log_of(process))
    assert "Det er fortrudt." in main(staff) and fields(staff)["who"] == ""
    assert staff.post(f"{log_of(process)}/undo", data=back).status_code == 303


def test_who_was_known_before_stays_when_it_is_taken_back(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna")
    note(staff, process, "En fejl.", "Anna")
    staff.get(log_of(process))
    staff.post(f"{log_of(process)}/undo", data=fields(staff, "/log/undo"))
    assert [row.recorded for row in heard(desk, process)] == ["Det er for mørkt."]
    assert [row.id for row in people(desk, process)] == [anna]


def test_what_something_is_built_on_is_not_taken_back(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "Mere lys.", "Signe")
    staff.get(log_of(process))
    back = fields(staff, "/log/undo")
    woven(desk, process)
    assert staff.post(f"{log_of(process)}/undo", data=back).status_code == 422
    assert len(heard(desk, process)) == 1


def test_nothing_of_others_is_taken_back(desk: Desk, foreign: Desk, staff: Reader) -> None:
    process = desk.process()
    theirs = foreign.said(foreign.process(), "Anna")
    number = foreign.do(
        lambda act: contributions(act, act.session.get_one(Participant, theirs))[0].id
    )
    where = f"{log_of(process)}/undo"
    assert staff.send(where, contribution=number).status_code == 404
    for bad in ("", "x", "-1", "9" * 30):
        assert staff.send(where, contribution=bad).status_code == 422
    assert foreign.read(Contribution, number)


def test_an_entry_is_mended_in_place(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "Mere lyd.", "Sigen")
    (before,) = heard(desk, process)
    where = log_of(process, before.id)
    staff.get(where)
    given = fields(staff)
    assert (given["text"], given["who"]) == ("Mere lyd.", f"Sigen ({before.participant_id})")
    changed = {"text": "Mere lys.", "who": "Signe", "how": "retold", "shareable": "Lys."}
    answer = save(staff, where, **changed)
    assert (answer.status_code, answer.location) == (303, log_of(process))
    (after,) = heard(desk, process)
    assert (after.recorded, after.how, after.shareable) == ("Mere lys.", "retold", "Lys.")
    assert after.participant.name == "Signe" and after.received_at == before.received_at
    # Who has the old address gets what it became.
    assert staff.get(where).location == log_of(process, after.id)


def test_an_entry_becomes_confidential_and_open_again(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    note(staff, process, "Mere lys.", "Signe")
    for said, seen in (({"confidential": "y"}, 0), ({}, 1)):
        where = log_of(process, heard(desk, process)[0].id)
        staff.get(where)
        given = {k: v for k, v in fields(staff).items() if k != "confidential"}
        assert staff.post(where, data=given | said).status_code == 303
        boss.get(log_of(process))
        assert len(entries(boss)) == seen


def test_an_entry_that_something_is_built_on_says_why_not(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "Mere lys.", "Signe")
    (said,) = heard(desk, process)
    where = log_of(process, said.id)
    staff.get(where)
    written = fields(staff) | {"text": "Mere luft."}
    woven(desk, process)
    answer = staff.get(where)
    assert "Det kan ikke skrives om mere" in main(staff) and "Mere lys." in main(staff)
    assert f"/processes/{process}/participants/{said.participant_id}" in answer.text
    assert f"/processes/{process}/loops/{said.participant_id}" in answer.text
    assert staff.post(where, data=written).status_code == 422
    assert "Mere luft." in main(staff)
    assert [row.recorded for row in heard(desk, process)] == ["Mere lys."]


def test_who_mends_what_somebody_mended_meanwhile_sees_both(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    note(staff, process, "Mere lyd.", "Signe")
    where = log_of(process, heard(desk, process)[0].id)
    staff.get(where)
    boss.get(where)
    assert save(boss, where, text="Mere lys.").status_code == 303
    answer = save(staff, where, text="Mere luft.")
    assert answer.status_code == 409
    assert "Mere lys." in main(staff) and fields(staff)["text"] == "Mere luft."
    now = log_of(process, heard(desk, process)[0].id)
    assert save(staff, now).status_code == 303
    assert [row.recorded for row in heard(desk, process)] == ["Mere luft."]


def test_who_mends_what_was_given_words_for_others_meanwhile_is_told(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    note(staff, process, "Mere lys.", "Signe")
    where = log_of(process, heard(desk, process)[0].id)
    staff.get(where)
    written = fields(staff)
    staff.get(where)
    assert save(staff, where, shareable="Lys.").status_code == 303
    assert staff.post(where, data=written | {"text": "Luft."}).status_code == 409
    (said,) = heard(desk, process)
    assert (said.recorded, said.shareable) == ("Mere lys.", "Lys.")


def test_who_mends_what_was_taken_back_meanwhile_writes_it_anew(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "Mere lyd.", "Signe")
    staff.get(log_of(process))
    back = fields(staff, "/log/undo")
    where = log_of(process, heard(desk, process)[0].id)
    staff.get(where)
    written = fields(staff) | {"text": "Mere lys.", "who": "Signe"}
    staff.post(f"{log_of(process)}/undo", data=back)
    assert staff.post(where, data=written).status_code == 409
    assert "bliver det skrevet ned igen" in main(staff)
    assert save(staff, log_of(process)).status_code == 303
    assert [row.recorded for row in heard(desk, process)] == ["Mere lys."]
    assert staff.get(where).location == log_of(process)


def test_a_mended_form_that_is_sent_twice_mends_once(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "Mere lyd.", "Signe")
    where = log_of(process, heard(desk, process)[0].id)
    staff.get(where)
    sent = fields(staff) | {"text": "Mere lys."}
    assert [staff.post(where, data=sent).status_code for _ in range(2)] == [303, 303]
    assert [row.recorded for row in heard(desk, process)] == ["Mere lys."]


def test_an_entry_is_not_mended_to_what_stands_there_already(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    walk = {"occasion": "new", "kind": "walk", "title": "Gåtur", "held_on": "3.3.2026"}
    note(staff, process, "Et.", "Signe", **walk)
    note(staff, process, "To.")
    where = log_of(process, heard(desk, process)[1].id)
    staff.get(where)
    assert save(staff, where, text="Et.").status_code == 422
    assert "Det samme står her allerede" in errors(staff)[0]


def test_only_what_is_here_is_mended(desk: Desk, foreign: Desk, staff: Reader) -> None:
    process, other = desk.process(), desk.process()
    desk.said(other, "Anna")
    (elsewhere,) = heard(desk, other)
    foreign.said(theirs := foreign.process(), "Anna")
    (hidden,) = heard(foreign, theirs)
    for number in (elsewhere.id, hidden.id, 987654):
        assert staff.get(log_of(process, number)).status_code == 404
        assert staff.send(log_of(process, number), text="x", who="y").status_code == 404
    assert ("refused", str(hidden.id)) in desk.seen("contribution")
    for odd in ("abc", "-1", "9" * 40):
        assert staff.get(f"{log_of(process)}?mend={odd}").status_code == 200
