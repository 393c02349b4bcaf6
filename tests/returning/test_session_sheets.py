"""What is printed for a session: each kind on paper of its own, plain when it is read aloud."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tests.oversight.desk import Desk, contributions
from tests.printed import pages
from tests.printed import text_of as printed
from tests.returning.office import INSIGHT, LETTER, MAIL, a_draft, address
from tests.returning.office import planned as a_round
from tests.returning.planned_sessions import number_in, planning
from tests.web.pages import parsed, text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.hearing import word_again
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.planned import PlannedSession
from tracker.domain.process import Process
from tracker.domain.round import Round
from tracker.language.readability import measure
from tracker.reports.languages import INTERFACE
from tracker.reports.paper.session_paper import Around, Guest, as_page, as_sheets
from tracker.reports.session_sheets import SHEETS, SMALLEST, Sheets, ShownThere, sheets_of
from tracker.reports.templating import TEMPLATES
from tracker.returning.services import plan_round
from tracker.weaving.services import add_insight, add_source

UNSHARED = (
    "Jeg går altid en stor omvej om aftenen, fordi der slet ikke er noget lys bag den gamle skole."
)
AROUND = Around(datetime(2026, 12, 3, 18, tzinfo=UTC), "Beboerhuset", "Ida Holm")


def aloud(desk: Desk, round_: int) -> list[str]:
    """What is read aloud, sentence by sentence as it stands, without what only the reader sees."""

    def read(act: Act) -> list[str]:
        row = act.session.get_one(Round, round_)
        sheets = sheets_of(act.session, row, [i.id for i in row.insights], [], act.now)
        body = parsed(as_page(sheets, AROUND, ["aloud"]))
        said = [p for p in body.iter("p") if p.get("class") in (None, "aloud-insight")]
        return [text_of(p) for p in said]

    return desk.do(read)


@pytest.mark.parametrize("language", INTERFACE)
def test_what_is_read_aloud_is_easy_to_listen_to(desk: Desk, language: str) -> None:
    danish = language == "da"
    process, _, round_ = a_draft(
        desk,
        *[MAIL] * 6,
        insight=INSIGHT if danish else "It is too dark on the path.",
        questions=["Hvor skal lyset stå?" if danish else "Where do we put the lights?"],
    )

    def describe(act: Act) -> None:
        row = act.session.get_one(Process, process)
        row.language, row.contact_name, row.contact_phone = language, "Jens", "87 13 00 00"
        row.title = "Stien om søen" if danish else "The path by the lake"
        row.purpose = "Vi vil vide, hvor der er mørkt." if danish else "We ask where it is dark."
        row.can_influence = "Hvor vi sætter lys." if danish else "Where we put the lights."
        row.cannot_influence = "Hvor mange penge der er." if danish else "How much money there is."
        (insight,) = act.session.get_one(Round, round_).insights
        text = "Tre faldt på stien i fjor." if danish else "Three fell on the path last year."
        add_source(act, insight, "statistics", "supports", text)

    desk.do(describe)
    said = aloud(desk, round_)
    found = measure("\n".join(said), language)
    assert found.words > 150 and found.lix <= 35
    sentences = [s for p in said for s in re.split(r"(?<=[.?!:])\s", p)]
    assert max(len(s.split()) for s in sentences) <= 20, max(sentences, key=len)


def test_a_kind_is_never_on_the_back_of_another(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, *[MAIL] * 6, questions=["Hvor skal lyset stå?"])
    everybody = [str(person) for person in people]
    number = number_in(planning(staff, process, round_, expected=everybody).location)
    answer = staff.get(f"/processes/{process}/sessions/{number}/sheets")
    assert answer.mimetype == "application/pdf"
    assert "ark-runde-" in answer.headers["Content-Disposition"]
    sheets = pages(answer.data, "-layout")
    begins = [
        next(at for at, page in enumerate(sheets) if heading in page)
        for heading in ("Hvem kom?", "Til dig, der læser op", "Det passer", "Ordene bag")
    ]
    assert begins == sorted(begins) and not [at for at in begins if at % 2]
    # Names stand on our own list and nowhere else.
    named = [at for at, page in enumerate(sheets) if "Bo Lindhardt" in page]
    assert named == [0] and "Kun til os" in sheets[0]
    assert ("names", str(process)) in desk.seen("process")


def test_each_kind_is_got_alone(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, *[MAIL] * 6)
    for kind, said in zip(
        SHEETS,
        ("Hvem kom?", "Til dig, der læser op", "Det mangler", "Ordene bag"),
        strict=True,
    ):
        (first, *_) = pages(staff.get(address(process, round_, f"sheets?sheet={kind}")).data)
        assert said in first
    whole = pages(staff.get(address(process, round_, "sheets?sheet=nonsense")).data)
    assert "Hvem kom?" in whole[0]


def test_words_lie_beside_only_when_they_may_be_shared(desk: Desk) -> None:
    _, people, round_ = a_draft(desk, MAIL, LETTER, MAIL, MAIL, MAIL, {"may_quote": False})

    def share(act: Act) -> None:
        for number, person in enumerate(people):
            (said,) = contributions(act, act.session.get_one(Participant, person))
            if number != 1:
                word_again(act, said, "shareable", f"Til deling {number}.")

    desk.do(share)

    def read(act: Act) -> str:
        row = act.session.get_one(Round, round_)
        sheets = sheets_of(act.session, row, [i.id for i in row.insights], [], act.now)
        return as_page(sheets, AROUND, ["words"])

    page = desk.do(read)
    shared = [number for number in range(6) if f"Til deling {number}." in page]
    assert shared == [0, 2, 3, 4] and "Ord nummer" not in page


def words_sheet(desk: Desk, round_: int, people: list[int]) -> list[str]:
    """What stands on it, line by line."""

    def read(act: Act) -> list[str]:
        row = act.session.get_one(Round, round_)
        who = [act.session.get_one(Participant, person) for person in people]
        shown = [insight.id for insight in row.insights]
        body = parsed(as_page(sheets_of(act.session, row, shown, who, act.now), AROUND, ["words"]))
        return [text_of(each) for each in body.iter() if each.tag in {"h1", "h2", "h3", "p"}]

    return desk.do(read)


HOWS = ("observed", "retold", "verbatim", "retold")
TOLD = ("Hun gik ud.", "Hun vil have ro.", "Jeg vil have ro.", "Det er for meget.")


def told_by(desk: Desk, kind: str, **details: str) -> tuple[int, int]:
    """Somebody of whom we saw one thing, retold two, and kept one as it was said."""
    process = desk.process("Stien om søen", kind=kind)
    person = desk.said(process, "Anna", *TOLD, details=details)
    round_ = a_round(desk, process, [person])

    def say_how(act: Act) -> None:
        kept = contributions(act, act.session.get_one(Participant, person))
        for said, how in zip(kept, HOWS, strict=True):
            said.how = how

    desk.do(say_how)
    return person, round_


def test_on_ones_own_sheet_what_we_think_retold_and_saw_is_not_what_one_said(desk: Desk) -> None:
    person, round_ = told_by(desk, "case")

    def put_right(act: Act) -> None:
        *_, last = contributions(act, act.session.get_one(Participant, person))
        word_again(act, last, "corrected", "Det er for højt.")

    desk.do(put_right)
    assert words_sheet(desk, round_, [person])[1:] == [
        "Dit eget ark",
        "Kun til Anna. Er der noget forkert? Sig til, så retter vi det.",
        "Det tror vi, vi har forstået:",
        f"1 {INSIGHT}",
        "Dine ord:",
        "»Jeg vil have ro.«",
        "»Det er for højt.«",
        "Du har rettet det. Her står det, som du vil have det.",
        "Det fortalte du os",
        "Vi har fortalt det med vores egne ord.",
        "Hun vil have ro.",
        "Det så vi",
        "Det her har du ikke sagt. Det er noget, vi så, da vi var sammen.",
        "Hun gik ud.",
    ]


def test_nor_is_it_where_the_words_of_all_lie(desk: Desk) -> None:
    person, round_ = told_by(desk, "development", may_quote=True)

    def share(act: Act) -> None:
        for said in contributions(act, act.session.get_one(Participant, person)):
            word_again(act, said, "shareable", said.wordings[0].text)

    desk.do(share)
    _, title, _, thought, insight, *said = words_sheet(desk, round_, [])
    assert (title, thought) == ("Ordene bag", "Det tror vi, vi har forstået:")
    assert insight == f"1 {INSIGHT}"
    at = [said.index(each) for each in ("Det har folk sagt:", "Det har folk fortalt", "Det så vi")]
    own, retold, seen = said[: at[1]], said[at[1] : at[2]], said[at[2] :]
    assert own == ["Det har folk sagt:", "»Jeg vil have ro.«"]
    assert retold[1] == "Vi har fortalt det med vores egne ord." and len(retold) == 4
    assert seen[1:] == ["Det her er der ingen, der har sagt. Det er noget, vi så.", "Hun gik ud."]


def test_that_there_are_no_words_is_said_once(desk: Desk) -> None:
    process = desk.process("Stien om søen")
    person = desk.said(process, "Anna", "Der er mørkt.")

    def plan(act: Act) -> int:
        row, who = act.session.get_one(Process, process), act.session.get_one(Participant, person)
        woven = [add_insight(act, row, f"Tanke {n}.", contributions(act, who)) for n in range(6)]
        return plan_round(act, row, "qualify", woven, [who]).id

    lines = words_sheet(desk, desk.do(plan), [])
    none = "Det her tror vi, vi har forstået. Til det er der ingen ord, som vi må vise."
    assert lines[1:] == ["Ordene bag", none, *(f"{n + 1} Tanke {n}." for n in range(6))]


def test_a_draft_that_repeats_unshared_words_is_not_printed(desk: Desk, staff: Reader) -> None:
    process = desk.process("Stien om søen")
    person = desk.said(process, "Anna", UNSHARED, details=MAIL)
    round_ = a_round(desk, process, [person], UNSHARED)
    answer = staff.get(address(process, round_, "sheets"))
    assert answer.status_code == 409
    assert f"gentager ord, som ikke må deles: »{UNSHARED.rstrip('.')}" in answer.text


def test_in_a_case_nothing_is_printed_for_nobody(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, LETTER, LETTER, kind="case")
    nobody = number_in(planning(staff, process, round_).location)
    answer = staff.get(f"/processes/{process}/sessions/{nobody}/sheets")
    assert answer.status_code == 409 and "hvem I venter" in answer.text
    one = planning(staff, process, round_, expected=[str(people[0])])
    number = number_in(one.location)
    read = "".join(pages(staff.get(f"/processes/{process}/sessions/{number}/sheets").data))
    assert "Ord nummer 0." in read and "Ord nummer 1." not in read
    assert "Det her er ikke en afgørelse" in read and "Kun til Anna Sørensen" in read
    # Whose own words were looked at is in the access log, and nobody else.
    words = [whose for what, whose in desk.seen("participant") if what == "words"]
    assert words == [str(people[0])]
    staff.get(f"/processes/{process}/sessions/{number}/sheets?sheet=table")
    assert [what for what, _ in desk.seen("participant")].count("words") == 1


def test_what_was_called_back_is_not_printed(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL)

    def call_back(act: Act) -> None:
        act.session.get_one(Round, round_).called_back_event_id = 1

    desk.do(call_back)
    assert staff.get(address(process, round_, "sheets")).status_code == 409


@pytest.mark.parametrize(("letters", "size"), [(40, 40), (91, 34), (161, 28), (900, SMALLEST)])
def test_an_insight_is_as_large_as_it_has_room_for(letters: int, size: int) -> None:
    assert ShownThere(1, "x" * letters).size == size >= 28


@pytest.mark.parametrize("demo", [False, True])
def test_each_insight_has_a_sheet_of_its_own_with_room_to_write(desk: Desk, demo: bool) -> None:
    process, _, round_ = a_draft(desk, MAIL, questions=["Hvor skal lyset stå?"])
    words = "Der er mange, der går en omvej, når det er mørkt bag skolen og ved søen. " * 4
    beside = ("Det passer med andet, vi ved: Tre faldt på stien i fjor.",)

    def read(act: Act) -> bytes:
        act.session.get_one(Process, process).demo = demo
        sheets = sheets_of(act.session, act.session.get_one(Round, round_), [], [], act.now)
        shown = [ShownThere(n, words[: 30 * n].strip(), beside * (n % 3)) for n in range(1, 9)]
        return as_sheets(replace(sheets, shown=tuple(shown)), AROUND, ["table"])

    found = pages(desk.do(read))
    # Nothing is on the back of any.
    assert len(found) == 2 * 8 - 1
    assert all("Det er vi uenige i" in page for page in found[::2])


def test_every_kind_has_its_template() -> None:
    assert {path.stem for path in (TEMPLATES / "reports").glob("_sheet_*.html")} == {
        "_sheet_head",
        *(f"_sheet_{kind}" for kind in SHEETS),
    }


def test_a_group_is_listed_with_its_size(desk: Desk) -> None:
    *_, round_ = a_draft(desk, MAIL)

    def read(act: Act) -> str:
        row = act.session.get_one(Round, round_)
        sheets = sheets_of(act.session, row, [], [], act.now)
        guests = [Guest("Klassen", 24), Guest("Anna")]
        return as_page(sheets, Around(guests=guests), ["attendance"])

    body = parsed(desk.do(read))
    rows = [text_of(row) for row in body.iter("tr")]
    assert "Klassen af 24" in rows and "Anna" in rows


def test_who_leads_it_says_their_name(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL)
    number = number_in(planning(staff, process, round_).location)

    def leader(act: Act) -> str:
        query = select(User.name).join(PlannedSession, PlannedSession.led_by_id == User.id)
        return act.session.scalars(query.where(PlannedSession.id == number)).one()

    where = f"/processes/{process}/sessions/{number}/sheets?sheet=aloud"
    assert f"Jeg hedder {desk.do(leader)}." in "".join(pages(staff.get(where).data))


def drawn(pdf: bytes, x: int, y: int, width: int, height: int) -> list[bool]:
    """Whether something is drawn on the first page, along a strip in tenths of a millimetre."""
    where = ("-x", str(x), "-y", str(y), "-W", str(width), "-H", str(height))
    grey = subprocess.run(
        ["pdftoppm", "-gray", "-r", "254", "-l", "1", *where, "-"],
        input=pdf, capture_output=True, check=True,
    )  # fmt: skip
    rows = grey.stdout[-width * height :]
    return [min(rows[at::width]) < 200 for at in range(width)]


def a_sheet(desk: Desk, kind: str, **columns: str) -> bytes:
    process, _, round_ = a_draft(desk, MAIL)

    def read(act: Act) -> bytes:
        row = act.session.get_one(Round, round_)
        for name, value in columns.items():
            setattr(act.session.get_one(Process, process), name, value)
        shown = [insight.id for insight in row.insights]
        sheets: Sheets = sheets_of(act.session, row, shown, [], act.now)
        return as_sheets(sheets, replace(AROUND, guests=[Guest("Klassen")]), [kind])

    return desk.do(read)


def test_who_came_has_one_box_to_tick(desk: Desk) -> None:
    made = a_sheet(desk, "attendance")
    (top, bottom) = re.findall(r'yMin="(.*?)".*yMax="(.*?)">Klassen', printed(made, "-bbox"))[0]
    middle = round((float(top) + float(bottom)) / 2 / 72 * 254)
    row = drawn(made, 200, middle, 150, 1)
    edges = [at for at in range(1, 150) if row[at] and not row[at - 1]]
    assert len(edges) == 2 and 45 <= edges[1] - edges[0] <= 55


@pytest.mark.parametrize("kind", SHEETS)
def test_no_sheet_of_a_session_says_where_to_fold_it(desk: Desk, kind: str) -> None:
    assert not any(drawn(a_sheet(desk, kind), 40, 1450, 80, 70))


def test_what_is_read_aloud_ends_in_sentences_and_says_goodbye_with_them(desk: Desk) -> None:
    hours = {"contact_phone": "87 13 00 00", "contact_hours": "hverdage kl. 9-14"}
    said = " ".join(printed(a_sheet(desk, "aloud", **hours)).split())
    assert "I kan ringe på de her tider: hverdage kl. 9-14. Tak for i dag." in said


def test_a_goodbye_never_stands_alone_on_a_page(desk: Desk) -> None:
    for lines in range(0, 24):
        last = pages(a_sheet(desk, "aloud", purpose="Vi spørger.\n" * lines))[-1]
        assert last.split("\n\n")[0] != "Tak for i dag.", lines
