"""A link opens one letter, for whoever has it, and says nothing to anybody else."""

import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from tests.citizen.letters import NAME, PHONE, QUOTE, TITLE, TOPIC, Office, answers, head, opened
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.citizen import services, views
from tracker.citizen.queries import delivery_behind
from tracker.domain.errors import Unseen
from tracker.domain.projection import LoopRow
from tracker.domain.round import Delivery
from tracker.extensions import db
from tracker.reports.links import token_hash
from tracker.reports.words import citizen

PERSONAL = (NAME, TITLE, TOPIC, QUOTE, "Jens Holm", "Natur og Vej")
LETTERS = [chr(code) for code in range(33, 290) if chr(code) not in "/?#%"]


def missed(client: Reader, link: str, n: int = 0) -> tuple[int, bytes]:
    answer = client.get(link, environ_overrides={"REMOTE_ADDR": f"10.0.{n // 250}.{n % 250}"})
    return answer.status_code, answer.get_data()


def mutants(token: str) -> list[str]:
    """Every token that differs in one letter."""
    return [
        token[:at] + letter + token[at + 1 :]
        for at in range(len(token))
        for letter in LETTERS
        if letter != token[at]
    ]


def test_the_first_page_says_nothing_and_records_nothing(client: Reader, office: Office) -> None:
    sent = office.letter()
    before = office.events()
    answer = client.get(sent.link)
    assert answer.status_code == 200
    assert not [word for word in (*PERSONAL, PHONE) if word in answer.text]
    assert sent.token not in answer.text
    assert [text_of(button) for button in client.page.iter("button")] == ["Åbn dit brev Open"]
    assert head(client, sent.link) == 200
    assert office.events() == before


