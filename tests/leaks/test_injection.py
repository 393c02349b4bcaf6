"""Whatever is written in any field is text in page, mail and letter, and reaches nothing."""

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup
from weasyprint.urls import URLFetcher

from tests.leaks.canaries import Book, bare
from tests.leaks.evil import SHORT, Door, Skeleton, a_door, payloads
from tests.leaks.ground import Ground
from tests.leaks.plans import EVERYBODY, Plan
from tests.leaks.rounds import Copy, Rounds
from tests.leaks.showing import Shown, in_words, looking
from tests.printed import run, text_of
from tracker.domain.round import Delivery
from tracker.reports.paper import pdf
from tracker.reports.templating import environment
from tracker.returning.forms import written

# Whoever is in it has words, an answer, a reason, a setting aside; all of it stands in a report.
PLAN = Plan(EVERYBODY[:3], mail="report", turn="edit")
NAMES = list(payloads(0))


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    with a_door() as opened:
        yield opened


def dressed(ground: Ground, payload: str) -> Rounds:
    """A world in which the payload stands before the canary in every text there is."""

    def dress(label: str, canary: str) -> str:
        room = SHORT - len(canary) - 1 if label == "case_number" else 10_000
        return f"{payload[:room]} {canary}"

    return ground.played(PLAN, Book(dress))


def forms_of(world: Rounds) -> list[Shown]:
    act = looking(world)
    with act.session:
        return [shown for copy in world.copies for shown in in_words(act, copy)]


def closing_of(world: Rounds) -> Copy:
    """The report that has most in it: of one with an answer and a setting aside."""
    return next(
        c for c in reversed(world.copies) if len(c.person.said) > 1 and c.channel == "letter"
    )


def letter_of(world: Rounds) -> bytes:
    act = looking(world)
    with act.session:
        return written(act, act.session.get_one(Delivery, closing_of(world).id), "pdf")


@pytest.fixture(scope="module")
def plain(ground: Ground) -> list[Shown]:
    # As much as the shortest payload: a short report says less on its first page.
    return forms_of(dressed(ground, "ord " * 12))


@pytest.fixture(scope="module")
def apart(ground: Ground) -> Iterator[Ground]:
    """The same instance, where nobody else plays meanwhile."""
    opened = Ground(ground.settings.instance)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=NAMES)
def evil(request: pytest.FixtureRequest, apart: Ground, door: Door) -> tuple[str, str, Rounds]:
    """A payload by its name, and a world that it is written all over."""
    payload = payloads(door.port)[request.param]
    return request.param, payload, dressed(apart, payload)


def test_in_a_page_and_a_mail_it_is_text(
    evil: tuple[str, str, Rounds], door: Door, plain: list[Shown]
):
    _, payload, world = evil
    found = forms_of(world)
    assert [shown.form for shown in found] == [shown.form for shown in plain]
    for shown, usual in zip(found, plain, strict=True):
        if shown.form in ("fragment", "page", "mail's html"):
            page, usual_page = Skeleton(shown.text), Skeleton(usual.text)
            assert page.tags == usual_page.tags, shown.form
            assert bare(payload) in bare(page.text)
        elif shown.whole:
            assert bare(payload) in bare(shown.text)
    assert door.visits == 0


def test_in_a_letter_it_is_text_and_reaches_neither_network_nor_file(
    evil: tuple[str, str, Rounds], door: Door, tmp_path: Path
):
    name, payload, world = evil
    made = letter_of(world)
    text = text_of(made)
    if name not in ("rtl", "emoji"):
        assert bare(payload) in bare(text)
    assert "root:x:0:0" not in text
    assert b"EmbeddedFile" not in made
    (tmp_path / "letter.pdf").write_bytes(made)
    embedded = run("pdfdetach", "-list", str(tmp_path / "letter.pdf"), data=b"")
    assert embedded.startswith("0 embedded files")
    assert door.visits == 0


def test_no_head_of_a_mail_is_another_for_what_was_written(ground: Ground, plain: list[Shown]):
    found = forms_of(dressed(ground, "x: y"))
    heads = [
        [line.partition(":")[0] for line in shown.text.splitlines() if not line.startswith(" ")]
        for shown in (*found, *plain)
        if shown.form == "mail's head"
    ]
    assert heads
    assert all(head == heads[0] for head in heads)


def test_the_door_and_the_comparison_would_see_it(
    ground: Ground, plain: list[Shown], monkeypatch: pytest.MonkeyPatch
):
    """With what makes text of it taken out, both the page and the network show it."""
    with a_door() as door:
        world = dressed(ground, payloads(door.port)["image"])
        monkeypatch.setitem(environment.filters, "prose", Markup)
        pages = [shown for shown in forms_of(world) if shown.form == "page"]
        usual = [shown for shown in plain if shown.form == "page"]
        assert Skeleton(pages[0].text).tags != Skeleton(usual[0].text).tags
        letter_of(world)
        assert door.visits == 0, "the letter reaches nothing by itself"
        monkeypatch.setattr(pdf, "fetcher", lambda: URLFetcher(timeout=1))
        letter_of(world)
        door.waits_for(1)
        assert door.visits > 0


def test_the_door_counts():
    with a_door() as door:
        socket.create_connection(("127.0.0.1", door.port), timeout=5).close()
        door.waits_for(1)
        assert door.visits == 1


@pytest.mark.parametrize("word", ["å" * 20_000, "👩‍👩‍👧‍👦" * 2_500], ids=["letters", "emoji"])
def test_a_word_of_twenty_thousand_letters_is_shown_at_once(ground: Ground, word: str):
    def dress(label: str, canary: str) -> str:
        if label.endswith("words"):
            return f"{word} {canary}"
        return f"{word[:4_900]} {canary}" if "insight" in label or "reason" in label else canary

    before = time.process_time()
    world = ground.played(replace(PLAN, people=EVERYBODY[:1]), Book(dress))
    found = forms_of(world)
    assert time.process_time() - before < 5
    before = time.process_time()
    made = letter_of(world)
    assert time.process_time() - before < 10
    assert all(bare(word) in bare(shown.text) for shown in found if shown.form == "text")
    assert made.startswith(b"%PDF-")
