"""What opens a report, and what names its slip: neither can be guessed, and one is no other."""

import base64
import hashlib
import hmac
import secrets

# Neither letters that look like others, nor vowels that could make a word.
SLIP_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
_SLIP_PART = 4


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


def new_slip_code() -> str:
    """Tells staff which slip came back, as K7M2-4QXP; it opens nothing."""
    drawn = [secrets.choice(SLIP_ALPHABET) for _ in range(2 * _SLIP_PART)]
    return "".join(drawn[:_SLIP_PART]) + "-" + "".join(drawn[_SLIP_PART:])
