"""Who gets what at every address: each room's rows, written by hand (tests/web/matrix.py)."""

from importlib import import_module

from tests.web.matrix import Row
from tracker import ROOMS

__all__ = ["ROWS", "Row"]

ROWS: tuple[Row, ...] = tuple(
    row for room in ROOMS for row in import_module(f"tests.{room}.permissions").ROWS
)
