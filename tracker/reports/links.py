"""What opens a report, and what names its slip: none can be guessed, and one is no other."""

import base64
import hashlib
import hmac
import secrets

# Neither letters that look like others, nor vowels that could make a word.
SLIP_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
_SLIP_PART = 4
# Five of a hundred million each quarter of an hour: not to be guessed while a link lives.
DIGITS = 8


def token(link_key: bytes, delivery_id: int, generation: int) -> str:
    """The secret of a citizen's link: 256 bits, made again from the key whenever it is printed."""
    said = f"tracker link 1:{delivery_id}:{generation}".encode()
    return base64.urlsafe_b64encode(hmac.digest(link_key, said, "sha256")).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """All that the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def address(base_url: str, token: str) -> str:
    """Where the citizen reads and answers."""
    return f"{base_url}/r/{token}"


def code(link_key: bytes, delivery_id: int, generation: int, number: int) -> str:
    """The code that a link asks for, as it is typed: made again whenever it is told or printed."""
    said = f"tracker code 1:{delivery_id}:{generation}:{number}".encode()
    return f"{int.from_bytes(hmac.digest(link_key, said, 'sha256')) % 10**DIGITS:0{DIGITS}}"


def spoken(code: str) -> str:
    """A code as it is read aloud and printed: 4827 1936."""
    half = DIGITS // 2
    return f"{code[:half]} {code[half:]}"


def new_slip_code() -> str:
    """Tells staff which slip came back, as K7M2-4QXP; it opens nothing."""
    drawn = [secrets.choice(SLIP_ALPHABET) for _ in range(2 * _SLIP_PART)]
    return "".join(drawn[:_SLIP_PART]) + "-" + "".join(drawn[_SLIP_PART:])
