"""Before a round is sent it is said which of its texts name somebody, or alone are hard to read."""

from datetime import date

import pytest

from tests.oversight.desk import Desk
from tests.returning.office import MAIL, a_draft, address, planned, send
from tests.returning.test_preview import HARD
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.process import Process
from tracker.domain.round import Round
from tracker.qualifying.services import decide, promise
from tracker.weaving.services import add_source, note_obstacle

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


def test_whatever_a_letter_tells_is_looked_at_and_leads_to_where_it_is_written(
    desk: Desk, staff: Reader
) -> None:
    process, people, first = a_draft(desk, MAIL)
    send(staff, process, first)

    def written(act: Act) -> tuple[int, int, int]:
        row = act.session.get_one(Process, process)
        row.at_stake = NAMED
        (insight,) = act.session.get_one(Round, first).insights
        source = add_source(act, insight, "expert", "supports", "Det siger Aase Lind også.")
        obstacle = note_obstacle(act, row, "Aase Lind ejer jorden.")
        promise(act, row, "Vi ringer til Aase Lind.", date(2099, 6, 1))
        return insight.id, source.id, obstacle.id

    insight, source, obstacle = desk.do(written)
    desk.said(process, "Aase Lind")
    round_ = planned(desk, process, people, "Der mangler bænke.", "closing")

    def told(act: Act) -> None:
        row = act.session.get_one(Round, round_)
        row.insights.append(act.session.get_one(Insight, insight))
        for each in row.insights:
            decide(act, each, "used", "Aase Lind har sagt ja.", decided_first="Det hastede.")

    desk.do(told)
    staff.get(address(process, round_))
    links = [(e.get("href") or "", text_of(e)) for e in staff.page.iter("a")]
    here = f"/processes/{process}"
    ways = {
        f"{here}/insights/{insight}/knowledge/{source}": "Det siger Aase Lind også.",
        f"{here}/obstacles/{obstacle}": "Aase Lind ejer jorden.",
        f"{here}/outcomes/promises": "Vi ringer til Aase Lind.",
        f"{here}/outcomes/{insight}": "Aase Lind har sagt ja.",
    }
    for way, words in ways.items():
        assert [at for at, text in links if at == way and words in text], (way, links)
        assert staff.get(way).status_code == 200
    # What the process is about stands in a round that asks alone.
    about = f"{here}/edit"
    assert (about, NAMED) not in links
    staff.get(address(process, planned(desk, process, people, "Der er mørkt.")))
    links = [(e.get("href") or "", text_of(e)) for e in staff.page.iter("a")]
    assert (about, NAMED) in links and staff.get(about).status_code == 200


def test_an_easy_round_says_nothing(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL, questions=["Hvor er der mørkest?"])
    page = staff.get(address(process, round_)).text
    assert "svær at læse" not in page and PRIVATE not in page
