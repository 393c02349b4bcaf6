"""A second thing: a case's letter opens by its link and a code that came another way, or not."""

import logging
import re

import pytest

from tests.citizen.at_the_door import PERSONAL, give, knock, said, wrong
from tests.citizen.letters import NAME, PHONE, Office, Sent, answers
from tests.web.reader import Reader
from tracker.citizen import services
from tracker.domain.people import AccessRecord
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.domain.round import Delivery
from tracker.domain.second_thing import TRIES, change_code, see_to
from tracker.reports import links
from tracker.reports.links import token_hash


def test_before_the_code_nothing_is_shown_and_nothing_is_opened(
    client: Reader, office: Office, case: Sent
) -> None:
    before = office.events()
    first = client.get(case.link)
    assert first.status_code == 200 and "kode" not in first.text.lower()
    # What is said before is true of every link, also of one that asks for more.
    assert "logge ind" not in first.text and "log in" not in first.text
    page = knock(client, case)
    assert not [word for word in PERSONAL if word in page]
    assert "Skriv din kode" in page and PHONE in page and "otte tal" in said(client).lower()
    assert client.get("/r/").status_code == 404
    assert office.openings(case) == 0 and office.events() == before
    with office.act() as act:
        assert act.session.get_one(LoopRow, case.participant).step < 2


def test_the_right_code_opens_the_letter_and_that_is_when_it_reached_them(
    client: Reader, office: Office, case: Sent
) -> None:
    knock(client, case)
    status, _ = give(client, office.code(case))
    assert status == 303
    assert NAME in client.get("/r/").text
    assert office.openings(case) == 1
    with office.act() as act:
        assert act.session.get_one(LoopRow, case.participant).step == 2
    client.send("/r/close")
    assert client.get("/r/").status_code == 404
    knock(client, case)
    assert give(client, office.code(case))[0] == 303
    assert office.openings(case) == 1


@pytest.mark.parametrize(
    "written",
    ["{a}{b}", " {a}  {b} ", "{a}-{b}", "{a}.{b}", "{a}\u00a0{b}", "{wide}", "{arabic}"],
)
def test_a_code_is_taken_as_people_write_it(
    client: Reader, office: Office, case: Sent, written: str
) -> None:
    a, b = office.code(case).split()
    wide = "".join(chr(0xFF10 + int(digit)) for digit in a + b)
    arabic = "".join(chr(0x660 + int(digit)) for digit in a + b)
    knock(client, case)
    assert give(client, written.format(a=a, b=b, wide=wide, arabic=arabic))[0] == 303


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Skriv koden."),
        ("   ", "Skriv koden."),
        ("1234 567", "En kode har otte tal."),
        ("1234 56789", "En kode har otte tal."),
        ("abcdefgh", "En kode har otte tal."),
        ("<script>alert(1)</script>", "En kode har otte tal."),
        ("\u200b\u202e\x00", "En kode har otte tal."),
    ],
)
def test_what_is_no_whole_code_is_no_try_and_stays_in_the_field(
    client: Reader, office: Office, case: Sent, typed: str, told: str
) -> None:
    knock(client, case)
    for _ in range(TRIES + 1):
        status, page = give(client, typed)
        assert status == 422 and told in page
    (field,) = [e for e in client.page.iter("input") if e.get("name") == "code"]
    assert field.get("aria-invalid") == "true"
    assert (field.get("value") or "").strip() == typed.replace("\x00", "").strip()
    described = (field.get("aria-describedby") or "").split()
    assert "code-problem" in described and field.get("inputmode") == "numeric"
    assert field.get("autocomplete") == "one-time-code"
    assert office.tries(case) is None


def test_the_letter_that_is_asked_for_is_the_one_that_opens(
    client: Reader, office: Office, case: Sent
) -> None:
    """Link A opened, then link B knocked at: B's code opens B, and until then A stands open."""
    plain = office.letter(name="Karen Møller", quote="Jeg går.")
    client.send(plain.link)
    knock(client, case)
    assert "Karen Møller" in client.get("/r/").text
    assert give(client, office.code(case))[0] == 303
    page = client.get("/r/").text
    assert NAME in page and "Karen Møller" not in page


def test_another_link_asks_for_another_code_and_has_all_its_tries(
    client: Reader, office: Office, case: Sent
) -> None:
    before = office.code(case)
    knock(client, case)
    for n in range(1, TRIES + 1):
        give(client, wrong(before, n))
    now = office.revoke(case)
    assert office.code(now) != before and office.tries(now) is None
    assert client.get("/r/code").status_code == 404
    knock(client, now)
    assert give(client, before)[0] == 422
    assert give(client, office.code(now))[0] == 303


def test_a_new_code_shuts_the_letter_where_it_stands_open_and_keeps_what_is_written(
    client: Reader, office: Office, case: Sent
) -> None:
    old = office.code(case)
    knock(client, case)
    give(client, old)
    client.get("/r/")
    fields = answers(client) | {"words-99": "Det her har jeg skrevet."}
    with office.act() as act:
        change_code(act, act.session.get_one(Delivery, case.delivery))
    assert (client.get("/r/").status_code, client.get("/r/received").status_code) == (303, 303)
    kept = client.post("/r/", data=fields)
    assert kept.status_code == 400 and "Det her har jeg skrevet." in kept.text
    assert office.responses(case) == []
    assert give(client, old)[0] == 422
    assert give(client, office.code(case))[0] == 303
    assert NAME in client.get("/r/").text


