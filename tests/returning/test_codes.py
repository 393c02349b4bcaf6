"""The codes that letters open by: shown on asking, printed, changed, and what staff are told."""

import re
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.oversight.desk import Desk
from tests.printed import pages
from tests.returning.office import (
    INSIGHT,
    LETTER,
    MAIL,
    a_draft,
    address,
    attempts,
    deliveries,
    now,
    rows,
    send,
)
from tests.verapdf import verdicts
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.citizen.services import try_code
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionReader
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.process import Process
from tracker.domain.round import Delivery, Round
from tracker.domain.second_thing import TRIES, CodeTries
from tracker.outbound.composing import compose
from tracker.reports.paper.code_letter import CodeLetter, as_pdf
from tracker.returning import codes
from tracker.returning.codes import code_told
from tracker.returning.sending import call_back

BOTH = {**MAIL, **LETTER}
HIDDEN = {**BOTH, "email": "cemile@borger.dk", "protected": True}
TITLE = "Stien om søen"


def a_case(desk: Desk, reader: Reader, *details: dict[str, object]) -> tuple[int, list[int], int]:
    """A case whose round has left: Anna's link by mail and code by post, Bo's letter by post."""
    process, people, round_ = a_draft(desk, *(details or (BOTH, LETTER)), kind="case")
    assert send(reader, process, round_).status_code == 303
    return process, people, round_


def place(process: int, round_: int, person: int, *more: str) -> str:
    return address(process, round_, "participants", person, "code", *more)


def delivery_of(act: Act, desk_round: int, person: int) -> Delivery:
    return act.session.query(Delivery).filter_by(round_id=desk_round, participant_id=person).one()


def the_code(desk: Desk, round_: int, person: int) -> str:
    return desk.do(lambda act: code_told(act, delivery_of(act, round_, person)))


def guess(desk: Desk, round_: int, person: int) -> None:
    """Somebody types five wrong codes."""

    def guessed(act: Act) -> None:
        link = delivery_of(act, round_, person).token_hash or ""
        for n in range(TRIES):
            try_code(act, link, f"{n:08}")

    desk.do(guessed)


def buttons(reader: Reader) -> list[str]:
    (main,) = reader.page.iter("main")
    return [text_of(button) for button in main.iter("button")]


def test_in_a_case_a_mail_says_only_that_there_is_a_letter_and_how_the_code_comes(
    desk: Desk, staff: Reader
) -> None:
    _, _, round_ = a_case(desk, staff)
    by_mail, by_letter = deliveries(desk, round_)
    assert (by_mail.channel, by_mail.mail, by_letter.channel) == ("email", "notice", "letter")
    (attempt,) = attempts(desk, round_)
    assert attempt.message == "notice"

    def mailed(act: Act) -> str:
        row = act.session.merge(attempt, load=True)
        mail = message_from_bytes(compose(act, row).content, policy=default)
        return "\n".join([*mail.values(), *(part.get_content() for part in mail.iter_parts())])

    mail = desk.do(mailed)
    assert "Den får du i et brev for sig selv" in mail
    assert not [word for word in (TITLE, INSIGHT, "Ord nummer") if word in mail]
    assert the_code(desk, round_, by_mail.participant_id) not in mail
    letter = desk.do(lambda act: _letter(act, by_letter.id))
    assert "/r/" in letter and "Ring til os på" not in letter
    asks = "Du skal bruge en kode for at åbne siden. Spørg os, så får du den."
    assert asks in " ".join(letter.split())
    assert the_code(desk, round_, by_letter.participant_id) not in letter


def _letter(act: Act, number: int) -> str:
    from tracker.returning.forms import written

    return written(act, act.session.get_one(Delivery, number), "txt").decode()


def test_a_case_never_carries_the_letter_in_a_mail_whatever_the_process_says(
    desk: Desk, staff: Reader
) -> None:
    process, _, round_ = a_draft(desk, MAIL, kind="case")
    desk.do(lambda act: setattr(act.session.get_one(Process, process), "mail", "report"))
    send(staff, process, round_)
    (delivery,) = deliveries(desk, round_)
    assert delivery.mail == "notice"
    assert [attempt.message for attempt in attempts(desk, round_)] == ["notice"]


def test_the_code_is_shown_on_asking_and_the_showing_is_logged(desk: Desk, staff: Reader) -> None:
    process, (anna, bo), round_ = a_case(desk, staff)
    code = the_code(desk, round_, anna)
    page = staff.get(place(process, round_, anna))
    assert page.status_code == 200 and code not in page.text
    assert "Koden går med posten" in page.text
    assert buttons(staff)[:2] == ["Vis koden", "Print brevet med koden"]
    assert ("code", str(anna)) not in desk.seen("participant")
    assert code in staff.send(place(process, round_, anna, "shown")).text
    assert ("code", str(anna)) in desk.seen("participant")
    # Who gets the link by post gets the code by voice.
    page = staff.get(place(process, round_, bo))
    assert "Sig koden i telefonen" in page.text
    assert "Print brevet med koden" not in buttons(staff)
    refused = staff.send(place(process, round_, bo, "letter"))
    assert refused.status_code == 409 and "en anden vej end linket" in refused.text


