"""Each thing in a letter can be answered where it stands, and what was meant is what is kept."""

from typing import Any

import pytest
from sqlalchemy import select

from tests import factories as f
from tests.citizen.letters import ASIDE, PHONE, QUOTE, Office, Sent, head, opened, places, reading
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.citizen.asking import Ask
from tracker.citizen.queries import delivery_behind, letter_of
from tracker.citizen.services import Given, receive
from tracker.domain.contribution import Contribution
from tracker.domain.errors import BadInput
from tracker.domain.insight import Insight
from tracker.domain.projection import LoopRow, OpenResponse
from tracker.domain.response import Response
from tracker.reports.links import token_hash

WORDS = "Det er kun om vinteren – æøå, العربية, 🙂."


def about(response: Response) -> str:
    """What a response is about, in one word."""
    named = {
        "version": response.version_id,
        "contribution": response.contribution_id,
        "aside": response.setting_aside_id,
    }
    return next((name for name, number in named.items() if number is not None), "round")


def summed(responses: list[Response]) -> list[tuple[str, str, str]]:
    return [(about(response), response.move, response.text) for response in responses]


def sends(client: Reader, fields: dict[str, str], **changes: str) -> Any:
    return client.post("/r/", data=fields | {k.replace("_", "-"): v for k, v in changes.items()})