def test_a_process_that_begins_to_ask_shuts_what_stands_open_without_a_code(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    client.send(sent.link)
    assert client.get("/r/").status_code == 200
    with office.act() as act:
        act.session.get_one(Process, sent.process).second_thing = True
    assert client.get("/r/").location == "/r/code"
    assert give(client, office.code(sent))[0] == 303
    assert NAME in client.get("/r/").text
    with office.act() as act:
        act.session.get_one(Process, sent.process).second_thing = False
    assert client.get("/r/").status_code == 200


def test_a_development_that_asks_asks_as_a_case_does(client: Reader, office: Office) -> None:
    sent = office.letter(second_thing=True)
    knock(client, sent)
    assert office.openings(sent) == 0
    assert give(client, office.code(sent))[0] == 303


def test_there_is_no_code_to_give_where_no_letter_was_asked_for(
    client: Reader, office: Office, case: Sent
) -> None:
    for answer in (client.get("/r/code"), client.send("/r/code", code=office.code(case))):
        assert answer.status_code == 404 and "Dit brev er lukket" in answer.text
    sent = office.letter()
    client.send(sent.link)
    assert client.get("/r/code").status_code == 404
    assert client.post("/r/code", data={"code": "12345678"}).status_code == 400


def test_a_form_that_is_too_old_counts_as_no_try_and_gives_the_digits_back(
    client: Reader, office: Office, case: Sent
) -> None:
    knock(client, case)
    answer = client.post("/r/code", data={"code": "1234 5678"})
    assert answer.status_code == 400 and "1234 5678" in answer.text
    assert "Siden har stået åben længe." in answer.text
    assert office.tries(case) is None


def test_a_link_that_has_ended_asks_for_no_code(client: Reader, office: Office, case: Sent) -> None:
    knock(client, case)
    office.end_link(case)
    for answer in (client.get("/r/code"), client.send("/r/code", code=office.code(case))):
        assert answer.status_code == 410 and PHONE in answer.text


def test_no_code_and_no_link_is_in_a_log_or_on_a_page_and_tries_leave_no_address(
    client: Reader, office: Office, case: Sent, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = office.code(case)
    bodies = [knock(client, case), give(client, wrong(code))[1], give(client, code)[1]]
    bodies.append(client.get("/r/").text)
    digits = code.replace(" ", "")
    for body in (*bodies, caplog.text):
        assert code not in body and digits not in body and case.token not in body
    assert "127.0.0.1" not in caplog.text
    with office.act() as act:
        database = act.session.connection().connection.driver_connection
        assert database is not None
        kept = database.serialize()
        assert digits.encode() not in kept and code.encode() not in kept
        rows = act.session.query(AccessRecord).filter_by(what="wrong code").all()
        assert [(row.kind, row.number, row.user_id) for row in rows] == [
            ("participant", str(case.participant), None)
        ]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_page_speaks_the_letters_language_and_says_where_the_code_is(
    client: Reader, office: Office, language: str
) -> None:
    by_post = office.letter(kind="case", language=language, address="Søvej 3\n8220 Brabrand")
    knock(client, by_post)
    assert client.page.get("lang") == language
    assert {"da": "med posten", "en": "by post"}[language] in said(client)
    assert "Søvej" not in said(client)
    by_call = office.letter(kind="case", language=language, channel="letter")
    knock(client, by_call)
    assert {"da": "når du ringer", "en": "when you call"}[language] in said(client)


def test_somebody_who_works_here_unlocks_it_at_once(
    client: Reader, office: Office, case: Sent
) -> None:
    code = office.code(case)
    knock(client, case)
    for n in range(1, TRIES + 1):
        give(client, wrong(code, n))
    with office.act() as act:
        see_to(act, act.session.get_one(Delivery, case.delivery))
    assert client.get("/r/code").status_code == 200
    assert give(client, code)[0] == 303


def test_ten_thousand_codes_are_all_others_and_have_eight_digits() -> None:
    key = b"k" * 32
    made = [links.code(key, n, 1, 1) for n in range(10_000)]
    assert all(re.fullmatch(r"[0-9]{8}", code) for code in made)
    assert len(set(made)) > 9_990
    assert {made[0]} & {links.code(key, 0, 2, 1), links.code(key, 0, 1, 2)} == set()
    assert links.code(b"x" * 32, 0, 1, 1) != made[0]
    assert links.spoken("01234567") == "0123 4567"


def test_a_code_is_compared_in_constant_time(
    office: Office, case: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def compare(a: bytes, b: bytes) -> bool:
        seen.append((len(a), len(b)))
        return a == b

    monkeypatch.setattr(services.hmac, "compare_digest", compare)
    with office.act() as act:
        services.try_code(act, token_hash(case.token), "00000000")
    assert seen == [(8, 8)]
