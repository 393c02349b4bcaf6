"""The words of an insight: a draft, a version that says why, and whose words they may not be."""

from tests.oversight.desk import Desk, contributions
from tests.weaving.threads import (
    REASON,
    address,
    insight,
    is_given_back,
    main,
    told,
    versions,
    writing,
)
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.evidence import weave
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.listening.services import share_wording
from tracker.weaving.services import edit_insight, withdraw_insight


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
    assert "Fra version 1 til version 2 Der er mørkt Tilføjet: om vinteren (slut)" in page
    assert not list(staff.page.iter("del")) and list(staff.page.iter("ins"))


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

    def share(act: Act) -> None:
        row = act.session.get_one(Contribution, said)
        share_wording(act, row, words)
        # With so few taking part, nobody is quoted who has not said yes.
        row.participant.may_quote = True

    desk.do(share)
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


def test_what_has_ended_is_written_no_more(desk: Desk, staff: Reader, process: int) -> None:
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number)
    mine = writing(staff, where) | {"text": "Min sti er mørk."}
    desk.do(lambda act: withdraw_insight(act, act.session.get_one(Insight, number), "Nej."))
    assert staff.send(where, **mine).status_code == 409
    assert [v.text for v in versions(desk, number)] == ["Stien er mørk."]
