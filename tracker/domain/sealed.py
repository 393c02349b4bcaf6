"""Large files that can only be read with the instance's key for fields, a piece at a time."""

from collections.abc import Iterator
from typing import IO

from cryptography.fernet import Fernet, MultiFernet

from tracker.keys import Keys

PIECE = 1 << 20
_LENGTH = 4


def seal(keys: Keys, source: IO[bytes], file: IO[bytes]) -> int:
    """Write to `file` what is read from `source`, encrypted; how many bytes that was."""
    cipher, size = _cipher(keys), 0
    while piece := source.read(PIECE):
        sealed = cipher.encrypt(piece)
        file.write(len(sealed).to_bytes(_LENGTH, "big") + sealed)
        size += len(piece)
    return size


def unsealed(keys: Keys, file: IO[bytes]) -> Iterator[bytes]:
    """What was sealed, piece by piece; the file is closed at the end.

    Raises InvalidToken when a piece is not as it was, or no key fits; pieces that lack at the end,
    or stand in another order, are not noticed.
    """
    cipher = _cipher(keys)
    with file:
        while length := file.read(_LENGTH):
            yield cipher.decrypt(file.read(int.from_bytes(length, "big")))


def _cipher(keys: Keys) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys.fields])
