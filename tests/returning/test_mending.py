"""Before a round is sent it is said which of its texts name somebody, or alone are hard to read."""

import pytest

from tests.oversight.desk import Desk
from tests.returning.office import MAIL, a_draft, address, send
from tests.returning.test_preview import HARD
from tests.web.reader import Reader

NAMED = "Lys gør det trygt at cykle, siger Aase Lind."
PRIVATE = "En tekst viser noget, andre ikke må se"


@pytest.mark.parametrize("where", ["", "preview"])
def test_an_insight_that_names_somebody_is_told_of_once_and_sent_all_the_same(
    desk: Desk, staff: Reader, where: str
) -> None:
    process, people, round_ = a_draft(desk, MAIL, MAIL, insight=NAMED)
    place = address(process, round_, *((where, people[0]) if where else ()))
    assert PRIVATE not in staff.get(place).text
    desk.said(process, "Aase Lind")
    page = staff.get(place).text
    assert page.count(PRIVATE) == 1 and page.count("»Aase Lind«") == 1
    assert "/insights/" in page
    send(staff, process, round_)
    sent = staff.get(address(process, round_)).text
    assert "En indsigt på plakaten viser noget, andre ikke må se" in sent


@pytest.mark.parametrize("where", ["", "preview"])
def test_a_text_that_alone_is_hard_is_told_of_though_the_letter_is_easy(
    desk: Desk, staff: Reader, where: str
) -> None:
    process, people, round_ = a_draft(desk, MAIL, insight=HARD)
    page = staff.get(address(process, round_, *((where, people[0]) if where else ()))).text
    assert "En tekst er svær at læse" in page and "Det bør højst være 35." in page


def test_a_short_text_is_hard_by_the_offices_words_and_questions_are_read_too(
    desk: Desk, staff: Reader
) -> None:
    process, _, round_ = a_draft(desk, MAIL, questions=["Har I bemærkninger til tiltaget?"])
    page = staff.get(address(process, round_)).text
    assert "En tekst er svær at læse" in page and "kontorsprog" in page
    assert f"/rounds/{round_}/change" in page


def test_an_easy_round_says_nothing(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL, questions=["Hvor er der mørkest?"])
    page = staff.get(address(process, round_)).text
    assert "svær at læse" not in page and PRIVATE not in page
