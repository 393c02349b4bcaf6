"""A citizen's link: made again from the key, kept only as a hash; and the slip's short code."""

import base64
import re

from tracker.reports.links import SLIP_ALPHABET, address, new_slip_code, token, token_hash

KEY = b"k" * 32


def test_a_token_is_made_again_the_same_and_is_256_bits():
    made = token(KEY, 17, 1)
    assert made == token(KEY, 17, 1)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", made)
    assert len(base64.urlsafe_b64decode(f"{made}=")) == 32


def test_another_key_delivery_or_generation_makes_another_token():
    made = [token(KEY, 1, 11), token(KEY, 11, 1), token(KEY, 111, 1), token(b"l" * 32, 1, 11)]
    assert len(set(made)) == 4


def test_the_hash_that_is_kept_opens_nothing():
    made = token(KEY, 17, 1)
    assert re.fullmatch(r"[0-9a-f]{64}", token_hash(made))
    assert token_hash(token_hash(made)) != token_hash(made)


def test_the_address_is_short_enough_to_scan():
    assert address("https://viden.example.dk", "abc") == "https://viden.example.dk/r/abc"


def test_a_slip_code_is_short_and_no_letter_of_it_looks_like_another():
    codes = {new_slip_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(re.fullmatch(f"[{SLIP_ALPHABET}]{{4}}-[{SLIP_ALPHABET}]{{4}}", c) for c in codes)
    assert not set(SLIP_ALPHABET) & set("0O1ILUAEY")
    assert set("".join(codes)) == {*SLIP_ALPHABET, "-"}