@pytest.mark.parametrize("move", ["recognise", "nuance", "correct", "add", "disagree"])
def test_an_insight_is_answered_in_everyday_words(
    client: Reader, office: Office, move: str
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    place = places(fields, client)["nuance"][1]
    answer = sends(client, fields, **{f"move_{place}": move, f"words_{place}": WORDS})
    assert (answer.status_code, answer.location) == (303, "/r/received")
    (response,) = office.responses(sent)
    assert summed([response]) == [("version", move, WORDS)]
    with office.act() as act:
        assert response.version_id == act.session.get_one(Insight, sent.insights[1]).current.id


def test_what_was_read_is_what_is_answered_though_it_has_a_new_version(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    (first, *_) = places(fields, client)["nuance"]
    with office.act() as act:
        insight = act.session.get_one(Insight, sent.insights[0])
        read = insight.current.id
        f.a_version(act, insight, "Der kører for få busser.", "Vi skrev det om.")
    sends(client, fields, **{f"move_{first}": "nuance", f"words_{first}": WORDS})
    (response,) = office.responses(sent)
    assert response.version_id == read


def test_answers_that_are_sent_together_have_one_number(client: Reader, office: Office) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    first, second = places(fields, client)["nuance"]
    sends(
        client,
        fields,
        **{f"move_{first}": "nuance", f"words_{first}": WORDS, f"move_{second}": "recognise"},
    )
    responses = office.responses(sent)
    assert summed(responses) == [("version", "nuance", WORDS), ("version", "recognise", "")]
    assert len({response.sending for response in responses}) == 1
    assert {response.written_by_id for response in responses} == {None}
    with office.act() as act:
        query = select(OpenResponse.response_id).where(OpenResponse.process_id == sent.process)
        assert list(act.session.scalars(query)) == [responses[0].id]


def test_words_alone_are_taken_as_they_are(client: Reader, office: Office) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    found = places(fields, client)
    (first, _), (questions,) = found["nuance"], found["questions"]
    sends(client, fields, **{f"words_{first}": WORDS, f"words_{questions}": "Langt."})
    assert summed(office.responses(sent)) == [
        ("version", "said", WORDS),
        ("round", "said", "Langt."),
    ]


def test_what_is_missing_becomes_a_contribution(client: Reader, office: Office) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    (first, _) = places(fields, client)["nuance"]
    sends(client, fields, **{f"move_{first}": "add", f"words_{first}": WORDS})
    with office.act() as act:
        said = act.session.scalars(select(Contribution).order_by(Contribution.id)).all()
        assert (said[-1].recorded, said[-1].participant_id) == (WORDS, sent.participant)


@pytest.mark.parametrize("chosen", [{"move": "correct"}, {}])
def test_own_words_are_corrected_where_they_stand(
    client: Reader, office: Office, chosen: dict[str, str]
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    own, _ = places(fields, client)["withdraw"]
    assert fields[f"own-{own}"] == QUOTE
    written = {f"{name}_{own}": value for name, value in ({"own": WORDS} | chosen).items()}
    # Read again before it is sent, it is a correction also where that was not chosen.
    sends(client, fields, go="save", **written)
    fields = reading(client)
    assert fields[f"move-{own}"] == "correct"
    sends(client, fields)
    assert summed(office.responses(sent)) == [("contribution", "correct", WORDS)]
    with office.act() as act:
        contribution = act.session.get_one(Contribution, sent.quote)
        assert (contribution.recorded, contribution.present) == (QUOTE, WORDS)
    assert reading(client)[f"own-{own}"] == WORDS


def test_own_words_that_are_to_stay_do_whatever_was_written_first(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    own, _ = places(fields, client)["withdraw"]
    answer = sends(client, fields, **{f"move_{own}": "", f"own_{own}": WORDS})
    assert answer.status_code == 422 and office.responses(sent) == []


def test_own_words_are_taken_out_at_once(client: Reader, office: Office) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    own, aside = places(fields, client)["withdraw"]
    receipt = sends(client, fields, **{f"move_{own}": "withdraw"})
    page = client.get(receipt.location).text
    assert "bruger vi ikke mere, og vi viser det ikke til andre." in page
    assert summed(office.responses(sent)) == [("contribution", "withdraw", "")]
    with office.act() as act:
        assert act.session.get_one(Contribution, sent.quote).withdrawn_event_id
        assert not act.session.get_one(Contribution, sent.aside).withdrawn_event_id
    fields = reading(client)
    assert f"own-{own}" not in fields and f"own-{aside}" in fields
    assert "Du har taget det ud." in text_of(client.page)
    # From another window, or by somebody who will not take no for an answer.
    again = sends(client, fields, **{f"move_{own}": "withdraw", f"own_{own}": "Sig det igen."})
    assert again.status_code == 422
    assert len(office.responses(sent)) == 1


def test_a_setting_aside_is_answered_and_what_it_was_of_is_taken_out_after(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    found = places(fields, client)
    (_, own), aside = found["withdraw"], found["disagree"][-1]
    sends(
        client,
        fields,
        **{f"move_{own}": "withdraw", f"move_{aside}": "disagree", f"words_{aside}": WORDS},
    )
    assert summed(office.responses(sent)) == [
        ("aside", "disagree", WORDS),
        ("aside", "withdraw", ""),
    ]
    with office.act() as act:
        assert act.session.get_one(Contribution, sent.aside).withdrawn_event_id


@pytest.mark.parametrize("purpose", ["qualify", "closing", "update"])
def test_no_thanks_is_as_easy_as_an_answer(client: Reader, office: Office, purpose: str) -> None:
    sent = office.letter(purpose, questions=())
    fields = opened(client, sent)
    (place,) = places(fields, client)["no-thanks"]
    receipt = sends(client, fields, **{f"move_{place}": "no-thanks"})
    assert summed(office.responses(sent)) == [("round", "no-thanks", "")]
    page = client.get(receipt.location).text
    assert "Vi minder dig ikke om det her brev." in page and "senest" not in page


@pytest.mark.rule("R24")
@pytest.mark.parametrize(("said", "move"), [("Ja", "recognise"), ("Nej", "disagree")])
def test_after_the_closing_report_one_thing_is_asked(
    client: Reader, office: Office, said: str, move: str
) -> None:
    sent = office.letter("closing", questions=())
    fields = opened(client, sent)
    assert "Hvad siger du til det?" not in text_of(client.page)
    (place,) = places(fields, client)["no-thanks"]
    (label,) = (
        label for label in client.page.iter("label") if label.get("for") == f"move-{place}-{move}"
    )
    assert text_of(label) == said
    sends(client, fields, **{f"move_{place}": move})
    (response,) = office.responses(sent)
    assert summed([response]) == [("round", move, "")]
    with office.act() as act:
        is_open = act.session.get(OpenResponse, response.id) is not None
        assert is_open is (move == "disagree")


def test_an_answer_by_link_proves_that_the_letter_reached_them(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    (place,) = places(fields, client)["no-thanks"]
    sends(client, fields, **{f"move_{place}": "recognise"})
    with office.act() as act:
        assert act.session.get_one(LoopRow, sent.participant).step == 3


def test_looking_and_posting_what_was_not_touched_answer_nothing(
    client: Reader, office: Office
) -> None:
    sent = office.letter(quote="To linjer:\nden ene og den anden.")
    fields = opened(client, sent)
    events = office.events()
    assert head(client, "/r/") == head(client, sent.link) == 200
    untouched = [fields, {k: v.replace("\n", "\r\n") for k, v in fields.items()}]
    untouched.append({k: f" {v} " if k.startswith("own") else v for k, v in fields.items()})
    untouched.append({k: v or "\u200b \u2060" for k, v in fields.items()})
    untouched.append({k: v for k, v in fields.items() if k in ("csrf_token", "key")})
    for some in untouched:
        answer = client.post("/r/", data=some)
        assert answer.status_code == 422 and "ikke svaret på noget endnu" in answer.text
    assert office.responses(sent) == [] and office.events() == events


def test_nothing_is_chosen_beforehand(client: Reader, office: Office) -> None:
    opened(client, office.letter())
    radios = [c for c in client.page.iter("input") if c.get("type") == "radio"]
    assert radios and not [c for c in radios if c.get("checked") is not None]


def test_fields_are_named_by_their_place_and_extra_ones_change_nothing(
    client: Reader, office: Office
) -> None:
    sent, other = office.letter(), office.letter(name="Karen Møller")
    fields = opened(client, sent)
    (first, _) = places(fields, client)["nuance"]
    extra = {
        "participant": str(other.participant),
        "delivery": str(other.delivery),
        "contribution": str(other.quote),
        "version": "99",
        "state": "closed",
        "move-999": "withdraw",
        "own-999": "Ord",
        f"contribution-{first}": str(other.quote),
    }
    answer = client.post("/r/", data=fields | extra)
    assert answer.status_code == 422
    client.post("/r/", data=fields | extra | {f"move-{first}": "recognise"})
    assert summed(office.responses(sent)) == [("version", "recognise", "")]
    assert office.responses(other) == []


@pytest.mark.parametrize("move", ["withdraw", "no-thanks", "said", "closed", "x" * 5000])
def test_a_move_that_was_not_offered_is_refused(client: Reader, office: Office, move: str) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    (first, _) = places(fields, client)["nuance"]
    answer = sends(client, fields, **{f"move_{first}": move, f"words_{first}": WORDS})
    assert answer.status_code == 422 and WORDS in answer.text
    assert office.responses(sent) == []


def test_somebody_elses_words_can_be_neither_answered_nor_taken_out(office: Office) -> None:
    sent, other = office.letter(), office.letter()
    for move in ("withdraw", "correct"):
        with pytest.raises(BadInput, match="not_their_own"), office.act() as act:
            delivery = delivery_behind(act.session, token_hash(sent.token), act.now)
            theirs = act.session.get_one(Contribution, other.quote)
            given = Given(Ask(0, "own", contribution=theirs), move, WORDS)
            receive(act, letter_of(act.session, delivery, act.now), [given], "key")


def test_the_receipt_says_what_was_sent_what_comes_next_and_whom_to_call(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    found = places(fields, client)
    (first, second), aside = found["nuance"], found["disagree"][-1]
    receipt = sends(
        client,
        fields,
        **{
            f"move_{first}": "nuance",
            f"words_{first}": WORDS,
            f"move_{second}": "recognise",
            f"move_{aside}": "disagree",
        },
    )
    client.get(receipt.location)
    page = text_of(client.page)
    assert "Næsten" in page and WORDS in page and "Ja, sådan er det" in page
    assert ASIDE in page and "Jeg er uenig" in page
    assert "Vi læser det og svarer dig senest" in page
    assert f"Ring til Jens Holm på {PHONE}" in page


def test_who_comes_back_sees_the_letter_and_what_they_sent(
    client: Reader, office: Office, another: Any
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    (first, _) = places(fields, client)["nuance"]
    assert client.get("/r/received").location == "/r/"
    sends(client, fields, **{f"move_{first}": "nuance", f"words_{first}": WORDS})
    later = another()
    opened(later, sent)
    page = text_of(later.page)
    assert QUOTE in page and "Tak. Du svarede os" in page
    assert not [value for value in reading(later).values() if value == WORDS]
    later.get("/r/received")
    assert WORDS in text_of(later.page)


def test_what_staff_wrote_in_is_not_shown_to_who_holds_the_link(
    client: Reader, office: Office
) -> None:
    sent: Sent = office.letter()
    with office.act() as act:
        delivery = delivery_behind(act.session, token_hash(sent.token), act.now)
        f.a_response(act, delivery, "said", "Sagt i telefonen.")
    opened(client, sent)
    assert "Sagt i telefonen." not in text_of(client.page)
    assert client.get("/r/received").location == "/r/"
