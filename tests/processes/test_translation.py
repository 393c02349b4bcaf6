"""What everybody is told of a process, in other languages; changed words mark it as out of date."""

from typing import Any

import pytest

from tests.factories import an_approved_language
from tests.oversight.desk import Desk
from tests.returning.office import LETTER, a_draft, address
from tests.weaving.threads import main
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.process import Process

STAKE, CAN = "At komme trygt hjem.", "Hvor lamperne skal stå."
TRYGT = "أن نعود إلى البيت بأمان."
LAMPS = "أين توضع المصابيح."


@pytest.fixture
def draft(desk: Desk) -> tuple[int, int]:
    """A process that tells two things of itself, and a draft for somebody who reads Arabic."""
    process, (person,), round_ = a_draft(desk, LETTER)

    def told(act: Act) -> None:
        an_approved_language(act)
        act.session.get_one(Participant, person).language = "ar"
        row = act.session.get_one(Process, process)
        row.at_stake, row.can_influence = STAKE, CAN

    desk.do(told)
    return process, round_


def place(process: int, code: str = "ar") -> str:
    return f"/processes/{process}/languages/{code}"


def save(staff: Reader, process: int, **texts: Any) -> int:
    staff.get(place(process))
    (seen,) = [e.get("value") for e in staff.page.iter("input") if e.get("name") == "seen"]
    return staff.send(place(process), **{"seen": seen, **texts}).status_code


def fields(reader: Reader) -> dict[str, str]:
    return {e.get("name") or "": text_of(e) for e in reader.page.iter("textarea")}


def test_what_the_process_says_is_written_beside_its_own_words(
    desk: Desk, staff: Reader, draft: tuple[int, int]
) -> None:
    process, _ = draft
    staff.get(f"/processes/{process}/edit")
    assert "Arabisk Mangler Én i forløbet læser det" in main(staff)
    staff.get(place(process))
    # What it does not say is not asked for.
    assert STAKE in main(staff) and fields(staff).keys() == {"at_stake", "can_influence"}
    assert save(staff, process, at_stake=TRYGT, can_influence="") == 303
    assert fields_of(staff, process)["at_stake"] == TRYGT
    assert save(staff, process, at_stake=TRYGT, can_influence=LAMPS) == 303
    staff.get(f"/processes/{process}/edit")
    assert "Arabisk Oversat" in main(staff)


def fields_of(staff: Reader, process: int) -> dict[str, str]:
    staff.get(place(process))
    return fields(staff)


def test_changed_words_leave_it_behind_until_it_is_saved_again(
    desk: Desk, staff: Reader, draft: tuple[int, int]
) -> None:
    process, _ = draft
    both = {"at_stake": TRYGT, "can_influence": LAMPS}
    save(staff, process, **both)

    def changed(act: Act) -> None:
        act.session.get_one(Process, process).at_stake = "Lys om vinteren."

    desk.do(changed)
    staff.get(f"/processes/{process}/edit")
    assert "Arabisk Forældet" in main(staff)
    staff.get(place(process))
    assert main(staff).count("Forældet") == 1 and TRYGT in main(staff)
    assert save(staff, process, **both) == 303
    assert "Forældet" not in main(staff)


def test_who_saves_over_somebody_elses_words_sees_them(
    staff: Reader, boss: Reader, draft: tuple[int, int]
) -> None:
    process, _ = draft
    staff.get(place(process))
    (seen,) = [e.get("value") for e in staff.page.iter("input") if e.get("name") == "seen"]
    assert save(boss, process, at_stake=TRYGT, can_influence="") == 303
    late = {"seen": seen, "at_stake": "الأمان.", "can_influence": ""}
    assert staff.send(place(process), **late).status_code == 409
    assert TRYGT in main(staff) and "الأمان." in main(staff)


def test_a_cpr_number_and_too_much_are_said_beside_their_field(
    staff: Reader, draft: tuple[int, int]
) -> None:
    process, _ = draft
    for text in ("Se 010190-1234", "ا" * 20_001):
        assert save(staff, process, at_stake=text, can_influence=LAMPS) == 422
        errors = [e.get("id") for e in staff.page.iter("span") if "-error" in (e.get("id") or "")]
        assert errors == ["at_stake-error"] and LAMPS in fields(staff)["can_influence"]


def test_only_in_languages_that_are_offered_and_not_the_processs_own(
    staff: Reader, draft: tuple[int, int]
) -> None:
    statuses = [staff.get(place(draft[0], code)).status_code for code in ("da", "xx", "en", "ar")]
    assert statuses == [404, 404, 200, 200]


def test_before_a_round_is_sent_it_is_said_what_of_it_is_not_translated(
    staff: Reader, draft: tuple[int, int]
) -> None:
    process, round_ = draft
    staff.get(address(process, round_))
    assert "3 tekster er ikke oversat for alle" in main(staff)
    links = {text_of(e): e.get("href") for e in staff.page.iter("a")}
    assert links[STAKE] == links[CAN] == place(process)
    save(staff, process, at_stake=TRYGT, can_influence=LAMPS)
    staff.get(address(process, round_))
    assert "Én tekst er ikke oversat for alle" in main(staff)
