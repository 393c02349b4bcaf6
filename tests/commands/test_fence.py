"""What is another department's is not there, for commands too: the same words, and it is logged."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.bringing import rows_in
from tests.commands.doors import DOORS, Door, numbered
from tests.commands.town import CANARIES, Process, Town, denials, staff
from tests.leaks.canaries import bare
from tests.leaks.showing import insides_of, text_of

UNKNOWN = 424242


def test_every_number_that_a_command_takes_is_tried() -> None:
    counted = {("resolve", "--version")}
    assert sorted((door.command, door.option) for door in DOORS) == sorted(
        set(numbered()) - counted
    )


@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.command} {door.option}")
def test_what_is_anothers_is_refused_like_what_is_not_there(town: Town, door: Door) -> None:
    by = ("--by", staff("Social"))
    before = denials(town)
    words = (*door.command.split(), *door.words(town.social, UNKNOWN), *by)
    unknown = town.tracker.refused(*words)
    assert denials(town) == before
    foreign = door.number(town.natur)
    words = (*door.command.split(), *door.words(town.social, foreign), *by)
    refused = town.tracker.refused(*words)
    assert re.sub(r"\d+", "N", refused) == re.sub(r"\d+", "N", unknown)
    assert denials(town)[len(before) :] == [(staff("Social"), "refused", str(foreign))]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.command} {door.option}")
def test_a_number_that_no_row_can_have_is_not_there(town: Town, door: Door) -> None:
    for number in (-1, 0, 2**31, 2**63, 10**40):
        assert town.tracker.refused(*door.command.split(), *door.words(town.social, number))


def test_a_canary_is_never_found_from_the_other_side(town: Town, tmp_path: Path) -> None:
    """Nor is it elsewhere in what a stranger can ask for, or in what they are refused with."""
    for own, other, department in (
        (town.natur, town.social, "Natur"),
        (town.social, town.natur, "Social"),
    ):
        (foreign,) = set(CANARIES.values()) - {CANARIES[department]}
        seen = list(everything_seen(town, own, department, tmp_path))
        assert any(CANARIES[department].encode() in told for told in seen)
        printed = list(everything_printed(town, own, department, tmp_path))
        assert all(CANARIES[department].encode() in told for told in printed)
        seen += printed
        seen += list(everything_tried(town, own, other, department, tmp_path))
        assert not [told for told in seen if foreign.encode() in told]


def everything_seen(town: Town, own: Process, department: str, folder: Path) -> Iterator[bytes]:
    """All that somebody can ask to see of their own."""
    tracker, by = town.tracker, ("--by", staff(department))
    for form in ("table", "json"):
        of = ("--process", own.process, "--format", form, *by)
        for listing in ("contributions", "insights", "responses", "loops"):
            yield tracker(listing, *of).encode()
        yield tracker("loops", "--format", form, *by).encode()
        yield tracker("deliveries", own.round, "--format", form, *by).encode()
    yield tracker("loops", "--format", "csv", *by).encode()
    yield tracker.run("loops", "--verify", *by).stdout.encode()
    yield tracker.run("close", own.process, *by).stdout.encode()
    for person in own.people:
        for form in ("html", "txt", "eml"):
            out = folder / f"own.{form}"
            whose = ("--round", own.round, "--participant", person)
            tracker("report", *whose, "--format", form, "--out", out, *by)
            yield out.read_bytes()


def everything_printed(town: Town, own: Process, department: str, folder: Path) -> Iterator[bytes]:
    """All that somebody can have printed of their own: each report, and the letters together."""
    tracker, by, out = town.tracker, ("--by", staff(department)), folder / "printed.pdf"
    for person in own.people:
        whose = ("--round", own.round, "--participant", person)
        tracker("report", *whose, "--format", "pdf", "--out", out, *by)
        yield on_paper(out)
    tracker("letters", own.round, "--out", out, *by)
    yield on_paper(out)


def on_paper(pdf: Path) -> bytes:
    """All that a PDF says: its pages, whatever broke their lines, and what no page shows."""
    made = pdf.read_bytes()
    return bare(text_of(made) + insides_of(made)).encode()


def test_a_canary_is_in_the_closing_record_of_its_own_side_alone(
    own_town: Town, tmp_path: Path
) -> None:
    for department, canary in CANARIES.items():
        (foreign,) = set(CANARIES.values()) - {canary}
        process = closable(own_town, department)
        out = tmp_path / f"{department}.pdf"
        signed = own_town.tracker("close", process, "--by", staff(department), "--out", out)
        assert len(signed) > 20
        told = on_paper(out)
        assert canary.encode() in told and foreign.encode() not in told
        before = out.read_bytes()
        other = staff(_another(department))
        assert own_town.tracker.refused("close", process, "--by", other, "--out", out)
        assert out.read_bytes() == before


def closable(town: Town, department: str) -> int:
    """A process of one department in which nothing stands in the way."""
    tracker, canary, by = town.tracker, CANARIES[department], ("--by", staff(department))
    kind = ("--kind", "development", "--department", department)
    process = tracker.number("process", "add", f"Forbi {canary}", *kind, *by)
    file = tracker.instance.parent / f"{department}.csv"
    file.write_text(f"id,participant,name,text\n1,a,Anna {canary},Stien er {canary}\n", "utf-8")
    tracker("import", file, "--process", process, *by)
    (row,) = tracker.read("contributions", "--process", process, *by)
    whose = ("--process", process, "--participant", row["participant"])
    tracker("except", *whose, "--because", "other", "--reason", f"Flyttet, {canary}", *by)
    return process


def everything_tried(
    town: Town, own: Process, other: Process, department: str, folder: Path
) -> Iterator[bytes]:
    """What comes of asking for all that is another's."""
    tracker, by = town.tracker, ("--by", staff(department))
    yield tracker("loops", "--department", _another(department), *by).encode()
    for door in DOORS:
        result = tracker.run(*door.command.split(), *door.words(own, door.number(other)), *by)
        yield result.output.encode()
    assert not list(tracker.instance.parent.glob("x.*"))
    assert not list(folder.glob("x.*"))


def _another(department: str) -> str:
    (other,) = set(CANARIES) - {department}
    return other


def test_nobody_makes_a_process_in_another_department(town: Town) -> None:
    new = ("process", "add", "X", "--kind", "case", "--by", staff("Social"))
    assert town.tracker.refused(*new, "--department", "Natur") == town.tracker.refused(
        *new, "--department", "En ny"
    )


def test_users_are_added_by_the_system_or_by_an_administrator(own_town: Town) -> None:
    tracker = own_town.tracker
    add = ("user", "add", "ny@kommune.dk", "--name", "Ny", "--role", "caseworker")
    line = tracker.refused(*add, "--department", "Natur", TRACKER_ACTOR=staff("Natur"))
    assert line == "Only an administrator of the department can do that."
    admin = ("user", "add", staff("Natur"), "--name", "N", "--role", "administrator")
    tracker(*admin, "--department", "Natur")
    assert tracker(*add, "--department", "Natur", TRACKER_ACTOR=staff("Natur"))
    tracker.refused(*add, "--department", "Social", TRACKER_ACTOR=staff("Natur"))


def test_nothing_that_was_refused_has_changed_anything(town: Town, built_town: Town) -> None:
    """After all of the above; only what was denied is written down."""
    now, before = rows_in(town.tracker), rows_in(built_town.tracker)
    assert {table for table in now if now[table] != before[table]} == {"access_record"}
