"""Many letters in one file: made by warm processes, and bound in the order in which they came.

A process that lays out letters keeps its fonts and styles, and letters that are laid out together
share what is written of the fonts.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import IO, TypeVar

from tracker.reports import pdf
from tracker.reports.binding import Binder, Part
from tracker.reports.pdf import Letter

# From so many letters on, starting the processes costs less than they save.
MANY = 48
# So many are laid out together: more share more, and take more memory.
TOGETHER = 16
# So many wait for each process, that it never does.
AHEAD = 2

Quire = tuple[int, list[Letter]]
T = TypeVar("T")
R = TypeVar("R")


class Unprintable(Exception):
    """A letter could not be made: `number` is its place among those asked for, from 1."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(number, why)
        self.number = number

    def __str__(self) -> str:
        return f"letter {self.number} could not be made: {self.args[1]}"


class Press:
    """Makes things of letters in warm processes of its own; with a count of 0 all is made here.

    As many as the machine has cores unless told. Nothing of ours goes along with them but what they
    are asked, and they end when we do, however that is.
    """

    def __init__(self, count: int | None = None) -> None:
        cores = os.cpu_count() or 1
        self._count = (cores if cores > 1 else 0) if count is None else count
        self._pool = (
            ProcessPoolExecutor(self._count, get_context("spawn"), _begin) if self._count else None
        )

    def __enter__(self) -> Press:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def each(self, make: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """What is made of each, in their order; no more are taken than keep all busy."""
        if self._pool is None:
            yield from map(make, items)
            return
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(self._pool.submit(make, item))
            if len(waiting) > AHEAD * self._count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def bind(
        self,
        items: Iterable[Letter],
        file: IO[bytes],
        told: Callable[[int], object] = lambda _: None,
    ) -> None:
        """Write all letters to one file, as `letters` does."""
        binder = Binder(file)
        for part in self.each(_made, _quires(iter(items))):
            binder.add(part)
            told(len(part.letters))
        binder.close()


def letters(
    items: Iterable[Letter], file: IO[bytes], told: Callable[[int], object] = lambda _: None
) -> None:
    """Write all letters to one tagged file, in their order; `told` hears of how many more.

    They are taken from `items` as they are needed. ValueError when there are none, Unprintable
    when one cannot be made: what was written until then is no file.
    """
    left = iter(items)
    some = list(islice(left, MANY))
    with Press(None if len(some) == MANY else 0) as press:
        press.bind(chain(some, left), file, told)


def _quires(items: Iterator[Letter]) -> Iterator[Quire]:
    first = 1
    while some := list(islice(items, TOGETHER)):
        yield first, some
        first += len(some)


def _made(quire: Quire) -> Part:
    first, some = quire
    made = []
    for number, letter in enumerate(some, first):
        try:
            made.append((letter, pdf.laid_out(letter)))
        except Exception as error:
            raise Unprintable(number, repr(error)) from error
    return pdf.part(made)


def _begin() -> None:
    # Who presses Ctrl-C is answered by the parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    pdf.warm()
    # What is here now is here for good: looking through it again and again takes time.
    gc.collect()
    gc.freeze()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
