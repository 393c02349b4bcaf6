"""What is said of a text while it is written: to those who see the process, and kept nowhere."""

from typing import Any

import pytest
from sqlalchemy import func, select

from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.tables import metadata
from tracker.language.given import WORDS


def asked(staff: Reader, process: int, text: str, status: int = 200) -> dict[str, Any]:
    address = f"/processes/{process}/advice"
    answer = staff.send(address, text=text)
    assert answer.status_code == status
    said = answer.get_json()
    assert isinstance(said, dict)
    return said


def test_each_place_is_told_with_what_can_stand_there(desk: Desk, staff: Reader) -> None:
    process = desk.process("Stien")
    desk.said(process, "Mona Jensen")
    said = asked(staff, process, "Monas hund er væk. Samtlige leder.")
    assert said == {
        "lix": None,
        "band": None,
        "reads": "",
        "findings": [
            {
                "kind": "name_of",
                "start": 0,
                "end": 5,
                "text": "Monas",
                "instead": ["En borgers", "En nabos"],
                "says": "Navnet på en, der er med.",
            },
            {
                "kind": "officialese",
                "start": 19,
                "end": 27,
                "text": "Samtlige",
                "instead": ["Alle"],
                "says": "Kontorsprog.",
            },
        ],
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Vi ser implementering.", "Sig det med et udsagnsord: at indføre, at tage i brug"),
        ("Vi ser tiltag.", "Sig det på en anden måde: det, vi gør"),
    ],
)
def test_what_nothing_can_stand_for_is_advised_in_words(
    desk: Desk, staff: Reader, text: str, says: str
) -> None:
    (one,) = asked(staff, desk.process("Stien"), text)["findings"]
    assert one["instead"] == [] and one["says"] == f"Kontorsprog. {says}"


def test_places_are_counted_as_browsers_count(desk: Desk, staff: Reader) -> None:
    (one,) = asked(staff, desk.process("Stien"), "😀😀 samtlige")["findings"]
    assert (one["start"], one["end"]) == (5, 13)


def test_of_arabic_only_what_others_must_not_see_is_told(desk: Desk, staff: Reader) -> None:
    process = desk.process("Stien")
    desk.said(process, "ليلى حسن")
    said = asked(staff, process, "قالت ليلى حسن إن الطريق مظلم. هاتفها 89 40 20 11. " * 20)
    assert (said["lix"], said["reads"]) == (None, "")
    kinds = {one["kind"] for one in said["findings"]}
    assert "phone" in kinds and kinds <= {"phone", "name", "name_of"}


def test_a_text_long_enough_has_a_lix(desk: Desk, staff: Reader) -> None:
    said = asked(staff, desk.process("Stien"), "Her er der en god sti. " * 10)
    assert (said["lix"], said["band"]) == (6, "very_easy")
    assert said["reads"] == "LIX 6: meget let at læse."


def test_those_of_another_process_are_not_known_here(desk: Desk, staff: Reader) -> None:
    other = desk.process("Hallen")
    desk.said(other, "Mona Jensen")
    assert asked(staff, desk.process("Stien"), "Mona kom.")["findings"] == []


def test_the_suggestion_is_in_the_texts_language(desk: Desk, staff: Reader) -> None:
    process = desk.process("Stien")
    desk.said(process, "Mona Jensen")
    staff.get("/?lang=en")
    (one,) = asked(staff, process, "Det siger Mona.")["findings"]
    assert (one["says"], one["instead"][0]) == ("The name of somebody who takes part.", "en borger")


@pytest.mark.parametrize("text", ["", " \n", "x" * (WORDS + 1), "a\x00b", "\u202eabc"])
def test_what_cannot_be_read_is_said_to_be_so(desk: Desk, staff: Reader, text: str) -> None:
    said = asked(staff, desk.process("Stien"), text, 422)
    assert set(said) == {"says"} and said["says"]


def test_a_cpr_number_is_pointed_at_and_nothing_is_kept(desk: Desk, staff: Reader) -> None:
    process = desk.process("Stien")

    def kept() -> list[int | None]:
        tables = ("event", "submission", "access_record", "contribution", "insight")
        return desk.do(
            lambda act: [
                act.session.scalar(select(func.count()).select_from(metadata.tables[table]))
                for table in tables
            ]
        )

    before = kept()
    (one,) = asked(staff, process, "Hun hedder 010203-1234.")["findings"]
    assert (one["kind"], one["text"]) == ("cpr", "010203-1234")
    assert kept() == before


def test_who_does_not_see_the_process_is_told_nothing(staff: Reader, world: World) -> None:
    address = f"/processes/{world.foreign.ids['worked']}/advice"
    assert staff.send(address, text="Samtlige").status_code == 404
