"""A mutation in effect in this process: in what is imported, or in what will be."""

from collections.abc import Iterable, Iterator
from importlib.machinery import SourceFileLoader
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType

from tests.mutation_table import Mutation

PACKAGE = Path(__file__).resolve().parent.parent / "tracker"
# What is run where it stands, and never called again.
_AT_ONCE = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})


class Mutated:
    """A file of the package, as it is and as it would be. SyntaxError when it could not be read."""

    def __init__(self, mutation: Mutation) -> None:
        self.file = PACKAGE / mutation.file
        self.module = ".".join(("tracker", *Path(mutation.file).with_suffix("").parts))
        text = self.file.read_text()
        self._old = compile(text, self.file, "exec")
        self._new = compile(text.replace(mutation.old, mutation.new), self.file, "exec")

    @property
    def is_within_functions(self) -> bool:
        """Whether what happens when the file is imported stays the same."""
        return list(map(_shape, _frames(self._old))) == list(map(_shape, _frames(self._new)))

    def takes_the_place_of(self, functions: Iterable[FunctionType]) -> None:
        """Those of the functions that are the file's do from now on what the new ones would."""
        old, new = map(_functions, (self._old, self._new))
        instead = {_place(one): other for one, other in zip(old, new, strict=True)}
        for function in functions:
            if function.__module__ == self.module:
                code = function.__code__
                function.__code__ = instead.get(_place(code), code)

    def is_imported_instead(self) -> None:
        """Whoever imports the file from now on gets the new one."""
        usual = SourceFileLoader.get_code

        def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
            return self._new if name == self.module else usual(loader, name)

        SourceFileLoader.get_code = get_code


def _frames(code: CodeType) -> Iterator[CodeType]:
    """What is run as a file is imported: the file itself, and the bodies of its classes."""
    yield code
    for within in _within(code):
        if not _is_function(within):
            yield from _frames(within)


def _functions(code: CodeType) -> Iterator[CodeType]:
    """What is there to be called once the file is imported."""
    return (within for frame in _frames(code) for within in _within(frame) if _is_function(within))


def _within(code: CodeType) -> Iterator[CodeType]:
    return (each for each in code.co_consts if isinstance(each, CodeType))


def _is_function(code: CodeType) -> bool:
    return bool(code.co_flags & CO_OPTIMIZED) and code.co_name not in _AT_ONCE


def _shape(frame: CodeType) -> tuple[object, ...]:
    named = (each.co_qualname if isinstance(each, CodeType) else each for each in frame.co_consts)
    return frame.co_code, frame.co_names, *named


def _place(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno
