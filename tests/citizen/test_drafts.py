"""What was written and not sent: there when one comes back, for nobody else, and not for ever."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.citizen.letters import Office, Sent, answers, opened, places, reading
from tests.citizen.test_one_at_a_time import insight_here, main_of, press
from tests.citizen.test_reading import everything
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.citizen import showing
from tracker.domain.office import AnswerDraft
from tracker.domain.projection import LoopRow
from tracker.domain.round import Delivery
from tracker.outbound.clock import due
from tracker.reports.words import citizen

WORDS = "Det er kun om vinteren – æøå, العربية, 🙂."


def wrote(client: Reader, sent: Sent, words: str = WORDS) -> str:
    """Write on the page as a whole, and go on later; the place where it stands."""
    fields = opened(client, sent)
    place = places(fields, client)["nuance"][0]
    press(client, "save", **{f"move_{place}": "nuance", f"words_{place}": words})
    return place


@pytest.mark.parametrize("way", ["one", "all"])
def test_what_was_written_is_there_on_another_device_and_says_when(
    client: Reader, office: Office, another: Callable[[], Reader], way: str
) -> None:
    sent = office.letter()
    place = wrote(client, sent)
    assert "Det er gemt, men ikke sendt" in main_of(client)
    draft = office.draft(sent)
    assert draft is not None
    later = another()
    opened(later, sent, way)
    said = citizen("da").say("saved.at", **showing.moment(citizen("da"), draft.at))
    assert said in main_of(later) and "er her stadig" in main_of(later)
    fields = reading(later, "/r/?at=2")
    assert fields[f"words-{place}"].strip() == WORDS and fields[f"move-{place}"] == "nuance"
    press(later, "send")
    assert [(r.move, r.text) for r in office.responses(sent)] == [("nuance", WORDS)]


def test_one_comes_back_to_where_one_left(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    press(client, "next", **{f"words_{insight_here(client)}": WORDS})
    later = another()
    opened(later, sent, "one")
    assert "3 af 5" in main_of(later)


def test_it_is_dropped_when_it_is_sent(client: Reader, office: Office) -> None:
    sent = office.letter()
    wrote(client, sent)
    reading(client)
    press(client, "send")
    assert office.draft(sent) is None and len(office.responses(sent)) == 1


def test_it_is_dropped_when_all_of_it_was_taken_out(client: Reader, office: Office) -> None:
    sent = office.letter()
    place = wrote(client, sent)
    reading(client)
    press(client, "save", **{f"move_{place}": "", f"words_{place}": ""})
    assert office.draft(sent) is None


def test_it_is_dropped_with_its_link(client: Reader, office: Office) -> None:
    ended, stands = office.letter(), office.letter(name="Karen Møller")
    wrote(client, ended)
    wrote(client, stands)
    with office.act() as act:
        due(act)
    assert office.draft(ended) and office.draft(stands)
    office.change(ended, lambda d: setattr(d, "link_until", datetime.now(UTC) - timedelta(days=1)))
    events = office.events()
    with office.act() as act:
        due(act)
    assert office.draft(ended) is None and office.draft(stands)
    assert office.events() == events


def test_another_link_to_the_letter_does_not_show_what_was_written_by_the_first(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent = office.letter()
    place = wrote(client, sent)
    now = office.revoke(sent)
    reader = another()
    fields = opened(reader, now)
    assert not fields[f"words-{place}"].strip() and WORDS not in text_of(reader.page)
    press(reader, "save", **{f"words_{place}": "Noget andet."})
    assert reading(reader)[f"words-{place}"].strip() == "Noget andet."


def test_it_is_no_answer_and_no_fact_and_cannot_be_read_in_the_database(
    app: Flask, client: Reader, office: Office, world: World
) -> None:
    sent = office.letter()
    opened(client, sent)
    before = office.events()
    with office.act() as act:
        step = act.session.get_one(LoopRow, sent.participant).step
    wrote(client, sent)
    assert office.responses(sent) == [] and office.events() == before
    with office.act() as act:
        assert act.session.get_one(LoopRow, sent.participant).step == step
    assert "kun om vinteren" not in everything_as_kept(app)
    own = office.department_seen_by(sent, world)
    staff = Reader(app, app.response_class)
    staff.sign_in_as(own.users["caseworker"])
    for address in (f"/processes/{sent.process}", f"/processes/{sent.process}/responses"):
        answer = staff.get(address)
        assert answer.status_code == 200 and "kun om vinteren" not in answer.text


def everything_as_kept(app: Flask) -> str:
    """Every value of every table, as the database has it."""
    kept = everything(app)
    assert "answer_draft" not in kept
    return kept


def test_nothing_is_kept_where_nothing_was_written(client: Reader, office: Office) -> None:
    sent = office.letter()
    opened(client, sent)
    answer = press(client, "save")
    assert answer.status_code == 422 and "ikke svaret på noget endnu" in answer.text
    assert office.draft(sent) is None


def test_of_two_devices_the_later_stands_and_takes_back_nothing_it_did_not_touch(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent = office.letter()
    other = another()
    fields = opened(client, sent)
    first, second = places(fields, client)["nuance"]
    opened(other, sent)
    press(other, "save", **{f"words_{first}": "Fra telefonen.", f"words_{second}": "Også her."})
    # The first page was shown before: it says nothing of the second thing.
    page = client.post("/r/", data=fields | {f"words-{first}": "Fra computeren.", "go": "save"})
    assert page.status_code == 303
    now = reading(other)
    assert now[f"words-{first}"].strip() == "Fra computeren."
    assert now[f"words-{second}"].strip() == "Også her."


def test_what_was_written_elsewhere_meanwhile_is_not_sent_unseen(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent = office.letter()
    other = another()
    fields = opened(client, sent)
    first, second = places(fields, client)["nuance"]
    opened(other, sent)
    press(other, "save", **{f"words_{second}": "Fra telefonen."})
    answer = client.post("/r/", data=fields | {f"words-{first}": "Fra computeren."})
    assert answer.status_code == 409 and "et andet sted" in answer.text
    assert office.responses(sent) == []
    now = answers(client)
    assert now[f"words-{first}"].strip() == "Fra computeren."
    assert now[f"words-{second}"].strip() == "Fra telefonen."
    assert client.post("/r/", data=now).location == "/r/received"
    assert [r.text for r in office.responses(sent)] == ["Fra computeren.", "Fra telefonen."]


def test_what_was_sent_from_elsewhere_is_not_sent_again_by_an_older_page(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    sent = office.letter()
    other = another()
    wrote(client, sent)
    fields = reading(client)
    opened(other, sent)
    press(other, "send")
    answer = client.post("/r/", data=fields)
    assert answer.status_code == 409
    assert len(office.responses(sent)) == 1


def test_a_draft_that_holds_what_the_letter_does_not_ask_changes_nothing(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    client.post("/r/", data=fields | {"move-999": "withdraw", "own-999": "x", "go": "save"})
    assert office.draft(sent) is None


def test_it_is_kept_for_the_delivery_alone(
    client: Reader, office: Office, another: Callable[[], Reader]
) -> None:
    first, second = office.letter(), office.letter(name="Karen Møller")
    wrote(client, first)
    reader = another()
    opened(reader, second)
    assert WORDS not in text_of(reader.page) and office.draft(second) is None
    with office.act() as act:
        act.session.execute(
            update(Delivery).where(Delivery.id == first.delivery).values(link_until=None)
        )
        due(act)
        assert act.session.get(AnswerDraft, first.delivery) is None
