"""The four keys, and how they are made, kept and derived.

Sessions, links, encrypted fields and closing records each have a key of their own, so that one can
be changed or lost without the others. They lie in the instance and never in a backup.
"""

import base64
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_LENGTH = 32
NAMES = ("sessions", "links", "fields", "records")


class KeysUnsafe(Exception):
    """A kept key cannot be used; the message says which, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Sessions are signed with one, citizens' links made with one, fields encrypted with one, and
    closing records signed with one (the seed of an Ed25519 key).
    """

    sessions: str = field(repr=False)
    links: bytes = field(repr=False)
    # Fernet keys, newest first: the first encrypts, all decrypt.
    fields: tuple[str, ...] = field(repr=False)
    records: bytes = field(repr=False)


def derived_keys(secret: str) -> Keys:
    """Independent keys from one secret, by HKDF (RFC 5869)."""

    def derive(purpose: str) -> str:
        info = f"tracker {purpose} 1".encode()
        hkdf = HKDF(algorithm=SHA256(), length=_LENGTH, salt=None, info=info)
        return base64.urlsafe_b64encode(hkdf.derive(secret.encode())).decode()

    return _keys(*([derive(name)] for name in NAMES))


def kept_keys(folder: Path) -> Keys:
    """The keys kept in a folder, one file each; those that are missing are made.

    A file may hold several keys, one a line, the newest first. Raises KeysUnsafe, OSError.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _keys(*(_kept(folder / f"{name}.key") for name in NAMES))


def _keys(*kept: list[str]) -> Keys:
    sessions, links, fields, records = kept
    decoded = base64.urlsafe_b64decode
    return Keys(sessions[0], decoded(links[0]), tuple(fields), decoded(records[0]))


def _kept(path: Path) -> list[str]:
    if not path.exists():
        _make(path)
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeysUnsafe(f"Others on this machine can read {path}; run: chmod 600 '{path}'.")
    lines = path.read_text("ascii", errors="replace").split()
    if not lines or not all(_is_key(line) for line in lines):
        raise KeysUnsafe(f"{path} holds no usable key; put the right file back.")
    return lines


def _make(path: Path) -> None:
    """Write a new key whole, or leave the one that another process wrote meanwhile."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.urlsafe_b64encode(secrets.token_bytes(_LENGTH)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def _is_key(line: str) -> bool:
    try:
        return len(base64.b64decode(line, altchars=b"-_", validate=True)) == _LENGTH
    except ValueError:
        return False
