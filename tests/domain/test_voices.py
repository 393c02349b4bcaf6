"""R19: each voice once, and a group beside its size."""

import pytest

from tracker.domain.voices import voices_of

pytestmark = pytest.mark.rule("R19")


def test_a_person_is_one_voice_however_much_they_said() -> None:
    assert voices_of([(1, "person", 1), (1, "person", 1), (2, "person", 1)], []).count == 2


def test_a_group_is_one_voice_with_its_size_beside_it() -> None:
    voices = voices_of([(1, "person", 1), (7, "group", 24)], [])
    assert (voices.count, voices.people, voices.groups) == (2, 1, (24,))


def test_a_member_and_her_group_are_one_voice() -> None:
    assert voices_of([(1, "person", 1), (7, "group", 24)], [(1, 7)]).count == 1
    assert voices_of([(1, "person", 1), (2, "person", 1)], [(1, 7), (2, 7)]).count == 2


def test_the_unknown_of_an_occasion_are_one_voice() -> None:
    assert voices_of([(3, "unknown", 1), (4, "unknown", 1)], []).count == 2
