"""The letter one thing at a time: on and back, nothing lost, and never an answer by itself."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests.citizen.letters import (
    ASIDE,
    NAME,
    PHONE,
    QUOTE,
    TITLE,
    TOPIC,
    Office,
    answers,
    opened,
    places,
    reading,
)
from tests.citizen.test_reading import statements
from tests.factories import a_unit
from tests.reports.test_changed import changed
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.citizen.steps import minutes, rest_of
from tracker.settings import Settings

WORDS = "Det er kun om vinteren – æøå, العربية, 🙂."
# The buttons that only keep what was written.
KEEPING = ("next", "back", "save", "one", "all")


def press(client: Reader, go: str, **changes: str) -> Any:
    """Press a button of the page that is open, with these fields filled; and go where it leads."""
    fields = answers(client) | {k.replace("_", "-"): v for k, v in changes.items()}
    answer = client.post("/r/", data=fields | {"go": go})
    if answer.status_code == 303:
        answer = client.get(answer.location)
    return answer


def heading(client: Reader) -> str:
    (found,) = client.page.iter("h1")
    return text_of(found)


def progress(client: Reader) -> str:
    (found,) = (p for p in client.page.iter("p") if p.get("class") == "progress")
    return text_of(found)


def main_of(client: Reader) -> str:
    (found,) = client.page.iter("main")
    return text_of(found)


def insight_here(client: Reader) -> str:
    """The place of the one insight on the page."""
    (place,) = places(answers(client), client)["nuance"]
    return place


def buttons(client: Reader) -> dict[str, Element]:
    return {button.get("value") or "": button for button in client.page.iter("button")}


def test_the_first_page_says_whose_words_who_asks_and_how_long(
    client: Reader, office: Office
) -> None:
    opened(client, office.letter(), "one")
    page = main_of(client)
    assert f"Kære {NAME}. Her får du dine egne ord tilbage." in page and TITLE in page
    assert "Det er Jens Holm, der spørger." in page and QUOTE in page
    phones = [a.get("href") for a in client.page.iter("a") if text_of(a) == PHONE]
    assert phones == ["tel:89402011"]
    assert "Det tager cirka 4 minutter." in page
    opened(client, office.letter(language="en"), "one")
    assert "Jens Holm is asking." in main_of(client)


@pytest.mark.parametrize(
    ("words", "answers", "expected"), [(0, 0, 1), (130, 0, 1), (131, 0, 2), (0, 3, 1), (130, 3, 2)]
)
def test_the_time_is_reckoned_from_what_is_read_and_answered(
    words: int, answers: int, expected: int
) -> None:
    assert minutes(["ord " * words], answers) == expected


def test_one_thing_after_the_other_in_its_order(client: Reader, office: Office) -> None:
    opened(client, office.letter(), "one")
    seen = []
    for _ in range(5):
        seen.append((progress(client), heading(client)))
        press(client, "next")
    assert seen == [
        ("1 af 5", "Har vi forstået dig?"),
        ("2 af 5", "Sådan har vi forstået det"),
        ("3 af 5", "Sådan har vi forstået det"),
        ("4 af 5", "Det, vi ikke brugte, og hvorfor"),
        ("5 af 5", "Det vil vi gerne spørge dig om"),
    ]


def test_a_page_holds_its_own_thing_and_the_last_one_the_rest(
    client: Reader, office: Office
) -> None:
    opened(client, office.letter(others=1), "one")
    assert f"Sådan har vi forstået det: {TOPIC}" in main_of(client)
    assert main_of(client).count(TOPIC) == 1 and "Dine rettigheder" not in main_of(client)
    press(client, "next")
    # Beside it the words of theirs that it is made of.
    assert TOPIC in main_of(client) and f"Dine ord: »{QUOTE}«" in main_of(client)
    assert "Gåtur" not in main_of(client)
    reading(client, "/r/?at=4")
    assert ASIDE in main_of(client)
    reading(client, "/r/?at=5")
    (fold,) = (d for d in client.page.iter("details") if "Læs resten" in text_of(d))
    assert "Dine rettigheder" in text_of(fold) and "Bakken." in text_of(fold)
    assert fold.get("open") is None and TOPIC not in text_of(fold)


def test_what_was_written_stands_there_on_the_way_back_and_all_of_it_is_sent(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    first = insight_here(client)
    press(client, "next", **{f"move_{first}": "nuance", f"words_{first}": WORDS})
    second = insight_here(client)
    press(client, "back", **{f"move_{second}": "disagree"})
    assert answers(client)[f"words-{first}"].strip() == WORDS
    assert answers(client)[f"move-{first}"] == "nuance"
    press(client, "next")
    assert answers(client)[f"move-{second}"] == "disagree"
    press(client, "next")
    press(client, "next")
    assert office.responses(sent) == []
    assert "Næsten" in main_of(client) and WORDS in main_of(client)
    press(client, "send", **{f"words_{places(answers(client), client)['questions'][0]}": "Langt."})
    assert heading(client) == "Tak. Vi har fået dit svar"
    assert [(r.move, r.text) for r in office.responses(sent)] == [
        ("nuance", WORDS),
        ("disagree", ""),
        ("said", "Langt."),
    ]


def test_everything_can_be_passed_over(client: Reader, office: Office) -> None:
    sent = office.letter()
    events = office.events()
    opened(client, sent, "one")
    for _ in range(4):
        press(client, "next")
    answer = press(client, "send")
    assert answer.status_code == 422 and "ikke svaret på noget endnu" in answer.text
    assert office.responses(sent) == [] and office.events() == events + 1  # It was opened.


def test_one_can_be_done_before_the_end(client: Reader, office: Office) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    press(client, "send", **{f"move_{insight_here(client)}": "recognise"})
    assert [r.move for r in office.responses(sent)] == ["recognise"]


def test_a_move_that_was_chosen_can_be_taken_back(client: Reader, office: Office) -> None:
    opened(client, office.letter(), "one")
    press(client, "next")
    place = insight_here(client)
    press(client, "next", **{f"move_{place}": "disagree"})
    press(client, "back")
    assert answers(client)[f"move-{place}"] == "disagree"
    skips = [c for c in client.page.iter("input") if c.get("id") == f"move-{place}-skip"]
    assert [skip.get("value") for skip in skips] == [""]
    press(client, "next", **{f"move_{place}": ""})
    press(client, "back")
    assert f"move-{place}" not in answers(client)


@pytest.mark.parametrize("at", ["1", "3", "5"])
def test_nothing_is_chosen_beforehand_on_any_page(client: Reader, office: Office, at: str) -> None:
    opened(client, office.letter(others=1), "one")
    reading(client, f"/r/?at={at}")
    assert not [c for c in client.page.iter("input") if c.get("checked") is not None]


@pytest.mark.parametrize("at", ["-1", "0", "abc", "10e9", "1.5", "", "²"])
def test_what_is_no_page_begins_at_the_beginning(client: Reader, office: Office, at: str) -> None:
    opened(client, office.letter(), "one")
    client.get("/r/", query_string={"at": at})
    assert progress(client) == "1 af 5"
    client.get("/r/?at=1000")
    assert progress(client) == "5 af 5"


def test_the_other_way_is_one_press_away_and_is_kept(client: Reader, office: Office) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    place = insight_here(client)
    press(client, "all", **{f"move_{place}": "nuance", f"words_{place}": WORDS})
    assert "Dine rettigheder" in main_of(client)
    fields = reading(client)
    assert fields[f"words-{place}"].strip() == WORDS and fields[f"move-{place}"] == "nuance"
    press(client, "one", **{f"words_{place}": "Kun om natten."})
    client.get("/r/?at=2")
    assert answers(client)[f"words-{place}"].strip() == "Kun om natten."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Jeg er 010150-4002.", "ligner et CPR-nummer"),
        ("a" * 50_003, "3 tegn for lang"),
        ("Vend \u202eom", "usynlige tegn"),
        ("Nul \x00 her", "usynlige tegn"),
    ],
)
@pytest.mark.parametrize("go", [*KEEPING, "send", "no-thanks"])
def test_what_cannot_be_kept_stands_beside_its_field_and_nothing_is_lost(
    client: Reader, office: Office, go: str, text: str, says: str
) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    first = insight_here(client)
    press(client, "next", **{f"words_{first}": WORDS})
    place = insight_here(client)
    answer = press(client, go, **{f"words_{place}": text, f"move_{place}": "nuance"})
    assert answer.status_code == 422 and progress(client) == "3 af 5"
    by_id = {element.get("id"): element for element in client.page.iter()}
    field = by_id[f"words-{place}"]
    assert field.get("aria-invalid") == "true"
    assert says in text_of(by_id[field.get("aria-describedby")])
    shown = (field.text or "").strip()
    assert shown == "".join(c for c in text if c != "\x00")
    assert answers(client)[f"words-{first}"] == WORDS
    assert office.responses(sent) == []


def test_words_that_are_missing_are_asked_for_on_the_way_on_but_not_back(
    client: Reader, office: Office
) -> None:
    opened(client, office.letter(), "one")
    press(client, "next")
    place = insight_here(client)
    answer = press(client, "next", **{f"move_{place}": "add"})
    assert answer.status_code == 422 and "Skriv, hvad vi mangler." in answer.text
    assert press(client, "back").status_code == 200 and progress(client) == "1 af 5"


def test_sending_leads_to_the_page_where_something_is_missing(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    place = insight_here(client)
    press(client, "save", **{f"move_{place}": "add"})
    reading(client, "/r/?at=3")
    other = insight_here(client)
    answer = press(client, "send", **{f"move_{other}": "disagree"})
    assert answer.status_code == 422 and progress(client) == "2 af 5"
    press(client, "send", **{f"words_{place}": "En bænk."})
    assert [r.move for r in office.responses(sent)] == ["add", "disagree"]


def test_the_last_page_sent_twice_is_received_once(client: Reader, office: Office) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    press(client, "next", **{f"move_{insight_here(client)}": "nuance"})
    fields = answers(client) | {f"move-{insight_here(client)}": "recognise", "go": "send"}
    assert client.post("/r/", data=fields).location == "/r/received"
    assert client.post("/r/", data=fields).location == "/r/received?again=1"
    assert [r.move for r in office.responses(sent)] == ["nuance", "recognise"]


@pytest.mark.parametrize("go", [*KEEPING, "send", "no-thanks"])
def test_a_page_that_stood_open_for_too_long_keeps_its_words(
    client: Reader, office: Office, go: str
) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    place = insight_here(client)
    fields = answers(client) | {"csrf_token": "old", f"words-{place}": WORDS, "go": go}
    answer = client.post("/r/", data=fields)
    assert answer.status_code == 400 and progress(client) == "2 af 5"
    assert answers(client)[f"words-{place}"].strip() == WORDS
    press(client, "send")
    assert [r.text for r in office.responses(sent)] == [WORDS]


@pytest.mark.parametrize("go", [*KEEPING, "send", "no-thanks"])
def test_another_letters_page_is_neither_kept_nor_sent(
    client: Reader, office: Office, another: Callable[[], Reader], go: str
) -> None:
    first, second = office.letter(), office.letter(name="Karen Møller")
    opened(client, first, "one")
    press(client, "next")
    fields = answers(client) | {f"words-{insight_here(client)}": WORDS, "go": go}
    opened(client, second, "one")
    answer = client.post("/r/", data=fields)
    assert answer.status_code == 400 and WORDS in answer.text
    assert office.responses(first) == office.responses(second) == []
    assert office.draft(first) is None and office.draft(second) is None
    closed = another().post("/r/", data=fields)
    assert closed.status_code == 400


def test_fifty_insights_cost_a_page_no_more_statements_than_one(
    app: Flask, client: Reader, office: Office
) -> None:
    costs = []
    for count in (1, 50):
        opened(client, office.letter(count=count, others=count), "one")
        pages = []
        for do in (
            lambda: reading(client, "/r/?at=2"),
            lambda: press(client, "next", **{f"move_{insight_here(client)}": "nuance"}),
            lambda: reading(client, "/r/?at=1000"),
        ):
            with statements(app) as asked:
                do()
            pages.append(len(asked))
        costs.append(pages)
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 20


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_letter_that_asks_of_nothing_that_was_said_has_one_page(
    client: Reader, office: Office, language: str
) -> None:
    sent = office.letter("update", count=0, others=0, quote="", language=language, questions=())
    opened(client, sent, "one")
    assert reading(client, "/r/?at=1000")
    (whole,) = (
        t for t in client.page.iter("textarea") if (t.get("name") or "").startswith("words")
    )
    press(client, "send", **{(whole.get("name") or "").replace("-", "_"): WORDS})
    assert [r.text for r in office.responses(sent)] == [WORDS]


def test_what_no_page_shows_is_all_of_it_where_there_are_no_pages(settings: Settings) -> None:
    """What somebody's own answer changed is theirs, and no heading over what is theirs."""
    with a_unit(settings) as act:
        document = changed(act, "karen").report("update")
    assert "yours" in {p.detail for p in document.passages if p.kind == "change"}
    assert rest_of(document, []) == [p for p in document.passages if p.kind != "title"]