def test_the_round_names_what_is_to_be_posted_and_leads_to_each_code(
    desk: Desk, staff: Reader
) -> None:
    no_address = {"email": "dorthe@borger.dk"}
    process, people, round_ = a_case(desk, staff, BOTH, LETTER, HIDDEN, no_address)
    staff.get(address(process, round_))
    assert "Print 1 brev med kode" in buttons(staff)
    assert "Print 1 brev med kode til en beskyttet adresse" in buttons(staff)
    (main,) = staff.page.iter("main")
    assert "1 har ingen postadresse." in text_of(main)
    assert all(re.search(r"\bKode: ", row) for row in rows(staff))
    letters = pages(staff.send(address(process, round_, "codes")).data)
    assert len(letters) == 1
    assert the_code(desk, round_, people[0]) in letters[0]
    hidden = staff.send(address(process, round_, "codes"), protected="yes")
    assert the_code(desk, round_, people[2]) in pages(hidden.data)[0]
    assert ("code letter", str(people[0])) in desk.seen("participant")
    assert ("protected address", str(people[2])) in desk.seen("participant")


def test_while_codes_are_laid_out_others_write(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    process, (anna, _), round_ = a_case(desk, staff)
    titles = iter(("Stien", "Bænken"))

    def lay_out(_: object) -> bytes:
        title = next(titles)
        desk.do(lambda act: setattr(act.session.get_one(Process, process), "title", title))
        return b"%PDF"

    monkeypatch.setattr(codes, "as_pdf", lay_out)
    for where in (place(process, round_, anna, "letter"), address(process, round_, "codes")):
        assert staff.send(where).data == b"%PDF"
    assert desk.read(Process, process).title == "Bænken"


def test_a_letter_with_a_code_says_nothing_of_what_it_opens(desk: Desk, staff: Reader) -> None:
    process, (anna, _), round_ = a_case(desk, staff)
    answer = staff.send(place(process, round_, anna, "letter"))
    assert answer.mimetype == "application/pdf"
    (page,) = pages(answer.data)
    assert the_code(desk, round_, anna) in page and "Her er din kode" in page
    assert "Anna Sørensen" in page and "8220 Brabrand" in page
    for word in (TITLE, INSIGHT, "Ord nummer", "/r/", "sag", "Side 1"):
        assert word not in page


def test_a_protected_address_is_printed_only_when_that_is_said(desk: Desk, staff: Reader) -> None:
    process, (cemile,), round_ = a_case(desk, staff, HIDDEN)
    there = place(process, round_, cemile, "letter")
    assert staff.send(there).status_code == 303
    assert "Brabrand" not in staff.get(place(process, round_, cemile)).text
    assert "Brabrand" in pages(staff.send(there, protected="yes").data)[0]


def test_a_new_code_is_another_and_can_be_made_again_and_again(desk: Desk, staff: Reader) -> None:
    process, (anna, _), round_ = a_case(desk, staff)
    seen = [the_code(desk, round_, anna)]
    for _ in range(2):
        assert staff.send(place(process, round_, anna, "new")).status_code == 303
        seen.append(the_code(desk, round_, anna))
    assert len(set(seen)) == 3
    assert desk.seen("participant").count(("new code", str(anna))) == 2


def test_five_wrong_ones_are_a_task_until_somebody_has_spoken_with_them(
    desk: Desk, staff: Reader, foreign: Desk, client: Reader
) -> None:
    process, (anna, _), round_ = a_case(desk, staff)
    staff.get("/")
    assert "Fem forkerte koder" not in staff.get("/").text
    guess(desk, round_, anna)
    staff.get("/")
    (link,) = [e for e in staff.page.iter("a") if "brevet blev låst" in text_of(e)]
    assert text_of(link) == "Ring til Anna Sørensen: brevet blev låst"
    page = staff.get(link.get("href") or "")
    assert "Brevet er låst til kl." in page.text
    assert "Lås brevet op igen" in buttons(staff)
    # Where it was somebody else, a new link is made where the letter stands on the round's page.
    (way,) = [str(e.get("href")) for e in staff.page.iter("a") if "nyt link" in text_of(e)]
    assert staff.get(way).status_code == 200
    assert way.rpartition("#")[2] in {e.get("id") for e in staff.page.iter("input")}
    assert staff.send(place(process, round_, anna, "again")).status_code == 303
    page = staff.get(place(process, round_, anna))
    assert "låst" not in page.text and "Lås brevet op" not in page.text
    assert "Fem forkerte koder" not in staff.get("/").text
    assert ("unlocked", str(anna)) in desk.seen("participant")
    client.sign_in_as(foreign.side.users["caseworker"])
    guess(desk, round_, anna)
    assert "Anna Sørensen" not in client.get("/").text


def test_the_task_outlives_the_lock_and_a_right_code(desk: Desk, staff: Reader) -> None:
    """That somebody guessed is to be told, although it opened for who had the code."""
    process, (anna, _), round_ = a_case(desk, staff)
    guess(desk, round_, anna)

    def later(act: Act) -> None:
        delivery = delivery_of(act, round_, anna)
        tries = act.session.get_one(CodeTries, delivery.id)
        tries.locked_until = act.now
        code = code_told(act, delivery).replace(" ", "")
        assert try_code(act, delivery.token_hash or "", code) is None

    desk.do(later)
    assert "Ring til Anna Sørensen" in staff.get("/").text
    page = staff.get(place(process, round_, anna)).text
    assert "fem gange" in page and "Brevet er låst" not in page
    assert "Fjern advarslen" in buttons(staff)


def becomes_a_child(act: Act, round_: Round, person: int) -> None:
    act.session.get_one(Participant, person).child_until = act.now.date() + timedelta(days=400)


def is_read_by_another(act: Act, round_: Round, person: int) -> None:
    act.session.get_one(Participant, person).represented = True


def asks_no_code(act: Act, round_: Round, person: int) -> None:
    round_.process.kind, round_.process.second_thing = "development", False


def is_confided(act: Act, round_: Round, person: int) -> None:
    said = act.session.query(Contribution).filter_by(participant_id=person).one()
    said.confidential = True


def is_called_back(act: Act, round_: Round, person: int) -> None:
    call_back(act, round_.id)


@pytest.mark.parametrize(
    "happens", [becomes_a_child, is_read_by_another, asks_no_code, is_confided, is_called_back]
)
def test_what_nobody_can_see_to_is_no_task(
    desk: Desk, staff: Reader, happens: Callable[[Act, Round, int], None]
) -> None:
    process, (anna, _), round_ = a_case(desk, staff)
    guess(desk, round_, anna)
    assert "Fem forkerte koder" in staff.get("/").text
    desk.do(lambda act: happens(act, act.session.get_one(Round, round_), anna))
    assert staff.get(place(process, round_, anna)).status_code != 200
    assert "Fem forkerte koder" not in staff.get("/").text


def test_a_new_link_ends_the_lock_and_the_task(desk: Desk, staff: Reader) -> None:
    process, (anna, _), round_ = a_case(desk, staff)
    guess(desk, round_, anna)
    before = the_code(desk, round_, anna)
    (delivery, _) = deliveries(desk, round_)
    staff.get(address(process, round_))
    data = {"how": "new-link", "deliveries": str(delivery.id), "at": now()}
    assert staff.send(address(process, round_, "record"), **data).status_code == 303
    assert "Fem forkerte koder" not in staff.get("/").text
    assert the_code(desk, round_, anna) != before


def test_where_the_link_alone_opens_there_is_no_code(desk: Desk, staff: Reader) -> None:
    process, (anna, _), round_ = a_draft(desk, BOTH, LETTER)
    send(staff, process, round_)
    for answer in (
        staff.get(place(process, round_, anna)),
        staff.send(place(process, round_, anna, "shown")),
    ):
        assert answer.status_code == 409 and "uden en kode" in answer.text
    assert not any("Kode: " in row for row in _rows(staff, process, round_))


def _rows(reader: Reader, process: int, round_: int) -> list[str]:
    reader.get(address(process, round_))
    return rows(reader)


def test_who_may_not_read_the_letter_is_not_shown_its_code(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process, (anna, _), round_ = a_draft(desk, BOTH, LETTER, kind="case")

    def confide(act: Act) -> None:
        said = act.session.query(Contribution).filter_by(participant_id=anna).one()
        said.confidential = True
        manager = act.session.query(User).filter_by(fs_uniquifier=desk.side.users["manager"]).one()
        act.session.add(ContributionReader(contribution_id=said.id, user_id=manager.id))

    desk.do(confide)
    send(boss, process, round_)
    for answer in (
        staff.get(place(process, round_, anna)),
        staff.send(place(process, round_, anna, "shown")),
        staff.send(place(process, round_, anna, "letter")),
        staff.send(place(process, round_, anna, "new")),
    ):
        assert answer.status_code == 404
    assert staff.send(address(process, round_, "codes")).status_code == 409
    assert boss.send(place(process, round_, anna, "shown")).status_code == 200


@pytest.mark.verapdf
@pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014.icc:ResourceWarning")
def test_letters_with_codes_are_accessible_and_each_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    from datetime import date

    some = [
        CodeLetter(
            language=language,
            code="0123 4567",
            date=date(2026, 4, 1),
            sender_name="Børn og familier",
            sender_address="Torvet 1\n0999 Egeby",
            recipient_name="Ruth Aagaard",
            recipient_address="Lindealle 5, 2. tv.\n0999 Egeby",
            phone="00 00 00 00",
            large_print=language == "da",
            demo=language == "da",
        )
        for language in ("da", "en", "ar")
    ]
    file = tmp_path / "codes.pdf"
    file.write_bytes(as_pdf(some))
    assert verdicts({file: "ua1"}) == {file: "compliant"}
    sheets = pages(file.read_bytes())
    # A printer that prints on both sides puts nobody's on the back of another's.
    assert [("0123 4567" in page) for page in sheets] == [True, False, True, False, True]
