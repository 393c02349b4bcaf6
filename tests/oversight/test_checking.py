"""Whether the record of a process holds: that it does, or each thing that does not, by name."""

import pytest
from flask import Flask
from sqlalchemy import text

from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.differences import Difference
from tracker.domain.tables import metadata
from tracker.extensions import db
from tracker.oversight import checking
from tracker.oversight.ledger_views import _column_called, _row_called


def main(reader: Reader) -> str:
    (found,) = reader.page.iter("main")
    return text_of(found)


def change(desk: Desk, statement: str, **values: object) -> None:
    """Something that is done in the database itself."""
    desk.do(lambda act: act.session.execute(text(statement), values))


def verified(desk: Desk, reader: Reader, asked: str = "") -> str:
    assert reader.get(f"/processes/{desk.ids['worked']}/verify{asked}").status_code == 200
    return main(reader)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "1 kredsløb er regnet efter ud fra 10 hændelser. Det tog under et sekund."),
        ("en", "1 loop reckoned anew from 10 facts. It took less than a second."),
    ],
)
def test_it_says_that_all_agrees(desk: Desk, staff: Reader, language: str, words: str) -> None:
    page = verified(desk, staff, f"?lang={language}")
    assert words in page and ("Alt passer" in page or "All agrees" in page)
    assert ("verified", str(desk.ids["worked"])) in desk.seen("process")


def test_a_changed_fact_and_a_changed_loop_are_both_named(desk: Desk, staff: Reader) -> None:
    person = desk.ids["person"]
    change(desk, "UPDATE loop SET step = 1 WHERE participant_id = :person", person=person)
    changed = desk.do(
        lambda act: act.session.execute(
            text("SELECT event_id FROM response WHERE id = :id"), {"id": desk.ids["answer"]}
        ).scalar_one()
    )
    change(desk, "UPDATE event SET at = '2026-03-01 09:30:00' WHERE id = :id", id=changed)
    page = verified(desk, staff)
    assert "Noget passer ikke" in page and "Alt passer" not in page
    assert f"Anna Canary own: Hændelse nr. {changed} er ikke, som den blev skrevet ned." in page
    assert "Anna Canary own: Kredsløbet: trinnet står som »1«, men skal være »3«." in page
    assert "loop.step" in page
    assert page.count("er ikke, som den blev skrevet ned") == 1


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM loop WHERE process_id = :process", "Kredsløbet mangler."),
        ("DELETE FROM open_response WHERE process_id = :process", "venter på jer mangler."),
        (
            "UPDATE delivery_standing SET opened = NOT opened WHERE process_id = :process",
            "åbnet står som »nej«, men skal være »ja«.",
        ),
        (
            "UPDATE waiting_count SET loops = 9 WHERE process_id = :process",
            "Tallet for det næste skridt »Svar«: antal kredsløb står som »9«, men skal være »1«.",
        ),
        (
            "UPDATE loop SET next_action = 'none', due = NULL WHERE process_id = :process",
            "det næste skridt står som »Ingenting«, men skal være »Svar«.",
        ),
        ("UPDATE tally SET step3 = 0 WHERE process_id = :process", "antal på trin 3 står som »0«"),
        (
            "UPDATE event SET data = '{}' WHERE process_id = :process",
            "Kredsløbene kunne ikke regnes efter",
        ),
    ],
)
def test_whatever_was_changed_is_told_in_words(
    desk: Desk, staff: Reader, statement: str, words: str
) -> None:
    change(desk, statement, process=desk.ids["worked"])
    assert words in verified(desk, staff)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET data = '{}' WHERE process_id = :process",
        "UPDATE event SET kind = 'invented' WHERE process_id = :process",
    ],
)
def test_the_ledger_of_what_was_changed_is_still_a_page(
    desk: Desk, staff: Reader, statement: str
) -> None:
    process, person = desk.ids["worked"], desk.ids["person"]
    change(desk, statement, process=process)
    for ending in ("", ".csv", ".xlsx", ".json"):
        page = staff.get(f"/processes/{process}/loops/{person}/ledger{ending}")
        assert page.status_code == 200
        assert ending == ".xlsx" or "kan ikke læses" in page.text


def test_whose_number_a_changed_row_took_is_not_told(
    desk: Desk, staff: Reader, world: World
) -> None:
    foreign = world.foreign.ids["person"]
    change(
        desk,
        "UPDATE delivery_standing SET participant_id = :person WHERE process_id = :process",
        person=foreign,
        process=desk.ids["worked"],
    )
    page = verified(desk, staff)
    assert f"deltagerens nummer står som »{foreign}«" in page
    assert "Canary foreign" not in page


def test_many_findings_are_counted_and_the_first_named(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "SHOWN", 2)
    change(
        desk, "UPDATE event SET at = '2020-01-01'  WHERE process_id = :id", id=desk.ids["worked"]
    )
    page = verified(desk, staff)
    assert page.count("er ikke, som den blev skrevet ned.") == 2 and "Og 8 mere." in page


def test_what_takes_a_while_says_so_first_and_is_done(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MANY", 9)
    address = f"/processes/{desk.ids['worked']}/verify"
    answer = staff.get(address)
    assert "Forløbet har 10 hændelser, så det tager lidt tid" in main(staff)
    assert answer.headers["Refresh"] == f"0; url={address}?now=yes"
    assert "Alt passer" in verified(desk, staff, "?now=yes")


def test_a_manager_is_led_to_it_from_the_process(desk: Desk, staff: Reader, boss: Reader) -> None:
    process = desk.ids["worked"]
    for reader, led in ((staff, False), (boss, True)):
        reader.get(f"/processes/{process}")
        links = [e.get("href") for e in reader.page.iter("a")]
        assert (f"/processes/{process}/verify" in links) is led
    staff.get(f"/processes/{process}/loops/{desk.ids['person']}/ledger")
    assert f"/processes/{process}/verify" in [e.get("href") for e in staff.page.iter("a")]


KEPT = ("loop", "strand", "open_response", "delivery_standing", "waiting_count", "tally")


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_kept_row_and_column_has_its_words(app: Flask, language: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        app.preprocess_request()
        for table in KEPT:
            columns = metadata.tables[table].columns
            row = Difference(table, (("next_action", "weave"),), None, "missing")
            assert _row_called(row)
            for column in {c.name for c in columns} - {"id", "process_id"}:
                assert column.endswith("_id") or _column_called(column)
        db.session.rollback()


def test_which_row_it_is_says_each_value_also_none_at_all() -> None:
    key = (("process_id", 1), ("step", 0), ("next_action", "weave"), ("due", None))
    found = Difference("waiting_count", key, None, "many")
    assert str(found) == "waiting_count of process 1, step 0, next_action weave: a row too many"
