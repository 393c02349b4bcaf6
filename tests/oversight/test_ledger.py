"""The ledger of a loop: every fact with who, when and how, narrowed and page by page."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.oversight.desk import Desk, contributions, statements
from tests.oversight.test_telling import kinds
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.act import CITIZEN, SYSTEM, Act
from tracker.domain.participant import Participant
from tracker.domain.round import Round
from tracker.domain.workdays import local_date
from tracker.listening.services import log_contribution
from tracker.oversight.ledger import FACTS, TOPICS, WHOLE, topic_of
from tracker.qualifying.services import delivery_to, respond
from tracker.returning.services import record_contact


def address_of(desk: Desk, asked: str = "") -> str:
    return f"/processes/{desk.ids['worked']}/loops/{desk.ids['person']}/ledger{asked}"


def facts(reader: Reader) -> list[str]:
    return [text_of(e) for e in reader.page.iter("li") if e.get("class") == "fact"]


def main(reader: Reader) -> str:
    (found,) = reader.page.iter("main")
    return text_of(found)


def test_every_kind_of_the_rules_has_its_topic() -> None:
    whole = {kind for kind in kinds() if topic_of(kind) == WHOLE}
    assert whole == {"process_created", "promises_changed", "loop_excepted", "exception_lifted"}
    assert {topic_of(kind) for kind in kinds()} == set(TOPICS)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", ("Anna Canary own svarede.", "Forløbet begyndte.", "af Manager Own", "nr. ")),
        ("en", ("Anna Canary own answered.", "The process began.", "by Manager Own", "no. ")),
    ],
)
def test_every_fact_says_what_when_by_whom_and_which(
    desk: Desk, staff: Reader, language: str, words: tuple[str, ...]
) -> None:
    staff.get(address_of(desk, f"?lang={language}"))
    told = facts(staff)
    assert words[0] in told[0] and "Canary answer of own." in told[0]
    assert words[1] in told[-1]
    assert all("2026" in fact and words[2] in fact and words[3] in fact for fact in told)
    assert any("Canary words of own." in fact for fact in told)
    assert ("ledger", str(desk.ids["person"])) in desk.seen("participant")
    staff.get(address_of(desk, "?order=oldest"))
    assert facts(staff) == told[::-1]


def test_it_is_reached_from_the_loop(desk: Desk, staff: Reader) -> None:
    staff.get(f"/processes/{desk.ids['worked']}/loops/{desk.ids['person']}")
    assert address_of(desk) in [e.get("href") for e in staff.page.iter("a")]


def test_what_is_asked_narrows_it(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=8)
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=6)

    def by_others(act: Act) -> None:
        herself = Act(act.session, CITIZEN, act.now, act.settings)
        respond(herself, delivery_to(act, act.session.get_one(Round, round_), anna), "said", "Ja.")
        who = act.session.get_one(Participant, anna)
        log_contribution(Act(act.session, SYSTEM, act.now, act.settings), who, "Fra en fil.")

    desk.do(by_others, ago=2)
    address = f"/processes/{process}/loops/{anna}/ledger"

    def shown(asked: str) -> list[str]:
        assert staff.get(f"{address}?{asked}").status_code == 200
        return facts(staff)

    everything = shown("")
    by_topic = [shown(f"topic={topic}") for topic in TOPICS]
    assert sorted(fact for some in by_topic for fact in some) == sorted(everything)
    assert [len(some) for some in by_topic] == [2, 2, 2, 1, 0, 0, 1, 0, 1]
    by_actor = {actor: shown(f"by={actor}") for actor in ("citizen", "user", "system")}
    assert sorted(fact for some in by_actor.values() for fact in some) == sorted(everything)
    assert "Ja." in by_actor["citizen"][0] and "fra deltageren selv" in by_actor["citizen"][0]
    assert "Fra en fil." in by_actor["system"][0] and "af systemet" in by_actor["system"][0]
    days = [local_date(datetime.now(UTC) - timedelta(days=ago)) for ago in (6, 3, 2)]
    late = shown(f"since={days[1]}")
    assert len(late) == 2 and shown(f"since={days[2]}&until={days[2]:%d.%m.%Y}") == late
    assert len(shown(f"until={days[0]}")) == len(everything) - 2
    assert shown("topic=dance&by=nobody") == everything
    assert shown("since=0001-01-01&until=9999-12-31") == everything
    assert shown("topic=resolved") == []
    assert "Der er intet af den slags" in main(staff)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=i+g%C3%A5r", "i går"),
        ("until=2026-02-31", "2026-02-31"),
        ("since=2026-03-02&until=2026-03-01", "Den sidste dag ligger før den første"),
    ],
)
def test_a_wrong_date_says_so_and_nothing_is_lost(
    desk: Desk, staff: Reader, asked: str, said: str
) -> None:
    given = f"?{asked}&topic=heard&by=user&order=oldest"
    page = staff.get(address_of(desk, given))
    assert page.status_code == 422 and said in page.text
    assert [e for e in staff.page.iter("input") if e.get("aria-invalid") == "true"]
    chosen = [e.get("value") for e in staff.page.iter("option") if e.get("selected") is not None]
    assert chosen == ["heard", "user", "oldest"]
    assert facts(staff) == []
    # A file of it is none either: one comes back to the same page.
    answer = staff.get(address_of(desk, f".csv{given}"))
    assert answer.status_code == 303 and "topic=heard" in answer.headers["Location"]
    assert staff.get(answer.headers["Location"]).status_code == 422


@pytest.mark.parametrize("value", ["-1", "1000000000", "abc", "9" * 40, "٣"])
def test_any_address_is_a_page(desk: Desk, staff: Reader, value: str) -> None:
    for name in ("after", "topic", "by", "order"):
        assert staff.get(address_of(desk, f"?{name}={value}")).status_code == 200


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_much_comes_page_by_page_and_costs_no_more(
    app: Flask, desk: Desk, staff: Reader, order: str
) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", "Udsagn 0.")
    address = f"/processes/{process}/loops/{anna}/ledger?order={order}"
    few = statements(app, staff, address)

    def more(act: Act) -> None:
        who = act.session.get_one(Participant, anna)
        for number in range(1, FACTS + 20):
            log_contribution(act, who, f"Udsagn {number}.")

    desk.do(more)
    assert statements(app, staff, address) == few
    found = facts(staff)
    assert len(found) == FACTS
    (further,) = [e.get("href") for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
    staff.get(str(further))
    found += facts(staff)
    numbers = [int(fact.rpartition("nr. ")[2]) for fact in found]
    assert numbers == sorted(numbers, reverse=order == "newest")
    assert len(numbers) == len(set(numbers)) == FACTS + 20 + 2
    staff.get(f"{address}&after={numbers[-1]}")
    assert "Der er ikke flere på listen." in main(staff)


def test_words_stand_only_where_they_may_be_read(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", "Kun til Manager.", "Trukket tilbage.", "Til alle.")

    def hide(act: Act) -> None:
        confided, taken, _ = contributions(act, act.session.get_one(Participant, anna))
        confided.confidential = True
        taken.withdrawn_event_id = taken.event_id

    desk.do(hide)
    for ending in ("", ".csv", ".json"):
        page = staff.get(f"/processes/{process}/loops/{anna}/ledger{ending}").text
        assert "Til alle." in page
        assert "Kun til" not in page and "Trukket" not in page


def test_how_somebody_is_reached_stands_nowhere(desk: Desk, staff: Reader) -> None:
    details = {
        "email": "anna@borger.dk",
        "phone": "20 12 34 56",
        "address": "Skovvej 4, 2. tv.\n8000 Aarhus C",
        "protected": True,
    }
    process = desk.process()
    said = (
        "Jeg bor på Skovvej  4 i 8000 Aarhus C, 20123456, ANNA@borger.dk. Vejen er 45 m i Aarhus."
    )
    anna = desk.said(process, "Anna", said, details=details)
    address = f"/processes/{process}/loops/{anna}/ledger"
    for ending in ("", ".csv", ".json"):
        page = staff.get(address + ending).text
        assert "Vejen er 45 m i Aarhus." in page and "[kontaktoplysning]" in page
        for secret in ("Skovvej", "8000", "20123456", "borger.dk"):
            assert secret not in page, (ending, secret)


def test_what_stands_in_many_a_sentence_is_not_taken_out(desk: Desk, staff: Reader) -> None:
    details = {"address": "Skovvej 4, 2\nst. 3, Aarhus C", "email": "a@b.dk"}
    said = "Der er 2 bænke og 4 lamper på Skovvej 4; st. 3 er væk. Skriv til a@b.dk."
    process = desk.process()
    anna = desk.said(process, "Anna", said, details=details)
    page = staff.get(f"/processes/{process}/loops/{anna}/ledger").text
    assert "Der er 2 bænke og 4 lamper på [kontaktoplysning]; st. 3 er væk." in page
    assert "Skriv til [kontaktoplysning]." in page


@pytest.mark.parametrize("asked", ["/ledger", "/ledger?order=oldest", ""])
def test_a_note_stands_at_the_last_that_happened_to_a_letter(
    desk: Desk, staff: Reader, asked: str
) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=8, details={"address": "Skovvej 4\n8000 Aarhus C"})
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=6, spoken=False)

    def comes_back(act: Act) -> None:
        delivery = delivery_to(act, act.session.get_one(Round, round_), anna)
        record_contact(act, delivery, "posted", act.now)
        record_contact(act, delivery, "returned", act.now, note="Ukendt efter adressen.")

    desk.do(comes_back, ago=2)
    staff.get(f"/processes/{process}/loops/{anna}{asked}")
    (noted,) = [fact for fact in facts(staff) if "Ukendt efter adressen." in fact]
    assert "Brevet kom retur." in noted


def test_another_departments_canary_is_on_no_page(desk: Desk, staff: Reader, world: World) -> None:
    for ending in ("", ".csv", ".json"):
        page = staff.get(address_of(desk, ending))
        assert page.status_code == 200 and "foreign" not in page.text
    ids = world.foreign.ids
    for person in (ids["person"], desk.ids["person"]):
        for ending in ("", ".csv", ".xlsx", ".json"):
            address = f"/processes/{ids['worked']}/loops/{person}/ledger{ending}"
            assert staff.get(address).status_code == 404
