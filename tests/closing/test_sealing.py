"""A record proves itself: whatever is changed in it is found, and named where a row was."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.closing.sealing import (
    Finding,
    NoRecord,
    content_of,
    seal_of_older,
    sealed,
    verified,
)

SEED = bytes(range(32))
HEAD = {"title": "Stien", "signer": "Ida", "at": "2026-05-04T10:00:00+00:00"}
ROWS = [
    ("loop", {"loop": 3, "state": "closed"}),
    ("loop", {"loop": 4, "state": "excepted"}),
    ("delivery", {"delivery": 9, "participant": 3, "state": "reached"}),
    ("insight", {"insight": 2, "version": 5, "text": "Stien er for mørk."}),
]
TEXT, SEAL = sealed(HEAD, ROWS, SEED)
MARKS = TEXT[TEXT.index("\n],\n") :]


def written(rows: list[dict[str, Any]]) -> str:
    """A record of these rows, written as ours are, with the marks that were signed."""
    lines = ",\n".join(
        json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for row in rows
    )
    return f'{{"format":3,"rows":[\n{lines}{MARKS}'


def rows() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(TEXT)["rows"]
    return found


def test_as_it_was_signed_it_holds() -> None:
    verdict = verified(TEXT)
    assert verdict.findings == () and (verdict.rows, verdict.erased) == (5, 0)
    assert verdict.seal == SEAL and verdict.head["title"] == "Stien"
    assert content_of(TEXT)["loops"] == [row for name, row in ROWS if name == "loop"]
    assert content_of(TEXT)["responses"] == []


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(TEXT.encode()) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found(place: int, by: int) -> None:
    data = bytearray(TEXT.encode())
    data[place] ^= by
    try:
        changed = bytes(data).decode()
    except UnicodeDecodeError:
        return
    try:
        findings = verified(changed).findings
    except NoRecord:
        return
    assert findings, changed


@pytest.mark.parametrize("place", range(len(ROWS)))
def test_a_changed_row_is_named(place: int) -> None:
    section, said = ROWS[place]
    record = json.loads(TEXT)
    record["rows"][place + 1]["content"]["state"] = "kept"
    number = said[section]
    lines = TEXT.splitlines()
    line = 1 + next(n for n, row in enumerate(lines) if f'"{section}":{number}' in row)
    assert verified(json.dumps(record)).findings[0] == Finding("row", line, section, number)


def test_what_was_taken_out_put_in_or_moved_is_found() -> None:
    for changes in ([1, 2, 3], [1, 2, 3, 4, 4], [2, 1, 3, 4]):
        record = json.loads(TEXT)
        rows = record["rows"]
        record["rows"] = [rows[0], *(rows[n] for n in changes)]
        codes = {finding.code for finding in verified(json.dumps(record)).findings}
        assert "unsealed" in codes
        assert ("count" in codes) == (len(changes) != 4)


def test_sealed_again_by_somebody_else_it_bears_another_key() -> None:
    forged, _ = sealed(HEAD, ROWS[:-1], bytes(32))
    assert verified(forged).findings == () and verified(forged).key != verified(TEXT).key
    record = json.loads(forged) | {"key": verified(TEXT).key}
    assert Finding("signature") in verified(json.dumps(record)).findings


def test_a_row_whose_words_were_erased_leaves_the_record_whole() -> None:
    *kept, row = rows()
    erased = {"section": row["section"], "hash": row["hash"], "erased": "2026-06-01"}
    record = written([*kept, erased])
    verdict = verified(record)
    assert verdict.findings == () and verdict.erased == 1
    assert content_of(record)["insights"] == []


@pytest.mark.parametrize("place", range(len(ROWS) + 1))
@pytest.mark.parametrize(
    "more",
    [
        {"erased": "2026-06-01", "content": {"state": "kept"}},
        {"erased": "2026-06-01", "salt": ""},
        {"note": "Den var erased."},
    ],
    ids=["forged", "salted", "noted"],
)
def test_what_is_erased_says_nothing_and_what_was_signed_nothing_more(
    place: int, more: dict[str, Any]
) -> None:
    forged = rows()
    if "content" in more:
        more = {**more, "content": {**forged[place]["content"], **more["content"]}}
    forged[place] |= more
    found = verified(written(forged)).findings
    assert [(each.code, each.line) for each in found] == [("row", place + 2)]


def test_the_head_is_never_erased() -> None:
    head, *rest = rows()
    erased = {"section": "head", "hash": head["hash"], "erased": "2026-06-01"}
    with pytest.raises(NoRecord, match="none"):
        verified(written([erased, *rest]))


@pytest.mark.parametrize("mark", ["key", "seal", "signature"])
@pytest.mark.parametrize("otherwise", [str.upper, "{} ".format], ids=["capitals", "a space"])
def test_a_mark_stands_as_it_was_signed(mark: str, otherwise: Callable[[str], str]) -> None:
    value = json.loads(TEXT)[mark]
    changed = TEXT.replace(value, otherwise(value))
    assert changed != TEXT and Finding("signature") in verified(changed).findings


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (HEAD, "lop"),
        (HEAD, "head"),
        (HEAD | {"at": "i går"}, "loop"),
        (HEAD | {"title": 3}, "loop"),
    ],
)
def test_what_nobody_could_read_is_no_record(head: dict[str, Any], section: str) -> None:
    strange, _ = sealed(head, [(section, {"loop": 3})], SEED)
    with pytest.raises(NoRecord, match="none"):
        verified(strange)


def test_an_older_record_has_all_lists_and_its_own_seal() -> None:
    older = '{"format": 2, "loops": [{"state": "closed"}]}'
    content = content_of(older)
    assert content["loops"] == [{"state": "closed"}]
    assert content["obstacles"] == content["set_asides"] == []
    assert seal_of_older(older) == hashlib.sha256(older.encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "broken"), ("{", "broken"), ("[]", "none"), ("{}", "none"), ("3", "none"),
        ('{"format": 2}', "older"), ('{"format": 3}', "none"), ('{"format": 3, "rows": 4}', "none"),
        ('{"format": 3, "rows": [], "seal": ""}', "none"),
        (f'{{"format": 3, "rows": {"[" * 99_999}{"]" * 99_999}}}', "broken"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_said_to_be_none(text: str, code: str) -> None:
    with pytest.raises(NoRecord) as none:
        verified(text)
    assert none.value.code == code
