"""All or nothing, and nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command import Command
from tests.commands.bringing import a_file, a_process, as_json, bring, refused_rows, rows_in

GOOD = "id,participant,date,text\n1,a,2026-01-02,Stien er smal\n2,a,2026-01-02,Stien er smal\n"


def test_one_bad_row_keeps_all_out(tracker: Command) -> None:
    rows = "".join(f"{n},p{n % 3},2026-01-02,Hej {n}\n" for n in range(3, 400))
    (line,) = refused_rows(tracker, f"{GOOD}{rows}400,a,i går,Hej\n")
    assert line.startswith("line 401, column date")


def test_twenty_rows_are_named_in_their_order_and_the_rest_is_counted(tracker: Command) -> None:
    rows = "".join(f"{n},a,i går,\n" for n in range(24))
    lines = refused_rows(tracker, f"id,participant,date,text\n{rows}1,b,2026-01-02,Hej\n")
    assert len(lines) == 21
    assert [line.split(",")[0] for line in lines[:20]] == [f"line {n}" for n in range(2, 22)]
    assert lines[20] == "24 rows are wrong in all."


def test_json_names_every_fault_and_the_exit_code_is_that_of_bad_input(tracker: Command) -> None:
    process = a_process(tracker)
    rows = "".join(f"{n},a,i går,Hej\n" for n in range(24))
    path = a_file(tracker, f'id,participant,date,text\n{rows}99,b,2026-01-02,"\x07"\n')
    before = rows_in(tracker)
    code, said = as_json(tracker, process, path)
    assert code == 2
    assert set(said) == {
        *("rows", "contributions_added", "participants_added", "unchanged", "errors")
    }
    assert (said["rows"], said["contributions_added"], said["participants_added"]) == (25, 0, 0)
    assert len(said["errors"]) == 25
    assert said["errors"][0] == {
        "line": 2,
        "column": "date",
        "value": "i går",
        "message": "i går is not a date; write for example 2026-03-02.",
    }
    assert said["errors"][24]["value"] == "\x07"
    assert rows_in(tracker) == before


def test_json_of_a_good_file(tracker: Command) -> None:
    process = a_process(tracker)
    path = a_file(tracker, GOOD)
    counts = {"rows": 2, "contributions_added": 2, "participants_added": 1, "unchanged": 0}
    assert as_json(tracker, process, path) == (0, {**counts, "errors": []})
    counts |= {"contributions_added": 0, "participants_added": 0, "unchanged": 2}
    assert as_json(tracker, process, path) == (0, {**counts, "errors": []})


def test_a_dry_run_says_what_would_come_of_it_and_keeps_nothing(tracker: Command) -> None:
    process = a_process(tracker)
    path = a_file(tracker, GOOD)
    before = rows_in(tracker)
    code, said = as_json(tracker, process, path, "--dry-run")
    assert (code, said["contributions_added"], said["participants_added"]) == (0, 2, 1)
    assert "nothing kept" in tracker("import", path, "--process", process, "--dry-run")
    assert rows_in(tracker) == before
    bad = a_file(tracker, "text\n\u202e\n", "bad.csv")
    assert "line 2" in tracker.refused("import", bad, "--process", process, "--dry-run")


def test_importing_again_adds_nothing(tracker: Command) -> None:
    process = a_process(tracker)
    path = a_file(tracker, f"{GOOD},,,Uden navn\n,b,,Uden dag\n")
    tracker("import", path, "--process", process)
    before = rows_in(tracker)
    assert tracker("import", path, "--process", process) == (
        "4 rows: 0 contributions and 0 participants added, 4 unchanged"
    )
    assert rows_in(tracker) == before


def test_the_same_file_is_new_to_another_process(tracker: Command) -> None:
    path = a_file(tracker, GOOD)
    for process in (a_process(tracker), a_process(tracker)):
        tracker("import", path, "--process", process)
        assert len(tracker.read("contributions", "--process", process)) == 2


def test_the_same_id_with_other_words_is_refused(tracker: Command) -> None:
    lines = refused_rows(tracker, f"{GOOD}2,a,2026-01-02,Stien er bred\n")
    assert lines == ["line 4, column id: 2 is here already, with other words."]
    process = a_process(tracker)
    tracker("import", a_file(tracker, GOOD), "--process", process)
    other = a_file(tracker, GOOD.replace("2,a,2026-01-02,Stien er smal", "2,a,,Stien er bred"))
    assert "2 is here already" in tracker.refused("import", other, "--process", process)


def test_without_an_id_a_row_is_who_when_and_what(tracker: Command) -> None:
    rows = bring(
        tracker,
        "participant,date,text\n"
        "a,2026-01-02,Hej\n"
        "a,2026-01-02,Hej\n"
        "a,2026-01-03,Hej\n"
        "b,2026-01-02,Hej\n"
        "a,2026-01-02,Hej!\n"
        "a,2.1.2026,Hej\n",
    )
    assert len(rows) == 4


def test_a_contact_that_was_lacking_is_filled_in_and_none_is_overwritten(tracker: Command) -> None:
    process = a_process(tracker)
    bring_in = ("import", "--process", process)
    tracker(*bring_in, a_file(tracker, "id,participant,text\n1,a,Hej\n"))
    tracker(*bring_in, a_file(tracker, "id,participant,text,email\n1,a,Hej,a@x.dk\n"))
    tracker(*bring_in, a_file(tracker, "id,participant,text,email\n1,a,Hej,b@x.dk\n"))
    planned = tracker.number("round", "add", "--process", process, "--purpose", "update")
    tracker("send", planned)
    (delivery,) = tracker.read("deliveries", planned)
    assert delivery["channel"] == "email"
    out = tracker.instance.parent / "report.eml"
    tracker("report", "--round", planned, "--participant", 1, "--format", "eml", "--out", out)
    assert b"To: a@x.dk" in out.read_bytes()


ROWS = 20_000


@pytest.mark.parametrize("seed", range(5))
def test_an_import_that_is_killed_leaves_all_or_nothing(tracker: Command, seed: int) -> None:
    process = a_process(tracker)
    path = big_file(tracker)
    before = rows_in(tracker)
    started = subprocess.Popen(
        [sys.executable, "-m", "tracker", "import", str(path), "--process", str(process)],
        env=os.environ | {"TRACKER_INSTANCE": str(tracker.instance)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=tracker.instance.parent,
    )
    time.sleep(random.Random(seed).uniform(0.3, 4))
    started.send_signal(signal.SIGKILL)
    _, said = started.communicate()
    assert said == b""
    now = rows_in(tracker)
    assert now == before or now["contribution"] == ROWS
    if seed == 0:
        tracker("import", path, "--process", process)
        tracker("import", path, "--process", process)
        now = rows_in(tracker)
        assert (now["contribution"], now["participant"]) == (ROWS, 5_000)
        assert now["contribution_wording"] == ROWS
        assert tracker("loops", "--process", process, "--verify") == ""


def big_file(tracker: Command) -> Path:
    rows = (f"{n},p{n % 5_000},Det var bidrag nummer {n} om stien" for n in range(ROWS))
    return a_file(tracker, "\n".join(["id,participant,text", *rows]))
