"""What was written down by mistake is taken back through the services, with its words."""

from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from tests.stories.conftest import Open
from tests.stories.service_teller import ServiceTeller
from tracker.domain import search
from tracker.domain.contribution import Contribution, ContributionReader, ContributionWording
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.history import Event, broken_links
from tracker.domain.office import ImportedFile
from tracker.domain.participant import Participant
from tracker.domain.policies import one_of_process
from tracker.domain.projection import LoopRow
from tracker.domain.round import DeliveryPassage, Passage, Round
from tracker.domain.undoing import mend, take_back, undo_import
from tracker.listening.importing import import_file
from tracker.listening.services import add_participant, log_contribution
from tracker.processes import services as processes
from tracker.returning import services as returning
from tracker.returning.checks import Reasons


def refused(deed: object, *given: object, code: str = "already_built_on") -> None:
    with pytest.raises(RuleBroken) as no:
        deed(*given)
    assert no.value.code == code


def numbers(t: ServiceTeller, table: type[Contribution | Participant]) -> list[int]:
    with t.looking() as session:
        return list(session.scalars(select(table.id).order_by(table.id)))


def found_by(t: ServiceTeller, word: str) -> list[int]:
    with t.looking() as session:
        query, _ = search.searching(session, select(Contribution.id), t.process, word)
        return list(session.scalars(query))


# A contribution


@pytest.mark.rule("R1")
def test_what_became_nothing_is_taken_back_with_its_words(t: ServiceTeller) -> None:
    t.tells("C1", text="Lygterne er slukket.", shareable="Der er mørkt.")
    assert found_by(t, "lygterne") == [t.contributions["C1"]]
    t.takes_back("C1")
    assert found_by(t, "lygterne") == []
    with t.looking() as session:
        assert session.execute(select(search.INDEX)).all() == []
    assert numbers(t, Contribution) == []
    with t.looking() as session:
        assert session.get(LoopRow, t.participants["P"]) is None
        assert session.scalar(select(func.count()).select_from(ContributionWording)) == 0
        assert broken_links(session, t.process) == []
    assert t.kinds()[-3:] == ["contribution_recorded", "contribution_worded", "contribution_undone"]


@pytest.mark.rule("R1")
def test_the_others_stand_as_they_stood(t: ServiceTeller) -> None:
    t.walks(5)
    t.tells("C2")
    t.stands(0, "weave", stale=True)
    t.takes_back("C2")
    t.stands(5, "none")


@pytest.mark.rule("R1")
def test_a_number_that_was_undone_is_not_given_again(t: ServiceTeller) -> None:
    """Or an old event would speak of what was told later."""
    t.tells("C1")
    undone = t.contributions["C1"]
    t.takes_back("C1")
    t.tells("C2")
    t.joins("Q")
    stranger = t.participants["Q"]
    t.never_joined("Q")
    t.joins("R")
    assert t.contributions["C2"] > undone
    assert t.participants["R"] > stranger
    t.stands(0, "weave")


@pytest.mark.rule("R1")
def test_what_is_or_was_evidence_is_not_taken_back(t: ServiceTeller) -> None:
    t.tells("C1")
    t.weaves("C1", "A")
    refused(t.takes_back, "C1")
    t.unweaves("C1", "A")
    refused(t.takes_back, "C1")
    t.stands(0, "weave")


