"""Somebody writes for somebody else, and says who they are: it is said wherever it is read."""

import pytest

from tests.citizen.letters import Office, answers, opened, places, reading
from tests.citizen.test_one_at_a_time import insight_here, main_of, press
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World

DAUGHTER = "datter – æøå, 🙂"


@pytest.mark.parametrize("way", ["one", "all"])
def test_who_wrote_it_is_kept_and_shown_to_the_reader_and_to_staff(
    client: Reader, office: Office, world: World, way: str
) -> None:
    sent = office.letter()
    opened(client, sent, way)
    fields = reading(client, "/r/?at=5")
    assert "Jeg skriver for en anden" in main_of(client) and fields["helper"] == ""
    (place,) = places(fields, client)["questions"]
    press(client, "send", **{f"words_{place}": "Langt.", "helper": f" {DAUGHTER} "})
    assert [r.helper for r in office.responses(sent)] == [DAUGHTER]
    assert f"Skrevet af: {DAUGHTER}" in main_of(client)
    own = office.department_seen_by(sent, world)
    client.sign_in_as(own.users["caseworker"])
    (response,) = office.responses(sent)
    client.get(f"/processes/{sent.process}/responses/{response.id}")
    assert f"Skrevet af {DAUGHTER}" in text_of(client.page)


@pytest.mark.parametrize("helper", ["", " \u200b "])
def test_who_writes_for_themselves_is_not_said_to_be_helped(
    client: Reader, office: Office, helper: str
) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    press(client, "next")
    press(client, "send", **{f"move_{insight_here(client)}": "nuance", "helper": helper})
    assert [r.helper for r in office.responses(sent)] == [None]
    assert "Skrevet af" not in main_of(client)


def test_who_writes_is_kept_with_what_is_not_sent(client: Reader, office: Office) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    reading(client, "/r/?at=5")
    press(client, "save", helper=DAUGHTER)
    assert reading(client, "/r/?at=5")["helper"] == DAUGHTER
    reading(client, "/r/?at=2")
    press(client, "send", **{f"move_{insight_here(client)}": "recognise"})
    assert [r.helper for r in office.responses(sent)] == [DAUGHTER]


def test_who_says_no_thanks_for_somebody_is_said_too(client: Reader, office: Office) -> None:
    sent = office.letter()
    opened(client, sent)
    press(client, "no-thanks", helper=DAUGHTER)
    assert [(r.move, r.helper) for r in office.responses(sent)] == [("no-thanks", DAUGHTER)]


@pytest.mark.parametrize(
    ("helper", "says"),
    [
        ("d" * 203, "3 tegn for lang"),
        ("datter\x07", "usynlige tegn"),
        ("dat\u202eter", "usynlige tegn"),
        ("datter\nog søn", "på én linje"),
        ("Jeg er 010150-4002", "CPR-nummer"),
    ],
)
@pytest.mark.parametrize("go", ["send", "save", "back", "all", "no-thanks"])
def test_what_cannot_be_a_line_stands_beside_its_field_and_nothing_is_lost(
    client: Reader, office: Office, helper: str, says: str, go: str
) -> None:
    sent = office.letter()
    opened(client, sent, "one")
    (place,) = places(reading(client, "/r/?at=5"), client)["questions"]
    answer = press(client, go, **{f"words_{place}": "Langt.", "helper": helper})
    assert answer.status_code == 422
    by_id = {element.get("id"): element for element in client.page.iter()}
    field = by_id["helper"]
    assert field.get("aria-invalid") == "true"
    assert says in " ".join(text_of(by_id[i]) for i in field.get("aria-describedby").split())
    assert answers(client)[f"words-{place}"].strip() == "Langt."
    assert office.responses(sent) == [] and office.draft(sent) is None
    press(client, "send", helper="datter")
    assert [r.helper for r in office.responses(sent)] == ["datter"]


def test_the_same_answer_by_another_hand_is_another_answer(client: Reader, office: Office) -> None:
    sent = office.letter()
    fields = opened(client, sent)
    place = places(fields, client)["nuance"][0]
    fields |= {f"words-{place}": "Langt."}
    for helper in ("datter", "datter", "søn"):
        client.post("/r/", data=fields | {"helper": helper})
    assert [r.helper for r in office.responses(sent)] == ["datter", "søn"]
