"""The poster: what a round told, large, and nothing of anybody."""

from datetime import date
from pathlib import Path

import pytest

from tests.printed import pages, run
from tests.verapdf import verdicts
from tracker.reports.paper.pdf import poster_as_pdf
from tracker.reports.paper.poster import Poster, Told
from tracker.reports.words import citizen

DARK = Told(
    "Stien ved søen er for mørk. Derfor går folk en omvej om vinteren.",
    "used",
    "Det gør vi noget ved.",
    ("Vi sætter 12 lamper op i uge 40.",),
)
BENCH = Told(
    "Der mangler et sted at sidde. Så kommer de ældre ikke med ud.",
    "not",
    "Det gør vi ikke noget ved.",
    ("Her er grunden: Der er ikke penge til det i år.",),
    dissent=True,
)


def poster(**changes) -> Poster:
    told = {
        "language": "da",
        "purpose": "closing",
        "title": "Stien om søen",
        "sender": "Aarhus Kommune, Natur og Vej",
        "day": date(2026, 4, 1),
        "told": (DARK, BENCH),
        "questions": (),
        "ask": "Ring til Jens Holm på 87 13 00 00.",
        "link": "https://viden.example.dk/open/7",
        "demo": False,
    }
    return Poster(**{**told, **changes})


def asking() -> Poster:
    open_ = tuple(Told(each.text, dissent=each.dissent) for each in (DARK, BENCH))
    question = "Hvor skal lamperne stå?"
    return poster(purpose="qualify", told=open_ * 6, questions=(question,), link=None, demo=True)


@pytest.mark.verapdf
def test_posters_are_accessible(tmp_path: Path):
    made = {"one": poster(), "many": asking(), "english": poster(language="en", purpose="update")}
    for name, each in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(poster_as_pdf(each))
    asked = {tmp_path / f"{name}.pdf": "ua1" for name in made}
    assert verdicts(asked) == dict.fromkeys(asked, "compliant")


def test_a_short_one_is_one_sheet_of_a3_with_all_that_it_says():
    made = poster_as_pdf(poster())
    (page,) = pages(made)
    read = " ".join(page.split())
    words = citizen("da")
    for said in (
        words.say("poster.kind.closing"),
        "Stien om søen",
        *(part for each in (DARK, BENCH) for part in (each.text, each.led_to, *each.reasons)),
        words.say("dissent.someone"),
        "Jens Holm på 87 13 00 00",
        "https://viden.example.dk/open/7",
        "Aarhus Kommune, Natur og Vej · 1. april 2026",
    ):
        assert said in read
    assert "Side 1" not in read
    size = run("pdfinfo", "-", data=made)
    assert "841.89 x 1190.55 pts" in size and "Stien om søen" in size


def test_a_long_one_counts_its_sheets_and_tears_no_insight_apart():
    found = pages(poster_as_pdf(asking()))
    assert len(found) > 1
    insights = 0
    for number, page in enumerate(found, start=1):
        read = " ".join(page.split())
        assert f"Side {number} af {len(found)}" in read
        assert read.count("Stien ved søen er for mørk.") == read.count(DARK.text)
        insights += read.count(DARK.text)
    assert insights == 6
    assert "Hvor skal lamperne stå?" in found[-1]
    assert citizen("da").say("invented") in " ".join(found[0].split())


def test_insights_without_anything_under_them_begin_on_the_first_sheet():
    bare = poster(purpose="qualify", told=(Told(DARK.text), Told(BENCH.text)) * 8, demo=True)
    first, last = (" ".join(page.split()) for page in pages(poster_as_pdf(bare)))
    assert DARK.text in first and BENCH.text in last
