"""Large text on the citizen's page: by one button, without a script, as long as it is open."""

import pytest

from tests.citizen.letters import QUOTE, TOPIC, Office, answers, opened, places, reading
from tests.web.browser import PageAt
from tests.web.reader import Reader
from tracker.domain.participant import Participant
from tracker.domain.round import Delivery

POINT = 96 / 72
# Every text that is drawn, with its size; what no one sees has none.
SIZES = """() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = {};
    while (walk.nextNode()) {
        const e = walk.currentNode.parentElement, text = walk.currentNode.textContent.trim();
        if (text && !e.closest(".unseen, .skip") && e.checkVisibility())
            found[text] = parseFloat(getComputedStyle(e).fontSize);
    }
    return found;
}"""


def is_large(client: Reader) -> bool:
    return client.page.get("class") == "large"


def press(client: Reader, fields: dict[str, str], go: str, **more: str) -> None:
    answer = client.post("/r/", data=fields | {"go": go} | more)
    assert answer.status_code == 303
    client.get(answer.location)


def test_one_button_makes_it_large_and_another_as_it_was(client: Reader, office: Office) -> None:
    fields = opened(client, office.letter())
    assert not is_large(client) and "Større skrift" in client.get("/r/").text
    press(client, fields, "large")
    assert is_large(client) and "Almindelig skrift" in client.get("/r/").text
    client.get("/r/?at=2")
    assert is_large(client)
    press(client, fields, "all")
    assert is_large(client)
    press(client, fields, "usual")
    assert not is_large(client)


def test_what_was_written_is_kept(client: Reader, office: Office) -> None:
    opened(client, office.letter(), way="one")
    fields = reading(client, "/r/?at=2")
    place = places(fields, client)["nuance"][0]
    words = {f"move-{place}": "nuance", f"words-{place}": "Kun om aftenen."}
    press(client, fields, "large", **words)
    assert is_large(client)
    assert answers(client)[f"words-{place}"] == "Kun om aftenen."


def wishes(office: Office, delivery: int) -> None:
    with office.act() as act:
        who = act.session.get_one(Delivery, delivery).participant_id
        act.session.get_one(Participant, who).large_print = True


def test_who_wishes_it_begins_so_and_who_comes_after_does_not(
    client: Reader, office: Office
) -> None:
    first, second = office.letter(), office.letter()
    wishes(office, first.delivery)
    fields = opened(client, first)
    client.get("/r/")
    assert is_large(client)
    press(client, fields, "usual")
    # Opened again it is as it was chosen.
    opened(client, first)
    client.get("/r/")
    assert not is_large(client)
    press(client, fields, "large")
    opened(client, second)
    client.get("/r/")
    assert not is_large(client)


def test_it_says_nothing_of_anybody_before_the_letter_is_open(
    client: Reader, office: Office
) -> None:
    sent = office.letter()
    wishes(office, sent.delivery)
    client.get(sent.link)
    assert not is_large(client)


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_nothing_is_below_18_points_and_nothing_is_wider_than_the_page(
    page_at: PageAt, office: Office, scripts: bool
) -> None:
    sent = office.letter(count=2, others=2)
    page = page_at(sent.link, width=320, scripts=scripts)
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="Større skrift").click()
    for way in (None, "Vis hele brevet"):
        if way:
            page.get_by_role("button", name=way).click()
        sizes = page.evaluate(SIZES)
        assert TOPIC in sizes and QUOTE in " ".join(sizes)
        assert {text: size for text, size in sizes.items() if size < 18 * POINT} == {}
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320
