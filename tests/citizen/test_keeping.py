"""What somebody wrote is never lost, never kept twice, and never kept by halves."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from tests.citizen.letters import Office, answers, opened, places, reading
from tests.web.pages import text_of
from tests.web.reader import Reader

WORDS = "Vi savner en bænk ved stoppestedet – æøå, العربية, 🙂.\r\nDe gamle står op."


def sends(client: Reader, fields: dict[str, str], **changes: str) -> Any:
    return client.post("/r/", data=fields | {k.replace("_", "-"): v for k, v in changes.items()})


def first_of(fields: dict[str, str], client: Reader) -> tuple[str, str]:
    first, second = places(fields, client)["nuance"]
    return first, second


@pytest.mark.parametrize(
    ("move", "text", "says"),
    [
        ("correct", "", "Skriv, hvad du sagde."),
        ("add", " \u200b ", "Skriv, hvad vi mangler."),
        ("nuance", "Jeg er 010150-4002.", "ligner et CPR-nummer"),
        ("nuance", "a" * 50_003, "3 tegn for lang"),
        ("", "Vend \u202eom", "usynlige tegn"),
        ("", "Nul \x00 her", "usynlige tegn"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_half_kept(
    client: Reader, office: Office, move: str, text: str, says: str
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    first, second = first_of(fields, client)
    events = office.events()
    answer = sends(
        client,
        fields,
        **{
            f"move_{first}": "nuance",
            f"words_{first}": WORDS,
            f"move_{second}": move,
            f"words_{second}": text,
        },
    )
    assert answer.status_code == 422
    assert office.responses(sent) == [] and office.events() == events
    by_id = {element.get("id"): element for element in client.page.iter()}
    field = by_id[f"words-{second}"]
    assert field.get("aria-invalid") == "true"
    assert says in text_of(by_id[field.get("aria-describedby")])
    assert f"#words-{second}" in [link.get("href") for link in client.page.iter("a")]
    kept = answers(client)
    assert kept[f"move-{first}"] == "nuance" and kept.get(f"move-{second}", "") == move
    assert kept[f"words-{first}"].replace("\r", "") == WORDS.replace("\r", "")
    # Made right, it is taken.
    right = sends(client, kept, **{f"words_{second}": "Det er godt."})
    assert right.status_code == 303 and len(office.responses(sent)) == 2


def test_own_words_that_are_to_be_corrected_must_be_other_words(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    own, _ = places(fields, client)["withdraw"]
    answer = sends(client, fields, **{f"move_{own}": "correct"})
    assert answer.status_code == 422 and "Skriv, hvad der skal stå." in answer.text
    (fold,) = (d for d in client.page.iter("details") if d.get("open") is not None)
    assert f"own-{own}" in {element.get("id") for element in fold.iter()}


def test_what_is_folded_stands_open_when_it_was_answered(client: Reader, office: Office) -> None:
    sent = office.letter(others=1)
    fields = opened(client, sent)
    (*_, folded) = places(fields, client)["add"]
    assert not [d for d in client.page.iter("details") if d.get("open") is not None]
    answer = sends(client, fields, **{f"move_{folded}": "add"})
    assert answer.status_code == 422
    (fold,) = (d for d in client.page.iter("details") if d.get("open") is not None)
    assert fold.get("class") == "report-fold"


def test_the_same_form_sent_twice_is_kept_once(client: Reader, office: Office) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    first, _ = first_of(fields, client)
    changes = {f"move_{first}": "disagree", f"words_{first}": WORDS}
    assert sends(client, fields, **changes).location == "/r/received"
    again = sends(client, fields, **changes)
    assert again.status_code == 303
    assert "Vi havde fået det allerede." in client.get(again.location).text
    assert len(office.responses(sent)) == 1
    # Going back and changing something is to send something else.
    changes[f"words_{first}"] = "Jeg mente noget andet."
    assert sends(client, fields, **changes).location == "/r/received"
    assert len(office.responses(sent)) == 2


@pytest.mark.parametrize("said", [{}, {"nuance": WORDS}])
def test_what_was_taken_out_is_said_once_though_it_is_sent_twice(
    client: Reader, office: Office, said: dict[str, str]
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    first, _ = first_of(fields, client)
    own = places(fields, client)["withdraw"][0]
    changes = {f"move_{own}": "withdraw"}
    for move, words in said.items():
        changes |= {f"move_{first}": move, f"words_{first}": words}
    assert sends(client, fields, **changes).location == "/r/received"
    assert sends(client, fields, **changes).location == "/r/received?again=1"
    assert [r.move for r in office.responses(sent)] == [*said, "withdraw"]


def test_two_presses_at_the_same_moment_are_kept_once(
    app: Flask, client: Reader, office: Office
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    first, _ = first_of(fields, client)
    cookie = client.get_cookie("session")
    assert cookie is not None

    def press(_: int) -> str:
        browser = Reader(app, app.response_class)
        browser.set_cookie(cookie.key, cookie.value)
        data = fields | {f"move-{first}": "nuance", f"words-{first}": WORDS}
        return str(browser.post("/r/", data=data).location)

    with ThreadPoolExecutor(4) as threads:
        found = sorted(threads.map(press, range(4)))
    assert found == ["/r/received", *["/r/received?again=1"] * 3]
    assert len(office.responses(sent)) == 1


def test_a_form_that_stood_open_for_too_long_gives_the_letter_back_with_what_was_written(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    first, second = first_of(fields, client)
    late = fields | {"csrf_token": "too old"}
    changes = {f"move_{first}": "nuance", f"words_{first}": WORDS, f"move_{second}": "disagree"}
    answer = sends(client, late, **changes)
    assert answer.status_code == 400 and "ikke sendt endnu" in answer.text
    assert office.responses(sent) == []
    assert client.post("/r/", data=answers(client)).status_code == 303
    assert [r.text.replace("\r", "") for r in office.responses(sent)] == [
        WORDS.replace("\r", ""),
        "",
    ]


@pytest.mark.parametrize("language", ["da", "en"])
def test_without_an_open_letter_what_was_written_comes_back_to_be_sent(
    client: Reader, office: Office, another: Callable[[], Reader], language: str
) -> None:
    sent = office.letter(language=language)
    fields = opened(client, sent)
    first, second = first_of(fields, client)
    written = fields | {f"move-{first}": "nuance", f"words-{first}": WORDS}
    written |= {f"move-{second}": "recognise"}
    later = another()
    answer = later.post("/r/", data=written)
    assert answer.status_code == 400 and later.page.get("lang") == language
    shown = [area.text for area in later.page.iter("textarea")]
    assert [(text or "").strip().replace("\r", "") for text in shown] == [WORDS.replace("\r", "")]
    kept = answers(later)
    opened(later, sent)
    assert later.post("/r/", data=kept).status_code == 303
    assert [response.move for response in office.responses(sent)] == ["nuance", "recognise"]


def test_one_letters_form_is_never_taken_for_another_letters(
    client: Reader, office: Office
) -> None:
    first, second = office.letter(), office.letter(name="Karen Møller")
    fields = opened(client, first)
    place, _ = first_of(fields, client)
    opened(client, second)
    answer = sends(client, fields, **{f"move_{place}": "nuance", f"words_{place}": WORDS})
    assert answer.status_code == 400 and "De gamle står op." in answer.text
    assert office.responses(first) == office.responses(second) == []
    kept = answers(client)
    opened(client, first)
    assert client.post("/r/", data=kept).status_code == 303
    assert len(office.responses(first)) == 1


@pytest.mark.parametrize("key", ["", "x", "x.y", "é", "a" * 5000])
def test_a_form_of_nobodys_is_not_taken(client: Reader, office: Office, key: str) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    place, _ = first_of(fields, client)
    answer = sends(client, fields | {"key": key}, **{f"move_{place}": "recognise"})
    assert answer.status_code == 400 and office.responses(sent) == []


def test_a_link_that_ended_meanwhile_gives_the_words_back_and_says_whom_to_call(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    place, _ = first_of(fields, client)
    office.end_link(sent)
    answer = sends(client, fields, **{f"words_{place}": WORDS})
    assert answer.status_code == 410
    assert "89 40 20 11" in answer.text and "De gamle står op." in answer.text


def test_scripts_and_templates_are_words_like_any_other(client: Reader, office: Office) -> None:
    nasty = "<script>alert(1)</script> {{ 7*7 }} ' OR 1=1 --</textarea><b>"
    sent = office.letter(quote=nasty)
    fields = opened(client, sent)
    first, second = first_of(fields, client)
    changes = {f"words_{first}": nasty, f"move_{second}": "add"}
    for answer in (sends(client, fields, **changes), client.get("/r/")):
        assert "<script>alert" not in answer.text and "<b>" not in answer.text
    changes[f"move_{second}"] = "recognise"
    sends(client, reading(client), **changes)
    client.get("/r/received")
    assert nasty in text_of(client.page)
    assert office.responses(sent)[0].text == nasty