def test_opening_is_a_post_that_leads_to_an_address_without_the_token(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    answer = client.send(sent.link)
    assert (answer.status_code, answer.location) == (303, "/r/")
    assert office.openings(sent) == 1
    page = client.get("/r/")
    assert page.status_code == 200
    assert all(word in page.text for word in (NAME, TITLE, QUOTE))
    assert TOPIC in client.get("/r/?at=2").text
    assert sent.token not in page.text
    with office.act() as act:
        row = act.session.get_one(LoopRow, sent.participant)
        assert row.step == 2


def test_a_letter_is_opened_once_however_often_it_is_read(client: Reader, office: Office) -> None:
    sent = office.letter()
    for _ in range(3):
        opened(client, sent)
    assert office.openings(sent) == 1


def test_the_cookie_names_one_letter_and_opens_no_other(client: Reader, office: Office) -> None:
    first, second = office.letter(), office.letter(name="Karen Møller", quote="Jeg går.")
    opened(client, first)
    opened(client, second)
    page = client.get("/r/").text
    assert "Karen Møller" in page and "Jeg går." in page
    assert NAME not in page and QUOTE not in page
    cookie = client.get_cookie("session")
    assert cookie is not None and second.token not in cookie.value


def test_no_letter_is_open_without_the_cookie(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    opened(client, office.letter())
    for address in ("/r/", "/r/received"):
        answer = another().get(address)
        assert answer.status_code == 404
        assert "Dit brev er lukket" in answer.text and NAME not in answer.text


def test_a_letter_is_closed_where_somebody_else_may_come(client: Reader, office: Office) -> None:
    opened(client, office.letter())
    assert client.send("/r/close").status_code == 303
    assert client.get("/r/").status_code == 404


def test_a_letter_stands_open_for_half_a_day_at_most(client: Reader, office: Office) -> None:
    opened(client, office.letter())
    with client.session_transaction() as session:
        session["letter_since"] -= 12 * 60 * 60
    assert client.get("/r/").status_code == 404


def test_every_link_that_opens_nothing_is_answered_by_the_same_bytes(
    client: Reader, office: Office
) -> None:
    sent, revoked = office.letter(), office.letter()
    case = office.letter(kind="case")
    office.change(case, lambda delivery: setattr(delivery, "link_until", None))
    office.revoke(revoked)
    wrong = [secrets.token_urlsafe(32) for _ in range(150)]
    wrong += [*mutants(sent.token)[::89], case.token, revoked.token]
    wrong += ["x", sent.token[:-1], sent.token + "A", sent.token.swapcase(), "%00", "é"]
    found = {missed(client, f"/r/{token}", n) for n, token in enumerate(wrong)}
    assert [status for status, _ in found] == [404]
    (body,) = (body.decode() for _, body in found)
    assert "ring til det nummer" in body


def test_of_all_that_could_be_guessed_nothing_is_found(app: Flask, office: Office) -> None:
    sent = office.letter()
    guessed = [token_hash(secrets.token_urlsafe(32)) for _ in range(100_000)]
    near = [token_hash(token) for token in mutants(sent.token)]
    assert len(near) > 10_000
    with app.app_context():
        kept = set(db.session.scalars(select(Delivery.token_hash)))
        assert token_hash(sent.token) in kept
        assert kept.isdisjoint(guessed) and kept.isdisjoint(near)
        for wrong in guessed[::200] + near[::50]:
            with pytest.raises(Unseen):
                delivery_behind(db.session(), wrong, datetime.now(UTC))
        found = delivery_behind(db.session(), token_hash(sent.token), datetime.now(UTC))
        assert found.id == sent.delivery


def test_a_link_that_has_ended_says_whom_to_call_and_no_more(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    opened(client, sent)
    office.end_link(sent)
    for answer in (client.get(sent.link), client.send(sent.link), client.get("/r/")):
        assert answer.status_code == 410
        assert PHONE in answer.text
        assert not [word for word in PERSONAL if word in answer.text]


def test_revoking_shuts_the_letter_where_it_is_open(client: Reader, office: Office) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    office.revoke(sent)
    assert client.get("/r/").status_code == 404
    kept = client.post("/r/", data=fields | {"words-99": "Det her har jeg skrevet."})
    assert kept.status_code == 404 and "Det her har jeg skrevet." in kept.text
    assert office.responses(sent) == []


def test_after_revoking_the_old_link_says_whom_to_call_and_the_next_letter_has_a_new_one(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent = office.letter()
    assert sent.token in office.printed(sent)
    now = office.revoke(sent)
    for answer in (client.get(sent.link), client.send(sent.link)):
        assert answer.status_code == 404
        assert "ring til det nummer, der står i mailen eller brevet" in answer.text
        assert not [word for word in (*PERSONAL, PHONE) if word in answer.text]
    assert office.openings(sent) == 0
    letter = office.printed(sent)
    assert now.token in letter and sent.token not in letter
    reader = another()
    opened(reader, now)
    assert reader.get("/r/").status_code == 200 and NAME in text_of(reader.page)
    assert office.openings(sent) == 1


def test_no_number_opens_anything_whichever_letter_is_open(client: Reader, office: Office) -> None:
    first, second = office.letter(), office.letter(name="Karen Møller", quote="Jeg går.")
    opened(client, first)
    for number in (first.delivery, second.delivery, second.participant, second.round):
        for answer in (client.get(f"/r/{number}"), client.send(f"/r/{number}")):
            assert answer.status_code == 404
            assert "Karen Møller" not in answer.text and "Jeg går." not in answer.text
    assert office.openings(second) == 0
    page = client.get("/r/").text
    assert NAME in page and "Karen Møller" not in page


def test_more_than_twenty_misses_from_one_address_must_wait(client: Reader, office: Office) -> None:
    sent = office.letter()
    for _ in range(25):
        assert client.get(sent.link).status_code == 200
    for n in range(20):
        # However they come: looked at, or posted with a good token.
        assert (client.get, client.send)[n % 2](f"/r/wrong{n}").status_code == 404
    for link in ("/r/wrong", sent.link):
        answer = client.get(link)
        assert answer.status_code == 429
        assert "Vent lidt" in answer.text and link not in answer.text
    elsewhere = {"REMOTE_ADDR": "10.1.2.3"}
    assert client.get(sent.link, environ_overrides=elsewhere).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_is_kept_to_itself(client: Reader, office: Office, method: str) -> None:
    sent = office.letter()
    opened(client, sent)
    for address in (sent.link, "/r/", "/r/received", "/r/close", "/r/nothing-here"):
        headers = getattr(client, method)(address).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]
        assert "unsafe" not in headers["Content-Security-Policy"]


def test_the_token_is_in_no_log_and_on_no_page(
    client: Reader, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    sent = office.letter()
    caplog.set_level(logging.DEBUG)
    bodies = [client.get(sent.link).text, client.post(sent.link).text]
    fields = opened(client, sent)
    bodies += [client.get("/r/").text, client.post("/r/", data=fields).text]
    for _ in range(21):
        bodies.append(client.get(f"/r/wrong{sent.token}").text)
    assert not [body for body in bodies if sent.token in body]
    assert sent.token not in caplog.text
    assert "127.0.0.1" not in caplog.text


@pytest.mark.parametrize("error", [ValueError("broken"), OSError(28, "full"), NotFound()])
def test_the_token_is_on_no_page_that_says_what_went_wrong(
    app: Flask, client: Reader, office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    sent = office.letter()

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(views, "delivery_behind", fails)
    monkeypatch.setattr(services, "open_letter", fails)
    client.foresees_failure = True
    app.testing = False
    for answer in (client.get(sent.link), client.send(sent.link), client.put(sent.link)):
        assert answer.status_code >= 400
        assert sent.token not in answer.text


def test_opening_without_a_good_form_token_tells_nothing_of_the_link(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    answers_ = [client.post(link) for link in (sent.link, "/r/wrong")]
    assert [answer.status_code for answer in answers_] == [400, 400]
    first, second = (answer.text for answer in answers_)
    assert len(first) == len(second) and "Åbn dit brev" in second
    assert office.openings(sent) == 0


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_frame_speaks_the_letters_language_and_shows_what_the_law_asks(
    office: Office, client: Reader, language: str
) -> None:
    opened(client, office.letter(language=language))
    links = {link.get("href"): text_of(link) for link in client.page.iter("a")}
    assert client.page.get("lang") == language
    assert (
        links["/was"]
        == {"da": "Tilgængelighedserklæring", "en": "Accessibility statement"}[language]
    )
    assert links["/privacy"] == citizen(language).say("page.privacy")
    assert answers(client)["language"] == language


@pytest.mark.parametrize("language", ["da", "en", "ar"])
@pytest.mark.parametrize(
    ("page", "told"), [("/was", "was.otherwise"), ("/privacy", "privacy_page.text")]
)
def test_what_the_law_asks_is_told_in_the_letters_language_too(
    office: Office, client: Reader, language: str, page: str, told: str
) -> None:
    opened(client, office.letter(language=language))
    client.get(page)
    assert client.page.get("lang") == language
    assert citizen(language).say(told) in text_of(client.page)
    # The letter is open still, and this is not where one was going.
    assert "/r/" in {link.get("href") for link in client.page.iter("a")}
