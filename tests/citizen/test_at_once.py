"""What is answered by one press, and what no press but a reader's own can answer."""

from collections.abc import Callable

import pytest

from tests.citizen.letters import Office, Sent, answers, opened, reading
from tests.citizen.test_one_at_a_time import (
    KEEPING,
    buttons,
    heading,
    insight_here,
    main_of,
    press,
)
from tests.web.pages import text_of
from tests.web.reader import Reader

WORDS = "Det er kun om vinteren – æøå."


@pytest.mark.parametrize("way", ["one", "all"])
@pytest.mark.parametrize("purpose", ["qualify", "closing", "update"])
def test_an_untouched_form_answers_nothing_whichever_button_keeps_it(
    client: Reader, office: Office, purpose: str, way: str
) -> None:
    sent = office.letter(purpose, questions=())
    opened(client, sent, way)
    events = office.events()
    for at in (1, 2, 5):
        for go in (*KEEPING, "", "send", "withdraw", "x" * 5000):
            fields = reading(client, f"/r/?at={at}") | {"go": go}
            client.post("/r/", data=fields)
            client.post("/r/", data={k: v for k, v in fields.items() if k in ("key", "csrf_token")})
    assert office.responses(sent) == [] and office.events() == events
    assert office.draft(sent) is None
    # What a scanner and Enter press is the first.
    first = next(b for b in client.page.iter("button") if b.get("name") == "go")
    assert first.get("value") == "save"


@pytest.mark.parametrize("way", ["one", "all"])
def test_no_thanks_is_one_press_from_the_first_page_with_a_way_back(
    client: Reader, office: Office, way: str
) -> None:
    sent = office.letter()
    opened(client, sent, way)
    assert text_of(buttons(client)["no-thanks"]) == "Nej tak, jeg vil ikke svare"
    press(client, "no-thanks")
    assert heading(client) == "Tak. Det er helt i orden"
    assert "Vi minder dig ikke om det her brev." in main_of(client)
    assert [(r.move, r.version_id) for r in office.responses(sent)] == [("no-thanks", None)]
    back = [a.get("href") for a in client.page.iter("a") if text_of(a) == "Jeg vil alligevel svare"]
    assert back == ["/r/?at=1"]
    reading(client, "/r/?at=2")
    assert office.responses(sent)[0].form_key


def test_no_thanks_sends_nothing_else_and_loses_nothing(client: Reader, office: Office) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    place = insight_here(client)
    press(client, "back", **{f"words_{place}": WORDS})
    press(client, "no-thanks")
    assert [r.move for r in office.responses(sent)] == ["no-thanks"]
    assert "ikke er sendt endnu" in main_of(client)
    assert reading(client, "/r/?at=2")[f"words-{place}"].strip() == WORDS


@pytest.mark.parametrize(
    ("way", "purpose", "go"),
    [("one", "qualify", "no-thanks"), ("all", "update", "no-thanks"), ("all", "closing", "yes")],
)
def test_what_is_to_be_taken_out_is_taken_out_by_the_same_press_and_once(
    client: Reader, office: Office, way: str, purpose: str, go: str
) -> None:
    sent = office.letter(purpose, questions=())
    fields = opened(client, sent, way)
    own = next(name[4:] for name in fields if name.startswith("own-"))
    pressed = fields | {f"move-{own}": "withdraw", f"own-{own}": WORDS, "go": go}
    assert client.post("/r/", data=pressed).location == "/r/received"
    move = "recognise" if go == "yes" else go
    said = [(r.move, r.text) for r in office.responses(sent)]
    assert said == [(move, ""), ("withdraw", "")]
    assert len({r.sending for r in office.responses(sent)}) == 1
    assert office.draft(sent) is None
    client.get("/r/received")
    page = main_of(client)
    assert "ikke er sendt endnu" not in page and "bruger vi ikke mere" in page
    assert "Tag det ud" in page and ("Nej tak" in page or go == "yes")
    # The same page sent once more.
    assert client.post("/r/", data=pressed).location == "/r/received?again=1"
    assert len(office.responses(sent)) == 2


@pytest.mark.parametrize(("at", "go"), [(1, "save"), (2, "send"), (5, "send")])
def test_whoever_is_told_that_they_can_say_no_thanks_can_say_it_there(
    client: Reader, office: Office, at: int, go: str
) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    reading(client, f"/r/?at={at}")
    assert ("no-thanks" in buttons(client)) is (at == 1)
    assert "Så vælg »Nej tak«" in press(client, go).text
    assert "no-thanks" in buttons(client)
    press(client, "no-thanks")
    assert [r.move for r in office.responses(sent)] == ["no-thanks"]


