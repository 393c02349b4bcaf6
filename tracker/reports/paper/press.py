"""Many letters in one file: made by warm processes, and bound in the order in which they came.

A process that lays out letters keeps its fonts and styles, and letters that are laid out together
share what is written of the fonts.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import IO, TypeVar

from tracker.reports.paper import index_sheet, pdf
from tracker.reports.paper.binding import Binder, Part
from tracker.reports.paper.index_sheet import Batch, Slip, Spoilt, slip_of
from tracker.reports.paper.pdf import Letter
from tracker.reports.words import interface

# From so many letters on, starting the processes costs less than they save.
MANY = 48
# So many are laid out together: more share more, and take more memory.
TOGETHER = 16
# So many wait for each process, that it never does.
AHEAD = 2

# Letters by their places among all, from 1.
Quire = list[tuple[int, Letter]]
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
        index: Batch | None = None,
    ) -> list[Spoilt]:
        """Write all letters to one file, as `letters` does."""
        binder, slips, spoilt = Binder(file), list[Slip](), list[tuple[int, Spoilt]]()
        for made in self.each(_made, _quires(items)):
            if made.part is not None:
                binder.add(made.part)
            slips += made.slips
            spoilt += made.spoilt
            if spoilt and index is None:
                break
            told(made.count)
        if spoilt and (index is None or not slips):
            number, first = spoilt[0]
            raise Unprintable(number, first.why)
        missing = [each for _, each in spoilt]
        binder.close(self._indexed(binder, index, slips, missing) if index and slips else None)
        return missing

    def _indexed(
        self, binder: Binder, batch: Batch, slips: Sequence[Slip], spoilt: Sequence[Spoilt]
    ) -> list[tuple[int, str]]:
        """Write the index; says how the file is to lie: it first, then the thinnest letters."""
        lying = index_sheet.order(slips)
        pages = index_sheet.pages(batch, [slips[at] for at in lying], spoilt)
        title, placed = interface(batch.language).say("index.title"), list[tuple[int, str]]()
        for part in self.each(_page_made, ((page, batch.language) for page in pages)):
            binder.add(part, names=not placed)
            placed.append((len(slips) + len(placed), title))
        numbered = enumerate(lying, start=1)
        return placed + [(at, f"{number} · {slips[at].code}") for number, at in numbered]


def letters(
    items: Iterable[Letter],
    file: IO[bytes],
    told: Callable[[int], object] = lambda _: None,
    index: Batch | None = None,
) -> list[Spoilt]:
    """Write all letters to one tagged file; `told` hears of how many more.

    They stand in their order; with an index of them as its first sheets, by their sheets. They are
    taken from `items` as they are needed. ValueError when there are none. One that cannot be made
    is left out, named by the index, and returned; without an index, or when none is left, it is
    Unprintable, and what was written until then is no file.
    """
    left = iter(items)
    some = list(islice(left, MANY))
    with Press(None if len(some) == MANY else 0) as press:
        return press.bind(chain(some, left), file, told, index)


@dataclass(frozen=True)
class Made:
    """What was made of some letters that came one after another; no part when none could be.

    `slips`: what an index says of each that was made; `spoilt`: and of those that could not be, by
    their places among all, from 1.
    """

    count: int
    part: Part | None
    slips: list[Slip]
    spoilt: list[tuple[int, Spoilt]]


def _quires(items: Iterable[Letter]) -> Iterator[Quire]:
    numbered = enumerate(items, start=1)
    while some := list(islice(numbered, TOGETHER)):
        yield some


def _made(quire: Quire) -> Made:
    made, spoilt = [], []
    for number, letter in quire:
        try:
            made.append((letter, pdf.laid_out(letter)))
        except Exception as error:
            # What it says may repeat what stands in the letter.
            why, outside = type(error).__name__, letter.outside
            spoilt.append((number, Spoilt(outside.recipient_name, outside.slip_code or "", why)))
    part = pdf.part(made) if made else None
    lengths = part.lengths if part is not None else []
    slips = [slip_of(each, pages // 2) for (each, _), pages in zip(made, lengths, strict=True)]
    return Made(len(quire), part, slips, spoilt)


def _page_made(page: tuple[str, str]) -> Part:
    return pdf.page_part(*page)


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
