"""What the commands list: the names of what scripts read, and nothing else on stdout."""

import csv
import json
from typing import Any

import pytest

from tests.commands.town import Process, Town, acting, staff
from tracker.domain.projection import LoopRow

SHAPES = {
    "contributions": "id participant participant_ref text insights set_aside withdrawn",
    "insights": "id text version state evidence outcome",
    "deliveries": "delivery participant channel state reason attempts at hash",
    "responses": "response participant about move text open resolution",
    "loops": "process participant participant_ref contributions strands strands_by_step step"
    " step_name state no_answer unopened decided_first stale waiting_until next_action due"
    " overdue_days",
}


def of(town: Town, listing: str) -> tuple[object, ...]:
    """The words of a listing for one process or round."""
    if listing == "deliveries":
        return (listing, town.natur.round)
    return (listing, "--process", town.natur.process)


@pytest.mark.parametrize("listing", SHAPES)
def test_json_has_the_names_of_the_contract(town: Town, listing: str) -> None:
    result = town.tracker.run(*of(town, listing), "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    rows = json.loads(result.stdout)
    assert rows
    for row in rows:
        assert list(row) == SHAPES[listing].split()


@pytest.mark.parametrize("listing", SHAPES)
def test_a_table_has_a_head_and_a_line_for_each(town: Town, listing: str) -> None:
    lines = town.tracker(*of(town, listing)).splitlines()
    assert set(lines[0].split()) <= set(SHAPES[listing].split())
    assert len(lines) == 1 + len(town.tracker.read(*of(town, listing)))
    assert town.tracker(*of(town, listing), "--format", "table").splitlines() == lines


@pytest.mark.parametrize("listing", ["contributions", "insights", "responses", "loops"])
def test_nothing_is_an_empty_list(own_town: Town, listing: str) -> None:
    new = ("process", "add", "Tomt", "--kind", "case", "--department", "Natur")
    process = own_town.tracker.number(*new)
    assert own_town.tracker.read(listing, "--process", process) == []
    assert len(own_town.tracker(listing, "--process", process).splitlines()) == 1


def test_contributions_say_what_became_of_each(town: Town) -> None:
    natur = town.natur
    rows = town.tracker.read(*of(town, "contributions"))
    assert [row["id"] for row in rows] == list(natur.contributions)
    assert rows[0] == {
        "id": natur.contributions[0],
        "participant": natur.people[0],
        "participant_ref": "a",
        "text": "Stien er kanariegul",
        "insights": [natur.insights[0]],
        "set_aside": None,
        "withdrawn": False,
    }
    assert rows[3]["set_aside"] == "Vi bestemmer ikke over kanariegul."
    assert (rows[4]["insights"], rows[4]["set_aside"]) == ([], None)


def test_the_words_of_what_was_withdrawn_are_not_shown(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    about = ("--round", natur.round, "--participant", natur.people[0])
    own = ("--contribution", natur.contributions[0])
    said = ("--move", "correct", "--text", "Stien er blå")
    tracker("respond", *about, *own, *said)
    tracker("respond", *about, *own, "--move", "withdraw")
    row = tracker.read(*of(own_town, "contributions"))[0]
    assert (row["text"], row["withdrawn"], row["insights"]) == ("", True, [])
    assert "Stien er" not in str(tracker.read(*of(own_town, "responses")))


def test_insights_say_their_state_and_outcome(town: Town) -> None:
    natur = town.natur
    first, second = town.tracker.read(*of(town, "insights"))
    assert first == {
        "id": natur.insights[0],
        "text": "Her er kanariegul.",
        "version": 1,
        "state": "living",
        "evidence": list(natur.contributions[:2]),
        "outcome": None,
    }
    assert second["evidence"] == [natur.contributions[2]]


def test_deliveries_say_how_far_each_report_came(town: Town) -> None:
    natur = town.natur
    rows = {row["participant"]: row for row in town.tracker.read(*of(town, "deliveries"))}
    assert {person: row["channel"] for person, row in rows.items()} == dict(
        zip(natur.people, ["email", "letter", "none", "phone", "none"], strict=True)
    )
    assert [rows[person]["state"] for person in natur.people] == [
        *("reached", "waiting", "reached", "waiting", "no_channel")
    ]
    assert rows[natur.people[0]]["attempts"] == 2
    assert all(len(row["hash"]) > 32 for row in rows.values())


def test_responses_say_what_they_are_about(town: Town) -> None:
    natur = town.natur
    nuance, free = town.tracker.read(*of(town, "responses"))
    assert nuance == {
        "response": natur.responses[0],
        "participant": natur.people[0],
        "about": {"insight": natur.insights[0], "version": 1},
        "move": "nuance",
        "text": "Mere kanariegul, tak.",
        "open": True,
        "resolution": None,
    }
    assert (free["about"], free["move"]) == ({"round": natur.round}, "said")


def test_a_table_says_in_words_what_an_answer_is_about(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    about = ("--round", natur.round, "--participant", natur.people[0])
    own = ("--contribution", natur.contributions[0])
    tracker("respond", *about, *own, "--move", "correct", "--text", "Stien er blå")
    table = tracker(*of(own_town, "responses"))
    assert "{" not in table
    assert [line.split()[2:4] for line in table.splitlines()[1:]] == [
        ["insight", f"{natur.insights[0]}"],
        ["round", f"{natur.round}"],
        ["contribution", f"{natur.contributions[0]}"],
    ]


def test_loops_say_where_each_stands(town: Town) -> None:
    natur = town.natur
    rows = {row["participant"]: row for row in town.tracker.read(*of(town, "loops"))}
    assert set(rows) == set(natur.people)
    first = rows[natur.people[0]]
    assert first["process"] == natur.process
    assert (first["participant_ref"], first["contributions"], first["strands"]) == ("a", 2, 2)
    assert first["strands_by_step"] == [1, 0, 0, 1, 0, 0]
    assert (first["step"], first["step_name"], first["state"]) == (0, "heard", "open")
    assert (first["next_action"], first["waiting_until"]) == ("weave", None)
    assert all(isinstance(first[mark], bool) for mark in ("no_answer", "unopened", "stale"))
    assert rows[natur.people[2]]["next_action"] == "resolve"


def test_loops_are_of_one_process_one_department_or_all_one_sees(town: Town) -> None:
    def processes(*words: object) -> set[int]:
        return {row["process"] for row in town.tracker.read("loops", *words)}

    both = {town.natur.process, town.social.process}
    assert processes() == both
    assert processes("--process", town.natur.process) == {town.natur.process}
    assert processes("--department", "Social") == {town.social.process}
    assert processes("--department", "Ingen") == set()
    assert processes("--by", staff("Natur")) == {town.natur.process}
    assert processes("--department", "Social", "--by", staff("Natur")) == set()


def test_loops_as_csv_have_the_same_columns_and_rows(town: Town) -> None:
    told = town.tracker("loops", "--format", "csv")
    rows = list(csv.DictReader(told.splitlines()))
    assert list(rows[0]) == SHAPES["loops"].split()
    for row, other in zip(rows, town.tracker.read("loops"), strict=True):
        assert row["participant"] == str(other["participant"])
        assert row["strands_by_step"] == " ".join(map(str, other["strands_by_step"]))
        assert row["due"] == (other["due"] or "")


@pytest.mark.parametrize("ref", ["=1+1", "+45", "-1", "@her", "'ja", "1+1"])
def test_a_cell_that_a_spreadsheet_would_reckon_is_quoted(own_town: Town, ref: str) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    tracker("participant", "add", "--process", natur.process, f"--ref={ref}")
    file = tracker.instance.parent / "x.csv"
    file.write_text(f'participant,text\n"{ref}",Hej\n', encoding="utf-8")
    tracker("import", file, "--process", natur.process)
    told = tracker("loops", "--process", natur.process, "--format", "csv")
    *_, last = csv.DictReader(told.splitlines())
    assert last["participant_ref"] == (f"'{ref}" if ref[0] in "=+-@" else ref)
    assert tracker.read(*of(own_town, "loops"))[-1]["participant_ref"] == ref


def test_now_reckons_as_of_then_and_records_nothing(town: Town) -> None:
    def first(*words: object) -> Any:
        return town.tracker.read(*of(town, "loops"), *words)[0]

    before = first()
    then = first("--now", "2040-06-01")
    assert (before["overdue_days"], then["due"]) == (0, before["due"])
    assert then["overdue_days"] > 365 * 10
    silent = {row["participant"]: row for row in _now(town, "2040-06-01")}
    assert silent[town.natur.people[1]]["no_answer"] is False
    assert first() == before


def _now(town: Town, moment: str) -> Any:
    return town.tracker.read(*of(town, "loops"), "--now", moment)


def test_verify_finds_nothing_or_names_the_loop_and_the_column(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    result = tracker.run("loops", "--verify")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert tracker("loops", "--verify", "--now", "2040-06-01") == ""
    acting(tracker, lambda act: _tamper(act.session, natur))
    result = tracker.run("loops", "--verify")
    assert (result.exit_code, result.stderr) == (1, "")
    assert any(
        str(natur.people[0]) in line and "step" in line for line in result.stdout.splitlines()
    )
    assert tracker("loops", "--verify", "--department", "Social") == ""


def _tamper(session: Any, natur: Process) -> None:
    row = session.get(LoopRow, natur.people[0])
    row.step = 5


def test_readability_says_what_is_heavy(town: Town) -> None:
    file = town.tracker.instance.parent / "tekst.txt"
    file.write_text("Samtlige borgere kom i går. Vi holdt et godt møde.", encoding="utf-8")
    said = json.loads(town.tracker("readability", file, "--json"))
    assert list(said) == ["lix", "band", "words", "sentences", "long_words", "advice"]
    assert (said["lix"], said["band"]) == (25.0, "easy")
    assert "mangler.txt: " in town.tracker.refused("readability", "mangler.txt")
