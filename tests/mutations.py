"""Takes each clause of `mutation_table` out of a copy of the package: a test of its rule must fail.

Run as `python -m tests.mutations`; with the numbers of some rules after it, for these alone.
"""

import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.mutation_table import AWAITED, MUTATIONS, Mutation

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2
SECONDS = 120
# What takes long to import and is never mutated; each mutation starts from a copy of this state.
PRELOADED = [
    "pytest",
    "holidays.countries",
    "hypothesis.strategies",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.orm",
    "cryptography.fernet",
    "dotenv",
    "orjson",
    "pygments.lexers.python",
    "snowballstemmer",
]
# The fixtures of pages, which no rule's tests use and which import all there is.
WITHOUT = ("tests.web.fixtures", "tests.web.browser")
# An assertion that did not hold, or a refusal that did not come; not a name or import gone wrong.
_NOTICED = re.compile(r"^(AssertionError|Failed: DID NOT RAISE)", re.MULTILINE)


def rules() -> list[str]:
    """The numbers that the project's rules have, in their order."""
    return re.findall(r"^\*\*(R\d+) ", (ROOT / "docs/loop.md").read_text(), re.MULTILINE)


def gaps(
    numbers: Iterable[str],
    mutations: Iterable[Mutation] = MUTATIONS,
    awaited: frozenset[str] = AWAITED,
) -> list[str]:
    """Rules that no mutation stands for, and what is awaited though it has come."""
    numbers = list(numbers)
    found = {mutation.rule for mutation in mutations}
    return [
        *(f"{rule} has no mutation" for rule in numbers if rule not in found | awaited),
        *(f"{rule} has a mutation: it is awaited no more" for rule in sorted(found & awaited)),
        *(f"{rule} is no rule of docs/loop.md" for rule in sorted((found | awaited) - {*numbers})),
    ]


def flaws(mutations: Sequence[Mutation]) -> list[str]:
    """The mutations that hold no test to their rule, and why; each tried in a process of its own.

    Raises TimeoutError (of `multiprocessing`) when one goes on for too long.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    with context.Pool(AT_ONCE, maxtasksperchild=1) as pool:
        tried = pool.imap(_flaw, mutations)
        reasons = [tried.next(SECONDS) for _ in mutations]
    return [
        f"{m.rule}: {why}\n  {m.file}: {m.old!r} -> {m.new!r}"
        for m, why in zip(mutations, reasons, strict=True)
        if why is not None
    ]


def _flaw(mutation: Mutation) -> str | None:
    file = Path("tracker", mutation.file)
    original = (ROOT / file).read_text()
    if (times := original.count(mutation.old)) != 1:
        return f"the snippet stands {times} times in {mutation.file}"
    with TemporaryDirectory(prefix="mutation-") as folder:
        _lay_out(Path(folder), file, original.replace(mutation.old, mutation.new))
        return _judge(mutation.rule, *_test(folder, mutation))


def _lay_out(folder: Path, file: Path, text: str) -> None:
    """The project by links to what it consists of, but for one file."""
    here = ROOT
    for part in file.parts:
        for entry in here.iterdir():
            if entry.name != part and not entry.name.startswith("."):
                (folder / entry.name).symlink_to(entry)
        here, folder = here / part, folder / part
        if here.is_dir():
            folder.mkdir()
    folder.write_text(text)


def _test(folder: str, mutation: Mutation) -> tuple[int, str]:
    """How the rule's tests ended and what they said; by pytest alone, plug-ins load slowly."""
    marked = [
        str(file.relative_to(ROOT))
        for file in sorted((ROOT / mutation.tests).rglob("test_*.py"))
        if f'"{mutation.rule}"' in file.read_text()
    ]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.chdir(folder)
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    options = ["-x", "-q", "--tb=native", "--rule", mutation.rule]
    options += [f"-pno:{name}" for name in ("cacheprovider", *WITHOUT)]
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = pytest.main([*options, *(marked or [mutation.tests])])
    return code, said.getvalue()


def _judge(rule: str, code: int, said: str) -> str | None:
    if code == pytest.ExitCode.OK:
        return "it survived"
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        return f"no test is marked {rule}"
    if code == pytest.ExitCode.TESTS_FAILED and _NOTICED.search(said):
        return None
    return "no assertion failed:\n" + said


def main(chosen: list[str]) -> int:
    table = [m for m in MUTATIONS if not chosen or m.rule in chosen]
    found = [*gaps(rules()), *flaws(table)]
    print("\n".join([*found, f"{len(table)} mutations, {len(found)} flaws"]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
