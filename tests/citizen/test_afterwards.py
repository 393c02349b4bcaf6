"""What one sent, word for word, and what it led to: as it was told, and for as long as the link."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from tests import factories as f
from tests.citizen.letters import QUOTE, Office, Sent, opened, places, reading
from tests.citizen.test_one_at_a_time import insight_here, main_of, press
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.domain.round import Delivery, Round
from tracker.qualifying.services import resolve
from tracker.reports import links
from tracker.reports.freezing import freeze_reports

WORDS = "Det er kun om vinteren – æøå."
REASON = "Vi spurgte buschaufførerne, og de ser det samme."


def answered(client: Reader, sent: Sent) -> None:
    fields = opened(client, sent)
    first = places(fields, client)["nuance"][0]
    press(client, "send", **{f"move_{first}": "nuance", f"words_{first}": WORDS})


def settled(office: Office, sent: Sent, reason: str = REASON) -> None:
    """The office answers all that came, and has not told it yet."""
    with office.act() as act:
        query = select(Response).where(Response.round_id == sent.round)
        resolve(act, act.session.scalars(query).all(), "declined", reason)


def told_later(office: Office, sent: Sent) -> Sent:
    """The next report, frozen and on its way: it reaches its reader when they open it."""
    with office.act() as act:
        delivery = act.session.get_one(Delivery, sent.delivery)
        earlier = act.session.get_one(Round, sent.round)
        round_ = f.a_round(act, earlier.process, "update", list(earlier.insights))
        person = delivery.participant
        (made,) = freeze_reports(act, round_, [person], {person.id: "email"})
        token = links.token(act.settings.keys.links, made.id, 1)
        return Sent(token, made.id, round_.id, sent.process, sent.participant)


def test_what_was_sent_is_there_word_for_word_for_as_long_as_the_link(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent = office.letter()
    answered(client, sent)
    later = another()
    opened(later, sent)
    (way,) = (a for a in later.page.iter("a") if text_of(a).startswith("Se, hvad du sendte"))
    later.get(way.get("href") or "")
    assert WORDS in main_of(later) and "Næsten" in main_of(later)
    office.end_link(sent)
    assert later.get("/r/received").status_code == 410 and WORDS not in text_of(later.page)


@pytest.mark.parametrize(
    ("pressed", "said"),
    [
        ("yes", "Om det her: Svarede vi på det, du sagde? Ja"),
        ("no", "Om det her: Svarede vi på det, du sagde? Nej"),
        ("no-thanks", "Om det hele: Nej tak"),
    ],
)
def test_a_yes_stands_with_what_was_asked(
    client: Reader, office: Office, pressed: str, said: str
) -> None:
    with time_machine.travel(datetime.now(UTC)) as now:
        opened(client, office.letter("closing", questions=()))
        now.shift(60)
        press(client, pressed)
    client.get("/r/received")
    assert said in main_of(client)


@pytest.mark.parametrize("move", ["recognise", "no-thanks"])
def test_what_was_sent_before_is_promised_an_answer_until_it_has_one(
    client: Reader, office: Office, move: str
) -> None:
    sent = office.letter(questions=())
    answered(client, sent)
    client.get("/r/received")
    by = main_of(client).partition("svarer dig senest ")[2].partition(". Vil")[0]
    found = places(reading(client), client)
    place = found[move][1 if move == "recognise" else 0]
    press(client, "send", **{f"move_{place}": move})
    client.get("/r/received")
    assert f"Det, du sendte før, svarer vi på senest {by}." in main_of(client)
    assert "Du skal ikke gøre mere nu." not in main_of(client)
    settled(office, sent)
    client.get("/r/received")
    assert "Det, du sendte før" not in main_of(client)
    assert ("Du skal ikke gøre mere nu." in main_of(client)) is (move == "recognise")


@pytest.mark.parametrize(
    ("phone", "says"),
    [
        ("89 40 20 11", "Ring til Jens Holm på 89 40 20 11. Telefontid: hverdage kl. 9-14."),
        ("", "Spørg Jens Holm. Vi er her: hverdage kl. 9-14."),
    ],
)
def test_whom_to_call_is_a_sentence_with_an_end(
    client: Reader, office: Office, phone: str, says: str
) -> None:
    sent = office.letter()
    with office.act() as act:
        process = act.session.get_one(Process, sent.process)
        process.contact_phone, process.contact_hours = phone, "hverdage kl. 9-14"
    answered(client, sent)
    client.get("/r/received")
    assert says in main_of(client).replace("\u00a0", " ")


def test_an_answer_is_shown_once_it_was_told_and_not_before(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent = office.letter()
    answered(client, sent)
    client.get("/r/received")
    assert "Vi læser det og svarer dig senest" in main_of(client)
    settled(office, sent)
    client.get("/r/received")
    assert REASON not in main_of(client) and "senest" not in main_of(client)
    assert "Vi har et svar til dig." in main_of(client)
    report = told_later(office, sent)
    client.get("/r/received")
    assert REASON not in main_of(client)
    opened(another(), report)
    client.get("/r/received")
    assert f"Det førte dit svar til Vi har ikke ændret det. Her er grunden: {REASON}" in main_of(
        client
    )
    assert "Vi har et svar til dig." not in main_of(client)


def test_what_was_told_before_is_not_shown_as_the_answer_that_has_replaced_it(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent = office.letter()
    answered(client, sent)
    settled(office, sent)
    opened(another(), told_later(office, sent))
    settled(office, sent, "Vi tog fejl.")
    client.get("/r/received")
    assert REASON not in main_of(client) and "Vi tog fejl." not in main_of(client)
    assert "Vi har et svar til dig." in main_of(client)


def test_nobody_elses_answers_are_shown(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent, other = office.letter(), office.letter(name="Karen Møller")
    answered(client, sent)
    settled(office, sent)
    opened(another(), told_later(office, sent))
    reader = another()
    answered(reader, other)
    reader.get("/r/received")
    assert REASON not in text_of(reader.page)


@pytest.mark.parametrize("way", ["one", "all"])
def test_one_can_answer_more_and_take_ones_words_out(
    client: Reader, office: Office, way: str
) -> None:
    sent = office.letter()
    answered(client, sent)
    with client.session_transaction() as session:
        session["letter_way"] = way
    client.get("/r/received")
    ways = {text_of(a): a.get("href") or "" for a in client.page.iter("a")}
    reading(client, ways["Svar på mere"])
    own = reading(client, ways["Ret dine ord, eller tag dem ud"].partition("#")[0])
    assert "report-told" in {element.get("id") for element in client.page.iter()}
    (place, *_) = [name[4:] for name in own if name.startswith("own-")]
    press(client, "send", **{f"move_{place}": "withdraw"})
    assert "bruger vi ikke mere" in main_of(client)
    assert [r.move for r in office.responses(sent)] == ["nuance", "withdraw"]
    # What was asked first is still to be answered, and it is said when.
    assert "Vi læser det og svarer dig senest" in main_of(client)


def test_who_has_taken_out_all_their_words_is_not_asked_to(client: Reader, office: Office) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    for place in places(fields, client)["withdraw"]:
        press(client, "send", **{f"move_{place}": "withdraw"})
        reading(client)
    client.get("/r/received")
    assert "Ret dine ord" not in main_of(client)


def test_what_was_not_sent_is_said_on_the_receipt(client: Reader, office: Office) -> None:
    sent = office.letter()
    answered(client, sent)
    reading(client, "/r/")
    with client.session_transaction() as session:
        session["letter_way"] = "one"
    reading(client, "/r/?at=2")
    press(client, "save", **{f"words_{insight_here(client)}": "Mere."})
    client.get("/r/received")
    assert "Du har skrevet noget, som ikke er sendt endnu." in main_of(client)
    assert "Mere." not in main_of(client)


@pytest.mark.parametrize("way", ["one", "all"])
def test_beside_the_words_as_they_were_told_stands_what_their_author_has_made_of_them(
    client: Reader, office: Office, way: str
) -> None:
    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC)):
        sent = office.letter()
        own = next(name[4:] for name in opened(client, sent, way) if name.startswith("own-"))
        assert "Du rettede det" not in main_of(client)
        press(client, "send", **{f"move_{own}": "correct", f"own_{own}": "Hver tredje time."})
        client.get("/r/?at=1")
    page = main_of(client).replace("\u00a0", " ")
    said = "Du rettede det 30. november 2026 til: »Hver tredje time.«"
    assert f"»{QUOTE}«" in page and page.count(said) == 1
    # The next letter tells the corrected words themselves.
    with time_machine.travel(datetime(2026, 11, 30, 13, tzinfo=UTC)):
        opened(client, told_later(office, sent), way)
        assert "Hver tredje time." in main_of(client) and "Du rettede det" not in main_of(client)


def test_an_old_letter_says_that_there_is_a_newer_one(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC)) as now:
        sent = office.letter()
        now.shift(86_400)
        newer = told_later(office, sent)
        opened(client, sent, "one")
        # It has not left yet.
        assert "Vi har skrevet til dig igen" not in main_of(client)
        opened(reader := another(), newer)
        assert "Vi har skrevet til dig igen" not in main_of(reader)
        client.get("/r/")
        said = "Vi har skrevet til dig igen siden, senest 1. december 2026."
        assert main_of(client).replace("\u00a0", " ").startswith(said)
        (letter,) = client.page.iter("article")
        assert "skrevet til dig igen" not in text_of(letter)
        client.get(sent.link)
        assert "skrevet til dig igen" not in text_of(client.page)


def all_taken_out(client: Reader, sent: Sent) -> None:
    """Take out all own words, and after that say something of an insight."""
    for place in places(opened(client, sent), client)["withdraw"]:
        press(client, "send", **{f"move_{place}": "withdraw"})
        reading(client)
    answered(client, sent)


def test_to_whom_no_letter_comes_any_more_our_answer_is_told_here(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    all_taken_out(client, sent)
    client.get("/r/received")
    assert "Du kan læse svaret her på siden, når det er skrevet." in main_of(client)
    settled(office, sent)
    client.get("/r/received")
    said = f"Tak for dit svar. Her er vores. Vi har ikke ændret det. Her er grunden: {REASON}"
    assert said in main_of(client) and "hører fra os" not in main_of(client)
    assert "Vi har et svar til dig" not in main_of(client)
    assert "når det er skrevet" not in main_of(client)


def test_an_answer_that_tells_of_somebody_else_is_not_told_here_unread(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    with office.act() as act:
        f.a_participant(act, act.session.get_one(Process, sent.process), "Karen Møller")
    all_taken_out(client, sent)
    settled(office, sent, "Det er Karen Møller uenig i.")
    client.get("/r/received")
    assert "Karen" not in main_of(client)
    assert "Vi har et svar til dig. Ring til os, så får du det." in main_of(client)
