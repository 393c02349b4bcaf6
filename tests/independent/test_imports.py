"""The check is independent: the standard library and itself, and every rule by its number."""

import ast
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
MODULES = sorted(path for path in HERE.glob("*.py") if not path.name.startswith("test_"))
OWN = {path.stem for path in MODULES}


def imported_by(path: Path) -> set[tuple[int, str]]:
    """How far up and what each import of a module reaches."""
    found: set[tuple[int, str]] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {(0, alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.level, node.module or ""))
    return found


def test_the_check_is_among_the_modules() -> None:
    assert HERE / "check.py" in MODULES


def test_imports_nothing_but_the_standard_library_and_itself() -> None:
    for path in MODULES:
        for level, name in imported_by(path):
            allowed = OWN if level == 1 else sys.stdlib_module_names if level == 0 else ()
            assert name.split(".")[0] in allowed, f"{path.name} imports {'.' * level}{name}"


def test_imports_nothing_by_name() -> None:
    for path in MODULES:
        names = {name.split(".")[0] for _level, name in imported_by(path)}
        assert not names & {"tracker", "importlib", "runpy"}, path.name
        assert "__import__" not in path.read_text(encoding="utf-8"), path.name


def test_names_every_rule_of_one_loop() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    named = {int(number) for number in re.findall(r"\bR(\d+)\b", text)}
    for first, last in re.findall(r"\bR(\d+) to R(\d+)\b", text):
        named |= set(range(int(first), int(last) + 1))
    assert set(range(1, 23)) <= named
