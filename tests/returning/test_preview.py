"""Before a round is sent: what each person gets, who has looked at it, and what differs since."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import an_approved_language
from tests.oversight.desk import Desk, contributions, statements
from tests.returning.office import INSIGHT, LETTER, MAIL, a_draft, address, deliveries, rows, send
from tests.web import pages
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.hearing import word_again
from tracker.domain.insight import Insight
from tracker.domain.office import Look
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import Round
from tracker.reports.freezing import document_of
from tracker.returning.previewing import mark_of_report
from tracker.weaving.services import edit_insight
from tracker.weaving.translating import translate

HARD = (
    "Implementeringen af trafikale foranstaltninger nødvendiggør koordinering mellem "
    "forvaltninger, interesseorganisationer og beboerrepræsentationer, eftersom "
    "hastighedsdæmpende anlæg, belysningsinstallationer og vedligeholdelsesforpligtelser "
    "vanskeliggør ressourceprioriteringen, hvorfor helhedsorienterede udviklingsperspektiver, "
    "budgetforudsætninger, myndighedsgodkendelser og interessentinddragelse nødvendigvis "
    "sammentænkes, ligesom driftsorganisationens ansvarsfordeling, tilgængelighedskravene, "
    "klimatilpasningsforanstaltningerne, biodiversitetsmålsætningerne, "
    "kollektivtrafikforbindelserne, skolevejsanalyserne, parkeringsreguleringerne, "
    "erhvervsinteresserne, kulturmiljøhensynene, grundvandsbeskyttelsen, støjafskærmningerne, "
    "ekspropriationsmulighederne, lokalplansbestemmelserne, cykelparkeringsfaciliteterne, "
    "snerydningsforpligtelserne, renholdelsesopgaverne, sikkerhedsforanstaltningerne, "
    "tryghedsskabende belysningsløsninger, udsynsforbedringer, beplantningsreduktioner og "
    "overvågningsinstallationer gennemarbejdes omhyggeligt."
)


def look(reader: Reader, process: int, round_: int, person: int) -> Any:
    """Open a preview, and press the button on it."""
    reader.get(address(process, round_, "preview", person))
    fields = pages.fields_of(reader.page)
    return reader.post(address(process, round_, "preview", person), data=fields)


def reword(desk: Desk, round_: int, text: str) -> None:
    def edit(act: Act) -> None:
        (insight,) = act.session.get_one(Round, round_).insights
        edit_insight(act, act.session.get_one(Insight, insight.id), text, "Klarere sådan")

    desk.do(edit)


def paper(reader: Reader) -> str:
    (found,) = [
        e for e in reader.page.iter("div") if (e.get("class") or "").split()[:1] == ["paper"]
    ]
    return text_of(found)


def test_what_is_shown_is_what_is_frozen(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, questions=["Hvor er der mørkest?"])
    shown = {}
    for person in people:
        staff.get(address(process, round_, "preview", person))
        shown[person] = paper(staff)
        assert look(staff, process, round_, person).status_code == 303
    send(staff, process, round_)
    kept_reports = deliveries(desk, round_)

    def marks(act: Act) -> dict[int, str]:
        found = {}
        for each in kept_reports:
            document = document_of(act.session, act.session.merge(each, load=False))
            found[each.participant_id] = mark_of_report(document, each.channel)
            for passage in document.passages:
                words = " ".join((passage.text or "").split())
                assert words in shown[each.participant_id]
        return found

    looks = select(Look.participant_id, Look.mark).where(Look.round_id == round_)
    kept = desk.do(lambda act: {p: m for p, m in act.session.execute(looks)})
    assert desk.do(marks) == kept and set(kept) == set(people)


def test_a_mail_is_shown_as_its_notice_and_the_page_and_a_letter_as_paper(
    desk: Desk, staff: Reader
) -> None:
    process, people, round_ = a_draft(desk)
    by_mail = staff.get(address(process, round_, "preview", people[0])).text
    assert "Brev til dig fra kommunen" in by_mail and "Linket åbner denne side" in by_mail
    by_letter = staff.get(address(process, round_, "preview", people[1])).text
    assert "Brevet" in by_letter and "Brev til dig fra kommunen" not in by_letter
    # How somebody is reached is shown on asking alone.
    assert "Søvej" not in by_letter and "anna@borger.dk" not in by_mail
    assert ("preview", str(people[0])) in desk.seen("participant")


def test_a_letter_is_addressed_to_who_reads_it_for_them(desk: Desk, staff: Reader) -> None:
    represented = {"guardian": "Karla Krag", "represented": True, "guardian_proof": "Værgemål"}
    process, (person,), round_ = a_draft(desk, LETTER | represented)
    staff.get(address(process, round_, "preview", person))
    (envelope,) = [e for e in staff.page.iter("p") if e.get("class") == "paper__address"]
    assert text_of(envelope).startswith("Karla Kragpå vegne af Anna Sørensen")


def test_what_is_told_by_voice_speaks_of_no_link(desk: Desk, staff: Reader) -> None:
    ways = (MAIL, {"phone": "20 30 40 50"}, {"channel": "in_person"})
    process, people, round_ = a_draft(desk, *ways)
    private = "Linket er kun til dig."

    def links(*more: str) -> list[bool]:
        shown = (staff.get(address(process, round_, more[0], p, *more[1:])).text for p in people)
        return [private in page for page in shown]

    assert links("preview") == [True, False, False]
    send(staff, process, round_)
    assert links("participants", "told") == [True, False, False]
    assert links("participants", "report") == [True, False, False]


def test_one_person_after_the_other_until_all_are_seen(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, MAIL, LETTER, MAIL)
    assert "0 af 3 er set." in staff.get(address(process, round_)).text
    (begin,) = [e for e in staff.page.iter("a") if e.get("data-key") == "n"]
    assert begin.get("href") == address(process, round_, "preview", people[0])
    answer = look(staff, process, round_, people[1])
    assert answer.location == address(process, round_, "preview", people[2])
    # From the end it goes on at the beginning.
    answer = look(staff, process, round_, people[2])
    assert answer.location == address(process, round_, "preview", people[0])
    answer = look(staff, process, round_, people[0])
    assert answer.location == address(process, round_)
    page = staff.get(address(process, round_)).text
    assert "Alle er set igennem." in page and "3 af 3 er set." in page
    assert all("Set af Caseworker Own" in row for row in rows(staff))


def test_keys_lead_to_the_next_and_to_the_one_before(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, MAIL, LETTER, MAIL)
    page = staff.get(address(process, round_, "preview", people[1])).text
    ways = {e.get("data-key"): e.get("href") for e in staff.page.iter("a") if e.get("data-key")}
    assert ways["n"] == address(process, round_, "preview", people[2])
    assert ways["p"] == address(process, round_, "preview", people[0])
    assert ways["a"] == address(process, round_)
    assert "2 af 3" in page
    staff.get(address(process, round_, "preview", people[0]))
    assert "p" not in {e.get("data-key") for e in staff.page.iter("a")}


def test_a_report_that_changed_since_it_was_seen_is_marked_and_comes_first(
    desk: Desk, staff: Reader
) -> None:
    process, people, round_ = a_draft(desk, MAIL, LETTER)
    new = desk.said(process, "Dorthe", "Noget andet.", details=MAIL)
    for person in people:
        look(staff, process, round_, person)
    # What one person corrects stands in their own report alone.

    def correct(act: Act) -> None:
        (said,) = contributions(act, act.session.get_one(Participant, people[1]))
        word_again(act, said, "corrected", "Helt andre ord.")

    desk.do(correct)
    staff.get(address(process, round_))
    first, second = rows(staff)
    assert first.startswith("Bo Lindhardt") and "Ændret, siden den blev set" in first
    assert second.startswith("Anna Sørensen") and "Set af" in second
    assert "1 af 2 er set." in staff.get(address(process, round_)).text
    reword(desk, round_, "Stien mangler lys.")
    staff.get(address(process, round_))
    assert all("Ændret, siden den blev set" in row for row in rows(staff))
    assert new not in people


def test_a_look_at_what_has_changed_meanwhile_is_not_kept(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk)
    staff.get(address(process, round_, "preview", people[0]))
    fields = pages.fields_of(staff.page)
    reword(desk, round_, "Stien mangler lys.")
    answer = staff.post(address(process, round_, "preview", people[0]), data=fields)
    assert answer.status_code == 409 and "Stien mangler lys." in answer.text
    assert desk.do(lambda act: act.session.scalars(select(Look)).all()) == []
    again = pages.fields_of(staff.page)
    assert staff.post(address(process, round_, "preview", people[0]), data=again).status_code == 303


def test_what_was_confided_to_others_is_not_shown(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk)

    def confide(act: Act) -> None:
        for said in contributions(act, act.session.get_one(Participant, people[0])):
            act.session.get_one(Contribution, said.id).confidential = True

    desk.do(confide)
    page = staff.get(address(process, round_, "preview", people[0])).text
    assert "Den kan ikke vises for dig" in page and "Ord nummer 0." not in page
    assert "Set, næste" not in page
    staff.get(address(process, round_))
    assert "Kan ikke vises for dig" in next(row for row in rows(staff) if "Anna" in row)
    assert ("refused", str(people[0])) in desk.seen("participant")
    # It is passed over.
    answer = look(staff, process, round_, people[1])
    assert answer.location == address(process, round_)


def test_only_the_rounds_own_people_have_a_preview(
    desk: Desk, foreign: Desk, staff: Reader
) -> None:
    process, _, round_ = a_draft(desk)
    other = desk.said(process, "Ikke med", details=MAIL)
    theirs, people, theirs_round = a_draft(foreign)
    assert staff.get(address(process, round_, "preview", other)).status_code == 404
    assert staff.get(address(process, round_, "preview", people[0])).status_code == 404
    assert staff.get(address(theirs, theirs_round, "preview", people[0])).status_code == 404


def test_what_is_too_hard_to_read_says_so_with_what_to_mend(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, insight=HARD * 3)
    page = staff.get(address(process, round_)).text
    assert "For svær: LIX" in page and "1 tekst kan skrives lettere" in page
    assert "Lang sætning" in page
    assert "Hvorfor skal den sendes, selv om den er svær at læse?" in page


@pytest.mark.parametrize(
    ("channel", "warns"), [("phone", True), ("in_person", True), ("email", False)]
)
def test_who_is_told_without_a_number_to_call_afterwards_is_warned_of(
    desk: Desk, staff: Reader, channel: str, warns: bool
) -> None:
    told = {**MAIL, "phone": "20 30 40 50", "channel": channel}
    process, _, round_ = a_draft(desk, told)
    warning = "De, der får det fortalt, kan ikke ringe til jer bagefter"
    assert (warning in staff.get(address(process, round_)).text) is warns
    desk.do(lambda act: setattr(act.session.get_one(Process, process), "contact_phone", "87 13 0"))
    assert warning not in staff.get(address(process, round_)).text


def test_words_that_nobody_shared_are_marked_in_each_report_that_holds_them(
    desk: Desk, staff: Reader
) -> None:
    words = "vi går aldrig ned ad den sti om aftenen fordi der er helt mørkt der"
    process, _, round_ = a_draft(desk, insight=words)
    assert "Gentager ord" not in staff.get(address(process, round_)).text
    desk.said(process, "En anden", f"{words}, sagde hun.", details=MAIL)
    page = staff.get(address(process, round_)).text
    assert all("Gentager ord, som ikke er delt" in row for row in rows(staff))
    assert "Hvorfor må den gentage ord" in page and "15 ord i træk" in page


@pytest.mark.parametrize("where", ["", "preview"])
def test_a_round_costs_the_same_for_one_person_and_for_fifty(
    app: Flask, desk: Desk, staff: Reader, where: str
) -> None:
    few_process, few, few_round = a_draft(desk, MAIL)
    process, people, round_ = a_draft(desk, *[MAIL] * 50)
    more = ("preview", few[0]) if where else ()
    one = statements(app, staff, address(few_process, few_round, *more))
    more = ("preview", people[25]) if where else ()
    assert statements(app, staff, address(process, round_, *more)) == one
    assert INSIGHT in staff.get(address(process, round_, "preview", people[0])).text


def test_what_is_not_translated_for_somebody_is_named_before_it_is_sent(
    desk: Desk, staff: Reader
) -> None:
    process, _, round_ = a_draft(desk)
    staff.get(address(process, round_))
    assert "ikke oversat for alle" not in text_of(staff.page)

    def read_arabic(act: Act) -> None:
        an_approved_language(act)
        for row in act.session.scalars(
            select(Participant).where(Participant.process_id == process)
        ):
            row.language = "ar"

    desk.do(read_arabic)
    staff.get(address(process, round_))
    shown = text_of(staff.page)
    assert "Én tekst er ikke oversat for alle" in shown and INSIGHT in shown
    assert "Læsbarheden kan ikke måles på dette sprog" in shown

    def translated(act: Act) -> None:
        (insight,) = act.session.get_one(Round, round_).insights
        translate(act, insight, "ar", "الطريق مظلم.")

    desk.do(translated)
    staff.get(address(process, round_))
    assert "ikke oversat for alle" not in text_of(staff.page)
    reword(desk, round_, "Stien er glat.")
    staff.get(address(process, round_))
    assert "(Oversættelsen er forældet.)" in text_of(staff.page)


def test_what_citizens_can_have_no_say_in_is_warned_of(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL)
    edit = f"/processes/{process}/edit"
    page = staff.get(address(process, round_)).text
    assert "Der står ikke, hvad borgerne kan være med til at bestemme" in page
    assert f"{edit}#can_influence" in page

    def said(act: Act) -> None:
        row = act.session.get_one(Process, process)
        row.can_influence, row.until = "Hvor lygterne står.", date(2026, 1, 1)

    desk.do(said)
    page = staff.get(address(process, round_)).text
    assert "frem til 1. januar 2026" in page and f"{edit}#until" in page
    assert "Der står ikke" not in page

    def told(act: Act) -> None:
        act.session.get_one(Round, round_).purpose = "closing"

    desk.do(told)
    assert "være med til at bestemme" not in staff.get(address(process, round_)).text


def test_whose_letter_is_in_large_print_is_said(desk: Desk, staff: Reader) -> None:
    large = {**LETTER, "large_print": True}
    process, people, round_ = a_draft(desk, large, LETTER, {**MAIL, "large_print": True})
    staff.get(address(process, round_))
    assert ["Stor skrift" in row for row in rows(staff)] == [True, False, False]
    for person, is_large in zip(people, (True, False, False), strict=True):
        page = staff.get(address(process, round_, "preview", person)).text
        assert ("Stor skrift" in page) == is_large
