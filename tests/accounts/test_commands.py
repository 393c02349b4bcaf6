"""`tracker user add`, as it is called."""

from pathlib import Path

import pytest

from tests.command import Command

ADD = ("user", "add", "bo@kommune.dk", "--name", "Bo", "--role", "manager", "--department", "Ældre")


@pytest.fixture
def tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(tmp_path / "instance", monkeypatch)


def test_a_link_is_all_that_is_printed(tracker: Command) -> None:
    done = tracker.run(*ADD)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("http://127.0.0.1:5000/choose-password/")
    assert done.stdout.count("\n") == 1


def test_with_a_password_nothing_is_printed(tracker: Command) -> None:
    done = tracker.run(*ADD, "--password-stdin", given="tre ord i træk\n")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        ((*ADD, "--password-stdin"), "kort\n", "too short"),
        (("user", "add", "bo", *ADD[3:]), "", "not an e-mail"),
    ],
)
def test_a_refusal_is_one_line(
    tracker: Command, arguments: tuple[str, ...], given: str, said: str
) -> None:
    assert said in tracker.refused(*arguments, given=given)
