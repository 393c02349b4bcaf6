"""Passwords: how they are kept and compared, and what one must be."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tracker.domain.errors import BadInput

# OWASP ASVS 5.0, 6.2: length alone (8 at least), no rules about kinds of letters, room for any
# sentence.
SHORTEST = 10
LONGEST = 200

# RFC 9106's second recommendation, for machines with little memory.
_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """What is kept of a password; BadInput when it is too short or too long to be one."""
    if len(password) < SHORTEST:
        raise BadInput("password", "password_short", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise BadInput("password", "password_long", longest=LONGEST)
    return _hasher.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether the password is the kept one; takes as long when there is none to compare with."""
    try:
        return _hasher.verify(kept or _nobodys(), password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash("the password of nobody")
