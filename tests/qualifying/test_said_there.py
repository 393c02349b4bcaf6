"""What was said at a session is written down beside each insight: by whom, how, and the words."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk, contributions, statements
from tests.qualifying.answers import main
from tests.qualifying.forms import form_to
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.differences import differences
from tracker.domain.insight import Evidence, Insight
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter, Process
from tracker.domain.projection import LoopRow, OpenResponse
from tracker.domain.response import Response
from tracker.domain.round import JointSession
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.qualifying.said_there import BEHIND
from tracker.qualifying.services import sort_into
from tracker.returning.checks import Reasons
from tracker.returning.contacting import Gathering, meet
from tracker.returning.services import plan_round
from tracker.weaving.services import add_insight, withdraw_insight

WORDS = "Det er værst om vinteren."
TEXTS = ("Der er mørkt på stien.", "Hundene løber løse.")


@dataclass
class Met:
    """A session about two insights, at which some people and six of a class were."""

    process: int
    round: int
    session: int
    people: list[int]
    group: int
    insights: list[int] = field(default_factory=list)

    @property
    def page(self) -> str:
        return f"/processes/{self.process}/sessions/held/{self.session}"

    def row(self, which: int, who: object, move: str = "", text: str = "", row: int = 0) -> Any:
        thing = f"insight_{self.insights[which]}" if which < 2 else f"round_{self.round}"
        fields = {"who": who, "move": move, "text": text}
        return {f"{name}_{thing}_{row}": str(value) for name, value in fields.items()}


def met(desk: Desk, people: int = 2, words: int = 1) -> Met:
    process = desk.process("Stien om søen")
    numbers = [
        desk.said(process, f"Person {n}", *[f"Ord {n}.{m}." for m in range(words)])
        for n in range(people)
    ]

    def hold(act: Act) -> Met:
        row = act.session.get_one(Process, process)
        group = add_participant(act, row, Details(name="Klassen"), group_size=24)
        log_contribution(act, group, "Vi vil cykle.")
        who = [act.session.get_one(Participant, number) for number in numbers]
        said = [c for person in (*who, group) for c in contributions(act, person)]
        insights = [add_insight(act, row, text, said) for text in TEXTS]
        round_ = plan_round(act, row, "qualify", insights, [*who, group])
        there = [*((number, 1) for number in numbers), (group.id, 6)]
        shown = [insight.id for insight in insights]
        gathering = Gathering(act.now, "Skolen", there, shown)
        held = meet(act, round_.id, gathering, Reasons("", "a test"))
        return Met(process, round_.id, held.id, numbers, group.id, shown)

    return desk.do(hold, ago=1)


def kept(desk: Desk, round_: int) -> list[Response]:
    query = select(Response).where(Response.round_id == round_).order_by(Response.id)
    return desk.do(lambda act: list(act.session.scalars(query)))


def save(reader: Reader, at: Met, *rows: dict[str, str], **more: str) -> Any:
    reader.get(at.page)
    fields = form_to(reader, at.page)
    for row in rows:
        fields |= row
    return reader.post(at.page, data=fields | more)


def noted(reader: Reader, at: Met) -> list[str]:
    reader.get(at.page)
    lists = [e for e in reader.page.iter("ul") if "noted" in (e.get("class") or "")]
    return [text_of(item) for each in lists for item in each.iter("li")]


def test_each_insight_stands_with_the_words_behind_it(desk: Desk, staff: Reader) -> None:
    at = met(desk)
    staff.get(at.page)
    page = main(staff)
    for text in (*TEXTS, "Ord 0.0.", "Ord 1.0.", "Vi vil cykle.", "Klassen (6 af 24)", "Skolen"):
        assert text in page
    assert "Om det hele" in page
    assert ("names", str(at.process)) in desk.seen("process")


def test_several_remarks_are_written_down_at_once_and_only_once(desk: Desk, staff: Reader) -> None:
    at = met(desk)
    one, other = at.people
    staff.get(at.page)
    sent = form_to(staff, at.page)
    for row in (
        at.row(0, one, "nuance", WORDS),
        at.row(0, other, "recognise", row=1),
        at.row(0, at.group, "disagree", "Vi kan godt lide mørket.", row=2),
        at.row(1, one, "add", "Også katte."),
        at.row(2, other, "", "Tak for kaffe."),
    ):
        sent |= row
    assert [staff.post(at.page, data=sent).location for _ in range(2)] == [at.page, at.page]
    rows = kept(desk, at.round)
    assert [(r.participant_id, r.move, r.text) for r in rows] == [
        (one, "nuance", WORDS),
        (other, "recognise", ""),
        (at.group, "disagree", "Vi kan godt lide mørket."),
        (one, "add", "Også katte."),
        (other, "said", "Tak for kaffe."),
    ]
    held = desk.read(Encounter, desk.read(JointSession, at.session).encounter_id).held_at
    assert {row.at for row in rows} == {held}
    # What one said at one session is one sending.
    assert len({row.sending for row in rows if row.participant_id == one}) == 1
    assert len({row.sending for row in rows}) == 3
    assert len({row.written_by_id for row in rows}) == 1
    assert noted(staff, at) == [
        f"Person 0, nuancerer: {WORDS}",
        "Person 1, genkender",
        "Klassen, er uenig: Vi kan godt lide mørket.",
        "Person 0, tilføjer: Også katte.",
        "Person 1: Tak for kaffe.",
    ]
    assert desk.do(lambda act: differences(act.session, at.process)) == []


@pytest.mark.rule("R10")
def test_what_is_written_down_later_takes_the_place_of_nothing(desk: Desk, staff: Reader) -> None:
    at = met(desk)
    for text in (WORDS, "Og det er værst i weekenden."):
        assert save(staff, at, at.row(0, at.people[0], "nuance", text)).status_code == 303
    first, second = kept(desk, at.round)
    assert first.sending == second.sending
    open_ = desk.do(lambda act: set(act.session.scalars(select(OpenResponse.response_id))))
    assert {first.id, second.id} <= open_
    assert len(noted(staff, at)) == 2


@pytest.mark.rule("R19")
def test_what_nobody_in_particular_said_is_the_sessions_unknowns(desk: Desk, staff: Reader) -> None:
    at = met(desk)
    rows = (
        at.row(0, "nobody", "disagree", "Der er da lys nok."),
        at.row(1, "nobody", "", "Hunde er dejlige."),
        at.row(2, "nobody", "add", "Kom igen til maj."),
    )
    assert save(staff, at, *rows).status_code == 303
    assert kept(desk, at.round) == []

    def heard(act: Act) -> list[tuple[str, str, bool]]:
        session = act.session.get_one(JointSession, at.session)
        query = select(Contribution).where(Contribution.encounter_id == session.encounter_id)
        found = []
        for said in act.session.scalars(query.order_by(Contribution.id)):
            assert said.participant.kind == "unknown"
            assert said.received_at == session.encounter.held_at
            evidence = act.session.scalars(
                select(Evidence.stance).where(Evidence.contribution_id == said.id)
            ).first()
            found.append((said.recorded, said.how, evidence or ""))
        return found

    assert desk.do(heard) == [
        ("Der er da lys nok.", "retold", "contradicts"),
        ("Hunde er dejlige.", "retold", ""),
        ("Kom igen til maj.", "retold", ""),
    ]
    assert noted(staff, at) == [
        "Nogen, vi ikke har navnet på, er uenig: Der er da lys nok.",
        "Nogen, vi ikke har navnet på: Hunde er dejlige.",
        "Nogen, vi ikke har navnet på, tilføjer: Kom igen til maj.",
    ]
    # It is said there, and not once more among the words behind.
    assert main(staff).count("Der er da lys nok.") == 1
    assert desk.do(lambda act: differences(act.session, at.process)) == []


def test_an_insight_that_has_ended_takes_no_more_words_in(desk: Desk, staff: Reader) -> None:
    at = met(desk)

    def end(act: Act) -> None:
        withdraw_insight(act, act.session.get_one(Insight, at.insights[0]), "Det passede ikke.")

    desk.do(end)
    rows = (
        at.row(0, "nobody", "recognise", "Jo, det passede."),
        at.row(0, at.people[0], "nuance", WORDS, 1),
    )
    assert save(staff, at, *rows).status_code == 303
    assert len(kept(desk, at.round)) == 1
    staff.get(at.page)
    assert said_about(staff, f"insight_{at.insights[0]}") == [
        f"Person 0, nuancerer: {WORDS}",
        "Nogen, vi ikke har navnet på, genkender: Jo, det passede.",
    ]


def said_about(reader: Reader, thing: str) -> list[str]:
    """What is noted of one thing, on the page that was got last."""
    (section,) = [e for e in reader.page.iter("section") if e.get("aria-labelledby") == thing]
    lists = [e for e in section.iter("ul") if "noted" in (e.get("class") or "")]
    return [text_of(item) for each in lists for item in each.iter("li")]


def test_what_is_said_stands_beside_what_it_is_about(desk: Desk, staff: Reader) -> None:
    """Also an addition, which is evidence for nothing yet, and words that were sorted since."""
    at = met(desk)
    rows = (
        at.row(0, "nobody", "add", "Lygterne er også for få."),
        at.row(1, "nobody", "", "Hunde er dejlige."),
        at.row(2, at.people[0], "", WORDS),
    )
    save(staff, at, *rows)
    (free,) = kept(desk, at.round)

    def sort(act: Act) -> None:
        about = act.session.get_one(Insight, at.insights[1])
        sort_into(act, act.session.get_one(Response, free.id), "nuance", about)

    desk.do(sort)
    staff.get(at.page)
    nobody = "Nogen, vi ikke har navnet på"
    assert said_about(staff, f"insight_{at.insights[0]}") == [
        f"{nobody}, tilføjer: Lygterne er også for få."
    ]
    assert said_about(staff, f"insight_{at.insights[1]}") == [
        f"Person 0, nuancerer: {WORDS}",
        f"{nobody}: Hunde er dejlige.",
    ]
    assert said_about(staff, f"round_{at.round}") == []


def test_what_was_logged_of_it_by_name_is_somebodys(desk: Desk, staff: Reader) -> None:
    at = met(desk)

    def log(act: Act) -> None:
        session = act.session.get_one(JointSession, at.session)
        who = act.session.get_one(Participant, at.people[0])
        log_contribution(act, who, WORDS, encounter=session.encounter)

    desk.do(log)
    assert noted(staff, at) == [f"Person 0: {WORDS}"]


def test_each_whose_words_stand_there_is_in_the_access_log(desk: Desk, staff: Reader) -> None:
    at = met(desk)
    silent = desk.said(at.process, "Ikke med")
    staff.get(at.page)
    seen = desk.seen("participant")
    assert {("words", str(person)) for person in (*at.people, at.group)} <= set(seen)
    assert ("words", str(silent)) not in seen


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("", "nuance", WORDS), "Vælg, hvem der sagde det."),
        (("one", "correct", ""), "Skriv ordene"),
        (("nobody", "recognise", ""), "Skriv ordene"),
        (("nobody", "correct", WORDS), "Det kan kun en, I har navnet på."),
        (("one", "vote", WORDS), "Vælg en af mulighederne."),
        (("99999", "nuance", WORDS), "Vælg en af mulighederne."),
        (("one", "nuance", "Cpr 010190-1234"), "CPR-nummer"),
        (("nobody", "", "Cpr 010190-1234"), "CPR-nummer"),
        (("one", "nuance", "x" * 50_001), "ét tegn for lang"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_half_saved(
    desk: Desk, staff: Reader, row: tuple[str, str, str], error: str
) -> None:
    at = met(desk)
    who, move, text = row
    good = at.row(1, at.people[1], "nuance", "Det her er rigtigt.")
    wrong = at.row(0, at.people[0] if who == "one" else who, move, text)
    answer = save(staff, at, good, wrong)
    assert answer.status_code == 422 and error in answer.text
    assert kept(desk, at.round) == [] and noted(staff, at) == []
    assert "Det her er rigtigt." in answer.text


def test_nothing_at_all_is_not_saved(desk: Desk, staff: Reader) -> None:
    at = met(desk)
    answer = save(staff, at)
    assert answer.status_code == 422 and "Skriv mindst ét udsagn." in answer.text
    assert kept(desk, at.round) == [] and noted(staff, at) == []


def test_who_was_not_there_said_nothing_there(desk: Desk, staff: Reader) -> None:
    at = met(desk)
    elsewhere = desk.said(at.process, "Ikke med")
    answer = save(staff, at, at.row(0, elsewhere, "nuance", WORDS))
    assert answer.status_code == 422 and kept(desk, at.round) == []


def test_one_goes_on_or_is_done(desk: Desk, staff: Reader) -> None:
    at = met(desk)
    row = at.row(0, at.people[0], "recognise")
    assert save(staff, at, row, then="done").location == (
        f"/processes/{at.process}/rounds/{at.round}"
    )
    assert noted(staff, at) == ["Person 0, genkender"]
    assert desk.read(LoopRow, at.people[0]).step == 3


def test_what_waits_to_be_written_down_is_said_until_something_is(
    desk: Desk, staff: Reader
) -> None:
    at = met(desk)
    where = f"/processes/{at.process}"
    assert "Skriv ned, hvad der blev sagt på mødet" in staff.get(where).text
    save(staff, at, at.row(0, "nobody", "", WORDS))
    assert "Skriv ned, hvad der blev sagt på mødet" not in staff.get(where).text
    other = met(desk)
    save(staff, other, other.row(0, other.people[0], "recognise"))
    assert "Skriv ned, hvad der blev sagt" not in staff.get(f"/processes/{other.process}").text


def test_what_was_confided_to_others_is_counted_and_not_read(desk: Desk, staff: Reader) -> None:
    at = met(desk)

    def confide(act: Act) -> None:
        for said in contributions(act, act.session.get_one(Participant, at.people[0])):
            said.confidential = True

    desk.do(confide)
    staff.get(at.page)
    page = main(staff)
    assert "Ord 0.0." not in page and "Ét er betroet til andre end dig." in page


def test_a_session_of_another_process_or_department_does_not_exist(
    desk: Desk, foreign: Desk, staff: Reader
) -> None:
    at, theirs = met(desk), met(foreign)
    for process, session in (
        (at.process, theirs.session),
        (theirs.process, theirs.session),
        (theirs.process, at.session),
        (at.process, 10**12),
    ):
        assert staff.get(f"/processes/{process}/sessions/held/{session}").status_code == 404


def test_many_words_and_people_cost_no_more(app: Flask, desk: Desk, staff: Reader) -> None:
    few, many = met(desk), met(desk, people=BEHIND + 6, words=2)
    assert statements(app, staff, few.page) == statements(app, staff, many.page)
    staff.get(many.page)
    assert f"Læs de andre {2 * (BEHIND + 6) + 1 - BEHIND}" in main(staff)
