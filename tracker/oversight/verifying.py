"""Checking many processes: each by itself, by as many workers as the machine has cores."""

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.domain.database import reading
from tracker.domain.differences import found
from tracker.entry import engine
from tracker.settings import Settings

# From so many processes on, starting the workers costs less than they save.
MANY = 50


def verified(session: Session, process_id: int) -> list[str]:
    """Each difference between what is kept and what the facts say, and each broken link."""
    broken, differences = found(session, process_id)
    return [str(each) for each in differences or ()] + [
        f"event {number} of process {process_id}: it is not as it was recorded" for number in broken
    ]


def all_verified(settings: Settings, processes: Sequence[int]) -> Iterator[list[str]]:
    """The same of each process, in their order; many are read by workers of their own.

    It takes a while, and nobody who writes waits for it.
    """
    workers = os.cpu_count() or 1
    if len(processes) < MANY or workers == 1:
        _open(settings)
        try:
            yield from map(_verified, processes)
        finally:
            _opened.pop().dispose()
        return
    # Nothing of this process's connections may go along with a worker.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (settings,)) as pool:
        yield from pool.map(_verified, processes, chunksize=4)


_opened: list[Engine] = []


def _open(settings: Settings) -> None:
    _opened.append(engine(settings))


def _begin(settings: Settings) -> None:
    _open(settings)
    # Looking for circles among all that it reads, and there are hardly any, takes a fifth of it.
    gc.set_threshold(200_000)


def _verified(process: int) -> list[str]:
    with reading(), Session(_opened[-1]) as session:
        return verified(session, process)
