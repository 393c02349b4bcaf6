"""`tracker user add`, as it is called."""

import subprocess
import sys
from pathlib import Path

import pytest

ADD = ("user", "add", "bo@kommune.dk", "--name", "Bo", "--role", "manager", "--department", "Ældre")


@pytest.fixture
def tracker(tmp_path: Path):
    def call(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from tracker.cli import main; main()", *arguments],
            env={"TRACKER_INSTANCE": str(tmp_path / "instance"), "PATH": ""},
            cwd=Path(__file__).parents[2],
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_a_link_is_all_that_is_printed(tracker) -> None:
    done = tracker(*ADD)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("http://127.0.0.1:5000/choose-password/")
    assert done.stdout.count("\n") == 1


def test_with_a_password_nothing_is_printed(tracker) -> None:
    done = tracker(*ADD, "--password-stdin", given="tre ord i træk\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        ((*ADD, "--password-stdin"), "kort\n", "too short"),
        (("user", "add", "bo", *ADD[3:]), "", "not an e-mail"),
    ],
)
def test_a_refusal_is_one_line(tracker, arguments, given, said) -> None:
    done = tracker(*arguments, given=given)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and done.stderr.count("\n") == 1
