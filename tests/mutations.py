"""Takes each clause of `mutation_table` out of the package: a test of its rule must fail.

Run as `python -m tests.mutations`; with the numbers of some rules after it, for these alone.
"""

import gc
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FunctionType
from typing import Any

import pytest

from tests.mutated import PACKAGE, Mutated
from tests.mutation_table import AWAITED, MUTATIONS, TOLD, Mutation

ROOT = PACKAGE.parent
SECONDS = 120
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
    """The mutations that hold no test to their rule, and why.

    Raises TimeoutError when one goes on for too long.
    """
    # Nothing of ours is imported there, and there are no threads.
    reasons = _apart("spawn", None, _judged, mutations)
    return [
        f"{m.rule}: {reasons[m]}\n  {m.file}: {m.old!r} -> {m.new!r}"
        for m in mutations
        if reasons[m] is not None
    ]


def _judged(mutations: Sequence[Mutation]) -> dict[Mutation, str | None]:
    """Why each proves nothing; None when a test noticed."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.chdir(ROOT)
    found: dict[Mutation, str | None] = {m: why for m in mutations if (why := _no_mutation(m))}
    sound = [mutation for mutation in mutations if mutation not in found]
    within = [mutation for mutation in sound if Mutated(mutation).is_within_functions]
    # The others are seen only where all is imported anew.
    for mutation in sound:
        if mutation not in within:
            found |= _apart("fork", SECONDS, _imported_anew, mutation)
    return found | _tested(within, warm=True)


def _no_mutation(mutation: Mutation) -> str | None:
    if (times := (PACKAGE / mutation.file).read_text().count(mutation.old)) != 1:
        return f"the snippet stands {times} times in {mutation.file}"
    try:
        Mutated(mutation)
    except SyntaxError as error:
        return f"no assertion failed:\n{error}"
    return None


def _imported_anew(mutation: Mutation) -> dict[Mutation, str | None]:
    Mutated(mutation).is_imported_instead()
    return _tested([mutation], warm=False)


def _tested(mutations: Sequence[Mutation], warm: bool) -> dict[Mutation, str | None]:
    """By pytest alone, plug-ins load slowly; the tests of all the rules are imported once.

    `warm`: a story of each file is told before the first, so that what takes long is done once.
    """
    judge = _Judge(mutations, warm)
    marked = {str(file) for mutation in mutations for file in _marked(mutation)}
    options = ["-q", "--tb=native", *(f"-pno:{name}" for name in ("cacheprovider", *WITHOUT))]
    said = StringIO()
    with TemporaryDirectory() as folder, redirect_stdout(said), redirect_stderr(said):
        pytest.main([*options, f"--basetemp={folder}/each", *sorted(marked)], plugins=[judge])
    assert judge.reasons.keys() == set(mutations), said.getvalue()
    return judge.reasons


def _marked(mutation: Mutation) -> list[Path]:
    """Where tests of its rule may be."""
    named = ROOT / mutation.tests.partition("::")[0]
    files = [named] if named.is_file() else [*named.rglob("test_*.py")]
    return [f for f in files if f'"{mutation.rule}"' in f.read_text()] or files[:1]


class _Judge:
    """Runs the tests of each mutation's rule until one fails, in a process of their own."""

    def __init__(self, mutations: Sequence[Mutation], warm: bool) -> None:
        self.mutations, self.warm = mutations, warm
        self.reasons: dict[Mutation, str | None] = {}
        self._said = ""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        stories = [item for item in session.items if self.warm and item.nodeid.startswith(TOLD)]
        for first in {item.path: item for item in reversed(stories)}.values():
            _run(first, None)
            assert not self._said, self._said
        functions = [each for each in gc.get_objects() if isinstance(each, FunctionType)]
        gc.freeze()
        for mutation in self.mutations:
            self.reasons[mutation] = _apart(
                "fork", SECONDS, self._why, mutation, session.items, functions
            )
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._said += report.longreprtext

    def _why(
        self, mutation: Mutation, items: Sequence[pytest.Item], functions: Sequence[FunctionType]
    ) -> str | None:
        items = [item for item in items if _stands_for(item, mutation)]
        Mutated(mutation).takes_the_place_of(functions)
        for item, after in zip(items, [*items[1:], None], strict=False):
            _run(item, after)
            if self._said:
                seen = _NOTICED.search(self._said)
                return None if seen else f"no assertion failed:\n{self._said}"
        return "it survived" if items else f"no test is marked {mutation.rule}"


def _run(item: pytest.Item, after: pytest.Item | None) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)


def _stands_for(item: pytest.Item, mutation: Mutation) -> bool:
    rules = {number for marker in item.iter_markers("rule") for number in marker.args}
    return mutation.rule in rules and item.nodeid.startswith(mutation.tests)


def _apart(how: str, seconds: int | None, deed: Callable[..., Any], *given: Any) -> Any:
    """What a deed returns, or raises, in a process of its own; it may take so many seconds."""
    context = get_context(how)
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(there, deed, given))
    process.start()
    there.close()
    if not here.poll(seconds):
        process.kill()
        raise TimeoutError(f"{given[0]} goes on for {seconds} seconds")
    told = here.recv()
    process.join()
    if isinstance(told, Exception):
        raise told
    return told


def _tell(there: Connection, deed: Callable[..., Any], given: Sequence[Any]) -> None:
    try:
        there.send(deed(*given))
    except Exception as error:
        there.send(error)


def main(chosen: list[str]) -> int:
    table = [m for m in MUTATIONS if not chosen or m.rule in chosen]
    found = [*gaps(rules()), *flaws(table)]
    print("\n".join([*found, f"{len(table)} mutations, {len(found)} flaws"]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
