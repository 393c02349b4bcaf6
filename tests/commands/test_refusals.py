"""Whatever is refused anywhere is said in both languages, with the values that are given there."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from tracker.options import sentence
from tracker.reports.languages import INTERFACE
from tracker.reports.words import interface

TRACKER = Path(__file__).parents[2] / "tracker"

# Where the code stands among what each is given, and what the catalogue's key begins with.
RAISED = {
    "RuleBroken": (0, "refused."),
    "NotAllowed": (0, "refused."),
    "Conflict": (0, "refused."),
    "BadInput": (1, "refused."),
    "RowError": (3, "refused."),
    "BadText": (0, "refused.text_"),
    "NotAWorkbook": (0, "refused."),
}


class Raised(NamedTuple):
    """A refusal where it is raised. No names: what it is given cannot be seen."""

    place: str
    key: str
    names: frozenset[str] | None


def refusals() -> Iterator[Raised]:
    """All refusals whose code is written where they are raised."""
    for path in sorted(TRACKER.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            if call.func.id in RAISED:
                at, prefix = RAISED[call.func.id]
                place = f"{path.relative_to(TRACKER)}:{call.lineno}"
                for code in codes(call.args[at]):
                    yield Raised(place, prefix + code, names(call))


def codes(given: ast.expr) -> Iterator[str]:
    """The codes an expression can be, as far as they are written there."""
    if isinstance(given, ast.Constant):
        yield str(given.value)
    elif isinstance(given, ast.IfExp):
        yield from codes(given.body)
        yield from codes(given.orelse)


def names(call: ast.Call) -> frozenset[str] | None:
    """The names of the values that a refusal is given; None when they are gathered elsewhere."""
    if isinstance(call.func, ast.Name) and call.func.id == "NotAWorkbook":
        return frozenset({"path"})
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    if isinstance(call.func, ast.Name) and call.func.id in ("RowError", "BadText"):
        last = call.args[-1]
        if not isinstance(last, ast.Dict):
            return None
        return frozenset(key.value for key in last.keys if isinstance(key, ast.Constant))
    return frozenset(keyword.arg for keyword in call.keywords if keyword.arg)


def written() -> set[object]:
    """All constants in the code."""
    trees = (ast.parse(path.read_text("utf-8")) for path in TRACKER.rglob("*.py"))
    return {c.value for tree in trees for c in ast.walk(tree) if isinstance(c, ast.Constant)}


def placeholders(key: str, language: str) -> frozenset[str]:
    """What a sentence wants to be told."""
    said = Formatter().parse(interface(language).sentences[key])
    return frozenset(name for _, name, _, _ in said if name)


ALL = list(refusals())


def test_refusals_are_found_where_they_are_raised() -> None:
    assert len(ALL) > 100
    assert {raised.key for raised in ALL} > {"refused.not_woven", "refused.text_too_long"}


@pytest.mark.parametrize("raised", ALL, ids=lambda raised: f"{raised.place} {raised.key}")
def test_a_refusal_is_said_in_both_languages_with_what_it_is_given(raised: Raised) -> None:
    wanted = {language: placeholders(raised.key, language) for language in INTERFACE}
    assert wanted["da"] == wanted["en"]
    assert raised.names is None or wanted["en"] <= raised.names


@pytest.mark.parametrize("language", INTERFACE)
def test_no_sentence_refuses_what_is_never_refused(language: str) -> None:
    said = {key for key in interface(language).sentences if key.startswith("refused.")}
    never = said - {raised.key for raised in ALL}
    # Some codes are chosen before they are raised: then they stand in the code all the same.
    assert {key for key in never if key.removeprefix("refused.") not in written()} <= {
        "refused.unseen"
    }


def test_what_is_said_back_is_one_line_and_no_whole_letter() -> None:
    said = sentence("not_a_date", {"value": "i\ngår\x1b[31m \u202eog " + "ord " * 1000})
    assert said.isprintable() and len(said) < 300
    assert said.startswith("i går\ufffd[31m \ufffdog ord ord")
    assert sentence("text_control_characters", {"code_points": ["U+0007", "U+202E"]}).endswith(
        "U+0007, U+202E."
    )
