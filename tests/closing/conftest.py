"""The web's small world, with a process in it that a manager has signed for."""

from tests.oversight import conftest as oversight
from tests.oversight.conftest import *

__all__ = [*oversight.__all__]