def test_of_what_is_not_taken_out_by_a_no_thanks_the_words_wait(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    place = insight_here(client)
    press(client, "back", **{f"words_{place}": WORDS})
    own = next(name[4:] for name in answers(client) if name.startswith("own-"))
    press(client, "no-thanks", **{f"move_{own}": "withdraw"})
    assert heading(client) == "Tak. Det er helt i orden"
    assert "ikke er sendt endnu" in main_of(client)
    assert [r.move for r in office.responses(sent)] == ["no-thanks", "withdraw"]
    assert reading(client, "/r/?at=2")[f"words-{place}"].strip() == WORDS


def test_what_another_device_ticked_is_not_taken_out_unseen(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent, other = office.letter(), another()
    opened(client, sent)
    fields = opened(other, sent)
    own = next(name[4:] for name in fields if name.startswith("own-"))
    press(other, "save", **{f"move_{own}": "withdraw"})
    press(client, "no-thanks")
    assert [r.move for r in office.responses(sent)] == ["no-thanks"]
    assert "ikke er sendt endnu" in main_of(client)


@pytest.mark.parametrize("go", ["no-thanks", "yes", "no"])
def test_nobody_has_answered_before_they_can_have_read(
    client: Reader, office: Office, go: str
) -> None:
    sent = office.letter("closing", questions=())
    opened(client, sent)
    with client.session_transaction() as session:
        session["letter_since"] += 60
    answer = press(client, go)
    assert answer.status_code == 422 and "Så tryk en gang til" in answer.text
    assert office.responses(sent) == []


@pytest.mark.rule("R24")
@pytest.mark.parametrize(
    ("go", "said", "move"), [("yes", "Ja", "recognise"), ("no", "Nej", "disagree")]
)
def test_after_the_closing_report_the_last_question_is_first_and_one_press(
    client: Reader, office: Office, go: str, said: str, move: str
) -> None:
    sent = office.letter("closing", questions=())
    opened(client, sent, "one")
    assert main_of(client).startswith(
        f"Gem til senere Større skrift {heading(client)} Svarede vi på det, du sagde?"
    )
    assert text_of(buttons(client)[go]) == said
    press(client, go)
    assert [(r.move, r.version_id) for r in office.responses(sent)] == [(move, None)]
    assert heading(client) == "Tak. Vi har fået dit svar"


@pytest.mark.parametrize("go", ["yes", "no"])
def test_the_last_question_is_answered_only_where_it_is_asked(
    client: Reader, office: Office, go: str
) -> None:
    sent = office.letter()
    opened(client, sent)
    assert press(client, go).status_code == 422
    assert office.responses(sent) == []


def no_said(client: Reader, sent: Sent) -> None:
    opened(client, sent, "one")
    press(client, "no")


@pytest.mark.rule("R24")
def test_whoever_says_no_is_asked_there_what_was_not_answered(
    client: Reader, office: Office
) -> None:
    sent = office.letter("closing", questions=())
    no_said(client, sent)
    place = answers(client)
    (field,) = (name for name in place if name.startswith("words-"))
    assert "Hvad svarede vi ikke på?" in main_of(client)
    assert press(client, "why").status_code == 200 and len(office.responses(sent)) == 1
    press(client, "why", **{field: WORDS})
    assert [(r.move, r.text) for r in office.responses(sent)] == [
        ("disagree", ""),
        ("disagree", WORDS),
    ]
    # The second stands instead of the first (R10): one answer waits for ours.
    assert office.waiting(sent) == 1
    assert "Hvad svarede vi ikke på?" not in main_of(client) and WORDS in main_of(client)


@pytest.mark.parametrize(("go", "said"), [("yes", "Ja"), ("no", "Nej")])
def test_whoever_comes_back_is_not_asked_as_if_nothing_was_answered(
    client: Reader, office: Office, go: str, said: str
) -> None:
    sent = office.letter("closing", questions=())
    opened(client, sent, "one")
    assert {"yes", "no", "no-thanks"} <= buttons(client).keys()
    press(client, go)
    opened(client, sent, "one")
    assert not {"yes", "no", "no-thanks"} & buttons(client).keys()
    assert f"Svarede vi på det, du sagde? Du svarede »{said}«" in main_of(client)
    ways = [a.get("href") for a in client.page.iter("a") if text_of(a).startswith("Skriv, hvad vi")]
    assert ways == (["/r/received#why"] if go == "no" else [])
    assert "no-thanks" in (press(client, "send"), buttons(client))[1]


def test_what_was_written_before_the_no_waits_in_the_field_and_the_rest_stays_unsent(
    client: Reader, office: Office
) -> None:
    sent = office.letter("closing", questions=())
    fields = opened(client, sent)
    *_, last = (name for name in fields if name.startswith("words-"))
    own = next(name for name in fields if name.startswith("own-"))
    press(client, "no", **{last: WORDS, own: "Hver tredje time."})
    assert answers(client)[last].strip() == WORDS
    press(client, "why")
    assert [(r.move, r.text) for r in office.responses(sent)][1:] == [("disagree", WORDS)]
    kept = reading(client)
    assert kept[own].strip() == "Hver tredje time." and not kept[last].strip()


def test_a_number_in_the_words_to_a_no_is_kept_out_and_the_words_stay(
    client: Reader, office: Office
) -> None:
    sent = office.letter("closing", questions=())
    no_said(client, sent)
    (field,) = (name for name in answers(client) if name.startswith("words-"))
    answer = press(client, "why", **{field: "Jeg er 010150-4002."})
    assert answer.status_code == 422 and "ligner et CPR-nummer" in answer.text
    assert answers(client)[field].strip() == "Jeg er 010150-4002."
    assert len(office.responses(sent)) == 1
