"""What is answered by one press, and what no press but a reader's own can answer."""

import pytest

from tests.citizen.letters import Office, opened, reading
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
    assert "Vi spørger dig ikke mere om det her." in main_of(client)
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


@pytest.mark.parametrize("go", ["no-thanks", "yes", "no"])
def test_nobody_has_answered_before_they_can_have_read(
    client: Reader, office: Office, go: str
) -> None:
    sent = office.letter("closing", questions=())
    opened(client, sent)
    with client.session_transaction() as session:
        session["letter_since"] += 60
    answer = press(client, go)
    assert answer.status_code == 422 and "Tryk en gang til" in answer.text
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
