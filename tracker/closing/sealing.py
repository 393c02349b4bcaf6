"""What a signature stands under: rows, each sealed by itself, and one seal over all of them.

A record is JSON, a row a line. A row's hash covers a salt, what kind of thing it is and what it
says; the seal covers the hashes in their order, and is signed (Ed25519, RFC 8032) by the
instance's key for records. So the file alone shows whether a byte was changed, and in which row;
a row whose words were erased later leaves its hash, and the record still holds.
"""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = 3
# The kinds of rows below the head, each with a number by its name; and what they are together.
SECTIONS = {
    "loop": "loops",
    "round": "rounds",
    "delivery": "deliveries",
    "insight": "insights",
    "response": "responses",
    "set_aside": "set_asides",
    "promise": "promises",
    "obstacle": "obstacles",
}

# All that a row has: as it was signed, and when its words were erased since.
_WHOLE = frozenset(("section", "content", "salt", "hash"))
_ERASED = frozenset(("section", "hash", "erased"))
_MARKS = ("key", "seal", "signature")

Content: TypeAlias = Mapping[str, Any]


class NoRecord(ValueError):
    """This is no closing record that can be proved; `code` is a word of the catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Finding(NamedTuple):
    """What is wrong: in which line of the file, of what kind, and which it is of its kind."""

    code: str
    line: int = 0
    section: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file says of itself. It holds when nothing was found."""

    head: Content
    seal: str
    key: str
    rows: int
    erased: int
    findings: tuple[Finding, ...]


def sealed(head: Content, rows: Iterable[tuple[str, Content]], seed: bytes) -> tuple[str, str]:
    """A record of these rows as text, and its seal. `seed` is the instance's key, 32 bytes."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    found = list(rows)
    counts = dict(sorted(Counter(section for section, _ in found).items()))
    lines = [_row(*row) for row in [("head", {**head, "rows": counts}), *found]]
    seal = _seal(line["hash"] for line in lines)
    public = key.public_key().public_bytes_raw().hex()
    signature = key.sign(bytes.fromhex(seal)).hex()
    return _text(lines, {"key": public, "seal": seal, "signature": signature}), seal


def content_of(record: str) -> dict[str, Any]:
    """What a record says: the head's values, and the rows of each kind as a list.

    Rows that were erased are left out. The second format, which was sealed as a whole, had the
    same names, and not yet all of them.
    """
    content: dict[str, Any] = json.loads(record)
    lists: dict[str, list[Content]] = {name: [] for name in SECTIONS.values()}
    if content["format"] < FORMAT:
        return lists | content
    (_, head), *rows = ((row["section"], row.get("content")) for row in content["rows"])
    for section, said in rows:
        if said is not None:
            lists[SECTIONS[section]].append(said)
    return {**head, **lists, "format": FORMAT}


def seal_of_older(record: str) -> str:
    """The hash that a record of the second format was signed under. Nothing in it says so."""
    return hashlib.sha256(record.encode()).hexdigest()


def verified(text: str) -> Verdict:
    """Prove a record by what stands in it alone. NoRecord when it is none."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise NoRecord("broken") from None
    if not isinstance(content, dict) or not isinstance(content.get("format"), int):
        raise NoRecord("none")
    if content["format"] < FORMAT:
        raise NoRecord("older")
    try:
        return _proved(text, content)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        raise NoRecord("none") from None


def _proved(text: str, content: Content) -> Verdict:
    rows: list[dict[str, Any]] = content["rows"]
    marks = {name: content[name] for name in _MARKS}
    head = _head(rows)
    findings = [*_changed(rows), *_missing(rows)]
    seal = _seal(row["hash"] for row in rows)
    if seal != marks["seal"]:
        findings.append(Finding("unsealed"))
    if not _is_signed(marks):
        findings.append(Finding("signature"))
    if not findings and _text(rows, marks) != text:
        findings.append(Finding("written"))
    erased = sum(row.keys() == _ERASED for row in rows)
    return Verdict(head, marks["seal"], marks["key"], len(rows), erased, tuple(findings))


def _head(rows: Sequence[Mapping[str, Any]]) -> Content:
    """What the first row says; ValueError when the rows are not those of a record."""
    first, *rest = (row["section"] for row in rows)
    if first != "head" or not SECTIONS.keys() >= set(rest):
        raise ValueError(first, rest)
    head: Content = rows[0]["content"]
    datetime.fromisoformat(head["at"])
    for name in ("title", "signer"):
        if not isinstance(head[name], str):
            raise ValueError(name)
    return head


def _changed(rows: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    for place, row in enumerate(rows):
        # The head says what was signed, and is never erased.
        if place and row.keys() == _ERASED:
            continue
        section, said = row["section"], row.get("content", {})
        if row.keys() != _WHOLE or _hash(section, said, row["salt"]) != row["hash"]:
            # The first line opens the list.
            yield Finding("row", place + 2, section, _number(section, said))


def _missing(rows: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    signed = rows[0]["content"]["rows"]
    there = Counter(row["section"] for row in rows[1:])
    for section in sorted(signed.keys() | there.keys()):
        if signed.get(section, 0) != there[section]:
            yield Finding("count", 0, section, there[section])


def _is_signed(marks: Mapping[str, str]) -> bool:
    key, seal, signature = (bytes.fromhex(marks[name]) for name in _MARKS)
    # Capitals and spaces would say the same, and stand otherwise than they were signed.
    if [mark.hex() for mark in (key, seal, signature)] != [marks[name] for name in _MARKS]:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, seal)
    except InvalidSignature:
        return False
    return True


def _number(section: str, said: Content) -> int | None:
    number = said.get(section)
    return number if isinstance(number, int) else None


def _row(section: str, content: Content) -> dict[str, Any]:
    salt = secrets.token_hex(16)
    return {
        "section": section,
        "content": content,
        "salt": salt,
        "hash": _hash(section, content, salt),
    }


def _hash(section: str, content: Content, salt: str) -> str:
    return hashlib.sha256(f"{salt}{_plain([section, content])}".encode()).hexdigest()


def _seal(hashes: Iterable[str]) -> str:
    return hashlib.sha256(_plain([FORMAT, *hashes]).encode()).hexdigest()


def _text(rows: Iterable[Content], marks: Content) -> str:
    lines = ",\n".join(_plain(row) for row in rows)
    return f'{{"format":{FORMAT},"rows":[\n{lines}\n],\n{_plain(marks)[1:]}\n'


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
