"""R18: how many loops one manager excepts alone, by the share that a department sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.seconding import left_alone, needs_second

SHARES = st.one_of(st.none(), st.integers(1, 100))
COUNTS = st.integers(0, 400)


@pytest.mark.rule("R18")
@given(SHARES, COUNTS, COUNTS, COUNTS)
def test_alone_never_more_than_the_share(
    share: int | None, loops: int, excepted: int, more: int
) -> None:
    alone = not needs_second(share, loops, excepted, more)
    if share is None or not more:
        assert alone
    else:
        assert alone == ((excepted + more) / loops <= share / 100 if loops else False)


@pytest.mark.rule("R18")
@given(SHARES, COUNTS, COUNTS)
def test_what_is_left_is_just_what_can_be_done_alone(
    share: int | None, loops: int, excepted: int
) -> None:
    left = left_alone(share, loops, excepted)
    assert (left is None) == (share is None)
    if left is not None:
        assert not needs_second(share, loops, excepted, left)
        assert needs_second(share, loops, excepted, left + 1)