@pytest.mark.rule("R1")
def test_what_was_set_aside_is_not_taken_back(t: ServiceTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    refused(t.takes_back, "C1")


@pytest.mark.rule("R1")
def test_what_its_author_withdrew_is_not_taken_back(t: ServiceTeller) -> None:
    t.walks(2)
    t.tells("C2")
    t.answers("withdraw", "C2")
    refused(t.takes_back, "C2")


@pytest.mark.rule("R8")
def test_what_an_answer_made_or_names_is_not_taken_back(t: ServiceTeller) -> None:
    t.walks(2)
    t.answers("add", "", "Og broen er glat.", makes="C2")
    refused(t.takes_back, "C2")
    t.tells("C3")
    t.answers("correct", "C3", "Nej, den anden vej.")
    refused(t.takes_back, "C3")


@pytest.mark.rule("R1")
def test_what_came_before_a_report_to_its_author_is_not_taken_back(t: ServiceTeller) -> None:
    t.walks(1)
    t.tells("C2")
    t.sends("qualify", "A")
    refused(t.takes_back, "C2")
    t.tells("C3")
    t.takes_back("C3")


@pytest.mark.rule("R1")
def test_what_came_before_a_report_is_not_taken_back_though_it_shows_no_words(
    opened: Open,
) -> None:
    t = opened(public_return=True)
    t.walks(1)
    t.nobody_knows("U", "Værksted")
    t.tells("C2", "U")
    t.sends("qualify", "A", who="U")
    with t.looking() as session:
        assert not session.scalars(select(Passage).where(Passage.source_kind == "wording")).all()
    refused(t.takes_back, "C2")


@pytest.mark.rule("R1")
def test_what_stands_in_the_report_of_others_is_not_taken_back(t: ServiceTeller) -> None:
    t.walks(2)
    t.joins("Q")
    t.tells("C2", "Q", shareable="Der er mørkt ved broen.")
    with t.unit() as act:
        words = t.contribution(act, "C2").wordings[-1]
        quoted = Passage(
            process_id=t.process, section="others", kind="quote", language="da", text=words.text,
            salt="s", hash="h", source_kind="wording", source_id=words.id,
        )  # fmt: skip
        act.session.add(quoted)
        act.session.flush()
        delivery = t.delivery(act, "P")
        act.session.add(DeliveryPassage(delivery_id=delivery.id, position=99, passage_id=quoted.id))
    refused(t.takes_back, "C2")


@pytest.mark.rule("R1")
def test_all_are_taken_back_or_none(t: ServiceTeller) -> None:
    t.walks(1)
    t.tells("C2")
    refused(t.takes_back, "C2", "C1")
    assert len(numbers(t, Contribution)) == 2


def test_what_is_of_another_process_is_not_taken_back_along(t: ServiceTeller) -> None:
    t.tells("C1")
    with t.unit() as act:
        department = t.the_process(act).department
        other = processes.add_process(
            act, "Broen", kind="development", department=department, contact=("J", "1", "")
        )
        stranger = log_contribution(act, add_participant(act, other), "Broen er glat.")
        with pytest.raises(BadInput):
            take_back(act, [t.contribution(act, "C1"), stranger])


@pytest.mark.rule("R22")
def test_a_slip_is_mended_in_place(t: ServiceTeller) -> None:
    t.joins("Q")
    t.tells("C1", text="Lygten er sulkket.")
    due, old = t.loop(t.participants["P"]).due, t.contributions["C1"]
    t.passes(3)
    with t.unit() as act:
        slip = t.contribution(act, "C1")
        received = slip.received_at
        slip.ref = "BREV-7"
        act.session.flush()
        made = mend(
            act, slip, "Lygten er slukket.", how="retold", participant=t.person(act, "P"),
            encounter=None, confidential=False, shareable="Der er mørkt.",
        )  # fmt: skip
        assert (made.received_at, made.how, made.ref) == (received, "retold", "BREV-7")
        act.session.refresh(made)
        assert (made.recorded, made.shareable) == ("Lygten er slukket.", "Der er mørkt.")
        new = made.id
    assert new != old and numbers(t, Contribution) == [new]
    assert found_by(t, "slukket") == [new]
    t.stands(0, "weave")
    assert t.loop(t.participants["P"]).due == due


def test_it_is_mended_to_whom_it_came_from(t: ServiceTeller) -> None:
    t.joins("Q")
    t.tells("C1")
    with t.unit() as act:
        slip = t.contribution(act, "C1")
        mend(
            act, slip, slip.recorded, how="verbatim", participant=t.person(act, "Q"),
            encounter=None, confidential=False,
        )  # fmt: skip
    t.stands(0, "weave", "Q")
    with t.looking() as session:
        assert session.get(LoopRow, t.participants["P"]) is None


def test_what_is_mended_and_stays_confidential_keeps_its_readers(t: ServiceTeller) -> None:
    t.tells("C1")
    with t.unit() as act:
        slip = t.contribution(act, "C1")
        slip.confidential = True
        act.session.add(ContributionReader(contribution_id=slip.id, user_id=t.caseworker.id))
        act.session.flush()
        made = mend(
            act, slip, "Det er fortroligt.", how="verbatim", participant=slip.participant,
            encounter=None, confidential=True,
        )  # fmt: skip
        readers = select(ContributionReader.user_id)
        own = readers.where(ContributionReader.contribution_id == made.id)
        assert list(act.session.scalars(own)) == [t.caseworker.id]


def test_what_becomes_confidential_is_read_by_whoever_mends_it(t: ServiceTeller) -> None:
    t.tells("C1")
    with t.unit() as act:
        slip = t.contribution(act, "C1")
        made = mend(
            act, slip, "Det er fortroligt.", how="verbatim", participant=slip.participant,
            encounter=None, confidential=True,
        )  # fmt: skip
        assert list(act.session.scalars(select(ContributionReader.user_id))) == [t.caseworker.id]
        assert one_of_process(act, Contribution, made.id) is made


# A participant


@pytest.mark.rule("R1")
def test_whoever_was_added_by_mistake_is_taken_back(t: ServiceTeller) -> None:
    t.joins("G", "letter", size=9)
    t.joins("Q", of=["G"])
    t.tells("C1", "Q")
    refused(t.never_joined, "Q", code="participant_built_on")
    refused(t.never_joined, "G", code="participant_built_on")
    t.takes_back("C1")
    t.never_joined("Q")
    t.never_joined("G")
    assert numbers(t, Participant) == [t.participants["P"]]


@pytest.mark.rule("R1")
def test_who_was_given_a_report_or_is_about_to_be_stays(t: ServiceTeller) -> None:
    t.walks(1)
    t.joins("Q", "email")
    with t.unit() as act:
        people = [t.person(act, "P"), t.person(act, "Q")]
        planned = returning.plan_round(act, t.the_process(act), "qualify", None, people).id
    t.joins("R")
    with t.unit() as act:
        returning.plan_round(act, t.the_process(act), "update", None, [t.person(act, "R")])
    t.never_joined("R")
    with t.unit() as act:
        returning.fix_round(act, act.session.get_one(Round, planned), Reasons())
    refused(t.never_joined, "Q", code="participant_built_on")
    with t.unit() as act:
        returning.freeze_next(act, act.session.get_one(Round, planned))
    refused(t.never_joined, "Q", code="participant_built_on")


# A file


def imports(t: ServiceTeller, folder: Path, rows: int) -> int:
    """So many contributions of half as many people; the number of the file."""
    lines = (f"{n},p{n // 2},Vej {n} er mørk." for n in range(rows))
    path = folder / "fil.csv"
    path.write_text("\n".join(["id,participant,text", *lines]))
    with t.unit() as act:
        first = act.session.scalar(select(func.max(Event.id))) or 0
        done = import_file(act, t.the_process(act), path, {})
        assert (done.contributions_added, done.errors) == (rows, [])
        last = act.session.scalar(select(func.max(Event.id)))
        newest = select(ImportedFile).order_by(ImportedFile.id.desc()).limit(1)
        file = act.session.scalars(newest).one()
        assert (file.name, file.rows, file.added) == ("fil.csv", rows, rows)
        assert (file.first_event, file.last_event) == (first + 1, last)
        return file.id


def undoes_file(t: ServiceTeller, file: int) -> None:
    with t.unit() as act:
        undo_import(act, act.session.get_one(ImportedFile, file))


@pytest.mark.rule("R1")
def test_a_file_is_undone_and_can_be_brought_in_again(t: ServiceTeller, tmp_path: Path) -> None:
    t.walks(1)
    file = imports(t, tmp_path, 6)
    assert (len(numbers(t, Contribution)), len(numbers(t, Participant))) == (7, 4)
    undoes_file(t, file)
    assert (len(numbers(t, Contribution)), len(numbers(t, Participant))) == (1, 1)
    with t.looking() as session:
        assert session.get_one(ImportedFile, file).undone_at is not None
    refused(undoes_file, t, file, code="import_undone")
    imports(t, tmp_path, 6)
    assert (len(numbers(t, Contribution)), len(numbers(t, Participant))) == (7, 4)


@pytest.mark.rule("R1")
def test_a_file_that_something_was_built_on_stays_whole(t: ServiceTeller, tmp_path: Path) -> None:
    file = imports(t, tmp_path, 4)
    _, second, *_ = numbers(t, Contribution)
    t.contributions["C"] = second
    t.weaves("C", "A")
    with pytest.raises(RuleBroken) as no:
        undoes_file(t, file)
    assert (no.value.code, no.value.values["count"]) == ("import_built_on", 1)
    assert len(numbers(t, Contribution)) == 4


@pytest.mark.rule("R1")
def test_who_told_more_than_the_file_keeps_it_from_being_undone(
    t: ServiceTeller, tmp_path: Path
) -> None:
    file = imports(t, tmp_path, 4)
    t.participants["Q"] = numbers(t, Participant)[-1]
    t.tells("C9", "Q")
    refused(undoes_file, t, file, code="import_built_on")
    t.takes_back("C9")
    undoes_file(t, file)
    assert numbers(t, Participant) == [t.participants["P"]]


@pytest.mark.rule("R1")
def test_what_was_taken_back_before_is_not_in_the_way(t: ServiceTeller, tmp_path: Path) -> None:
    file = imports(t, tmp_path, 4)
    t.contributions["C"] = numbers(t, Contribution)[0]
    t.takes_back("C")
    undoes_file(t, file)
    assert numbers(t, Contribution) == []


def test_thousands_are_taken_back_in_few_statements(t: ServiceTeller, tmp_path: Path) -> None:
    file = imports(t, tmp_path, 600)
    said: list[str] = []
    event.listen(t.engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    with t.unit() as act:
        said.clear()
        undo_import(act, act.session.get_one(ImportedFile, file))
        asked = len(said)
    assert numbers(t, Contribution) == []
    assert asked < 70
